// SPDX-License-Identifier: MIT
#include <ratecard/entitlement/why.hpp>

#include "application.hpp"
#include "chat_with_add_on.hpp"
#include "examined.hpp"

using namespace ratecard;
using namespace ratecard_test;

namespace {

auto explained(const application& a, feature_id f, instant now, const attributes& request = {}) {
    return why(examined(chat_with_add_on.view(), a.facts()), f, request, now).value();
}

}  // namespace

TEST_CASE("an included feature is explained by the order of the edition") {
    application a;
    a.orders = {bought(1, premium, 1, local(2024, 2, 1))};
    const auto explanation = explained(a, user_status, local(2024, 2, 9));
    CHECK(explanation.why() == reason::allowed);
    CHECK(explanation.decided_by ==
          source{origin::edition, premium.index(), local(2024, 2, 1), local(2024, 3, 1)});
    CHECK(explanation.until == local(2024, 3, 1));
    CHECK(explanation.ignored.empty());
}

TEST_CASE("an approval that is not active yet has the begin of its activation") {
    application a;
    a.approvals = {{push, local(2024, 1, 10), {1}}, {push, local(2024, 1, 9, 12), {2}}};
    const auto explanation = explained(a, push, local(2024, 1, 10));
    CHECK(explanation.why() == reason::awaiting_activation);
    CHECK(explanation.decided_by == source{origin::approval, 1, local(2024, 1, 11, 12)});
    CHECK(explanation.until == local(2024, 1, 11, 12));
    REQUIRE(explanation.ignored.size() == 1);
    CHECK(explanation.ignored[0].because == ignored_because::not_needed);
}

TEST_CASE("an approval is lost if a later edition does not have the feature") {
    application a;
    a.approvals = {{push, local(2024, 1, 1)}};
    a.orders = {bought(1, standard, 1, local(2024, 2, 1)),
                bought(2, premium, 1, local(2024, 3, 1))};
    const auto explanation = explained(a, push, local(2024, 3, 2));
    CHECK(explanation.why() == reason::not_applied);
    REQUIRE(explanation.ignored.size() == 1);
    CHECK(explanation.ignored[0] == ignored_source{{origin::approval, 0, local(2024, 1, 3)},
                                                   ignored_because::lost_with_edition});
}

TEST_CASE("a trial is explained with its begin and end") {
    application a;
    a.trials = {{chat::trial::call, local(2024, 2, 1)}};
    const source trial_of_60_days{origin::trial, 0, local(2024, 2, 1), local(2024, 4, 1)};
    CHECK(explained(a, call, local(2024, 4, 1)).why() == reason::trial_over);
    CHECK(explained(a, call, local(2024, 4, 1)).decided_by == trial_of_60_days);
    CHECK(explained(a, call, local(2024, 2, 1)).decided_by == trial_of_60_days);
    const auto before = explained(a, call, local(2024, 1, 31));
    CHECK(before.why() == reason::trial_not_activated);
    CHECK(before.until == local(2024, 2, 1));
    REQUIRE(before.ignored.size() == 1);
    CHECK(before.ignored[0].because == ignored_because::not_begun);
}

TEST_CASE("the purchase that ends last decides, and the others are ignored with a reason") {
    application a;
    a.orders = {bought(1, standard, 12, local(2024, 1, 1))};
    a.purchases = {{user_status, local(2024, 2, 1), local(2024, 3, 1), cents(1), cents(0)}};
    a.add_ons = {{.id = {1}, .begins = local(2024, 2, 1), .ends = local(2024, 4, 1)},
                 {.id = {2}, .units = quantity{}, .begins = local(2024, 2, 1)},
                 {.id = {3}, .begins = local(2024, 6, 1)},
                 {.id = {4}, .begins = local(2024, 1, 1), .ends = local(2024, 1, 5)}};
    const auto explanation = explained(a, user_status, local(2024, 2, 9));
    CHECK(explanation.why() == reason::allowed);
    CHECK(explanation.decided_by->from == origin::add_on);
    CHECK(explanation.decided_by->place == 0);
    CHECK(explanation.until == local(2024, 3, 1));
    REQUIRE(explanation.ignored.size() == 4);
    CHECK(explanation.ignored[0].because == ignored_because::not_needed);
    CHECK(explanation.ignored[1].because == ignored_because::no_units);
    CHECK(explanation.ignored[2].because == ignored_because::not_begun);
    CHECK(explanation.ignored[3].because == ignored_because::over);
}

TEST_CASE("a purchase that is listed twice counts once and is not ignored") {
    application a;
    a.orders = {bought(1, standard, 12, local(2024, 1, 1))};
    a.purchases = {{user_status, local(2024, 2, 1), local(2024, 3, 1), cents(1), cents(0)}};
    a.purchases.push_back(a.purchases[0]);
    const auto explanation = explained(a, user_status, local(2024, 2, 9));
    CHECK(explanation.decided_by->from == origin::purchase);
    CHECK(explanation.ignored.empty());
}

TEST_CASE("the edition comes from the last order that really began") {
    application a;
    a.orders = {bought(1, standard, 1, local(2024, 3, 10)),
                bought(2, premium, 1, local(2024, 1, 10)),
                bought(3, premium, 1, local(2024, 4, 20))};
    for (order& o : a.orders) o.placed_at = local(2024, 1, 1);
    a.refunds = {{{3}, local(2024, 4, 1), {1}}};
    const source second{origin::edition, premium.index(), local(2024, 1, 10), local(2024, 2, 10)};
    const source first{origin::edition, standard.index(), local(2024, 3, 10), local(2024, 4, 10)};
    const auto edition_of = [&](instant now) {
        return why(examined(chat_with_add_on.view(), a.facts()), live_groups, now)->decided_by;
    };
    CHECK(edition_of(local(2024, 3, 10) - seconds(1)) == second);
    CHECK(edition_of(local(2024, 3, 10)) == first);
    CHECK(edition_of(local(2024, 4, 30)) == first);
}

TEST_CASE("an approval or a trial is not needed for a feature that the edition includes") {
    auto b = builder_of(chat::catalog);
    const auto anyway = availability::included;
    b.add(feature{.key = "applied"}, {availability::on_application, anyway, anyway});
    b.add(feature{.key = "tried", .trial = chat::trial::call},
          {availability::on_trial, anyway, anyway});
    const auto owned = b.build().value();
    const feature_id applied = owned.view().find_feature("applied").value();
    const feature_id tried = owned.view().find_feature("tried").value();
    application a;
    a.approvals = {{applied, local(2024, 2, 2)}};
    a.trials = {{chat::trial::call, local(2024, 2, 2)}};
    const instant now = local(2024, 2, 9);
    const auto from = [&](feature_id f) {
        return why(examined(owned.view(), a.facts()), f, {}, now)->decided_by->from;
    };
    CHECK(from(applied) == origin::approval);
    CHECK(from(tried) == origin::trial);
    a.orders = {bought(1, standard, 1, local(2024, 2, 1))};
    for (const feature_id f : {applied, tried}) {
        CHECK(from(f) == origin::edition);
        const auto explanation = why(examined(owned.view(), a.facts()), f, {}, now).value();
        REQUIRE(explanation.ignored.size() == 1);
        CHECK(explanation.ignored[0].because == ignored_because::not_needed);
    }
}

TEST_CASE("an override wins over edition, purchases and approvals") {
    application a;
    a.orders = {bought(1, premium, 1, local(2024, 2, 1))};
    a.feature_overrides = {{.feature = user_status, .granted = false, .begins = local(2024, 2, 5)},
                           {.feature = user_status, .begins = local(2024, 2, 3), .id = {2}}};
    const auto explanation = explained(a, user_status, local(2024, 2, 9));
    CHECK(explanation.why() == reason::withheld);
    CHECK(explanation.decided_by->from == origin::override_of_account);
    CHECK(explanation.decided_by->place == 0);
    REQUIRE(explanation.ignored.size() == 2);
    CHECK(explanation.ignored[0].because == ignored_because::overridden);
    CHECK(explanation.ignored[1].what.from == origin::edition);
    CHECK(explanation.ignored[1].because == ignored_because::overridden);
}

TEST_CASE("a condition that fails is named with its bound") {
    application a;
    a.fixed.set(chat::attribute::data_center, 0);
    const attributes old = attributes{}
                               .set(chat::attribute::platform, 0)
                               .set(chat::attribute::sdk, version_number{"5.0"});
    const auto explanation = explained(a, community, local(2024, 2, 9), old);
    CHECK(explanation.why() == refused_by(chat::attribute::sdk));
    REQUIRE(explanation.must);
    CHECK(explanation.must->bound == version_number{"5.8.1668"}.packed());
    CHECK(explanation.decided_by->from == origin::edition);
}

TEST_CASE("a suspension is the reason, whatever else gives or refuses the feature") {
    application a;
    a.bills = {billed(1, local(2024, 2, 1))};
    const auto explanation = explained(a, community, local(2024, 2, 9));
    CHECK(explanation.why() == reason::suspended);
    CHECK_FALSE(explanation.decided_by);
    CHECK_FALSE(explanation.must);
}

TEST_CASE("an add-on purchase that is listed twice adds its units once") {
    application a;
    a.orders = {bought(1, standard, 1, local(2024, 2, 1))};
    const add_on_purchase bought_once{.id = {1}, .units = quantity{3}, .begins = local(2024, 2, 3)};
    a.add_ons = {bought_once, bought_once};
    const instant now = local(2024, 2, 9);
    const auto explanation =
        why(examined(chat_with_add_on.view(), a.facts()), live_groups, now).value();
    CHECK(explanation.limit == hard(80));
    CHECK(explanation.raises.size() == 1);
    CHECK(resolve(examined(chat_with_add_on.view(), a.facts()), now)
              ->limits[quota_id{live_groups}.index()]
              .limit() == hard(80));
}

TEST_CASE("a limit comes from the edition plus add-ons, or from an override") {
    application a;
    a.orders = {bought(1, standard, 1, local(2024, 2, 1))};
    a.add_ons = {{.id = {1}, .units = quantity{3}, .begins = local(2024, 2, 3)}};
    const instant now = local(2024, 2, 9);
    auto explanation = why(examined(chat_with_add_on.view(), a.facts()), live_groups, now).value();
    CHECK(explanation.limit == hard(80));
    CHECK(explanation.decided_by.from == origin::edition);
    REQUIRE(explanation.raises.size() == 1);
    CHECK(explanation.raises[0].units == quantity{30});
    a.limit_overrides = {{live_groups, hard(7), local(2024, 2, 1), instant::never()}};
    explanation = why(examined(chat_with_add_on.view(), a.facts()), live_groups, now).value();
    CHECK(explanation.limit == hard(7));
    CHECK(explanation.decided_by.from == origin::override_of_account);
    CHECK(explanation.raises.empty());
    REQUIRE(explanation.ignored.size() == 1);
    CHECK(explanation.ignored[0].because == ignored_because::overridden);
}

TEST_CASE("add-on units for an unlimited quota are not needed") {
    application a;
    a.orders = {bought(1, premium, 1, local(2024, 2, 1))};
    a.add_ons = {{.id = {1}, .units = quantity{3}, .begins = local(2024, 2, 3)}};
    const auto explanation =
        why(examined(chat_with_add_on.view(), a.facts()), live_groups, local(2024, 2, 9)).value();
    CHECK(explanation.limit == no_limit);
    CHECK(explanation.raises.empty());
    REQUIRE(explanation.ignored.size() == 1);
    CHECK(explanation.ignored[0].because == ignored_because::not_needed);
}

TEST_CASE("the missing units are those above the limit and its grace") {
    STATIC_REQUIRE(missing(hard(10), quantity{7}, quantity{5}) == quantity{2});
    STATIC_REQUIRE(missing(hard(10), quantity{7}, quantity{3}) == quantity{});
    STATIC_REQUIRE(missing(with_grace(hard(10), 10), quantity{7}, quantity{5}) == quantity{1});
    STATIC_REQUIRE(missing(soft(10), quantity{7}, quantity{5}) == quantity{});
    STATIC_REQUIRE(missing(no_limit, quantity{7}, quantity{5}) == quantity{});
    STATIC_REQUIRE(missing(hard(0), quantity{quantity::max_count}, quantity{quantity::max_count}) ==
                   quantity{quantity::max_count});
}

TEST_CASE("an unknown id, or too little room, is a named error") {
    const application a;
    CHECK(why(examined(chat_with_add_on.view(), a.facts()), feature_id{31}, {}, a.created_at)
              .error() == catalog_errc::unknown_feature);
    CHECK(why(examined(chat_with_add_on.view(), a.facts()), quota_id{11}, a.created_at).error() ==
          catalog_errc::unknown_quota);
    CHECK(why(examined(chat_with_add_on.view(), a.facts()), push, {}, a.created_at - seconds(1))
              .error() == account_errc::before_creation);
    application more;
    more.approvals.assign(3, {push, local(2024, 5, 1)});
    CHECK(why<3>(examined(chat_with_add_on.view(), more.facts()), push, {}, local(2024, 1, 1))
              .has_value());
    CHECK(why<2>(examined(chat_with_add_on.view(), more.facts()), push, {}, local(2024, 1, 1))
              .error() == core_errc::capacity_exceeded);
}

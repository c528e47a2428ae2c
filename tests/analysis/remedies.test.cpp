// SPDX-License-Identifier: MIT
#include <cstddef>
#include <cstdint>
#include <vector>

#include <ratecard/analysis/remedies.hpp>
#include <ratecard/entitlement/check.hpp>
#include <ratecard/entitlement/resolve.hpp>
#include <ratecard/lifecycle/contradiction.hpp>

#include "application.hpp"
#include "property.hpp"
#include "rebuilt_catalog.hpp"

using namespace ratecard;
using namespace ratecard_test;

namespace {

constexpr feature_id push = chat::key::id(chat::feature::push_to_all);
constexpr feature_id call = chat::key::id(chat::feature::call);
constexpr feature_id search = chat::key::id(chat::feature::user_status);
constexpr feature_id community = chat::key::id(chat::feature::community);
constexpr quota_id live_groups = chat::key::id(chat::quota::live_groups);
constexpr quota_id groups_of_day = chat::key::id(chat::quota::daily_groups);

/// The reference catalog with an add-on that gives user status and 10 live groups a unit.
const owned_catalog sold = builder_of(chat::catalog)
                               .add(add_on{"live"})
                               .gives("live", "user_status")
                               .raises("live", "live_groups", quantity{10})
                               .build()
                               .value();
const catalog_view c = sold.view();
constexpr instant now = local(2024, 2, 9);

application standard_since_february() {
    application a;
    a.orders = {bought(1, standard, 2, local(2024, 2, 1))};
    return a;
}
attributes android() { return attributes{}.set(chat::key::id(chat::attribute::platform), 0); }

/// The reason after a remedy was taken, at the instant from which it helps.
reason after(const application& a, const remedy& r, feature_id f, const attributes& request) {
    application then = a;
    instant t = now;
    switch (r.kind) {
        case remedy_kind::wait: t = r.at; break;
        case remedy_kind::activate_trial: then.trials.push_back({*r.trial, now, {77}}); break;
        case remedy_kind::buy_add_on:
            then.add_ons.push_back({{77}, *r.add_on, r.units, now, instant::never()});
            break;
        case remedy_kind::buy_edition:
            then.give_back(c, now);
            then.orders.push_back(bought(77, *r.edition, 1, now));
            break;
        case remedy_kind::apply: then.approvals.push_back({f, now - days(3), {77}}); break;
        case remedy_kind::change_client: return reason::allowed;
    }
    const auto s = resolve(c, then.facts(), t).value();
    return check(c.condition_rows(), at(s, t), f, request).why();
}

}  // namespace

TEST_CASE("what is allowed needs no remedy") {
    application a;
    a.orders = {bought(1, premium, 1, local(2024, 2, 1))};
    CHECK(remedies(c, a.facts(), search, android(), now)->empty());
    CHECK(remedies(c, a.facts(), live_groups, quantity{1'000}, quantity{9}, now)->empty());
}

TEST_CASE("what an edition lacks: an add-on gives it, or the cheapest edition that has it") {
    const application a = standard_since_february();
    const auto found = remedies(c, a.facts(), search, android(), now).value();
    REQUIRE(found.size() == 2);
    // Behind the end of the order and its grace it would be the same edition: so nothing to wait for.
    CHECK(found[0] ==
          remedy{.kind = remedy_kind::buy_add_on, .add_on = add_on_id{0}, .units = quantity{1}});
    CHECK(found[1] ==
          remedy{.kind = remedy_kind::buy_edition, .edition = premium, .price = cents(699'00)});
}

TEST_CASE("a trial to be started, an approval to be awaited, an application to be made") {
    application a;
    a.approvals = {{push, local(2024, 2, 8)}};
    CHECK((*remedies(c, a.facts(), push, {}, now))[0] ==
          remedy{.kind = remedy_kind::wait, .at = local(2024, 2, 10)});
    a.approvals.clear();
    const auto applied = remedies(c, a.facts(), push, {}, now).value();
    REQUIRE(applied.size() == 1);
    CHECK(applied[0].kind == remedy_kind::apply);
    const auto trial = remedies(c, a.facts(), call, android(), now).value();
    REQUIRE(trial.size() == 1);
    CHECK(trial[0].kind == remedy_kind::activate_trial);
    CHECK(trial[0].trial == chat::key::id(chat::trial::call));
}

TEST_CASE("an old client is told what it must meet, and nothing is sold to it") {
    application a;
    a.fixed.set(chat::key::id(chat::attribute::data_center), 0);
    const auto found =
        remedies(c, a.facts(), community,
                 android().set(chat::key::id(chat::attribute::sdk), version_number{"5.0"}), now);
    REQUIRE(found->size() == 1);
    CHECK((*found)[0].kind == remedy_kind::change_client);
    CHECK((*found)[0].must->bound == version_number{"5.8.1668"}.packed());
    // A region is for good.
    application there;
    there.fixed.set(chat::key::id(chat::attribute::data_center), 3);
    CHECK(remedies(c, there.facts(), community, android(), now)->empty());
}

TEST_CASE("what is withheld comes back when the override ends") {
    application a;
    a.feature_overrides = {{.feature = search,
                            .granted = false,
                            .begins = local(2024, 1, 1),
                            .ends = local(2024, 5, 1)}};
    const auto found = remedies(c, a.facts(), search, {}, now).value();
    REQUIRE(found.size() == 1);
    CHECK(found[0] == remedy{.kind = remedy_kind::wait, .at = local(2024, 5, 1)});
}

TEST_CASE("a quota: the next window, units of an add-on, the cheapest edition") {
    const application a = standard_since_february();
    const auto day = remedies(c, a.facts(), groups_of_day, quantity{9'999}, quantity{2}, now);
    REQUIRE(day->size() == 1);
    CHECK((*day)[0] == remedy{.kind = remedy_kind::wait, .at = local(2024, 2, 10)});
    // More than a day has: waiting does not help.
    CHECK(remedies(c, a.facts(), groups_of_day, quantity{}, quantity{10'001}, now)->empty());
    const auto live = remedies(c, a.facts(), live_groups, quantity{45}, quantity{26}, now);
    REQUIRE(live->size() == 2);
    CHECK((*live)[0] ==
          remedy{.kind = remedy_kind::buy_add_on, .add_on = add_on_id{0}, .units = quantity{3}});
    CHECK((*live)[1].edition == premium);
    application agreed = a;
    agreed.limit_overrides = {{.quota = live_groups, .limit = hard(1)}};
    CHECK(remedies(c, agreed.facts(), live_groups, quantity{1}, quantity{1}, now)->empty());
}

TEST_CASE("more remedies than room is a named error") {
    const application a = standard_since_february();
    CHECK(remedies<1>(c, a.facts(), search, android(), now).error() == errc::too_small);
    CHECK(remedies(c, a.facts(), feature_id{40}, {}, now).error() == errc::unknown_feature);
}

TEST_CASE("whatever is named as a remedy is one") {
    law("of every feature, whatever was bought", [] {
        application a;
        if (*rc::gen::arbitrary<bool>()) {
            const instant begins = local(2024, 1, 1) + days(*rc::gen::inRange(0, 60));
            a.orders = {bought(1, *rc::gen::element(standard, premium), 1, begins)};
        }
        if (*rc::gen::arbitrary<bool>()) a.approvals = {{push, local(2024, 2, 8)}};
        if (*rc::gen::arbitrary<bool>()) a.trials = {{{0}, local(2023, 12, 30)}};
        if (*rc::gen::arbitrary<bool>())
            a.bills = {billed(5, local(2024, 2, 7), local(2024, 2, 20))};
        a.fixed.set(chat::key::id(chat::attribute::data_center), *rc::gen::inRange(0, 5));
        RC_PRE(!find_contradiction(c, a.facts()));
        attributes request = android().set(chat::key::id(chat::attribute::message_kind), 0);
        request.set(chat::key::id(chat::attribute::group_type), 0)
            .set(chat::key::id(chat::attribute::group_size), 20);
        request.set(chat::key::id(chat::attribute::sdk),
                    *rc::gen::element(version_number{"5.0"}, version_number{"7.0"}));
        for (std::uint16_t i = 0; i < c.features.size(); ++i) {
            const feature_id f{i};
            const auto s = resolve(c, a.facts(), now).value();
            const auto said = check(c.condition_rows(), at(s, now), f, request);
            const auto found = remedies(c, a.facts(), f, request, now).value();
            if (said.allowed()) RC_ASSERT(found.empty());
            money cheapest = cents(0);
            for (const remedy& r : found) {
                if (r.kind == remedy_kind::apply) continue;  // the seller decides
                RC_ASSERT(after(a, r, f, request) == reason::allowed);
                if (!r.price) continue;
                RC_ASSERT(cheapest <= *r.price);
                cheapest = *r.price;
            }
        }
    });
}

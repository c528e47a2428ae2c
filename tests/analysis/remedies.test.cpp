// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <ratecard/analysis/remedies.hpp>
#include <ratecard/entitlement/check.hpp>
#include <ratecard/entitlement/resolve.hpp>

#include "application.hpp"
#include "chat_with_add_on.hpp"
#include "examined.hpp"
#include "laws/history.hpp"

using namespace ratecard;
using namespace ratecard::literals;
using namespace ratecard_test;

namespace {

constexpr quota_id groups_of_day = chat::quota::daily_groups;

const catalog_view c = chat_with_add_on.view();
constexpr instant now = local(2024, 2, 9);

application standard_since_february() {
    application a;
    a.orders = {bought(1, standard, 2, local(2024, 2, 1))};
    return a;
}
attributes android() { return attributes{}.set(chat::attribute::platform, 0); }

/// The answer after the customer takes a remedy, at the instant from which it helps.
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
    const auto s = resolve(examined(c, then.facts()), t).value();
    return at(c.condition_rows(), s, t).check(f, request).why();
}

}  // namespace

TEST_CASE("an allowed feature has no remedies") {
    application a;
    a.orders = {bought(1, premium, 1, local(2024, 2, 1))};
    CHECK(remedies(examined(c, a.facts()), user_status, android(), now)->empty());
    CHECK(
        remedies(examined(c, a.facts()), live_groups, quantity{1'000}, quantity{9}, now)->empty());
}

TEST_CASE("a missing feature has remedies: an add-on, and the cheapest edition with it") {
    const application a = standard_since_february();
    const auto found = remedies(examined(c, a.facts()), user_status, android(), now).value();
    REQUIRE(found.size() == 2);
    // After the order and its grace the edition would be the same, so waiting does not help.
    CHECK(found[0] ==
          remedy{.kind = remedy_kind::buy_add_on, .add_on = add_on_id{0}, .units = quantity{1}});
    CHECK(found[1] ==
          remedy{.kind = remedy_kind::buy_edition, .edition = premium, .price = cents(699'00)});
}

TEST_CASE("remedies include starting a trial, waiting for an approval, and applying") {
    application a;
    a.approvals = {{push, local(2024, 2, 8)}};
    CHECK((*remedies(examined(c, a.facts()), push, {}, now))[0] ==
          remedy{.kind = remedy_kind::wait, .at = local(2024, 2, 10)});
    a.approvals.clear();
    const auto applied = remedies(examined(c, a.facts()), push, {}, now).value();
    REQUIRE(applied.size() == 1);
    CHECK(applied[0].kind == remedy_kind::apply);
    const auto trial = remedies(examined(c, a.facts()), call, android(), now).value();
    REQUIRE(trial.size() == 1);
    CHECK(trial[0].kind == remedy_kind::activate_trial);
    CHECK(trial[0].trial == chat::trial::call);
}

TEST_CASE("an old client gets the condition it must meet, and no purchases") {
    application a;
    a.fixed.set(chat::attribute::data_center, 0);
    const auto found = remedies(examined(c, a.facts()), community,
                                android().set(chat::attribute::sdk, version_number{"5.0"}), now);
    REQUIRE(found->size() == 1);
    CHECK((*found)[0].kind == remedy_kind::change_client);
    CHECK((*found)[0].must->bound == version_number{"5.8.1668"}.packed());
    // A region cannot be changed.
    application there;
    there.fixed.set(chat::attribute::data_center, 3);
    CHECK(remedies(examined(c, there.facts()), community, android(), now)->empty());
}

TEST_CASE("a withheld feature has the remedy to wait until the override ends") {
    application a;
    a.feature_overrides = {{.feature = user_status,
                            .granted = false,
                            .begins = local(2024, 1, 1),
                            .ends = local(2024, 5, 1)}};
    const auto found = remedies(examined(c, a.facts()), user_status, {}, now).value();
    REQUIRE(found.size() == 1);
    CHECK(found[0] == remedy{.kind = remedy_kind::wait, .at = local(2024, 5, 1)});
}

TEST_CASE("a used-up quota has remedies: the next window, add-on units, the cheapest edition") {
    const application a = standard_since_february();
    const auto day =
        remedies(examined(c, a.facts()), groups_of_day, quantity{9'999}, quantity{2}, now);
    REQUIRE(day->size() == 1);
    CHECK((*day)[0] == remedy{.kind = remedy_kind::wait, .at = local(2024, 2, 10)});
    // This is more than the limit of a day, so waiting does not help.
    CHECK(remedies(examined(c, a.facts()), groups_of_day, quantity{}, quantity{10'001}, now)
              ->empty());
    const auto live =
        remedies(examined(c, a.facts()), live_groups, quantity{45}, quantity{26}, now);
    REQUIRE(live->size() == 2);
    CHECK((*live)[0] ==
          remedy{.kind = remedy_kind::buy_add_on, .add_on = add_on_id{0}, .units = quantity{3}});
    CHECK((*live)[1].edition == premium);
    application agreed = a;
    agreed.limit_overrides = {{.quota = live_groups, .limit = hard(1)}};
    CHECK(
        remedies(examined(c, agreed.facts()), live_groups, quantity{1}, quantity{1}, now)->empty());
}

TEST_CASE("an edition without a limit is a remedy also if add-ons were bought") {
    application a = standard_since_february();
    a.add_ons = {{.id = {1}, .units = quantity{3}, .begins = local(2024, 2, 1)}};
    const auto found =
        remedies(examined(c, a.facts()), live_groups, quantity{80}, quantity{1}, now).value();
    REQUIRE(found.size() == 2);
    CHECK(found[0].units == quantity{1});
    CHECK(found[1].edition == premium);
}

TEST_CASE("remedies name the editions that can be bought and suffice, by price") {
    law("for any prices, features, limits and change rules", [] {
        struct sold_edition {
            std::string key;
            std::int64_t price;  // in dollars; 0: not sold
            bool has;
            limit most;
        };
        // Uses the whole range from the first try on.
        const auto any_of = [](auto... numbers) {
            return *rc::gen::element(static_cast<std::int64_t>(numbers)...);
        };
        std::vector<sold_edition> editions;
        for (std::int64_t n = 0, size = any_of(2, 3, 4, 5, 6); n < size; ++n)
            editions.push_back({"e" + std::to_string(n), n == 0 ? 0 : any_of(0, 1, 2, 3, 4),
                                any_of(0, 1) == 0,
                                any_of(0, 1, 2, 3) == 0 ? limit::unlimited()
                                                        : limit::finite(any_of(0, 2, 4, 6, 8))});
        catalog_builder b{offering{.product = "shop",
                                   .unit = usd,
                                   .billing_zone = utc_plus_8,
                                   .lifecycle = chat::catalog.view().offering->lifecycle}};
        b.add(price_version{"only", instant{}, {}});
        std::vector<availability> cells;
        std::vector<quota_limit> limits;
        for (const sold_edition& e : editions) {
            b.add(edition{*name::from(e.key)});
            if (e.price > 0) b.price("only", e.key, *decimal::from(e.price, 0));
            cells.push_back(e.has ? availability::included : availability::absent);
            limits.push_back({e.most, enforcement::hard});
        }
        b.add(feature{"any"}, cells).add(quota{.key = "seats"}, limits);
        const std::int64_t raise = any_of(0, 1, 3);
        b.add(add_on{"more"}).raises("more", "seats", quantity{raise});
        b.change("", "", change_kind::with_credit);
        std::vector<std::vector<bool>> forbidden(editions.size());
        for (std::size_t from = 0; from < editions.size(); ++from)
            for (std::size_t to = 0; to < editions.size(); ++to) {
                forbidden[from].push_back(any_of(0, 1, 2) == 0);
                if (forbidden[from][to])
                    b.change(editions[from].key, editions[to].key, change_kind::forbidden);
            }
        const owned_catalog owned = b.build().value();
        application a;
        a.add_ons = {{.id = {1}, .begins = local(2024, 1, 1)}};
        // No order, a running one, or one that ended at midnight and is still in its grace.
        const auto of = static_cast<std::size_t>(any_of(0, 1, 2, 3, 4, 5));
        const bool is_bought = 0 < of && of < editions.size() && editions[of].price > 0;
        const std::size_t current = is_bought ? of : 0;
        const bool runs = is_bought && one_in(2);
        const instant midnight = local(2024, 2, 9), then = midnight + hours(12);
        if (is_bought) {
            a.orders = {bought(1, {static_cast<std::uint16_t>(current)}, 1,
                               local(2024, 1, runs ? 20 : 9),
                               means(editions[current].price * 100))};
            a.orders[0].version = {0};
        }
        RC_ASSERT(!contradiction_in(owned.view(), a.facts()));
        const auto expected = [&](auto&& suffices) {
            std::vector<std::size_t> all;
            for (std::size_t e = 1; e < editions.size(); ++e)
                if (editions[e].price > 0 && e != current && suffices(editions[e]) &&
                    !(runs && forbidden[current][e]))
                    all.push_back(e);
            std::stable_sort(all.begin(), all.end(), [&](std::size_t x, std::size_t y) {
                return editions[x].price < editions[y].price;
            });
            return all;
        };
        const auto named = [&](const auto& found) {
            std::vector<std::size_t> all;
            for (const remedy& r : found) {
                if (r.kind != remedy_kind::buy_edition) continue;
                all.push_back(r.edition->index());
                RC_ASSERT(r.price == cents(100 * editions[all.back()].price));
            }
            return all;
        };
        const auto of_feature =
            remedies(examined(owned.view(), a.facts()), feature_id{0}, {}, then).value();
        if (!editions[current].has)
            RC_ASSERT(named(of_feature) == expected([](const auto& e) { return e.has; }));
        const std::int64_t used = any_of(0, 2, 4, 6, 8), wanted = any_of(1, 2, 3);
        const auto suffices = [&](const sold_edition& e) {
            return e.most.is_unlimited() || used + wanted <= e.most.most().count() + raise;
        };
        const auto of_quota = remedies(examined(owned.view(), a.facts()), quota_id{0},
                                       quantity{used}, quantity{wanted}, then)
                                  .value();
        if (!suffices(editions[current])) RC_ASSERT(named(of_quota) == expected(suffices));
    });
}

TEST_CASE("remedies name the smallest sufficient number of units of each add-on that helps") {
    law("for any number of units in one gift or in two", [] {
        auto b = builder_of(chat::catalog);
        const std::int64_t adds[] = {drawn(1, 12), drawn(1, 12), drawn(0, 12)};
        b.add(add_on{"other"}).raises("other", "friends", quantity{5});
        b.gives("other", "push_to_all");
        b.add(add_on{"few"}).raises("few", "live_groups", quantity{adds[0]});
        b.add(add_on{"more"}).raises("more", "live_groups", quantity{adds[1]});
        b.raises("more", "live_groups", quantity{adds[2]});
        b.gives("more", "user_status");
        const owned_catalog owned = b.build().value();
        application a = standard_since_february();
        const quantity used{drawn(0, 50)}, wanted{50 + drawn(1, 60)};
        const auto found =
            remedies(examined(owned.view(), a.facts()), live_groups, used, wanted, now).value();
        RC_ASSERT(found.size() == 3);
        for (std::uint16_t i = 1; i <= 2; ++i) {
            const remedy& r = found[i - 1u];
            RC_ASSERT(r.add_on == add_on_id{i});
            const auto suffices = [&](std::int64_t units) {
                a.add_ons = {{{1}, {i}, quantity{units}, now, instant::never()}};
                const auto s = resolve(examined(owned.view(), a.facts()), now).value();
                return missing(s.limits[quota_id{live_groups}.index()].limit(), used, wanted) ==
                       quantity{};
            };
            RC_ASSERT(suffices(r.units.count()));
            RC_ASSERT(!suffices(r.units.count() - 1));
        }
        a.add_ons.clear();
        const auto of_feature =
            remedies(examined(owned.view(), a.facts()), user_status, android(), now).value();
        RC_ASSERT(of_feature.size() == 2u);
        RC_ASSERT(of_feature[0].add_on == add_on_id{2});
    });
}

TEST_CASE("add-ons are sorted by price, and those without a price come last") {
    auto b = builder_of(chat::catalog);
    for (const name& key : {name{"dear"}, name{"cheap"}})
        b.add(charge{.key = key, .unit = "units", .kind = charge_kind::recurring});
    b.price("2022-12-26", "standard", "dear", {.unit_price = 9_dec});
    b.price("2022-12-26", "standard", "cheap", {.up_to = limit::finite(3), .unit_price = 2_dec});
    b.price("2022-12-26", "standard", "cheap", {.unit_price = 7_dec});
    b.add(add_on{"unknown"}).add(add_on{"dear"}).add(add_on{"cheap"}).add(add_on{"as dear"});
    b.add(add_on{"never"});
    b.charged_by("dear", "dear").charged_by("as dear", "dear").charged_by("cheap", "cheap");
    for (const char* key : {"unknown", "dear", "as dear"})
        b.raises(key, "live_groups", quantity{100}).gives(key, "user_status");
    b.raises("cheap", "live_groups", quantity{10});
    const owned_catalog owned = b.build().value();
    const catalog_view with = owned.view();
    application a = standard_since_february();
    const auto found = [&] {
        std::vector<std::pair<std::uint16_t, std::optional<money>>> listed_remedies;
        const auto all =
            remedies(examined(with, a.facts()), live_groups, quantity{50}, quantity{40}, now)
                .value();
        for (const remedy& r : all)
            if (r.kind == remedy_kind::buy_add_on)
                listed_remedies.emplace_back(r.add_on->value, r.price);
        return listed_remedies;
    };
    using listed = std::vector<std::pair<std::uint16_t, std::optional<money>>>;
    // Standard has 50 live groups. 40 are missing: four units at the lower price.
    CHECK(found() == listed{{1, cents(9'00)}, {3, cents(9'00)}, {2, cents(13'00)}, {0, {}}});
    // With one unit already running, the new units reach other steps of the price.
    a.add_ons = {{{1}, {2}, quantity{1}, local(2024, 2, 1), instant::never()}};
    CHECK(found()[0].first == 1);
    CHECK(found()[2] == std::pair{std::uint16_t{2}, std::optional{cents(2'00 + 2'00 + 7'00)}});
}

TEST_CASE("waiting for the next window is a remedy if the limit at that time suffices") {
    law("for any override and any end of it", [] {
        application a = standard_since_february();
        const auto limit_of_then = hard(drawn(0, 9));
        const instant midnight = local(2024, 2, 10);
        const instant begins = midnight + hours(drawn(-30, 30));
        const instant ends = begins + hours(drawn(0, 30));
        a.limit_overrides = {{groups_of_day, limit_of_then, begins, ends}};
        const quantity used{drawn(0, 9)}, wanted{drawn(0, 9)};
        const auto most_at = [&](instant t) {
            return begins <= t && t < ends ? limit_of_then.most.most().count() : 10'000;
        };
        const auto found =
            remedies(examined(c, a.facts()), groups_of_day, used, wanted, now).value();
        const bool refused = most_at(now) < used.count() + wanted.count();
        const bool helps = wanted.count() <= most_at(midnight);
        if (refused && helps) {
            RC_ASSERT(!found.empty());
            RC_ASSERT((found[0] == remedy{.kind = remedy_kind::wait, .at = midnight}));
        } else {
            for (const remedy& r : found) RC_ASSERT(r.kind != remedy_kind::wait);
        }
    });
}

TEST_CASE("waiting ends at the first instant at which the feature is allowed, after any changes") {
    application a;
    a.orders = {bought(1, premium, 12, local(2024, 1, 1))};
    for (std::uint64_t n = 0; n < 8; ++n) {
        const instant begins = local(2024, 2, 1) + days(10 * static_cast<std::int64_t>(n));
        a.feature_overrides.push_back({.feature = user_status,
                                       .granted = false,
                                       .begins = begins,
                                       .ends = begins + days(10),
                                       .id = {n}});
        const auto found = remedies(examined(c, a.facts()), user_status, {}, now).value();
        REQUIRE(found.size() == 1);
        CHECK(found[0] == remedy{.kind = remedy_kind::wait, .at = begins + days(10)});
    }
}

TEST_CASE("too many remedies for the list are a named error") {
    const application a = standard_since_february();
    CHECK(remedies<1>(examined(c, a.facts()), user_status, android(), now).error() ==
          core_errc::capacity_exceeded);
    CHECK(remedies(examined(c, a.facts()), feature_id{40}, {}, now).error() ==
          catalog_errc::unknown_feature);
}

TEST_CASE("each remedy makes the feature allowed") {
    law("for every feature and any purchases", [] {
        application a;
        if (*rc::gen::arbitrary<bool>()) {
            const instant begins = local(2024, 1, 1) + days(*rc::gen::inRange(0, 60));
            a.orders = {bought(1, *rc::gen::element(standard, premium), 1, begins)};
        }
        if (*rc::gen::arbitrary<bool>()) a.approvals = {{push, local(2024, 2, 8)}};
        if (*rc::gen::arbitrary<bool>()) a.trials = {{{0}, local(2023, 12, 30)}};
        if (*rc::gen::arbitrary<bool>())
            a.bills = {billed(5, local(2024, 2, 7), local(2024, 2, 20))};
        a.fixed.set(chat::attribute::data_center, *rc::gen::inRange(0, 5));
        RC_PRE(!contradiction_in(c, a.facts()));
        attributes request = android().set(chat::attribute::message_kind, 0);
        request.set(chat::attribute::group_type, 0).set(chat::attribute::group_size, 20);
        request.set(chat::attribute::sdk,
                    *rc::gen::element(version_number{"5.0"}, version_number{"7.0"}));
        for (std::uint16_t i = 0; i < c.features.size(); ++i) {
            const feature_id f{i};
            const auto s = resolve(examined(c, a.facts()), now).value();
            const auto answer = at(c.condition_rows(), s, now).check(f, request);
            const auto found = remedies(examined(c, a.facts()), f, request, now).value();
            if (answer.allowed()) RC_ASSERT(found.empty());
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

TEST_CASE("each remedy of a quota makes the amount admitted") {
    law("over random lives: done and recorded, the same request is admitted by the gate", [] {
        const auto rule = [](std::int64_t grace) {
            return cause_rule{.grace = hours(grace), .ended_by_plan = one_in(2)};
        };
        offering o{.product = "shop", .unit = usd, .billing_zone = utc_plus_8};
        o.lifecycle = {.expiry = rule(one_of<std::int64_t>({0, 24, 240})),
                       .arrears = rule(24),
                       .refund = rule(one_of<std::int64_t>({0, 24})),
                       .retention_days = 400};
        catalog_builder b{o};
        b.add(edition{"free"}).add(edition{"pro"}).add(edition{"max"});
        b.add(price_version{"only", instant{}, {}});
        b.price("only", "pro", 399_dec).price("only", "max", 699_dec);
        const auto any_limit = [] {
            return one_of<quota_limit>(
                {hard(0), hard(5), hard(10), with_grace(hard(20), 10), soft(4), no_limit});
        };
        for (const auto& [key, window] : {std::pair{name{"seats"}, quota_window::standing},
                                          std::pair{name{"messages"}, quota_window::calendar_month},
                                          std::pair{name{"calls"}, quota_window::billing_period}})
            b.add(quota{.key = key,
                        .window = window,
                        .stays_in_grace = one_in(2),
                        .stays_suspended = one_in(4)},
                  {hard(0), any_limit(), any_limit()});
        b.add(add_on{"pack"}).add(add_on{"large pack"});
        for (const char* const q : {"seats", "messages", "calls"})
            b.raises("pack", q, quantity{drawn(1, 4)})
                .raises("large pack", q, quantity{drawn(0, 3)}, limit::finite(drawn(0, 30)));
        if (one_in(2)) b.sold_with("large pack", "pro");
        if (one_in(2)) b.needs("large pack", "pack");
        b.change(
            "", "",
            change_rule{.kind = change_kind::with_credit,
                        .included = one_in(2) ? included_units::used_up : included_units::anew});
        const owned_catalog owned = b.build().value();
        const catalog_view sold = owned.view();
        application a;
        const instant begins = local(2024, 1, 1) + days(drawn(0, 60));
        const edition_id e{static_cast<std::uint16_t>(drawn(1, 2))};
        if (!one_in(5)) {
            a.orders = {bought(1, e, static_cast<std::int32_t>(drawn(1, 2)), begins)};
            a.orders[0].version = {0};
        }
        const instant then = begins + seconds(drawn(0, 90 * one_day));
        if (one_in(4)) {
            const instant issued = then - hours(drawn(0, 60));
            a.bills = {billed(5, issued)};
            if (one_in(2)) a.bills[0].paid_at = issued + hours(drawn(30, 90));
        }
        if (one_in(3))
            a.add_ons = {{{1}, {0}, quantity{drawn(0, 2)}, then - days(1), instant::never()}};
        if (one_in(4))
            a.limit_overrides = {{{static_cast<std::uint16_t>(drawn(0, 2))},
                                  any_limit(),
                                  then - days(2),
                                  then + days(drawn(-1, 20))}};
        RC_PRE(!contradiction_in(sold, a.facts()));
        const auto admitted = [&](const application& of, quota_id q, const quota_state& state,
                                  quantity wanted, instant t) {
            const auto life = examined(sold, of.facts());
            const auto s = resolve(life, t).value();
            return at(sold.condition_rows(), s, t).decide(q, state, wanted).allowed();
        };
        for (std::uint16_t i = 0; i < 3; ++i) {
            const quota_id q{i};
            const auto life = examined(sold, a.facts());
            const quantity used{drawn(0, 12)}, wanted{drawn(1, 25)};
            const quota_state state{window_of(life, q, then).index, used};
            const auto found = remedies<32>(life, q, used, wanted, then).value();
            if (admitted(a, q, state, wanted, then)) RC_ASSERT(found.empty());
            for (const remedy& r : found) {
                application done = a;
                instant t = then;
                if (r.kind == remedy_kind::wait) t = r.at;
                if (r.kind == remedy_kind::buy_add_on) {
                    RC_ASSERT(sold.is_sold_with(*r.add_on, e));
                    done.add_ons.push_back({{77}, *r.add_on, r.units, then, instant::never()});
                }
                if (r.kind == remedy_kind::buy_edition) {
                    done.give_back(sold, then);
                    done.orders.push_back(bought(77, *r.edition, 1, then));
                    done.orders.back().version = {0};
                }
                RC_ASSERT(admitted(done, q, state, wanted, t));
            }
        }
    });
}

TEST_CASE("remedies know the suspension: they name what ends it, and nothing that does not") {
    application a;
    a.orders = {bought(1, standard, 1, local(2024, 1, 1))};
    const instant later = local(2024, 2, 9);  // suspended since 2 February
    REQUIRE(state_at(examined(c, a.facts()), later)->state == state::suspended);
    const auto of_quota =
        remedies(examined(c, a.facts()), live_groups, quantity{}, quantity{1}, later).value();
    REQUIRE(of_quota.size() == 2);
    CHECK(of_quota[0].edition == standard);
    CHECK(of_quota[1].edition == premium);
    const auto of_feature = remedies(examined(c, a.facts()), user_status, android(), later).value();
    REQUIRE(of_feature.size() == 1);
    CHECK(of_feature[0].edition == premium);
    // A debt is not settled by a plan; one that is paid on the 20th ends then.
    a.orders = {bought(1, standard, 6, local(2024, 1, 1))};
    a.bills = {billed(5, local(2024, 2, 1), local(2024, 2, 20))};
    const auto owing =
        remedies(examined(c, a.facts()), live_groups, quantity{}, quantity{1}, later).value();
    REQUIRE(owing.size() == 1);
    CHECK(owing[0] == remedy{.kind = remedy_kind::wait, .at = local(2024, 2, 20)});
}

TEST_CASE("waiting counts every fact, also findings") {
    application a;
    a.orders = {bought(1, premium, 12, local(2024, 1, 1))};
    for (std::uint64_t n = 0; n < 30; ++n) {
        const instant found = local(2024, 2, 1) + days(4 * static_cast<std::int64_t>(n));
        a.findings.push_back({{n + 1}, found, found + days(3)});
    }
    const auto grace = c.offering->lifecycle.of(suspension_cause::abuse).grace;
    const instant suspended_at = local(2024, 2, 1) + grace;
    const auto waits = remedies(examined(c, a.facts()), user_status, android(), suspended_at);
    REQUIRE(waits.has_value());
    if (!waits->empty()) CHECK((*waits)[0].at == local(2024, 2, 4));
}

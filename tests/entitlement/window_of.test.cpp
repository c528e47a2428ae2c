// SPDX-License-Identifier: MIT
#include <array>
#include <cstdint>
#include <utility>

#include <ratecard/entitlement/interned.hpp>
#include <ratecard/entitlement/resolve.hpp>
#include <ratecard/entitlement/snapshot.hpp>
#include <ratecard/entitlement/window_of.hpp>
#include <ratecard/quota/decide.hpp>

#include "application.hpp"
#include "examined.hpp"
#include "property.hpp"
#include "rebuilt_catalog.hpp"

using namespace ratecard;
using namespace ratecard_test;

namespace {

/// The reference catalog with a quota by billing period, two by the hour and one from half past.
const owned_catalog sold = [] {
    auto b = builder_of(chat::catalog);
    const auto add = [&](const quota& q) { b.add(q, {hard(1), hard(2), hard(3)}); };
    add({.key = "posts", .window = quota_window::billing_period});
    add({.key = "searches", .window = quota_window::fixed, .length = hours(1)});
    add({.key = "exports", .window = quota_window::fixed, .length = hours(1)});
    add({.key = "imports",
         .window = quota_window::fixed,
         .length = hours(1),
         .origin = instant{1'800}});
    return b.build().value();
}();
const quota_id posts = sold.view().find_quota("posts").value();
const quota_id searches = sold.view().find_quota("searches").value();
const quota_id by_day = chat::quota::daily_groups;

constexpr snapshot_room room{.clocks = 5};

window posts_at(const application& a, instant now) {
    return window_of(examined(sold.view(), a.facts()), posts, now);
}

}  // namespace

TEST_CASE("windows of billing periods are months of the order, numbered through the life") {
    application a;  // created on 1 January 2023
    a.orders = {bought(1, standard, 2, local(2024, 1, 31, 12))};
    const window first = posts_at(a, local(2024, 2, 1));
    CHECK(first == window{12, local(2024, 2, 29, 12)});
    CHECK(posts_at(a, local(2024, 2, 29, 12) - seconds(1)) == first);
    CHECK(posts_at(a, local(2024, 2, 29, 12)) == window{13, local(2024, 3, 31, 12)});
}

TEST_CASE("before the first order, billing periods are counted from the creation") {
    application a;
    a.orders = {bought(1, standard, 2, local(2024, 1, 31))};
    CHECK(posts_at(a, local(2024, 1, 30)) == window{12, local(2024, 2, 1)});
    // The first plan begins within the 13th month: what was used in it counts.
    CHECK(posts_at(a, local(2024, 1, 31)) == window{12, local(2024, 2, 29)});
    // One that begins with a month begins a window.
    a.orders[0].begins = a.orders[0].placed_at = local(2024, 2, 1);
    CHECK(posts_at(a, local(2024, 2, 1)) == window{13, local(2024, 3, 1)});
}

TEST_CASE("the grace after the end of a plan opens no window") {
    application a;
    a.orders = {bought(1, standard, 1, local(2024, 3, 1))};
    const std::int64_t bought_window = posts_at(a, local(2024, 3, 31)).index;
    CHECK(posts_at(a, local(2024, 4, 1)) == window{bought_window, instant::never()});
    CHECK(posts_at(a, local(2024, 4, 1, 23)).index == bought_window);
    // Renewed by hand in the grace: two payments give two windows.
    a.orders.push_back(bought(2, standard, 1, local(2024, 4, 1, 20)));
    CHECK(posts_at(a, local(2024, 4, 1, 19)) == window{bought_window, local(2024, 4, 1, 20)});
    CHECK(posts_at(a, local(2024, 4, 1, 20)) == window{bought_window + 1, local(2024, 5, 1, 20)});
}

TEST_CASE("changing to and fro does not give the allowance again") {
    application a;
    const edition_id editions[] = {premium, standard, premium, standard, premium};
    for (std::uint64_t i = 0; i < 5; ++i) {
        const instant begins = local(2024, 3, 1 + static_cast<std::uint32_t>(i), 6);
        a.orders.push_back(bought(i + 1, editions[i], 1, begins));
        if (i < 4) a.refunds.push_back({{i + 1}, begins + days(1), {i + 1}});
    }
    const std::int64_t only = posts_at(a, local(2024, 3, 1, 6)).index;
    for (std::uint32_t day = 1; day < 31; ++day)
        CHECK(posts_at(a, local(2024, 3, day, 7)).index == only);
    CHECK(posts_at(a, local(2024, 4, 5, 6)).index == only);  // and after the end of the last one
}

TEST_CASE("two orders of one civil day are two periods") {
    application a;
    a.orders = {bought(1, standard, 1, local(2024, 3, 1, 1)),
                bought(2, standard, 1, local(2024, 4, 1, 1))};
    const std::int64_t first = posts_at(a, local(2024, 4, 1, 0)).index;
    CHECK(posts_at(a, local(2024, 4, 1, 1)).index == first + 1);
}

TEST_CASE("a month that was given back whole opens no window for the plan after it") {
    application a;
    a.orders = {bought(1, standard, 2, local(2024, 3, 1)),
                bought(2, premium, 1, local(2024, 4, 1))};
    a.refunds = {{{1}, local(2024, 4, 1), {1}}};  // at the boundary between its months
    const std::int64_t first = posts_at(a, local(2024, 3, 31)).index;
    CHECK(posts_at(a, local(2024, 4, 1)) == window{first + 1, local(2024, 5, 1)});
}

TEST_CASE("a change that renews what is included begins a window") {
    auto b = builder_of(chat::catalog);
    b.change("premium", "standard",
             change_rule{.kind = change_kind::with_credit,
                         .direction = change_direction::downgrade,
                         .included = included_units::anew});
    b.add(quota{.key = "posts", .window = quota_window::billing_period},
          {hard(1), hard(2), hard(3)});
    const owned_catalog anew = b.build().value();
    const quota_id counted = anew.view().find_quota("posts").value();
    application a;
    a.orders = {bought(1, premium, 1, local(2024, 3, 1)),
                bought(2, standard, 1, local(2024, 3, 10))};
    a.refunds = {{{1}, local(2024, 3, 10), {1}}};
    const auto life = examined(anew.view(), a.facts());
    CHECK(window_of(life, counted, local(2024, 3, 10)).index ==
          window_of(life, counted, local(2024, 3, 9)).index + 1);
}

TEST_CASE("billing periods of an order with an anchor are counted from the anchor") {
    application a;
    a.orders = {bought(1, standard, 2, local(2024, 2, 29))};
    a.orders[0].placed_at = local(2024, 2, 5);
    CHECK(posts_at(a, local(2024, 3, 1)).end == local(2024, 3, 29));
    a.orders[0].anchored_at = local(2024, 1, 31);
    CHECK(posts_at(a, local(2024, 3, 1)).end == local(2024, 3, 31));
}

TEST_CASE("billing periods are counted from the order that began last, whatever its position") {
    application a;
    a.orders = {bought(1, standard, 1, local(2024, 5, 20)),
                bought(2, standard, 1, local(2024, 3, 10))};
    a.orders[0].placed_at = local(2024, 1, 1);
    for (int turn = 0; turn < 2; ++turn) {
        CHECK(posts_at(a, local(2024, 3, 10) - seconds(1)).end == local(2024, 4, 1));
        CHECK(posts_at(a, local(2024, 4, 9)).end == local(2024, 4, 10));
        // Between the plans, the last window goes on.
        CHECK(posts_at(a, local(2024, 5, 1)).end == local(2024, 5, 20));
        CHECK(posts_at(a, local(2024, 6, 1)).end == local(2024, 6, 20));
        std::swap(a.orders[0], a.orders[1]);
    }
}

TEST_CASE("an order refunded before it began does not set the billing anchor") {
    application a;
    a.orders = {bought(1, standard, 1, local(2024, 4, 10))};
    a.orders[0].placed_at = local(2024, 3, 15);
    a.refunds = {{{1}, local(2024, 3, 20), {1}}};
    CHECK(posts_at(a, local(2024, 5, 1)) == window{16, local(2024, 6, 1)});
}

TEST_CASE("window numbers never decrease") {
    law("for any orders and every kind of window", [] {
        application a;
        instant begins = local(2024, 1, 1) + seconds(*rc::gen::inRange(0, 90 * 86'400));
        for (std::uint64_t i = 1; i < 4; ++i) {
            a.orders.push_back(bought(i, standard, 1, begins));
            begins = end_of(sold.view(), a.orders.back()) +
                     seconds(*rc::gen::inRange(0, 3) * *rc::gen::inRange(0, 40 * 86'400));
        }
        instant t = local(2024, 1, 1) + seconds(*rc::gen::inRange(0, 200 * 86'400));
        const instant later = t + seconds(*rc::gen::inRange(0, 60 * 86'400));
        for (std::uint16_t q = 0; q < sold.view().quotas.size(); ++q) {
            const window now = window_of(examined(sold.view(), a.facts()), {q}, t);
            RC_ASSERT(t < now.end);
            RC_ASSERT(now.index <= window_of(examined(sold.view(), a.facts()), {q}, later).index);
        }
    });
}

TEST_CASE("one payment buys one allowance") {
    law("for any orders and refunds, no more windows than months that were paid", [] {
        application a;
        instant begins = local(2024, 1, 1) + seconds(*rc::gen::inRange(0, 30 * 86'400));
        std::int64_t paid_months = 0;
        for (std::uint64_t i = 1; i < 6; ++i) {
            const auto months = *rc::gen::inRange(1, 3);
            a.orders.push_back(bought(i, *rc::gen::element(standard, premium), months, begins));
            paid_months += months;
            const instant end = end_of(sold.view(), a.orders.back());
            instant over = end;
            if (*rc::gen::arbitrary<bool>()) {
                over = begins + seconds(*rc::gen::inRange<std::int64_t>(0, (end - begins).seconds));
                a.refunds.push_back({{i}, over, {i}});
            }
            begins = over + seconds(*rc::gen::inRange(0, 3) * *rc::gen::inRange(0, 2 * 86'400));
        }
        const auto life = examined(sold.view(), a.facts());
        const instant start = a.orders.front().begins;
        std::int64_t windows = 1;
        std::int64_t last = window_of(life, posts, start).index;
        for (instant t = start; t < begins + days(40); t = t + hours(5)) {
            const window now = window_of(life, posts, t);
            RC_ASSERT(last <= now.index);
            windows += now.index == last ? 0 : 1;
            last = now.index;
        }
        RC_ASSERT(windows <= paid_months);
    });
}

TEST_CASE("a snapshot has the windows at the time it is resolved") {
    application a;
    a.orders = {bought(1, standard, 2, local(2024, 1, 31))};
    const instant now = local(2024, 2, 9, 10, 30);
    const auto s = resolve<31, 15, room>(examined(sold.view(), a.facts()), now).value();
    for (std::uint16_t q = 0; q < s.quotas; ++q)
        CHECK(at(sold.view().condition_rows(), s, now).terms_of({q}).running ==
              window_of(examined(sold.view(), a.facts()), {q}, now));
    // Two hourly quotas share one clock; one from another origin has its own.
    CHECK(s.limits[searches.index()].clock() == s.limits[searches.index() + 1].clock());
    CHECK(s.limits[searches.index()].clock() != s.limits[searches.index() + 2].clock());
    CHECK(resolve<31, 15, snapshot_room{.clocks = 4}>(examined(sold.view(), a.facts()), now) ==
          core_errc::capacity_exceeded);
}

TEST_CASE("the windows of an interned snapshot have ended, except standing ones") {
    application a;
    const instant now = local(2024, 2, 9);
    const auto s = resolve<31, 15, room>(examined(sold.view(), a.facts()), now).value();
    std::array<snapshot<31, 15, room>, 1> place{};
    interned_snapshots<snapshot<31, 15, room>> kept{place};
    const tenancy held = kept.keep(s).value();
    const auto shared = at(sold.view().condition_rows(), kept, held, now);
    CHECK(shared.terms_of(by_day).running == closed_window);
    CHECK(shared.decide(by_day, quota_state{}, quantity{1}).answer == quota_answer::window_closed);
    const window today = window_of(examined(sold.view(), a.facts()), by_day, now);
    CHECK(shared.decide(by_day, quota_state{}, today, quantity{1}).answer ==
          quota_answer::admitted);
    CHECK(shared.terms_of(chat::quota::friends).running == standing_window);
    // A snapshot of another day differs only in its windows and validity.
    const auto later =
        resolve<31, 15, room>(examined(sold.view(), a.facts()), now + days(3)).value();
    CHECK(kept.keep(later)->place == held.place);
}

TEST_CASE("a snapshot of 24 features, 16 limits and four clocks takes at most 264 bytes") {
    STATIC_REQUIRE(sizeof(snapshot<24, 16, snapshot_room{.fixed = 1, .values = 0, .clocks = 4}>) <=
                   264);
}

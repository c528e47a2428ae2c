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
#include "property.hpp"
#include "rebuilt_catalog.hpp"

using namespace ratecard;
using namespace ratecard_test;

namespace {

/// The reference catalog with a quota by billing period, two by the hour and one by the minute.
const owned_catalog sold = [] {
    auto b = builder_of(chat::catalog);
    const auto add = [&](const quota& q) { b.add(q, {hard(1), hard(2), hard(3)}); };
    add({.key = "posts", .window = quota_window::billing_period});
    add({.key = "searches", .window = quota_window::fixed, .length = hours(1)});
    add({.key = "exports", .window = quota_window::fixed, .length = hours(1)});
    add({.key = "imports", .window = quota_window::fixed, .length = seconds(60)});
    return b.build().value();
}();
const quota_id posts = sold.view().find_quota("posts").value();
const quota_id searches = sold.view().find_quota("searches").value();
const quota_id by_day = chat::quota::daily_groups;

constexpr snapshot_room room{.clocks = 5};

window posts_at(const application& a, instant now) {
    return window_of(sold.view(), a.facts(), posts, now);
}

}  // namespace

TEST_CASE("billing periods are counted from the order, and numbered by the day they begin on") {
    application a;
    a.orders = {bought(1, standard, 2, local(2024, 1, 31, 12))};
    const window first = posts_at(a, local(2024, 2, 1));
    CHECK(first.end == local(2024, 2, 29, 12));
    CHECK(first.index == civil(2024, 1, 31).since_1970);
    CHECK(posts_at(a, local(2024, 2, 29, 12) - seconds(1)) == first);
    CHECK(posts_at(a, local(2024, 2, 29, 12)).index == civil(2024, 2, 29).since_1970);
    CHECK(posts_at(a, local(2024, 2, 29, 12)).end == local(2024, 3, 31, 12));
    // After the end of the order, the periods continue.
    CHECK(posts_at(a, local(2024, 3, 31, 13)).end == local(2024, 4, 30, 12));
}

TEST_CASE("before the first order, billing periods are counted from the creation") {
    application a;
    a.orders = {bought(1, standard, 2, local(2024, 1, 31))};
    CHECK(posts_at(a, local(2024, 1, 30)).index == civil(2024, 1, 1).since_1970);
    CHECK(posts_at(a, local(2024, 1, 30)).end == local(2024, 2, 1));
    a.orders[0].anchored_at = local(2023, 12, 31);
    CHECK(posts_at(a, local(2024, 1, 31)).index == civil(2024, 1, 31).since_1970);
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
        CHECK(posts_at(a, local(2024, 5, 1)).end == local(2024, 5, 10));
        CHECK(posts_at(a, local(2024, 6, 1)).end == local(2024, 6, 20));
        std::swap(a.orders[0], a.orders[1]);
    }
}

TEST_CASE("an order refunded before it began does not set the billing anchor") {
    application a;
    a.orders = {bought(1, standard, 1, local(2024, 4, 10))};
    a.orders[0].placed_at = local(2024, 3, 15);
    a.refunds = {{{1}, local(2024, 3, 20), {1}}};
    CHECK(posts_at(a, local(2024, 5, 1)).index == civil(2024, 5, 1).since_1970);
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
            const window now = window_of(sold.view(), a.facts(), {q}, t);
            RC_ASSERT(t < now.end);
            RC_ASSERT(now.index <= window_of(sold.view(), a.facts(), {q}, later).index);
        }
    });
}

TEST_CASE("a snapshot has the windows at the time it is resolved") {
    application a;
    a.orders = {bought(1, standard, 2, local(2024, 1, 31))};
    const instant now = local(2024, 2, 9, 10, 30);
    const auto s = resolve<31, 15, room>(sold.view(), a.facts(), now).value();
    for (std::uint16_t q = 0; q < s.quotas; ++q)
        CHECK(s.window_of({q}) == window_of(sold.view(), a.facts(), {q}, now));
    // Two hourly quotas share one clock.
    CHECK(s.limits[searches.index()].clock() == s.limits[searches.index() + 1].clock());
    CHECK(resolve<31, 15, snapshot_room{.clocks = 4}>(sold.view(), a.facts(), now) ==
          core_errc::capacity_exceeded);
}

TEST_CASE("the windows of an interned snapshot have ended, except standing ones") {
    application a;
    const instant now = local(2024, 2, 9);
    const auto s = resolve<31, 15, room>(sold.view(), a.facts(), now).value();
    std::array<snapshot<31, 15, room>, 1> place{};
    interned_snapshots<snapshot<31, 15, room>> kept{place};
    const tenancy held = kept.keep(s).value();
    const auto& shared = at(kept, held, now).get();
    CHECK(shared.window_of(by_day) == closed_window);
    CHECK(decide({}, shared.limit_of(by_day), shared.window_of(by_day), quantity{1}, now).answer ==
          quota_answer::window_closed);
    CHECK(shared.window_of(chat::quota::friends) == standing_window);
    // A snapshot of another day differs only in its windows and validity.
    const auto later = resolve<31, 15, room>(sold.view(), a.facts(), now + days(3)).value();
    CHECK(kept.keep(later)->place == held.place);
}

TEST_CASE("a snapshot of 24 features, 16 limits and four clocks takes at most 256 bytes") {
    STATIC_REQUIRE(sizeof(snapshot<24, 16, snapshot_room{.fixed = 1, .values = 0, .clocks = 4}>) <=
                   256);
}

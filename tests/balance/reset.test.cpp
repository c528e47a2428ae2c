// SPDX-License-Identifier: MIT
#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <ratecard/balance/reset.hpp>

#include "any_grants.hpp"

using namespace ratecard;
using namespace ratecard_test;

namespace {

constexpr auto dropped = overage_at_reset::dropped;
constexpr auto carried = overage_at_reset::carried;

constexpr grant<quantity> keeping(std::int64_t least, std::int64_t most) {
    return {.amount = units(100), .rollover = {{units(least), units(most)}}};
}
constexpr std::int64_t rolled(const grant<quantity>& g, std::int64_t balance) {
    return rolled_over(g, units(balance)).count();
}

using three = std::array<std::int64_t, 3>;

/// Burned in this order; the second runs through 100, the first ends there, the third begins there.
constexpr grant<quantity> around_100[] = {
    {.id = {1},
     .amount = units(50),
     .priority = 1,
     .expires_at = at(100),
     .rollover = {{units(20), units(50)}}},
    {.id = {2}, .amount = units(50), .priority = 2, .rollover = {{units(20), units(30)}}},
    {.id = {3},
     .amount = units(50),
     .priority = 3,
     .effective_from = at(100),
     .rollover = {{units(20), units(30)}}},
};

struct outcome {
    std::int64_t overage;
    three left;
    bool operator==(const outcome&) const = default;
};

constexpr outcome resetting(three before, std::int64_t overage, overage_at_reset rule,
                            instant when) {
    std::array<std::size_t, 3> room{};
    std::array<quantity, 3> next{};
    for (std::size_t i = 0; i < 3; ++i) next[i] = units(before[i]);
    const auto order = burn_order<quantity>::of(around_100, room).value();
    const auto left = reset(order, next, units(overage), rule, when, next).value();
    return {left.count(), {next[0].count(), next[1].count(), next[2].count()}};
}

}  // namespace

TEST_CASE("a balance rolls over within the bounds of its grant") {
    STATIC_REQUIRE(rolled(keeping(20, 50), 0) == 20);
    STATIC_REQUIRE(rolled(keeping(20, 50), 19) == 20);
    STATIC_REQUIRE(rolled(keeping(20, 50), 21) == 21);
    STATIC_REQUIRE(rolled(keeping(20, 50), 49) == 49);
    STATIC_REQUIRE(rolled(keeping(20, 50), 51) == 50);
    STATIC_REQUIRE(rolled(keeping(50, 50), 0) == 50);
    STATIC_REQUIRE(rolled(keeping(50, 50), 100) == 50);
    STATIC_REQUIRE(rolled(keeping(0, 0), 100) == 0);
    STATIC_REQUIRE(rolled(keeping(0, 500), 100) == 100);
    STATIC_REQUIRE(rolled(keeping(300, 500), 100) == 300);
}

TEST_CASE("a grant without rollover keeps nothing") {
    STATIC_REQUIRE(rolled_over(grant<money>{.amount = money{9, usd}}, money{9, usd}) ==
                   money{0, usd});
}

TEST_CASE(
    "a grant that ends at a reset ends before it, and one that begins there begins after it") {
    STATIC_REQUIRE(resetting({50, 50, 50}, 0, dropped, at(99)) == outcome{0, {50, 30, 50}});
    STATIC_REQUIRE(resetting({0, 50, 0}, 0, dropped, at(99)) == outcome{0, {20, 30, 0}});
    STATIC_REQUIRE(resetting({0, 0, 0}, 0, dropped, at(100)) == outcome{0, {0, 20, 0}});
    STATIC_REQUIRE(resetting({50, 50, 50}, 0, dropped, at(100)) == outcome{0, {50, 30, 50}});
    STATIC_REQUIRE(resetting({50, 50, 50}, 0, dropped, at(101)) == outcome{0, {50, 30, 30}});
}

TEST_CASE("overage is dropped, or burned from the balances rolled over, and the rest is kept") {
    STATIC_REQUIRE(resetting({0, 0, 50}, 5, dropped, at(100)) == outcome{0, {0, 20, 50}});
    STATIC_REQUIRE(resetting({0, 0, 50}, 5, carried, at(100)) == outcome{0, {0, 15, 50}});
    STATIC_REQUIRE(resetting({7, 0, 50}, 25, carried, at(100)) == outcome{5, {7, 0, 50}});
    STATIC_REQUIRE(resetting({0, 0, 0}, 25, carried, at(99)) == outcome{0, {0, 15, 0}});
    STATIC_REQUIRE(resetting({0, 0, 0}, 25, carried, at(101)) == outcome{0, {0, 0, 15}});
}

TEST_CASE("without grants everything stays overage") {
    const auto left = [](overage_at_reset rule) {
        return reset(burn_order<money>{}, {}, money{7, usd}, rule, at(0), {});
    };
    CHECK(left(dropped) == money{0, usd});
    CHECK(left(carried) == money{7, usd});
}

TEST_CASE("an invalid balance or overage is an error, and nothing is written") {
    static constexpr grant<money> own[] = {{.id = {1}, .amount = money{10, usd}}};
    constexpr auto fault = [](money balance, money overage) {
        std::array<std::size_t, 1> room{};
        std::array next{money{7, eur}};
        const std::array balances{balance};
        const auto order = burn_order<money>::of(own, room).value();
        const auto left = reset(order, balances, overage, carried, at(1), next);
        return next[0] == money{7, eur} ? left.error() : errc{};
    };
    STATIC_REQUIRE(fault(money{1, usd}, money{-1, usd}) == money_errc::negative_amount);
    STATIC_REQUIRE(fault(money{-1, usd}, money{1, usd}) == money_errc::negative_amount);
    STATIC_REQUIRE(fault(money{1, usd}, money{1, eur}) == money_errc::currency_mismatch);
    STATIC_REQUIRE(fault(money{1, eur}, money{1, usd}) == money_errc::currency_mismatch);
    STATIC_REQUIRE(fault(money{11, usd}, money{1, usd}) == balance_errc::balance_above_its_grant);
}

TEST_CASE("a reset keeps every balance within its bounds, and loses no overage") {
    law("carried overage is burned or stays, and dropped overage burns nothing", [] {
        auto h = any_holding<money>(INT64_MAX / 16);
        auto without = h;
        const auto when = any_second();
        const auto overage = *up_to(INT64_MAX);
        const auto zero = so_many<money>(0);
        const auto order = h.order();
        const auto kept =
            reset(order, h.balances, so_many<money>(overage), carried, when, h.balances).value();
        RC_ASSERT(
            reset(order, without.balances, so_many<money>(overage), dropped, when, without.balances)
                .value() == zero);
        RC_ASSERT(without.units_left() - h.units_left() == overage - kept.minor_units());
        for (std::size_t i = 0; i < h.grants.size(); ++i) {
            RC_ASSERT(h.balances[i] >= zero);
            RC_ASSERT(h.balances[i] <= without.balances[i]);
            RC_ASSERT(without.balances[i] <= fullest(h.grants[i]));
        }
    });
    law("a second reset at the same instant changes nothing if no overage is carried", [] {
        auto h = any_holding<quantity>(100);
        const auto when = any_second();
        const auto order = h.order();
        RC_ASSERT(reset(order, h.balances, quantity{}, dropped, when, h.balances).has_value());
        const auto once = h.balances;
        RC_ASSERT(reset(order, h.balances, quantity{}, dropped, when, h.balances).has_value());
        RC_ASSERT(h.balances == once);
    });
    law("a larger balance before a reset is not smaller after it", [] {
        const auto g = any_grant<quantity>(1, 100);
        const auto a = *up_to(100), b = *up_to(100);
        RC_ASSERT((rolled(g, a) <= rolled(g, b)) || a > b);
    });
    law("the order in which grants are listed changes no reset", [] {
        auto h = any_holding<quantity>(20);
        holding<quantity> listed;
        const auto places = any_listing(h.grants.size());
        for (const std::size_t place : places) listed.add(h.grants[place], h.balances[place]);
        const auto when = any_second();
        const auto overage = units(*up_to(60));
        RC_ASSERT(reset(h.order(), h.balances, overage, carried, when, h.balances) ==
                  reset(listed.order(), listed.balances, overage, carried, when, listed.balances));
        for (std::size_t i = 0; i < places.size(); ++i)
            RC_ASSERT(listed.balances[i] == h.balances[places[i]]);
    });
}

// SPDX-License-Identifier: MIT
#include <cstdint>

#include <ratecard/balance/top_up.hpp>

#include "any_grants.hpp"

using namespace ratecard;
using namespace ratecard_test;

namespace {

constexpr net_balance<quantity> standing_at(std::int64_t balance) {
    return balance < 0 ? net_balance<quantity>{units(0), units(-balance)}
                       : net_balance<quantity>{units(balance), units(0)};
}
constexpr std::int64_t above(std::int64_t balance, std::int64_t mark, std::int64_t package) {
    return top_up_above(standing_at(balance), units(mark), units(package)).value().count();
}
constexpr std::int64_t up_to(std::int64_t balance, std::int64_t target, std::int64_t least) {
    return top_up_to(standing_at(balance), units(target), units(least)).value().count();
}
constexpr bool low(std::int64_t balance, std::int64_t mark) {
    return is_low(standing_at(balance), units(mark)).value();
}
constexpr money cents(std::int64_t n) { return money{n, usd}; }

std::int64_t any(std::int64_t from, std::int64_t to) { return *rc::gen::inRange(from, to); }

}  // namespace

TEST_CASE("a balance at its mark is low, and one unit above it is not") {
    STATIC_REQUIRE(low(9, 10));
    STATIC_REQUIRE(low(10, 10));
    STATIC_REQUIRE(!low(11, 10));
    STATIC_REQUIRE(low(0, 0));
    STATIC_REQUIRE(low(-1, 0));
}

TEST_CASE("packages lift a balance above the mark, not up to it") {
    STATIC_REQUIRE(above(10, 10, 50) == 50);
    STATIC_REQUIRE(above(-40, 10, 50) == 100);
    STATIC_REQUIRE(above(-39, 10, 50) == 50);
}

TEST_CASE("at least one package is bought, and an empty package adds nothing") {
    STATIC_REQUIRE(above(1'000, 10, 50) == 50);
    STATIC_REQUIRE(above(-1'000, 10, 0) == 0);
}

TEST_CASE("a balance at its target is not filled up") {
    STATIC_REQUIRE(up_to(100, 100, 25) == 0);
    STATIC_REQUIRE(up_to(101, 100, 25) == 0);
    STATIC_REQUIRE(up_to(99, 100, 25) == 25);
    STATIC_REQUIRE(up_to(75, 100, 25) == 25);
    STATIC_REQUIRE(up_to(74, 100, 25) == 26);
    STATIC_REQUIRE(up_to(-10, 100, 0) == 110);
}

TEST_CASE("overage is subtracted from what is left") {
    STATIC_REQUIRE(top_up_to<quantity>({units(30), units(20)}, units(100), units(0)).value() ==
                   units(90));
}

TEST_CASE("amounts below zero, in another currency, or too large are named errors") {
    constexpr net_balance<money> none{cents(0), cents(0)};
    constexpr net_balance<money> deep{cents(0), cents(INT64_MAX)};
    STATIC_REQUIRE(is_low(none, cents(-1)).error() == money_errc::negative_amount);
    STATIC_REQUIRE(is_low({cents(-1), cents(0)}, cents(1)).error() == money_errc::negative_amount);
    STATIC_REQUIRE(is_low({cents(1), cents(-1)}, cents(1)).error() == money_errc::negative_amount);
    STATIC_REQUIRE(is_low(none, money{1, eur}).error() == money_errc::currency_mismatch);
    STATIC_REQUIRE(is_low(deep, cents(1)).error() == core_errc::overflow);
    STATIC_REQUIRE(top_up_above(deep, cents(0), cents(2)).error() == core_errc::overflow);
    STATIC_REQUIRE(top_up_above(none, cents(0), cents(-2)).error() == money_errc::negative_amount);
    STATIC_REQUIRE(top_up_above(none, cents(0), money{2, eur}).error() ==
                   money_errc::currency_mismatch);
    STATIC_REQUIRE(top_up_to(none, cents(0), cents(-2)).error() == money_errc::negative_amount);
    STATIC_REQUIRE(top_up_to(deep, cents(1), cents(0)).error() == core_errc::overflow);
    constexpr net_balance<quantity> used_up{units(0), quantity{quantity::max_count}};
    STATIC_REQUIRE(top_up_to(used_up, units(1), units(0)).error() == core_errc::quantity_too_large);
    STATIC_REQUIRE(top_up_above(used_up, units(0), units(1)).error() ==
                   core_errc::quantity_too_large);
}

TEST_CASE("top-ups by packages") {
    law("packages lift a balance above the mark, and one package less would not", [] {
        const std::int64_t balance = any(-1'000, 1'000), mark = any(0, 500), package = any(1, 300);
        const std::int64_t bought = above(balance, mark, package);
        RC_ASSERT(bought % package == 0);
        RC_ASSERT(bought >= package);
        RC_ASSERT(mark < balance + bought);
        RC_ASSERT(bought == package || balance + bought - package <= mark);
        RC_ASSERT(!low(balance + bought, mark));
    });
}

TEST_CASE("top-ups to a target") {
    law("a top-up reaches the target, and exceeds it only if the smallest purchase does", [] {
        const std::int64_t balance = any(-1'000, 1'000), target = any(0, 500), least = any(0, 300);
        const std::int64_t bought = up_to(balance, target, least);
        RC_ASSERT(balance + bought >= target);
        RC_ASSERT((bought == 0) == (target <= balance));
        RC_ASSERT(bought == 0 || bought >= least);
        RC_ASSERT(bought <= least || balance + bought == target);
        RC_ASSERT(up_to(balance + bought, target, least) == 0);
    });
}

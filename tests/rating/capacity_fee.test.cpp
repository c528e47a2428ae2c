// SPDX-License-Identifier: MIT
#include <array>
#include <cstdint>
#include <span>

#include <ratecard/rating/fee.hpp>

#include "catch.hpp"

using namespace ratecard;
using namespace ratecard::literals;

namespace {

constexpr std::array tiers{capacity_tier<2>{{limit::finite(10), limit::finite(100)}, 1_dec},
                           capacity_tier<2>{{limit::finite(50), limit::finite(500)}, 10_dec},
                           capacity_tier<2>{{limit::finite(75), limit::finite(750)}, 100_dec}};

constexpr result<exact> of(std::int64_t one, std::int64_t other) {
    return capacity_fee(std::span<const capacity_tier<2>>{tiers}, {quantity{one}, quantity{other}},
                        usd);
}
constexpr bool costs(std::int64_t one, std::int64_t other, std::int64_t dollars) {
    return of(one, other) == exact{money{dollars * 100, usd}};
}

}  // namespace

TEST_CASE("a capacity costs the price of the first step in which every unit fits, once") {
    STATIC_REQUIRE(costs(5, 99, 1));
    STATIC_REQUIRE(costs(10, 100, 1));
    STATIC_REQUIRE(costs(11, 0, 10));
    STATIC_REQUIRE(costs(5, 101, 10));
    STATIC_REQUIRE(costs(75, 101, 100));
    STATIC_REQUIRE(costs(75, 750, 100));
}

TEST_CASE("a capacity of nothing is free, and one that no step holds has no price") {
    STATIC_REQUIRE(costs(0, 0, 0));
    STATIC_REQUIRE(of(76, 0) == catalog_errc::beyond_the_last_tier);
    STATIC_REQUIRE(of(0, 751) == catalog_errc::beyond_the_last_tier);
}

// SPDX-License-Identifier: MIT
#include <type_traits>

#include <ratecard/rating/line.hpp>

#include "catch.hpp"

using namespace ratecard;

TEST_CASE("a reading of nothing has used nothing, and states no included units of its own") {
    STATIC_REQUIRE(metered{}.used == quantity{});
    STATIC_REQUIRE_FALSE(metered{}.included.has_value());
    STATIC_REQUIRE_FALSE(metered{{}, {}, limit{}} == metered{});
}

TEST_CASE("a line can be stored, copied and compared") {
    STATIC_REQUIRE(std::is_trivially_copyable_v<charge_line>);
    STATIC_REQUIRE(charge_line{} == charge_line{});
    STATIC_REQUIRE_FALSE(charge_line{.used = quantity{1}} == charge_line{});
    STATIC_REQUIRE_FALSE(charge_line{.promoted = true} == charge_line{});
    STATIC_REQUIRE_FALSE(charge_line{.amount = money{1, usd}} == charge_line{});
}

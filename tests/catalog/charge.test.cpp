// SPDX-License-Identifier: MIT
#include <ratecard/catalog/charge.hpp>

#include "catch.hpp"

using namespace ratecard;
using namespace ratecard::literals;

TEST_CASE("a step not bounded is open, and its price a unit price") {
    STATIC_REQUIRE(tier{.unit_price = 0.015_dec}.up_to.is_unlimited());
    STATIC_REQUIRE(tier{.unit_price = 0.015_dec}.flat == decimal{});
}

TEST_CASE("a charge that states no more is charged from the first unit, and never free") {
    STATIC_REQUIRE(!charge{.key = "minute", .unit = "minutes"}.included);
    STATIC_REQUIRE(!charge{.key = "minute", .unit = "minutes"}.free_until);
}

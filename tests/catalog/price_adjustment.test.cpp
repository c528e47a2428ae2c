// SPDX-License-Identifier: MIT
#include <ratecard/catalog/price_book.hpp>

#include "catch.hpp"

using namespace ratecard;
using namespace ratecard::literals;

TEST_CASE("a price adjustment by default is for all charges together and changes nothing") {
    STATIC_REQUIRE(!price_adjustment{}.charge);
    STATIC_REQUIRE(price_adjustment{}.free_units == quantity{});
    STATIC_REQUIRE(!price_adjustment{}.percentage_off);
    STATIC_REQUIRE(!price_adjustment{}.amount_off);
    STATIC_REQUIRE(!price_adjustment{}.maximum);
    STATIC_REQUIRE(!price_adjustment{}.minimum);
    STATIC_REQUIRE(!price_adjustment{}.commitment);
    STATIC_REQUIRE(!price_adjustment{}.unit);
    STATIC_REQUIRE(price_adjustment{.maximum = 1_dec} != price_adjustment{.minimum = 1_dec});
}

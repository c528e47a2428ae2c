// SPDX-License-Identifier: MIT
#include <ratecard/catalog/price_book.hpp>

#include "catch.hpp"

using namespace ratecard;
using namespace ratecard::literals;

TEST_CASE("a commitment by default has no true-up, and is equal by value") {
    STATIC_REQUIRE(!commitment{.amount = 10_dec}.true_up);
    STATIC_REQUIRE(commitment{10_dec, 1.5_dec, true} == commitment{10.0_dec, 1.50_dec, true});
    STATIC_REQUIRE(commitment{10_dec, 1.5_dec, true} != commitment{10_dec, 1.5_dec, false});
}

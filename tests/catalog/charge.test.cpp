// SPDX-License-Identifier: MIT
#include <ratecard/catalog/price_book.hpp>

#include "catch.hpp"

using namespace ratecard;

TEST_CASE("a charge by default is charged from the first unit and is never free") {
    STATIC_REQUIRE(!charge{.key = "minute", .unit = "minutes"}.included);
    STATIC_REQUIRE(!charge{.key = "minute", .unit = "minutes"}.free_until);
}

TEST_CASE("a charge by default is graduated and counts whole units") {
    STATIC_REQUIRE(charge{.key = "minute"}.pricing == pricing{});
    STATIC_REQUIRE(charge{.key = "minute", .pricing = {.scale = 3}} != charge{.key = "minute"});
}

// SPDX-License-Identifier: MIT
#include <ratecard/catalog/product.hpp>

#include "catch.hpp"

using namespace ratecard;

TEST_CASE("a trial has a length, and enables another service only where it names one") {
    STATIC_REQUIRE(trial{.key = "call", .length = days(60)}.activates.empty());
    STATIC_REQUIRE(trial{.key = "call"}.length == seconds(0));
}

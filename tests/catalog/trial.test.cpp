// SPDX-License-Identifier: MIT
#include <ratecard/catalog/product.hpp>

#include "catch.hpp"

using namespace ratecard;

TEST_CASE("a trial by default has zero length and enables no other service") {
    STATIC_REQUIRE(trial{.key = "call", .length = days(60)}.activates.empty());
    STATIC_REQUIRE(trial{.key = "call"}.length == seconds(0));
}

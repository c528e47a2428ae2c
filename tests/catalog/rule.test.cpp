// SPDX-License-Identifier: MIT
#include <ratecard/catalog/product.hpp>

#include "catch.hpp"

using namespace ratecard;

TEST_CASE("an attribute by default is enumerated and not fixed") {
    STATIC_REQUIRE(attribute{.key = "place"}.kind == attribute_kind::enumerated);
    STATIC_REQUIRE(!attribute{.key = "place"}.fixed);
    STATIC_REQUIRE(attribute{.key = "place"}.refusal.empty());
}

TEST_CASE("values of two attributes differ, and rules of two features differ") {
    STATIC_REQUIRE(attribute_value{{0}, "here"} != attribute_value{{1}, "here"});
    STATIC_REQUIRE(rule{{0}, {}} != rule{{1}, {}});
    STATIC_REQUIRE(rule{{0}, {.bound = 1}} != rule{{0}, {.bound = 2}});
}

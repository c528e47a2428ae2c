// SPDX-License-Identifier: MIT
#include <ratecard/catalog/product.hpp>

#include "catch.hpp"

using namespace ratecard;

TEST_CASE("an attribute that states no more is enumerated, and stated by each request") {
    STATIC_REQUIRE(attribute{.key = "place"}.kind == attribute_kind::enumerated);
    STATIC_REQUIRE(!attribute{.key = "place"}.fixed);
    STATIC_REQUIRE(attribute{.key = "place"}.refusal.empty());
}

TEST_CASE("a value is of its attribute, a rule of its feature") {
    STATIC_REQUIRE(attribute_value{{0}, "here"} != attribute_value{{1}, "here"});
    STATIC_REQUIRE(rule{{0}, {}} != rule{{1}, {}});
    STATIC_REQUIRE(rule{{0}, {.bound = 1}} != rule{{0}, {.bound = 2}});
}

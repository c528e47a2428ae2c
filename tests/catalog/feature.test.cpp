// SPDX-License-Identifier: MIT
#include <ratecard/catalog/catalog.hpp>

#include "catch.hpp"

using namespace ratecard;

TEST_CASE("a cell of the feature matrix is unstated by default, and not absent") {
    STATIC_REQUIRE(feature_row<feature_id, 3>{}.in[1] == availability::unstated);
    STATIC_REQUIRE(availability{} != availability::absent);
}

TEST_CASE("a feature by default has no trial and no activation delay") {
    STATIC_REQUIRE(!feature{.key = "a"}.trial);
    STATIC_REQUIRE(feature{.key = "a"}.activation_delay == seconds(0));
}

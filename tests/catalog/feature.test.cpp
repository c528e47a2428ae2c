// SPDX-License-Identifier: MIT
#include <ratecard/catalog/catalog.hpp>

#include "catch.hpp"

using namespace ratecard;

TEST_CASE("a cell of the feature matrix that was not written is a hole, not a no") {
    STATIC_REQUIRE(feature_row<feature_id, 3>{}.in[1] == availability::unstated);
    STATIC_REQUIRE(availability{} != availability::absent);
}

TEST_CASE("a feature that states no more has no trial and can be used once approved") {
    STATIC_REQUIRE(!feature{.key = "a"}.trial);
    STATIC_REQUIRE(feature{.key = "a"}.activation_delay == seconds(0));
}

// SPDX-License-Identifier: MIT
#include <ratecard/catalog/product.hpp>

#include "catch.hpp"

using ratecard::edition;

TEST_CASE("an edition is its name") {
    STATIC_REQUIRE(edition{"pro"} == edition{"pro"});
    STATIC_REQUIRE(edition{"pro"} != edition{"free"});
}

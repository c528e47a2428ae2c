// SPDX-License-Identifier: MIT
#include <ratecard/catalog/product.hpp>

#include "catch.hpp"

using ratecard::edition;

TEST_CASE("two editions are equal if their names are equal") {
    STATIC_REQUIRE(edition{"pro"} == edition{"pro"});
    STATIC_REQUIRE(edition{"pro"} != edition{"free"});
}

// SPDX-License-Identifier: MIT
#include <ratecard/catalog/offering.hpp>

#include "catch.hpp"

using namespace ratecard;

TEST_CASE("an offering by default has the first edition as its default, and the zone UTC") {
    STATIC_REQUIRE(offering{.product = "A"}.default_edition == edition_id{0});
    STATIC_REQUIRE(!offering{.default_edition = {}}.default_edition);
    STATIC_REQUIRE(offering{.default_edition = {}} != offering{});
    STATIC_REQUIRE(offering{.product = "A"}.billing_zone == utc);
    STATIC_REQUIRE(offering{.product = "A"} != offering{.product = "B"});
    STATIC_REQUIRE(offering{.unit = usd} != offering{.unit = eur});
}

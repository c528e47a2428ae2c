// SPDX-License-Identifier: MIT
#include <ratecard/catalog/price_forms.hpp>

#include "catch.hpp"

using namespace ratecard;
using namespace ratecard::literals;

TEST_CASE("a step by default has no bound and no flat amount") {
    STATIC_REQUIRE(tier{.unit_price = 0.015_dec}.up_to.is_unlimited());
    STATIC_REQUIRE(tier{.unit_price = 0.015_dec}.flat == decimal{});
}

TEST_CASE("a step by default has no package") {
    STATIC_REQUIRE(!tier{}.package);
    STATIC_REQUIRE(tier{.package = quantity{10}} != tier{});
}

TEST_CASE("step_of a step is the step itself") {
    constexpr tier t{.unit_price = 1_dec};
    STATIC_REQUIRE(&step_of(t) == &t);
    STATIC_REQUIRE(price_row<tier>);
    STATIC_REQUIRE_FALSE(price_row<decimal>);
}

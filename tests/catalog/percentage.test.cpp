// SPDX-License-Identifier: MIT
#include <ratecard/catalog/price_forms.hpp>

#include "catch.hpp"

using namespace ratecard;
using namespace ratecard::literals;

TEST_CASE("a percentage by default has no free transactions and no bounds, and counts cents") {
    constexpr percentage rate{.rate = 0.029_dec};
    STATIC_REQUIRE(rate.per_event == decimal{});
    STATIC_REQUIRE(!rate.free_events);
    STATIC_REQUIRE(!rate.free_amount);
    STATIC_REQUIRE(!rate.least);
    STATIC_REQUIRE(!rate.most);
    STATIC_REQUIRE(rate.scale == 2);
    STATIC_REQUIRE(rate != percentage{.rate = 0.029_dec, .per_event = 0.3_dec});
}

// SPDX-License-Identifier: MIT
#include <ratecard/catalog/price_forms.hpp>

#include "catch.hpp"

using namespace ratecard;
using namespace ratecard::literals;

TEST_CASE(
    "a percentage by default has no free transactions and no bounds, and counts minor units") {
    constexpr percentage rate{.rate = 0.029_dec};
    STATIC_REQUIRE(rate.per_event == decimal{});
    STATIC_REQUIRE(!rate.free_events);
    STATIC_REQUIRE(!rate.free_amount);
    STATIC_REQUIRE(!rate.least);
    STATIC_REQUIRE(!rate.most);
    STATIC_REQUIRE(!rate.scale);
    STATIC_REQUIRE(!rate.zero_is_free);
    STATIC_REQUIRE(rate.decimals_of(usd) == 2);
    STATIC_REQUIRE(rate.decimals_of(jpy) == 0);
    STATIC_REQUIRE(rate.decimals_of(kwd) == 3);
    STATIC_REQUIRE(rate.decimals_of(clf) == 4);
    STATIC_REQUIRE(percentage{.scale = 5}.decimals_of(jpy) == 5);
    STATIC_REQUIRE(rate != percentage{.rate = 0.029_dec, .per_event = 0.3_dec});
}

TEST_CASE("a stated scale of a percentage is 0 to 6") {
    STATIC_REQUIRE(!find_percentage_fault({}));
    STATIC_REQUIRE(!find_percentage_fault({.scale = 6}));
    STATIC_REQUIRE(find_percentage_fault({.scale = 7}) == core_errc::policy_out_of_range);
    STATIC_REQUIRE(find_percentage_fault({.scale = -1}) == core_errc::policy_out_of_range);
}

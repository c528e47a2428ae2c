// SPDX-License-Identifier: MIT
#include <ratecard/money/decimal.hpp>

#include "catch.hpp"

using namespace ratecard;
using namespace ratecard::literals;

TEST_CASE("a percentage is a fraction of 100, from zero to one") {
    STATIC_REQUIRE(percent(12.5_dec) == ratio{1, 8});
    STATIC_REQUIRE(percent(0_dec) == ratio{0, 1});
    STATIC_REQUIRE(percent(100_dec) == ratio{1, 1});
    STATIC_REQUIRE(percent(0.0000000000000001_dec) == ratio{1, 1'000'000'000'000'000'000});
    STATIC_REQUIRE(percent(0.00000000000000001_dec) == core_errc::ratio_overflow);
}

TEST_CASE("a percentage above 100 or below 0 is an error") {
    STATIC_REQUIRE(percent(100.01_dec) == money_errc::discount_out_of_range);
    STATIC_REQUIRE(percent(decimal::from("-1").value()) == money_errc::discount_out_of_range);
}

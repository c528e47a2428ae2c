// SPDX-License-Identifier: MIT
#include <ratecard/time/anchor.hpp>

#include "catch.hpp"

using namespace ratecard;

TEST_CASE("an anchor is a local day and a time, by default midnight") {
    STATIC_REQUIRE(anchor{.day = day{3}}.time == time_of_day{0});
    STATIC_REQUIRE(anchor{day{3}, time_of_day{10, 0, 0}} != anchor{.day = day{3}});
    STATIC_REQUIRE(anchor{day{3}, time_of_day{10, 0, 0}} == anchor{day{3}, time_of_day{36'000}});
}

TEST_CASE("an anchor can name a day of the month other than its own") {
    STATIC_REQUIRE(anchor{.day = day{58}, .day_of_month = 31} != anchor{.day = day{58}});
    STATIC_REQUIRE(anchor{}.day_of_month == 0);
}

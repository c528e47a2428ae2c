// SPDX-License-Identifier: MIT
#include <cstdint>

#include <ratecard/time/day.hpp>

#include "catch.hpp"

using namespace ratecard;

TEST_CASE("a time of day is hours, minutes and seconds since midnight") {
    STATIC_REQUIRE(time_of_day{}.seconds() == 0);
    STATIC_REQUIRE(time_of_day{23, 59, 59}.seconds() == 86'399);
    STATIC_REQUIRE(time_of_day{10, 0, 0} == time_of_day{36'000});
    STATIC_REQUIRE(time_of_day{1, 1, 1}.seconds() == 3'661);
    STATIC_REQUIRE(time_of_day{9, 0, 0} < time_of_day{10, 0, 0});
}

TEST_CASE("every second of a day is a different hour, minute and second") {
    std::int32_t second = 0;
    for (int h = 0; h < 24; ++h)
        for (int m = 0; m < 60; ++m)
            for (int s = 0; s < 60; ++s)
                if (time_of_day{h, m, s} != time_of_day{second++}) FAIL(h << ':' << m << ':' << s);
    REQUIRE(second == 86'400);
}

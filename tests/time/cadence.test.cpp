// SPDX-License-Identifier: MIT
#include <ratecard/time/cadence.hpp>

#include "catch.hpp"

using namespace ratecard;

TEST_CASE("a week is seven days, and a year is twelve months") {
    STATIC_REQUIRE(weekly == cadence{calendar_unit::day, 7});
    STATIC_REQUIRE(daily.count() == 1);
    STATIC_REQUIRE(monthly.unit() == calendar_unit::month);
    STATIC_REQUIRE(quarterly.count() == 3);
    STATIC_REQUIRE(half_yearly.count() == 6);
    STATIC_REQUIRE(yearly == cadence{calendar_unit::month, 12});
    STATIC_REQUIRE(monthly != daily);
}

TEST_CASE("an hour is 3,600 seconds, and a cadence of zero is an error") {
    STATIC_REQUIRE(hourly == cadence{calendar_unit::second, 3'600});
    STATIC_REQUIRE(cadence::from(calendar_unit::month, 0) == time_errc::empty_cadence);
    STATIC_REQUIRE(cadence::from(calendar_unit::day, -7) == time_errc::empty_cadence);
    STATIC_REQUIRE(*cadence::from(calendar_unit::month, 1) == monthly);
}

// SPDX-License-Identifier: MIT
#include <ratecard/time/period.hpp>

#include "catch.hpp"

using namespace ratecard;

TEST_CASE("a period_part is an interval inside its period") {
    constexpr period whole{instant{10}, instant{20}};
    STATIC_REQUIRE(period_part::from(whole, {instant{9}, instant{15}}) ==
                   time_errc::part_outside_the_period);
    STATIC_REQUIRE(period_part::from(whole, {instant{15}, instant{21}}) ==
                   time_errc::part_outside_the_period);
    STATIC_REQUIRE(period_part::from(whole, {instant{30}, instant{31}}) ==
                   time_errc::part_outside_the_period);
    STATIC_REQUIRE(period_part::from(whole, whole)->part() == whole);
    STATIC_REQUIRE(period_part::from(whole, {instant{12}, instant{13}})->whole() == whole);
}

TEST_CASE("an end of the part is a change only if it lies inside the period") {
    constexpr period whole{instant{10}, instant{20}};
    STATIC_REQUIRE(!period_part{whole, whole}.begins_inside());
    STATIC_REQUIRE(!period_part{whole, whole}.ends_inside());
    STATIC_REQUIRE(period_part{whole, {instant{11}, instant{20}}}.begins_inside());
    STATIC_REQUIRE(period_part{whole, {instant{10}, instant{19}}}.ends_inside());
}

// SPDX-License-Identifier: MIT
#include <ratecard/time/zone.hpp>

#include "catch.hpp"

using namespace ratecard;

TEST_CASE("a fixed zone is as far from UTC at every instant") {
    constexpr zone beijing = zone::fixed(hours(8));
    STATIC_REQUIRE(beijing.offset_at(instant{}) == hours(8));
    STATIC_REQUIRE(beijing.offset_at(instant{instant::first_of_data}) == hours(8));
    STATIC_REQUIRE(beijing.offset_at(instant::never()) == hours(8));
    STATIC_REQUIRE(utc.offset_at(instant{}) == hours(0));
    STATIC_REQUIRE(zone::fixed(hours(0)) == utc);
    STATIC_REQUIRE(zone::fixed(hours(18)).offset_at(instant{}) == hours(18));
    STATIC_REQUIRE(zone::fixed(hours(-18)).offset_at(instant{}) == hours(-18));
    STATIC_REQUIRE(zone::fixed(seconds(20'700)).offset_at(instant{}) == seconds(20'700));
    STATIC_REQUIRE(beijing != utc);
}

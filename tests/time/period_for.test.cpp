// SPDX-License-Identifier: MIT
#include <type_traits>

#include <ratecard/time/anchor.hpp>
#include <ratecard/time/period.hpp>

#include "catch.hpp"

using namespace ratecard;

TEST_CASE("metering, billing and reset periods of one subscription differ in length") {
    constexpr instant start = start_of(civil(2024, 1, 31), utc);
    constexpr billing_schedule billing{schedule{start, {civil(2024, 1, 31)}, yearly, utc}};
    constexpr metering_schedule metering{schedule{start, calendar_anchor(daily), daily, utc}};
    constexpr reset_schedule resets{schedule{start, {civil(2024, 1, 31)}, monthly, utc}};
    constexpr instant now = start_of(civil(2024, 3, 15), utc);
    STATIC_REQUIRE(billing.of(now).end() == start_of(civil(2025, 1, 31), utc));
    STATIC_REQUIRE(metering.of(now).begin() == now);
    STATIC_REQUIRE(resets.of(now) == resets.at(1));
    STATIC_REQUIRE(resets.of(now).span() ==
                   period{start_of(civil(2024, 2, 29), utc), start_of(civil(2024, 3, 31), utc)});
    STATIC_REQUIRE(resets.of(now).contains(now));
    STATIC_REQUIRE(!resets.of(now).contains(start));
    STATIC_REQUIRE(billing.periods().every() == yearly);
    STATIC_REQUIRE(resets.of(now).begin() == resets.of(now).span().begin());
}

TEST_CASE("periods of different purposes, and plain periods, do not convert into each other") {
    STATIC_REQUIRE(!std::is_convertible_v<metering_window, billing_cycle>);
    STATIC_REQUIRE(!std::is_convertible_v<billing_cycle, reset_cycle>);
    STATIC_REQUIRE(!std::is_constructible_v<reset_cycle, metering_window>);
    STATIC_REQUIRE(!std::is_convertible_v<period, billing_cycle>);
    STATIC_REQUIRE(!std::is_convertible_v<billing_cycle, period>);
    STATIC_REQUIRE(!std::is_constructible_v<billing_schedule, metering_schedule>);
}

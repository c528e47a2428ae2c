// SPDX-License-Identifier: MIT
#include <ratecard/catalog/offering.hpp>

#include "catch.hpp"

using namespace ratecard;

TEST_CASE("by default there is no grace and no retention, and a plan ends expiry and refund") {
    constexpr lifecycle_policy plain;
    STATIC_REQUIRE(plain.expiry.grace == seconds(0));
    STATIC_REQUIRE(plain.retention_days == 0);
    STATIC_REQUIRE(plain.reminders.empty());
    STATIC_REQUIRE(plain.of(suspension_cause::expiry).ended_by_plan);
    STATIC_REQUIRE(plain.of(suspension_cause::refund).ended_by_plan);
    STATIC_REQUIRE(!plain.of(suspension_cause::arrears).ended_by_plan);
    STATIC_REQUIRE(!plain.of(suspension_cause::abuse).ended_by_plan);
}

TEST_CASE("the retention of the cause counts, or else that of the policy") {
    constexpr lifecycle_policy p{.abuse = {.retention_days = 7}, .retention_days = 90};
    STATIC_REQUIRE(p.retention_of(suspension_cause::abuse) == 7);
    STATIC_REQUIRE(p.retention_of(suspension_cause::arrears) == 90);
}

TEST_CASE("daily reminders are one for each day, both ends included") {
    constexpr reminder_schedule days = daily_reminders(life_event::expiry, -6, 1);
    STATIC_REQUIRE(days.size() == 8);
    STATIC_REQUIRE(days[0] == reminder{life_event::expiry, -6});
    STATIC_REQUIRE(days[7] == reminder{life_event::expiry, 1});
    STATIC_REQUIRE(daily_reminders(life_event::bill, 1, 0).empty());
}

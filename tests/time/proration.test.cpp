// SPDX-License-Identifier: MIT
#include <ratecard/time/proration.hpp>

#include "catch.hpp"

using namespace ratecard;

TEST_CASE("a default proration counts seconds of the running period") {
    STATIC_REQUIRE(proration{}.basis == proration_basis::second);
    STATIC_REQUIRE(proration{}.whole == proration_whole::running_period);
    STATIC_REQUIRE(proration{} == presets::prorations::open_meter);
}

TEST_CASE("presets are well formed, and complementary if their seller counts both sides") {
    using namespace presets::prorations;
    STATIC_REQUIRE(is_complementary(stripe));
    STATIC_REQUIRE(is_complementary(stripe_flexible));
    STATIC_REQUIRE(is_complementary(lago));
    STATIC_REQUIRE(is_complementary(lago_termination));
    STATIC_REQUIRE(is_complementary(kill_bill));
    STATIC_REQUIRE(!is_complementary(kill_bill_fixed_30));
    STATIC_REQUIRE(is_complementary(open_meter));
    STATIC_REQUIRE(is_complementary(flexprice));
    STATIC_REQUIRE(is_complementary(meteroid));
    STATIC_REQUIRE(is_complementary(tencent_chat));
    for (const proration& p : {stripe, stripe_flexible, lago, lago_termination, kill_bill,
                               kill_bill_fixed_30, open_meter, flexprice, meteroid, tencent_chat})
        REQUIRE(is_well_formed(p));
}

TEST_CASE("the basis and the whole of a proration must go together") {
    using enum proration_basis;
    using enum proration_whole;
    STATIC_REQUIRE(is_well_formed({.basis = civil_day, .whole = actual_actual}));
    STATIC_REQUIRE(!is_well_formed({.basis = second, .whole = actual_actual}));
    STATIC_REQUIRE(is_well_formed({.basis = second, .whole = actual_365}));
    STATIC_REQUIRE(!is_well_formed({.basis = day_of_360, .whole = actual_365}));
    STATIC_REQUIRE(!is_well_formed({.basis = day_of_360, .whole = actual_actual}));
    STATIC_REQUIRE(!is_well_formed({.basis = none, .whole = fixed_months}));
    STATIC_REQUIRE(is_well_formed({.basis = none, .whole = order}));
    STATIC_REQUIRE(!is_well_formed({.basis = whole_period, .whole = calendar_month}));
    STATIC_REQUIRE(is_well_formed({.basis = day_of_360, .month_days = 28}));
    STATIC_REQUIRE(
        !is_well_formed({.basis = day_of_360, .calendar = thirty_360::us, .month_days = 28}));
    STATIC_REQUIRE(!is_well_formed({.month_days = 0}));
    STATIC_REQUIRE(!is_well_formed({.month_days = 32}));
}

TEST_CASE("the complementary policies are exactly these") {
    using enum proration_basis;
    using enum proration_whole;
    for (const auto whole : {calendar_month, fixed_months, actual_365, actual_actual})
        for (const auto basis : {second, civil_day, day_of_24_hours, day_of_360})
            CHECK_FALSE(is_complementary({.basis = basis, .whole = whole}));
    for (const auto whole : {running_period, order}) {
        for (const auto rule : {change_day::to_old, change_day::to_new}) {
            for (const auto basis : {second, civil_day, day_of_24_hours, whole_period, none,
                                     exact_difference, usage_share})
                CHECK(is_complementary({.basis = basis, .whole = whole, .change_day = rule}));
            for (const auto calendar :
                 {thirty_360::plain, thirty_360::european, thirty_360::german})
                CHECK(is_complementary({.basis = day_of_360,
                                        .whole = whole,
                                        .change_day = rule,
                                        .calendar = calendar}));
            for (const auto calendar : {thirty_360::bond, thirty_360::us})
                CHECK_FALSE(is_complementary({.basis = day_of_360,
                                              .whole = whole,
                                              .change_day = rule,
                                              .calendar = calendar}));
        }
        for (const auto basis : {civil_day, day_of_24_hours, day_of_360, whole_period})
            CHECK_FALSE(is_complementary(
                {.basis = basis, .whole = whole, .change_day = change_day::to_both}));
        for (const auto basis : {second, none, exact_difference})
            CHECK(is_complementary(
                {.basis = basis, .whole = whole, .change_day = change_day::to_both}));
    }
}

// SPDX-License-Identifier: MIT
#include <cstdint>

#include <ratecard/time/calendar.hpp>

#include "calendar_by_hand.hpp"
#include "edges.hpp"

using namespace ratecard;
using namespace ratecard_test;

namespace {

constexpr zone beijing = zone::fixed(hours(8));
constexpr std::int64_t noon_16z = 1'671'984'000;  // 2022-12-25 16:00:00Z, 26 December in UTC+8

zone any_zone() { return zone::fixed(seconds(*rc::gen::inRange<std::int64_t>(-64'800, 64'801))); }
instant any_instant() { return instant{*within(instant::last_of_data)}; }

}  // namespace

TEST_CASE("30 February does not exist, and 29 February exists in leap years") {
    STATIC_REQUIRE(civil_from({2024, 2, 30}) == time_errc::no_such_date);
    STATIC_REQUIRE(civil_from({2024, 2, 29}).has_value());
    STATIC_REQUIRE(civil_from({2023, 2, 29}) == time_errc::no_such_date);
    STATIC_REQUIRE(civil_from({1900, 2, 29}) == time_errc::no_such_date);
    STATIC_REQUIRE(civil_from({2000, 2, 29}).has_value());
    STATIC_REQUIRE(civil_from({2024, 4, 31}) == time_errc::no_such_date);
    STATIC_REQUIRE(civil_from({2024, 0, 1}) == time_errc::no_such_date);
    STATIC_REQUIRE(civil_from({2024, 13, 1}) == time_errc::no_such_date);
    STATIC_REQUIRE(civil_from({2024, 1, 0}) == time_errc::no_such_date);
    STATIC_REQUIRE(civil_from({2024, 1, 32}) == time_errc::no_such_date);
}

TEST_CASE("a date lies in the years 1 to 9999, and large numbers do not wrap") {
    STATIC_REQUIRE(civil_from({1, 1, 1}).has_value());
    STATIC_REQUIRE(civil_from({0, 12, 31}) == time_errc::no_such_date);
    STATIC_REQUIRE(civil_from({-1, 1, 1}) == time_errc::no_such_date);
    STATIC_REQUIRE(civil_from({9999, 12, 31}).has_value());
    STATIC_REQUIRE(civil_from({10'000, 1, 1}) == time_errc::no_such_date);
    STATIC_REQUIRE(civil_from({65'536 + 2024, 1, 1}) == time_errc::no_such_date);
    STATIC_REQUIRE(civil_from({2024, 256 + 1, 1}) == time_errc::no_such_date);
    STATIC_REQUIRE(civil_from({2024, 1, 256 + 1}) == time_errc::no_such_date);
    STATIC_REQUIRE(civil_from({INT32_MIN, 1, 1}) == time_errc::no_such_date);
    STATIC_REQUIRE(civil_from({2024, UINT32_MAX, UINT32_MAX}) == time_errc::no_such_date);
}

TEST_CASE("days count from 1 January 1970") {
    STATIC_REQUIRE(civil(1970, 1, 1) == day{0});
    STATIC_REQUIRE(civil(1969, 12, 31) == day{-1});
    STATIC_REQUIRE(civil(2022, 12, 26).since_1970 == 19'352);
    STATIC_REQUIRE(date_of(day{19'352}) == civil_date{2022, 12, 26});
    STATIC_REQUIRE(month_of(civil(2024, 2, 29)) == civil_month{2024, 2});
}

TEST_CASE(
    "every date of the years 1 to 9999 is one day after the one before, and no other exists") {
    civil_date date{1, 1, 1};
    day d = civil(1, 1, 1);
    int days = 0;
    for (; date.year <= 9999; date = tomorrow(date), d = d + 1, ++days) {
        if (civil_from(date) != d) FAIL(date.year << '-' << date.month << '-' << date.day);
        if (date_of(d) != date) FAIL(d.since_1970);
    }
    REQUIRE(days == 3'652'059);
    int dates = 0;
    for (std::int32_t y = 1; y <= 9999; ++y)
        for (std::uint32_t m = 1; m <= 12; ++m)
            for (std::uint32_t of = 28; of <= 32; ++of)
                if (civil_from({y, m, of}).has_value() != (of <= length_of_month(y, m)))
                    FAIL(y << '-' << m << '-' << of);
                else
                    ++dates;
    REQUIRE(dates == 9999 * 12 * 5);
}

TEST_CASE("dates and months are correct for every representable day") {
    STATIC_REQUIRE(date_of(day{INT32_MAX}) == civil_date{5'881'580, 7, 11});
    STATIC_REQUIRE(date_of(day{INT32_MIN}) == civil_date{-5'877'641, 6, 23});
    STATIC_REQUIRE(first_day({5'831'580, 7}) == first_day({2'380, 7}) + 14'573 * 146'097);
    law("the same date recurs every 400 years, 146,097 days later", [] {
        const day d{static_cast<std::int32_t>(*within(2'147'000'000))};
        const std::int32_t further = d.since_1970 > 0 ? -146'097 : 146'097;
        const civil_date here = date_of(d), there = date_of(d + further);
        RC_ASSERT(there.year == here.year + (further > 0 ? 400 : -400));
        RC_ASSERT((civil_date{here.year, there.month, there.day}) == here);
    });
    law("the first day of a month has the date of that first day", [] {
        const std::int64_t month = *within(70'000'000);
        const civil_date first = date_of(first_day(month_at(month)));
        RC_ASSERT((civil_month{first.year, first.month}) == month_at(month));
        RC_ASSERT(first.day == 1u);
        RC_ASSERT(date_of(first_day(month_at(month)) + (days_in(month_at(month)) - 1)).day ==
                  static_cast<std::uint32_t>(days_in(month_at(month))));
    });
}

TEST_CASE("every month has its known length") {
    STATIC_REQUIRE(days_in({2024, 2}) == 29);
    STATIC_REQUIRE(days_in({2023, 2}) == 28);
    STATIC_REQUIRE(days_in({2023, 12}) == 31);
    STATIC_REQUIRE(next(civil_month{2023, 12}) == civil_month{2024, 1});
    STATIC_REQUIRE(next(civil_month{2024, 1}) == civil_month{2024, 2});
    STATIC_REQUIRE(first_day({2024, 3}) == civil(2024, 3, 1));
    for (std::int32_t y = 1600; y < 2000; ++y)
        for (std::uint32_t m = 1; m <= 12; ++m)
            if (days_in({y, m}) != static_cast<std::int32_t>(length_of_month(y, m)))
                FAIL(y << '-' << m);
}

TEST_CASE("31 January plus a month is the last day of February") {
    STATIC_REQUIRE(plus_months(civil(2024, 1, 31), 1) == civil(2024, 2, 29));
    STATIC_REQUIRE(plus_months(civil(2023, 1, 31), 1) == civil(2023, 2, 28));
    STATIC_REQUIRE(plus_months(civil(2024, 1, 31), 3) == civil(2024, 4, 30));
    STATIC_REQUIRE(plus_months(civil(2024, 2, 29), 12) == civil(2025, 2, 28));
    STATIC_REQUIRE(plus_months(civil(2024, 2, 29), 48) == civil(2028, 2, 29));
    STATIC_REQUIRE(plus_months(civil(2024, 3, 31), -1) == civil(2024, 2, 29));
    STATIC_REQUIRE(plus_months(civil(2024, 1, 15), -1) == civil(2023, 12, 15));
    STATIC_REQUIRE(plus_months(civil(2024, 12, 31), 2) == civil(2025, 2, 28));
    STATIC_REQUIRE(plus_months(civil(1, 1, 31), -1) == civil(1, 1, 1) - 1);
}

TEST_CASE("months are also counted backwards across the years 1 and 0") {
    STATIC_REQUIRE(date_of(plus_months(civil(1, 1, 31), -12)) == civil_date{0, 1, 31});
    STATIC_REQUIRE(date_of(plus_months(civil(1, 1, 31), -13)) == civil_date{-1, 12, 31});
    STATIC_REQUIRE(date_of(plus_months(civil(1, 1, 31), -24)) == civil_date{-1, 1, 31});
    STATIC_REQUIRE(date_of(plus_months(civil(1, 1, 31), -25)) == civil_date{-2, 12, 31});
    for (int months = -100; months <= 100; ++months)
        CHECK(date_of(plus_months(civil(1, 1, 31), months)) == months_later({1, 1, 31}, months));
}

TEST_CASE(
    "adding months agrees with a count by hand, 400 years before and after each day of a leap "
    "year") {
    for (civil_date date{2024, 1, 1}; date.year == 2024; date = tomorrow(date)) {
        const day d = civil(date.year, date.month, date.day);
        for (int months = -4'800; months <= 4'800; months += date.day >= 28 ? 7 : 101) {
            const civil_date expected = months_later(date, months);
            if (date_of(plus_months(d, months)) != expected)
                FAIL(date.month << '-' << date.day << " plus " << months);
        }
    }
    SUCCEED();
}

TEST_CASE("15:59:59Z is still the day before in UTC+8, 16:00:00Z is the next") {
    STATIC_REQUIRE(day_of(instant{noon_16z - 1}, beijing) == civil(2022, 12, 25));
    STATIC_REQUIRE(day_of(instant{noon_16z}, beijing) == civil(2022, 12, 26));
    STATIC_REQUIRE(day_of(instant{noon_16z}, utc) == civil(2022, 12, 25));
    STATIC_REQUIRE(time_of(instant{noon_16z - 1}, beijing) == time_of_day{23, 59, 59});
    STATIC_REQUIRE(time_of(instant{noon_16z}, beijing) == time_of_day{});
    STATIC_REQUIRE(start_of(civil(2022, 12, 26), beijing) == instant{noon_16z});
    STATIC_REQUIRE(instant_of(civil(2022, 12, 26), time_of_day{10, 0, 0}, beijing) ==
                   instant{noon_16z} + hours(10));
    STATIC_REQUIRE(day_of(instant{0}, zone::fixed(seconds(-1))) == civil(1969, 12, 31));
}

TEST_CASE("instants before 1970 have correct days and times") {
    STATIC_REQUIRE(day_of(instant{-1}, utc) == day{-1});
    STATIC_REQUIRE(time_of(instant{-1}, utc) == time_of_day{23, 59, 59});
    STATIC_REQUIRE(day_of(instant{-86'400}, utc) == day{-1});
    STATIC_REQUIRE(time_of(instant{-86'400}, utc) == time_of_day{});
    STATIC_REQUIRE(day_of(instant{-86'401}, utc) == day{-2});
    STATIC_REQUIRE(day_of(instant{instant::first_of_data}, utc) == civil(1, 1, 1));
    STATIC_REQUIRE(day_of(instant{instant::last_of_data}, utc) == civil(9999, 12, 31));
    STATIC_REQUIRE(start_of(civil(1, 1, 1), utc) == instant{instant::first_of_data});
}

TEST_CASE("in a fixed zone an instant converts to a day and a time, and back") {
    law("an instant converted to day and time and back is unchanged", [] {
        const zone z = any_zone();
        const instant t = any_instant();
        RC_ASSERT(instant_of(day_of(t, z), time_of(t, z), z) == t);
    });
    law("a day and time converted to an instant and back are unchanged", [] {
        const zone z = any_zone();
        const day d{*rc::gen::inRange(-700'000, 2'900'000)};
        const time_of_day time{*rc::gen::inRange(0, 86'400)};
        const instant t = instant_of(d, time, z);
        RC_ASSERT(day_of(t, z) == d);
        RC_ASSERT(time_of(t, z) == time);
    });
    law("a day begins at its start, and its last second is the one before the next", [] {
        const zone z = any_zone();
        const day d{*rc::gen::inRange(-700'000, 2'900'000)};
        RC_ASSERT(day_of(start_of(d, z), z) == d);
        RC_ASSERT(day_of(start_of(d, z) - seconds(1), z) == d - 1);
        RC_ASSERT(start_of(d + 1, z) - start_of(d, z) == hours(24));
    });
}

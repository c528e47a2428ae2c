// SPDX-License-Identifier: MIT
// What date.h needs of the standard library, which cannot stand such macros itself.
#include <algorithm>
#include <cassert>
#include <chrono>
#include <ios>
#include <istream>
#include <limits>
#include <locale>
#include <ostream>
#include <sstream>
#include <string>

#define min(a, b) ((a) < (b) ? (a) : (b))
#define max(a, b) ((a) > (b) ? (a) : (b))
#include <ratecard/rim/date.hpp>
#if !defined(min) || !defined(max)
#error "rim/date.hpp takes a macro of its user away"
#endif
#undef min
#undef max

#include "property.hpp"

using namespace ratecard;
using namespace ratecard_test;

namespace {

using date::literals::operator""_y;
namespace chrono = std::chrono;

constexpr date::sys_days leap_day = date::sys_days{2024_y / 2 / 29};
constexpr chrono::sys_days std_leap_day = chrono::year{2024} / chrono::month{2} / chrono::day{29};

constexpr clock_change berlin_2024[] = {{instant{1'711'846'800}, hours(2)},   // 31 March, 01:00Z
                                        {instant{1'729'990'800}, hours(1)}};  // 27 October, 01:00Z
constexpr zone berlin = *zone::from(hours(1), berlin_2024);

template <class Local, class Days>
constexpr Local at(Days midnight, int hour, int minute = 0) {
    return Local{midnight} + chrono::hours{hour} + chrono::minutes{minute};
}

}  // namespace

TEST_CASE("times of the system clock convert to instants and back") {
    STATIC_REQUIRE(instant_from(date::sys_seconds{chrono::seconds{1}}) == instant{1});
    STATIC_REQUIRE(instant_from(chrono::sys_seconds{leap_day}) ==
                   start_of(civil(2024, 2, 29), utc));
    STATIC_REQUIRE(instant_from(leap_day) == instant_from(std_leap_day));
    STATIC_REQUIRE(sys_seconds_of(start_of(civil(2024, 2, 29), utc)) == leap_day);
    STATIC_REQUIRE(sys_seconds_of(instant{-1}) == chrono::sys_days{} - chrono::seconds{1});
    law("an instant converted to a system time and back is unchanged", [] {
        const instant t{*rc::gen::inRange(instant::first_of_data, instant::last_of_data + 1)};
        RC_ASSERT(instant_from(sys_seconds_of(t)) == t);
    });
}

TEST_CASE("a time outside the years 1 to 9999 is an error") {
    constexpr date::sys_seconds first = date::sys_days{1_y / 1 / 1};
    constexpr date::sys_seconds end = date::sys_days{10'000_y / 1 / 1};
    STATIC_REQUIRE(instant_from(first) == instant{instant::first_of_data});
    STATIC_REQUIRE(instant_from(end - chrono::seconds{1}) == instant{instant::last_of_data});
    STATIC_REQUIRE(instant_from(first - chrono::seconds{1}) == core_errc::instant_out_of_range);
    STATIC_REQUIRE(instant_from(end) == core_errc::instant_out_of_range);
    STATIC_REQUIRE(instant_from((chrono::sys_seconds::max)()) == core_errc::instant_out_of_range);
    STATIC_REQUIRE(instant_from((chrono::sys_seconds::min)()) == core_errc::instant_out_of_range);
    STATIC_REQUIRE(sys_seconds_of(instant::never()).time_since_epoch().count() == instant::bound);
}

TEST_CASE("system days and local days of both libraries convert to days and back") {
    STATIC_REQUIRE(day_from(leap_day) == civil(2024, 2, 29));
    STATIC_REQUIRE(day_from(std_leap_day) == civil(2024, 2, 29));
    STATIC_REQUIRE(day_from(date::local_days{2024_y / 2 / 29}) == civil(2024, 2, 29));
    STATIC_REQUIRE(day_from(chrono::local_days{std_leap_day.time_since_epoch()}) ==
                   civil(2024, 2, 29));
    STATIC_REQUIRE(sys_days_of(civil(2024, 2, 29)) == leap_day);
    STATIC_REQUIRE(chrono::sys_days{sys_days_of(civil(2024, 2, 29))} == std_leap_day);
    STATIC_REQUIRE(local_days_of(civil(2024, 2, 29)) == date::local_days{2024_y / 2 / 29});
    STATIC_REQUIRE(local_days_of<chrono::local_days>(civil(2024, 2, 29)).time_since_epoch() ==
                   std_leap_day.time_since_epoch());
    STATIC_REQUIRE(sys_days_of(day{INT32_MIN}).time_since_epoch().count() == INT32_MIN);
}

TEST_CASE("a day outside the years 1 to 9999 is an error") {
    STATIC_REQUIRE(day_from(date::sys_days{1_y / 1 / 1}) == civil(1, 1, 1));
    STATIC_REQUIRE(day_from(date::sys_days{9999_y / 12 / 31}) == civil(9999, 12, 31));
    STATIC_REQUIRE(day_from(date::sys_days{0_y / 12 / 31}) == time_errc::no_such_date);
    STATIC_REQUIRE(day_from(date::sys_days{10'000_y / 1 / 1}) == time_errc::no_such_date);
    STATIC_REQUIRE(day_from(date::local_days{10'000_y / 1 / 1}) == time_errc::no_such_date);
    STATIC_REQUIRE(day_from((date::sys_days::max)()) == time_errc::no_such_date);
    // 2^32 days and one: no large number becomes a small one.
    STATIC_REQUIRE(day_from(chrono::sys_days{chrono::days{4'294'967'297}}) ==
                   time_errc::no_such_date);
    STATIC_REQUIRE(day_from(chrono::local_days{chrono::days{4'294'967'297}}) ==
                   time_errc::no_such_date);
}

TEST_CASE("dates of both libraries convert to dates and days, and back") {
    constexpr chrono::year_month_day std_date{std_leap_day};
    STATIC_REQUIRE(day_from(2024_y / 2 / 29) == civil(2024, 2, 29));
    STATIC_REQUIRE(day_from(std_date) == civil(2024, 2, 29));
    STATIC_REQUIRE(civil_date_from(2024_y / 2 / 29) == civil_date{2024, 2, 29});
    STATIC_REQUIRE(civil_date_from(std_date) == civil_date{2024, 2, 29});
    STATIC_REQUIRE(*year_month_day_of(civil(2024, 2, 29)) == 2024_y / 2 / 29);
    STATIC_REQUIRE(*year_month_day_of(civil_date{2024, 2, 29}) == 2024_y / 2 / 29);
    STATIC_REQUIRE(*year_month_day_of<chrono::year_month_day>(civil(2024, 2, 29)) == std_date);
    STATIC_REQUIRE(*year_month_day_of<chrono::year_month_day>(civil_date{2024, 2, 29}) == std_date);
}

TEST_CASE("a date that does not exist is an error, in each library and in ratecard") {
    constexpr chrono::year_month_day std_30_february{chrono::year{2024}, chrono::month{2},
                                                     chrono::day{30}};
    STATIC_REQUIRE(day_from(2024_y / 2 / 30) == time_errc::no_such_date);
    STATIC_REQUIRE(day_from(std_30_february) == time_errc::no_such_date);
    STATIC_REQUIRE(civil_date_from(2023_y / 2 / 29) == time_errc::no_such_date);
    STATIC_REQUIRE(civil_date_from(std_30_february) == time_errc::no_such_date);
    STATIC_REQUIRE(civil_date_from(2024_y / 13 / 1) == time_errc::no_such_date);
    STATIC_REQUIRE(civil_date_from(0_y / 1 / 1) == time_errc::no_such_date);
    STATIC_REQUIRE(civil_date_from(10'000_y / 1 / 1) == time_errc::no_such_date);
    STATIC_REQUIRE(year_month_day_of(civil_date{2024, 2, 30}).error() == time_errc::no_such_date);
    // 2^16 years, 2^8 months, 2^8 days more than a date that exists.
    STATIC_REQUIRE(year_month_day_of(civil_date{67'560, 2, 29}).error() == time_errc::no_such_date);
    STATIC_REQUIRE(year_month_day_of(civil_date{2024, 258, 29}).error() == time_errc::no_such_date);
    STATIC_REQUIRE(year_month_day_of(civil_date{2024, 2, 285}).error() == time_errc::no_such_date);
    STATIC_REQUIRE(year_month_day_of<chrono::year_month_day>(civil_date{2024, 2, 285}).error() ==
                   time_errc::no_such_date);
    STATIC_REQUIRE(year_month_day_of(civil_date{2024, 0, 1}).error() == time_errc::no_such_date);
    STATIC_REQUIRE(year_month_day_of(civil_date{2024, 1, 0}).error() == time_errc::no_such_date);
}

TEST_CASE("a day converts to a date of the other libraries within the range of their years") {
    constexpr day first = first_day({-32'767, 1}), last = first_day({32'768, 1}) - 1;
    STATIC_REQUIRE(*year_month_day_of(first) == date::year{-32'767} / 1 / 1);
    STATIC_REQUIRE(*year_month_day_of(last) == date::year{32'767} / 12 / 31);
    STATIC_REQUIRE(year_month_day_of(first - 1).error() == time_errc::no_such_date);
    STATIC_REQUIRE(year_month_day_of(last + 1).error() == time_errc::no_such_date);
    STATIC_REQUIRE(year_month_day_of<chrono::year_month_day>(last + 1).error() ==
                   time_errc::no_such_date);
    STATIC_REQUIRE(year_month_day_of(day{INT32_MAX}).error() == time_errc::no_such_date);
}

TEST_CASE("a local time converts to an instant of a zone, and back") {
    using theirs = date::local_seconds;
    using of_std = chrono::local_seconds;
    constexpr date::local_days d{2024_y / 7 / 1};
    constexpr chrono::local_days std_d{d.time_since_epoch()};
    STATIC_REQUIRE(instant_from(at<theirs>(d, 12), berlin) ==
                   start_of(civil(2024, 7, 1), utc) + hours(10));
    STATIC_REQUIRE(instant_from(at<of_std>(std_d, 12), berlin) ==
                   start_of(civil(2024, 7, 1), utc) + hours(10));
    constexpr instant t = start_of(civil(2024, 7, 1), utc) + hours(10);
    STATIC_REQUIRE(local_seconds_of(t, berlin) == at<theirs>(d, 12));
    STATIC_REQUIRE(local_seconds_of<of_std>(t, berlin) == at<of_std>(std_d, 12));
}

TEST_CASE("the zone's choice decides the instant of a repeated or skipped local time") {
    using local = date::local_seconds;
    constexpr zone later = *zone::from(hours(1), berlin_2024, local_choice::latest);
    constexpr local skipped = at<local>(date::local_days{2024_y / 3 / 31}, 2, 30);
    constexpr local repeated = at<local>(date::local_days{2024_y / 10 / 27}, 2, 30);
    STATIC_REQUIRE(instant_from(skipped, berlin) == instant{1'711'846'800});
    STATIC_REQUIRE(instant_from(skipped, later) == instant{1'711'846'800} + seconds(1'800));
    STATIC_REQUIRE(instant_from(repeated, berlin) == instant{1'729'990'800} - seconds(1'800));
    STATIC_REQUIRE(instant_from(repeated, later) == instant{1'729'990'800} + seconds(1'800));
}

TEST_CASE("a local time outside the years 1 to 9999, local or in UTC, is an error") {
    using local = date::local_seconds;
    constexpr zone east = zone::fixed(hours(8)), west = zone::fixed(hours(-8));
    constexpr local first = date::local_days{1_y / 1 / 1};
    constexpr local last = local{date::local_days{10'000_y / 1 / 1}} - chrono::seconds{1};
    STATIC_REQUIRE(instant_from(first, utc) == instant{instant::first_of_data});
    STATIC_REQUIRE(instant_from(last, utc) == instant{instant::last_of_data});
    STATIC_REQUIRE(instant_from(first, east) == core_errc::instant_out_of_range);
    STATIC_REQUIRE(instant_from(first, west) == instant{instant::first_of_data} + hours(8));
    STATIC_REQUIRE(instant_from(last, west) == core_errc::instant_out_of_range);
    STATIC_REQUIRE(instant_from(first - chrono::seconds{1}, west) ==
                   core_errc::instant_out_of_range);
    STATIC_REQUIRE(instant_from((local::max)(), utc) == core_errc::instant_out_of_range);
    STATIC_REQUIRE(instant_from((local::min)(), utc) == core_errc::instant_out_of_range);
    STATIC_REQUIRE(instant_from((chrono::local_seconds::max)(), east) ==
                   core_errc::instant_out_of_range);
}

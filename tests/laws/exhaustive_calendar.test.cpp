// SPDX-License-Identifier: MIT
#include <chrono>
#include <cstdint>

#include <date/date.h>

#include <ratecard/time/calendar.hpp>

#include "catch.hpp"

using namespace ratecard;

// The oracle of every function of time/calendar.hpp: Howard Hinnant's date, by its own arithmetic.
namespace {

constexpr int first_year = -9'999, last_year = 9'999;

/// Counts what was asked, and the first day on which the answer was not that of date.
struct comparison {
    std::int64_t asked = 0;
    std::int64_t wrong = 0;
    std::int64_t first_wrong = 0;  ///< a day, or a month by its index

    void same(bool holds, std::int64_t where) {
        ++asked;
        if (holds) return;
        if (wrong++ == 0) first_wrong = where;
    }
};

day day_of_date(date::sys_days d) {
    return {static_cast<std::int32_t>(d.time_since_epoch().count())};
}

/// The day of a month by date, or its last one when the month is shorter.
day clamped_by_date(date::year_month m, unsigned day_of_month) {
    const date::year_month_day wanted = m / date::day{day_of_month};
    return day_of_date(wanted.ok() ? date::sys_days{wanted} : date::sys_days{m / date::last});
}

civil_month month_of_date(date::year_month m) {
    return {static_cast<int>(m.year()), static_cast<unsigned>(m.month())};
}

/// Calls `each(date::year_month)` for every month of the years -9999 to 9999.
template <class Each>
void for_every_month(Each each) {
    for (int y = first_year; y <= last_year; ++y)
        for (unsigned m = 1; m <= 12; ++m) each(date::year{y} / date::month{m});
}

/// Calls `each(day, date::year_month_day)` for every day of the years -9999 to 9999.
template <class Each>
void for_every_day(Each each) {
    const date::sys_days end = date::sys_days{date::year{last_year + 1} / 1 / 1};
    for (date::sys_days d = date::sys_days{date::year{first_year} / 1 / 1}; d < end;
         d += date::days{1})
        each(day_of_date(d), date::year_month_day{d});
}

}  // namespace

TEST_CASE(
    "the date and month of every day of the years -9999 to 9999 agree with the date library") {
    comparison c;
    for_every_day([&](day d, date::year_month_day theirs) {
        const civil_month month = month_of_date(theirs.year() / theirs.month());
        c.same(month_of(d) == month, d.since_1970);
        c.same(date_of(d) == civil_date{month.year, month.month, unsigned{theirs.day()}},
               d.since_1970);
    });
    INFO("first on day " << c.first_wrong);
    CHECK(c.asked == 2 * 7'304'484);
    CHECK(c.wrong == 0);
}

TEST_CASE(
    "every month of the years -9999 to 9999 agrees with the date library in its begin, length "
    "and successor") {
    comparison c;
    for_every_month([&](date::year_month m) {
        const civil_month month = month_of_date(m);
        c.same(first_day(month) == day_of_date(date::sys_days{m / 1}), month.index());
        c.same(days_in(month) == static_cast<std::int32_t>(unsigned{(m / date::last).day()}),
               month.index());
        c.same(next(month) == month_of_date(m + date::months{1}), month.index());
        c.same(month_at(month.index()) == month, month.index());
        for (unsigned of = 1; of <= 32; ++of)
            c.same(clamped_day(month, of) == clamped_by_date(m, of), month.index());
    });
    INFO("first in the month of index " << c.first_wrong);
    CHECK(c.asked == 19'999 * 12 * 36);
    CHECK(c.wrong == 0);
}

TEST_CASE("a date exists exactly if it does in the date library and lies in the years 1 to 9999") {
    comparison c;
    for (int y = 0; y <= 10'000; ++y)
        for (unsigned m = 0; m <= 13; ++m)
            for (unsigned d = 0; d <= 32; ++d) {
                const date::year_month_day theirs = date::year{y} / date::month{m} / date::day{d};
                const auto ours = civil_from({y, m, d});
                const bool exists = theirs.ok() && y >= 1 && y <= 9'999;
                const bool same =
                    exists ? ours == day_of_date(date::sys_days{theirs}) && civil(y, m, d) == *ours
                           : ours == time_errc::no_such_date;
                c.same(same, civil_month{y, m}.index());
            }
    INFO("first in the month of index " << c.first_wrong);
    CHECK(c.asked == 10'001 * 14 * 33);
    CHECK(c.wrong == 0);
}

TEST_CASE("adding months to every day of the years -9999 to 9999 agrees with the date library") {
    comparison c;
    for_every_day([&](day d, date::year_month_day theirs) {
        const date::year_month m = theirs.year() / theirs.month();
        for (const int months : {-25, -12, -1, 0, 1, 11, 48})
            c.same(plus_months(d, months) ==
                       clamped_by_date(m + date::months{months}, unsigned{theirs.day()}),
                   d.since_1970);
    });
    INFO("first on day " << c.first_wrong);
    CHECK(c.asked == 7 * 7'304'484);
    CHECK(c.wrong == 0);
}

TEST_CASE(
    "local days and times on every day of the years -9999 to 9999 agree with the date library") {
    comparison c;
    for_every_day([&](day d, date::year_month_day) {
        const date::sys_seconds midnight = date::sys_days{date::days{d.since_1970}};
        c.same(start_of(d, utc).seconds_since_1970() == midnight.time_since_epoch().count(),
               d.since_1970);
        for (const int offset : {-64'800, 0, 20'700, 64'800}) {
            const zone z = zone::fixed(seconds(offset));
            for (const int second : {0, 43'199, 86'399}) {
                const date::sys_seconds t = midnight + std::chrono::seconds{second};
                const instant ours{t.time_since_epoch().count()};
                const date::sys_seconds shown = t + std::chrono::seconds{offset};
                const date::sys_days today = date::floor<date::days>(shown);
                const day on = day_of_date(today);
                const time_of_day time{static_cast<std::int32_t>((shown - today).count())};
                c.same(day_of(ours, z) == on, d.since_1970);
                c.same(time_of(ours, z) == time, d.since_1970);
                c.same(instant_of(on, time, z) == ours, d.since_1970);
            }
        }
    });
    INFO("first on day " << c.first_wrong);
    CHECK(c.asked == 37LL * 7'304'484);
    CHECK(c.wrong == 0);
}

// SPDX-License-Identifier: MIT
#include <cstdint>

#include <ratecard/usage/window_at.hpp>

#include "edges.hpp"

using namespace ratecard;
using namespace ratecard_test;

namespace {

constexpr zone beijing = zone::fixed(hours(8));
// 2024-02-29 00:00 in UTC+8 is 2024-02-28 16:00 UTC.
constexpr instant leap_day{1'709'136'000};
constexpr instant march{1'709'222'400};

}  // namespace

TEST_CASE("a calendar day runs from midnight to midnight of its zone") {
    STATIC_REQUIRE(leap_day == start_of(civil(2024, 2, 29), beijing));
    constexpr window w = window_at(quota_window::calendar_day, beijing, leap_day);
    STATIC_REQUIRE(w.end == march);
    STATIC_REQUIRE(window_at(quota_window::calendar_day, beijing, march - seconds(1)) == w);
    STATIC_REQUIRE(window_at(quota_window::calendar_day, beijing, march).index == w.index + 1);
    STATIC_REQUIRE(window_at(quota_window::calendar_day, beijing, leap_day - seconds(1)).index ==
                   w.index - 1);
    STATIC_REQUIRE(window_at(quota_window::calendar_day, beijing, leap_day - seconds(1)).end ==
                   leap_day);
    // In UTC both instants lie within one day.
    STATIC_REQUIRE(window_at(quota_window::calendar_day, utc, leap_day).end == leap_day + hours(8));
}

TEST_CASE("a calendar month runs from its first midnight to that of the next month") {
    constexpr window w = window_at(quota_window::calendar_month, beijing, leap_day);
    STATIC_REQUIRE(w.end == march);
    constexpr instant february = leap_day - days(28);
    STATIC_REQUIRE(window_at(quota_window::calendar_month, beijing, february) == w);
    STATIC_REQUIRE(window_at(quota_window::calendar_month, beijing, march - seconds(1)) == w);
    STATIC_REQUIRE(window_at(quota_window::calendar_month, beijing, march).index == w.index + 1);
    STATIC_REQUIRE(window_at(quota_window::calendar_month, beijing, february - seconds(1)).end ==
                   february);
    // December is followed by January.
    constexpr instant new_year = start_of(civil(2025, 1, 1), beijing);
    STATIC_REQUIRE(window_at(quota_window::calendar_month, beijing, new_year - seconds(1)).end ==
                   new_year);
    STATIC_REQUIRE(window_at(quota_window::calendar_month, beijing, new_year - seconds(1)).index +
                       1 ==
                   window_at(quota_window::calendar_month, beijing, new_year).index);
}

TEST_CASE("standing quotas and ages have one window that never ends") {
    STATIC_REQUIRE(window_at(quota_window::standing, beijing, march) == standing_window);
    STATIC_REQUIRE(window_at(quota_window::age, beijing, march) == standing_window);
    STATIC_REQUIRE(window_at(quota_window::standing, utc, instant{}) == standing_window);
}

TEST_CASE("windows leave no gap and no overlap") {
    for (const quota_window kind : {quota_window::calendar_day, quota_window::calendar_week,
                                    quota_window::calendar_month, quota_window::calendar_year})
        law("an instant lies in its window, and the next begins where it ends", [kind] {
            const zone z = zone::fixed(seconds(*rc::gen::inRange<std::int64_t>(-64'800, 64'801)));
            const instant t{*within(60'000'000'000)};
            const window w = window_at(kind, z, t);
            RC_ASSERT(t < w.end);
            RC_ASSERT(w.end - t <= days(366));
            RC_ASSERT(window_at(kind, z, w.end - seconds(1)) == w);
            const window next = window_at(kind, z, w.end);
            RC_ASSERT(next.index == w.index + 1);
            RC_ASSERT(w.end < next.end);
        });
}

TEST_CASE("a window of a billing period ends when the period does") {
    constexpr anchor bought{.day = civil(2024, 1, 31), .time = {}};
    constexpr window first =
        window_at(bought, monthly, beijing, start_of(civil(2024, 2, 1), beijing));
    STATIC_REQUIRE(first == window{0, start_of(civil(2024, 2, 29), beijing)});
    STATIC_REQUIRE(window_at(bought, monthly, beijing, first.end) ==
                   window{1, start_of(civil(2024, 3, 31), beijing)});
    law("an instant lies in its period, and the next window begins where it ends", [] {
        const anchor a{.day = civil(2024, 1, 1) + *rc::gen::inRange(0, 800)};
        const cadence c = *rc::gen::element(monthly, weekly, quarterly);
        const instant t{*within(4'000'000'000)};
        const window w = window_at(a, c, beijing, t);
        RC_ASSERT(t < w.end);
        RC_ASSERT(window_at(a, c, beijing, w.end - seconds(1)) == w);
        RC_ASSERT(window_at(a, c, beijing, w.end).index == w.index + 1);
        RC_ASSERT(period_at(a, c, w.index, beijing).contains(t));
    });
}

TEST_CASE("a fixed window begins each time its length has passed since 1970") {
    constexpr quota by_the_hour{.window = quota_window::fixed, .length = hours(1)};
    STATIC_REQUIRE(window_at(by_the_hour, beijing, instant{7'199}) == window{1, instant{7'200}});
    STATIC_REQUIRE(window_at(by_the_hour, utc, instant{7'200}) == window{2, instant{10'800}});
    STATIC_REQUIRE(window_at(by_the_hour, utc, anchor{}, instant{7'200}) ==
                   window_at(by_the_hour, utc, instant{7'200}));
}

TEST_CASE("a quota of any other kind of window is counted as its kind says") {
    for (const auto kind : {quota_window::standing, quota_window::calendar_day,
                            quota_window::calendar_month, quota_window::age})
        CHECK(window_at(quota{.window = kind}, beijing, anchor{}, leap_day) ==
              window_at(kind, beijing, leap_day));
}

TEST_CASE("a billing period is a month from the anchor, numbered by the day it begins on") {
    constexpr quota monthly_one{.window = quota_window::billing_period};
    constexpr anchor of_31_january{.day = civil(2024, 1, 31)};
    constexpr window w = window_at(monthly_one, beijing, of_31_january, leap_day);
    STATIC_REQUIRE(w.index == civil(2024, 2, 29).since_1970);
    STATIC_REQUIRE(w.end == start_of(civil(2024, 3, 31), beijing));
    STATIC_REQUIRE(window_at(monthly_one, beijing, of_31_january, leap_day - seconds(1)).index ==
                   civil(2024, 1, 31).since_1970);
}

TEST_CASE("fixed windows are counted from the quota's origin") {
    constexpr instant of_2026 = start_of(civil(2026, 1, 1), utc);
    constexpr quota minutes{
        .window = quota_window::fixed, .length = seconds(60), .origin = of_2026};
    STATIC_REQUIRE(window_at(minutes, utc, of_2026) == window{0, of_2026 + seconds(60)});
    STATIC_REQUIRE(window_at(minutes, beijing, of_2026 - seconds(1)) == window{-1, of_2026});
    STATIC_REQUIRE(window_at(minutes, utc, anchor{}, of_2026 + days(1)).index == 1'440);
    law("an origin moves the numbers and the begins, not the lengths", [] {
        const instant origin{*within(4'000'000'000)};
        const instant now{*within(4'000'000'000)};
        const duration length{*rc::gen::inRange<std::int64_t>(1, 100'000)};
        const window w = window_at(
            quota{.window = quota_window::fixed, .length = length, .origin = origin}, utc, now);
        RC_ASSERT(now < w.end && w.end - now <= length);
        RC_ASSERT((w.end - origin).seconds == (w.index + 1) * length.seconds);
    });
}

TEST_CASE("every kind of window has an answer at every instant") {
    const zone apia_like = zone::fixed(hours(14));
    for (const auto kind :
         {quota_window::standing, quota_window::calendar_day, quota_window::calendar_week,
          quota_window::calendar_month, quota_window::calendar_year,
          quota_window::billing_period, quota_window::fixed, quota_window::age}) {
        const quota q{.window = kind, .length = seconds(kind == quota_window::fixed ? 60 : 0)};
        for (const zone& z : {utc, beijing, apia_like, zone::fixed(hours(-18))}) {
            std::int64_t before = INT64_MIN;
            for (const std::int64_t at :
                 {-instant::bound, instant::first_of_data - 1, instant::first_of_data,
                  std::int64_t{-1}, std::int64_t{0}, leap_day.seconds_since_1970(),
                  instant::last_of_data, instant::last_of_data + 1, instant::bound - 1,
                  instant::bound}) {
                const instant now{at};
                const window w = window_at(q, z, anchor{.day = civil(2024, 1, 31)}, now);
                CHECK((now < w.end || w.end == instant::never()));
                CHECK(before <= w.index);
                before = w.index;
                // Without what a window follows from, it is one that has always ended.
                const bool needs_order = kind == quota_window::billing_period;
                CHECK((window_at(q, z, now) == closed_window) == needs_order);
                CHECK((window_at(kind, z, now) == closed_window) ==
                      (needs_order || kind == quota_window::fixed));
            }
        }
    }
    STATIC_REQUIRE(window_at(quota{.window = quota_window::fixed}, utc, instant{}) ==
                   closed_window);
    STATIC_REQUIRE(window_at(static_cast<quota_window>(77), utc, instant{}) == closed_window);
}

TEST_CASE("a calendar week begins on the quota's first day, and a year on 1 January") {
    // 2024-02-29 was a Thursday.
    STATIC_REQUIRE(weekday_of(civil(2024, 2, 29)) == weekday::thursday);
    STATIC_REQUIRE(weekday_of(civil(1969, 12, 31)) == weekday::wednesday);
    constexpr quota from_monday{.window = quota_window::calendar_week};
    constexpr quota from_sunday{.window = quota_window::calendar_week,
                                .week_begins = weekday::sunday};
    constexpr quota from_thursday{.window = quota_window::calendar_week,
                                  .week_begins = weekday::thursday};
    STATIC_REQUIRE(window_at(from_monday, beijing, leap_day).end ==
                   start_of(civil(2024, 3, 4), beijing));
    STATIC_REQUIRE(window_at(from_sunday, beijing, leap_day).end ==
                   start_of(civil(2024, 3, 3), beijing));
    STATIC_REQUIRE(window_at(from_thursday, beijing, leap_day).end == leap_day + days(7));
    STATIC_REQUIRE(window_at(from_thursday, beijing, leap_day - seconds(1)).end == leap_day);
    STATIC_REQUIRE(window_at(quota_window::calendar_week, beijing, leap_day) ==
                   window_at(from_monday, beijing, leap_day));
    constexpr window year = window_at(quota_window::calendar_year, beijing, leap_day);
    STATIC_REQUIRE(year.index == 2024);
    STATIC_REQUIRE(year.end == start_of(civil(2025, 1, 1), beijing));
}

TEST_CASE("a calendar window can begin at a time of the day") {
    constexpr time_of_day six{6, 0, 0};
    constexpr quota day_from_six{.window = quota_window::calendar_day, .starts_at = six};
    constexpr quota month_from_six{.window = quota_window::calendar_month, .starts_at = six};
    STATIC_REQUIRE(window_at(day_from_six, beijing, march).end == march + hours(6));
    STATIC_REQUIRE(window_at(day_from_six, beijing, march + hours(6)).end == march + hours(30));
    STATIC_REQUIRE(window_at(day_from_six, beijing, march).index == civil(2024, 2, 29).since_1970);
    STATIC_REQUIRE(window_at(month_from_six, beijing, march).index == civil_month{2024, 2}.index());
    STATIC_REQUIRE(window_at(month_from_six, beijing, march + hours(6)).index ==
                   civil_month{2024, 3}.index());
}

TEST_CASE(
    "windows of the calendar have an answer for every instant, and never one that has ended") {
    // Clocks that are set back at 00:01 to 23:01 of the day before, and put forward at 00:01.
    static constexpr clock_change changes[] = {{instant{1'709'164'860}, hours(-1)},
                                               {instant{1'711'843'260}, hours(0)}};
    const zone set_back = zone::from(hours(0), changes).value();
    law("an instant lies in its window, and the next window begins where it ends", [&] {
        quota q{
            .window = *rc::gen::element(quota_window::calendar_day, quota_window::calendar_week,
                                        quota_window::calendar_month, quota_window::calendar_year),
            .starts_at = time_of_day{*rc::gen::inRange(0, 24) * 3'600}};
        if (q.window == quota_window::calendar_week)
            q.week_begins = static_cast<weekday>(*rc::gen::inRange(0, 7));
        const bool near = *rc::gen::arbitrary<bool>();
        const std::int64_t from = near ? 1'709'164'860 : 0;
        const instant t{from + *rc::gen::inRange<std::int64_t>(near ? -90'000 : -instant::bound,
                                                               near ? 90'000 : instant::bound)};
        const zone z = *rc::gen::arbitrary<bool>() ? set_back : beijing;
        const window w = window_at(q, z, t);
        RC_ASSERT(t < w.end);
        if (w.end == instant::never()) return;
        const window next = window_at(q, z, w.end);
        RC_ASSERT(next.index == w.index + 1 || t < instant{instant::first_of_data});
        RC_ASSERT(window_at(q, z, w.end - seconds(1)) == w);
    });
}

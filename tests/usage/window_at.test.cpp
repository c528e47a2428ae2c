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
    for (const quota_window kind : {quota_window::calendar_day, quota_window::calendar_month})
        law("an instant lies in its window, and the next begins where it ends", [kind] {
            const zone z = zone::fixed(seconds(*rc::gen::inRange<std::int64_t>(-64'800, 64'801)));
            const instant t{*within(60'000'000'000)};
            const window w = window_at(kind, z, t);
            RC_ASSERT(t < w.end);
            RC_ASSERT(w.end - t <= days(31));
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
         {quota_window::standing, quota_window::calendar_day, quota_window::calendar_month,
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

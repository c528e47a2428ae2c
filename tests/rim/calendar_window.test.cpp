// SPDX-License-Identifier: MIT
// Windows of the calendar against those of date.h, day by day.
#include <cstdint>

#include <ratecard/rim/date.hpp>
#include <ratecard/usage/window_at.hpp>

#include "catch.hpp"

using namespace ratecard;

namespace {

instant instant_at(date::sys_days d) {
    return instant{std::int64_t{d.time_since_epoch().count()} * 86'400};
}

}  // namespace

TEST_CASE("weeks from every weekday, and years, are those of date.h on each day of 400 years") {
    const date::sys_days end = date::sys_days{date::year{2200} / 1 / 1};
    std::int64_t wrong = 0;
    for (date::sys_days d = date::year{1800} / 1 / 1; d != end; d += date::days{1}) {
        const date::year_month_weekday by_weekday{d};
        for (unsigned first = 0; first < 7; ++first) {
            // ISO numbers Monday 1 to Sunday 7; ours begin with 0.
            const date::days passed = by_weekday.weekday() - date::weekday{(first + 1) % 7};
            const date::sys_days begin = d - passed;
            const quota q{.window = quota_window::calendar_week,
                          .week_begins = static_cast<weekday>(first)};
            const window w = window_at(q, utc, instant_at(d));
            if (w.end != instant_at(begin + date::days{7}) ||
                w != window_at(q, utc, instant_at(begin)) ||
                w.index - 1 != window_at(q, utc, instant_at(begin) - seconds(1)).index)
                ++wrong;
        }
        const date::year year = date::year_month_day{d}.year();
        const window w = window_at(quota_window::calendar_year, utc, instant_at(d));
        if (w.index != int{year} ||
            w.end != instant_at(date::sys_days{(year + date::years{1}) / 1 / 1}))
            ++wrong;
    }
    CHECK(wrong == 0);
}

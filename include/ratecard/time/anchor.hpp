// SPDX-License-Identifier: MIT
#ifndef RATECARD_TIME_ANCHOR_HPP
#define RATECARD_TIME_ANCHOR_HPP

#include <cstdint>

#include <ratecard/core/errc.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/time/cadence.hpp>
#include <ratecard/time/calendar.hpp>
#include <ratecard/time/day.hpp>

namespace ratecard::inline v0 {

/// The local date and time from which every boundary of a schedule is counted. Boundary n is the
/// anchor plus n cadences, its day clamped to the month's length; it never depends on boundary n - 1.
struct anchor {
    ratecard::day day{};
    time_of_day time{};
    /// The day on which boundaries of months fall, or else on the month's last one; 0: that of `day`.
    /// It may be one that the month of `day` lacks: 31 is the end of every month.
    std::uint8_t day_of_month = 0;

    friend constexpr bool operator==(const anchor&, const anchor&) = default;
};

/// The anchor of a date. `time_errc::no_such_date` when the calendar has none, such as 30 February.
[[nodiscard]] constexpr result<anchor> anchor_from(civil_date date,
                                                   time_of_day time = {}) noexcept {
    const auto day = civil_from(date);
    if (!day) return day.error();
    return anchor{*day, time};
}

/// The same anchor, on last days for good when it is on one: 28 February 2023, 31 March, 30 April.
[[nodiscard]] constexpr anchor sticky_at_month_end(anchor a) noexcept {
    const civil_date date = date_of(a.day);
    if (static_cast<std::int32_t>(date.day) == days_in({date.year, date.month}))
        a.day_of_month = 31;
    return a;
}

/// The anchor of the first day from `start` on that is this day of its month, or the last day of a
/// shorter month: from 16 February 2023 on, 31 is 28 February. `time_errc::no_such_date` outside 1 to 31.
[[nodiscard]] constexpr result<anchor> anchor_on_day_of_month(day start,
                                                              std::int64_t day_of_month) noexcept {
    if (day_of_month < 1 || day_of_month > 31) return time_errc::no_such_date;
    const auto wanted = static_cast<std::uint8_t>(day_of_month);
    const civil_month m = month_of(start);
    const day here = clamped_day(m, wanted);
    return anchor{here < start ? clamped_day(next(m), wanted) : here, {}, wanted};
}

/// The anchor of calendar periods: midnight of Mondays for whole weeks; of 1 January 1970 for others,
/// so that quarters begin in January, April, July and October, and half-years in January and July.
[[nodiscard]] constexpr anchor calendar_anchor(cadence c) noexcept {
    const bool weeks = c.unit() == calendar_unit::day && c.count() % 7 == 0;
    return {day{weeks ? 4 : 0}};
}

}  // namespace ratecard::inline v0

#endif

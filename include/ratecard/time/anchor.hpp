// SPDX-License-Identifier: MIT
#ifndef RATECARD_TIME_ANCHOR_HPP
#define RATECARD_TIME_ANCHOR_HPP

#include <cstdint>

#include <ratecard/core/errc.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/time/cadence.hpp>
#include <ratecard/time/calendar.hpp>
#include <ratecard/time/day.hpp>

/// The date and time (anchor) from which the boundaries of a schedule are counted.
namespace ratecard::inline v0 {

/// The local date and time from which a schedule is counted. Boundary n is the anchor plus n
/// cadences, with the day clamped to the month's length. It does not depend on boundary n - 1:
/// monthly from 31 January gives 29 February 2024, then 31 March.
struct anchor {
    ratecard::day day{};
    time_of_day time{};
    /// The day of the month on which monthly boundaries fall; in a shorter month, its last day. 0:
    /// the day of the month of `day`. It can be larger than the month of `day` is long: 31 is the
    /// end of every month.
    std::uint8_t day_of_month = 0;

    friend constexpr bool operator==(const anchor&, const anchor&) = default;
};

/// The anchor at a date. `time_errc::no_such_date` if the date does not exist, such as 30 February.
[[nodiscard]] constexpr result<anchor> anchor_from(civil_date date,
                                                   time_of_day time = {}) noexcept {
    const auto day = civil_from(date);
    if (!day) return day.error();
    return anchor{*day, time};
}

/// The anchor, with its boundaries kept on the last days of months if it lies on one itself: 28
/// February 2023, 31 March, 30 April.
[[nodiscard]] constexpr anchor sticky_at_month_end(anchor a) noexcept {
    const civil_date date = date_of(a.day);
    if (static_cast<std::int32_t>(date.day) == days_in({date.year, date.month}))
        a.day_of_month = 31;
    return a;
}

/// The anchor for boundaries on a given day of the month. It is the first such day from `start` on,
/// or the last day of a shorter month: from 16 February 2023 on, day 31 gives 28 February.
/// `time_errc::no_such_date` if `day_of_month` is not within 1 to 31.
[[nodiscard]] constexpr result<anchor> anchor_on_day_of_month(day start,
                                                              std::int64_t day_of_month) noexcept {
    if (day_of_month < 1 || day_of_month > 31) return time_errc::no_such_date;
    const auto wanted = static_cast<std::uint8_t>(day_of_month);
    const civil_month m = month_of(start);
    const day here = clamped_day(m, wanted);
    return anchor{here < start ? clamped_day(next(m), wanted) : here, {}, wanted};
}

/// The anchor of calendar periods. For whole weeks: midnight of a Monday. For other cadences:
/// midnight of 1 January 1970, so that quarters begin in January, April, July and October, and
/// half-years in January and July.
[[nodiscard]] constexpr anchor calendar_anchor(cadence c) noexcept {
    const bool weeks = c.unit() == calendar_unit::day && c.count() % 7 == 0;
    return {day{weeks ? 4 : 0}};
}

}  // namespace ratecard::inline v0

#endif

// SPDX-License-Identifier: MIT
#ifndef RATECARD_TIME_DAYS_360_HPP
#define RATECARD_TIME_DAYS_360_HPP

#include <cstdint>

#include <ratecard/time/calendar.hpp>
#include <ratecard/time/proration.hpp>

namespace ratecard::inline v0 {

namespace detail {

constexpr bool is_last_of_february(civil_date d) noexcept {
    return d.month == 2 && static_cast<std::int32_t>(d.day) == days_in({d.year, d.month});
}

}  // namespace detail

/// Days from `a` up to, not including, `b` in a calendar in which every month has 30, by one of
/// its conventions (ISDA Definitions 2006, 4.16(f) to (h)). `end_of_all` is the end of what the days
/// are days of, which the last day of February is not moved from under `german`. `month_days` other
/// than 30 are for `plain` only.
[[nodiscard]] constexpr std::int32_t days_360(civil_date a, civil_date b, thirty_360 how,
                                              civil_date end_of_all,
                                              std::int32_t month_days = 30) noexcept {
    auto first = static_cast<std::int32_t>(a.day), last = static_cast<std::int32_t>(b.day);
    const bool a_in_february = how != thirty_360::plain && detail::is_last_of_february(a);
    const bool b_in_february = how != thirty_360::plain && detail::is_last_of_february(b);
    switch (how) {
        case thirty_360::plain: break;
        case thirty_360::us:
            if (a_in_february && b_in_february) last = 30;
            if (a_in_february) first = 30;
            [[fallthrough]];
        case thirty_360::bond:
            if (first > 30) first = 30;
            if (last > 30 && first == 30) last = 30;
            break;
        case thirty_360::german:
            if (a_in_february && a != end_of_all) first = 30;
            if (b_in_february && b != end_of_all) last = 30;
            [[fallthrough]];
        case thirty_360::european:
            if (first > 30) first = 30;
            if (last > 30) last = 30;
    }
    const auto months = civil_month{b.year, b.month}.index() - civil_month{a.year, a.month}.index();
    return static_cast<std::int32_t>(months) * month_days + last - first;
}

/// The same of days.
[[nodiscard]] constexpr std::int32_t days_360(day from, day to, thirty_360 how, day end_of_all,
                                              std::int32_t month_days = 30) noexcept {
    return days_360(date_of(from), date_of(to), how, date_of(end_of_all), month_days);
}

/// How many months `from` is before `to`, the day being clamped at either end: 31 January to
/// 29 February is one, and so is that to 31 March. Zero when it is no whole number of them.
[[nodiscard]] constexpr std::int32_t whole_months_between(day from, day to) noexcept {
    const civil_date a = date_of(from), b = date_of(to);
    const auto is_last = [](civil_date d) {
        return static_cast<std::int32_t>(d.day) == days_in({d.year, d.month});
    };
    const bool same_day =
        a.day == b.day || (a.day < b.day && is_last(a)) || (b.day < a.day && is_last(b));
    const auto months = civil_month{b.year, b.month}.index() - civil_month{a.year, a.month}.index();
    return same_day && months > 0 ? static_cast<std::int32_t>(months) : 0;
}

}  // namespace ratecard::inline v0

#endif

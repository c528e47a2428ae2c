// SPDX-License-Identifier: MIT
#ifndef RATECARD_TIME_CALENDAR_HPP
#define RATECARD_TIME_CALENDAR_HPP

#include <cstdint>

// The one includer of date.h. The header breaks under macros named min and max, and leaves macros
// of its own behind; neither reaches our users.
#pragma push_macro("min")
#pragma push_macro("max")
#undef min
#undef max
#include <date/date.h>
#pragma pop_macro("max")
#pragma pop_macro("min")

#include <ratecard/core/contract.hpp>
#include <ratecard/core/instant.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/time/day.hpp>
#include <ratecard/time/time_of_day.hpp>
#include <ratecard/time/zone.hpp>

namespace ratecard::inline v0 {

namespace detail {

constexpr date::year_month_day fields_of(day d) noexcept {
    return date::year_month_day{date::sys_days{date::days{d.since_1970}}};
}
constexpr day day_from(date::year_month_day fields) noexcept {
    return {static_cast<std::int32_t>(date::sys_days{fields}.time_since_epoch().count())};
}
/// The day that local clocks show so many seconds after 1970-01-01 00:00, at any instant that there is.
constexpr day day_of_local(std::int64_t seconds) noexcept {
    // Counted from a day before them all, so that the division needs no sign.
    constexpr std::int64_t earlier = 11'000'000;
    const auto since = static_cast<std::uint64_t>(seconds + earlier * 86'400);
    return {static_cast<std::int32_t>(static_cast<std::int64_t>(since / 86'400) - earlier)};
}

}  // namespace detail

/// The day of a date. `errc::no_such_date` when the calendar has none, such as 30 February, or the
/// year is not within 1 and 9999.
[[nodiscard]] constexpr result<day> civil_from(civil_date date) noexcept {
    const date::year_month_day fields{date::year{date.year}, date::month{date.month},
                                      date::day{date.day}};
    if (date.year < 1 || date.year > 9999 || date.month > 12 || date.day > 31 || !fields.ok())
        return errc::no_such_date;
    return detail::day_from(fields);
}

/// The day of a date the program states. \pre the date exists.
[[nodiscard]] constexpr day civil(std::int32_t year, std::uint32_t month, std::uint32_t day) {
    const auto found = civil_from({year, month, day});
    if (!found) detail::date_must_exist();
    return *found;
}

[[nodiscard]] constexpr civil_date date_of(day d) noexcept {
    const auto fields = detail::fields_of(d);
    return {int{fields.year()}, unsigned{fields.month()}, unsigned{fields.day()}};
}

[[nodiscard]] constexpr civil_month month_of(day d) noexcept {
    const civil_date date = date_of(d);
    return {date.year, date.month};
}

/// \pre there is such a month.
[[nodiscard]] constexpr day first_day(civil_month m) noexcept {
    if (m.month < 1 || m.month > 12) detail::date_must_exist();
    return detail::day_from(date::year{m.year} / date::month{m.month} / date::day{1});
}

[[nodiscard]] constexpr civil_month next(civil_month m) noexcept {
    return m.month == 12 ? civil_month{m.year + 1, 1} : civil_month{m.year, m.month + 1};
}

/// 28 to 31. \pre there is such a month.
[[nodiscard]] constexpr std::int32_t days_in(civil_month m) noexcept {
    if (m.month < 1 || m.month > 12) detail::date_must_exist();
    if (m.month == 2) return date::year{m.year}.is_leap() ? 29 : 28;
    return m.month == 4 || m.month == 6 || m.month == 9 || m.month == 11 ? 30 : 31;
}

/// The day of a month, or its last day when it is shorter. \pre there is such a month, and
/// `day_of_month >= 1`.
[[nodiscard]] constexpr day clamped_day(civil_month m, std::uint32_t day_of_month) noexcept {
    if (day_of_month < 1) detail::date_must_exist();
    const auto last = static_cast<std::uint32_t>(days_in(m));
    return detail::day_from(date::year{m.year} / date::month{m.month} /
                            date::day{day_of_month < last ? day_of_month : last});
}

/// The month of an index: the inverse of `civil_month::index`.
[[nodiscard]] constexpr civil_month month_at(std::int64_t index) noexcept {
    const std::int64_t year = index >= 0 ? index / 12 : -((11 - index) / 12);
    return {static_cast<std::int32_t>(year), static_cast<std::uint32_t>(index - year * 12 + 1)};
}

/// The same day of the month `months` later (earlier when negative), or that month's last day
/// when it is shorter: 31 January plus one month is 28 or 29 February.
[[nodiscard]] constexpr day plus_months(day d, std::int64_t months) noexcept {
    const civil_date date = date_of(d);
    return clamped_day(month_at(civil_month{date.year, date.month}.index() + months), date.day);
}

/// The civil day that contains `t` in zone `z`.
[[nodiscard]] constexpr day day_of(instant t, const zone& z) noexcept {
    return detail::day_of_local(t.seconds_since_1970() + z.offset_at(t).seconds);
}

[[nodiscard]] constexpr time_of_day time_of(instant t, const zone& z) noexcept {
    const std::int64_t local = t.seconds_since_1970() + z.offset_at(t).seconds;
    return time_of_day{static_cast<std::int32_t>(
        local - std::int64_t{detail::day_of_local(local).since_1970} * 86'400)};
}

/// The instant at which zone `z` shows this day and time; by its `local_choice` where a change of
/// clocks repeats or skips them. \pre it is representable.
[[nodiscard]] constexpr instant instant_of(day d, time_of_day time, const zone& z) {
    return z.instant_of_local(std::int64_t{d.since_1970} * 86'400 + time.seconds());
}

/// The first instant of a civil day, or of the days after it where a zone skips a whole one.
/// \pre it is representable.
[[nodiscard]] constexpr instant start_of(day d, const zone& z) {
    return z.first_at_local(std::int64_t{d.since_1970} * 86'400);
}

}  // namespace ratecard::inline v0

#endif

// SPDX-License-Identifier: MIT
#ifndef RATECARD_RIM_DATE_HPP
#define RATECARD_RIM_DATE_HPP

#include <chrono>
#include <concepts>
#include <cstdint>
#include <utility>

// The one includer of date.h, which breaks under macros named min and max.
#pragma push_macro("min")
#pragma push_macro("max")
#undef min
#undef max
#include <date/date.h>
#pragma pop_macro("max")
#pragma pop_macro("min")

#include <ratecard/core/errc.hpp>
#include <ratecard/core/instant.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/time/calendar.hpp>
#include <ratecard/time/day.hpp>
#include <ratecard/time/zone.hpp>

/// Converts times and dates to and from `std::chrono` and Howard Hinnant's date library.
///
/// `..._from` converts to a type of ratecard. It treats the argument as outside data: outside the
/// years 1 to 9999 it is an error. `..._of` converts to a type of the other libraries. If each of
/// them has its own type, the result is that of date, unless another is asked for:
/// `year_month_day_of<std::chrono::year_month_day>(d)`.
///
/// `date::sys_seconds` and `std::chrono::sys_seconds` are one type; `date::sys_days` and
/// `std::chrono::sys_days` convert to each other.
namespace ratecard::inline v0 {

/// A date type of `std::chrono` or of date. Its value need not exist: it can be 30 February.
template <class T>
concept chrono_date =
    std::same_as<T, date::year_month_day> || std::same_as<T, std::chrono::year_month_day>;

/// A type for local times in seconds, of `std::chrono` or of date.
template <class T>
concept chrono_local_seconds =
    std::same_as<T, date::local_seconds> || std::same_as<T, std::chrono::local_seconds>;

/// A type for local days, of `std::chrono` or of date.
template <class T>
concept chrono_local_days =
    std::same_as<T, date::local_days> || std::same_as<T, std::chrono::local_days>;

// ---- to ratecard ----

/// The instant of a time of the system clock. `core_errc::instant_out_of_range` outside the years 1
/// to 9999. Round a finer time down first: `instant_from(floor<std::chrono::seconds>(now))`.
[[nodiscard]] constexpr result<instant> instant_from(std::chrono::sys_seconds t) noexcept {
    return instant::from(t.time_since_epoch().count());
}

/// The instant at which the clocks of zone `z` show a local time. If a change of clocks repeats or
/// skips that time, the zone's `local_choice` decides. `core_errc::instant_out_of_range` if the
/// local time or the instant lies outside the years 1 to 9999.
template <chrono_local_seconds Local>
[[nodiscard]] constexpr result<instant> instant_from(Local local, const zone& z) noexcept {
    const auto seconds = instant_from(std::chrono::sys_seconds{local.time_since_epoch()});
    if (!seconds) return seconds.error();
    return instant::from(z.instant_of_local(seconds->seconds_since_1970()).seconds_since_1970());
}

/// The day of a number of days since 1970-01-01. `time_errc::no_such_date` outside the years 1 to
/// 9999.
[[nodiscard]] constexpr result<day> day_from(std::chrono::sys_days d) noexcept {
    constexpr std::int64_t first = instant::first_of_data / 86'400;
    constexpr std::int64_t last = instant::last_of_data / 86'400;
    const std::int64_t days = d.time_since_epoch().count();
    if (days < first || days > last) return time_errc::no_such_date;
    return day{static_cast<std::int32_t>(days)};
}
/// The day of a local day. `time_errc::no_such_date` outside the years 1 to 9999.
template <chrono_local_days Local>
[[nodiscard]] constexpr result<day> day_from(Local d) noexcept {
    return day_from(std::chrono::sys_days{d.time_since_epoch()});
}

/// The same date. `time_errc::no_such_date` if it does not exist, such as 30 February, or outside
/// the years 1 to 9999.
template <chrono_date Date>
[[nodiscard]] constexpr result<civil_date> civil_date_from(Date d) noexcept {
    const civil_date fields{static_cast<int>(d.year()), static_cast<unsigned>(d.month()),
                            static_cast<unsigned>(d.day())};
    const auto exists = civil_from(fields);
    if (!exists) return exists.error();
    return fields;
}

/// The day of a date. `time_errc::no_such_date` if the date does not exist, such as 30 February, or
/// outside the years 1 to 9999.
template <chrono_date Date>
[[nodiscard]] constexpr result<day> day_from(Date d) noexcept {
    return civil_from({static_cast<int>(d.year()), static_cast<unsigned>(d.month()),
                       static_cast<unsigned>(d.day())});
}

// ---- from ratecard ----

/// The instant as a time of the system clock.
[[nodiscard]] constexpr std::chrono::sys_seconds sys_seconds_of(instant t) noexcept {
    return std::chrono::sys_seconds{std::chrono::seconds{t.seconds_since_1970()}};
}

/// The midnight in UTC that begins the day. It also converts to `std::chrono::sys_days`.
[[nodiscard]] constexpr date::sys_days sys_days_of(day d) noexcept {
    return date::sys_days{date::days{d.since_1970}};
}

/// The local time that the clocks of zone `z` show at `t`.
template <chrono_local_seconds Local = date::local_seconds>
[[nodiscard]] constexpr Local local_seconds_of(instant t, const zone& z) noexcept {
    return Local{std::chrono::seconds{t.seconds_since_1970() + z.offset_at(t).seconds}};
}

/// The local midnight that begins the day.
template <chrono_local_days Local = date::local_days>
[[nodiscard]] constexpr Local local_days_of(day d) noexcept {
    return Local{typename Local::duration{d.since_1970}};
}

/// The same date, as a type of the other libraries. `time_errc::no_such_date` if it does not exist,
/// or if its year is not within -32767 to 32767, the range of their years.
template <chrono_date Date = date::year_month_day>
[[nodiscard]] constexpr result<Date> year_month_day_of(civil_date d) noexcept {
    using year = decltype(std::declval<Date>().year());
    using month = decltype(std::declval<Date>().month());
    using day_of_month = decltype(std::declval<Date>().day());
    if (d.year < -32'767 || d.year > 32'767 || d.month > 12 || d.day > 31)
        return time_errc::no_such_date;
    const Date converted{year{d.year}, month{d.month}, day_of_month{d.day}};
    if (!converted.ok()) return time_errc::no_such_date;
    return converted;
}
/// The date of a day. `time_errc::no_such_date` if its year is not within -32767 to 32767.
template <chrono_date Date = date::year_month_day>
[[nodiscard]] constexpr result<Date> year_month_day_of(day d) noexcept {
    return year_month_day_of<Date>(date_of(d));
}

}  // namespace ratecard::inline v0

#endif

// SPDX-License-Identifier: MIT
#ifndef RATECARD_TIME_CALENDAR_HPP
#define RATECARD_TIME_CALENDAR_HPP

#include <cstddef>
#include <cstdint>

#include <ratecard/core/contract.hpp>
#include <ratecard/core/instant.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/time/day.hpp>
#include <ratecard/time/zone.hpp>

/// Days, months and dates of the civil calendar, and their conversion to and from instants.
namespace ratecard::inline v0 {

namespace detail {

/// A day, as its month (`civil_month::index`) and its number in the month, from 1.
struct day_in_month {
    std::int64_t month = 0;
    std::uint32_t day = 1;
};

// Years are counted from 1 March, so that 29 February is the last day of a year. Counting starts
// before every possible day, so that no division has a negative operand. Only February needs a
// branch, because the days are unpredictable for the processor. See C. Neri and L. Schneider,
// "Euclidean affine functions and their application to calendar algorithms", 2023.
constexpr std::int64_t cycles_before = 14'700;  // of 400 years; before every possible day
constexpr std::int64_t days_before = 719'468 + cycles_before * 146'097;

/// The month and the number of a day.
constexpr day_in_month month_and_day(day d) noexcept {
    const auto quarters = 4 * static_cast<std::uint64_t>(d.since_1970 + days_before) + 3;
    const auto century = static_cast<std::int64_t>(quarters / 146'097);
    const std::uint64_t in_century = (quarters % 146'097) | 3;
    const std::uint64_t years = 2'939'745 * in_century;  // in units of 2^-32 years
    const auto of_year = static_cast<std::uint32_t>(static_cast<std::uint32_t>(years) / 11'758'980);
    const std::uint32_t months = 2'141 * of_year + 197'913;  // in units of 2^-16 months; March is 3
    const std::int64_t year = 100 * century + static_cast<std::int64_t>(years >> 32);
    return {(year - 400 * cycles_before) * 12 + (months >> 16) - 1, (months & 0xffff) / 2'141 + 1};
}

/// A month, in years that begin on 1 March and are counted from before every possible day.
struct march_month {
    std::uint32_t year = 0;
    std::uint32_t month = 0;  ///< 0 is March, 11 is February

    /// The first day of the month.
    [[nodiscard]] constexpr day first() const noexcept {
        const std::uint32_t century = year / 100;
        const std::int64_t days =
            std::int64_t{year} * 1'461 / 4 - century + century / 4 + (month * 979 + 18) / 32;
        return {static_cast<std::int32_t>(days - days_before)};
    }
    /// The number of days: 28 to 31.
    [[nodiscard]] constexpr std::uint32_t length() const noexcept {
        if (month != 11) return 31 - (0b1'0100'1010u >> month & 1);
        const std::uint32_t of = year + 1;                             // the year of February
        return 28 + ((of & (of % 100 == 0 ? 15u : 3u)) == 0 ? 1 : 0);  // by 16 and 100: by 400
    }
    /// The month after this one.
    [[nodiscard]] constexpr march_month next() const noexcept {
        return month == 11 ? march_month{year + 1, 0} : march_month{year, month + 1};
    }
    /// `day_of_month`, or the number of the last day if the month is shorter.
    [[nodiscard]] constexpr std::uint32_t clamped(std::uint32_t day_of_month) const noexcept {
        return day_of_month < length() ? day_of_month : length();
    }
    /// The day with that number, or the last day if the month is shorter.
    [[nodiscard]] constexpr day clamped_day(std::uint32_t day_of_month) const noexcept {
        return first() + static_cast<std::int32_t>(clamped(day_of_month) - 1);
    }
};

/// The month with this index (`civil_month::index`).
/// \pre its days are representable.
constexpr march_month march_month_at(std::int64_t index) noexcept {
    constexpr std::int64_t most = 70'000'000;
    if (index > most || index < -most) date_must_exist();
    const auto since_march = static_cast<std::uint32_t>(index - 2 + 4'800 * cycles_before);
    return {since_march / 12, since_march % 12};
}

/// The day that local clocks show `seconds` after 1970-01-01 00:00, for every instant.
constexpr day day_of_local(std::int64_t seconds) noexcept {
    // Counted from before every possible day, so that the division has no negative operand.
    constexpr std::int64_t earlier = 11'000'000;
    const auto since = static_cast<std::uint64_t>(seconds + earlier * 86'400);
    return {static_cast<std::int32_t>(static_cast<std::int64_t>(since / 86'400) - earlier)};
}

/// The local time at `t`, in seconds after 1970-01-01 00:00.
constexpr std::int64_t local_seconds(instant t, const zone& z) noexcept {
    return t.seconds_since_1970() + z.offset_at(t).seconds;
}

/// The time of day of the local time `local`.
/// \pre `local` lies on the day `today`.
constexpr time_of_day time_on(day today, std::int64_t local) noexcept {
    return time_of_day{static_cast<std::int32_t>(local - std::int64_t{today.since_1970} * 86'400)};
}

}  // namespace detail

/// The day of a date. `time_errc::no_such_date` if the date does not exist, such as 30 February, or
/// if the year is not within 1 to 9999.
[[nodiscard]] constexpr result<day> civil_from(civil_date date) noexcept {
    if (date.year < 1 || date.year > 9999 || date.month < 1 || date.month > 12)
        return time_errc::no_such_date;
    const auto month = detail::march_month_at(civil_month{date.year, date.month}.index());
    if (date.day < 1 || date.day > month.length()) return time_errc::no_such_date;
    return month.first() + static_cast<std::int32_t>(date.day - 1);
}

/// The day of a date that the program states.
/// \pre the date exists, and the year is within 1 to 9999.
[[nodiscard]] constexpr day civil(std::int32_t year, std::uint32_t month, std::uint32_t day) {
    const auto found = civil_from({year, month, day});
    if (!found) detail::date_must_exist();
    return *found;
}

namespace literals {

/// The first instant of a day in UTC, in the program's text: `"2024-01-31"_utc`. A date that does not
/// exist does not compile.
[[nodiscard]] consteval instant operator""_utc(const char* text, std::size_t size) {
    if (size != 10 || text[4] != '-' || text[7] != '-') detail::date_must_exist();
    const auto number = [&](std::size_t first, std::size_t end) {
        std::uint32_t value = 0;
        for (std::size_t i = first; i < end; ++i) {
            if (text[i] < '0' || text[i] > '9') detail::date_must_exist();
            value = value * 10 + static_cast<std::uint32_t>(text[i] - '0');
        }
        return value;
    };
    const day of = civil(static_cast<std::int32_t>(number(0, 4)), number(5, 7), number(8, 10));
    return instant{std::int64_t{of.since_1970} * 86'400};
}

}  // namespace literals

/// The month with this index: the inverse of `civil_month::index`.
[[nodiscard]] constexpr civil_month month_at(std::int64_t index) noexcept {
    const std::int64_t year = index >= 0 ? index / 12 : -((11 - index) / 12);
    return {static_cast<std::int32_t>(year), static_cast<std::uint32_t>(index - year * 12 + 1)};
}

/// The month that contains a day.
[[nodiscard]] constexpr civil_month month_of(day d) noexcept {
    return month_at(detail::month_and_day(d).month);
}

/// The date of a day.
[[nodiscard]] constexpr civil_date date_of(day d) noexcept {
    const detail::day_in_month fields = detail::month_and_day(d);
    const civil_month month = month_at(fields.month);
    return {month.year, month.month, fields.day};
}

/// The first day of a month.
/// \pre `m.month` is within 1 to 12, and the day is representable.
[[nodiscard]] constexpr day first_day(civil_month m) noexcept {
    if (m.month < 1 || m.month > 12) detail::date_must_exist();
    return detail::march_month_at(m.index()).first();
}

/// The month after `m`.
[[nodiscard]] constexpr civil_month next(civil_month m) noexcept {
    return m.month == 12 ? civil_month{m.year + 1, 1} : civil_month{m.year, m.month + 1};
}

/// The number of days of a month: 28 to 31.
/// \pre `m.month` is within 1 to 12, and its days are representable.
[[nodiscard]] constexpr std::int32_t days_in(civil_month m) noexcept {
    if (m.month < 1 || m.month > 12) detail::date_must_exist();
    return static_cast<std::int32_t>(detail::march_month_at(m.index()).length());
}

/// The day with this number in the month, or the month's last day if the month is shorter.
/// \pre `m.month` is within 1 to 12, the day is representable, and `day_of_month >= 1`.
[[nodiscard]] constexpr day clamped_day(civil_month m, std::uint32_t day_of_month) noexcept {
    if (m.month < 1 || m.month > 12 || day_of_month < 1) detail::date_must_exist();
    return detail::march_month_at(m.index()).clamped_day(day_of_month);
}

/// The same day of the month, `months` later (earlier if negative), or the last day of a shorter
/// month: 31 January plus one month is 28 or 29 February.
/// \pre the result is representable.
[[nodiscard]] constexpr day plus_months(day d, std::int64_t months) noexcept {
    constexpr std::int64_t most = std::int64_t{1} << 62;
    if (months > most || months < -most) detail::date_must_exist();
    const detail::day_in_month from = detail::month_and_day(d);
    return detail::march_month_at(from.month + months).clamped_day(from.day);
}

/// The civil day of zone `z` that contains `t`.
[[nodiscard]] constexpr day day_of(instant t, const zone& z) noexcept {
    return detail::day_of_local(detail::local_seconds(t, z));
}

/// The time of day that zone `z` shows at `t`.
[[nodiscard]] constexpr time_of_day time_of(instant t, const zone& z) noexcept {
    const std::int64_t local = detail::local_seconds(t, z);
    return detail::time_on(detail::day_of_local(local), local);
}

/// The instant at which zone `z` shows this day and time. If a change of clocks repeats or skips
/// that local time, `z.choice()` decides.
/// \pre the result is representable.
[[nodiscard]] constexpr instant instant_of(day d, time_of_day time, const zone& z) {
    return z.instant_of_local(std::int64_t{d.since_1970} * 86'400 + time.seconds());
}

/// The first instant of a civil day. If the zone skips that whole day, the first instant after it.
/// \pre the result is representable.
[[nodiscard]] constexpr instant start_of(day d, const zone& z) {
    return z.first_at_local(std::int64_t{d.since_1970} * 86'400);
}

}  // namespace ratecard::inline v0

#endif

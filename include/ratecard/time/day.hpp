// SPDX-License-Identifier: MIT
#ifndef RATECARD_TIME_DAY_HPP
#define RATECARD_TIME_DAY_HPP

#include <compare>
#include <cstdint>

#include <ratecard/core/contract.hpp>

/// Civil days, months, dates and times of day, and the errors of the room time.
namespace ratecard::inline v0 {

/// Errors of dates, zones, periods and phases.
enum class time_errc : std::uint16_t {
    no_such_date = 0x201,      ///< the date does not exist, such as 30 February
    empty_cadence,             ///< a cadence of less than one day, month or second
    zone_table_out_of_order,   ///< a change of clocks is not later than the one before it
    zone_offset_out_of_range,  ///< the clocks differ from UTC by more than 18 hours
    unknown_zone,              ///< the time zone database has no zone of this name
    part_outside_the_period,   ///< an interval is not inside the period that it is a part of
    part_above_one,            ///< more than the whole period is counted, and the policy refuses it
    empty_phase,               ///< a trial or a fixed term has less than one period
    phase_after_the_open_one,  ///< a phase follows an evergreen phase
};
/// Marks `time_errc` as an error list.
constexpr bool is_error_list(time_errc) noexcept { return true; }

/// A civil day, counted from 1970-01-01. It does not store its zone: only the caller knows it.
/// `civil` and `day_of` in time/calendar.hpp return days.
struct day {
    std::int32_t since_1970 = 0;

    friend constexpr bool operator==(const day&, const day&) = default;
    friend constexpr std::strong_ordering operator<=>(const day&, const day&) = default;
    [[nodiscard]] friend constexpr day operator+(day d, std::int32_t days) noexcept {
        return {d.since_1970 + days};
    }
    [[nodiscard]] friend constexpr day operator-(day d, std::int32_t days) noexcept {
        return {d.since_1970 - days};
    }
    /// The number of civil days from `earlier` up to, not including, `later`.
    [[nodiscard]] friend constexpr std::int32_t operator-(day later, day earlier) noexcept {
        return later.since_1970 - earlier.since_1970;
    }
};

/// A day of the week.
enum class weekday : std::uint8_t {
    monday,
    tuesday,
    wednesday,
    thursday,
    friday,
    saturday,
    sunday,
};

/// The day of the week of a civil day: 1970-01-01 was a Thursday.
[[nodiscard]] constexpr weekday weekday_of(day d) noexcept {
    const std::int64_t since_monday = (std::int64_t{d.since_1970} + 3) % 7;
    return static_cast<weekday>(since_monday < 0 ? since_monday + 7 : since_monday);
}

/// A month of the civil calendar.
struct civil_month {
    std::int32_t year = 1970;
    std::uint32_t month = 1;  ///< 1 to 12

    /// The number of months since January of the year 0. Consecutive months have consecutive
    /// numbers.
    [[nodiscard]] constexpr std::int64_t index() const noexcept {
        return std::int64_t{year} * 12 + month - 1;
    }
    friend constexpr bool operator==(const civil_month&, const civil_month&) = default;
    friend constexpr std::strong_ordering operator<=>(const civil_month&,
                                                      const civil_month&) = default;
};

/// A date as people write it. It may not exist: `civil_from` in time/calendar.hpp checks that.
struct civil_date {
    std::int32_t year = 1970;
    std::uint32_t month = 1;  ///< 1 to 12
    std::uint32_t day = 1;    ///< 1 to 31

    friend constexpr bool operator==(const civil_date&, const civil_date&) = default;
    friend constexpr std::strong_ordering operator<=>(const civil_date&,
                                                      const civil_date&) = default;
};

/// A time of day: seconds since local midnight, 0 to 86,399.
class time_of_day {
public:
    /// Midnight.
    constexpr time_of_day() noexcept = default;
    /// `seconds` after midnight.
    /// \pre `0 <= seconds < 86400`.
    constexpr explicit time_of_day(std::int32_t seconds) : seconds_{seconds} {
        if (seconds < 0 || seconds >= 86'400) detail::time_of_day_must_be_within_one_day();
    }
    /// A time such as 14:30:00.
    /// \pre the time is within one day.
    constexpr time_of_day(std::int32_t hour, std::int32_t minute, std::int32_t second)
        : time_of_day{hour * 3'600 + minute * 60 + second} {}

    [[nodiscard]] constexpr std::int32_t seconds() const noexcept { return seconds_; }

    friend constexpr bool operator==(const time_of_day&, const time_of_day&) = default;
    friend constexpr std::strong_ordering operator<=>(const time_of_day&,
                                                      const time_of_day&) = default;

private:
    std::int32_t seconds_ = 0;
};

}  // namespace ratecard::inline v0

#endif

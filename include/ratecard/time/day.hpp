// SPDX-License-Identifier: MIT
#ifndef RATECARD_TIME_DAY_HPP
#define RATECARD_TIME_DAY_HPP

#include <compare>
#include <cstdint>

#include <ratecard/core/contract.hpp>

namespace ratecard::inline v0 {

/// What can be wrong with dates, zones, periods and phases.
enum class time_errc : std::uint16_t {
    no_such_date = 0x201,      ///< such as 30 February
    empty_cadence,             ///< a cadence of no days, months or seconds
    zone_table_out_of_order,   ///< a change of clocks that is not later than the one before it
    zone_offset_out_of_range,  ///< clocks more than 18 hours from UTC
    unknown_zone,              ///< a name that the time zone database does not have
    part_outside_the_period,   ///< a fraction asked of an interval that is not inside its period
    part_above_one,            ///< a policy counts more of a period than it has, and refuses that
    empty_phase,               ///< a trial or a fixed term of no periods
    phase_after_the_open_one,  ///< a phase behind one that has no end
};
/// Marks `time_errc` as a list of errors.
constexpr bool is_error_list(time_errc) noexcept { return true; }

/// A civil day of one zone, counted from 1970-01-01. Which zone is the caller's knowledge; an
/// instant has no day without one. Made by `civil` and `day_of` (time/calendar.hpp).
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
    /// Civil days from `earlier` up to, not including, `later`.
    [[nodiscard]] friend constexpr std::int32_t operator-(day later, day earlier) noexcept {
        return later.since_1970 - earlier.since_1970;
    }
};

/// A month of the civil calendar.
struct civil_month {
    std::int32_t year = 1970;
    std::uint32_t month = 1;  ///< 1 to 12

    /// Months since January of the year 0: neighbours differ by one.
    [[nodiscard]] constexpr std::int64_t index() const noexcept {
        return std::int64_t{year} * 12 + month - 1;
    }
    friend constexpr bool operator==(const civil_month&, const civil_month&) = default;
    friend constexpr std::strong_ordering operator<=>(const civil_month&,
                                                      const civil_month&) = default;
};

/// A date as people write it. Whether it exists is asked by `civil_from` (time/calendar.hpp).
struct civil_date {
    std::int32_t year = 1970;
    std::uint32_t month = 1;  ///< 1 to 12
    std::uint32_t day = 1;    ///< 1 to 31

    friend constexpr bool operator==(const civil_date&, const civil_date&) = default;
    friend constexpr std::strong_ordering operator<=>(const civil_date&,
                                                      const civil_date&) = default;
};

/// Seconds since local midnight, 0 to 86,399.
class time_of_day {
public:
    /// Midnight.
    constexpr time_of_day() noexcept = default;
    /// \pre `0 <= seconds < 86400`.
    constexpr explicit time_of_day(std::int32_t seconds) : seconds_{seconds} {
        if (seconds < 0 || seconds >= 86'400) detail::time_of_day_must_be_within_one_day();
    }
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

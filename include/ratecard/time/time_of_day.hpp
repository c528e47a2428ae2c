// SPDX-License-Identifier: MIT
#ifndef RATECARD_TIME_TIME_OF_DAY_HPP
#define RATECARD_TIME_TIME_OF_DAY_HPP

#include <compare>
#include <cstdint>

#include <ratecard/core/contract.hpp>

namespace ratecard::inline v0 {

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

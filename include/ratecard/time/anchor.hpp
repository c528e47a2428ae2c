// SPDX-License-Identifier: MIT
#ifndef RATECARD_TIME_ANCHOR_HPP
#define RATECARD_TIME_ANCHOR_HPP

#include <cstdint>

#include <ratecard/time/day.hpp>
#include <ratecard/time/time_of_day.hpp>

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

}  // namespace ratecard::inline v0

#endif

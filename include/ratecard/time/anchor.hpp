// SPDX-License-Identifier: MIT
#ifndef RATECARD_TIME_ANCHOR_HPP
#define RATECARD_TIME_ANCHOR_HPP

#include <ratecard/time/day.hpp>
#include <ratecard/time/time_of_day.hpp>

namespace ratecard::inline v0 {

/// The local date and time from which every boundary of a schedule is counted. Boundary n is the
/// anchor plus n cadences, its day clamped to the month's length; it never depends on boundary n - 1.
struct anchor {
    ratecard::day day{};
    time_of_day time{};

    friend constexpr bool operator==(const anchor&, const anchor&) = default;
};

}  // namespace ratecard::inline v0

#endif

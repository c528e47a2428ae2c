// SPDX-License-Identifier: MIT
#ifndef RATECARD_TIME_DAY_PERIOD_HPP
#define RATECARD_TIME_DAY_PERIOD_HPP

#include <cstdint>

#include <ratecard/core/contract.hpp>
#include <ratecard/time/anchor.hpp>
#include <ratecard/time/cadence.hpp>
#include <ratecard/time/calendar.hpp>

namespace ratecard::inline v0 {

/// Civil days from `first()` up to, not including, `end()`.
class day_period {
public:
    /// \pre `first < end`.
    constexpr day_period(day first, day end) : first_{first}, end_{end} {
        if (!(first < end)) detail::period_must_end_after_it_starts();
    }

    [[nodiscard]] constexpr day first() const noexcept { return first_; }
    [[nodiscard]] constexpr day end() const noexcept { return end_; }
    /// The last day inside.
    [[nodiscard]] constexpr day last() const noexcept { return end_ - 1; }
    [[nodiscard]] constexpr std::int32_t length() const noexcept { return end_ - first_; }
    [[nodiscard]] constexpr bool contains(day d) const noexcept { return first_ <= d && d < end_; }

    friend constexpr bool operator==(const day_period&, const day_period&) = default;

private:
    day first_;
    day end_;
};

/// The civil day of boundary `n` of a schedule: the anchor's day plus `n` cadences, counted from the
/// anchor, clamped to the month's length. 31 January, 29 February 2024, 31 March.
/// \pre the day is representable.
[[nodiscard]] constexpr day boundary_day_at(const anchor& a, cadence c, std::int64_t n) {
    const std::int64_t steps = n * c.count();
    return c.unit() == calendar_unit::month ? plus_months(a.day, steps)
                                            : a.day + static_cast<std::int32_t>(steps);
}

/// Days of period `n` of a schedule; the anchor's time of day plays no part.
/// \pre both boundaries are representable.
[[nodiscard]] constexpr day_period day_period_at(const anchor& a, cadence c, std::int64_t n) {
    return {boundary_day_at(a, c, n), boundary_day_at(a, c, n + 1)};
}

}  // namespace ratecard::inline v0

#endif

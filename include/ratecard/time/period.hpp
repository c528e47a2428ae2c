// SPDX-License-Identifier: MIT
#ifndef RATECARD_TIME_PERIOD_HPP
#define RATECARD_TIME_PERIOD_HPP

#include <cstdint>

#include <ratecard/core/contract.hpp>
#include <ratecard/core/instant.hpp>
#include <ratecard/time/anchor.hpp>
#include <ratecard/time/cadence.hpp>
#include <ratecard/time/calendar.hpp>
#include <ratecard/time/day_period.hpp>
#include <ratecard/time/zone.hpp>

namespace ratecard::inline v0 {

/// From `begin()` up to, not including, `end()`. Neighbouring periods share no second and leave
/// none out.
class period {
public:
    /// \pre `begin < end`.
    constexpr period(instant begin, instant end) : begin_{begin}, end_{end} {
        if (!(begin < end)) detail::period_must_end_after_it_starts();
    }

    [[nodiscard]] constexpr instant begin() const noexcept { return begin_; }
    [[nodiscard]] constexpr instant end() const noexcept { return end_; }
    [[nodiscard]] constexpr duration length() const noexcept { return end_ - begin_; }
    [[nodiscard]] constexpr bool contains(instant t) const noexcept {
        return begin_ <= t && t < end_;
    }

    friend constexpr bool operator==(const period&, const period&) = default;

private:
    instant begin_;
    instant end_;
};

/// The anchor that `t` is in zone `z`: boundary 0 of its schedule is `t` itself.
[[nodiscard]] constexpr anchor anchor_at(instant t, const zone& z) noexcept {
    return {day_of(t, z), time_of(t, z)};
}

/// Boundary `n` of a schedule: `boundary_day_at` at the anchor's time of day.
/// \pre the boundary is representable.
[[nodiscard]] constexpr instant boundary_at(const anchor& a, cadence c, std::int64_t n,
                                            const zone& z) {
    return instant_of(boundary_day_at(a, c, n), a.time, z);
}

/// Period `n` of a schedule: from boundary `n` to boundary `n + 1`.
/// \pre both boundaries are representable.
[[nodiscard]] constexpr period period_at(const anchor& a, cadence c, std::int64_t n,
                                         const zone& z) {
    return {boundary_at(a, c, n, z), boundary_at(a, c, n + 1, z)};
}

/// The number of the period that contains `t`: the inverse of `period_at`.
[[nodiscard]] constexpr std::int64_t index_of(const anchor& a, cadence c, instant t,
                                              const zone& z) {
    const day d = day_of(t, z);
    const std::int64_t steps = c.unit() == calendar_unit::month
                                   ? month_of(d).index() - month_of(a.day).index()
                                   : std::int64_t{d - a.day};
    const std::int64_t count = c.count();
    std::int64_t n = steps >= 0 ? steps / count : -((count - 1 - steps) / count);
    // The estimate knows only the day or the month; the boundary inside it decides.
    while (t < boundary_at(a, c, n, z)) --n;
    while (boundary_at(a, c, n + 1, z) <= t) ++n;
    return n;
}

/// The civil month as a period of zone `z`. \pre there is such a month.
[[nodiscard]] constexpr period period_of(civil_month m, const zone& z) {
    return {start_of(first_day(m), z), start_of(first_day(next(m)), z)};
}

}  // namespace ratecard::inline v0

#endif

// SPDX-License-Identifier: MIT
#ifndef RATECARD_TIME_PERIOD_HPP
#define RATECARD_TIME_PERIOD_HPP

#include <cstdint>
#include <optional>

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
    /// Whether every instant of `inner` is one of this.
    [[nodiscard]] constexpr bool contains(const period& inner) const noexcept {
        return begin_ <= inner.begin_ && inner.end_ <= end_;
    }
    /// Whether they have an instant in common: periods that only touch have none.
    [[nodiscard]] constexpr bool overlaps(const period& other) const noexcept {
        return begin_ < other.end_ && other.begin_ < end_;
    }

    friend constexpr bool operator==(const period&, const period&) = default;

private:
    instant begin_;
    instant end_;
};

/// The anchor that `t` is in zone `z`: boundary 0 of its schedule is `t` itself.
[[nodiscard]] constexpr anchor anchor_at(instant t, const zone& z) noexcept {
    const std::int64_t local = detail::local_seconds(t, z);
    const day today = detail::day_of_local(local);
    return {today, detail::time_on(today, local)};
}

/// The instants that two periods have in common; none when they only touch.
[[nodiscard]] constexpr std::optional<period> intersection(const period& a, const period& b) {
    if (!a.overlaps(b)) return std::nullopt;
    return period{a.begin() < b.begin() ? b.begin() : a.begin(),
                  a.end() < b.end() ? a.end() : b.end()};
}

/// Boundary `n` of a schedule: `boundary_day_at` at the anchor's time of day; of a cadence of
/// seconds, so many seconds after the anchor. \pre the boundary is representable.
[[nodiscard]] constexpr instant boundary_at(const anchor& a, cadence c, std::int64_t n,
                                            const zone& z) {
    if (c.unit() == calendar_unit::second)
        return instant_of(a.day, a.time, z) + seconds(detail::steps_of(c, n));
    return instant_of(boundary_day_at(a, c, n), a.time, z);
}

/// Period `n` of a schedule: from boundary `n` to boundary `n + 1`.
/// \pre both boundaries are representable, and the zone does not skip all between them (a day of
/// Apia: 30 December 2011).
[[nodiscard]] constexpr period period_at(const anchor& a, cadence c, std::int64_t n,
                                         const zone& z) {
    if (c.unit() == calendar_unit::second)
        return {boundary_at(a, c, n, z), boundary_at(a, c, n + 1, z)};
    const day_period days = day_period_at(a, c, n);
    return {instant_of(days.first(), a.time, z), instant_of(days.end(), a.time, z)};
}

namespace detail {

constexpr std::int64_t floor_divide(std::int64_t n, std::int64_t by) noexcept {
    return n >= 0 ? n / by : -((by - 1 - n) / by);
}

/// The number of the period as clocks show it, and whether a boundary is so near that a change of
/// clocks may have moved the instant into a neighbour.
struct shown_index {
    std::int64_t n = 0;
    bool is_near = false;
};

constexpr shown_index index_shown(const anchor& a, cadence c, std::int64_t local,
                                  bool clocks_change) noexcept {
    constexpr std::int64_t one_day = 86'400, margin = 2 * one_day;  // no two offsets differ by more
    if (c.unit() == calendar_unit::day) {
        const std::int64_t length = one_day * c.count();
        const std::int64_t since =
            local - (std::int64_t{a.day.since_1970} * one_day + a.time.seconds());
        const std::int64_t n = floor_divide(since, length);
        const std::int64_t into = since - n * length;
        return {n, clocks_change && (into < margin || length - into < margin)};
    }
    const monthly_days days{a, c};
    const day today = day_of_local(local);
    const day_in_month now = month_and_day(today);
    const march_month month = march_month_at(now.month);
    const std::int64_t steps = days.until(now.month);
    const std::int64_t n = c.count() == 1 ? steps : floor_divide(steps, c.count());
    const std::int64_t boundary = days.number_in(month);
    const std::int64_t ahead =
        (boundary - now.day) * one_day + a.time.seconds() - (local - today.since_1970 * one_day);
    // The boundaries of other months are as far as the ends of this one at least.
    return {n - (steps == n * c.count() && ahead > 0),
            clocks_change && ((ahead < margin && ahead > -margin) || now.day <= 2 ||
                              now.day + 2 > month.length())};
}

}  // namespace detail

/// The number of the period that contains `t`: the inverse of `period_at`.
[[nodiscard]] constexpr std::int64_t index_of(const anchor& a, cadence c, instant t,
                                              const zone& z) {
    if (c.unit() == calendar_unit::second)
        return detail::floor_divide((t - instant_of(a.day, a.time, z)).seconds, c.count());
    const detail::shown_index shown =
        detail::index_shown(a, c, detail::local_seconds(t, z), !z.changes().empty());
    std::int64_t n = shown.n;
    if (!shown.is_near) return n;
    // Off by one at most, and by as many days as a change of clocks repeats or skips.
    while (t < boundary_at(a, c, n, z)) --n;
    while (boundary_at(a, c, n + 1, z) <= t) ++n;
    return n;
}

/// A period of a schedule and its number.
struct numbered_period {
    std::int64_t number = 0;
    period span{instant{}, instant{1}};

    friend constexpr bool operator==(const numbered_period&, const numbered_period&) = default;
};

/// The period that contains `t`, and its number: `period_at` of `index_of`.
/// \pre both boundaries are representable.
[[nodiscard]] constexpr numbered_period period_around(const anchor& a, cadence c, instant t,
                                                      const zone& z) {
    const std::int64_t n = index_of(a, c, t, z);
    return {n, period_at(a, c, n, z)};
}

/// The civil month as a period of zone `z`. \pre there is such a month.
[[nodiscard]] constexpr period period_of(civil_month m, const zone& z) {
    return {start_of(first_day(m), z), start_of(first_day(next(m)), z)};
}

}  // namespace ratecard::inline v0

#endif

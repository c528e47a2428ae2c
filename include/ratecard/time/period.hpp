// SPDX-License-Identifier: MIT
#ifndef RATECARD_TIME_PERIOD_HPP
#define RATECARD_TIME_PERIOD_HPP

#include <cstdint>
#include <optional>

#include <ratecard/core/contract.hpp>
#include <ratecard/core/errc.hpp>
#include <ratecard/core/instant.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/time/anchor.hpp>
#include <ratecard/time/cadence.hpp>
#include <ratecard/time/calendar.hpp>
#include <ratecard/time/day.hpp>
#include <ratecard/time/day_period.hpp>
#include <ratecard/time/zone.hpp>

/// Periods of time, schedules of periods, and the parts of a period.
namespace ratecard::inline v0 {

/// The instants from `begin()` up to, not including, `end()`. Consecutive periods neither overlap
/// nor leave a gap.
class period {
public:
    /// From `begin` up to, not including, `end`.
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
    /// True if every instant of `inner` lies in this period.
    [[nodiscard]] constexpr bool contains(const period& inner) const noexcept {
        return begin_ <= inner.begin_ && inner.end_ <= end_;
    }
    /// True if the two periods have an instant in common. Periods that only touch have none.
    [[nodiscard]] constexpr bool overlaps(const period& other) const noexcept {
        return begin_ < other.end_ && other.begin_ < end_;
    }

    friend constexpr bool operator==(const period&, const period&) = default;

private:
    instant begin_;
    instant end_;
};

namespace detail {

/// Whether calendars can count in a period: it lies in the years 1 to 9999 of some zone.
constexpr bool is_in_calendar(const period& p) noexcept {
    const duration offset = days(1);  // no zone's is larger
    return instant{instant::first_of_data} - offset <= p.begin() &&
           p.end() <= instant{instant::last_of_data} + seconds(1) + offset;
}

}  // namespace detail

/// The anchor at `t` in zone `z`: boundary 0 of its schedules is `t`.
[[nodiscard]] constexpr anchor anchor_at(instant t, const zone& z) noexcept {
    const std::int64_t local = detail::local_seconds(t, z);
    const day today = detail::day_of_local(local);
    return {today, detail::time_on(today, local)};
}

/// The instants that two periods have in common; nothing if they do not overlap.
[[nodiscard]] constexpr std::optional<period> intersection(const period& a, const period& b) {
    if (!a.overlaps(b)) return std::nullopt;
    return period{a.begin() < b.begin() ? b.begin() : a.begin(),
                  a.end() < b.end() ? a.end() : b.end()};
}

/// Boundary `n` of a schedule. For days and months: `boundary_day_at`, at the anchor's time of day.
/// For seconds: `n` cadences after the anchor.
/// \pre the boundary is representable.
[[nodiscard]] constexpr instant boundary_at(const anchor& a, cadence c, std::int64_t n,
                                            const zone& z) {
    if (c.unit() == calendar_unit::second)
        return instant_of(a.day, a.time, z) + seconds(detail::steps_of(c, n));
    return instant_of(boundary_day_at(a, c, n), a.time, z);
}

/// Period `n` of a schedule: from boundary `n` to boundary `n + 1`.
/// \pre both boundaries are representable, and the zone does not skip all the time between them
/// (such as 30 December 2011 in Apia).
[[nodiscard]] constexpr period period_at(const anchor& a, cadence c, std::int64_t n,
                                         const zone& z) {
    if (c.unit() == calendar_unit::second)
        return {boundary_at(a, c, n, z), boundary_at(a, c, n + 1, z)};
    const day_period days = day_period_at(a, c, n);
    return {instant_of(days.first(), a.time, z), instant_of(days.end(), a.time, z)};
}

namespace detail {

/// `n / by`, rounded down.
constexpr std::int64_t floor_divide(std::int64_t n, std::int64_t by) noexcept {
    return n >= 0 ? n / by : -((by - 1 - n) / by);
}

/// The number of the period that contains a local time, if clocks did not change. `is_near`: a
/// boundary is so near that a change of clocks can move the instant into a neighbouring period.
struct shown_index {
    std::int64_t n = 0;
    bool is_near = false;
};

/// The period's number by local time alone.
constexpr shown_index index_shown(const anchor& a, cadence c, std::int64_t local,
                                  bool clocks_change) noexcept {
    constexpr std::int64_t one_day = 86'400, margin = 2 * one_day;  // offsets differ by less
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
    // Boundaries in other months are at least as far away as the ends of this month.
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
    // Off by one at most, plus the days that a change of clocks repeats or skips.
    while (t < boundary_at(a, c, n, z)) --n;
    while (boundary_at(a, c, n + 1, z) <= t) ++n;
    return n;
}

/// A period of a schedule, and its number.
struct numbered_period {
    std::int64_t number = 0;
    period span{instant{}, instant{1}};

    friend constexpr bool operator==(const numbered_period&, const numbered_period&) = default;
};

/// The period that contains `t`, and its number.
/// \pre both boundaries are representable.
/// \pre both boundaries are representable.
[[nodiscard]] constexpr numbered_period period_around(const anchor& a, cadence c, instant t,
                                                      const zone& z) {
    const std::int64_t n = index_of(a, c, t, z);
    return {n, period_at(a, c, n, z)};
}

/// The civil month as a period of zone `z`.
/// \pre `m.month` is within 1 to 12.
[[nodiscard]] constexpr period period_of(civil_month m, const zone& z) {
    return {start_of(first_day(m), z), start_of(first_day(next(m)), z)};
}

/// A period and an interval inside it. Fractions are computed only of this type, so an interval
/// that is not inside the period has no fraction.
class period_part {
public:
    /// `part` of `whole`.
    /// \pre `whole.contains(part)`.
    constexpr period_part(const period& whole, const period& part) : whole_{whole}, part_{part} {
        if (!whole.contains(part)) detail::part_must_lie_inside_the_period();
    }
    /// `time_errc::part_outside_the_period` if `whole` does not contain `part`.
    [[nodiscard]] static constexpr result<period_part> from(const period& whole,
                                                            const period& part) noexcept {
        if (!whole.contains(part)) return time_errc::part_outside_the_period;
        return period_part{whole, part};
    }

    [[nodiscard]] constexpr const period& whole() const noexcept { return whole_; }
    [[nodiscard]] constexpr const period& part() const noexcept { return part_; }
    /// True if the part begins after the period does. Its begin is then a change.
    [[nodiscard]] constexpr bool begins_inside() const noexcept {
        return whole_.begin() < part_.begin();
    }
    /// True if the part ends before the period does. Its end is then a change.
    [[nodiscard]] constexpr bool ends_inside() const noexcept { return part_.end() < whole_.end(); }

    friend constexpr bool operator==(const period_part&, const period_part&) = default;

private:
    period whole_;
    period part_;
};

/// The periods of something that starts at one instant and is aligned to an anchor that can lie
/// elsewhere. Period 0 is the rest of the anchor's period at the start; later periods are whole.
/// Created on 15 May, anchored on 1 June, monthly: period 0 is 15 May to 1 June, period 1 is 1 June
/// to 1 July.
class schedule {
public:
    /// Periods from `start` on.
    /// \pre `start` is representable in the zone.
    constexpr schedule(instant start, const ratecard::anchor& a, cadence every, const zone& z)
        : start_{start},
          anchor_{a},
          every_{every},
          zone_{z},
          first_{index_of(a, every, start, z)} {}

    [[nodiscard]] constexpr instant start() const noexcept { return start_; }
    [[nodiscard]] constexpr const ratecard::anchor& anchored_at() const noexcept { return anchor_; }
    [[nodiscard]] constexpr cadence every() const noexcept { return every_; }
    [[nodiscard]] constexpr const zone& in() const noexcept { return zone_; }
    /// The number of period 0 among the periods of the anchor.
    [[nodiscard]] constexpr std::int64_t first() const noexcept { return first_; }

    friend constexpr bool operator==(const schedule&, const schedule&) = default;

private:
    instant start_;
    ratecard::anchor anchor_;
    cadence every_;
    zone zone_;
    std::int64_t first_;
};

/// Period `n` of a schedule, not cut at the start: the period that a price is for.
/// \pre `n >= 0`, and both ends are representable.
[[nodiscard]] constexpr period whole_period_at(const schedule& s, std::int64_t n) {
    if (n < 0) detail::schedule_has_no_period_before_its_start();
    return period_at(s.anchored_at(), s.every(), s.first() + n, s.in());
}

/// Period `n` of a schedule; period 0 begins at the start.
/// \pre `n >= 0`, and both ends are representable.
[[nodiscard]] constexpr period period_at(const schedule& s, std::int64_t n) {
    const period whole = whole_period_at(s, n);
    return n == 0 ? period{s.start(), whole.end()} : whole;
}

/// The number of the period that contains `t`.
/// \pre `s.start() <= t`.
[[nodiscard]] constexpr std::int64_t index_of(const schedule& s, instant t) {
    if (t < s.start()) detail::schedule_has_no_period_before_its_start();
    return index_of(s.anchored_at(), s.every(), t, s.in()) - s.first();
}

/// What a subscription's periods are for. Metering, billing and reset periods can differ in length
/// and anchor. Each purpose has its own types, so that one cannot be passed for another.
enum class purpose : std::uint8_t {
    metering,  ///< usage is measured over it
    billing,   ///< one bill covers it
    reset,     ///< the included units are granted anew at its begin
};

/// A period for one purpose. It does not convert to a period for another purpose.
template <purpose For>
class period_for {
public:
    constexpr explicit period_for(const period& p) noexcept : period_{p} {}

    [[nodiscard]] constexpr const period& span() const noexcept { return period_; }
    [[nodiscard]] constexpr instant begin() const noexcept { return period_.begin(); }
    [[nodiscard]] constexpr instant end() const noexcept { return period_.end(); }
    [[nodiscard]] constexpr bool contains(instant t) const noexcept { return period_.contains(t); }

    friend constexpr bool operator==(const period_for&, const period_for&) = default;

private:
    period period_;
};

using metering_window = period_for<purpose::metering>;  ///< a period over which usage is measured
using billing_cycle = period_for<purpose::billing>;     ///< a period that one bill covers
using reset_cycle = period_for<purpose::reset>;         ///< a period with its own included units

/// A schedule for one purpose.
template <purpose For>
class schedule_for {
public:
    constexpr explicit schedule_for(const schedule& s) noexcept : schedule_{s} {}

    [[nodiscard]] constexpr const schedule& periods() const noexcept { return schedule_; }
    /// Period `n` of the schedule.
    /// \pre `n >= 0`, and both ends are representable.
    [[nodiscard]] constexpr period_for<For> at(std::int64_t n) const {
        return period_for<For>{period_at(schedule_, n)};
    }
    /// The period that contains `t`.
    /// \pre `periods().start() <= t`.
    [[nodiscard]] constexpr period_for<For> of(instant t) const {
        return at(index_of(schedule_, t));
    }

    friend constexpr bool operator==(const schedule_for&, const schedule_for&) = default;

private:
    schedule schedule_;
};

using metering_schedule = schedule_for<purpose::metering>;  ///< the schedule of metering windows
using billing_schedule = schedule_for<purpose::billing>;    ///< the schedule of billing cycles
using reset_schedule = schedule_for<purpose::reset>;        ///< the schedule of reset cycles

}  // namespace ratecard::inline v0

#endif

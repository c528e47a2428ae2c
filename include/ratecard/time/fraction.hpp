// SPDX-License-Identifier: MIT
#ifndef RATECARD_TIME_FRACTION_HPP
#define RATECARD_TIME_FRACTION_HPP

#include <cstdint>
#include <utility>

#include <ratecard/core/contract.hpp>
#include <ratecard/core/errc.hpp>
#include <ratecard/core/instant.hpp>
#include <ratecard/core/ratio.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/time/calendar.hpp>
#include <ratecard/time/day.hpp>
#include <ratecard/time/period.hpp>
#include <ratecard/time/proration.hpp>
#include <ratecard/time/zone.hpp>

/// Computes which fraction of a period is used, unused, or due for an interval.
namespace ratecard::inline v0 {

namespace detail {

constexpr bool is_last_of_february(civil_date d) noexcept {
    return d.month == 2 && static_cast<std::int32_t>(d.day) == days_in({d.year, d.month});
}

}  // namespace detail

/// The number of days from `a` up to, not including, `b`, in a calendar in which every month has 30
/// days (ISDA Definitions 2006, 4.16(f) to (h)). From 31 August 2006 to 28 February 2007 it is 178
/// with `bond` and 180 with `german`. `end_of_all` is the end of the whole period: under `german`
/// it stays as it is if it is the last day of February. `month_days` can differ from 30 only with
/// `plain`.
[[nodiscard]] constexpr std::int32_t days_360(civil_date a, civil_date b, thirty_360 convention,
                                              civil_date end_of_all,
                                              std::int32_t month_days = 30) noexcept {
    auto first = static_cast<std::int32_t>(a.day), last = static_cast<std::int32_t>(b.day);
    const bool a_in_february = convention != thirty_360::plain && detail::is_last_of_february(a);
    const bool b_in_february = convention != thirty_360::plain && detail::is_last_of_february(b);
    switch (convention) {
        case thirty_360::plain: break;
        case thirty_360::us:
            if (a_in_february && b_in_february) last = 30;
            if (a_in_february) first = 30;
            [[fallthrough]];
        case thirty_360::bond:
            if (first > 30) first = 30;
            if (last > 30 && first == 30) last = 30;
            break;
        case thirty_360::german:
            if (a_in_february && a != end_of_all) first = 30;
            if (b_in_february && b != end_of_all) last = 30;
            [[fallthrough]];
        case thirty_360::european:
            if (first > 30) first = 30;
            if (last > 30) last = 30;
    }
    const auto months = civil_month{b.year, b.month}.index() - civil_month{a.year, a.month}.index();
    return static_cast<std::int32_t>(months) * month_days + last - first;
}

/// The same for days instead of dates.
[[nodiscard]] constexpr std::int32_t days_360(day from, day to, thirty_360 convention,
                                              day end_of_all,
                                              std::int32_t month_days = 30) noexcept {
    return days_360(date_of(from), date_of(to), convention, date_of(end_of_all), month_days);
}

/// The number of months from `from` to `to`, or 0 if that is not a whole number. The day is clamped
/// at both ends: from 31 January to 29 February 2024 is one month, and from 29 February to 31 March
/// is one, too.
[[nodiscard]] constexpr std::int32_t whole_months_between(day from, day to) noexcept {
    const civil_date a = date_of(from), b = date_of(to);
    const auto is_last = [](civil_date d) {
        return static_cast<std::int32_t>(d.day) == days_in({d.year, d.month});
    };
    const bool same_day =
        a.day == b.day || (a.day < b.day && is_last(a)) || (b.day < a.day && is_last(b));
    const auto months = civil_month{b.year, b.month}.index() - civil_month{a.year, a.month}.index();
    return same_day && months > 0 ? static_cast<std::int32_t>(months) : 0;
}

namespace detail {

/// The two sides of a change and the whole period, in the units of a policy. Each side is counted
/// by itself, so that they need not add up to `total`.
struct sides {
    std::int64_t used = 0;
    std::int64_t unused = 0;
    std::int64_t total = 0;
};

constexpr std::int64_t at_most(std::int64_t n, std::int64_t most) noexcept {
    return n < most ? n : most;
}

/// Both sides of a change that lies `before` whole units after the begin. `on_a_unit`: the change
/// falls inside a unit, and `rule` says to which side that unit belongs.
constexpr sides around(std::int64_t before, bool on_a_unit, std::int64_t total,
                       change_day rule) noexcept {
    const std::int64_t old_end = at_most(before + (on_a_unit ? 1 : 0), total);
    const std::int64_t new_begin = at_most(before, total);
    return {rule == change_day::to_new ? new_begin : old_end,
            total - (rule == change_day::to_old ? old_end : new_begin), total};
}

/// Counts the days of a period in a calendar of equal months.
class equal_months {
public:
    constexpr equal_months(const proration& policy, const period& p, const zone& z)
        : policy_{&policy}, end_{day_of(p.end(), z)}, last_{date_of(end_)} {}

    /// The date on which the new side of a change begins.
    [[nodiscard]] constexpr civil_date new_begin(day change) const noexcept {
        return policy_->change_day == change_day::to_old ? after(change) : date_of(change);
    }
    /// The date on which the old side of a change ends.
    [[nodiscard]] constexpr civil_date old_end(day change) const noexcept {
        return policy_->change_day == change_day::to_new ? date_of(change) : after(change);
    }
    [[nodiscard]] constexpr std::int64_t between(civil_date from, civil_date to) const noexcept {
        return not_negative(days(from, to));
    }
    /// The days up to the period's end. The end's own day counts if the policy says so.
    [[nodiscard]] constexpr std::int64_t until_end(civil_date from) const noexcept {
        return not_negative(days(from, last_) + (policy_->end_day_served ? 1 : 0));
    }

private:
    static constexpr std::int64_t not_negative(std::int64_t n) noexcept { return n < 0 ? 0 : n; }
    [[nodiscard]] constexpr civil_date after(day change) const noexcept {
        return change < end_ ? date_of(change + 1) : last_;
    }
    [[nodiscard]] constexpr std::int32_t days(civil_date from, civil_date to) const noexcept {
        return days_360(from, to, policy_->calendar, last_, policy_->month_days);
    }

    const proration* policy_;
    day end_;
    civil_date last_;
};

/// Counts both sides of a change at `at`.
/// \pre `p.begin() <= at <= p.end()`.
constexpr sides count_sides(const proration& policy, const period& p, instant at, const zone& z) {
    switch (policy.basis) {
        case proration_basis::second: {
            const std::int64_t used = (at - p.begin()).seconds, total = p.length().seconds;
            return {used, total - used, total};
        }
        case proration_basis::civil_day: {
            const day first = day_of(p.begin(), z);
            const std::int64_t total =
                (day_of(p.end(), z) - first) + (policy.end_day_served ? 1 : 0);
            // A period that begins and ends on one day is one day.
            return around(day_of(at, z) - first, true, total == 0 ? 1 : total, policy.change_day);
        }
        case proration_basis::day_of_24_hours: {
            const std::int64_t total = day_of(p.end(), z) - day_of(p.begin(), z);
            const std::int64_t elapsed = (at - p.begin()).seconds;
            return around(elapsed / 86'400, elapsed % 86'400 != 0, total == 0 ? 1 : total,
                          policy.change_day);
        }
        case proration_basis::day_of_360: {
            const equal_months days{policy, p, z};
            const civil_date first = date_of(day_of(p.begin(), z));
            const day change = day_of(at, z);
            const std::int64_t total = days.until_end(first);
            return {days.between(first, days.old_end(change)),
                    days.until_end(days.new_begin(change)), total == 0 ? 1 : total};
        }
        case proration_basis::whole_period: return around(0, p.begin() < at, 1, policy.change_day);
        case proration_basis::none: return {1, 0, 1};
        case proration_basis::exact_difference: return {0, 1, 1};
        case proration_basis::usage_share: break;
    }
    proration_by_usage_has_no_instant();
}

/// Days before `d` that lie in leap years, counted from the year 1; negative for an earlier `d`.
constexpr std::int64_t leap_days_before(day d) noexcept {
    const civil_date date = date_of(d);
    const std::int64_t y = date.year - 1;
    const auto floor_of = [y](std::int64_t n) { return y >= 0 ? y / n : -((n - 1 - y) / n); };
    const std::int64_t leap_years = floor_of(4) - floor_of(100) + floor_of(400);
    const day first = first_day({date.year, 1});
    const bool is_leap = first_day({date.year + 1, 1}) - first == 366;
    return leap_years * 366 + (is_leap ? d - first : 0);
}

/// A count and the whole that it is a part of.
struct share {
    std::int64_t part = 0;
    std::int64_t whole = 1;
};

/// `part` units of a period of `total` units, over the whole that the policy divides by. `before`
/// units of the period come before the part.
constexpr share over_whole(const proration& policy, const period& p, std::int64_t part,
                           std::int64_t total, std::int64_t before, const zone& z) {
    if (policy.whole == proration_whole::running_period || policy.whole == proration_whole::order)
        return {part, total};
    const day first = day_of(p.begin(), z);
    const std::int64_t months = whole_months_between(first, day_of(p.end(), z));
    if (months == 0) return {part, total};
    const std::int64_t units = policy.basis == proration_basis::second ? 86'400 : 1;
    if (policy.whole == proration_whole::fixed_months)
        return {part, policy.month_days * months * units};
    if (policy.whole == proration_whole::actual_365) return {part * 12, 365 * months * units};
    const day from = first + static_cast<std::int32_t>(before);
    const std::int64_t leap =
        leap_days_before(from + static_cast<std::int32_t>(part)) - leap_days_before(from);
    return {(leap * 365 + (part - leap) * 366) * 12, 365 * 366 * months};
}

/// The part as a ratio, or the rest of the whole if `rest`.
constexpr result<ratio> ratio_of(share c, above_one rule, bool rest = false) {
    if (c.part < 0) c.part = 0;  // between two changes on one day
    if (c.part > c.whole) {
        if (rule == above_one::refused) return time_errc::part_above_one;
        c.part = c.whole;
    }
    return result<ratio>{std::in_place,
                         static_cast<std::uint64_t>(rest ? c.whole - c.part : c.part),
                         static_cast<std::uint64_t>(c.whole)};
}

/// The share when the whole is the calendar month of the change.
constexpr share share_of_month(bool used, const proration& policy, const period& whole, instant at,
                               const zone& z) {
    const period month = period_of(month_of(day_of(at, z)), z);
    const auto common = intersection(whole, month);
    const std::int64_t total = count_sides(policy, month, month.end(), z).total;
    // The used side is not cut at the period's end, because the period has not ended yet.
    return {used ? count_sides(policy, {common->begin(), month.end()}, at, z).used
                 : count_sides(policy, *common, at, z).unused,
            total};
}

/// The share of one side, as the policy counts it.
/// \pre `whole.contains(at)`.
constexpr share counted_share(bool used, const proration& policy, const period& whole, instant at,
                              const zone& z) {
    if (!whole.contains(at)) instant_must_be_inside_the_period();
    if (policy.whole == proration_whole::calendar_month)
        return share_of_month(used, policy, whole, at, z);
    const sides s = count_sides(policy, whole, at, z);
    const std::int64_t part = used ? s.used : s.unused;
    return over_whole(policy, whole, part, s.total, used ? 0 : s.total - part, z);
}

}  // namespace detail

/// One side of a change at `at`, counted by itself. If the policy is not complementary, the two
/// sides may not add up to one: then use `used_part` and `unused_part` to divide a price. Civil
/// days, a change on 11 January: `used` is 10/31 if the day of the change belongs to the new side,
/// else 11/31.
///
/// `time_errc::part_above_one` if more is counted than the whole, and the policy refuses that.
/// \pre `whole.contains(at)`, and the policy divides time: its basis is not `usage_share`.
[[nodiscard]] constexpr result<ratio> counted_part(proration_side side, const proration& policy,
                                                   const period& whole, instant at, const zone& z) {
    return detail::ratio_of(
        detail::counted_share(side == proration_side::used, policy, whole, at, z),
        policy.above_one);
}

/// The used part of a period's price when the period is left at `at`. `used_part` and `unused_part`
/// add up to one under every policy. Errors and preconditions as for `counted_part`.
[[nodiscard]] constexpr result<ratio> used_part(const proration& policy, const period& whole,
                                                instant at, const zone& z) {
    const bool used = policy.counted == proration_side::used;
    return detail::ratio_of(detail::counted_share(used, policy, whole, at, z), policy.above_one,
                            !used);
}

/// The unused part of a period's price when the period is left at `at`. Errors and preconditions as
/// for `counted_part`.
[[nodiscard]] constexpr result<ratio> unused_part(const proration& policy, const period& whole,
                                                  instant at, const zone& z) {
    const bool used = policy.counted == proration_side::used;
    return detail::ratio_of(detail::counted_share(used, policy, whole, at, z), policy.above_one,
                            used);
}

/// The used part under `usage_share`: `used` of `included` units.
///
/// `time_errc::part_above_one` if `used` exceeds `included`, and the policy refuses that.
/// \pre the policy's basis is `usage_share`, and `included > 0`.
[[nodiscard]] constexpr result<ratio> used_part(const proration& policy, std::uint64_t used,
                                                std::uint64_t included) {
    if (policy.basis != proration_basis::usage_share) detail::proration_by_time_needs_an_instant();
    if (used > included) {
        if (policy.above_one == above_one::refused) return time_errc::part_above_one;
        used = included;
    }
    return ratio{used, included};
}

/// The fraction that an interval is of its period, such as a first period that is shorter. An end
/// of the interval inside the period is a change, and its day goes where the policy says. Under a
/// complementary policy the fractions of neighbouring intervals add up. If the whole is the
/// calendar month, it is the month in which the interval begins.
///
/// `time_errc::part_above_one` as for `counted_part`.
/// \pre the policy divides time: its basis is not `usage_share`.
[[nodiscard]] constexpr result<ratio> part_of(const period_part& p, const proration& policy,
                                              const zone& z) {
    const period& whole = p.whole();
    if (policy.whole == proration_whole::calendar_month) {
        const period month = period_of(month_of(day_of(p.part().begin(), z)), z);
        const auto inside = intersection(p.part(), month);
        const auto common = intersection(whole, month);
        const detail::sides ends = detail::count_sides(policy, *common, inside->end(), z);
        const detail::sides begins = detail::count_sides(policy, *common, inside->begin(), z);
        const std::int64_t total = detail::count_sides(policy, month, month.end(), z).total;
        const std::int64_t until = inside->end() < common->end() ? ends.used : ends.total;
        const std::int64_t from = common->begin() < inside->begin() ? begins.unused : begins.total;
        return detail::ratio_of({until + from - ends.total, total}, policy.above_one);
    }
    const detail::sides ends = detail::count_sides(policy, whole, p.part().end(), z);
    const detail::sides begins = detail::count_sides(policy, whole, p.part().begin(), z);
    const std::int64_t until = p.ends_inside() ? ends.used : ends.total;
    const std::int64_t from = p.begins_inside() ? begins.unused : begins.total;
    std::int64_t part = until + from - ends.total;
    if (policy.basis == proration_basis::day_of_360 && p.begins_inside() && p.ends_inside()) {
        // Not every convention adds up: the days between two changes are counted by themselves.
        const detail::equal_months days{policy, whole, z};
        part = days.between(days.new_begin(day_of(p.part().begin(), z)),
                            days.old_end(day_of(p.part().end(), z)));
    }
    return detail::ratio_of(
        detail::over_whole(policy, whole, part, ends.total, begins.total - from, z),
        policy.above_one);
}

}  // namespace ratecard::inline v0

#endif

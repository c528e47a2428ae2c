// SPDX-License-Identifier: MIT
#ifndef RATECARD_TIME_DAY_PERIOD_HPP
#define RATECARD_TIME_DAY_PERIOD_HPP

#include <cstdint>

#include <ratecard/core/contract.hpp>
#include <ratecard/time/anchor.hpp>
#include <ratecard/time/cadence.hpp>
#include <ratecard/time/calendar.hpp>

/// Periods of civil days, and the boundaries of a schedule in days.
namespace ratecard::inline v0 {

/// The civil days from `first()` up to, not including, `end()`.
class day_period {
public:
    /// The days from `first` up to, not including, `end`.
    /// \pre `first < end`.
    constexpr day_period(day first, day end) : first_{first}, end_{end} {
        if (!(first < end)) detail::period_must_end_after_it_starts();
    }

    [[nodiscard]] constexpr day first() const noexcept { return first_; }
    [[nodiscard]] constexpr day end() const noexcept { return end_; }
    /// The last day of the period.
    [[nodiscard]] constexpr day last() const noexcept { return end_ - 1; }
    [[nodiscard]] constexpr std::int32_t length() const noexcept { return end_ - first_; }
    [[nodiscard]] constexpr bool contains(day d) const noexcept { return first_ <= d && d < end_; }

    friend constexpr bool operator==(const day_period&, const day_period&) = default;

private:
    day first_;
    day end_;
};

namespace detail {

/// The number of days, months or seconds in `n` cadences.
/// \pre it is at most about 2^41: no two instants are more seconds apart.
constexpr std::int64_t steps_of(cadence c, std::int64_t n) {
    constexpr std::int64_t furthest = std::int64_t{1} << 41, common = std::int64_t{1} << 31;
    if ((n > common || n < -common) && (n > furthest / c.count() || n < -furthest / c.count()))
        instant_must_be_representable();
    return n * c.count();
}

/// The day `days` later.
/// \pre the result is the day of some instant, or at most a little further away.
constexpr day day_after(day d, std::int64_t days) {
    constexpr std::int64_t most = 10'500'000;
    const std::int64_t sum = d.since_1970 + days;
    if (sum > most || sum < -most) instant_must_be_representable();
    return {static_cast<std::int32_t>(sum)};
}

/// The days on which the months of an anchor begin.
class monthly_days {
public:
    /// \pre `c` is a cadence of months.
    constexpr monthly_days(const anchor& a, cadence c) {
        if (c.unit() != calendar_unit::month) cadence_must_be_of_days_or_months();
        const day_in_month first = month_and_day(a.day);
        month_ = first.month;
        wanted_ = a.day_of_month == 0 ? first.day : a.day_of_month;
    }
    /// The number of months from the anchor's month to `month` (`civil_month::index`).
    [[nodiscard]] constexpr std::int64_t until(std::int64_t month) const noexcept {
        return month - month_;
    }
    /// The number of the boundary day in `month`.
    [[nodiscard]] constexpr std::uint32_t number_in(march_month month) const noexcept {
        return month.clamped(wanted_);
    }
    /// The boundary day `months` after the anchor's month.
    /// \pre the result is the day of some instant, or at most a little further away.
    [[nodiscard]] constexpr day after(std::int64_t months) const {
        return month_after(months).clamped_day(wanted_);
    }
    /// The period from that boundary day to the one a month later.
    /// \pre both are days of some instant, or at most a little further away.
    [[nodiscard]] constexpr day_period from(std::int64_t months) const {
        const march_month here = month_after(months), then = here.next();
        const day first = here.first(), next = first + static_cast<std::int32_t>(here.length());
        return {first + static_cast<std::int32_t>(here.clamped(wanted_) - 1),
                next + static_cast<std::int32_t>(then.clamped(wanted_) - 1)};
    }

private:
    [[nodiscard]] constexpr march_month month_after(std::int64_t months) const {
        constexpr std::int64_t most = 350'000;
        const std::int64_t month = month_ + months;
        if (month > most || month < -most) instant_must_be_representable();
        return march_month_at(month);
    }

    std::int64_t month_ = 0;
    std::uint32_t wanted_ = 0;
};

}  // namespace detail

/// The civil day of boundary `n` of a schedule: the anchor's day plus `n` cadences, clamped to the
/// month's length. Monthly from 31 January 2024: boundary 1 is 29 February, boundary 2 is 31 March.
/// \pre the day is representable, and `c` is a cadence of days or months.
[[nodiscard]] constexpr day boundary_day_at(const anchor& a, cadence c, std::int64_t n) {
    const std::int64_t steps = detail::steps_of(c, n);
    return c.unit() == calendar_unit::day ? detail::day_after(a.day, steps)
                                          : detail::monthly_days{a, c}.after(steps);
}

/// The days of period `n` of a schedule. The anchor's time of day is ignored.
/// \pre both boundaries are representable, and `c` is a cadence of days or months.
[[nodiscard]] constexpr day_period day_period_at(const anchor& a, cadence c, std::int64_t n) {
    const std::int64_t steps = detail::steps_of(c, n);
    if (c.unit() == calendar_unit::day)
        return {detail::day_after(a.day, steps), detail::day_after(a.day, steps + c.count())};
    const detail::monthly_days days{a, c};
    if (c.count() == 1) return days.from(steps);
    return {days.after(steps), days.after(steps + c.count())};
}

}  // namespace ratecard::inline v0

#endif

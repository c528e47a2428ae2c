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

namespace detail {

/// `n` cadences in their unit. No instant is further than 2^41 seconds from another.
constexpr std::int64_t steps_of(cadence c, std::int64_t n) {
    constexpr std::int64_t furthest = std::int64_t{1} << 41, common = std::int64_t{1} << 31;
    if ((n > common || n < -common) && (n > furthest / c.count() || n < -furthest / c.count()))
        instant_must_be_representable();
    return n * c.count();
}

}  // namespace detail

/// The civil day of boundary `n` of a schedule: the anchor's day plus `n` cadences, counted from the
/// anchor, clamped to the month's length. 31 January, 29 February 2024, 31 March.
/// \pre the day is representable, and the cadence is one of days or months.
[[nodiscard]] constexpr day boundary_day_at(const anchor& a, cadence c, std::int64_t n) {
    if (c.unit() == calendar_unit::second) detail::cadence_must_be_of_days_or_months();
    const std::int64_t steps = detail::steps_of(c, n);
    // The days and months of the instants that there are, and some more.
    constexpr std::int64_t most_days = 10'500'000, most_months = 350'000;
    if (c.unit() == calendar_unit::day) {
        const std::int64_t days = a.day.since_1970 + steps;
        if (days > most_days || days < -most_days) detail::instant_must_be_representable();
        return {static_cast<std::int32_t>(days)};
    }
    const civil_date first = date_of(a.day);
    const std::int64_t index = civil_month{first.year, first.month}.index() + steps;
    if (index > most_months || index < -most_months) detail::instant_must_be_representable();
    return clamped_day(month_at(index), a.day_of_month == 0 ? first.day : a.day_of_month);
}

/// Days of period `n` of a schedule; the anchor's time of day plays no part.
/// \pre both boundaries are representable, and the cadence is one of days or months.
[[nodiscard]] constexpr day_period day_period_at(const anchor& a, cadence c, std::int64_t n) {
    return {boundary_day_at(a, c, n), boundary_day_at(a, c, n + 1)};
}

}  // namespace ratecard::inline v0

#endif

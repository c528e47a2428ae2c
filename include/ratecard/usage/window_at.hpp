// SPDX-License-Identifier: MIT
#ifndef RATECARD_USAGE_WINDOW_AT_HPP
#define RATECARD_USAGE_WINDOW_AT_HPP

#include <cstdint>

#include <ratecard/catalog/product.hpp>
#include <ratecard/core/instant.hpp>
#include <ratecard/core/sort.hpp>
#include <ratecard/core/window.hpp>
#include <ratecard/time/anchor.hpp>
#include <ratecard/time/cadence.hpp>
#include <ratecard/time/calendar.hpp>
#include <ratecard/time/day.hpp>
#include <ratecard/time/period.hpp>
#include <ratecard/time/zone.hpp>

/// The window in which a quota is counted at an instant.
namespace ratecard::inline v0 {

namespace detail {

/// The instant for which calendars are asked: `now`, or the first or last second of the years 1 to
/// 9999.
constexpr instant within_data(instant now) noexcept {
    return smaller_of(larger_of(now, instant{instant::first_of_data}),
                      instant{instant::last_of_data});
}
/// The window `index` that ends at `end`; the one that contains the last second of the year 9999
/// never ends.
constexpr window window_to(std::int64_t index, instant end) noexcept {
    return {index, instant{instant::last_of_data} < end ? instant::never() : end};
}

/// The windows of a quota that follow the civil calendar, by the days on which they begin.
class calendar_windows {
public:
    /// \pre the window of the quota is of the calendar.
    constexpr calendar_windows(const quota& q, const zone& z) noexcept
        : kind_{q.window}, starts_at_{q.starts_at}, week_begins_{q.week_begins}, zone_{&z} {}

    /// The window that contains `t`. If clocks are set back over the begin of a window, it begins
    /// the first time that they show it.
    /// \pre `t` lies in the years 1 to 9999.
    [[nodiscard]] constexpr window at(instant t) const noexcept {
        day first = first_day_of(day_of(t, *zone_));
        if (t < start_on(first)) first = first_day_of(first - 1);
        day next = day_after(first);
        for (; start_on(next) <= t; next = day_after(first)) first = next;
        return window_to(number_of(first), start_on(next));
    }

private:
    [[nodiscard]] constexpr instant start_on(day d) const noexcept {
        return zone_->first_at_local(std::int64_t{d.since_1970} * 86'400 + starts_at_.seconds());
    }
    [[nodiscard]] constexpr day first_day_of(day d) const noexcept {
        switch (kind_) {
            case quota_window::calendar_week: {
                const int passed = static_cast<int>(weekday_of(d)) - static_cast<int>(week_begins_);
                return d - (passed < 0 ? passed + 7 : passed);
            }
            case quota_window::calendar_month: return first_day(month_of(d));
            case quota_window::calendar_year: return first_day({month_of(d).year, 1});
            default: return d;
        }
    }
    [[nodiscard]] constexpr day day_after(day first) const noexcept {
        switch (kind_) {
            case quota_window::calendar_week: return first + 7;
            case quota_window::calendar_month: return first_day(next(month_of(first)));
            case quota_window::calendar_year: return first_day({month_of(first).year + 1, 1});
            default: return first + 1;
        }
    }
    /// Days, weeks and months since 1970 or the year 0, or the year: consecutive windows have
    /// consecutive numbers.
    [[nodiscard]] constexpr std::int64_t number_of(day first) const noexcept {
        const std::int64_t days = first.since_1970;
        switch (kind_) {
            case quota_window::calendar_week: return (days - (days < 0 ? 6 : 0)) / 7;
            case quota_window::calendar_month: return month_of(first).index();
            case quota_window::calendar_year: return month_of(first).year;
            default: return days;
        }
    }

    quota_window kind_;
    time_of_day starts_at_;
    weekday week_begins_;
    const zone* zone_;
};

}  // namespace detail

/// The window at `now`, in civil time of zone `z`. A week begins on Monday. For `standing` and `age`
/// it is the standing window, which never ends. For `billing_period` and `fixed` it is
/// `closed_window`, in which every request is answered `window_closed`: those windows depend on the
/// order or on the quota, and the functions below have them.
///
/// Civil windows are numbered for the years 1 to 9999. Later the last one goes on, and before them
/// the first one has begun.
[[nodiscard]] constexpr window window_at(quota_window kind, const zone& z, instant now) noexcept {
    switch (kind) {
        case quota_window::calendar_day:
        case quota_window::calendar_week:
        case quota_window::calendar_month:
        case quota_window::calendar_year:
            return detail::calendar_windows{quota{.window = kind}, z}.at(detail::within_data(now));
        case quota_window::standing:
        case quota_window::age: return standing_window;
        case quota_window::billing_period:
        case quota_window::fixed: break;
    }
    return closed_window;
}

/// The window of a quota at `now`, for quotas that do not depend on an order: `closed_window` for
/// `billing_period`. Fixed windows are counted from the quota's `origin`.
[[nodiscard]] constexpr window window_at(const quota& q, const zone& z, instant now) noexcept {
    if (is_of_calendar(q.window))
        return detail::calendar_windows{q, z}.at(detail::within_data(now));
    if (q.window != quota_window::fixed) return window_at(q.window, z, now);
    if (q.length < seconds(1)) return closed_window;  // of no valid catalog
    return fixed_windows{q.length, q.origin}.at(now);
}

/// The window of a quota that is counted by periods of a schedule, such as the billing periods of
/// an order: the period that contains `now`, with its number in the schedule. Periods are numbered
/// for the years 1 to 9999, as civil windows are.
/// \pre the anchor is within the years 1 to 9999, and the cadence is at most 20,000 years.
[[nodiscard]] constexpr window window_at(const anchor& a, cadence c, const zone& z, instant now) {
    const std::int64_t n = index_of(a, c, detail::within_data(now), z);
    return detail::window_to(n, boundary_at(a, c, n + 1, z));
}

/// The window of any quota at `now`. A billing period is a month counted from the order's anchor.
/// Its number is the civil day on which it begins, so that the numbers also increase from one order
/// to the next.
/// \pre the anchor is within the years 1 to 9999.
[[nodiscard]] constexpr window window_at(const quota& q, const zone& z, const anchor& billing,
                                         instant now) {
    if (q.window != quota_window::billing_period) return window_at(q, z, now);
    const window period = window_at(billing, monthly, z, now);
    return {day_of(boundary_at(billing, monthly, period.index, z), z).since_1970, period.end};
}

}  // namespace ratecard::inline v0

#endif

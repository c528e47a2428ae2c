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
#include <ratecard/time/period.hpp>

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

}  // namespace detail

/// The window at `now`, in civil time of zone `z`. For `standing` and `age` it is the standing
/// window, which never ends. For `billing_period` and `fixed` it is `closed_window`, in which every
/// request is answered `window_closed`: those windows depend on the order or on the quota, and the
/// functions below have them.
///
/// Civil windows are numbered for the years 1 to 9999. Later the last one goes on, and before them
/// the first one has begun.
[[nodiscard]] constexpr window window_at(quota_window kind, const zone& z, instant now) noexcept {
    switch (kind) {
        case quota_window::calendar_day: {
            const day today = day_of(detail::within_data(now), z);
            return detail::window_to(today.since_1970, start_of(today + 1, z));
        }
        case quota_window::calendar_month: {
            const civil_month month = month_of(day_of(detail::within_data(now), z));
            return detail::window_to(month.index(), start_of(first_day(next(month)), z));
        }
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

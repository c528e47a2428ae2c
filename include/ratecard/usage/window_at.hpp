// SPDX-License-Identifier: MIT
#ifndef RATECARD_USAGE_WINDOW_AT_HPP
#define RATECARD_USAGE_WINDOW_AT_HPP

#include <cstdint>

#include <ratecard/catalog/product.hpp>
#include <ratecard/core/contract.hpp>
#include <ratecard/core/instant.hpp>
#include <ratecard/core/window.hpp>
#include <ratecard/time/anchor.hpp>
#include <ratecard/time/cadence.hpp>
#include <ratecard/time/calendar.hpp>
#include <ratecard/time/period.hpp>

/// The window in which a quota is counted at an instant.
namespace ratecard::inline v0 {

/// The window at `now`, in civil time of zone `z`. For `standing` and `age` it is the standing
/// window, which never ends.
/// \pre `kind` is neither `billing_period` nor `fixed`: those depend on the order or on the quota.
[[nodiscard]] constexpr window window_at(quota_window kind, const zone& z, instant now) {
    const day today = day_of(now, z);
    switch (kind) {
        case quota_window::calendar_day: return {today.since_1970, start_of(today + 1, z)};
        case quota_window::calendar_month:
            return {month_of(today).index(), period_of(month_of(today), z).end()};
        case quota_window::billing_period:
        case quota_window::fixed: detail::window_must_follow_from_the_zone();
        case quota_window::standing:
        case quota_window::age: break;
    }
    return standing_window;
}

/// The window of a quota at `now`, for quotas that do not depend on an order.
/// \pre the quota is of a valid catalog, and is not counted by billing period.
[[nodiscard]] constexpr window window_at(const quota& q, const zone& z, instant now) {
    return q.window == quota_window::fixed ? fixed_windows{q.length}.at(now)
                                           : window_at(q.window, z, now);
}

/// The window of any quota at `now`. A billing period is a month counted from the order's anchor.
/// Its number is the civil day on which it begins, so that the numbers also increase from one order
/// to the next.
/// \pre the quota is of a valid catalog.
[[nodiscard]] constexpr window window_at(const quota& q, const zone& z, const anchor& billing,
                                         instant now) {
    if (q.window != quota_window::billing_period) return window_at(q, z, now);
    const std::int64_t n = index_of(billing, monthly, now, z);
    return {day_of(boundary_at(billing, monthly, n, z), z).since_1970,
            boundary_at(billing, monthly, n + 1, z)};
}

/// The window of a quota that is counted by periods of a schedule, such as the billing periods of
/// an order: the period that contains `now`, with its number in the schedule.
[[nodiscard]] constexpr window window_at(const anchor& a, cadence c, const zone& z, instant now) {
    const std::int64_t n = index_of(a, c, now, z);
    return {n, boundary_at(a, c, n + 1, z)};
}

}  // namespace ratecard::inline v0

#endif

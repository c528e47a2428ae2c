// SPDX-License-Identifier: MIT
#ifndef RATECARD_USAGE_WINDOW_AT_HPP
#define RATECARD_USAGE_WINDOW_AT_HPP

#include <cstdint>

#include <ratecard/catalog/quota.hpp>
#include <ratecard/core/instant.hpp>
#include <ratecard/quota/window.hpp>
#include <ratecard/time/calendar.hpp>
#include <ratecard/time/period.hpp>

namespace ratecard::inline v0 {

/// The window of a quota that runs at `now`, in civil time of the zone. Quotas that are standing, or
/// limit an age, have one that never ends.
[[nodiscard]] constexpr window window_at(quota_window kind, const zone& z, instant now) {
    const day today = day_of(now, z);
    switch (kind) {
        case quota_window::calendar_day: return {today.since_1970, start_of(today + 1, z)};
        case quota_window::calendar_month:
            return {month_of(today).index(), period_of(month_of(today), z).end()};
        case quota_window::standing:
        case quota_window::age: break;
    }
    return standing_window;
}

}  // namespace ratecard::inline v0

#endif

// SPDX-License-Identifier: MIT
#ifndef RATECARD_TIME_USED_FRACTION_HPP
#define RATECARD_TIME_USED_FRACTION_HPP

#include <cstdint>

#include <ratecard/core/contract.hpp>
#include <ratecard/core/instant.hpp>
#include <ratecard/core/ratio.hpp>
#include <ratecard/time/calendar.hpp>
#include <ratecard/time/period.hpp>
#include <ratecard/time/proration.hpp>
#include <ratecard/time/zone.hpp>

namespace ratecard::inline v0 {

/// The part of a service month that is used up when a subscription is left at `at`: counted units
/// over the units of the month, never above one. A month that begins and ends on one civil day counts
/// one day.
/// \pre `term.contains(at)`.
[[nodiscard]] constexpr ratio used_fraction(const period& term, instant at, proration rule,
                                            const zone& z) {
    if (!term.contains(at)) detail::instant_must_be_inside_the_period();
    const bool calendar = rule.month == service_month::calendar_month;
    const civil_month month = month_of(day_of(at, z));
    const period whole = calendar ? period_of(month, z) : term;
    const instant from = term.begin() < whole.begin() ? whole.begin() : term.begin();
    const std::int64_t elapsed = (at - from).seconds;
    std::int64_t used = elapsed;
    std::int64_t units = whole.length().seconds;
    if (rule.unit == used_unit::started_day) {
        used = (elapsed + 86'399) / 86'400;
        units = day_of(whole.end(), z) - day_of(whole.begin(), z);
        if (units == 0) units = 1;
    }
    return {static_cast<std::uint64_t>(used < units ? used : units),
            static_cast<std::uint64_t>(units)};
}

}  // namespace ratecard::inline v0

#endif

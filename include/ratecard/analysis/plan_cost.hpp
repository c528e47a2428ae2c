// SPDX-License-Identifier: MIT
#ifndef RATECARD_ANALYSIS_PLAN_COST_HPP
#define RATECARD_ANALYSIS_PLAN_COST_HPP

#include <cstddef>
#include <span>

#include <ratecard/catalog/change_rule.hpp>
#include <ratecard/catalog/fault.hpp>
#include <ratecard/catalog/list_price.hpp>
#include <ratecard/catalog/view.hpp>
#include <ratecard/core/contract.hpp>
#include <ratecard/core/errc.hpp>
#include <ratecard/core/id.hpp>
#include <ratecard/core/instant.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/money/money.hpp>
#include <ratecard/rating/charge_line.hpp>
#include <ratecard/rating/rated_period.hpp>

/// Computes what months of usage cost in an edition, with its fees.
namespace ratecard::inline v0 {

/// The meter readings of one month, actual or expected.
using month_usage = std::span<const metered>;

/// The cost of usage in an edition, for a month that begins at `begin`. Errors as for
/// `rate_period`; `catalog_errc::no_price` if the edition has no price for something that was used.
[[nodiscard]] constexpr result<money> usage_cost(const catalog_view& c, edition_id e, version_id v,
                                                 month_usage used, instant begin) {
    return rate_period(c, {.edition = e, .version = v, .begin = begin, .usage = used})
        .transform([](const auto& rated) { return rated.due; });
}

/// The fee of an edition for one month; zero for a default edition without a price. Errors as for
/// `monthly_fee`.
[[nodiscard]] constexpr result<money> fee_of_month(const catalog_view& c, edition_id e,
                                                   version_id v) {
    const auto fee = monthly_fee(c, e, v);
    if (fee == catalog_errc::no_price && e == c.offering->default_edition)
        return money{0, c.unit()};
    return fee;
}

/// The total cost of months in an edition: one fee for each month, plus the usage. Errors as for
/// `usage_cost` and `monthly_fee`; `core_errc::overflow`.
/// \pre `begins` has an instant for each month.
[[nodiscard]] constexpr result<money> plan_cost(const catalog_view& c, edition_id e, version_id v,
                                                std::span<const month_usage> months,
                                                std::span<const instant> begins) {
    if (begins.size() < months.size()) detail::every_part_must_have_a_place();
    const auto fee = fee_of_month(c, e, v);
    if (!fee) return fee.error();
    money sum{0, c.unit()};
    for (std::size_t m = 0; m < months.size(); ++m) {
        const auto used = usage_cost(c, e, v, months[m], begins[m]);
        if (!used) return used.error();
        const money parts[] = {sum, *fee, *used};
        const auto next = ratecard::sum(parts, c.unit());
        if (!next) return next;
        sum = *next;
    }
    return sum;
}

/// The direction of a change for this usage: an upgrade if the months cost more in edition `to`, a
/// downgrade if they cost less, lateral if they cost the same. Errors as for `plan_cost`.
[[nodiscard]] constexpr result<change_direction> direction_of(const catalog_view& c,
                                                              edition_id from, edition_id to,
                                                              version_id v,
                                                              std::span<const month_usage> months,
                                                              std::span<const instant> begins) {
    const auto old_cost = plan_cost(c, from, v, months, begins);
    const auto new_cost = plan_cost(c, to, v, months, begins);
    if (const auto costs = first_error(old_cost, new_cost); !costs) return costs.error();
    return *old_cost < *new_cost   ? change_direction::upgrade
           : *new_cost < *old_cost ? change_direction::downgrade
                                   : change_direction::lateral;
}

}  // namespace ratecard::inline v0

#endif

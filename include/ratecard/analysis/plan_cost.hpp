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

namespace ratecard::inline v0 {

/// What was read in one month, or is expected to be.
using month_usage = std::span<const metered>;

/// What the usage of a month that begins at `begin` costs in an edition. Errors as `rate_period` has
/// them; `catalog_errc::no_price` where the edition does not sell what was used.
[[nodiscard]] constexpr result<money> usage_cost(const catalog_view& c, edition_id e, version_id v,
                                                 month_usage used, instant begin) {
    return rate_period(c, {.edition = e, .version = v, .begin = begin, .usage = used})
        .transform([](const auto& rated) { return rated.due; });
}

/// The fee of a month of an edition: nothing for the default one. Errors as for `monthly_fee`.
[[nodiscard]] constexpr result<money> fee_of_month(const catalog_view& c, edition_id e,
                                                   version_id v) {
    const auto fee = monthly_fee(c, e, v);
    if (fee == catalog_errc::no_price && e == c.offering->default_edition)
        return money{0, c.unit()};
    return fee;
}

/// What months cost in an edition, fees and usage together, such as a year of usage under each.
/// Errors as for `usage_cost` and `monthly_fee`; `core_errc::overflow`.
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

/// The direction of a change as this usage has it: up, where the same months cost more in the edition
/// that it leads to. Errors as for `plan_cost`.
[[nodiscard]] constexpr result<change_direction> direction_of(const catalog_view& c,
                                                              edition_id from, edition_id to,
                                                              version_id v,
                                                              std::span<const month_usage> months,
                                                              std::span<const instant> begins) {
    const auto before = plan_cost(c, from, v, months, begins);
    const auto after = plan_cost(c, to, v, months, begins);
    if (const auto both = first_error(before, after); !both) return both.error();
    return *before < *after   ? change_direction::upgrade
           : *after < *before ? change_direction::downgrade
                              : change_direction::lateral;
}

}  // namespace ratecard::inline v0

#endif

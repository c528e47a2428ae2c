// SPDX-License-Identifier: MIT
#ifndef RATECARD_RATING_PRORATED_FEE_HPP
#define RATECARD_RATING_PRORATED_FEE_HPP

#include <cstddef>
#include <cstdint>
#include <span>

#include <ratecard/catalog/fault.hpp>
#include <ratecard/catalog/price_forms.hpp>
#include <ratecard/core/quantity.hpp>
#include <ratecard/core/ratio.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/core/sort.hpp>
#include <ratecard/money/currency.hpp>
#include <ratecard/money/exact.hpp>
#include <ratecard/money/money.hpp>

/// Prices units that come or go within a period.
namespace ratecard::inline v0 {

/// Units that come or go within a period, and the part of the period for which they count, such as
/// 10/31.
struct prorated_change {
    std::int64_t units = 0;  ///< in the smallest part of a unit; below zero for units that go
    ratio part{1, 1};

    friend constexpr bool operator==(const prorated_change&, const prorated_change&) = default;
};

/// The price of units that come and go within a period, not rounded. Each change is priced in the
/// steps that it crosses, for its part of the period. The flat amounts of all steps that were ever
/// entered are due in full. The result is never below zero. For example, at 3.00 a unit, 2 units
/// for 10/31 of the period cost 6.00 x 10/31.
///
/// `core_errc::policy_out_of_range` if the price is not graduated, or is by packages.
/// `core_errc::negative_quantity` if more units go than have come. `core_errc::quantity_too_large`
/// if there are too many units. `catalog_errc::beyond_the_last_tier` if there are units beyond the
/// last step, unless the price charges them at that step; unbilled units are an error here.
/// `core_errc::ratio_overflow` and `core_errc::overflow` if a sum does not fit.
/// \pre `!find_tier_fault(model, rows)`.
template <price_row Row>
[[nodiscard]] constexpr result<scaled> prorated_fee(const pricing& model, std::span<const Row> rows,
                                                    std::span<const prorated_change> changes,
                                                    currency unit) {
    if (model.tiers != tiering::graduated) return core_errc::policy_out_of_range;
    for (const Row& row : rows)
        if (step_of(row).package) return core_errc::policy_out_of_range;
    scaled sum{exact{money{0, unit}}, ratio{1, 1}};
    std::int64_t running = 0, most = 0;
    for (const prorated_change& change : changes) {
        if (change.units > quantity::max_count || change.units < -quantity::max_count)
            return core_errc::quantity_too_large;
        const auto now = quantity::from(running + change.units);
        if (!now) return now.error();
        const std::int64_t low = detail::smaller_of(running, now->count());
        const std::int64_t high = detail::larger_of(running, now->count());
        std::int64_t below = 0;
        for (std::size_t i = 0; i < rows.size() && below < high; ++i) {
            const tier& t = step_of(rows[i]);
            const bool open = t.up_to.is_unlimited() ||
                              (i + 1 == rows.size() && model.beyond == beyond_tiers::last_tier);
            const std::int64_t top = open ? high : detail::smaller_of(high, t.up_to.most().count());
            const std::int64_t from = detail::larger_of(low, below);
            below = top;
            if (from >= top) continue;
            const exact whole =
                exact::product(t.unit_price, quantity{top - from}, unit, model.scale);
            const auto new_sum =
                checked_add(sum, scaled{change.units < 0 ? -whole : whole, change.part});
            if (!new_sum) return new_sum;
            sum = *new_sum;
        }
        if (below < high) return catalog_errc::beyond_the_last_tier;
        running = now->count();
        most = detail::larger_of(most, running);
    }
    std::int64_t below = 0;
    for (std::size_t i = 0; i < rows.size() && (below < most || (i == 0 && model.flat_when_unused));
         ++i) {
        const tier& t = step_of(rows[i]);
        const auto new_sum =
            checked_add(sum, scaled{exact::product(t.flat, quantity{1}, unit), ratio{1, 1}});
        if (!new_sum) return new_sum;
        sum = *new_sum;
        below = t.up_to.is_unlimited() ? most : t.up_to.most().count();
    }
    if (sum.whole().is_negative()) return scaled{exact{money{0, unit}}, ratio{1, 1}};
    return sum;
}

}  // namespace ratecard::inline v0

#endif

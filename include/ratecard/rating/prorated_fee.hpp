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

/// What units cost that came or went within a period.
namespace ratecard::inline v0 {

/// Units that came or went within a period, and for which part of it they count: 10 of 31 days.
struct prorated_change {
    std::int64_t units = 0;  ///< counted as quantities are; below zero for units that went
    ratio part{1, 1};

    friend constexpr bool operator==(const prorated_change&, const prorated_change&) = default;
};

/// What units cost that came and went within a period, not rounded: each change is priced in the
/// steps that it crosses, for its part of the period; the flat amounts of every step ever entered
/// are due in full. Never below zero.
///
/// `core_errc::policy_out_of_range` for another tiering than graduated and for packages, which have no
/// part; `core_errc::negative_quantity` when more went than came, `core_errc::quantity_too_large`,
/// `catalog_errc::beyond_the_last_tier` where the steps end before, be it refused or unbilled;
/// `core_errc::ratio_overflow` and `core_errc::overflow` as sums of parts have it.
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

// SPDX-License-Identifier: MIT
#ifndef RATECARD_RATING_PRORATED_FEE_HPP
#define RATECARD_RATING_PRORATED_FEE_HPP

#include <cstddef>
#include <cstdint>
#include <optional>
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
#include <ratecard/rating/bill_line.hpp>

/// Prices units that come or go within a period.
namespace ratecard::inline v0 {

/// Units that come or go within a period, and the part of the period for which they count, such as
/// 10/31.
struct prorated_change {
    std::int64_t units = 0;  ///< in the smallest part of a unit; below zero for units that go
    ratio part{1, 1};        ///< at most one

    friend constexpr bool operator==(const prorated_change&, const prorated_change&) = default;
};

namespace detail {

/// Changes within a period in the order of time: those that count for a larger part came earlier.
/// Changes at one instant are one change.
class changes_in_order {
public:
    constexpr explicit changes_in_order(std::span<const prorated_change> changes) noexcept
        : changes_{changes} {
        for (std::size_t i = 1; i < changes.size(); ++i)
            sorted_ = sorted_ && !(changes[i - 1].part < changes[i].part);
    }

    /// The next change: its part, and the sum of the units that came and went then.
    /// `core_errc::quantity_too_large` if the sum is out of range. None after the last one.
    constexpr result<std::optional<prorated_change>> next() {
        std::optional<prorated_change> found;
        std::int64_t units = 0;
        // In order, the changes of one instant are neighbours. Else each instant is looked for.
        const std::size_t from = sorted_ ? place_ : 0;
        for (std::size_t i = from; i < changes_.size(); ++i) {
            const prorated_change& change = changes_[i];
            if (before_ && !(change.part < *before_)) continue;
            if (found && change.part < found->part) {
                if (sorted_) break;
                continue;
            }
            if (!found || found->part < change.part) {
                found = change;
                units = 0;
            }
            if (change.units > quantity::max_count || change.units < -quantity::max_count)
                return core_errc::quantity_too_large;
            units += change.units;
            if (units > quantity::max_count || units < -quantity::max_count)
                return core_errc::quantity_too_large;
            place_ = i + 1;
        }
        if (!found) return found;
        found->units = units;
        before_ = found->part;
        return found;
    }

private:
    std::span<const prorated_change> changes_;
    std::optional<ratio> before_{};
    std::size_t place_ = 0;
    bool sorted_ = true;
};

}  // namespace detail

/// The price of units that come and go within a period, not rounded. A change counts for the part
/// of the period that is left when it happens, so a larger part came earlier. The order in which
/// the changes are listed does not matter; changes with one part happen together. Each is priced in
/// the steps that it crosses, for its part of the period. The flat amounts of all steps that were
/// ever entered are due in full. For example, at 3.00 a unit, 2 units for 10/31 of the period cost
/// 6.00 x 10/31.
///
/// The time is linear if the changes are listed by falling parts. In another order it grows with
/// the number of changes times the number of different parts.
///
/// `core_errc::policy_out_of_range` if the price is not graduated, or is by packages.
/// `rating_errc::part_above_the_period` if a part is above one. `core_errc::negative_quantity` if a
/// unit goes before it came. `core_errc::quantity_too_large` if there are too many units.
/// `catalog_errc::beyond_the_last_tier` if there are units beyond the last step, unless the price
/// charges them at that step; unbilled units are an error here. `core_errc::ratio_overflow` and
/// `core_errc::overflow` if a sum does not fit.
/// \pre `!find_tier_fault(model, rows)`.
template <price_row Row>
[[nodiscard]] constexpr result<scaled> prorated_fee(const pricing& model, std::span<const Row> rows,
                                                    std::span<const prorated_change> changes,
                                                    currency unit) {
    if (model.tiers != tiering::graduated) return core_errc::policy_out_of_range;
    for (const Row& row : rows)
        if (step_of(row).package) return core_errc::policy_out_of_range;
    for (const prorated_change& change : changes)
        if (change.part > ratio{1, 1}) return rating_errc::part_above_the_period;
    scaled sum{exact{money{0, unit}}, ratio{1, 1}};
    std::int64_t running = 0, most = 0;
    detail::changes_in_order in_order{changes};
    for (;;) {
        const auto found = in_order.next();
        if (!found) return found.error();
        if (!*found) break;
        const prorated_change& change = **found;
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
        // Units that come when the period ends enter no step of it.
        if (change.part > ratio{0, 1}) most = detail::larger_of(most, running);
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
    return sum;
}

}  // namespace ratecard::inline v0

#endif

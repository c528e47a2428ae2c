// SPDX-License-Identifier: MIT
#ifndef RATECARD_CATALOG_PRICING_HPP
#define RATECARD_CATALOG_PRICING_HPP

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include <ratecard/catalog/fault.hpp>
#include <ratecard/catalog/tier.hpp>
#include <ratecard/core/errc.hpp>

namespace ratecard::inline v0 {

/// Which steps of a price a quantity is priced by.
enum class tiering : std::uint8_t {
    graduated,  ///< each step prices what lies in it
    volume,     ///< the step that holds the quantity prices all of it
    stairstep,  ///< the step that holds the quantity has one price, its flat amount
};

/// What becomes of units above the bound of the last step. An open last step leaves none.
enum class beyond_tiers : std::uint8_t {
    unstated,   ///< a fault of a catalog whose last step is bounded
    refused,    ///< rating them is an error
    last_tier,  ///< the last step prices them too, as if it were open
    unbilled,   ///< they cost nothing
};

/// How included units are taken off what was used.
enum class inclusion : std::uint8_t {
    deducted,   ///< the rest is priced, from the first step on
    free_tier,  ///< a free step before the others: it moves their bounds up, and where a step prices
                ///< the whole quantity the included units are priced with it
};

/// What becomes of the last package of a step, when it is not full.
enum class part_package : std::uint8_t { charged, free };

/// How the steps of a price make an amount of a quantity. With its default, every unit has the
/// price of the step it lies in.
struct pricing {
    tiering tiers = tiering::graduated;
    beyond_tiers beyond = beyond_tiers::unstated;
    /// The flat amount of the first step is due though nothing is charged.
    bool flat_when_unused = false;
    part_package rest = part_package::charged;
    inclusion included = inclusion::deducted;
    /// Volume and stairstep: the step is found with the quantity rounded up to whole units.
    bool tier_by_whole_units = false;
    /// Decimals of a unit, 0 to 6: quantities count `10^-scale` of a unit. Prices are for a unit.
    int scale = 0;

    static constexpr int max_scale = 6;

    friend constexpr bool operator==(const pricing&, const pricing&) = default;
};

/// The first thing that is wrong with the steps of a price, or nothing. A gap or an overlap cannot
/// be written, for a step has an upper bound alone; what is left is named here.
///
/// `errc::no_price` without a step, `errc::tiers_do_not_increase`, `errc::tier_after_the_open_one`,
/// `errc::tiers_without_an_open_end` when the last step is bounded and `how.beyond` unstated,
/// `errc::negative_price`, `errc::empty_package`, `errc::stairstep_with_a_unit_price`,
/// `errc::policy_out_of_range` for the scale.
template <price_row Row>
[[nodiscard]] constexpr std::optional<row_fault> find_tier_fault(
    const pricing& how, std::span<const Row> rows) noexcept {
    if (rows.empty()) return row_fault{errc::no_price, 0};
    if (how.scale < 0 || how.scale > pricing::max_scale)
        return row_fault{errc::policy_out_of_range, 0};
    limit below{};
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const tier& t = step_of(rows[i]);
        if (t.unit_price.is_negative() || t.flat.is_negative())
            return row_fault{errc::negative_price, i};
        if (below.is_unlimited()) return row_fault{errc::tier_after_the_open_one, i};
        if (!(below < t.up_to)) return row_fault{errc::tiers_do_not_increase, i};
        below = t.up_to;
        if (t.package && *t.package == quantity{}) return row_fault{errc::empty_package, i};
        if (how.tiers == tiering::stairstep && t.unit_price != decimal{})
            return row_fault{errc::stairstep_with_a_unit_price, i};
    }
    if (how.beyond == beyond_tiers::unstated && !below.is_unlimited())
        return row_fault{errc::tiers_without_an_open_end, rows.size() - 1};
    return std::nullopt;
}

}  // namespace ratecard::inline v0

#endif

// SPDX-License-Identifier: MIT
#ifndef RATECARD_RATING_CAPACITY_FEE_HPP
#define RATECARD_RATING_CAPACITY_FEE_HPP

#include <array>
#include <cstddef>
#include <span>

#include <ratecard/catalog/capacity.hpp>
#include <ratecard/core/quantity.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/money/currency.hpp>
#include <ratecard/money/exact.hpp>
#include <ratecard/money/money.hpp>

namespace ratecard::inline v0 {

/// What a capacity costs, not rounded: the price of the first step that holds every unit, whatever
/// of it was used; nothing where nothing was. `errc::beyond_the_last_tier` when no step holds it.
/// \pre `!find_capacity_fault(tiers)`.
template <std::size_t Units>
[[nodiscard]] constexpr result<exact> capacity_fee(std::span<const capacity_tier<Units>> tiers,
                                                   const std::array<quantity, Units>& used,
                                                   currency unit) {
    if (used == std::array<quantity, Units>{}) return exact{money{0, unit}};
    for (const capacity_tier<Units>& tier : tiers)
        if (tier.holds(used)) return exact::product(tier.price, quantity{1}, unit);
    return errc::beyond_the_last_tier;
}

}  // namespace ratecard::inline v0

#endif

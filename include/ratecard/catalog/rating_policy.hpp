// SPDX-License-Identifier: MIT
#ifndef RATECARD_CATALOG_RATING_POLICY_HPP
#define RATECARD_CATALOG_RATING_POLICY_HPP

#include <array>
#include <cstddef>
#include <cstdint>

#include <ratecard/catalog/price_forms.hpp>
#include <ratecard/core/rounding.hpp>

namespace ratecard::inline v0 {

/// What is done to the amounts of a bill between its prices and what is due.
enum class rating_step : std::uint8_t {
    percentage_discount,  ///< a part of each line
    amount_discount,      ///< an amount, shared over the lines
    maximum,              ///< what the period bills at most
    minimum,              ///< a line for what is missing when the period closes
    credits,              ///< used up line by line
};

/// What is rounded: everything else stays exact.
enum class rounding_point : std::uint8_t {
    line,       ///< each line of a charge: each step of its price
    charge,     ///< the lines of a charge together, once
    statement,  ///< the lines of all charges together, once
    none,       ///< nothing: whoever asks rounds
};

/// How a seller rates: the order of what is done to amounts, where and how they are rounded, and what
/// its prices mean where sellers differ. Quantities come first for all of them: converted, then less
/// what is included, then priced.
struct rating_policy {
    std::array<rating_step, 5> order{};
    std::size_t steps = 0;  ///< how many of `order` are done; each at most once
    rounding_point point = rounding_point::charge;
    rounding mode = rounding::half_away_from_zero;
    pricing graduated{};
    pricing volume{.tiers = tiering::volume};

    friend constexpr bool operator==(const rating_policy&, const rating_policy&) = default;
};

/// Whether each step that is done is done once.
[[nodiscard]] constexpr bool is_well_formed(const rating_policy& p) noexcept {
    if (p.steps > p.order.size()) return false;
    for (std::size_t i = 0; i < p.steps; ++i)
        for (std::size_t j = 0; j < i; ++j)
            if (p.order[i] == p.order[j]) return false;
    return true;
}

/// How known sellers and billing systems rate, by what their documents and tests state.
namespace presets {

/// Flat amounts of a first step are due at zero; each line is rounded; a coupon before credits.
inline constexpr rating_policy stripe{
    .order = {rating_step::percentage_discount, rating_step::amount_discount, rating_step::credits},
    .steps = 3,
    .point = rounding_point::line,
    .graduated = {.flat_when_unused = true},
    .volume = {.tiers = tiering::volume, .flat_when_unused = true}};

/// A fee is rounded once; a volume price finds its step with whole units; minimum before coupons.
inline constexpr rating_policy lago{
    .order = {rating_step::minimum, rating_step::percentage_discount, rating_step::amount_discount,
              rating_step::credits},
    .steps = 4,
    .point = rounding_point::charge,
    .graduated = {.flat_when_unused = true},
    .volume = {.tiers = tiering::volume, .flat_when_unused = true, .tier_by_whole_units = true}};

/// Each line is rounded; percentage, maximum, minimum and credits, in this order.
inline constexpr rating_policy open_meter{
    .order = {rating_step::percentage_discount, rating_step::maximum, rating_step::minimum,
              rating_step::credits},
    .steps = 4,
    .point = rounding_point::line,
    .graduated = {.flat_when_unused = true},
    .volume = {.tiers = tiering::volume, .flat_when_unused = true}};

/// A fee is rounded once. Beyond the last bound a graduated price bills nothing, a volume price goes
/// on with its last step.
inline constexpr rating_policy kill_bill{
    .order = {rating_step::credits},
    .steps = 1,
    .point = rounding_point::charge,
    .graduated = {.beyond = beyond_tiers::unbilled},
    .volume = {.tiers = tiering::volume, .beyond = beyond_tiers::last_tier}};

/// Nothing is due at zero; each line is rounded; coupons after the price.
inline constexpr rating_policy flexprice{
    .order = {rating_step::amount_discount, rating_step::percentage_discount, rating_step::credits},
    .steps = 3,
    .point = rounding_point::line};

/// A fee is rounded once and held to its maximum. Beyond the last bound a graduated price bills
/// nothing, a volume price refuses.
inline constexpr rating_policy polar{
    .order = {rating_step::maximum, rating_step::percentage_discount, rating_step::amount_discount},
    .steps = 3,
    .point = rounding_point::charge,
    .graduated = {.beyond = beyond_tiers::unbilled},
    .volume = {.tiers = tiering::volume, .beyond = beyond_tiers::refused}};

/// Nothing is rounded; an allowance of a volume price is a free step before the others.
inline constexpr rating_policy autumn{
    .order = {rating_step::credits},
    .steps = 1,
    .point = rounding_point::none,
    .graduated = {.included = inclusion::free_tier},
    .volume = {.tiers = tiering::volume, .included = inclusion::free_tier}};

/// A fee is rounded once; percentages before amounts.
inline constexpr rating_policy meteroid{
    .order = {rating_step::percentage_discount, rating_step::amount_discount, rating_step::credits},
    .steps = 3,
    .point = rounding_point::charge};

/// A line is rounded once, ties away from zero; nothing else is done to amounts.
inline constexpr rating_policy tencent_chat{};

}  // namespace presets
}  // namespace ratecard::inline v0

#endif

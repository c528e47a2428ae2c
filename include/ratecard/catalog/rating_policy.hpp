// SPDX-License-Identifier: MIT
#ifndef RATECARD_CATALOG_RATING_POLICY_HPP
#define RATECARD_CATALOG_RATING_POLICY_HPP

#include <array>
#include <cstddef>
#include <cstdint>

#include <ratecard/catalog/price_forms.hpp>
#include <ratecard/core/rounding.hpp>

/// How a seller computes and rounds the amounts of a bill, with presets of known sellers.
namespace ratecard::inline v0 {

/// A step that changes the amounts of a bill after they are priced.
enum class rating_step : std::uint8_t {
    percentage_discount,  ///< takes a percentage off each line
    amount_discount,      ///< takes an amount off, shared among the lines
    maximum,              ///< limits what the period bills
    minimum,              ///< adds a line for what is missing when the period closes
    credits,              ///< uses up credits, line by line
};

/// Where amounts are rounded. They are exact everywhere else.
enum class rounding_point : std::uint8_t {
    line,       ///< each line of a charge, that is each step of its price
    charge,     ///< the sum of the lines of a charge
    statement,  ///< the sum of the lines of all charges
    none,       ///< nowhere; the caller rounds
};

/// How amounts that the price list states for a billing period apply if prices change within it:
/// commitment, minimum, maximum and amount off. They apply once to the whole period in any case.
enum class stated_amounts : std::uint8_t {
    of_last_segment,  ///< those of the last segment whose prices state any
    by_time,          ///< of each segment the part that its time is of the period, added up
};

/// How a seller rates usage: the order of the steps, where and how amounts are rounded, and its
/// kinds of pricing (`graduated`, `volume`), for use in charges. Before the steps, every seller
/// converts the quantity, takes off the included units, and prices the rest.
///
/// By default every step is there. An adjustment whose step is not in the order is never dropped:
/// in a price list it is a fault of the catalog, and in what is agreed with a customer an error.
struct rating_policy {
    std::array<rating_step, 5> order{rating_step::percentage_discount, rating_step::amount_discount,
                                     rating_step::maximum, rating_step::minimum,
                                     rating_step::credits};
    std::size_t steps = 5;  ///< how many entries of `order` are used; each step at most once
    rounding_point point = rounding_point::charge;
    rounding mode = rounding::half_away_from_zero;
    pricing graduated{};
    pricing volume{.tiers = tiering::volume};
    stated_amounts stated = stated_amounts::of_last_segment;

    friend constexpr bool operator==(const rating_policy&, const rating_policy&) = default;
};

/// Whether no step is used twice, and `steps` is at most 5.
[[nodiscard]] constexpr bool is_well_formed(const rating_policy& p) noexcept {
    if (p.steps > p.order.size()) return false;
    for (std::size_t i = 0; i < p.steps; ++i)
        for (std::size_t j = 0; j < i; ++j)
            if (p.order[i] == p.order[j]) return false;
    return true;
}

/// Whether the policy has a step.
[[nodiscard]] constexpr bool has_step(const rating_policy& p, rating_step step) noexcept {
    for (std::size_t i = 0; i < p.steps && i < p.order.size(); ++i)
        if (p.order[i] == step) return true;
    return false;
}

/// Rating policies of known sellers and billing systems, by their documents and tests. Each has
/// every step: those that the seller does not have stand where they disturb its own the least.
namespace presets {

/// The flat amount of the first step is due at zero usage; each line is rounded; coupons are
/// applied before credits. A maximum and a minimum, which it does not have, come between them.
inline constexpr rating_policy stripe{
    .order = {rating_step::percentage_discount, rating_step::amount_discount, rating_step::maximum,
              rating_step::minimum, rating_step::credits},
    .point = rounding_point::line,
    .graduated = {.flat_when_unused = true},
    .volume = {.tiers = tiering::volume, .flat_when_unused = true}};

/// Each charge is rounded once; a volume price finds its step by whole units; the minimum is
/// applied before coupons. A maximum, which it does not have, comes before the minimum.
inline constexpr rating_policy lago{
    .order = {rating_step::maximum, rating_step::minimum, rating_step::percentage_discount,
              rating_step::amount_discount, rating_step::credits},
    .point = rounding_point::charge,
    .graduated = {.flat_when_unused = true},
    .volume = {.tiers = tiering::volume, .flat_when_unused = true, .tier_by_whole_units = true}};

/// Each line is rounded; percentages, maximum, minimum and credits are applied in this order. An
/// amount off, which it does not have, follows the percentages.
inline constexpr rating_policy open_meter{
    .order = {rating_step::percentage_discount, rating_step::amount_discount, rating_step::maximum,
              rating_step::minimum, rating_step::credits},
    .point = rounding_point::line,
    .graduated = {.flat_when_unused = true},
    .volume = {.tiers = tiering::volume, .flat_when_unused = true}};

/// Each charge is rounded once. Above the last bound a graduated price bills nothing, and a volume
/// price continues with its last step. Its only step is credits; the others come before them.
inline constexpr rating_policy kill_bill{
    .point = rounding_point::charge,
    .graduated = {.beyond = beyond_tiers::unbilled},
    .volume = {.tiers = tiering::volume, .beyond = beyond_tiers::last_tier}};

/// Nothing is due at zero usage; each line is rounded; amounts are taken off before percentages. A
/// maximum and a minimum, which it does not have, come before credits.
inline constexpr rating_policy flexprice{
    .order = {rating_step::amount_discount, rating_step::percentage_discount, rating_step::maximum,
              rating_step::minimum, rating_step::credits},
    .point = rounding_point::line};

/// Each charge is rounded once; the maximum is applied first. Above the last bound a graduated
/// price bills nothing, and a volume price is an error. A minimum and credits, which it does not
/// have, come last.
inline constexpr rating_policy polar{
    .order = {rating_step::maximum, rating_step::percentage_discount, rating_step::amount_discount,
              rating_step::minimum, rating_step::credits},
    .point = rounding_point::charge,
    .graduated = {.beyond = beyond_tiers::unbilled},
    .volume = {.tiers = tiering::volume, .beyond = beyond_tiers::refused}};

/// Nothing is rounded; included units are a free step before the others. Its only step is credits;
/// the others come before them.
inline constexpr rating_policy autumn{
    .point = rounding_point::none,
    .graduated = {.included = inclusion::free_tier},
    .volume = {.tiers = tiering::volume, .included = inclusion::free_tier}};

/// Each charge is rounded once; percentages are taken off before amounts. A maximum and a minimum,
/// which it does not have, come before credits.
inline constexpr rating_policy meteroid{.point = rounding_point::charge};

/// Each charge is rounded once, ties away from zero. It has none of the steps; they stand in the
/// default order.
inline constexpr rating_policy tencent_chat{};

}  // namespace presets
}  // namespace ratecard::inline v0

#endif

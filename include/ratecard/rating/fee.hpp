// SPDX-License-Identifier: MIT
#ifndef RATECARD_RATING_FEE_HPP
#define RATECARD_RATING_FEE_HPP

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include <ratecard/catalog/pricing.hpp>
#include <ratecard/catalog/tier.hpp>
#include <ratecard/core/limit.hpp>
#include <ratecard/core/quantity.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/core/wide.hpp>
#include <ratecard/money/currency.hpp>
#include <ratecard/money/exact.hpp>

namespace ratecard::inline v0 {

/// What is charged of a quantity.
struct charged_units {
    quantity priced{};  ///< the units that have a price
    /// How far they reach among the steps of the price: another number than `priced` where a step
    /// prices included units with the others.
    quantity reach{};

    friend constexpr bool operator==(const charged_units&, const charged_units&) = default;
};

/// What is charged of `used` units beside those included.
[[nodiscard]] constexpr charged_units charged_of(const pricing& how, quantity used,
                                                 const limit& included) {
    if (included.admits(used, quantity{})) return {};
    const quantity above = used.above(included.most());
    const bool whole = how.included == inclusion::free_tier && how.tiers != tiering::graduated;
    return {whole ? used : above, above};
}

/// What one step of a price takes.
struct tier_part {
    std::size_t step = 0;  ///< its place among the steps
    quantity units{};      ///< the units it prices
    /// The packages they are sold as; none where each unit has its price.
    std::optional<quantity> packages{};
    exact by_unit{};  ///< unit price x units, or x packages
    exact flat{};     ///< its flat amount

    friend constexpr bool operator==(const tier_part&, const tier_part&) = default;
};

namespace detail {

constexpr std::int64_t packages_of(const pricing& how, std::int64_t units, std::int64_t size) {
    return units / size + (how.rest == part_package::charged && units % size != 0 ? 1 : 0);
}

constexpr exact by_unit(const pricing& how, const tier& t, std::int64_t units, currency unit) {
    return t.package ? exact::product(t.unit_price,
                                      quantity{packages_of(how, units, t.package->count())}, unit)
                     : exact::product(t.unit_price, quantity{units}, unit, how.scale);
}

/// What the step at `place` makes of units.
constexpr tier_part part_of(const pricing& how, const tier& t, std::size_t place,
                            std::int64_t units, currency unit) {
    tier_part part{.step = place, .units = quantity{units}};
    if (t.package) part.packages = quantity{packages_of(how, units, t.package->count())};
    part.by_unit = by_unit(how, t, units, unit);
    part.flat = exact::product(t.flat, quantity{1}, unit);
    return part;
}

/// Calls `visit(place, units, step)`; see `for_each_tier_part`.
template <price_row Row>
constexpr result<quantity> for_each_tier_units(const pricing& how, const std::span<const Row>& rows,
                                               const charged_units& charged, auto&& visit) {
    if (charged.priced == quantity{} && !how.flat_when_unused) return quantity{};
    std::int64_t reach = charged.reach.count();
    std::int64_t found_with = reach;
    if (how.tier_by_whole_units && how.tiers != tiering::graduated) {
        const auto one = static_cast<std::int64_t>(power_of_ten(how.scale));
        found_with = (reach + one - 1) / one * one;
    }
    const limit& last = step_of(rows.back()).up_to;
    std::int64_t unbilled = 0;
    if (!last.admits(quantity{}, quantity{found_with})) {
        if (how.beyond == beyond_tiers::refused) return errc::beyond_the_last_tier;
        if (how.beyond == beyond_tiers::unbilled && reach > last.most().count())
            unbilled = reach - last.most().count();
    }
    reach -= unbilled;
    const auto is_last = [&](std::size_t i) { return i + 1 == rows.size(); };

    if (how.tiers == tiering::graduated) {
        std::int64_t below = 0;
        for (std::size_t i = 0; i < rows.size() && (i == 0 || below < reach); ++i) {
            const tier& t = step_of(rows[i]);
            const std::int64_t top = is_last(i) || t.up_to.admits(quantity{}, quantity{reach})
                                         ? reach
                                         : t.up_to.most().count();
            visit(i, top - below, t);
            below = top;
        }
        return quantity{reach};
    }
    std::size_t i = 0;
    while (!is_last(i) && !step_of(rows[i]).up_to.admits(quantity{}, quantity{found_with})) ++i;
    const std::int64_t units = charged.priced.count() - unbilled;
    visit(i, units, step_of(rows[i]));
    return quantity{units};
}

/// Writes what the steps take of units, not rounded, or returns why there is no such amount.
template <price_row Row>
constexpr errc fee_into(exact& amount, const pricing& how, const std::span<const Row>& rows,
                        const charged_units& charged, currency unit) {
    exact_sum sum{amount, unit};
    const auto billed = for_each_tier_units(
        how, rows, charged, [&](std::size_t, std::int64_t units, const tier& step) {
            sum.add(by_unit(how, step, units, unit));
            if (step.flat != decimal{}) sum.add(exact::product(step.flat, quantity{1}, unit));
        });
    return billed ? sum.error : billed.error();
}

}  // namespace detail

/// Calls `visit(part, step)` for each step of a price that takes something of `charged`, from the
/// first one on: of every step entered, or of the one that holds them all. Nothing charged enters
/// no step, or the first one where its flat amount is due then too.
/// \return the units that are billed: all of `charged.priced`, less what lies beyond the last step
/// where that is unbilled. `errc::beyond_the_last_tier` where it is refused; then nothing is visited.
/// \pre `!find_tier_fault(how, rows)`.
template <price_row Row>
constexpr result<quantity> for_each_tier_part(const pricing& how, std::span<const Row> rows,
                                              const charged_units& charged, currency unit,
                                              auto&& visit) {
    return detail::for_each_tier_units(
        how, rows, charged, [&](std::size_t place, std::int64_t units, const tier& step) {
            visit(detail::part_of(how, step, place, units, unit), step);
        });
}

/// What `used` units cost beside those included, not rounded: the sum of what the steps take.
/// `errc::beyond_the_last_tier`, or `errc::overflow` when 128 bits do not hold the sum.
/// \pre `!find_tier_fault(how, rows)`.
template <price_row Row>
[[nodiscard]] constexpr result<exact> fee(const pricing& how, std::span<const Row> rows,
                                          quantity used, currency unit,
                                          const limit& included = {}) {
    exact amount;
    const errc wrong = detail::fee_into(amount, how, rows, charged_of(how, used, included), unit);
    if (wrong != errc{}) return wrong;
    return amount;
}

}  // namespace ratecard::inline v0

#endif

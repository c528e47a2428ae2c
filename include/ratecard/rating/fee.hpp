// SPDX-License-Identifier: MIT
#ifndef RATECARD_RATING_FEE_HPP
#define RATECARD_RATING_FEE_HPP

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include <ratecard/catalog/fault.hpp>
#include <ratecard/catalog/price_forms.hpp>
#include <ratecard/core/errc.hpp>
#include <ratecard/core/limit.hpp>
#include <ratecard/core/quantity.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/core/wide.hpp>
#include <ratecard/money/currency.hpp>
#include <ratecard/money/exact.hpp>
#include <ratecard/money/money.hpp>

/// Prices a quantity, transactions or a capacity, without rounding.
namespace ratecard::inline v0 {

/// The units of a quantity that are charged.
struct charged_units {
    quantity priced{};  ///< the units that are priced
    /// The units that decide which step of the price applies. Less than `priced` if a step prices
    /// the included units too.
    quantity reach{};

    friend constexpr bool operator==(const charged_units&, const charged_units&) = default;
};

/// What is charged of `used` units, after the included ones.
[[nodiscard]] constexpr charged_units charged_of(const pricing& model, quantity used,
                                                 const limit& included) {
    if (included.admits(used, quantity{})) return {};
    const quantity above = used.above(included.most());
    const bool whole = model.included == inclusion::free_tier && model.tiers != tiering::graduated;
    return {whole ? used : above, above};
}

/// What one step of a price charges.
struct tier_part {
    std::size_t step = 0;  ///< the place of the step
    quantity units{};      ///< the units it prices
    /// The number of packages, if the price is for packages.
    std::optional<quantity> packages{};
    exact by_unit{};  ///< unit price x units, or x packages
    exact flat{};     ///< the flat amount of the step

    friend constexpr bool operator==(const tier_part&, const tier_part&) = default;
};

namespace detail {

/// The packages that hold `units`. A part of a package counts as one, if it is charged.
constexpr std::int64_t packages_of(const pricing& model, std::int64_t units, std::int64_t size) {
    return units / size + (model.rest == part_package::charged && units % size != 0 ? 1 : 0);
}

/// The price of `units` by one step, without its flat amount.
constexpr exact by_unit(const pricing& model, const tier& t, std::int64_t units, currency unit) {
    return t.package ? exact::product(t.unit_price,
                                      quantity{packages_of(model, units, t.package->count())}, unit)
                     : exact::product(t.unit_price, quantity{units}, unit, model.scale);
}

/// What the step at `place` charges for `units`.
constexpr tier_part part_of(const pricing& model, const tier& t, std::size_t place,
                            std::int64_t units, currency unit) {
    tier_part part{.step = place, .units = quantity{units}};
    if (t.package) part.packages = quantity{packages_of(model, units, t.package->count())};
    part.by_unit = by_unit(model, t, units, unit);
    part.flat = exact::product(t.flat, quantity{1}, unit);
    return part;
}

/// Calls `visit(place, units, step)`; otherwise as `for_each_tier_part`.
template <price_row Row>
constexpr result<quantity> for_each_tier_units(const pricing& model,
                                               const std::span<const Row>& rows,
                                               const charged_units& charged, auto&& visit) {
    if (charged.priced == quantity{} && !model.flat_when_unused) return quantity{};
    std::int64_t reach = charged.reach.count();
    std::int64_t deciding = reach;
    if (model.tier_by_whole_units && model.tiers != tiering::graduated) {
        const auto whole_unit = static_cast<std::int64_t>(power_of_ten(model.scale));
        deciding = (reach + whole_unit - 1) / whole_unit * whole_unit;
    }
    const limit& last = step_of(rows.back()).up_to;
    std::int64_t unbilled = 0;
    if (!last.admits(quantity{}, quantity{deciding})) {
        if (model.beyond == beyond_tiers::refused) return catalog_errc::beyond_the_last_tier;
        if (model.beyond == beyond_tiers::unbilled && reach > last.most().count())
            unbilled = reach - last.most().count();
    }
    reach -= unbilled;
    const auto is_last = [&](std::size_t i) { return i + 1 == rows.size(); };

    if (model.tiers == tiering::graduated) {
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
    while (!is_last(i) && !step_of(rows[i]).up_to.admits(quantity{}, quantity{deciding})) ++i;
    const std::int64_t units = charged.priced.count() - unbilled;
    visit(i, units, step_of(rows[i]));
    return quantity{units};
}

/// Writes the unrounded fee to `amount`, or returns why there is none.
template <price_row Row>
constexpr errc fee_into(exact& amount, const pricing& model, const std::span<const Row>& rows,
                        const charged_units& charged, currency unit) {
    exact_sum sum{amount, unit};
    const auto billed = for_each_tier_units(
        model, rows, charged, [&](std::size_t, std::int64_t units, const tier& step) {
            sum.add(by_unit(model, step, units, unit));
            if (step.flat != decimal{}) sum.add(exact::product(step.flat, quantity{1}, unit));
        });
    return billed ? sum.error : billed.error();
}

}  // namespace detail

/// Calls `visit(part, step)` for each step of a price that charges a part of `charged`, in order. A
/// graduated price has one part for every step entered; otherwise one step prices all units. If
/// nothing is charged, no step is visited, or only the first one if its flat amount is due even
/// then.
///
/// `catalog_errc::beyond_the_last_tier` if units are beyond the last step and the price refuses
/// that; then nothing was visited.
/// \return the units that are billed: `charged.priced` less unbilled units beyond the last step.
/// \pre `!find_tier_fault(model, rows)`.
template <price_row Row>
constexpr result<quantity> for_each_tier_part(const pricing& model, std::span<const Row> rows,
                                              const charged_units& charged, currency unit,
                                              auto&& visit) {
    return detail::for_each_tier_units(
        model, rows, charged, [&](std::size_t place, std::int64_t units, const tier& step) {
            visit(detail::part_of(model, step, place, units, unit), step);
        });
}

/// The price of `used` units after the included ones, not rounded. For example, with the first 10
/// at 1.00 and more at 0.50, 12 units cost 11.00 by a graduated price and 6.00 by a volume price.
///
/// `catalog_errc::beyond_the_last_tier` if there are units beyond the last step and the price
/// refuses that. `core_errc::overflow` if 128 bits do not hold the sum.
/// \pre `!find_tier_fault(model, rows)`.
template <price_row Row>
[[nodiscard]] constexpr result<exact> fee(const pricing& model, std::span<const Row> rows,
                                          quantity used, currency unit,
                                          const limit& included = {}) {
    exact amount;
    const errc error =
        detail::fee_into(amount, model, rows, charged_of(model, used, included), unit);
    if (error != errc{}) return error;
    return amount;
}

/// Transactions, grouped by how their cost is computed.
struct charged_transactions {
    quantity amount{};    ///< the paid amount of those priced by rate and fixed part
    quantity events{};    ///< the number of these
    quantity at_least{};  ///< the number of those that cost the least
    quantity at_most{};   ///< the number of those that cost the most

    friend constexpr bool operator==(const charged_transactions&,
                                     const charged_transactions&) = default;
};

/// Groups transactions, in the order they came, by how their cost is computed. Each costs the rate
/// of its paid amount plus the fixed part, but not less than the least and not more than the most.
/// Earlier transactions (`events_before`, adding up to `amount_before`) use up the free amount
/// first. A transaction that is entirely free costs nothing. The last transaction with a free part
/// may be partly free; it counts as paid. A transaction of 0.00 that is not among the free ones is
/// paid too: its fixed part and its least are due, unless `zero_is_free`.
///
/// For example, at 2 % plus 0.10, with 50.00 free, transactions of 40.00 and 30.00 cost 0.00 and
/// 0.50: the second one pays for 20.00.
///
/// `core_errc::quantity_too_large` if the sum of the paid amounts does not fit. Otherwise errors as
/// for `find_percentage_fault`.
[[nodiscard]] constexpr result<charged_transactions> charged_of(const percentage& price,
                                                                std::span<const quantity> amounts,
                                                                currency unit,
                                                                quantity events_before = {},
                                                                quantity amount_before = {}) {
    if (const auto fault = find_percentage_fault(price)) return *fault;
    const auto once = [&](const decimal& d) { return exact::product(d, quantity{1}, unit); };
    const exact fixed = once(price.per_event);
    const bool any_free = price.free_events || price.free_amount;
    std::int64_t events_left =
        price.free_events ? price.free_events->above(events_before).count() : INT64_MAX;
    std::int64_t amount_left =
        price.free_amount ? price.free_amount->above(amount_before).count() : INT64_MAX;
    charged_transactions charged;
    for (const quantity amount : amounts) {
        std::int64_t free = 0;
        const bool has_free_part = any_free && events_left > 0 && amount_left > 0;
        if (has_free_part) {
            free = amount.count() < amount_left ? amount.count() : amount_left;
            amount_left -= free;
            --events_left;
        }
        const quantity paid{amount.count() - free};
        if (paid == quantity{} && (has_free_part || price.zero_is_free)) continue;
        const auto cost =
            checked_add(exact::product(price.rate, paid, unit, price.decimals_of(unit)), fixed);
        if (!cost) return cost.error();
        if (price.most && once(*price.most) < *cost) {
            charged.at_most = quantity{charged.at_most.count() + 1};
        } else if (price.least && *cost < once(*price.least)) {
            charged.at_least = quantity{charged.at_least.count() + 1};
        } else {
            const auto sum = checked_add(charged.amount, paid);
            if (!sum) return sum.error();
            charged.amount = *sum;
            charged.events = quantity{charged.events.count() + 1};
        }
    }
    return charged;
}

/// The price of transactions in the order they came, not rounded. Errors as for `charged_of`, and
/// `core_errc::overflow` if 128 bits do not hold the sum.
[[nodiscard]] constexpr result<exact> percentage_fee(const percentage& price,
                                                     std::span<const quantity> amounts,
                                                     currency unit) {
    const auto charged = charged_of(price, amounts, unit);
    if (!charged) return charged.error();
    exact total;
    detail::exact_sum sum{total, unit};
    sum.add(exact::product(price.rate, charged->amount, unit, price.decimals_of(unit)));
    sum.add(exact::product(price.per_event, charged->events, unit));
    sum.add(exact::product(price.least.value_or(decimal{}), charged->at_least, unit));
    sum.add(exact::product(price.most.value_or(decimal{}), charged->at_most, unit));
    if (sum.error != errc{}) return sum.error;
    return total;
}

/// The place of the first step that holds every unit; none if nothing was used.
/// `catalog_errc::beyond_the_last_tier` if no step holds them.
/// \pre `!find_capacity_fault(rows)`.
template <class Row>
[[nodiscard]] constexpr result<std::optional<std::size_t>> capacity_step(
    std::span<const Row> rows, const std::array<quantity, capacity_units<Row>>& used) {
    if (used == std::array<quantity, capacity_units<Row>>{}) return std::optional<std::size_t>{};
    for (std::size_t i = 0; i < rows.size(); ++i)
        if (step_of(rows[i]).holds(used)) return std::optional{i};
    return catalog_errc::beyond_the_last_tier;
}

/// The price of a capacity, not rounded: that of the first step that holds every unit, however much
/// of it is used. Zero if nothing was used. `catalog_errc::beyond_the_last_tier` if no step holds
/// them.
/// \pre `!find_capacity_fault(rows)`.
template <class Row>
[[nodiscard]] constexpr result<exact> capacity_fee(
    std::span<const Row> rows, const std::array<quantity, capacity_units<Row>>& used,
    currency unit) {
    const auto place = capacity_step(rows, used);
    if (!place) return place.error();
    if (!*place) return exact{money{0, unit}};
    return exact::product(step_of(rows[**place]).price, quantity{1}, unit);
}

}  // namespace ratecard::inline v0

#endif

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

/// What a quantity, transactions or a capacity cost, not rounded.
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
[[nodiscard]] constexpr charged_units charged_of(const pricing& model, quantity used,
                                                 const limit& included) {
    if (included.admits(used, quantity{})) return {};
    const quantity above = used.above(included.most());
    const bool whole = model.included == inclusion::free_tier && model.tiers != tiering::graduated;
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

constexpr std::int64_t packages_of(const pricing& model, std::int64_t units, std::int64_t size) {
    return units / size + (model.rest == part_package::charged && units % size != 0 ? 1 : 0);
}

constexpr exact by_unit(const pricing& model, const tier& t, std::int64_t units, currency unit) {
    return t.package ? exact::product(t.unit_price,
                                      quantity{packages_of(model, units, t.package->count())}, unit)
                     : exact::product(t.unit_price, quantity{units}, unit, model.scale);
}

/// What the step at `place` makes of units.
constexpr tier_part part_of(const pricing& model, const tier& t, std::size_t place,
                            std::int64_t units, currency unit) {
    tier_part part{.step = place, .units = quantity{units}};
    if (t.package) part.packages = quantity{packages_of(model, units, t.package->count())};
    part.by_unit = by_unit(model, t, units, unit);
    part.flat = exact::product(t.flat, quantity{1}, unit);
    return part;
}

/// Calls `visit(place, units, step)`; see `for_each_tier_part`.
template <price_row Row>
constexpr result<quantity> for_each_tier_units(const pricing& model,
                                               const std::span<const Row>& rows,
                                               const charged_units& charged, auto&& visit) {
    if (charged.priced == quantity{} && !model.flat_when_unused) return quantity{};
    std::int64_t reach = charged.reach.count();
    std::int64_t found_with = reach;
    if (model.tier_by_whole_units && model.tiers != tiering::graduated) {
        const auto one = static_cast<std::int64_t>(power_of_ten(model.scale));
        found_with = (reach + one - 1) / one * one;
    }
    const limit& last = step_of(rows.back()).up_to;
    std::int64_t unbilled = 0;
    if (!last.admits(quantity{}, quantity{found_with})) {
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
    while (!is_last(i) && !step_of(rows[i]).up_to.admits(quantity{}, quantity{found_with})) ++i;
    const std::int64_t units = charged.priced.count() - unbilled;
    visit(i, units, step_of(rows[i]));
    return quantity{units};
}

/// Writes what the steps take of units, not rounded, or returns why there is no such amount.
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

/// Calls `visit(part, step)` for each step of a price that takes something of `charged`, from the
/// first one on: of every step entered, or of the one that holds them all. Nothing charged enters
/// no step, or the first one where its flat amount is due then too.
/// \return the units that are billed: all of `charged.priced`, less what lies beyond the last step
/// where that is unbilled. `catalog_errc::beyond_the_last_tier` where it is refused; then nothing is visited.
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

/// What `used` units cost beside those included, not rounded: the sum of what the steps take.
/// `catalog_errc::beyond_the_last_tier`, or `core_errc::overflow` when 128 bits do not hold the sum.
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

/// Transactions by what each of them costs.
struct charged_transactions {
    quantity amount{};    ///< what is paid of those priced by rate and fixed part
    quantity events{};    ///< how many of those there are
    quantity at_least{};  ///< how many cost the least
    quantity at_most{};   ///< how many cost the most

    friend constexpr bool operator==(const charged_transactions&,
                                     const charged_transactions&) = default;
};

/// What is paid of transactions in the order they came, behind `events_before` others of
/// `amount_before` in all, which have used up what is free first. Of each, the rate of what is not
/// free of its amount, and its fixed part, held between the least and the most. A transaction of
/// which nothing is paid costs nothing; one that is partly free is a paid one, and the last that
/// anything is free of.
///
/// `core_errc::quantity_too_large` when the paid amounts are more than can be counted, and the errors of
/// `find_percentage_fault`.
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
        if (any_free && events_left > 0 && amount_left > 0) {
            free = amount.count() < amount_left ? amount.count() : amount_left;
            amount_left -= free;
            --events_left;
        }
        const quantity paid{amount.count() - free};
        if (paid == quantity{}) continue;
        const auto cost = checked_add(exact::product(price.rate, paid, unit, price.scale), fixed);
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

/// What transactions cost in the order they came, not rounded; see `charged_of`.
/// Its errors, and `core_errc::overflow` when 128 bits do not hold the sum.
[[nodiscard]] constexpr result<exact> percentage_fee(const percentage& price,
                                                     std::span<const quantity> amounts,
                                                     currency unit) {
    const auto charged = charged_of(price, amounts, unit);
    if (!charged) return charged.error();
    exact total;
    detail::exact_sum sum{total, unit};
    sum.add(exact::product(price.rate, charged->amount, unit, price.scale));
    sum.add(exact::product(price.per_event, charged->events, unit));
    sum.add(exact::product(price.least.value_or(decimal{}), charged->at_least, unit));
    sum.add(exact::product(price.most.value_or(decimal{}), charged->at_most, unit));
    if (sum.error != errc{}) return sum.error;
    return total;
}

/// The place of the first step that holds every unit; none where nothing was used.
/// `catalog_errc::beyond_the_last_tier` when no step holds it.
/// \pre `!find_capacity_fault(rows)`.
template <class Row>
[[nodiscard]] constexpr result<std::optional<std::size_t>> capacity_step(
    std::span<const Row> rows, const std::array<quantity, capacity_units<Row>>& used) {
    if (used == std::array<quantity, capacity_units<Row>>{}) return std::optional<std::size_t>{};
    for (std::size_t i = 0; i < rows.size(); ++i)
        if (step_of(rows[i]).holds(used)) return std::optional{i};
    return catalog_errc::beyond_the_last_tier;
}

/// What a capacity costs, not rounded: the price of the first step that holds every unit, whatever
/// of it was used; nothing where nothing was. `catalog_errc::beyond_the_last_tier` when no step holds it.
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

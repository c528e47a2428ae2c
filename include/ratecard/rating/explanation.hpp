// SPDX-License-Identifier: MIT
#ifndef RATECARD_RATING_EXPLANATION_HPP
#define RATECARD_RATING_EXPLANATION_HPP

#include <cstddef>
#include <cstdint>
#include <optional>

#include <ratecard/catalog/fault.hpp>
#include <ratecard/catalog/price_forms.hpp>
#include <ratecard/catalog/rating_policy.hpp>
#include <ratecard/catalog/view.hpp>
#include <ratecard/core/bounded.hpp>
#include <ratecard/core/id.hpp>
#include <ratecard/core/limit.hpp>
#include <ratecard/core/quantity.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/core/rounding.hpp>
#include <ratecard/money/decimal.hpp>
#include <ratecard/money/exact.hpp>
#include <ratecard/money/money.hpp>
#include <ratecard/rating/bill_line.hpp>
#include <ratecard/rating/charge_line.hpp>
#include <ratecard/rating/fee.hpp>

/// Explains the amount of a charge step by step, and the difference of two amounts.
namespace ratecard::inline v0 {

/// One step of an explanation: a rule, its inputs and its unrounded result.
struct derived_value {
    derivation by{};
    std::size_t part_of = 0;  ///< the place of the step it is a part of; its own for the first step
    std::size_t tier = 0;     ///< the step of the price; not used for a sum
    quantity units{};         ///< what is priced: units, packages or transactions
    decimal price{};
    exact value{};

    friend constexpr bool operator==(const derived_value&, const derived_value&) = default;
};

/// How the amount of a charge was computed, with enough detail to compute it again without the
/// catalog. The first step is the value before rounding; each other step is a part of an earlier
/// one.
template <std::size_t Steps = 16>
struct explanation {
    charge_id charge{};
    edition_id edition{};
    version_id version{};  ///< of the price book
    std::size_t segment = 0;
    quantity metered{};
    std::optional<unit_conversion> conversion{};  ///< from metered to priced units
    quantity used{};
    limit included{};       ///< including the free units
    quantity free_units{};  ///< the part of `included` that is a usage discount
    quantity charged{};
    quantity transactions{};  ///< of a percentage: their number; `used` and `charged` are amounts
    quantity unbilled{};      ///< units beyond the last step, if these cost nothing
    int scale = 0;            ///< quantities count in `10^-scale` of a unit
    bool promoted = false;    ///< free by a promotion: there are no steps
    bounded<derived_value, Steps> steps{};
    rounding rounded{};
    /// What was rounded: each step, their sum, or the sum of all charges of a statement.
    rounding_point point = rounding_point::charge;
    money amount{};

    /// What rounding added: the amount less the value before rounding. `core_errc::overflow` if 128
    /// bits do not hold it.
    [[nodiscard]] constexpr result<exact> rounding_delta() const noexcept {
        if (steps.empty()) return exact{amount};
        return checked_add(exact{amount}, -steps[0].value);
    }

    friend constexpr bool operator==(const explanation&, const explanation&) = default;
};

/// Explains the line of a charge as `rate` computed it. `reading` is needed only for a price by
/// percentage, capacity or matrix.
///
/// `core_errc::capacity_exceeded` if there are more than `Steps`; two for each step of the price
/// plus one always suffice. `catalog_errc::unknown_edition`, `catalog_errc::unknown_version`,
/// `catalog_errc::unknown_charge` or `catalog_errc::no_price` if the line is of another catalog.
/// `rating_errc::another_reading` if the line was not computed from `reading`.
template <std::size_t Steps = 16>
[[nodiscard]] constexpr result<explanation<Steps>> explanation_of(const catalog_view& c,
                                                                  const charge_line& line,
                                                                  const metered& reading = {}) {
    if (!c.has(line.edition)) return catalog_errc::unknown_edition;
    if (!c.has(line.version)) return catalog_errc::unknown_version;
    if (!c.has(line.charge)) return catalog_errc::unknown_charge;
    const auto rows = c.price_of(line.charge, line.edition, line.version);
    const pricing& model = c[line.charge].pricing;
    explanation<Steps> explained{
        .charge = line.charge,
        .edition = line.edition,
        .version = line.version,
        .segment = line.segment,
        .metered = line.metered,
        .conversion = line.converted ? c[line.charge].conversion : std::nullopt,
        .used = line.used,
        .included = line.included,
        .free_units = line.free_units,
        .charged = line.charged,
        .transactions = line.transactions,
        .scale = model.scale,
        .promoted = line.promoted,
        .rounded = line.rounded,
        .point = line.point,
        .amount = line.amount};
    if (line.promoted) return explained;
    bool fits = !explained.steps.full();
    const auto add = [&](const derived_value& step) {
        if (explained.steps.full())
            fits = false;
        else
            explained.steps.push_back(step);
    };
    if (fits) add({.by = derivation::sum, .value = line.before_rounding});
    if (rows.empty()) {
        if (reading.charge != line.charge) return rating_errc::another_reading;
        exact sum;
        detail::exact_sum total{sum, c.unit()};
        const auto read = for_each_priced_part(c, line.edition, line.version, line.included,
                                               reading, [&](const priced_part& part) {
                                                   total.add(part.value);
                                                   add({.by = part.by,
                                                        .tier = part.step,
                                                        .units = part.units,
                                                        .price = part.price,
                                                        .value = part.value});
                                               });
        if (!read) return read.error();
        if (read->used != line.used || read->charged != line.charged ||
            read->transactions != line.transactions || !(read->paid == line.paid) ||
            !(sum == line.before_rounding))
            return rating_errc::another_reading;
        if (!fits) return core_errc::capacity_exceeded;
        explained.scale = read->scale;
        return explained;
    }
    const auto billed = for_each_tier_part(
        model, rows, charged_of(model, line.used, line.included), c.unit(),
        [&](const tier_part& part, const tier& t) {
            add({.by = part.packages ? derivation::by_package : derivation::by_unit,
                 .tier = part.step,
                 .units = part.packages.value_or(part.units),
                 .price = t.unit_price,
                 .value = part.by_unit});
            if (t.flat != decimal{})
                add({.by = derivation::flat,
                     .tier = part.step,
                     .units = quantity{1},
                     .price = t.flat,
                     .value = part.flat});
        });
    if (!billed) return billed.error();
    if (!fits) return core_errc::capacity_exceeded;
    explained.unbilled = line.charged.above(*billed);
    return explained;
}

/// One reason why an amount changed: a step that is new, gone, or has another value.
struct changed_value {
    derivation by{};
    std::size_t tier = 0;
    exact before{};  ///< zero if the step is new
    exact after{};   ///< zero if the step is gone
    exact delta{};   ///< `after - before`

    friend constexpr bool operator==(const changed_value&, const changed_value&) = default;
};

/// Why an amount changed. The deltas of the steps and of the rounding add up to the difference of
/// the amounts.
template <std::size_t Changes = 32>
struct explained_change {
    bounded<changed_value, Changes> steps{};  ///< only those that differ
    exact by_rounding{};                      ///< the part of `delta` that rounding adds
    money delta{};                            ///< the later amount less the earlier one

    friend constexpr bool operator==(const explained_change&, const explained_change&) = default;
};

/// Explains the difference of two amounts of a charge, by the steps of its price.
/// `core_errc::capacity_exceeded` if there are more than `Changes`; as many as both explanations
/// have steps always suffice. `money_errc::currency_mismatch` if the amounts are in two currencies.
/// `core_errc::overflow` if a difference does not fit.
template <std::size_t Changes = 32, std::size_t A, std::size_t B>
[[nodiscard]] constexpr result<explained_change<Changes>> diff(const explanation<A>& before,
                                                               const explanation<B>& after) {
    const auto delta = checked_subtract(after.amount, before.amount);
    if (!delta) return delta.error();
    explained_change<Changes> change{.delta = *delta};
    const exact nothing{money{0, delta->unit()}};
    std::optional<errc> error;
    const auto value_in = [&](const auto& steps, const derived_value& wanted) {
        for (const derived_value& step : steps)
            if (step.by == wanted.by && step.tier == wanted.tier && step.by != derivation::sum)
                return std::optional{step.value};
        return std::optional<exact>{};
    };
    const auto add = [&](const derived_value& step, const exact& old_value,
                         const exact& new_value) {
        const auto changed = checked_add(new_value, -old_value);
        if (!changed)
            error = changed.error();
        else if (!changed->is_zero() && change.steps.full())
            error = core_errc::capacity_exceeded;
        else if (!changed->is_zero())
            change.steps.push_back({step.by, step.tier, old_value, new_value, *changed});
    };
    for (const derived_value& step : before.steps)
        if (step.by != derivation::sum)
            add(step, step.value, value_in(after.steps, step).value_or(nothing));
    for (const derived_value& step : after.steps)
        if (step.by != derivation::sum && !value_in(before.steps, step))
            add(step, nothing, step.value);
    const auto old_delta = before.rounding_delta(), new_delta = after.rounding_delta();
    if (error) return *error;
    if (!old_delta) return old_delta.error();
    if (!new_delta) return new_delta.error();
    const auto by_rounding = checked_add(*new_delta, -*old_delta);
    if (!by_rounding) return by_rounding.error();
    change.by_rounding = *by_rounding;
    return change;
}

}  // namespace ratecard::inline v0

#endif

// SPDX-License-Identifier: MIT
#ifndef RATECARD_RATING_PIPELINE_HPP
#define RATECARD_RATING_PIPELINE_HPP

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include <ratecard/catalog/fault.hpp>
#include <ratecard/catalog/price_book.hpp>
#include <ratecard/catalog/rating_policy.hpp>
#include <ratecard/core/contract.hpp>
#include <ratecard/core/errc.hpp>
#include <ratecard/core/quantity.hpp>
#include <ratecard/core/ratio.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/core/rounding.hpp>
#include <ratecard/core/wide.hpp>
#include <ratecard/money/allocate.hpp>
#include <ratecard/money/currency.hpp>
#include <ratecard/money/decimal.hpp>
#include <ratecard/money/exact.hpp>
#include <ratecard/money/money.hpp>
#include <ratecard/rating/bill_line.hpp>

/// Adjusts the lines of a bill: discounts, maximum, minimum, commitment, credits.
namespace ratecard::inline v0 {

/// Takes a percentage off each line, of what the line is due before credits. Each discount is
/// rounded by `mode`.
///
/// `money_errc::discount_out_of_range` if the percentage is above 100. `money_errc::inexact` if the
/// mode is `exact` and a digit would be lost. `money_errc::currency_mismatch` and
/// `core_errc::overflow` for the sum. After an error `lines` is unchanged.
/// \return what was taken off.
[[nodiscard]] constexpr result<money> take_percentage(std::span<bill_line> lines, ratio part,
                                                      currency unit, rounding mode) {
    if (part > ratio{1, 1}) return money_errc::discount_out_of_range;
    const auto discount = [&](const bill_line& line) {
        return scaled{exact{line.net()}, part}.round(mode);
    };
    money total{0, unit};
    for (const bill_line& line : lines) {
        const auto off = discount(line);
        if (!off) return off;
        const auto new_total = checked_add(total, *off);
        if (!new_total) return new_total;
        total = *new_total;
    }
    for (bill_line& line : lines)
        line.percentage_off =
            money{line.percentage_off.minor_units() + discount(line)->minor_units(), unit};
    return total;
}

/// Takes an amount off the lines that are due something before credits, in proportion, by
/// `allocate`. At most all that is due is taken. For example, 3.00 off lines of 10.00 and 20.00
/// takes 1.00 and 2.00.
///
/// `money_errc::negative_amount` if the amount is below zero. `money_errc::currency_mismatch` and
/// `core_errc::overflow` for the sum of the lines. After an error `lines` is unchanged.
/// \return what was taken off.
/// \pre `weights.size() >= lines.size()` and `parts.size() >= lines.size()`: memory to work in.
[[nodiscard]] constexpr result<money> take_amount(std::span<bill_line> lines, money off,
                                                  std::span<std::uint64_t> weights,
                                                  std::span<money> parts) {
    if (weights.size() < lines.size() || parts.size() < lines.size())
        detail::every_part_must_have_a_place();
    if (off.is_negative()) return money_errc::negative_amount;
    money due{0, off.unit()};
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const money net = lines[i].net();
        weights[i] = net.is_negative() ? 0 : static_cast<std::uint64_t>(net.minor_units());
        if (net.is_negative()) continue;
        const auto new_due = checked_add(due, net);
        if (!new_due) return new_due;
        due = *new_due;
    }
    if (due < off) off = due;
    const auto shared = allocate(off, weights.first(lines.size()), parts);
    if (!shared) return shared.error();
    for (std::size_t i = 0; i < lines.size(); ++i)
        lines[i].amount_off =
            money{lines[i].amount_off.minor_units() + parts[i].minor_units(), off.unit()};
    return off;
}

/// Takes off what exceeds a maximum for the period, given that its earlier bills came to `before` at
/// this step.
/// The last lines are reduced first, each to zero at most. A line that is due zero or less is not
/// changed, but a negative line leaves more room for the others, wherever it is. For example, with
/// a maximum of 100.00 and 70.00 billed before, lines of 20.00 and 20.00 become 20.00 and 10.00.
///
/// `money_errc::currency_mismatch` and `core_errc::overflow` for the sum of the lines. After an
/// error `lines` is unchanged.
/// \return what was taken off.
[[nodiscard]] constexpr result<money> hold_to_maximum(std::span<bill_line> lines, money maximum,
                                                      money before) {
    const auto room = checked_subtract(maximum, before);
    if (!room) return room;
    const auto due = net_of(lines, maximum.unit());
    if (!due) return due;
    const money nothing{0, maximum.unit()};
    const auto over = checked_subtract(*due, room->is_negative() ? nothing : *room);
    if (!over) return over;
    if (over->is_negative()) return nothing;
    std::int64_t left = over->minor_units();
    for (std::size_t i = lines.size(); i-- > 0;) {
        bill_line& line = lines[i];
        const std::int64_t net = line.net().minor_units();
        const std::int64_t off = net <= 0 ? 0 : net < left ? net : left;
        left -= off;
        line.over_maximum = money{line.over_maximum.minor_units() + off, maximum.unit()};
    }
    return money{over->minor_units() - left, maximum.unit()};
}

/// The line that brings a period up to its minimum when it closes: the minimum less what is due
/// before credits and less what earlier bills came to at this step (`before`). None if the minimum is reached.
/// `money_errc::currency_mismatch` and `core_errc::overflow` for the sum.
[[nodiscard]] constexpr result<std::optional<bill_line>> minimum_line(
    std::span<const bill_line> lines, money minimum, money before) {
    const auto due = net_of(lines, minimum.unit());
    if (!due) return due.error();
    const auto billed = checked_add(*due, before);
    if (!billed) return billed.error();
    const auto missing = checked_subtract(minimum, *billed);
    if (!missing) return missing.error();
    if (missing->is_zero() || missing->is_negative()) return std::optional<bill_line>{};
    return std::optional{line_of(line_kind::minimum, 0, 0, *missing)};
}

/// Uses credits on the lines in their order, each up to what it is due.
/// `money_errc::negative_amount` if the credits are below zero. `money_errc::currency_mismatch` if
/// a line is in another currency. After an error `lines` is unchanged.
/// \return what was used.
[[nodiscard]] constexpr result<money> use_credits(std::span<bill_line> lines, money credits) {
    if (credits.is_negative()) return money_errc::negative_amount;
    for (const bill_line& line : lines)
        if (line.amount.unit() != credits.unit()) return money_errc::currency_mismatch;
    std::int64_t left = credits.minor_units();
    for (bill_line& line : lines) {
        const std::int64_t due = line.due().minor_units();
        const std::int64_t used = due <= 0 ? 0 : due < left ? due : left;
        left -= used;
        line.credited = money{line.credited.minor_units() + used, credits.unit()};
    }
    return money{credits.minor_units() - left, credits.unit()};
}

/// A cost under a commitment, in three parts that are not rounded.
struct committed {
    exact within{};    ///< the part of the cost that the commitment covers
    scaled overage{};  ///< what exceeds the commitment, times its factor
    exact missing{};   ///< the difference to the commitment; zero without `true_up`

    friend constexpr bool operator==(const committed&, const committed&) = default;
};

/// Divides a cost by a commitment of which `before` is already used up. For example, with 100.00
/// committed at an overage factor of 1.5 and 80.00 used before, a cost of 50.00 is 20.00 within the
/// commitment and 30.00 x 1.5 of overage.
///
/// `money_errc::negative_amount` if the cost, `before`, the commitment or its factor is below zero.
/// `money_errc::currency_mismatch` if `cost` and `before` are in two currencies.
/// `core_errc::overflow` if a value does not fit.
[[nodiscard]] constexpr result<committed> under_commitment(const commitment& to, const exact& cost,
                                                           const exact& before) {
    if (cost.is_negative() || before.is_negative() || to.amount.is_negative() ||
        to.overage_factor.is_negative())
        return money_errc::negative_amount;
    const exact nothing{money{0, cost.unit()}};
    const auto left = checked_add(exact::product(to.amount, quantity{1}, cost.unit()), -before);
    if (!left) return left.error();
    const exact room = left->is_negative() ? nothing : *left;
    const auto over = checked_add(cost, -room);
    if (!over) return over.error();
    committed parts{.within = room < cost ? room : cost, .missing = nothing};
    const exact above = over->is_negative() ? nothing : *over;
    parts.overage = scaled{above, ratio{static_cast<std::uint64_t>(to.overage_factor.count()),
                                        detail::power_of_ten(to.overage_factor.scale())}};
    if (to.true_up && over->is_negative()) parts.missing = -*over;
    return parts;
}

/// Writes the parts of a committed cost as lines of a bill, each rounded by `mode`. Lines of zero
/// are left out. `core_errc::capacity_exceeded` if they do not fit in `lines`; three always
/// suffice. `core_errc::overflow` and `money_errc::inexact` as for `exact::round`. After an error
/// the content of `lines` must not be used.
/// \return how many lines were written.
[[nodiscard]] constexpr result<std::size_t> lines_of(const committed& parts, rounding mode,
                                                     std::span<bill_line> lines) {
    std::size_t written = 0;
    const auto write = [&](line_kind kind, const result<money>& amount) -> result<std::size_t> {
        if (!amount) return amount.error();
        if (amount->is_zero()) return written;
        if (written == lines.size()) return core_errc::capacity_exceeded;
        lines[written] = line_of(kind, 0, 0, *amount);
        return ++written;
    };
    if (const auto usage = write(line_kind::usage, parts.within.round(mode)); !usage) return usage;
    if (const auto overage = write(line_kind::overage, parts.overage.round(mode)); !overage)
        return overage;
    return write(line_kind::commitment, parts.missing.round(mode));
}

/// What is agreed with or granted to a customer for the lines of a billing period, in its currency.
///
/// A bill in the middle of the period has the lines so far, with `closes` false; the next bill is
/// the `difference` between its lines and those before. So the bills add up to the bill of the
/// whole period, whatever the order of the steps. Adjustments are those of the period, in each of
/// its bills.
struct adjustments {
    std::optional<ratio> percentage_off{};
    std::optional<money> amount_off{};
    std::optional<money> maximum{};
    std::optional<money> minimum{};
    std::optional<money> credits{};
    /// Whether the period ends with this bill. Only then the difference to a minimum or a commitment
    /// is billed.
    bool closes = true;

    friend constexpr bool operator==(const adjustments&, const adjustments&) = default;
};

/// What the price list states for a charge, or for all charges together, as amounts in `unit`.
/// `money_errc::discount_out_of_range`, `core_errc::ratio_overflow`, `money_errc::inexact` and
/// `core_errc::overflow` if a value is out of range; a validated catalog has no such row.
[[nodiscard]] constexpr result<adjustments> adjustments_of(const price_adjustment& row,
                                                           currency unit) {
    adjustments stated;
    errc error{};
    const auto in_minor_units = [&](const std::optional<decimal>& amount) -> std::optional<money> {
        if (!amount || error != errc{}) return std::nullopt;
        const auto settled = exact::product(*amount, quantity{1}, unit).round(rounding::exact);
        if (settled) return *settled;
        error = settled.error();
        return std::nullopt;
    };
    if (row.percentage_off) {
        const auto part = percent(*row.percentage_off);
        if (!part) return part.error();
        stated.percentage_off = *part;
    }
    stated.amount_off = in_minor_units(row.amount_off);
    stated.maximum = in_minor_units(row.maximum);
    stated.minimum = in_minor_units(row.minimum);
    if (error != errc{}) return error;
    return stated;
}

namespace detail {

/// The agreed adjustments, with those of the price list for what is not agreed.
constexpr adjustments agreed_or(const adjustments& agreed, const adjustments& listed) {
    adjustments merged = agreed;
    if (!merged.percentage_off) merged.percentage_off = listed.percentage_off;
    if (!merged.amount_off) merged.amount_off = listed.amount_off;
    if (!merged.maximum) merged.maximum = listed.maximum;
    if (!merged.minimum) merged.minimum = listed.minimum;
    return merged;
}

}  // namespace detail

/// Why a policy cannot apply these adjustments: `core_errc::policy_out_of_range` if the maximum is
/// below the minimum, or if the policy repeats a step; `catalog_errc::adjustment_without_its_step`
/// if an adjustment is set, but the policy does not have its step. None if it can.
[[nodiscard]] constexpr std::optional<errc> find_fault(const rating_policy& policy,
                                                       const adjustments& agreed) noexcept {
    if (!is_well_formed(policy) ||
        (agreed.minimum && agreed.maximum && *agreed.maximum < *agreed.minimum))
        return core_errc::policy_out_of_range;
    if ((agreed.percentage_off && !has_step(policy, rating_step::percentage_discount)) ||
        (agreed.amount_off && !has_step(policy, rating_step::amount_discount)) ||
        (agreed.maximum && !has_step(policy, rating_step::maximum)) ||
        (agreed.minimum && !has_step(policy, rating_step::minimum)) ||
        (agreed.credits && !has_step(policy, rating_step::credits)))
        return catalog_errc::adjustment_without_its_step;
    return std::nullopt;
}

/// Applies one step of a policy to the first `size` of `lines`. Does nothing if no adjustment is
/// agreed for the step.
///
/// `core_errc::capacity_exceeded` if there is no room for the line of a minimum. Otherwise errors
/// as for `take_percentage`, `take_amount`, `hold_to_maximum`, `minimum_line` and `use_credits`.
/// After an error the content of `lines` must not be used.
/// \pre the lines are in `unit`; `size <= lines.size()`; `weights` and `parts` are as long as
/// `lines`.
/// \return the number of lines.
[[nodiscard]] constexpr result<std::size_t> adjust_by(rating_step step, const adjustments& agreed,
                                                      rounding mode, std::span<bill_line> lines,
                                                      std::size_t size, currency unit,
                                                      std::span<std::uint64_t> weights,
                                                      std::span<money> parts) {
    if (size > lines.size() || weights.size() < lines.size() || parts.size() < lines.size())
        detail::every_part_must_have_a_place();
    const money before{0, unit};
    const auto now = lines.first(size);
    const auto size_after = [&](const result<money>& taken) -> result<std::size_t> {
        if (!taken) return taken.error();
        return size;
    };
    switch (step) {
        case rating_step::percentage_discount:
            if (!agreed.percentage_off) break;
            return size_after(take_percentage(now, *agreed.percentage_off, unit, mode));
        case rating_step::amount_discount:
            if (!agreed.amount_off) break;
            return size_after(take_amount(now, *agreed.amount_off, weights, parts));
        case rating_step::maximum:
            if (!agreed.maximum) break;
            return size_after(hold_to_maximum(now, *agreed.maximum, before));
        case rating_step::minimum: {
            if (!agreed.minimum || !agreed.closes) break;
            const auto missing = minimum_line(now, *agreed.minimum, before);
            if (!missing) return missing.error();
            if (!*missing) break;
            if (size == lines.size()) return core_errc::capacity_exceeded;
            lines[size] = **missing;
            return size + 1;
        }
        case rating_step::credits:
            if (!agreed.credits) break;
            return size_after(use_credits(now, *agreed.credits));
    }
    return size;
}

/// Applies all steps of a policy to the first `size` of `lines`, in the policy's order. What was
/// taken off before stays off.
///
/// `core_errc::policy_out_of_range` and `catalog_errc::adjustment_without_its_step` as for
/// `find_fault`. `money_errc::currency_mismatch` if a line
/// is not in `unit`. Otherwise errors as for `adjust_by`. After an error the content of `lines`
/// must not be used.
/// \pre `size <= lines.size()`; `weights` and `parts` are as long as `lines`.
/// \return the number of lines.
[[nodiscard]] constexpr result<std::size_t> adjust(const rating_policy& policy,
                                                   const adjustments& agreed,
                                                   std::span<bill_line> lines, std::size_t size,
                                                   currency unit, std::span<std::uint64_t> weights,
                                                   std::span<money> parts) {
    if (const auto fault = find_fault(policy, agreed)) return *fault;
    if (size > lines.size()) detail::every_part_must_have_a_place();
    for (const bill_line& line : lines.first(size))
        if (line.amount.unit() != unit) return money_errc::currency_mismatch;
    for (std::size_t i = 0; i < policy.steps; ++i) {
        const auto now =
            adjust_by(policy.order[i], agreed, policy.mode, lines, size, unit, weights, parts);
        if (!now) return now;
        size = *now;
    }
    return size;
}

}  // namespace ratecard::inline v0

#endif

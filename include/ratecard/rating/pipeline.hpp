// SPDX-License-Identifier: MIT
#ifndef RATECARD_RATING_PIPELINE_HPP
#define RATECARD_RATING_PIPELINE_HPP

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

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

/// Discounts, maximum, minimum, commitment, credits: what is done to the lines of a bill.
namespace ratecard::inline v0 {

/// Takes a percentage of what is due before credits off each line, each discount rounded by `mode`.
/// `money_errc::discount_out_of_range` for more than the whole, `money_errc::inexact` as rounding has it; nothing
/// of `lines` is changed then.
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
/// `allocate`: at most all that is due.
/// `money_errc::negative_amount` for an amount below zero, `money_errc::currency_mismatch`; nothing of `lines` is
/// changed then.
/// \return what was taken off.
/// \pre `weights.size() >= lines.size()` and `parts.size() >= lines.size()`: room for the work.
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

/// Holds a period to a maximum: what would bring its bills above it, beside what was billed `before`,
/// is taken off the last lines first, each down to nothing at most. Lines that are due nothing, or
/// less, are left alone; what they give back makes room, wherever they stand.
/// `money_errc::currency_mismatch`, `core_errc::overflow`; nothing of `lines` is changed then.
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

/// The line that is missing to a minimum when a period closes: the minimum less what is due before
/// credits, and was billed `before`. Nothing where the minimum is reached.
/// `money_errc::currency_mismatch`, `core_errc::overflow`.
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

/// Uses up credits on the lines in their order, each up to what it is due.
/// `money_errc::currency_mismatch` between the credits and a line; `money_errc::negative_amount` for credits
/// below zero. Nothing of `lines` is changed then.
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

/// What a cost comes to under a commitment, in three parts that are not rounded.
struct committed {
    exact within{};    ///< what of the cost the commitment covers
    scaled overage{};  ///< what exceeds it, times the factor
    exact missing{};   ///< what is billed beside the cost; zero without `true_up`

    friend constexpr bool operator==(const committed&, const committed&) = default;
};

/// What `cost` comes to under a commitment, in the cost's currency, of which `before` was used up
/// already. `money_errc::currency_mismatch`, `core_errc::overflow`, `money_errc::negative_amount` for a cost, a use,
/// a commitment or a factor below zero.
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

/// The parts as lines of a bill, each rounded by `mode`; lines of nothing are left out.
/// `core_errc::capacity_exceeded` when `lines` has no room for them: three always suffice.
/// \return how many lines were written; nothing of `lines` may be used after an error.
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
    if (const auto w = write(line_kind::usage, parts.within.round(mode)); !w) return w;
    if (const auto w = write(line_kind::overage, parts.overage.round(mode)); !w) return w;
    return write(line_kind::commitment, parts.missing.round(mode));
}

/// What is agreed or granted for the lines of one bill. Amounts of the bill's currency.
struct adjustments {
    std::optional<ratio> percentage_off{};
    std::optional<money> amount_off{};
    std::optional<money> maximum{};
    std::optional<money> minimum{};
    std::optional<money> credits{};
    /// What earlier bills of the same period came to, before credits.
    std::optional<money> billed_before{};
    bool closes = true;  ///< whether the period ends with this bill: only then a minimum is billed

    friend constexpr bool operator==(const adjustments&, const adjustments&) = default;
};

/// What the price list states for a charge, or for all charges together, as amounts of the view's
/// currency. `money_errc::discount_out_of_range`, `core_errc::ratio_overflow`, `money_errc::inexact` and
/// `core_errc::overflow` for a row that validation refuses.
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

/// `agreed`, and where it states nothing, what is `listed`.
constexpr adjustments agreed_or(const adjustments& agreed, const adjustments& listed) {
    adjustments all = agreed;
    if (!all.percentage_off) all.percentage_off = listed.percentage_off;
    if (!all.amount_off) all.amount_off = listed.amount_off;
    if (!all.maximum) all.maximum = listed.maximum;
    if (!all.minimum) all.minimum = listed.minimum;
    return all;
}

}  // namespace detail

/// Whether what is agreed can be done by a policy: `core_errc::policy_out_of_range` for a maximum below the
/// minimum or a policy that does a step twice.
[[nodiscard]] constexpr std::optional<errc> find_fault(const rating_policy& policy,
                                                       const adjustments& agreed) noexcept {
    if (!is_well_formed(policy) ||
        (agreed.minimum && agreed.maximum && *agreed.maximum < *agreed.minimum))
        return core_errc::policy_out_of_range;
    return std::nullopt;
}

/// Does one step of a policy to the first `size` of `lines`, of one currency: nothing where nothing
/// is agreed for it.
/// `core_errc::capacity_exceeded` where there is no room for the line of a minimum, and the errors of
/// `take_percentage`, `take_amount`, `hold_to_maximum`, `minimum_line` and `use_credits`. Nothing of
/// `lines` may be used after an error.
/// \pre `size <= lines.size()`, and `weights` and `parts` have room for as many as `lines`.
/// \return how many lines there are now.
[[nodiscard]] constexpr result<std::size_t> adjust_by(rating_step step, const adjustments& agreed,
                                                      rounding mode, std::span<bill_line> lines,
                                                      std::size_t size, currency unit,
                                                      std::span<std::uint64_t> weights,
                                                      std::span<money> parts) {
    if (size > lines.size() || weights.size() < lines.size() || parts.size() < lines.size())
        detail::every_part_must_have_a_place();
    const money before = agreed.billed_before.value_or(money{0, unit});
    const auto now = lines.first(size);
    const auto done = [&](const result<money>& taken) -> result<std::size_t> {
        if (!taken) return taken.error();
        return size;
    };
    switch (step) {
        case rating_step::percentage_discount:
            if (!agreed.percentage_off) break;
            return done(take_percentage(now, *agreed.percentage_off, unit, mode));
        case rating_step::amount_discount:
            if (!agreed.amount_off) break;
            return done(take_amount(now, *agreed.amount_off, weights, parts));
        case rating_step::maximum:
            if (!agreed.maximum) break;
            return done(hold_to_maximum(now, *agreed.maximum, before));
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
            return done(use_credits(now, *agreed.credits));
    }
    return size;
}

/// Does to the first `size` of `lines` what a policy does to amounts, in its order; what was taken
/// off them before stays off.
/// `core_errc::policy_out_of_range` as for `find_fault`, `money_errc::currency_mismatch`, and the errors of
/// `adjust_by`. Nothing of `lines` may be used after an error.
/// \pre `size <= lines.size()`, and `weights` and `parts` have room for as many as `lines`.
/// \return how many lines there are now.
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

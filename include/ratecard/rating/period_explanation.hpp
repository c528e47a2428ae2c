// SPDX-License-Identifier: MIT
#ifndef RATECARD_RATING_PERIOD_EXPLANATION_HPP
#define RATECARD_RATING_PERIOD_EXPLANATION_HPP

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include <ratecard/catalog/content_hash.hpp>
#include <ratecard/catalog/price_book.hpp>
#include <ratecard/catalog/rating_policy.hpp>
#include <ratecard/catalog/view.hpp>
#include <ratecard/core/bounded.hpp>
#include <ratecard/core/id.hpp>
#include <ratecard/core/ratio.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/core/rounding.hpp>
#include <ratecard/money/exact.hpp>
#include <ratecard/money/money.hpp>
#include <ratecard/rating/bill_line.hpp>
#include <ratecard/rating/charge_line.hpp>
#include <ratecard/rating/explanation.hpp>
#include <ratecard/rating/period_facts.hpp>
#include <ratecard/rating/pipeline.hpp>
#include <ratecard/rating/rated_period.hpp>

/// Explains the bill of a period, and the difference of two bills.
namespace ratecard::inline v0 {

/// A charge of a period: how its amount was computed, and how a commitment divides it.
template <std::size_t Steps = 16>
struct explained_charge {
    explanation<Steps> of{};
    std::optional<commitment> committed_to{};
    exact before{};     ///< what earlier segments of the charge came to, before rounding
    committed parts{};  ///< the value before rounding, divided by the rest of the commitment

    friend constexpr bool operator==(const explained_charge&, const explained_charge&) = default;
};

/// What one step of a policy changed in one line, with enough detail to compute it again.
struct explained_adjustment {
    rating_step by{};
    /// The charge whose lines are adjusted; none if all lines are.
    std::optional<charge_id> charge{};
    /// For a percentage, the segment of the charge whose lines are adjusted; else its last segment.
    std::size_t segment = 0;
    std::size_t line = 0;      ///< the place of the line; for a minimum, of the added line
    money base{};              ///< `net()` of the line before the step; for credits, `due()`
    money of_all{};            ///< the sum of the bases of all lines
    ratio part{};              ///< the percentage
    money stated{};            ///< the amount to take off, the maximum, the minimum, or the credits
    scaled before_rounding{};  ///< the unrounded result: a part of the base, or a share
    money amount{};            ///< what was taken off, or added by a minimum

    friend constexpr bool operator==(const explained_adjustment&,
                                     const explained_adjustment&) = default;
};

/// How the lines of a period were computed: the charges, then the adjustments in the order in which
/// they were applied. The amounts can be computed again without the catalog.
template <std::size_t Lines = 32, std::size_t Charges = 16, std::size_t Steps = 16,
          std::size_t Adjustments = 64>
struct period_explanation {
    edition_id edition{};
    version_id version{};       ///< of the price book
    std::uint64_t content = 0;  ///< `content_hash` of that version
    rounding rounded{};         ///< how percentages are rounded
    bounded<explained_charge<Steps>, Charges> charges{};
    bounded<bill_line, Lines> lines{};
    bounded<explained_adjustment, Adjustments> adjustments{};  ///< those that changed a line
    money net{};
    money due{};

    friend constexpr bool operator==(const period_explanation&,
                                     const period_explanation&) = default;
};

namespace detail {

/// What a step took off a line.
constexpr money taken_by(rating_step step, const bill_line& line) {
    switch (step) {
        case rating_step::percentage_discount: return line.percentage_off;
        case rating_step::amount_discount: return line.amount_off;
        case rating_step::maximum: return line.over_maximum;
        case rating_step::credits: return line.credited;
        case rating_step::minimum: break;
    }
    return money{0, line.amount.unit()};
}

/// The explanation of a step with its inputs, before a line is named.
constexpr explained_adjustment stated_for(rating_step step, const adjustments& agreed,
                                          currency unit) {
    const money nothing{0, unit};
    explained_adjustment explained{
        .by = step, .base = nothing, .of_all = nothing, .stated = nothing, .amount = nothing};
    switch (step) {
        case rating_step::percentage_discount:
            explained.part = agreed.percentage_off.value_or(ratio{});
            break;
        case rating_step::amount_discount:
            explained.stated = agreed.amount_off.value_or(nothing);
            break;
        case rating_step::maximum: explained.stated = agreed.maximum.value_or(nothing); break;
        case rating_step::minimum: explained.stated = agreed.minimum.value_or(nothing); break;
        case rating_step::credits: explained.stated = agreed.credits.value_or(nothing); break;
    }
    return explained;
}

}  // namespace detail

/// Explains the period that `rate_period` rates from the same facts. Errors as for `rate_period`
/// and `explanation_of`, and `core_errc::capacity_exceeded` if there are more adjustments than fit.
/// Each step takes one place for each line it changes; steps for the lines of a charge and steps
/// for all lines are counted separately.
template <std::size_t Lines = 32, std::size_t Charges = 16, std::size_t Steps = 16,
          std::size_t Adjustments = 64>
[[nodiscard]] constexpr result<period_explanation<Lines, Charges, Steps, Adjustments>>
explain_period(const catalog_view& c, const period_facts& f) {
    period_explanation<Lines, Charges, Steps, Adjustments> explained{.edition = f.edition,
                                                                     .version = f.version};
    rating_memory<Lines, Charges> memory;
    const rating_room room = memory.room();
    std::array<bill_line, Lines> before{};
    const rating_policy& policy = c.offering->rating;
    explained.rounded = policy.mode;
    if (c.has(f.version)) explained.content = content_hash(c, f.version);
    const auto apply_and_explain =
        [&](rating_step step, const adjustments& agreed, std::span<bill_line> lines,
            std::size_t size, std::size_t first, const charge_line* of) -> result<std::size_t> {
        for (std::size_t i = 0; i < size; ++i) before[i] = lines[i];
        const auto now =
            adjust_by(step, agreed, policy.mode, lines, size, c.unit(), room.weights, room.shares);
        if (!now) return now;
        explained_adjustment adjustment = detail::stated_for(step, agreed, c.unit());
        if (of != nullptr) {
            adjustment.charge = of->charge;
            adjustment.segment = of->segment;
        }
        const auto base_of = [&](std::size_t i) {
            return step == rating_step::credits ? before[i].due() : before[i].net();
        };
        money of_all{0, c.unit()};
        for (std::size_t i = 0; i < size; ++i) {
            const auto sum = checked_add(of_all, base_of(i));
            if (!sum) return sum.error();
            of_all = *sum;
        }
        adjustment.of_all = of_all;
        for (std::size_t i = 0; i < *now; ++i) {
            adjustment.line = first + i;
            if (i < size) {
                adjustment.base = base_of(i);
                adjustment.amount = money{detail::taken_by(step, lines[i]).minor_units() -
                                              detail::taken_by(step, before[i]).minor_units(),
                                          c.unit()};
            } else {
                adjustment.base = money{0, c.unit()};
                adjustment.amount = lines[i].amount;
            }
            if (adjustment.amount.is_zero()) continue;
            adjustment.before_rounding = scaled{exact{adjustment.amount}, ratio{1, 1}};
            if (step == rating_step::percentage_discount)
                adjustment.before_rounding = scaled{exact{adjustment.base}, adjustment.part};
            if (step == rating_step::amount_discount)
                adjustment.before_rounding =
                    scaled{exact{adjustment.stated < of_all ? adjustment.stated : of_all},
                           ratio{static_cast<std::uint64_t>(adjustment.base.minor_units()),
                                 static_cast<std::uint64_t>(of_all.minor_units())}};
            if (explained.adjustments.full()) return core_errc::capacity_exceeded;
            explained.adjustments.push_back(adjustment);
        }
        return now;
    };
    const auto rated = detail::period_rating{c, f, room, apply_and_explain}.run();
    if (!rated) return rated.error();
    for (const bill_line& line : rated->lines) explained.lines.push_back(line);
    explained.net = rated->net;
    explained.due = rated->due;
    exact before_segment{money{0, c.unit()}};
    for (std::size_t i = 0; i < rated->charges.size(); ++i) {
        const charge_line& charge = rated->charges[i];
        const auto is_same = [&](std::size_t other) {
            return other < rated->charges.size() && rated->charges[other].charge == charge.charge;
        };
        if (i == 0 || !is_same(i - 1)) before_segment = exact{money{0, c.unit()}};
        const auto reading = detail::reading_of(c, f, charge);
        if (!reading) return reading.error();
        const auto explanation = explanation_of<Steps>(c, charge, *reading);
        if (!explanation) return explanation.error();
        explained_charge<Steps> entry{.of = *explanation, .before = before_segment};
        const auto terms = detail::terms_of(c, f, charge.charge);
        if (!terms) return terms.error();
        if (!charge.promoted) entry.committed_to = terms->committed;
        if (entry.committed_to) {
            const auto under =
                detail::under_commitment(*entry.committed_to, charge.before_rounding,
                                         before_segment, f.agreed.closes && !is_same(i + 1));
            if (!under) return under.error();
            entry.parts = *under;
        }
        const auto sum = checked_add(before_segment, charge.before_rounding);
        if (!sum) return sum.error();
        before_segment = *sum;
        explained.charges.push_back(entry);
    }
    return explained;
}

/// A part of a bill: the amounts of one kind of line, or what one step takes off.
enum class bill_part : std::uint8_t {
    usage,
    flat,
    minimum,
    commitment,
    overage,
    percentage_off,
    amount_off,
    over_maximum,
    credited,
};

/// A part of a bill that changed. What is taken off is below zero.
struct changed_part {
    std::optional<charge_id> charge{};  ///< none for lines of the whole bill
    bill_part part{};
    money before{};
    money after{};
    money delta{};

    friend constexpr bool operator==(const changed_part&, const changed_part&) = default;
};

/// Why what is due changed. The deltas of the parts add up to `delta`.
template <std::size_t Changes = 32>
struct bill_change {
    bounded<changed_part, Changes> parts{};  ///< only those that differ
    money delta{};                           ///< what is due after, less what was due before

    friend constexpr bool operator==(const bill_change&, const bill_change&) = default;
};

namespace detail {

/// The part of a bill to which lines of a kind belong.
constexpr bill_part part_of(line_kind kind) {
    switch (kind) {
        case line_kind::usage: break;
        case line_kind::flat: return bill_part::flat;
        case line_kind::minimum: return bill_part::minimum;
        case line_kind::commitment: return bill_part::commitment;
        case line_kind::overage: return bill_part::overage;
    }
    return bill_part::usage;
}

/// The amount of one part of a bill, for a charge or for lines of the whole bill.
constexpr result<money> part_of_bill(std::span<const bill_line> lines,
                                     std::optional<charge_id> charge, bill_part part,
                                     currency unit) {
    money sum{0, unit};
    for (const bill_line& line : lines) {
        if (line.charge != charge) continue;
        money amount{0, unit};
        switch (part) {
            case bill_part::percentage_off: amount = -line.percentage_off; break;
            case bill_part::amount_off: amount = -line.amount_off; break;
            case bill_part::over_maximum: amount = -line.over_maximum; break;
            case bill_part::credited: amount = -line.credited; break;
            default:
                if (part == part_of(line.kind)) amount = line.amount;
        }
        const auto new_sum = checked_add(sum, amount);
        if (!new_sum) return new_sum;
        sum = *new_sum;
    }
    return sum;
}

}  // namespace detail

/// Explains the difference of two bills, part by part and charge by charge.
/// `core_errc::capacity_exceeded` if there are more than `Changes`. `money_errc::currency_mismatch`
/// if a line is not in `unit`. `core_errc::overflow` if a difference does not fit.
template <std::size_t Changes = 32>
[[nodiscard]] constexpr result<bill_change<Changes>> diff(std::span<const bill_line> before,
                                                          std::span<const bill_line> after,
                                                          currency unit) {
    const auto due_before = due_of(before, unit), due_after = due_of(after, unit);
    if (!due_before) return due_before.error();
    if (!due_after) return due_after.error();
    const auto delta = checked_subtract(*due_after, *due_before);
    if (!delta) return delta.error();
    bill_change<Changes> change{.delta = *delta};
    const auto seen_before = [&](std::size_t n) {
        const auto at = [&](std::size_t i) {
            return i < before.size() ? before[i].charge : after[i - before.size()].charge;
        };
        for (std::size_t i = 0; i < n; ++i)
            if (at(i) == at(n)) return true;
        return false;
    };
    for (std::size_t n = 0; n < before.size() + after.size(); ++n) {
        if (seen_before(n)) continue;
        const auto charge = n < before.size() ? before[n].charge : after[n - before.size()].charge;
        for (int p = 0; p <= static_cast<int>(bill_part::credited); ++p) {
            const auto part = static_cast<bill_part>(p);
            const auto old = detail::part_of_bill(before, charge, part, unit);
            const auto now = detail::part_of_bill(after, charge, part, unit);
            if (!old) return old.error();
            if (!now) return now.error();
            if (*old == *now) continue;
            const auto difference = checked_subtract(*now, *old);
            if (!difference) return difference.error();
            if (change.parts.full()) return core_errc::capacity_exceeded;
            change.parts.push_back({charge, part, *old, *now, *difference});
        }
    }
    return change;
}

}  // namespace ratecard::inline v0

#endif

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

/// How the bill of a period came about, and why it became another.
namespace ratecard::inline v0 {

/// A charge of a period: how its amount came about and, under a commitment, what became of it.
template <std::size_t Steps = 16>
struct explained_charge {
    explanation<Steps> of{};
    std::optional<commitment> committed_to{};
    committed parts{};  ///< of the value before rounding, under the commitment

    friend constexpr bool operator==(const explained_charge&, const explained_charge&) = default;
};

/// What one step of a policy did to one line: enough to compute it again.
struct explained_adjustment {
    rating_step by{};
    /// The charge that the price list states it for; none for what is done to all lines.
    std::optional<charge_id> charge{};
    std::size_t segment = 0;  ///< of the period, where it is stated for a charge
    std::size_t line = 0;     ///< the place of the line; of a minimum, of the line that it added
    money base{};    ///< what the line was due before, before credits; for credits, what it was due
    money of_all{};  ///< the sum of all such bases
    ratio part{};    ///< of a percentage
    money stated{};  ///< the amount to share out, the maximum, the minimum, or the credits
    money before{};  ///< what earlier bills of the period came to, for a maximum or minimum
    scaled before_rounding{};  ///< what it comes to: a part of the base, or a share of the amount
    money amount{};            ///< what was taken off, or added by a minimum

    friend constexpr bool operator==(const explained_adjustment&,
                                     const explained_adjustment&) = default;
};

/// How the lines of a period came about: the charges, then what was done to their lines, in the
/// order in which it was done. Its amounts can be computed again without the catalog.
template <std::size_t Lines = 32, std::size_t Charges = 16, std::size_t Steps = 16,
          std::size_t Adjustments = 64>
struct period_explanation {
    edition_id edition{};
    version_id version{};       ///< the version of the price book whose prices these are
    std::uint64_t content = 0;  ///< `content_hash` of that version: what these prices were
    rounding rounded{};         ///< of what is taken off by percentages
    bounded<explained_charge<Steps>, Charges> charges{};
    bounded<bill_line, Lines> lines{};
    bounded<explained_adjustment, Adjustments> adjustments{};  ///< those that changed a line
    money net{};
    money due{};

    friend constexpr bool operator==(const period_explanation&,
                                     const period_explanation&) = default;
};

namespace detail {

/// What a step takes off a line.
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

/// What a step said of a bill, before a line is named.
constexpr explained_adjustment stated_for(rating_step step, const adjustments& agreed,
                                          currency unit) {
    const money nothing{0, unit};
    explained_adjustment explained{.by = step,
                                   .base = nothing,
                                   .of_all = nothing,
                                   .stated = nothing,
                                   .before = nothing,
                                   .amount = nothing};
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
    if (step == rating_step::maximum || step == rating_step::minimum)
        explained.before = agreed.billed_before.value_or(nothing);
    return explained;
}

}  // namespace detail

/// Explains the period that `rate_period` makes of the same facts. Nothing is computed for it unless
/// it is asked for. The errors of `rate_period` and `explanation_of`, and `core_errc::capacity_exceeded` when more
/// was done to lines than the explanation holds: a step that is done to a line of a charge and one
/// that is done to all lines each take a place for each line they change.
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
    const auto adjust_and_explain = [&](std::span<bill_line> lines, std::size_t size,
                                        const adjustments& agreed, std::size_t first,
                                        const charge_line* of) -> result<std::size_t> {
        if (const auto fault = find_fault(policy, agreed)) return *fault;
        for (std::size_t s = 0; s < policy.steps; ++s) {
            const rating_step step = policy.order[s];
            for (std::size_t i = 0; i < size; ++i) before[i] = lines[i];
            const auto now = adjust_by(step, agreed, policy.mode, lines, size, c.unit(),
                                       room.weights, room.shares);
            if (!now) return now;
            explained_adjustment one = detail::stated_for(step, agreed, c.unit());
            if (of != nullptr) {
                one.charge = of->charge;
                one.segment = of->segment;
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
            one.of_all = of_all;
            for (std::size_t i = 0; i < *now; ++i) {
                one.line = first + i;
                if (i < size) {
                    one.base = base_of(i);
                    one.amount = money{detail::taken_by(step, lines[i]).minor_units() -
                                           detail::taken_by(step, before[i]).minor_units(),
                                       c.unit()};
                } else {
                    one.base = money{0, c.unit()};
                    one.amount = lines[i].amount;
                }
                if (one.amount.is_zero()) continue;
                one.before_rounding = scaled{exact{one.amount}, ratio{1, 1}};
                if (step == rating_step::percentage_discount)
                    one.before_rounding = scaled{exact{one.base}, one.part};
                if (step == rating_step::amount_discount)
                    one.before_rounding =
                        scaled{exact{one.stated < of_all ? one.stated : of_all},
                               ratio{static_cast<std::uint64_t>(one.base.minor_units()),
                                     static_cast<std::uint64_t>(of_all.minor_units())}};
                if (explained.adjustments.full()) return core_errc::capacity_exceeded;
                explained.adjustments.push_back(one);
            }
            size = *now;
        }
        return size;
    };
    const auto rated = detail::period_rating{c, f, room, adjust_and_explain}.run();
    if (!rated) return rated.error();
    for (const bill_line& line : rated->lines) explained.lines.push_back(line);
    explained.net = rated->net;
    explained.due = rated->due;
    for (const charge_line& charge : rated->charges) {
        const auto reading = detail::reading_of(c, f, charge);
        if (!reading) return reading.error();
        const auto of = explanation_of<Steps>(c, charge, *reading);
        if (!of) return of.error();
        explained_charge<Steps> one{.of = *of};
        one.committed_to =
            c.adjustment_of(charge.charge, charge.edition, charge.version).commitment;
        if (one.committed_to) {
            const auto under = under_commitment(*one.committed_to, charge.before_rounding,
                                                exact{money{0, c.unit()}});
            if (!under) return under.error();
            one.parts = *under;
        }
        explained.charges.push_back(one);
    }
    return explained;
}

/// What a bill is made of: the amounts of its lines by their kind, and what is taken off.
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

/// A part of a bill that is another amount in a later one. What is taken off is below zero.
struct changed_part {
    std::optional<charge_id> charge{};  ///< none: of lines of the whole bill
    bill_part part{};
    money before{};
    money after{};
    money delta{};

    friend constexpr bool operator==(const changed_part&, const changed_part&) = default;
};

/// Why what is due became another amount: the deltas of the parts add up to `delta`.
template <std::size_t Changes = 32>
struct bill_change {
    bounded<changed_part, Changes> parts{};  ///< only those that differ
    money delta{};                           ///< what is due, less what was due

    friend constexpr bool operator==(const bill_change&, const bill_change&) = default;
};

namespace detail {

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

/// What the lines of a charge, or of the whole bill, come to in one part of a bill.
constexpr result<money> part_of_bill(std::span<const bill_line> lines,
                                     std::optional<charge_id> charge, bill_part part,
                                     currency unit) {
    money sum{0, unit};
    for (const bill_line& line : lines) {
        if (line.charge != charge) continue;
        money one{0, unit};
        switch (part) {
            case bill_part::percentage_off: one = -line.percentage_off; break;
            case bill_part::amount_off: one = -line.amount_off; break;
            case bill_part::over_maximum: one = -line.over_maximum; break;
            case bill_part::credited: one = -line.credited; break;
            default:
                if (part == part_of(line.kind)) one = line.amount;
        }
        const auto new_sum = checked_add(sum, one);
        if (!new_sum) return new_sum;
        sum = *new_sum;
    }
    return sum;
}

}  // namespace detail

/// Why `before` became `after`, part by part, charge by charge.
/// `core_errc::capacity_exceeded` when there are more changes than it holds; `money_errc::currency_mismatch`,
/// `core_errc::overflow`.
template <std::size_t Changes = 32>
[[nodiscard]] constexpr result<bill_change<Changes>> diff(std::span<const bill_line> before,
                                                          std::span<const bill_line> after,
                                                          currency unit) {
    const auto was = due_of(before, unit), is = due_of(after, unit);
    if (!was) return was.error();
    if (!is) return is.error();
    const auto delta = checked_subtract(*is, *was);
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
            const auto by = checked_subtract(*now, *old);
            if (!by) return by.error();
            if (change.parts.full()) return core_errc::capacity_exceeded;
            change.parts.push_back({charge, part, *old, *now, *by});
        }
    }
    return change;
}

}  // namespace ratecard::inline v0

#endif

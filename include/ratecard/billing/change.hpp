// SPDX-License-Identifier: MIT
#ifndef RATECARD_BILLING_CHANGE_HPP
#define RATECARD_BILLING_CHANGE_HPP

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include <ratecard/account/facts.hpp>
#include <ratecard/account/order.hpp>
#include <ratecard/account/plan.hpp>
#include <ratecard/balance/grant.hpp>
#include <ratecard/billing/split.hpp>
#include <ratecard/catalog/change_rule.hpp>
#include <ratecard/catalog/fault.hpp>
#include <ratecard/catalog/list_price.hpp>
#include <ratecard/catalog/plan_fault.hpp>
#include <ratecard/catalog/view.hpp>
#include <ratecard/core/answer.hpp>
#include <ratecard/core/bounded.hpp>
#include <ratecard/core/errc.hpp>
#include <ratecard/core/id.hpp>
#include <ratecard/core/instant.hpp>
#include <ratecard/core/quantity.hpp>
#include <ratecard/core/ratio.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/core/sort.hpp>
#include <ratecard/money/exact.hpp>
#include <ratecard/money/money.hpp>
#include <ratecard/time/cadence.hpp>
#include <ratecard/time/day.hpp>
#include <ratecard/time/fraction.hpp>
#include <ratecard/time/period.hpp>

/// Quotes the change of a running plan to another edition.
namespace ratecard::inline v0 {

/// What can be wrong with a change of plan.
enum class billing_errc : std::uint16_t {
    change_in_the_past = 0x801,  ///< a change before now, or before the begin of what it changes
    change_to_the_same_edition,  ///< a change to the edition that is in force
    change_refused,              ///< one of several changes of a plan is forbidden by its rule
};
/// Marks `billing_errc` as a list of errors.
constexpr bool is_error_list(billing_errc) noexcept { return true; }

/// A plan that is billed period by period, in its current period.
struct running_plan {
    edition_id edition{};
    version_id version{};
    period whole;             ///< the billing period
    std::int32_t months = 1;  ///< the months of list price that a period costs, 1 to 1,200
    instant began{};  ///< when the edition began in the period: at its begin, or at a change
    money price{};    ///< what was asked for the whole period when it was bought
    money paid{};     ///< what was paid from `began` to the end, net of discounts
    /// The instant from which its periods are counted; none: the begin of `whole`. A plan of 31
    /// January has a period from 29 February to 31 March.
    std::optional<instant> anchored_at{};

    friend constexpr bool operator==(const running_plan&, const running_plan&) = default;
};

/// Why there is no direct change. The first reason that applies, in this order, is given.
enum class change_refusal : std::uint8_t {
    none,          ///< not refused
    forbidden,     ///< no change leads from this edition to that one
    refund_first,  ///< the current plan must be returned first
};

/// One side of a change: the part of a period that an edition has, and the price of that part.
struct change_side {
    edition_id edition{};
    version_id version{};
    std::optional<period> whole{};  ///< the period that the price is for
    /// The part that is given up (old side) or gained (new side). None for the old side of a change
    /// at the end of a period.
    std::optional<period> part{};
    money price{};  ///< of `whole`
    ratio share{};  ///< the part of `price` that is counted, before rounding
    /// Whether the policy counts the other side. Then `amount` is `price` minus the rounded share.
    bool is_rest = false;
    money amount{};

    friend constexpr bool operator==(const change_side&, const change_side&) = default;
};

/// What a change means and costs: its two sides, the credit, the charge, and the difference.
struct change_quote {
    change_rule rule{};
    instant at{};
    change_side old_side{};  ///< its amount is credited
    change_side new_side{};  ///< its amount is charged
    money net{};             ///< charge - credit; below zero it is returned to the customer

    friend constexpr bool operator==(const change_quote&, const change_quote&) = default;
};

namespace detail {

/// The list price of a number of months, also of one that is not on sale. A default edition without
/// a price is free.
constexpr result<money> price_to_run(const catalog_view& c, edition_id e, version_id v,
                                     std::int32_t months) {
    const auto price = price_of_months(c, e, v, months);
    if (price == catalog_errc::no_price && e == c.offering->default_edition)
        return money{0, c.unit()};
    return price;
}

/// The unused part of a period's price at an instant of the period. At the begin of the period that
/// is the whole price, also if the policy counts the day of the change as used.
constexpr result<change_side> unused_side(const catalog_view& c, const proration& divided,
                                          const period& whole, instant at, money price) {
    change_side side{.whole = whole,
                     .part = period{at, whole.end()},
                     .price = price,
                     .share = ratio{1, 1},
                     .amount = price};
    if (at == whole.begin()) return side;
    const auto parts =
        split(price, divided, whole, at, c.offering->billing_zone, c.offering->rating.mode);
    if (!parts) return parts.error();
    side.is_rest = divided.counted == proration_side::used;
    side.share = parts->counted;
    side.amount = parts->unused;
    return side;
}

/// The credit for a running plan at an instant of its period, based on what was paid since
/// `plan.began`.
constexpr result<change_side> credit_of_paid(const catalog_view& c, const proration& divided,
                                             const running_plan& plan, instant at) {
    change_side side{.whole = period{plan.began, plan.whole.end()},
                     .part = period{at, plan.whole.end()},
                     .price = plan.paid,
                     .share = ratio{1, 1},
                     .amount = plan.paid};
    if (at == plan.began) return side;
    if (plan.began == plan.whole.begin()) return unused_side(c, divided, plan.whole, at, plan.paid);
    const zone& z = c.offering->billing_zone;
    const auto left = unused_part(divided, plan.whole, at, z);
    const auto left_at_begin = unused_part(divided, plan.whole, plan.began, z);
    if (const auto counted = first_error(left, left_at_begin); !counted) return counted.error();
    side.share = ratio{};
    if (left_at_begin->numerator() != 0) {
        const auto share = checked_multiply(
            *left, ratio{left_at_begin->denominator(), left_at_begin->numerator()});
        if (!share) return share.error();
        // Counted in calendar months, the part that is left can grow from one month to the next.
        side.share = *share < ratio{1, 1} ? *share : ratio{1, 1};
    }
    const auto amount = scaled{exact{plan.paid}, side.share}.round(c.offering->rating.mode);
    if (!amount) return amount.error();
    side.amount = *amount;
    return side;
}

/// The credit for a running plan at an instant of its period, on the basis that the policy names.
constexpr result<change_side> credit_at(const catalog_view& c, const proration& divided,
                                        const running_plan& plan, instant at) {
    switch (divided.credit) {
        case credit_basis::price_paid_net_of_discounts: return credit_of_paid(c, divided, plan, at);
        case credit_basis::price_paid: return unused_side(c, divided, plan.whole, at, plan.price);
        case credit_basis::list_price: break;
    }
    const auto price = price_to_run(c, plan.edition, plan.version, plan.months);
    if (!price) return price.error();
    return unused_side(c, divided, plan.whole, at, *price);
}

}  // namespace detail

namespace detail {

/// The period of a plan that begins at `begin`: the next one, or the first after a restart.
/// `core_errc::instant_out_of_range` if it begins outside the years 1 to 9999.
/// \pre `begin` is a boundary of the periods counted from `anchored_at`, which are of 1 to
/// `longest_term` months.
constexpr result<period> plan_period_from(const catalog_view& c, instant anchored_at,
                                          std::int32_t months, instant begin) {
    for (const instant t : {anchored_at, begin})
        if (!instant::from(t.seconds_since_1970())) return core_errc::instant_out_of_range;
    const zone& z = c.offering->billing_zone;
    const cadence every{calendar_unit::month, months};
    const anchor a = anchor_at(anchored_at, z);
    return period{begin, boundary_at(a, every, index_of(a, every, begin, z) + 1, z)};
}

/// Where the periods of a plan are counted from.
constexpr instant anchor_of(const running_plan& plan) noexcept {
    return plan.anchored_at.value_or(plan.whole.begin());
}

}  // namespace detail

/// What changing a running plan to another edition means and costs, or why there is no direct
/// change. The catalog's rule for the change in this direction decides: it is at `now`, at the end
/// of the period, or at `wanted`; and the new edition gets the rest of the current period or a new
/// period, by the rule's alignment.
///
/// For example, a change at half of a period from 10.00 to 20.00 that keeps the period credits 5.00
/// and charges 10.00. At the begin of a period nothing is used, so a change costs the difference of
/// the prices; at its end nothing is credited. The quote is the same value as the charge at the
/// same `now`. If the credit is by list price, a change there and back at one instant nets to zero.
///
/// `catalog_errc::unknown_edition` and `catalog_errc::unknown_version` if an id is not of this
/// catalog. `catalog_errc::months_out_of_range` if the plan's periods are not of 1 to 1,200 months.
/// `core_errc::instant_out_of_range` if a period would begin outside the years 1 to 9999.
/// `billing_errc::change_to_the_same_edition`. `billing_errc::change_in_the_past` if the
/// change is before `now`, or before the plan began. `time_errc::part_outside_the_period` if the
/// period is over then. `catalog_errc::no_price` if an edition has no list price.
/// `time_errc::part_above_one` if the policy counts more than the period, and refuses that.
/// `core_errc::overflow` if an amount does not fit.
[[nodiscard]] constexpr result<answer<change_quote, change_refusal>> quote_change(
    const catalog_view& c, const running_plan& plan, edition_id to, change_direction direction,
    instant now, std::optional<instant> wanted = {}) {
    if (!c.has(plan.edition) || !c.has(to)) return catalog_errc::unknown_edition;
    if (!c.has(plan.version)) return catalog_errc::unknown_version;
    if (plan.months < 1 || plan.months > detail::longest_term)
        return catalog_errc::months_out_of_range;
    if (plan.edition == to) return billing_errc::change_to_the_same_edition;
    change_quote quote{.rule = c.change(plan.edition, to, direction), .at = now};
    switch (quote.rule.kind) {
        case change_kind::forbidden: return change_refusal::forbidden;
        case change_kind::refund_first: return change_refusal::refund_first;
        case change_kind::with_credit: break;
        case change_kind::at_period_end: quote.at = plan.whole.end(); break;
        case change_kind::at_date: quote.at = wanted.value_or(now); break;
    }
    if (quote.at < now || quote.at < plan.began) return billing_errc::change_in_the_past;
    const bool at_end = quote.rule.kind == change_kind::at_period_end;
    if (!at_end && !plan.whole.contains(quote.at)) return time_errc::part_outside_the_period;
    const auto price = detail::price_to_run(c, to, plan.version, plan.months);
    if (!price) return price.error();

    const proration& divided = quote.rule.divided;
    if (at_end) {
        const money nothing{0, c.unit()};
        quote.old_side = {
            .whole = plan.whole, .price = plan.price, .share = ratio{}, .amount = nothing};
    } else {
        const auto credit = detail::credit_at(c, divided, plan, quote.at);
        if (!credit) return credit.error();
        quote.old_side = *credit;
    }
    if (at_end || quote.rule.alignment == change_alignment::restart) {
        const bool restarts = quote.rule.alignment == change_alignment::restart;
        const auto next = detail::plan_period_from(c, restarts ? quote.at : detail::anchor_of(plan),
                                                   plan.months, quote.at);
        if (!next) return next.error();
        quote.new_side = {
            .whole = *next, .part = *next, .price = *price, .share = ratio{1, 1}, .amount = *price};
    } else {
        const auto charge = detail::unused_side(c, divided, plan.whole, quote.at, *price);
        if (!charge) return charge.error();
        quote.new_side = *charge;
    }
    quote.old_side.edition = plan.edition;
    quote.new_side.edition = to;
    quote.old_side.version = quote.new_side.version = plan.version;
    const auto net = checked_subtract(quote.new_side.amount, quote.old_side.amount);
    if (!net) return net.error();
    quote.net = *net;
    return quote;
}

/// The plan that runs after a change.
[[nodiscard]] constexpr running_plan changed(const running_plan& plan, const change_quote& quote) {
    return {.edition = quote.new_side.edition,
            .version = quote.new_side.version,
            .whole = quote.new_side.whole.value(),
            .months = plan.months,
            .began = quote.at,
            .price = quote.new_side.price,
            .paid = quote.new_side.amount,
            .anchored_at = quote.rule.alignment == change_alignment::restart
                               ? std::nullopt
                               : std::optional{detail::anchor_of(plan)}};
}

/// A grant after a change. If the rule ends grants, it is voided at the change, unless it was
/// voided earlier.
template <balance_amount Amount>
[[nodiscard]] constexpr grant<Amount> after_change(grant<Amount> g, const change_quote& quote) {
    if (quote.rule.grants == on_change::ended && quote.at < g.voided_at) g.voided_at = quote.at;
    return g;
}

/// A purchase of an add-on after a change. If the rule ends add-ons, it ends at the change, unless
/// it ended earlier.
[[nodiscard]] constexpr add_on_purchase after_change(add_on_purchase p, const change_quote& quote) {
    if (quote.rule.add_ons == on_change::ended && quote.at < p.ends)
        p.ends = detail::larger_of(p.begins, quote.at);
    return p;
}

/// The time of one edition within a period: what was charged when it began, what was credited when
/// it ended, and the difference, which is kept. With a credit at list price, `kept` can be below
/// zero for an edition bought at a discount.
struct plan_stretch {
    edition_id edition{};
    instant begins{};
    instant ends{};
    money charged{};
    money credited{};
    money kept{};

    friend constexpr bool operator==(const plan_stretch&, const plan_stretch&) = default;
};

/// What the changes of a plan lead to: one stretch for each edition in the order of time, from
/// where the plan began to the end of the last period. If several changes are at the same instant,
/// only the last one given counts, and a change there and back has no effect. A change whose id and
/// content repeat an earlier one is ignored.
///
/// `account_errc::duplicate_id` if two changes have the same id and different content.
/// `billing_errc::change_in_the_past` if the changes are not in the order of time.
/// `billing_errc::change_refused` if the rule refuses a change. `core_errc::capacity_exceeded` if
/// there are more than `Stretches`. Otherwise errors as for `quote_change`.
template <std::size_t Stretches = 16>
[[nodiscard]] constexpr result<bounded<plan_stretch, Stretches>> stretches_of(
    const catalog_view& c, running_plan plan, std::span<const plan_change> changes) {
    const auto is_repeat = [&](std::size_t i) -> result<bool> {
        for (std::size_t j = 0; j < i; ++j)
            if (changes[j].id == changes[i].id) {
                if (!(changes[j] == changes[i])) return account_errc::duplicate_id;
                return true;
            }
        return false;
    };
    bounded<plan_stretch, Stretches> stretches;
    const money nothing{0, c.unit()};
    money charged = plan.paid;
    const auto leave = [&](instant at, money credited) -> result<void> {
        // A stretch of no duration is listed only if money is kept for it.
        if (plan.began == at && charged == credited) return {};
        const auto kept = checked_subtract(charged, credited);
        if (!kept) return kept.error();
        if (stretches.full()) return core_errc::capacity_exceeded;
        stretches.push_back({plan.edition, plan.began, at, charged, credited, *kept});
        return {};
    };
    for (std::size_t i = 0; i < changes.size(); ++i) {
        const auto repeat = is_repeat(i);
        if (!repeat) return repeat.error();
        if (*repeat) continue;
        bool replaced = false;
        for (std::size_t j = i + 1; j < changes.size(); ++j) {
            const auto again = is_repeat(j);
            if (!again) return again.error();
            if (*again) continue;
            if (changes[j].at < changes[i].at) return billing_errc::change_in_the_past;
            replaced = replaced || changes[j].at == changes[i].at;
        }
        if (replaced || changes[i].to == plan.edition) continue;
        const auto quote =
            quote_change(c, plan, changes[i].to, c.direction_of(plan.edition, changes[i].to),
                         changes[i].at, changes[i].at);
        if (!quote) return quote.error();
        if (!quote->allowed()) return billing_errc::change_refused;
        const change_quote& change = **quote;
        if (const auto left = leave(change.at, change.old_side.amount); !left) return left.error();
        plan = changed(plan, change);
        charged = change.new_side.amount;
    }
    if (const auto left = leave(plan.whole.end(), nothing); !left) return left.error();
    return stretches;
}

}  // namespace ratecard::inline v0

#endif

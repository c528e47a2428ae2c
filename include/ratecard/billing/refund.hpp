// SPDX-License-Identifier: MIT
#ifndef RATECARD_BILLING_REFUND_HPP
#define RATECARD_BILLING_REFUND_HPP

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>

#include <ratecard/account/order.hpp>
#include <ratecard/account/subscription.hpp>
#include <ratecard/billing/refund_eligibility.hpp>
#include <ratecard/billing/split.hpp>
#include <ratecard/catalog/list_price.hpp>
#include <ratecard/catalog/offering.hpp>
#include <ratecard/catalog/view.hpp>
#include <ratecard/core/answer.hpp>
#include <ratecard/core/id.hpp>
#include <ratecard/core/instant.hpp>
#include <ratecard/core/ratio.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/core/share.hpp>
#include <ratecard/lifecycle/timeline.hpp>
#include <ratecard/money/allocate.hpp>
#include <ratecard/money/currency.hpp>
#include <ratecard/money/decimal.hpp>
#include <ratecard/money/exact.hpp>
#include <ratecard/money/money.hpp>

/// What a refund gives back, and the figures it is computed from.
namespace ratecard::inline v0 {

/// What a refund gives back, and how that was computed.
///
/// If the policy's floor is `customer_owes`, `amount - owed = paid_current_month +
/// paid_future_months - used`. Otherwise `owed` is zero, and `amount` is zero where the right side
/// is negative. A policy that settles orders one by one applies this to each order. For example,
/// with 100.00 paid for the current month, 200.00 for future months and 30.00 used, the amount is
/// 270.00.
///
/// Paid amounts count only the payment methods that the policy refunds: cash, credit and, if
/// configured, vouchers.
struct refund_quote {
    money amount{};
    money cash{};        ///< the part of `amount` that is returned as cash
    money credit{};      ///< the part returned as credit
    money voucher{};     ///< the part returned as a voucher
    payment taken_of{};  ///< `amount` by the payment methods it was paid with
    money owed{};        ///< used beyond what was paid, if the customer owes that

    money paid_current_month{};  ///< paid for the current month of the order
    money paid_future_months{};  ///< paid for months that have not begun
    money used{};                ///< price of the used part of the current month
    money consumed{};            ///< paid for months that are over

    money paid_cash{};     ///< paid in cash for the returned orders
    money paid_credit{};   ///< paid by credit for the returned orders
    money paid_voucher{};  ///< paid by voucher, if the policy returns vouchers
    std::int32_t months_over = 0;
    std::int32_t months_to_come = 0;
    /// The current month. The whole order if the policy's unit is the order, or if the order is
    /// returned in full.
    std::optional<period> running{};
    ratio used_part{};     ///< the used part of `running`
    money unit_price{};    ///< the price of `running` at which its use is valued
    bool in_full = false;  ///< an order is returned in full, however much was used

    friend constexpr bool operator==(const refund_quote&, const refund_quote&) = default;
};

namespace detail {

/// What was paid by the payment methods that the policy refunds.
constexpr result<money> returnable(const refund_policy& policy, const payment& p) noexcept {
    if (policy.vouchers == voucher_rule::not_returned) return paid(p);
    const money parts[] = {p.cash, p.credit, p.voucher};
    return sum(parts, p.cash.unit());
}

/// The totals of the orders of a refund: an accumulator in minor units.
struct refund_totals {
    std::int64_t paid_current_month = 0, paid_future_months = 0, used = 0, consumed = 0;
    std::array<std::int64_t, 3> paid{};   ///< cash, credit and, if they are returned, vouchers
    std::array<std::int64_t, 3> taken{};  ///< the part of each that is refunded
    std::int64_t amount = 0, owed = 0;
    std::int32_t months_over = 0, months_to_come = 0;
    std::optional<period> running{};
    order_id runs_in{};  ///< the order that `running` belongs to
    ratio used_part{};
    std::int64_t unit_price = 0;
    bool in_full = false;
    bool overflowed = false;

    constexpr void add(std::int64_t& total, std::int64_t value) noexcept {
        const bool fits = total <= INT64_MAX - value;  // no part is below zero
        overflowed = overflowed || !fits;
        total = fits ? total + value : 0;
    }
    constexpr void add(const refund_totals& other) noexcept {
        add(paid_current_month, other.paid_current_month);
        add(paid_future_months, other.paid_future_months);
        add(used, other.used);
        add(consumed, other.consumed);
        for (std::size_t i = 0; i < paid.size(); ++i) {
            add(paid[i], other.paid[i]);
            add(taken[i], other.taken[i]);
        }
        add(amount, other.amount);
        add(owed, other.owed);
        months_over += other.months_over;
        months_to_come += other.months_to_come;
        in_full = in_full || other.in_full;
        overflowed = overflowed || other.overflowed;
        if (other.running)
            note_running(other.runs_in, *other.running, other.used_part, other.unit_price);
    }
    /// Records the running unit of an order. The one that begins first is kept; if two begin at the
    /// same instant, the one of the order with the smaller id.
    constexpr void note_running(order_id id, const period& unit, ratio part,
                                std::int64_t price) noexcept {
        if (running &&
            (running->begin() < unit.begin() || (running->begin() == unit.begin() && runs_in < id)))
            return;
        running = unit;
        runs_in = id;
        used_part = part;
        unit_price = price;
    }
};

/// The price of one month of an order at which its use is valued, or of the whole order if that is
/// the policy's unit. `refundable` is what was paid by the payment methods that are refunded.
constexpr result<money> price_of_use(const catalog_view& c, const order& o, money refundable,
                                     std::int32_t month) {
    const refund_policy& policy = c.offering->refunds;
    const bool whole = policy.unit == refund_unit::order;
    const auto part = [&](money m) { return whole ? m : equal_part(m, o.months, month); };
    switch (policy.used.credit) {
        case credit_basis::list_price: break;
        case credit_basis::price_paid: {
            const auto price = settled(o.paid_by);
            if (!price) return price.error();
            return part(*price);
        }
        case credit_basis::price_paid_net_of_discounts: return part(refundable);
    }
    const auto list = whole ? list_price(c, o.edition, o.version, o.months, o.seats)
                            : monthly_fee(c, o.edition, o.version, o.seats);
    if (!list || policy.use_discount == decimal{}) return list;
    const auto off = percent(policy.use_discount);
    if (!off) return off.error();
    return scaled{exact{*list}, ratio{off->denominator() - off->numerator(), off->denominator()}}
        .round(c.offering->rating.mode);
}

/// Adds what an order contributes to a refund at `at`: nothing once the order is over.
constexpr result<void> add_order(refund_totals& totals, const catalog_view& c, const order& o,
                                 instant at, bool in_full) {
    const refund_policy& policy = c.offering->refunds;
    const auto refundable = returnable(policy, o.paid_by);
    if (!refundable) return refundable.error();
    const std::int64_t whole = refundable->minor_units();
    std::int32_t month = 0;
    std::optional<period> unit;
    if (at < o.begins) {
        totals.add(totals.paid_future_months, whole);
        totals.months_to_come += o.months;
    } else if (in_full || policy.unit == refund_unit::order) {
        const instant end = end_of(c, o);
        if (end <= at) return {};
        totals.add(totals.paid_current_month, whole);
        unit = period{o.begins, end};
    } else {
        const auto runs = month_at(c, o, at);
        if (!runs) return {};
        month = runs->number;
        const std::int64_t over = first_shares(whole, o.months, month);
        const std::int64_t running = equal_share(whole, o.months, month);
        totals.add(totals.consumed, over);
        totals.add(totals.paid_current_month, running);
        totals.add(totals.paid_future_months, whole - over - running);
        totals.months_over += month;
        totals.months_to_come += o.months - month - 1;
        unit = runs->month;
    }
    totals.add(totals.paid[0], o.paid_by.cash.minor_units());
    totals.add(totals.paid[1], o.paid_by.credit.minor_units());
    if (policy.vouchers != voucher_rule::not_returned)
        totals.add(totals.paid[2], o.paid_by.voucher.minor_units());
    totals.in_full = totals.in_full || in_full;
    if (!unit) return {};
    if (in_full) {
        totals.note_running(o.id, *unit, ratio{}, 0);
        return {};
    }
    const auto price = price_of_use(c, o, *refundable, month);
    if (!price) return price.error();
    const auto sides =
        split(*price, policy.used, *unit, at, c.offering->billing_zone, c.offering->rating.mode);
    if (!sides) return sides.error();
    const ratio part = sides->counted;
    totals.add(totals.used, sides->used.minor_units());
    totals.note_running(o.id, *unit,
                        policy.used.counted == proration_side::used
                            ? part
                            : ratio{part.denominator() - part.numerator(), part.denominator()},
                        price->minor_units());
    return {};
}

/// Computes the amount, and by which payment methods it was paid, once every order is added.
constexpr result<void> settle(const refund_policy& policy, refund_totals& totals) {
    // The difference of two non-negative amounts always fits.
    const std::int64_t beyond = totals.used - totals.paid_current_month;
    if (totals.overflowed) return core_errc::overflow;
    if (beyond <= totals.paid_future_months) {
        if (beyond < 0 && totals.paid_future_months > INT64_MAX + beyond)
            return core_errc::overflow;
        totals.amount = totals.paid_future_months - beyond;
    } else if (policy.floor == refund_floor::customer_owes) {
        totals.owed = beyond - totals.paid_future_months;
    }
    if (policy.split == refund_split::proportion || policy.split == refund_split::all_to_credit) {
        if (totals.paid[1] == 0 && totals.paid[2] == 0) {
            totals.taken[0] = totals.amount;
            return {};
        }
        std::array<std::uint64_t, 3> weights{};
        for (std::size_t i = 0; i < 3; ++i) weights[i] = static_cast<std::uint64_t>(totals.paid[i]);
        const auto shared = share_out(static_cast<std::uint64_t>(totals.amount), weights,
                                      [&](std::size_t i, std::uint64_t share) {
                                          totals.taken[i] = static_cast<std::int64_t>(share);
                                      });
        return first_error(shared);
    }
    constexpr std::size_t cash = 0, credit = 1, voucher = 2;
    const std::array<std::size_t, 3> sequence = policy.split == refund_split::cash_first
                                                    ? std::array{cash, credit, voucher}
                                                    : std::array{credit, voucher, cash};
    std::int64_t left = totals.amount;
    for (const std::size_t i : sequence) {
        totals.taken[i] = left < totals.paid[i] ? left : totals.paid[i];
        left -= totals.taken[i];
    }
    return {};
}

/// The quote of settled totals.
constexpr refund_quote quote_of(const refund_totals& totals, const refund_policy& policy,
                                currency unit) {
    // Each amount is built in place: copying one that was just written stalls the processor.
    const bool all_to_credit = policy.split == refund_split::all_to_credit;
    const bool voucher_to_credit =
        all_to_credit || policy.vouchers == voucher_rule::returned_as_credit;
    return {.amount = money{totals.amount, unit},
            .cash = money{all_to_credit ? 0 : totals.taken[0], unit},
            .credit = money{totals.taken[1] + (all_to_credit ? totals.taken[0] : 0) +
                                (voucher_to_credit ? totals.taken[2] : 0),
                            unit},
            .voucher = money{voucher_to_credit ? 0 : totals.taken[2], unit},
            .taken_of = {money{totals.taken[0], unit}, money{totals.taken[1], unit},
                         money{totals.taken[2], unit}, money{0, unit}},
            .owed = money{totals.owed, unit},
            .paid_current_month = money{totals.paid_current_month, unit},
            .paid_future_months = money{totals.paid_future_months, unit},
            .used = money{totals.used, unit},
            .consumed = money{totals.consumed, unit},
            .paid_cash = money{totals.paid[0], unit},
            .paid_credit = money{totals.paid[1], unit},
            .paid_voucher = money{totals.paid[2], unit},
            .months_over = totals.months_over,
            .months_to_come = totals.months_to_come,
            .running = totals.running,
            .used_part = totals.used_part,
            .unit_price = money{totals.unit_price, unit},
            .in_full = totals.in_full};
}

/// Converts to the quote of totals, so that the quote is built where it is stored.
struct lazy_quote {
    const refund_totals* totals;
    const refund_policy* policy;
    currency unit;

    constexpr operator refund_quote() const { return quote_of(*totals, *policy, unit); }
};

/// Adds up and settles the orders that a refund includes: all together or each alone, by the
/// policy.
constexpr result<void> total_into(refund_totals& totals, const timeline_view& life,
                                  const refund_inputs& inputs) {
    const catalog_view& c = life.catalog();
    const refund_policy& policy = c.offering->refunds;
    const bool together = policy.scope == refund_scope::all_together;
    const auto add = [&](const covered_order& covered) -> result<void> {
        const order& o = life.order_of(covered);
        const bool in_full = is_in_full(life, inputs, covered);
        if (together) return add_order(totals, c, o, inputs.at, in_full);
        refund_totals order_totals;
        if (const auto added = add_order(order_totals, c, o, inputs.at, in_full); !added)
            return added;
        if (const auto settled = settle(policy, order_totals); !settled) return settled;
        totals.add(order_totals);
        return {};
    };
    if (const auto added = for_each_returned(life, inputs, add); !added) return added;
    if (together)
        if (const auto settled = settle(policy, totals); !settled) return settled;
    if (totals.overflowed) return core_errc::overflow;
    return {};
}

}  // namespace detail

/// What returning the requested orders at `at` gives back by the catalog's `refund_policy`, or why
/// it is refused. A refund of zero is not a refusal: the orders are returned.
///
/// `account_errc::before_creation` if `at` is before the subscription was created. `account_errc::refund_before_order` if no order, or
/// not every named order, was placed by `at`. `account_errc::unknown_order` if a named order is not
/// the subscription's. `catalog_errc::no_price` if use is valued at list price and the order's
/// version has none. `time_errc::part_above_one` if the policy counts more than a whole month, and
/// refuses that. `core_errc::overflow` if an amount does not fit.
[[nodiscard]] constexpr result<answer<refund_quote, refund_refusal>> refund(
    const timeline_view& life, const refund_request& asked, instant at) {
    const catalog_view& c = life.catalog();
    using quote = answer<refund_quote, refund_refusal>;
    const auto refusal = detail::refusal_of(life, asked, at);
    if (!refusal) return refusal.error();
    if (*refusal != refund_refusal::none) return *refusal;
    detail::refund_totals totals;
    const auto inputs = detail::inputs_of(life, asked, at);
    if (const auto totalled = detail::total_into(totals, life, inputs); !totalled)
        return totalled.error();
    return result<quote>{std::in_place, std::in_place,
                         detail::lazy_quote{&totals, &c.offering->refunds, c.unit()}};
}

/// What returning the whole plan at `at` gives back: every order that is not over. Errors as for
/// the overload that names orders.
[[nodiscard]] constexpr result<answer<refund_quote, refund_refusal>> refund(
    const timeline_view& life, instant at) {
    return refund(life, refund_request{}, at);
}

/// What a recorded refund gave back: the refund of the orders recorded as returned at `at`, in full
/// if the record says so. The refusals of `refund` are not checked. Errors as for `refund`, and
/// `account_errc::unknown_order` if nothing was returned at `at`.
[[nodiscard]] constexpr result<refund_quote> recorded_refund(const timeline_view& life,
                                                             instant at) {
    const catalog_view& c = life.catalog();
    const auto inputs = detail::recorded_inputs(life, at);
    if (!inputs) return inputs.error();
    detail::refund_totals totals;
    if (const auto totalled = detail::total_into(totals, life, *inputs); !totalled)
        return totalled.error();
    return result<refund_quote>{std::in_place,
                                detail::lazy_quote{&totals, &c.offering->refunds, c.unit()}};
}

}  // namespace ratecard::inline v0

#endif

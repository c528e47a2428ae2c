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
#include <ratecard/lifecycle/coverage.hpp>
#include <ratecard/money/allocate.hpp>
#include <ratecard/money/currency.hpp>
#include <ratecard/money/decimal.hpp>
#include <ratecard/money/exact.hpp>
#include <ratecard/money/money.hpp>

/// What a refund gives back, and how it came about.
namespace ratecard::inline v0 {

/// What is given back, and how it came about: `amount - owed = paid_current_month + paid_future_months - used`, where
/// `owed` and, unless the customer owes, the whole are not below zero. Paid amounts count only the
/// payment methods that the policy refunds: cash, credit and, if configured, vouchers.
struct refund_quote {
    money amount{};
    money cash{};        ///< of `amount`: given back as cash
    money credit{};      ///< of `amount`: given back as credit
    money voucher{};     ///< of `amount`: given back as a voucher
    payment taken_of{};  ///< `amount` again, by the means it was paid with
    money owed{};        ///< used beyond what was paid, where the customer owes that

    money paid_current_month{};  ///< paid for the month that runs
    money paid_future_months{};  ///< paid for the months that have not begun
    money used{};                ///< price of the used part of the month that runs
    money consumed{};            ///< paid for the months that are over

    money paid_cash{};     ///< of the orders that are given back
    money paid_credit{};   ///< of the orders that are given back
    money paid_voucher{};  ///< the same, where vouchers are returned
    std::int32_t months_over = 0;
    std::int32_t months_to_come = 0;
    std::optional<period> running{};  ///< the month that runs, or the order where it is the unit
    ratio used_part{};                ///< of it
    money unit_price{};               ///< of it, by which its use is valued
    bool in_full = false;             ///< an order is given back in full, whatever was used of it

    friend constexpr bool operator==(const refund_quote&, const refund_quote&) = default;
};

namespace detail {

/// What was paid by the means that a policy gives back.
constexpr result<money> returnable(const refund_policy& policy, const payment& p) noexcept {
    if (policy.vouchers == voucher_rule::not_returned) return paid(p);
    const money parts[] = {p.cash, p.credit, p.voucher};
    return sum(parts, p.cash.unit());
}

/// The totals of the orders of a refund: an accumulator in minor units.
struct refund_totals {
    std::int64_t paid_current_month = 0, paid_future_months = 0, used = 0, consumed = 0;
    std::array<std::int64_t, 3> paid{};   ///< cash, credit and, where they are returned, vouchers
    std::array<std::int64_t, 3> taken{};  ///< of each of them
    std::int64_t amount = 0, owed = 0;
    std::int32_t months_over = 0, months_to_come = 0;
    std::optional<period> running{};
    order_id runs_in{};  ///< the order that `running` is of
    ratio used_part{};
    std::int64_t unit_price = 0;
    bool in_full = false;
    bool overflowed = false;

    constexpr void add(std::int64_t& into, std::int64_t amount_of_it) noexcept {
        const bool fits = into <= INT64_MAX - amount_of_it;  // no part is below zero
        overflowed = overflowed || !fits;
        into = fits ? into + amount_of_it : 0;
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
        if (other.running) runs(other.runs_in, *other.running, other.used_part, other.unit_price);
    }
    /// Says what runs: of an order that ends and one that begins at one instant, the first; of two
    /// that begin at one instant, and are given back then, the one with the smaller id.
    constexpr void runs(order_id of, const period& unit, ratio part, std::int64_t price) noexcept {
        if (running &&
            (running->begin() < unit.begin() || (running->begin() == unit.begin() && runs_in < of)))
            return;
        running = unit;
        runs_in = of;
        used_part = part;
        unit_price = price;
    }
};

/// The price of one month of an order, or of the order, by which its use is valued.
constexpr result<money> price_of_use(const catalog_view& c, const order& o, money all,
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
        case credit_basis::price_paid_net_of_discounts: return part(all);
    }
    const auto list = whole ? list_price(c, o.edition, o.version, o.months)
                            : monthly_fee(c, o.edition, o.version);
    if (!list || policy.use_discount == decimal{}) return list;
    const auto off = percent(policy.use_discount);
    if (!off) return off.error();
    return scaled{exact{*list}, ratio{off->denominator() - off->numerator(), off->denominator()}}
        .round(c.offering->rating.mode);
}

/// Adds what an order has in a refund at `at`: nothing once it is over.
constexpr result<void> add_order(refund_totals& into, const catalog_view& c, const order& o,
                                 instant at, bool in_full) {
    const refund_policy& policy = c.offering->refunds;
    const auto all = returnable(policy, o.paid_by);
    if (!all) return all.error();
    const std::int64_t whole = all->minor_units();
    std::int32_t month = 0;
    std::optional<period> unit;
    if (at < o.begins) {
        into.add(into.paid_future_months, whole);
        into.months_to_come += o.months;
    } else if (in_full || policy.unit == refund_unit::order) {
        const instant end = end_of(c, o);
        if (end <= at) return {};
        into.add(into.paid_current_month, whole);
        unit = period{o.begins, end};
    } else {
        const auto runs = month_at(c, o, at);
        if (!runs) return {};
        month = runs->number;
        const std::int64_t over = first_shares(whole, o.months, month);
        const std::int64_t running = equal_share(whole, o.months, month);
        into.add(into.consumed, over);
        into.add(into.paid_current_month, running);
        into.add(into.paid_future_months, whole - over - running);
        into.months_over += month;
        into.months_to_come += o.months - month - 1;
        unit = runs->month;
    }
    into.add(into.paid[0], o.paid_by.cash.minor_units());
    into.add(into.paid[1], o.paid_by.credit.minor_units());
    if (policy.vouchers != voucher_rule::not_returned)
        into.add(into.paid[2], o.paid_by.voucher.minor_units());
    into.in_full = into.in_full || in_full;
    if (!unit) return {};
    if (in_full) {
        into.runs(o.id, *unit, ratio{}, 0);
        return {};
    }
    const auto price = price_of_use(c, o, *all, month);
    if (!price) return price.error();
    const auto sides =
        split(*price, policy.used, *unit, at, c.offering->billing_zone, c.offering->rating.mode);
    if (!sides) return sides.error();
    const ratio part = sides->counted;
    into.add(into.used, sides->used.minor_units());
    into.runs(o.id, *unit,
              policy.used.counted == proration_side::used
                  ? part
                  : ratio{part.denominator() - part.numerator(), part.denominator()},
              price->minor_units());
    return {};
}

/// The amount, and of which means it is taken, once every order is in.
constexpr result<void> settle(const refund_policy& policy, refund_totals& t) {
    // No sum of two amounts that are not below zero is out of the range of the difference.
    const std::int64_t beyond = t.used - t.paid_current_month;
    if (t.overflowed) return core_errc::overflow;
    if (beyond <= t.paid_future_months) {
        if (beyond < 0 && t.paid_future_months > INT64_MAX + beyond) return core_errc::overflow;
        t.amount = t.paid_future_months - beyond;
    } else if (policy.floor == refund_floor::customer_owes) {
        t.owed = beyond - t.paid_future_months;
    }
    if (policy.split == refund_split::proportion || policy.split == refund_split::all_to_credit) {
        if (t.paid[1] == 0 && t.paid[2] == 0) {
            t.taken[0] = t.amount;
            return {};
        }
        std::array<std::uint64_t, 3> weights{};
        for (std::size_t i = 0; i < 3; ++i) weights[i] = static_cast<std::uint64_t>(t.paid[i]);
        const auto shared = share_out(static_cast<std::uint64_t>(t.amount), weights,
                                      [&](std::size_t i, std::uint64_t share) {
                                          t.taken[i] = static_cast<std::int64_t>(share);
                                      });
        return first_error(shared);
    }
    constexpr std::size_t cash = 0, credit = 1, voucher = 2;
    const std::array<std::size_t, 3> turns = policy.split == refund_split::cash_first
                                                 ? std::array{cash, credit, voucher}
                                                 : std::array{credit, voucher, cash};
    std::int64_t left = t.amount;
    for (const std::size_t i : turns) {
        t.taken[i] = left < t.paid[i] ? left : t.paid[i];
        left -= t.taken[i];
    }
    return {};
}

constexpr refund_quote quote_of(const refund_totals& t, const refund_policy& policy,
                                currency unit) {
    // Each amount is made where it stands: one that is copied just after is waited for.
    const bool all_to_credit = policy.split == refund_split::all_to_credit;
    const bool voucher_to_credit =
        all_to_credit || policy.vouchers == voucher_rule::returned_as_credit;
    return {.amount = money{t.amount, unit},
            .cash = money{all_to_credit ? 0 : t.taken[0], unit},
            .credit = money{t.taken[1] + (all_to_credit ? t.taken[0] : 0) +
                                (voucher_to_credit ? t.taken[2] : 0),
                            unit},
            .voucher = money{voucher_to_credit ? 0 : t.taken[2], unit},
            .taken_of = {money{t.taken[0], unit}, money{t.taken[1], unit}, money{t.taken[2], unit},
                         money{0, unit}},
            .owed = money{t.owed, unit},
            .paid_current_month = money{t.paid_current_month, unit},
            .paid_future_months = money{t.paid_future_months, unit},
            .used = money{t.used, unit},
            .consumed = money{t.consumed, unit},
            .paid_cash = money{t.paid[0], unit},
            .paid_credit = money{t.paid[1], unit},
            .paid_voucher = money{t.paid[2], unit},
            .months_over = t.months_over,
            .months_to_come = t.months_to_come,
            .running = t.running,
            .used_part = t.used_part,
            .unit_price = money{t.unit_price, unit},
            .in_full = t.in_full};
}

/// Converts to the quote of totals, so that the quote is built where it is stored.
struct lazy_quote {
    const refund_totals* totals;
    const refund_policy* policy;
    currency unit;

    constexpr operator refund_quote() const { return quote_of(*totals, *policy, unit); }
};

/// The totals of the orders that a refund is of.
constexpr result<void> total_into(refund_totals& all, const catalog_view& c, const subscription& s,
                                  const refund_inputs& of) {
    const refund_policy& policy = c.offering->refunds;
    const bool together = policy.scope == refund_scope::all_together;
    for (std::size_t i = 0; i < s.orders.size(); ++i) {
        if (!takes_part(c, s, of, i)) continue;
        const order& o = s.orders[i];
        const bool in_full = is_in_full(c, s, of, o);
        if (together) {
            if (const auto added = add_order(all, c, o, of.at, in_full); !added) return added;
            continue;
        }
        refund_totals one;
        if (const auto added = add_order(one, c, o, of.at, in_full); !added) return added;
        if (const auto settled = settle(policy, one); !settled) return settled;
        all.add(one);
    }
    if (together)
        if (const auto settled = settle(policy, all); !settled) return settled;
    if (all.overflowed) return core_errc::overflow;
    return {};
}

}  // namespace detail

/// What returning orders at `at` gives back, by the catalog's `refund_policy`, or why it is refused. A
/// refund of zero still returns them.
///
/// Facts that contradict each other are reported as the `errc` of `find_contradiction`;
/// `account_errc::before_creation` before the subscription was created; `account_errc::refund_before_order` when
/// every order is placed only later, or one that is named; `account_errc::unknown_order` when one is named
/// that is not the subscription's; `catalog_errc::no_price` when use is valued by a list price that the
/// order's version does not have; `core_errc::overflow` when an amount does not fit; `time_errc::part_above_one`
/// when the policy counts more of a month than it has, and refuses that.
[[nodiscard]] constexpr result<answer<refund_quote, refund_refusal>> refund(
    const catalog_view& c, const subscription& s, const refund_request& asked, instant at) {
    using quote = answer<refund_quote, refund_refusal>;
    const auto refusal = detail::refusal_of(c, s, asked, at);
    if (!refusal) return refusal.error();
    if (*refusal != refund_refusal::none) return *refusal;
    detail::refund_totals all;
    const auto inputs = detail::inputs_of(c, s, asked, at);
    if (const auto totalled = detail::total_into(all, c, s, inputs); !totalled)
        return totalled.error();
    return result<quote>{std::in_place, std::in_place,
                         detail::lazy_quote{&all, &c.offering->refunds, c.unit()}};
}

/// What returning the plan, every order that is not over, at `at` gives back.
[[nodiscard]] constexpr result<answer<refund_quote, refund_refusal>> refund(const catalog_view& c,
                                                                            const subscription& s,
                                                                            instant at) {
    return refund(c, s, refund_request{}, at);
}

/// What a refund that is a fact gave back: that of the orders recorded as given back at `at`, in full
/// where that is recorded. Whether it would be refused now is not asked.
/// Errors as for `refund`, and `account_errc::unknown_order` when nothing was given back then.
[[nodiscard]] constexpr result<refund_quote> recorded_refund(const catalog_view& c,
                                                             const subscription& s, instant at) {
    const auto inputs = detail::recorded_at(c, s, at);
    if (!inputs) return inputs.error();
    detail::refund_totals all;
    if (const auto totalled = detail::total_into(all, c, s, *inputs); !totalled)
        return totalled.error();
    return result<refund_quote>{std::in_place,
                                detail::lazy_quote{&all, &c.offering->refunds, c.unit()}};
}

}  // namespace ratecard::inline v0

#endif

// SPDX-License-Identifier: MIT
#ifndef RATECARD_BILLING_REFUND_HPP
#define RATECARD_BILLING_REFUND_HPP

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>

#include <ratecard/account/facts.hpp>
#include <ratecard/account/order.hpp>
#include <ratecard/account/subscription.hpp>
#include <ratecard/billing/split.hpp>
#include <ratecard/catalog/list_price.hpp>
#include <ratecard/catalog/offering.hpp>
#include <ratecard/catalog/view.hpp>
#include <ratecard/core/id.hpp>
#include <ratecard/core/instant.hpp>
#include <ratecard/core/quantity.hpp>
#include <ratecard/core/ratio.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/core/share.hpp>
#include <ratecard/lifecycle/contradiction.hpp>
#include <ratecard/lifecycle/coverage.hpp>
#include <ratecard/lifecycle/status.hpp>
#include <ratecard/money/allocate.hpp>
#include <ratecard/money/currency.hpp>
#include <ratecard/money/decimal.hpp>
#include <ratecard/money/exact.hpp>
#include <ratecard/money/money.hpp>
#include <ratecard/time/calendar.hpp>

namespace ratecard::inline v0 {

/// Why nothing is given back. In the order in which it is looked at.
enum class refund_refusal : std::uint8_t {
    none,               ///< it is given back
    no_order,           ///< nothing was ever bought
    already_refunded,   ///< what was bought last, or was named, was given back before
    after_last_end,     ///< every month bought, or of what was named, is over
    reclaimed,          ///< the resources are gone
    deleted,            ///< the customer deleted them
    not_offered,        ///< this seller gives nothing back
    abusive,            ///< the return is abnormal or malicious
    promotional,        ///< an order was bought in a promotion that excludes refunds
    only_all_together,  ///< orders were named, and only all that are not over can be given back
    limit_reached,      ///< the account had all its refunds, ever or of the year
};

/// What is asked to be given back.
struct refund_request {
    std::span<const order_id> orders{};  ///< none: every order that is not over
    bool abusive = false;                ///< the seller's own finding
};

/// What is given back, and how it came about: `amount - owed = paid_current_month + paid_future_months - used`, where
/// `owed` and, unless the customer owes, the whole are not below zero. Amounts paid are of the means
/// that the policy gives back: cash, credit and perhaps vouchers. All amounts are zero when it is
/// refused.
struct refund_quote {
    refund_refusal refused = refund_refusal::none;
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
constexpr result<money> returnable(const refund_policy& how, const payment& p) noexcept {
    if (how.vouchers == voucher_rule::not_returned) return paid(p);
    const money parts[] = {p.cash, p.credit, p.voucher};
    return sum(parts, p.cash.unit());
}

/// What one or more orders have in a refund, in minor units: as a quote has it, but quick to add up.
struct refund_tally {
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
    constexpr void add(const refund_tally& other) noexcept {
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
    const refund_policy& how = c.offering->refunds;
    const bool whole = how.unit == refund_unit::order;
    const auto part = [&](money m) { return whole ? m : equal_part(m, o.months, month); };
    switch (how.used.credit) {
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
    if (!list || how.use_discount == decimal{}) return list;
    const auto off = percent(how.use_discount);
    if (!off) return off.error();
    return scaled{exact{*list}, ratio{off->denominator() - off->numerator(), off->denominator()}}
        .round(c.offering->rating.mode);
}

/// Adds what an order has in a refund at `at`: nothing once it is over.
constexpr errc add_order(refund_tally& into, const catalog_view& c, const order& o, instant at,
                         bool in_full) {
    const refund_policy& how = c.offering->refunds;
    const auto all = returnable(how, o.paid_by);
    if (!all) return all.error();
    const std::int64_t whole = all->minor_units();
    std::int32_t month = 0;
    std::optional<period> unit;
    if (at < o.begins) {
        into.add(into.paid_future_months, whole);
        into.months_to_come += o.months;
    } else if (in_full || how.unit == refund_unit::order) {
        const instant end = end_of(c, o);
        if (end <= at) return errc{};
        into.add(into.paid_current_month, whole);
        unit = period{o.begins, end};
    } else {
        const auto runs = month_at(c, o, at);
        if (!runs) return errc{};
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
    if (how.vouchers != voucher_rule::not_returned)
        into.add(into.paid[2], o.paid_by.voucher.minor_units());
    into.in_full = into.in_full || in_full;
    if (!unit) return errc{};
    if (in_full) {
        into.runs(o.id, *unit, ratio{}, 0);
        return errc{};
    }
    const auto price = price_of_use(c, o, *all, month);
    if (!price) return price.error();
    const auto sides =
        split(*price, how.used, *unit, at, c.offering->billing_zone, c.offering->rating.mode);
    if (!sides) return sides.error();
    const ratio part = sides->counted;
    into.add(into.used, sides->used.minor_units());
    into.runs(o.id, *unit,
              how.used.counted == proration_side::used
                  ? part
                  : ratio{part.denominator() - part.numerator(), part.denominator()},
              price->minor_units());
    return errc{};
}

/// The amount, and of which means it is taken, once every order is in.
constexpr errc settle(const refund_policy& how, refund_tally& t) {
    // No sum of two amounts that are not below zero is out of the range of the difference.
    const std::int64_t beyond = t.used - t.paid_current_month;
    if (t.overflowed) return core_errc::overflow;
    if (beyond <= t.paid_future_months) {
        if (beyond < 0 && t.paid_future_months > INT64_MAX + beyond) return core_errc::overflow;
        t.amount = t.paid_future_months - beyond;
    } else if (how.floor == refund_floor::customer_owes) {
        t.owed = beyond - t.paid_future_months;
    }
    if (how.split == refund_split::proportion || how.split == refund_split::all_to_credit) {
        if (t.paid[1] == 0 && t.paid[2] == 0) {
            t.taken[0] = t.amount;
            return errc{};
        }
        std::array<std::uint64_t, 3> weights{};
        for (std::size_t i = 0; i < 3; ++i) weights[i] = static_cast<std::uint64_t>(t.paid[i]);
        const auto shared = share_out(static_cast<std::uint64_t>(t.amount), weights,
                                      [&](std::size_t i, std::uint64_t share) {
                                          t.taken[i] = static_cast<std::int64_t>(share);
                                      });
        return shared ? errc{} : shared.error();
    }
    constexpr std::size_t cash = 0, credit = 1, voucher = 2;
    const std::array<std::size_t, 3> turns = how.split == refund_split::cash_first
                                                 ? std::array{cash, credit, voucher}
                                                 : std::array{credit, voucher, cash};
    std::int64_t left = t.amount;
    for (const std::size_t i : turns) {
        t.taken[i] = left < t.paid[i] ? left : t.paid[i];
        left -= t.taken[i];
    }
    return errc{};
}

constexpr refund_quote quote_of(const refund_tally& t, const refund_policy& how, currency unit,
                                refund_refusal why) {
    // Each amount is made where it stands: one that is copied just after is waited for.
    const bool all_to_credit = how.split == refund_split::all_to_credit;
    const bool voucher_to_credit =
        all_to_credit || how.vouchers == voucher_rule::returned_as_credit;
    return {.refused = why,
            .amount = money{t.amount, unit},
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

constexpr refund_quote empty_quote(const catalog_view& c, refund_refusal why) {
    return quote_of({}, c.offering->refunds, c.unit(), why);
}

/// Makes a quote where it stands.
struct quote_in_place {
    const refund_tally* tally;
    const refund_policy* how;
    currency unit;

    constexpr operator refund_quote() const {
        return quote_of(*tally, *how, unit, refund_refusal::none);
    }
};

/// Which orders a refund is of, and which of them are given back in full.
struct refund_choice {
    instant at{};
    bool recorded = false;             ///< those recorded at `at`, as they are recorded
    const refund_request* asked = {};  ///< otherwise: what is asked,
    bool may_be_in_full = false;       ///< and whether the account has a full refund left
};

/// The refund of an order that was recorded, if it was.
constexpr const order_refund* find_refund(const subscription& s, order_id id) noexcept {
    for (const order_refund& r : s.refunds)
        if (r.order == id) return &r;
    return nullptr;
}

constexpr bool is_within_window(const full_refund_window& w, const order& o, instant at) {
    const instant from = w.from == window_start::placed ? o.placed_at : o.begins;
    return w.length > duration{} && (at - from) <= w.length;
}

constexpr bool is_wanted(const refund_request& asked, order_id id) noexcept {
    for (const order_id wanted : asked.orders)
        if (wanted == id) return true;
    return asked.orders.empty();
}

}  // namespace detail

/// Whether an order takes part in a refund asked at `at`: it was placed by then, was not given back
/// before, and has a month that is not over.
/// \pre the facts hold no contradiction.
[[nodiscard]] constexpr bool is_refundable(const catalog_view& c, const subscription& s,
                                           const order& o, instant at) {
    const auto before = refunded_at(s, o.id);
    return o.placed_at <= at && !(before && *before <= at) && !is_over(c, o, at);
}

namespace detail {

/// Whether the order at a place of the list takes part in a refund, unless it is over.
constexpr bool takes_part(const catalog_view& c, const subscription& s, const refund_choice& which,
                          std::size_t place) {
    const order& o = s.orders[place];
    if (is_listed_before(s.orders, place)) return false;
    if (which.recorded) return refunded_at(s, o.id) == which.at;
    if (o.promotional && c.offering->refunds.promotions == promotional_orders::left_out)
        return false;
    const auto before = refunded_at(s, o.id);
    return is_wanted(*which.asked, o.id) && o.placed_at <= which.at &&
           !(before && *before <= which.at);
}

/// \pre the order takes part.
constexpr bool is_in_full(const catalog_view& c, const subscription& s, const refund_choice& which,
                          const order& o) {
    if (which.recorded) return find_refund(s, o.id)->in_full;
    return which.may_be_in_full && is_within_window(c.offering->refunds.in_full, o, which.at);
}

/// The refund of the orders of a subscription that are chosen.
constexpr result<refund_quote> refund_of(const catalog_view& c, const subscription& s,
                                         const refund_choice& which) {
    const refund_policy& how = c.offering->refunds;
    const bool together = how.scope == refund_scope::all_together;
    refund_tally all;
    for (std::size_t i = 0; i < s.orders.size(); ++i) {
        if (!takes_part(c, s, which, i)) continue;
        const order& o = s.orders[i];
        const bool in_full = is_in_full(c, s, which, o);
        if (together) {
            if (const errc wrong = add_order(all, c, o, which.at, in_full); wrong != errc{})
                return wrong;
            continue;
        }
        refund_tally one;
        errc wrong = add_order(one, c, o, which.at, in_full);
        if (wrong == errc{}) wrong = settle(how, one);
        if (wrong != errc{}) return wrong;
        all.add(one);
    }
    if (together)
        if (const errc wrong = settle(how, all); wrong != errc{}) return wrong;
    if (all.overflowed) return core_errc::overflow;
    return result<refund_quote>{std::in_place, quote_in_place{&all, &how, c.unit()}};
}

/// How many refunds an account had before an instant: ever, and in the civil year of that instant.
struct refunds_had {
    std::int64_t ever = 0;
    std::int64_t in_year = 0;
};

/// Refunds in full alone, or all of them.
constexpr refunds_had refunds_before(const catalog_view& c, const subscription& s, instant at,
                                     bool in_full) {
    const auto year_of = [&](instant t) {
        return date_of(day_of(t, c.offering->billing_zone)).year;
    };
    refunds_had had;
    const auto count = [&](instant t) {
        ++had.ever;
        if (year_of(t) == year_of(at)) ++had.in_year;
    };
    for (std::size_t i = 0; i < s.refunds.size(); ++i) {
        const order_refund& r = s.refunds[i];
        if (at <= r.at || (in_full && !r.in_full)) continue;
        bool first = true;  // orders of one instant are one refund
        for (std::size_t j = 0; j < i; ++j)
            if (s.refunds[j].at == r.at && (!in_full || s.refunds[j].in_full)) first = false;
        if (first) count(r.at);
    }
    for (std::size_t i = 0; i < s.account_refunds.size(); ++i) {
        const account_refund& r = s.account_refunds[i];
        if (r.at < at && (!in_full || r.in_full) && !is_listed_before(s.account_refunds, i))
            count(r.at);
    }
    return had;
}

constexpr bool has_one_left(const catalog_view& c, const subscription& s, instant at, bool in_full,
                            const limit& ever, const limit& in_year) {
    if (ever.is_unlimited() && in_year.is_unlimited()) return true;
    const refunds_had had = refunds_before(c, s, at, in_full);
    return ever.admits(quantity{had.ever}, quantity{1}) &&
           in_year.admits(quantity{had.in_year}, quantity{1});
}

/// Why what is asked is refused, or which orders it is of.
struct refund_answer {
    refund_refusal refused = refund_refusal::none;
    refund_choice of{};
};

/// Whether, of the orders placed by `at`, the one that ends last was given back by then.
constexpr bool last_was_returned(const catalog_view& c, const subscription& s, instant at) {
    bool returned = false;
    instant latest{-instant::bound};
    for (const order& o : s.orders) {
        const instant end = end_of(c, o);
        if (at < o.placed_at || end < latest) continue;
        const auto before = refunded_at(s, o.id);
        returned = before && *before <= at && (returned || latest < end);
        latest = end;
    }
    return returned;
}

constexpr result<refund_answer> answer_to(const catalog_view& c, const subscription& s, instant at,
                                          const refund_request& asked) {
    if (const auto wrong = find_contradiction(c, s)) return wrong->code;
    if (at < s.created_at) return account_errc::before_creation;
    const refund_policy& how = c.offering->refunds;
    for (const order_id id : asked.orders) {
        bool known = false;
        for (const order& o : s.orders) known = known || o.id == id;
        if (!known) return account_errc::unknown_order;
    }
    bool placed = false, open = false, excluded = false, left = false;
    bool all_of_them = true;
    // Nothing but the end of a plan, a bill, a finding and a deletion ends what there is to give back.
    bool may_be_gone = !s.bills.empty() || !s.findings.empty() || s.deleted_at;
    std::optional<refund_refusal> named;
    for (const order& o : s.orders) {
        const bool wanted = is_wanted(asked, o.id);
        const auto before = refunded_at(s, o.id);
        const bool gone = before && *before <= at;
        const bool over = is_over(c, o, at);
        const bool refundable = o.placed_at <= at && !gone && !over;
        may_be_gone = may_be_gone || gone || over;
        if (!wanted) {
            const bool stays = o.promotional && how.promotions == promotional_orders::left_out;
            all_of_them = all_of_them && (!refundable || stays);
            continue;
        }
        if (!asked.orders.empty() && at < o.placed_at) return account_errc::refund_before_order;
        placed = placed || o.placed_at <= at;
        if (!refundable) {
            if (!asked.orders.empty() && !named)
                named = gone ? refund_refusal::already_refunded : refund_refusal::after_last_end;
            continue;
        }
        open = true;
        excluded = excluded || o.promotional;
        left = left || !o.promotional || how.promotions == promotional_orders::refundable;
    }
    using enum refund_refusal;
    const auto refused = [](refund_refusal why) { return refund_answer{.refused = why}; };
    if (s.orders.empty()) return refused(no_order);
    if (!placed) return account_errc::refund_before_order;
    if (named) return refused(*named);
    if (!open) return refused(last_was_returned(c, s, at) ? already_refunded : after_last_end);
    if (may_be_gone) {
        const auto life = state_at(c, s, at);
        if (!life) return life.error();
        if (life->state == state::reclaimed) return refused(reclaimed);
        if (life->state == state::deleted) return refused(deleted);
    }
    if (!how.offered) return refused(not_offered);
    if (asked.abusive) return refused(abusive);
    if (excluded && how.promotions == promotional_orders::refused) return refused(promotional);
    if (!left) return refused(promotional);
    if (how.scope == refund_scope::all_together && !all_of_them) return refused(only_all_together);
    if (!has_one_left(c, s, at, false, how.per_account, how.per_year))
        return refused(limit_reached);
    const bool may_be_in_full =
        how.in_full.length > duration{} &&
        has_one_left(c, s, at, true, how.in_full.per_account, how.in_full.per_year);
    return refund_answer{none, {at, false, &asked, may_be_in_full}};
}

}  // namespace detail

/// What returning orders at `at` gives back, by the catalog's `refund_policy`. A refund of zero still
/// returns them.
///
/// Facts that contradict each other are reported as the `errc` of `find_contradiction`;
/// `account_errc::before_creation` before the subscription was created; `account_errc::refund_before_order` when
/// every order is placed only later, or one that is named; `account_errc::unknown_order` when one is named
/// that is not the subscription's; `catalog_errc::no_price` when use is valued by a list price that the
/// order's version does not have; `core_errc::overflow` when an amount does not fit; `time_errc::part_above_one`
/// when the policy counts more of a month than it has, and refuses that.
[[nodiscard]] constexpr result<refund_quote> refund(const catalog_view& c, const subscription& s,
                                                    instant at, const refund_request& asked) {
    const auto answer = detail::answer_to(c, s, at, asked);
    if (!answer) return answer.error();
    if (answer->refused != refund_refusal::none) return detail::empty_quote(c, answer->refused);
    return detail::refund_of(c, s, answer->of);
}

/// What returning the plan, every order that is not over, at `at` gives back.
[[nodiscard]] constexpr result<refund_quote> refund(const catalog_view& c, const subscription& s,
                                                    instant at, bool abusive = false) {
    return refund(c, s, at, refund_request{.abusive = abusive});
}

/// What a refund that is a fact gave back: that of the orders recorded as given back at `at`, in full
/// where that is recorded. Whether it would be refused now is not asked.
/// Errors as for `refund`, and `account_errc::unknown_order` when nothing was given back then.
[[nodiscard]] constexpr result<refund_quote> recorded_refund(const catalog_view& c,
                                                             const subscription& s, instant at) {
    if (const auto wrong = find_contradiction(c, s)) return wrong->code;
    bool any = false;
    for (const order_refund& r : s.refunds) any = any || r.at == at;
    if (!any) return account_errc::unknown_order;
    return detail::refund_of(c, s, {.at = at, .recorded = true});
}

}  // namespace ratecard::inline v0

#endif

// SPDX-License-Identifier: MIT
#ifndef RATECARD_BILLING_REFUND_HPP
#define RATECARD_BILLING_REFUND_HPP

#include <array>
#include <cstdint>
#include <optional>

#include <ratecard/account/subscription.hpp>
#include <ratecard/catalog/list_price.hpp>
#include <ratecard/catalog/view.hpp>
#include <ratecard/core/instant.hpp>
#include <ratecard/core/ratio.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/lifecycle/contradiction.hpp>
#include <ratecard/lifecycle/coverage.hpp>
#include <ratecard/lifecycle/status.hpp>
#include <ratecard/money/allocate.hpp>
#include <ratecard/money/exact.hpp>
#include <ratecard/money/money.hpp>
#include <ratecard/time/fraction.hpp>

namespace ratecard::inline v0 {

/// Why nothing is given back. In the order in which it is looked at.
enum class refund_refusal : std::uint8_t {
    none,              ///< it is given back
    no_order,          ///< nothing was ever bought
    already_refunded,  ///< what was bought last was given back before
    after_last_end,    ///< every month bought is over
    reclaimed,         ///< the resources are gone
    deleted,           ///< the customer deleted them
    abusive,           ///< the return is abnormal or malicious
    promotional,       ///< an order was bought in a promotion that excludes refunds
};

/// What is given back, and how it came about: `amount = max(0, effective + ineffective - used)`.
/// All amounts are zero when it is refused.
struct refund_quote {
    refund_refusal refused = refund_refusal::none;
    money amount{};
    money cash{};    ///< of `amount`, by the proportion paid
    money credit{};  ///< of `amount`, by the proportion paid

    money effective{};    ///< really paid for the month that runs
    money ineffective{};  ///< really paid for the months that have not begun
    money used{};         ///< list price of the used part of the month that runs
    money consumed{};     ///< really paid for the months that are over

    money paid_cash{};    ///< of the orders with a month not over
    money paid_credit{};  ///< of the orders with a month not over
    std::int32_t months_over = 0;
    std::int32_t months_to_come = 0;
    std::optional<period> running{};  ///< the month that runs
    ratio used_part{};                ///< of it
    money monthly_price{};            ///< list price of its edition in its order's version

    friend constexpr bool operator==(const refund_quote&, const refund_quote&) = default;
};

namespace detail {

/// Adds up amounts of one refund and keeps the first error.
class refund_sum {
public:
    constexpr void add(money& into, money amount) noexcept {
        const auto both = checked_add(into, amount);
        if (both)
            into = *both;
        else if (!wrong_)
            wrong_ = both.error();
    }
    [[nodiscard]] constexpr std::optional<errc> wrong() const noexcept { return wrong_; }

private:
    std::optional<errc> wrong_{};
};

/// Adds an order with a month that is not over to a quote: its months over, running and to come.
constexpr result<refund_quote> with_order(const catalog_view& c, const order& o, instant at,
                                          refund_quote quote) {
    refund_sum total;
    const auto really_paid = paid(o.paid_by);
    if (!really_paid) return really_paid.error();
    for (std::int32_t n = 0; n < o.months; ++n) {
        const period term = term_of(c, o, n);
        const money share = equal_part(*really_paid, o.months, n);
        if (term.end() <= at) {
            total.add(quote.consumed, share);
            ++quote.months_over;
            continue;
        }
        if (at < term.begin()) {
            total.add(quote.ineffective, share);
            ++quote.months_to_come;
            continue;
        }
        const auto price = monthly_fee(c, o.edition, o.version);
        if (!price) return price.error();
        quote.running = term;
        quote.monthly_price = *price;
        const auto part = used_part(c.offering->refunds.used, term, at, c.offering->billing_zone);
        if (!part) return part.error();
        quote.used_part = *part;
        const auto used = scaled{exact{*price}, quote.used_part}.round(c.offering->rating.mode);
        if (!used) return used.error();
        total.add(quote.used, *used);
        total.add(quote.effective, share);
    }
    total.add(quote.paid_cash, o.paid_by.cash);
    total.add(quote.paid_credit, o.paid_by.credit);
    if (total.wrong()) return *total.wrong();
    return quote;
}

/// The amount and its parts, once every order is in.
constexpr result<refund_quote> settled_quote(refund_quote quote) {
    const money parts[] = {quote.effective, quote.ineffective, -quote.used};
    const auto rest = sum(parts, quote.amount.unit());
    if (!rest) return rest.error();
    if (!rest->is_negative()) quote.amount = *rest;
    const std::array weights{static_cast<std::uint64_t>(quote.paid_cash.minor_units()),
                             static_cast<std::uint64_t>(quote.paid_credit.minor_units())};
    std::array<money, 2> shares{};
    const auto shared = allocate(quote.amount, weights, shares);
    if (!shared) return shared.error();
    quote.cash = shares[0];
    quote.credit = shares[1];
    return quote;
}

constexpr refund_quote empty_quote(const catalog_view& c, refund_refusal why) {
    const money zero{0, c.unit()};
    return {.refused = why,
            .amount = zero,
            .cash = zero,
            .credit = zero,
            .effective = zero,
            .ineffective = zero,
            .used = zero,
            .consumed = zero,
            .paid_cash = zero,
            .paid_credit = zero,
            .monthly_price = zero};
}

/// The refund of the orders of a subscription that `takes_part` names.
constexpr result<refund_quote> refund_of(const catalog_view& c, const subscription& s, instant at,
                                         auto&& takes_part) {
    refund_quote quote = empty_quote(c, refund_refusal::none);
    for (const order& o : s.orders) {
        if (!takes_part(o)) continue;
        const auto next = with_order(c, o, at, quote);
        if (!next) return next.error();
        quote = *next;
    }
    return settled_quote(quote);
}

}  // namespace detail

/// Whether an order takes part in a refund asked at `at`: it was placed by then, was not given back
/// before, and has a month that is not over.
/// \pre the facts hold no contradiction.
[[nodiscard]] constexpr bool is_refundable(const catalog_view& c, const subscription& s,
                                           const order& o, instant at) {
    const auto before = refunded_at(s, o.id);
    return o.placed_at <= at && !(before && *before <= at) && at < end_of(c, o);
}

/// What returning the plan at `at` gives back. A refund of zero still returns it.
///
/// Facts that contradict each other are reported as the `errc` of `find_contradiction`;
/// `errc::before_creation` before the subscription was created; `errc::refund_before_order` when
/// every order is placed only later; `errc::no_price` when the running order's version has no price;
/// `errc::overflow` when an amount does not fit; `errc::part_above_one` when the policy counts more of
/// a month than it has, and refuses that.
[[nodiscard]] constexpr result<refund_quote> refund(const catalog_view& c, const subscription& s,
                                                    instant at, bool abusive = false) {
    if (const auto wrong = find_contradiction(c, s)) return wrong->code;
    const auto life = state_at(c, s, at);
    if (!life) return life.error();

    bool placed = false, returned = false, open = false, promotional = false;
    instant latest{-instant::bound};
    for (const order& o : s.orders) {
        placed = placed || o.placed_at <= at;
        if (o.placed_at <= at && latest <= end_of(c, o)) {
            latest = end_of(c, o);
            const auto before = refunded_at(s, o.id);
            returned = before && *before <= at;
        }
        if (!is_refundable(c, s, o, at)) continue;
        open = true;
        promotional = promotional || o.promotional;
    }
    const auto refused = [&](refund_refusal why) { return detail::empty_quote(c, why); };
    if (s.orders.empty()) return refused(refund_refusal::no_order);
    if (!placed) return errc::refund_before_order;
    if (!open)
        return refused(returned ? refund_refusal::already_refunded
                                : refund_refusal::after_last_end);
    if (life->state == state::reclaimed) return refused(refund_refusal::reclaimed);
    if (life->state == state::deleted) return refused(refund_refusal::deleted);
    if (abusive) return refused(refund_refusal::abusive);
    if (promotional) return refused(refund_refusal::promotional);
    return detail::refund_of(c, s, at, [&](const order& o) { return is_refundable(c, s, o, at); });
}

/// What a refund that is a fact gave back: that of the orders recorded as given back at `at`.
/// Errors as for `refund`, and `errc::unknown_order` when nothing was given back then.
[[nodiscard]] constexpr result<refund_quote> recorded_refund(const catalog_view& c,
                                                             const subscription& s, instant at) {
    if (const auto wrong = find_contradiction(c, s)) return wrong->code;
    bool any = false;
    for (const order_refund& r : s.refunds) any = any || r.at == at;
    if (!any) return errc::unknown_order;
    return detail::refund_of(c, s, at, [&](const order& o) { return refunded_at(s, o.id) == at; });
}

}  // namespace ratecard::inline v0

#endif

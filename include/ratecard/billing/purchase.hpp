// SPDX-License-Identifier: MIT
#ifndef RATECARD_BILLING_PURCHASE_HPP
#define RATECARD_BILLING_PURCHASE_HPP

#include <cstddef>
#include <cstdint>
#include <optional>

#include <ratecard/account/facts.hpp>
#include <ratecard/account/order.hpp>
#include <ratecard/account/subscription.hpp>
#include <ratecard/billing/change.hpp>
#include <ratecard/billing/refund.hpp>
#include <ratecard/billing/refund_eligibility.hpp>
#include <ratecard/catalog/fault.hpp>
#include <ratecard/catalog/list_price.hpp>
#include <ratecard/catalog/view.hpp>
#include <ratecard/core/answer.hpp>
#include <ratecard/core/errc.hpp>
#include <ratecard/core/instant.hpp>
#include <ratecard/core/quantity.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/lifecycle/coverage.hpp>
#include <ratecard/lifecycle/status.hpp>
#include <ratecard/lifecycle/timeline.hpp>
#include <ratecard/money/money.hpp>

/// Quotes the purchase of an edition: start, renewal or upgrade.
namespace ratecard::inline v0 {

/// What an order would be, given what the customer has bought so far.
enum class purchase_kind : std::uint8_t {
    start,    ///< the first plan
    renew,    ///< the same edition again: from the end of the last order, or now if that is over
    resume,   ///< another edition, or any after a suspension, when no plan is left
    upgrade,  ///< another edition, with credit for the unused part of the current plan
};

/// Why something is not sold. The first reason that applies, in this order, is given.
enum class purchase_refusal : std::uint8_t {
    none,                 ///< not refused
    reclaimed,            ///< the resources are gone
    deleted,              ///< the customer deleted them
    term_not_on_sale,     ///< this number of months is not on sale
    seats_not_on_sale,    ///< this number of seats is not sold, or the edition has one price
    change_forbidden,     ///< no change leads from this edition to that one
    refund_first,         ///< the current plan must be returned first
    plan_not_refundable,  ///< an upgrade whose current plan cannot be credited
    billed_by_period,     ///< a plan that is billed period by period is in force in that time
};

/// Why a purchase is refused. If the current plan cannot be credited, `credit` says why not.
struct refused_purchase {
    purchase_refusal because = purchase_refusal::none;
    refund_refusal credit = refund_refusal::none;  ///< set for `plan_not_refundable`

    friend constexpr bool operator==(const refused_purchase&, const refused_purchase&) = default;
    friend constexpr bool operator==(const refused_purchase& why, purchase_refusal refusal) {
        return why.because == refusal;
    }
};

/// An offer to buy some months of an edition at one instant: the price, the credit, and the
/// difference.
struct purchase_quote {
    purchase_kind kind{};
    edition_id edition{};
    version_id version{};
    std::int32_t months = 0;
    quantity seats{1};
    instant begins{};
    instant ends{};
    money price{};          ///< list price of the months and seats
    refund_quote credit{};  ///< for an upgrade: the refund of the unused part of the plan
    money unnecessary{};    ///< for an upgrade: paid for features that the new edition includes
    money net{};            ///< price - credit - unnecessary; below zero it is returned

    friend constexpr bool operator==(const purchase_quote&, const purchase_quote&) = default;
};

/// What was paid for value-added features that are in force at `now` and that an edition includes.
/// `core_errc::overflow` if the total does not fit.
/// \pre the id is of this catalog.
[[nodiscard]] constexpr result<money> unnecessary_purchases(const timeline_view& life, edition_id e,
                                                            instant now) noexcept {
    const catalog_view& c = life.catalog();
    money total{0, c.unit()};
    for (const std::uint32_t place : life.purchases()) {
        const feature_purchase& p = life.facts().purchases[place];
        if (now < p.begins || p.ends <= now || c.at(p.feature, e) != availability::included)
            continue;
        const money parts[] = {total, p.cash, p.credit};
        const auto next = sum(parts, c.unit());
        if (!next) return next;
        total = *next;
    }
    return total;
}

/// What buying `months` of an edition with a number of seats at `now` means and costs, or why it is
/// not sold. `wanted` is the date of a change whose rule lets the customer choose one; without it
/// such a change is at `now`. An edition that is not sold by the seat has one seat.
///
/// For example, at 30.00 a month and seat with 20 % off for 12 months, a year of 5 seats costs
/// 1,440.00.
///
/// `catalog_errc::unknown_edition` if the id is not of this catalog. `account_errc::before_creation`
/// if `now` is before the subscription was created. `core_errc::instant_out_of_range` if it would
/// begin outside the years 1 to 9999. `catalog_errc::no_price` if the subscription's version has no
/// price for the edition, `catalog_errc::price_on_request` if it is agreed with each customer.
/// `billing_errc::change_in_the_past` if `wanted` is before `now`. `core_errc::overflow` if an
/// amount does not fit. For an upgrade, errors as for `refund`.
[[nodiscard]] constexpr result<answer<purchase_quote, refused_purchase>> quote_purchase(
    const timeline_view& life, edition_id e, std::int32_t months, quantity seats, instant now,
    std::optional<instant> wanted = {}) {
    const catalog_view& c = life.catalog();
    const subscription& s = life.facts();
    const auto refused = [](purchase_refusal because, refund_refusal credit = {}) {
        return refused_purchase{because, credit};
    };
    if (!c.has(e)) return catalog_errc::unknown_edition;
    const auto current = state_at(life, now);
    if (!current) return current.error();
    const auto version = version_of(c, s, now);
    if (!version) return version.error();

    if (current->state == state::reclaimed) return refused(purchase_refusal::reclaimed);
    if (current->state == state::deleted) return refused(purchase_refusal::deleted);
    const term_policy& terms = c.offering->terms;
    if (months < terms.min_months || months > terms.max_months)
        return refused(purchase_refusal::term_not_on_sale);
    if (e == c.offering->default_edition) return refused(purchase_refusal::change_forbidden);
    const auto price = list_price(c, e, *version, months, seats);
    if (price == catalog_errc::seats_out_of_range || price == catalog_errc::not_sold_by_the_seat)
        return refused(purchase_refusal::seats_not_on_sale);
    if (!price) return price.error();

    const money zero{0, c.unit()};
    purchase_quote quote{.edition = e,
                         .version = *version,
                         .months = months,
                         .seats = seats,
                         .begins = now,
                         .ends = now,
                         .price = *price,
                         .credit = detail::quote_of({}, c.offering->refunds, c.unit()),
                         .unnecessary = zero,
                         .net = zero};

    // The current plan: the order in effect, or else the next one to begin.
    const order* plan = nullptr;
    for (const covered_order& covered : life.orders()) {
        const order& o = life.order_of(covered);
        if (!is_refundable(life, covered, now)) continue;
        if (plan == nullptr || o.begins < plan->begins) plan = &o;
    }
    if (plan == nullptr) {
        const bool ever = edition_at(life, now) != c.edition_before_orders() || !s.orders.empty();
        const bool same = ever && edition_at(life, now) == e;
        quote.kind = !ever                                      ? purchase_kind::start
                     : same && current->state == state::expired ? purchase_kind::renew
                                                                : purchase_kind::resume;
    } else if (plan->edition == e) {
        quote.kind = purchase_kind::renew;
        if (const auto end = last_end(life); end && now < *end) quote.begins = *end;
    } else {
        quote.kind = purchase_kind::upgrade;
        instant at = now;
        switch (c.change(plan->edition, e).kind) {
            case change_kind::forbidden: return refused(purchase_refusal::change_forbidden);
            case change_kind::refund_first: return refused(purchase_refusal::refund_first);
            case change_kind::at_period_end: at = last_end(life).value_or(now); break;
            case change_kind::at_date: at = wanted.value_or(now); break;
            case change_kind::with_credit: break;
        }
        if (at < now) return billing_errc::change_in_the_past;
        quote.begins = at;
        // After the end of the last order nothing is left to credit.
        if (const auto end = last_end(life); end && at < *end) {
            const auto credit = refund(life, at);
            if (!credit) return credit.error();
            if (!credit->allowed())
                return refused(purchase_refusal::plan_not_refundable, credit->why());
            quote.credit = **credit;
        }
        const auto unnecessary = unnecessary_purchases(life, e, at);
        if (!unnecessary) return unnecessary.error();
        quote.unnecessary = *unnecessary;
    }
    if (!instant::from(quote.begins.seconds_since_1970())) return core_errc::instant_out_of_range;
    quote.ends = end_of(c, order{.months = months, .begins = quote.begins});
    for (const stretch& other : life.stretches())
        if (!other.is_prepaid() && other.begin < quote.ends && quote.begins < other.end)
            return refused(purchase_refusal::billed_by_period);
    const money parts[] = {quote.price, -quote.credit.amount, -quote.unnecessary};
    const auto net = sum(parts, c.unit());
    if (!net) return net.error();
    quote.net = *net;
    return quote;
}

/// What buying `months` of an edition with one seat at `now` means and costs.
[[nodiscard]] constexpr result<answer<purchase_quote, refused_purchase>> quote_purchase(
    const timeline_view& life, edition_id e, std::int32_t months, instant now,
    std::optional<instant> wanted = {}) {
    return quote_purchase(life, e, months, quantity{1}, now, wanted);
}

/// The order placed by accepting an offer at `now`.
[[nodiscard]] constexpr order order_of(const subscription& s, const purchase_quote& quote,
                                       order_id id, const payment& paid_by, instant now) noexcept {
    return {.id = id,
            .owner = s.id,
            .edition = quote.edition,
            .version = quote.version,
            .months = quote.months,
            .seats = quote.seats,
            .placed_at = now,
            .begins = quote.begins,
            .paid_by = paid_by,
            .fixed = s.fixed};
}

}  // namespace ratecard::inline v0

#endif

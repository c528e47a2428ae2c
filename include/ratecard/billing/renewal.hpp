// SPDX-License-Identifier: MIT
#ifndef RATECARD_BILLING_RENEWAL_HPP
#define RATECARD_BILLING_RENEWAL_HPP

#include <cstddef>
#include <cstdint>
#include <span>

#include <ratecard/account/order.hpp>
#include <ratecard/account/subscription.hpp>
#include <ratecard/catalog/list_price.hpp>
#include <ratecard/catalog/view.hpp>
#include <ratecard/core/answer.hpp>
#include <ratecard/core/contract.hpp>
#include <ratecard/core/errc.hpp>
#include <ratecard/core/instant.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/lifecycle/coverage.hpp>
#include <ratecard/lifecycle/status.hpp>
#include <ratecard/lifecycle/timeline.hpp>
#include <ratecard/money/currency.hpp>
#include <ratecard/money/money.hpp>

/// Renews plans from a balance of the customer.
namespace ratecard::inline v0 {

/// Why a plan is not renewed. The checks run in this order, and the first that fails is named.
enum class renewal_refusal : std::uint8_t {
    none,               ///< not refused
    switched_off,       ///< the subscription is not set to renew
    not_due,            ///< no plan has just ended
    lapsed,             ///< the plan ended longer ago than the grace, or something else suspends it
    balance_too_small,  ///< the balance does not cover the list price
};

/// A renewed plan: the new order, which begins when the plan ended, and the balance after it is
/// paid.
struct renewal {
    order placed{};
    money balance{};

    friend constexpr bool operator==(const renewal&, const renewal&) = default;
};

/// Renews a plan that has ended, or says why not. The new order is for `term_policy::min_months`, the
/// shortest term on sale, and as many seats as before. It begins at the end of the plan and keeps its
/// anchor, so that the day of the month does not drift. The balance must cover its list price.
/// Recorded with an id that no other order has, it contradicts no fact. Whether the subscription is set to renew follows from the
/// decisions made by `now`.
///
/// A plan that was refunded is not renewed, nor is one that another plan follows.
///
/// Errors as for `list_price`: `catalog_errc::no_price` if the subscription's version has no price,
/// `catalog_errc::seats_out_of_range` if it no longer sells so many seats.
/// `money_errc::currency_mismatch` if the balance is in another currency.
/// `account_errc::before_creation` if `now` is before the subscription was created.
/// `core_errc::instant_out_of_range` if the plan ended after the year 9999.
[[nodiscard]] constexpr result<answer<renewal, renewal_refusal>> auto_renew(
    const timeline_view& life, money balance, order_id id, instant now) {
    const catalog_view& c = life.catalog();
    const subscription& s = life.facts();
    const auto current = state_at(life, now);
    if (!current) return current.error();
    if (balance.unit() != c.unit()) return money_errc::currency_mismatch;
    if (!is_set_to_renew(s, now)) return renewal_refusal::switched_off;
    const stretch* const plan = last_plan_at(life, now);
    if (plan == nullptr || now < plan->end || next_plan_after(life, now) != nullptr)
        return renewal_refusal::not_due;
    if (!plan->is_prepaid()) return renewal_refusal::not_due;  // it is billed, not renewed
    const order& last = s.orders[plan->plan.index];
    const instant end = end_of(c, last);
    if (plan->end < end) return renewal_refusal::not_due;  // it was refunded
    if (current->state != state::expired || c.offering->lifecycle.expiry.grace <= now - end)
        return renewal_refusal::lapsed;
    if (!instant::from(end.seconds_since_1970())) return core_errc::instant_out_of_range;

    const auto version = version_of(c, s, now);
    if (!version) return version.error();
    const auto price =
        list_price(c, last.edition, *version, c.offering->terms.min_months, last.seats);
    if (!price) return price.error();
    if (balance < *price) return renewal_refusal::balance_too_small;
    const auto left = checked_subtract(balance, *price);
    if (!left) return left.error();
    const money zero{0, c.unit()};
    return renewal{order{.id = id,
                         .owner = s.id,
                         .edition = last.edition,
                         .version = *version,
                         .months = c.offering->terms.min_months,
                         .seats = last.seats,
                         .placed_at = end,
                         .begins = end,
                         .anchored_at = last.anchored_at.value_or(last.begins),
                         .paid_by = {*price, zero, zero, zero},
                         .fixed = s.fixed},
                   *left};
}

/// Renews several subscriptions from one balance, in the order given: each uses what those before
/// it left. `ids[i]` is the id of the new order of subscription `i`, and `out[i]` takes its answer.
///
/// Stops at the first error; then the content of `out` must not be used.
/// \pre `ids` and `out` have one place for each subscription.
/// \return what is left of the balance.
[[nodiscard]] constexpr result<money> auto_renew_all(
    std::span<const timeline_view> batch, money balance, std::span<const order_id> ids, instant now,
    std::span<answer<renewal, renewal_refusal>> out) {
    if (ids.size() < batch.size() || out.size() < batch.size())
        detail::every_part_must_have_a_place();
    for (std::size_t i = 0; i < batch.size(); ++i) {
        const auto renewed = auto_renew(batch[i], balance, ids[i], now);
        if (!renewed) return renewed.error();
        out[i] = *renewed;
        if (renewed->allowed()) balance = (*renewed)->balance;
    }
    return balance;
}

}  // namespace ratecard::inline v0

#endif

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
#include <ratecard/core/instant.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/lifecycle/contradiction.hpp>
#include <ratecard/lifecycle/coverage.hpp>
#include <ratecard/lifecycle/status.hpp>
#include <ratecard/money/currency.hpp>
#include <ratecard/money/money.hpp>

namespace ratecard::inline v0 {

/// Why a plan is not renewed. In the order in which it is looked at.
enum class renewal_refusal : std::uint8_t {
    none,               ///< not refused
    switched_off,       ///< the subscription is not set to renew
    not_due,            ///< no plan has just ended
    lapsed,             ///< it ended longer ago than the grace, or something else suspends it
    balance_too_small,  ///< the balance does not cover a month
};

/// A plan that is renewed: the order of one month more, from the end of the plan, and what the balance
/// is once the order is paid.
struct renewal {
    order placed{};
    money balance{};

    friend constexpr bool operator==(const renewal&, const renewal&) = default;
};

/// Renews a plan that has ended, or says why not: by one month, from its end and with its anchor, so that the day of
/// the month does not drift, while the balance covers the list price. Whether it is set to renew is asked
/// of the decisions made by `now`.
///
/// Facts that contradict each other are reported as the `errc` of `find_contradiction`;
/// `catalog_errc::no_price` when the subscription's version has no price, `money_errc::currency_mismatch` when the
/// balance is of another currency, `account_errc::before_creation` as elsewhere.
[[nodiscard]] constexpr result<answer<renewal, renewal_refusal>> auto_renew(
    const catalog_view& c, const subscription& s, money balance, order_id id, instant now) {
    if (const auto found = find_contradiction(c, s)) return found->code;
    const auto life = state_at(c, s, now);
    if (!life) return life.error();
    if (balance.unit() != c.unit()) return money_errc::currency_mismatch;
    if (!is_set_to_renew(s, now)) return renewal_refusal::switched_off;
    const order* last = nullptr;
    for (const order& o : s.orders)
        if (o.placed_at <= now && !coverage_of(c, s, o).refunded &&
            (last == nullptr || last->begins < o.begins))
            last = &o;
    if (last == nullptr || now < end_of(c, *last)) return renewal_refusal::not_due;
    if (life->state != state::expired) return renewal_refusal::lapsed;

    const instant end = end_of(c, *last);
    const auto version = version_of(c, s, now);
    if (!version) return version.error();
    const auto price = list_price(c, last->edition, *version, c.offering->terms.min_months);
    if (!price) return price.error();
    if (balance < *price) return renewal_refusal::balance_too_small;
    const auto left = checked_subtract(balance, *price);
    if (!left) return left.error();
    const money zero{0, c.unit()};
    return renewal{order{.id = id,
                         .owner = s.id,
                         .edition = last->edition,
                         .version = *version,
                         .months = c.offering->terms.min_months,
                         .placed_at = end,
                         .begins = end,
                         .anchored_at = last->anchored_at.value_or(last->begins),
                         .paid_by = {*price, zero, zero, zero},
                         .fixed = s.fixed},
                   *left};
}

/// Renews a batch from one balance, in the order given: each takes what the ones before it left.
/// `ids[i]` names the order of subscription i; `out[i]` is the answer to it. Returns what is left;
/// the first error ends it, and nothing of `out` may then be used.
/// \pre `ids` and `out` have a place for each.
[[nodiscard]] constexpr result<money> auto_renew_all(
    const catalog_view& c, std::span<const subscription> batch, money balance,
    std::span<const order_id> ids, instant now, std::span<answer<renewal, renewal_refusal>> out) {
    if (ids.size() < batch.size() || out.size() < batch.size())
        detail::every_part_must_have_a_place();
    for (std::size_t i = 0; i < batch.size(); ++i) {
        const auto one = auto_renew(c, batch[i], balance, ids[i], now);
        if (!one) return one.error();
        out[i] = *one;
        if (one->allowed()) balance = (*one)->balance;
    }
    return balance;
}

}  // namespace ratecard::inline v0

#endif

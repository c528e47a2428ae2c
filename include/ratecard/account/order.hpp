// SPDX-License-Identifier: MIT
#ifndef RATECARD_ACCOUNT_ORDER_HPP
#define RATECARD_ACCOUNT_ORDER_HPP

#include <cstdint>
#include <optional>

#include <ratecard/core/attributes.hpp>
#include <ratecard/core/id.hpp>
#include <ratecard/core/instant.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/money/money.hpp>

namespace ratecard::inline v0 {

/// Facts that contradict each other.
enum class account_errc : std::uint16_t {
    before_creation = 0x401,  ///< the question, or a fact, lies before the creation
    order_of_another_owner,   ///< an order that names another subscription
    fixed_attribute_changed,  ///< an order states a fixed attribute, such as a region, other than the subscription's
    edition_not_for_sale,               ///< an order of an edition without a price
    orders_overlap,                     ///< an order begins before the one before it ended
    order_begins_before_it_was_placed,  ///< an order with its begin before the instant it was placed
    order_off_its_anchor,   ///< an order that carries an anchor begins at none of its boundaries
    payment_mismatch,       ///< cash, credit, voucher and discount do not add up to the price
    voucher_exceeds_price,  ///< a voucher larger than the order
    duplicate_id,           ///< one id, and two contents: a repetition is the same
    unknown_order,          ///< no order has this id
    unknown_bill,           ///< no bill has this id
    paid_before_issue,      ///< a bill paid before it was issued
    refund_before_order,    ///< a refund dated before its order was placed
    refunded_twice,         ///< an order with two refunds
    refund_after_end,       ///< a refund of an order already over
    trial_activated_twice,  ///< a trial is given once
    ends_before_it_begins,  ///< an interval with its end before its begin
};
/// Marks `account_errc` as a list of errors.
constexpr bool is_error_list(account_errc) noexcept { return true; }

/// By which means an order was paid: price = cash + credit + voucher + discount.
struct payment {
    money cash{};
    money credit{};
    money voucher{};
    money discount{};

    friend constexpr bool operator==(const payment&, const payment&) = default;
};

/// Paid in cash alone.
[[nodiscard]] constexpr payment in_cash(money amount) noexcept {
    const money none{0, amount.unit()};
    return {amount, none, none, none};
}

/// What was really paid: cash and credit. `money_errc::currency_mismatch` or `core_errc::overflow` when
/// they have no sum.
[[nodiscard]] constexpr result<money> paid(const payment& p) noexcept {
    return checked_add(p.cash, p.credit);
}

/// All four means together. Errors as for `paid`.
[[nodiscard]] constexpr result<money> settled(const payment& p) noexcept {
    const money parts[] = {p.cash, p.credit, p.voucher, p.discount};
    return sum(parts, p.cash.unit());
}

/// A purchase of some months of an edition, as it was placed. It never changes; what happens to it
/// later is a fact of its own (`order_refund`).
struct order {
    order_id id{};
    subscription_id owner{};
    edition_id edition{};
    version_id version{};  ///< the price-book version it was sold by
    std::int32_t months = 1;
    instant placed_at{};
    instant begins{};
    /// Whose day and time its months are counted from, when not its own begin: an automatic renewal
    /// carries the anchor of the order it renews.
    std::optional<instant> anchored_at{};
    payment paid_by{};
    bool promotional = false;  ///< bought in a promotion that excludes refunds
    attributes fixed{};        ///< what was chosen with it for good, such as the data center

    friend constexpr bool operator==(const order&, const order&) = default;
};

/// An order given back, as a whole, at an instant. Orders given back at one instant are one refund.
struct order_refund {
    order_id order{};
    instant at{};
    refund_id id{};
    bool in_full = false;  ///< all that was paid of it, whatever was used

    friend constexpr bool operator==(const order_refund&, const order_refund&) = default;
};

/// A customer changed the edition of a plan that is billed period by period.
struct plan_change {
    change_id id{};
    edition_id to{};
    instant at{};

    friend constexpr bool operator==(const plan_change&, const plan_change&) = default;
};

}  // namespace ratecard::inline v0

#endif

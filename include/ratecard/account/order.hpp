// SPDX-License-Identifier: MIT
#ifndef RATECARD_ACCOUNT_ORDER_HPP
#define RATECARD_ACCOUNT_ORDER_HPP

#include <cstdint>
#include <optional>

#include <ratecard/core/attributes.hpp>
#include <ratecard/core/id.hpp>
#include <ratecard/core/instant.hpp>
#include <ratecard/core/quantity.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/money/money.hpp>

/// Orders of a plan, how they are paid, refunded and changed, and the errors of contradictory
/// facts.
namespace ratecard::inline v0 {

/// Facts that contradict each other.
enum class account_errc : std::uint16_t {
    before_creation = 0x401,  ///< the question, or a fact, is before the creation
    order_of_another_owner,   ///< an order names another subscription
    fixed_attribute_changed,  ///< an order's fixed attribute differs from the subscription's
    edition_not_for_sale,     ///< an order of the default edition, which is free
    orders_overlap,           ///< two orders cover the same instant
    order_begins_before_it_was_placed,  ///< an order begins before it was placed
    order_off_its_anchor,               ///< an order begins at no boundary counted from its anchor
    payment_mismatch,             ///< cash, credit, voucher and discount do not add up to the price
    voucher_exceeds_price,        ///< a voucher is larger than the price
    duplicate_id,                 ///< two facts have one id but different contents
    unknown_order,                ///< no order has this id
    unknown_bill,                 ///< no bill has this id
    paid_before_issue,            ///< a bill was paid before it was issued
    refund_before_order,          ///< a refund is dated before its order was placed
    refunded_twice,               ///< an order has two refunds
    refund_after_end,             ///< a refund is dated at or after the end of its order
    trial_activated_twice,        ///< a trial was activated twice
    ends_before_it_begins,        ///< an interval ends before it begins
    plans_overlap,                ///< a plan starts while another plan or an order is in force
    no_plan_to_change,            ///< no plan that is billed period by period is in force then
    plan_change_refused,          ///< the catalog's rule does not allow this change of plan
    pauses_overlap,               ///< a pause begins within another one
    cancelled_twice,              ///< a plan is cancelled again before its end
    unknown_purchase,             ///< no purchase of an add-on has this id
    returned_twice,               ///< an add-on was given up twice
    return_outside_its_purchase,  ///< an add-on is given up before it begins or after it ended
};
/// Marks `account_errc` as a list of errors.
constexpr bool is_error_list(account_errc) noexcept { return true; }

/// How an order was paid: price = cash + credit + voucher + discount.
struct payment {
    money cash{};
    money credit{};
    money voucher{};
    money discount{};  ///< a part of the price that nobody paid

    friend constexpr bool operator==(const payment&, const payment&) = default;
};

/// A payment of the whole amount in cash.
[[nodiscard]] constexpr payment in_cash(money amount) noexcept {
    const money none{0, amount.unit()};
    return {amount, none, none, none};
}

/// The money that was really paid: cash and credit. `money_errc::currency_mismatch` if their
/// currencies differ, `core_errc::overflow` if the sum does not fit.
[[nodiscard]] constexpr result<money> paid(const payment& p) noexcept {
    return checked_add(p.cash, p.credit);
}

/// The sum of cash, credit, voucher and discount. Errors as for `paid`.
[[nodiscard]] constexpr result<money> settled(const payment& p) noexcept {
    const money parts[] = {p.cash, p.credit, p.voucher, p.discount};
    return sum(parts, p.cash.unit());
}

/// A purchase of some months of an edition, as it was placed. It never changes. A later refund is a
/// fact of its own (`order_refund`).
struct order {
    order_id id{};
    subscription_id owner{};
    edition_id edition{};
    version_id version{};  ///< the price-book version whose price was paid
    std::int32_t months = 1;
    quantity seats{1};
    instant placed_at{};
    instant begins{};
    /// The instant from which its months are counted; none: `begins`. An automatic renewal has the
    /// anchor of the order that it renews. So an order of 31 January renews on 29 February, then on
    /// 31 March.
    std::optional<instant> anchored_at{};
    payment paid_by{};
    bool promotional = false;  ///< bought in a promotion that excludes refunds
    attributes fixed{};        ///< chosen with the order and never changed, such as the data center

    friend constexpr bool operator==(const order&, const order&) = default;
};

/// A refund of one whole order. All orders with the same `at` are one refund.
struct order_refund {
    order_id order{};
    instant at{};
    refund_id id{};
    bool in_full = false;  ///< everything paid is returned, however much was used

    friend constexpr bool operator==(const order_refund&, const order_refund&) = default;
};

}  // namespace ratecard::inline v0

#endif

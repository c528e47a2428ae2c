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

/// By which means an order was paid: price = cash + credit + voucher + discount.
struct payment {
    money cash{};
    money credit{};
    money voucher{};
    money discount{};

    friend constexpr bool operator==(const payment&, const payment&) = default;
};

/// What was really paid: cash and credit. `errc::currency_mismatch` or `errc::overflow` when
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

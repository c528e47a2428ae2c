// SPDX-License-Identifier: MIT
#ifndef RATECARD_ACCOUNT_PAYMENT_HPP
#define RATECARD_ACCOUNT_PAYMENT_HPP

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

}  // namespace ratecard::inline v0

#endif

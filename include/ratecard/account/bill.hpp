// SPDX-License-Identifier: MIT
#ifndef RATECARD_ACCOUNT_BILL_HPP
#define RATECARD_ACCOUNT_BILL_HPP

#include <optional>

#include <ratecard/core/id.hpp>
#include <ratecard/core/instant.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/money/currency.hpp>
#include <ratecard/money/money.hpp>

namespace ratecard::inline v0 {

/// A postpaid bill of the account that owns a subscription.
struct bill {
    bill_id id{};
    money amount{};
    instant issued_at{};
    std::optional<instant> paid_at{};

    friend constexpr bool operator==(const bill&, const bill&) = default;
};

/// Whether a balance leaves an amount owed: it is negative, or too small for the amount.
/// `money_errc::currency_mismatch` for two currencies.
[[nodiscard]] constexpr result<bool> is_overdue(money available, money owed) noexcept {
    if (available.unit() != owed.unit()) return money_errc::currency_mismatch;
    return available.is_negative() || available < owed;
}

/// Money that an account sent in payment of its bills.
struct bill_payment {
    bill_payment_id id{};
    money amount{};
    instant received_at{};
    std::optional<bill_id> of{};  ///< the bill it names; none: of whatever is open

    friend constexpr bool operator==(const bill_payment&, const bill_payment&) = default;
};

}  // namespace ratecard::inline v0

#endif

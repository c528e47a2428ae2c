// SPDX-License-Identifier: MIT
#ifndef RATECARD_ACCOUNT_BILL_HPP
#define RATECARD_ACCOUNT_BILL_HPP

#include <optional>

#include <ratecard/core/id.hpp>
#include <ratecard/core/instant.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/money/currency.hpp>
#include <ratecard/money/money.hpp>

/// Bills of an account and the payments for them.
namespace ratecard::inline v0 {

/// A postpaid bill of the account that owns the subscription.
struct bill {
    bill_id id{};
    money amount{};
    instant issued_at{};
    std::optional<instant> paid_at{};  ///< none: not paid

    friend constexpr bool operator==(const bill&, const bill&) = default;
};

/// Whether a balance cannot pay an amount: it is negative, or smaller than the amount.
/// `money_errc::currency_mismatch` if the currencies differ.
[[nodiscard]] constexpr result<bool> is_overdue(money available, money owed) noexcept {
    if (available.unit() != owed.unit()) return money_errc::currency_mismatch;
    return available.is_negative() || available < owed;
}

/// Money that an account sent to pay its bills.
struct bill_payment {
    bill_payment_id id{};
    money amount{};
    instant received_at{};
    std::optional<bill_id> of{};  ///< the bill that it pays; none: any open bill

    friend constexpr bool operator==(const bill_payment&, const bill_payment&) = default;
};

}  // namespace ratecard::inline v0

#endif

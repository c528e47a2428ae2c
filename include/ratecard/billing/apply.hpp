// SPDX-License-Identifier: MIT
#ifndef RATECARD_BILLING_APPLY_HPP
#define RATECARD_BILLING_APPLY_HPP

#include <cstddef>
#include <optional>
#include <span>

#include <ratecard/account/bill.hpp>
#include <ratecard/account/facts.hpp>
#include <ratecard/account/order.hpp>
#include <ratecard/core/contract.hpp>
#include <ratecard/core/instant.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/money/currency.hpp>
#include <ratecard/money/money.hpp>

/// Applies payments to bills in a fixed order.
namespace ratecard::inline v0 {

/// What was paid of a bill, and what is still open. The two add up to its amount.
struct bill_balance {
    money paid{};
    money open{};
    std::optional<instant> settled_at{};  ///< when it was fully paid

    friend constexpr bool operator==(const bill_balance&, const bill_balance&) = default;
};

/// What was applied to bills, what is open, and what is left as credit.
struct account_balance {
    money applied{};
    money open{};    ///< of the bills that are issued
    money credit{};  ///< received beyond what was open; the next bill uses it
    /// When the oldest open bill was issued.
    std::optional<instant> in_arrears_since{};

    friend constexpr bool operator==(const account_balance&, const account_balance&) = default;
};

namespace detail {

/// Whether fact `a` comes before `b`: by instant, then by id.
template <class Fact>
constexpr bool comes_before(const Fact& a, instant at_a, const Fact& b, instant at_b) noexcept {
    return at_a != at_b ? at_a < at_b : b.id > a.id;
}

/// Checks currencies, amounts and ids, and that every payment names a listed bill or none.
constexpr result<void> check_bills_and_payments(std::span<const bill_payment> sent,
                                                std::span<const bill> bills,
                                                currency unit) noexcept {
    for (std::size_t i = 0; i < bills.size(); ++i) {
        if (bills[i].amount.unit() != unit) return money_errc::currency_mismatch;
        if (bills[i].amount.is_negative()) return money_errc::negative_amount;
        if (const auto id = check_id(bills, i); !id) return id;
    }
    for (std::size_t i = 0; i < sent.size(); ++i) {
        if (sent[i].amount.unit() != unit) return money_errc::currency_mismatch;
        if (sent[i].amount.is_negative()) return money_errc::negative_amount;
        if (const auto id = check_id(sent, i); !id) return id;
        if (!sent[i].of) continue;
        bool known = false;
        for (const bill& b : bills) known = known || b.id == *sent[i].of;
        if (!known) return account_errc::unknown_bill;
    }
    return {};
}

/// Iterates over bills and payments, each by instant and then by id.
class facts_in_order {
    // Defined before its callers, or clang cannot use it in constant expressions.
    /// The place of the first fact after the one at `last` that is not after `now_`. Repetitions
    /// are skipped.
    template <class Fact>
    [[nodiscard]] constexpr std::optional<std::size_t> next(std::span<const Fact> facts,
                                                            std::optional<std::size_t> last,
                                                            auto at) const noexcept {
        std::optional<std::size_t> first;
        for (std::size_t i = 0; i < facts.size(); ++i) {
            const Fact& f = facts[i];
            if (now_ < at(f)) continue;
            if (last && !comes_before(facts[*last], at(facts[*last]), f, at(f))) continue;
            if (!first || comes_before(f, at(f), facts[*first], at(facts[*first]))) first = i;
        }
        return first;
    }

public:
    constexpr facts_in_order(std::span<const bill_payment> sent, std::span<const bill> bills,
                             instant now) noexcept
        : sent_{sent}, bills_{bills}, now_{now} {}

    /// The place of the next bill, if one is issued by now.
    [[nodiscard]] constexpr std::optional<std::size_t> next_bill() const noexcept {
        return next(bills_, bill_, [](const bill& b) { return b.issued_at; });
    }
    /// The place of the next payment, if one is received by now.
    [[nodiscard]] constexpr std::optional<std::size_t> next_payment() const noexcept {
        return next(sent_, payment_, [](const bill_payment& r) { return r.received_at; });
    }
    /// Marks the bill at `place` as handled.
    constexpr void pass_bill(std::size_t place) noexcept { bill_ = place; }
    /// Marks the payment at `place` as handled.
    constexpr void pass_payment(std::size_t place) noexcept { payment_ = place; }

private:
    std::span<const bill_payment> sent_;
    std::span<const bill> bills_;
    instant now_;
    std::optional<std::size_t> bill_{};
    std::optional<std::size_t> payment_{};
};

}  // namespace detail

/// Applies payments to bills, as both are known at `now`. The order in which they are listed does
/// not matter:
///
/// 1. Earlier facts come first. At the same instant, bills are issued before payments are applied.
///    Ties go by id.
/// 2. A bill uses available credit when it is issued.
/// 3. A payment goes to the bill it names, then to open bills, the oldest first. The rest becomes
///    credit.
///
/// For example, with an older bill of 10.00 and a newer one of 20.00, a payment of 25.00 that names
/// neither pays 10.00 of the first and 15.00 of the second.
///
/// `paid_at` of a bill is ignored: it says that the bill was paid, not by which payment. A fact
/// that is listed twice counts once. `balances` takes the balance of each bill, in the order of
/// `bills`; a bill that is not issued by `now` has nothing open.
///
/// `account_errc::duplicate_id` if two facts have the same id and different content.
/// `account_errc::unknown_bill` if a payment names a bill that is not listed.
/// `money_errc::negative_amount` or `money_errc::currency_mismatch` if an amount is negative or not
/// in `unit`. `core_errc::overflow` if a sum does not fit. After an error the content of `balances`
/// must not be used.
/// \pre `balances.size() >= bills.size()`.
[[nodiscard]] constexpr result<account_balance> apply(std::span<const bill_payment> sent,
                                                      std::span<const bill> bills, currency unit,
                                                      instant now,
                                                      std::span<bill_balance> balances) {
    if (balances.size() < bills.size()) detail::every_part_must_have_a_place();
    if (const auto checked = detail::check_bills_and_payments(sent, bills, unit); !checked)
        return checked.error();
    const money nothing{0, unit};
    for (std::size_t i = 0; i < bills.size(); ++i) balances[i] = {nothing, nothing, {}};
    account_balance account{nothing, nothing, nothing, {}};

    // Pays a bill from `remaining` at `at`, as far as that goes.
    const auto pay = [&](std::size_t place, money& remaining, instant at) -> result<void> {
        bill_balance& b = balances[place];
        const money part = remaining < b.open ? remaining : b.open;
        const auto applied = checked_add(account.applied, part);
        if (!applied) return applied.error();
        account.applied = *applied;
        b.paid = *checked_add(b.paid, part);
        b.open = *checked_subtract(b.open, part);
        account.open = *checked_subtract(account.open, part);
        remaining = *checked_subtract(remaining, part);
        if (b.open.is_zero()) b.settled_at = at;
        return {};
    };
    const auto issue = [&](std::size_t place) -> result<void> {
        const auto open = checked_add(account.open, bills[place].amount);
        if (!open) return open.error();
        account.open = *open;
        balances[place].open = bills[place].amount;
        return pay(place, account.credit, bills[place].issued_at);
    };
    const auto receive = [&](const bill_payment& r) -> result<void> {
        money remaining = r.amount;
        for (std::size_t i = 0; r.of && i < bills.size(); ++i)
            if (bills[i].id == *r.of && !balances[i].open.is_zero())
                if (const auto paid = pay(i, remaining, r.received_at); !paid) return paid;
        while (!remaining.is_zero() && !account.open.is_zero()) {
            std::optional<std::size_t> oldest;
            for (std::size_t i = 0; i < bills.size(); ++i) {
                if (balances[i].open.is_zero()) continue;
                if (!oldest || detail::comes_before(bills[i], bills[i].issued_at, bills[*oldest],
                                                    bills[*oldest].issued_at))
                    oldest = i;
            }
            if (const auto paid = pay(*oldest, remaining, r.received_at); !paid) return paid;
        }
        const auto credit = checked_add(account.credit, remaining);
        if (!credit) return credit.error();
        account.credit = *credit;
        return {};
    };

    detail::facts_in_order facts{sent, bills, now};
    for (;;) {
        const auto b = facts.next_bill();
        const auto r = facts.next_payment();
        if (!b && !r) break;
        result<void> applied;
        if (b && (!r || bills[*b].issued_at <= sent[*r].received_at)) {
            applied = issue(*b);
            facts.pass_bill(*b);
        } else {
            applied = receive(sent[*r]);
            facts.pass_payment(*r);
        }
        if (!applied) return applied.error();
    }
    for (std::size_t i = 0; i < bills.size(); ++i) {
        // A repeated bill has the balance of the first one with its id.
        for (std::size_t j = 0; j < i; ++j)
            if (bills[j].id == bills[i].id) balances[i] = balances[j];
        const bool older =
            !account.in_arrears_since || bills[i].issued_at < *account.in_arrears_since;
        if (!balances[i].open.is_zero() && older) account.in_arrears_since = bills[i].issued_at;
    }
    return account;
}

}  // namespace ratecard::inline v0

#endif

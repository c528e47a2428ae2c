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

namespace ratecard::inline v0 {

/// What became of a bill: `paid` and `open` add up to its amount.
struct bill_balance {
    money paid{};
    money open{};
    std::optional<instant> settled_at{};  ///< when nothing was open any more

    friend constexpr bool operator==(const bill_balance&, const bill_balance&) = default;
};

/// What became of all that was sent: what was applied to bills, and what is left.
struct account_balance {
    money applied{};
    money open{};    ///< of bills that are issued
    money credit{};  ///< sent beyond what was open; the next bill takes it
    /// The issue of the oldest bill on which something is open.
    std::optional<instant> in_arrears_since{};

    friend constexpr bool operator==(const account_balance&, const account_balance&) = default;
};

namespace detail {

/// Whether fact `a` comes before `b`: the earlier instant first, at one instant the lower id.
template <class Fact>
constexpr bool comes_before(const Fact& a, instant at_a, const Fact& b, instant at_b) noexcept {
    return at_a != at_b ? at_a < at_b : b.id > a.id;
}

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

/// Facts one after the other: by their instants, bills before money at one instant, and by their ids.
class facts_in_order {
    // Before those who call it, or clang does not know it in constants.
    /// The least fact behind the one at `last` that is no repetition and not after now.
    template <class Fact>
    [[nodiscard]] constexpr std::optional<std::size_t> next(std::span<const Fact> facts,
                                                            std::optional<std::size_t> last,
                                                            auto at) const noexcept {
        std::optional<std::size_t> least;
        for (std::size_t i = 0; i < facts.size(); ++i) {
            const Fact& f = facts[i];
            if (now_ < at(f)) continue;
            if (last && !comes_before(facts[*last], at(facts[*last]), f, at(f))) continue;
            if (!least || comes_before(f, at(f), facts[*least], at(facts[*least]))) least = i;
        }
        return least;
    }

public:
    constexpr facts_in_order(std::span<const bill_payment> sent, std::span<const bill> bills,
                             instant now) noexcept
        : sent_{sent}, bills_{bills}, now_{now} {}

    /// The place of the next bill to be issued by now, if it is due before the next money.
    [[nodiscard]] constexpr std::optional<std::size_t> next_bill() const noexcept {
        return next(bills_, bill_, [](const bill& b) { return b.issued_at; });
    }
    [[nodiscard]] constexpr std::optional<std::size_t> next_money() const noexcept {
        return next(sent_, money_, [](const bill_payment& r) { return r.received_at; });
    }
    constexpr void pass_bill(std::size_t place) noexcept { bill_ = place; }
    constexpr void pass_money(std::size_t place) noexcept { money_ = place; }

private:
    std::span<const bill_payment> sent_;
    std::span<const bill> bills_;
    instant now_;
    std::optional<std::size_t> bill_{};
    std::optional<std::size_t> money_{};
};

}  // namespace detail

/// Applies money to bills, as far as both are known at `now`, in one order, whatever the order in which
/// they are listed:
///
/// 1. what happens at an earlier instant comes first; at one instant, bills are issued before money
///    is applied; and what else is equal goes by its id;
/// 2. a bill takes the credit there is when it is issued;
/// 3. money goes to the bill it names, then to open bills, the oldest first, and the rest is credit.
///
/// `paid_at` of a bill plays no part: it says that the bill was paid, this says by what. A fact that is
/// listed twice counts once. `balances` takes what became of each bill, listed as the bills are; of a
/// bill not issued by now nothing is open.
///
/// `account_errc::duplicate_id` for one id and two contents, `account_errc::unknown_bill` for money of a bill that is
/// not listed, `money_errc::negative_amount`, `money_errc::currency_mismatch`, and `core_errc::overflow` where a sum
/// does not fit. Nothing of `balances` may be used after an error.
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
    account_balance all{nothing, nothing, nothing, {}};

    // Pays what is open of a bill out of `purse`, at `at`.
    const auto pay = [&](std::size_t place, money& purse, instant at) -> result<void> {
        bill_balance& b = balances[place];
        const money part = purse < b.open ? purse : b.open;
        const auto applied = checked_add(all.applied, part);
        if (!applied) return applied.error();
        all.applied = *applied;
        b.paid = *checked_add(b.paid, part);
        b.open = *checked_subtract(b.open, part);
        all.open = *checked_subtract(all.open, part);
        purse = *checked_subtract(purse, part);
        if (b.open.is_zero()) b.settled_at = at;
        return {};
    };
    const auto issue = [&](std::size_t place) -> result<void> {
        const auto open = checked_add(all.open, bills[place].amount);
        if (!open) return open.error();
        all.open = *open;
        balances[place].open = bills[place].amount;
        return pay(place, all.credit, bills[place].issued_at);
    };
    const auto receive = [&](const bill_payment& r) -> result<void> {
        money purse = r.amount;
        for (std::size_t i = 0; r.of && i < bills.size(); ++i)
            if (bills[i].id == *r.of && !balances[i].open.is_zero())
                if (const auto paid = pay(i, purse, r.received_at); !paid) return paid;
        while (!purse.is_zero() && !all.open.is_zero()) {
            std::optional<std::size_t> oldest;
            for (std::size_t i = 0; i < bills.size(); ++i) {
                if (balances[i].open.is_zero()) continue;
                if (!oldest || detail::comes_before(bills[i], bills[i].issued_at, bills[*oldest],
                                                    bills[*oldest].issued_at))
                    oldest = i;
            }
            if (const auto paid = pay(*oldest, purse, r.received_at); !paid) return paid;
        }
        const auto credit = checked_add(all.credit, purse);
        if (!credit) return credit.error();
        all.credit = *credit;
        return {};
    };

    detail::facts_in_order facts{sent, bills, now};
    for (;;) {
        const auto b = facts.next_bill();
        const auto r = facts.next_money();
        if (!b && !r) break;
        result<void> applied;
        if (b && (!r || bills[*b].issued_at <= sent[*r].received_at)) {
            applied = issue(*b);
            facts.pass_bill(*b);
        } else {
            applied = receive(sent[*r]);
            facts.pass_money(*r);
        }
        if (!applied) return applied.error();
    }
    for (std::size_t i = 0; i < bills.size(); ++i) {
        // A bill that is listed again is the one it repeats.
        for (std::size_t j = 0; j < i; ++j)
            if (bills[j].id == bills[i].id) balances[i] = balances[j];
        const bool older = !all.in_arrears_since || bills[i].issued_at < *all.in_arrears_since;
        if (!balances[i].open.is_zero() && older) all.in_arrears_since = bills[i].issued_at;
    }
    return all;
}

}  // namespace ratecard::inline v0

#endif

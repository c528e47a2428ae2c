// SPDX-License-Identifier: MIT
#ifndef RATECARD_BILLING_REVENUE_HPP
#define RATECARD_BILLING_REVENUE_HPP

#include <cstddef>
#include <cstdint>
#include <optional>

#include <ratecard/account/facts.hpp>
#include <ratecard/account/order.hpp>
#include <ratecard/account/subscription.hpp>
#include <ratecard/billing/refund.hpp>
#include <ratecard/billing/refund_partition.hpp>
#include <ratecard/catalog/view.hpp>
#include <ratecard/core/bounded.hpp>
#include <ratecard/core/instant.hpp>
#include <ratecard/core/ratio.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/core/rounding.hpp>
#include <ratecard/core/sort.hpp>
#include <ratecard/lifecycle/contradiction.hpp>
#include <ratecard/lifecycle/coverage.hpp>
#include <ratecard/money/currency.hpp>
#include <ratecard/money/exact.hpp>
#include <ratecard/money/money.hpp>
#include <ratecard/rating/bill_line.hpp>
#include <ratecard/time/calendar.hpp>
#include <ratecard/time/period.hpp>
#include <ratecard/time/zone.hpp>

namespace ratecard::inline v0 {

/// What of a prepaid amount is earned in a civil month, and what is deferred at its end.
struct earned_month {
    civil_month month{};
    money earned{};    ///< below zero where more was given back than was not earned yet
    money deferred{};  ///< paid, and neither earned nor given back by the end of the month

    friend constexpr bool operator==(const earned_month&, const earned_month&) = default;
};

/// What of an order was given back before its time was over.
struct given_back {
    instant at{};
    money amount{};

    friend constexpr bool operator==(const given_back&, const given_back&) = default;
};

/// Splits what was paid for a stretch of time over the civil months of a zone, to the second: by the
/// end of each month the part of the time that is over is earned, cut to whole minor units, so that
/// the months add up to what was paid, and merging two of them changes nothing.
///
/// Where a part was given back, the months before are as they were, for they are closed; the month of
/// that instant earns what was kept and is not earned yet, and is the last one. The months add up to
/// what was kept.
///
/// `core_errc::capacity_exceeded` when there are more months than the answer holds, `money_errc::negative_amount` for
/// an amount below zero, `money_errc::currency_mismatch`, `rating_errc::credit_above_the_line` when more was given
/// back than paid, `account_errc::refund_after_end` when it was given back after the time was over,
/// `account_errc::refund_before_order` when before it began: then nothing of it is earned, and there is no
/// month to say so of.
template <std::size_t Months = 64>
[[nodiscard]] constexpr result<bounded<earned_month, Months>> recognise(
    money paid, const period& covered, const zone& z, const std::optional<given_back>& back = {}) {
    const money nothing{0, paid.unit()};
    if (paid.is_negative() || (back && back->amount.is_negative()))
        return money_errc::negative_amount;
    if (back && back->amount.unit() != paid.unit()) return money_errc::currency_mismatch;
    if (back && paid < back->amount) return rating_errc::credit_above_the_line;
    if (back && back->at < covered.begin()) return account_errc::refund_before_order;
    if (back && covered.end() < back->at) return account_errc::refund_after_end;
    const money kept{paid.minor_units() - (back ? back->amount.minor_units() : 0), paid.unit()};
    const auto length = static_cast<std::uint64_t>(covered.length().seconds);

    bounded<earned_month, Months> months;
    money before = nothing;
    for (civil_month month = month_of(day_of(covered.begin(), z));; month = next(month)) {
        const instant end = detail::smaller_of(period_of(month, z).end(), covered.end());
        const bool last = end == covered.end() || (back && back->at < end);
        money by_now = kept;
        money all = kept;
        if (!last) {
            const ratio over{static_cast<std::uint64_t>((end - covered.begin()).seconds), length};
            const auto cut = scaled{exact{paid}, over}.round(rounding::toward_zero);
            if (!cut) return cut.error();
            by_now = *cut;
            all = paid;
        }
        if (months.full()) return core_errc::capacity_exceeded;
        months.push_back({month, money{by_now.minor_units() - before.minor_units(), paid.unit()},
                          money{all.minor_units() - by_now.minor_units(), paid.unit()}});
        if (last) return months;
        before = by_now;
    }
}

namespace detail {

/// What of an order was given back by the refund that is recorded, if it was.
template <std::size_t Rows>
constexpr result<std::optional<given_back>> given_back_of(const catalog_view& c,
                                                          const subscription& s, const order& o) {
    const auto at = refunded_at(s, o.id);
    if (!at) return std::optional<given_back>{};
    const auto all = partition_of<Rows>(c, s, {.at = *at, .recorded = true});
    if (!all) return all.error();
    std::int64_t returned = 0;
    for (const refund_row& row : all->rows)
        if (row.order == o.id)
            returned += row.returned.cash.minor_units() + row.returned.credit.minor_units() +
                        row.returned.voucher.minor_units();
    return std::optional{given_back{*at, money{returned, c.unit()}}};
}

}  // namespace detail

/// What of all that a subscription paid in advance is earned in which civil month of the billing zone,
/// month after month from that in which its first order was placed: every order as `recognise` has it,
/// with what a recorded refund gave back of it. An order given back before it began earns what was
/// kept of it, if anything, in the month of the refund. What is deferred at the end of a month is paid
/// by then, and neither earned nor given back. No month without an order.
///
/// Paid is what is given back by the catalog's refund policy: cash and credit, and vouchers where it
/// returns them.
///
/// The months add up to all that was paid, less all that was given back.
///
/// Facts that contradict each other are reported as the `errc` of `find_contradiction`;
/// `core_errc::capacity_exceeded` when there are more months than the answer holds, or when orders given back at
/// once have more months than `Rows`; `core_errc::overflow`, and what `recorded_refund` reports.
template <std::size_t Months = 64, std::size_t Rows = 64>
[[nodiscard]] constexpr result<bounded<earned_month, Months>> revenue_of(const catalog_view& c,
                                                                         const subscription& s) {
    if (const auto found = find_contradiction(c, s)) return found->code;
    bounded<earned_month, Months> months;
    if (s.orders.empty()) return months;
    const zone& z = c.offering->billing_zone;
    instant first = s.orders[0].placed_at;
    for (const order& o : s.orders) first = o.placed_at < first ? o.placed_at : first;
    const civil_month start = month_of(day_of(first, z));
    const auto place_of = [&](civil_month m) { return m.index() - start.index(); };

    std::int64_t earned[Months]{};
    std::int64_t received[Months]{};  // paid, less given back
    std::size_t size = 0;
    bool fits = true;
    detail::refund_totals total;  // of all that was paid: no sum of parts of it overflows
    const auto add = [&](std::int64_t* into, civil_month m, std::int64_t amount) {
        const std::int64_t place = place_of(m);
        if (place >= static_cast<std::int64_t>(Months)) {
            fits = false;
            return;
        }
        into[place] += amount;
        if (size <= static_cast<std::size_t>(place)) size = static_cast<std::size_t>(place) + 1;
    };
    for (std::size_t i = 0; i < s.orders.size(); ++i) {
        if (is_listed_before(s.orders, i)) continue;
        const order& o = s.orders[i];
        const auto paid_of = detail::returnable(c.offering->refunds, o.paid_by);
        if (!paid_of) return paid_of.error();
        const auto back = detail::given_back_of<Rows>(c, s, o);
        if (!back) return back.error();
        total.add(total.amount, paid_of->minor_units());
        if (total.overflowed) return core_errc::overflow;
        add(received, month_of(day_of(o.placed_at, z)), paid_of->minor_units());
        if (*back) add(received, month_of(day_of((*back)->at, z)), -(*back)->amount.minor_units());
        if (*back && (*back)->at < o.begins) {
            add(earned, month_of(day_of((*back)->at, z)),
                paid_of->minor_units() - (*back)->amount.minor_units());
            continue;
        }
        const auto of_order = recognise<Months>(*paid_of, {o.begins, end_of(c, o)}, z, *back);
        if (!of_order) return of_order.error();
        for (const earned_month& m : *of_order) add(earned, m.month, m.earned.minor_units());
    }
    if (!fits) return core_errc::capacity_exceeded;
    std::int64_t deferred = 0;
    for (std::size_t n = 0; n < size; ++n) {
        deferred += received[n] - earned[n];
        months.push_back({month_at(start.index() + static_cast<std::int64_t>(n)),
                          money{earned[n], c.unit()}, money{deferred, c.unit()}});
    }
    return months;
}

}  // namespace ratecard::inline v0

#endif

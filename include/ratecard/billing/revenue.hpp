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
#include <ratecard/lifecycle/coverage.hpp>
#include <ratecard/lifecycle/timeline.hpp>
#include <ratecard/money/currency.hpp>
#include <ratecard/money/exact.hpp>
#include <ratecard/money/money.hpp>
#include <ratecard/rating/bill_line.hpp>
#include <ratecard/time/calendar.hpp>
#include <ratecard/time/period.hpp>
#include <ratecard/time/zone.hpp>

/// Recognises prepaid revenue by civil months.
namespace ratecard::inline v0 {

/// What is earned of a prepaid amount in a civil month, and what is deferred at the end of the
/// month.
struct earned_month {
    civil_month month{};
    money earned{};    ///< below zero if more was returned than was still unearned
    money deferred{};  ///< paid, but neither earned nor returned by the end of the month

    friend constexpr bool operator==(const earned_month&, const earned_month&) = default;
};

/// The part of an order's payment that was returned before its time was over.
struct given_back {
    instant at{};
    money amount{};

    friend constexpr bool operator==(const given_back&, const given_back&) = default;
};

/// Divides a payment for a period over the civil months of a zone, to the second. By the end of
/// each month, the part of the period that is over is earned, rounded down to minor units. So the
/// months add up to the payment, and merging two of them changes nothing. For example, 60.00 for 60
/// days from 16 January to 16 March 2024 is earned as 16.00, 29.00 and 15.00.
///
/// If a part was returned (`back`), the months before that keep their amounts, because they are
/// closed. The month of the return is the last one: it earns what was kept and not yet earned. The
/// months then add up to what was kept.
///
/// `core_errc::capacity_exceeded` if there are more than `Months`. `core_errc::instant_out_of_range`
/// if the period reaches beyond the years 1 to 9999. `money_errc::negative_amount` if an amount is
/// below zero. `money_errc::currency_mismatch` if the amounts are in two currencies.
/// `rating_errc::credit_above_the_line` if more was returned than paid.
/// `account_errc::refund_after_end` if it was returned after the period.
/// `account_errc::refund_before_order` if it was returned before the period: then no month has
/// earned anything.
template <std::size_t Months = 64>
[[nodiscard]] constexpr result<bounded<earned_month, Months>> recognise(
    money paid, const period& covered, const zone& z, const std::optional<given_back>& back = {}) {
    const money nothing{0, paid.unit()};
    if (!detail::is_in_calendar(covered)) return core_errc::instant_out_of_range;
    if (paid.is_negative() || (back && back->amount.is_negative()))
        return money_errc::negative_amount;
    if (back && back->amount.unit() != paid.unit()) return money_errc::currency_mismatch;
    if (back && paid < back->amount) return rating_errc::credit_above_the_line;
    if (back && back->at < covered.begin()) return account_errc::refund_before_order;
    if (back && covered.end() < back->at) return account_errc::refund_after_end;
    const money kept{paid.minor_units() - (back ? back->amount.minor_units() : 0), paid.unit()};
    const auto length = static_cast<std::uint64_t>(covered.length().seconds);

    bounded<earned_month, Months> months;
    money earned_before = nothing;
    for (civil_month month = month_of(day_of(covered.begin(), z));; month = next(month)) {
        const instant end = detail::smaller_of(period_of(month, z).end(), covered.end());
        const bool last = end == covered.end() || (back && back->at < end);
        money earned_by_end = kept;
        money paid_by_end = kept;
        if (!last) {
            const ratio over{static_cast<std::uint64_t>((end - covered.begin()).seconds), length};
            const auto cut = scaled{exact{paid}, over}.round(rounding::toward_zero);
            if (!cut) return cut.error();
            earned_by_end = *cut;
            paid_by_end = paid;
        }
        if (months.full()) return core_errc::capacity_exceeded;
        months.push_back(
            {month, money{earned_by_end.minor_units() - earned_before.minor_units(), paid.unit()},
             money{paid_by_end.minor_units() - earned_by_end.minor_units(), paid.unit()}});
        if (last) return months;
        earned_before = earned_by_end;
    }
}

namespace detail {

/// What a partition returned of an order.
template <std::size_t Rows>
constexpr money returned_of(const refund_partition<Rows>& partition, order_id id, currency unit) {
    std::int64_t returned = 0;
    for (const refund_row& row : partition.rows)
        if (row.order == id)
            returned += row.returned.cash.minor_units() + row.returned.credit.minor_units() +
                        row.returned.voucher.minor_units();
    return money{returned, unit};
}

}  // namespace detail

/// What is earned of all prepayments of a subscription in each civil month of the billing zone. The
/// first month is the one in which the first order was placed; without an order there are none.
/// Each order is earned as by `recognise`, with what a recorded refund returned of it. An order
/// that was returned before it began earns what was kept of it in the month of the refund. The
/// deferred amount of a month is paid by its end, but neither earned nor returned. The months add
/// up to what was paid less what was returned.
///
/// Payments count only the payment methods that the catalog's refund policy returns: cash, credit
/// and, if it returns them, vouchers.
///
/// `core_errc::capacity_exceeded` if there are more than `Months`, or if orders returned at the same instant have more than `Rows`
/// months. `core_errc::overflow` if an amount does not fit. Otherwise errors as for
/// `recorded_refund`.
template <std::size_t Months = 64, std::size_t Rows = 64>
[[nodiscard]] constexpr result<bounded<earned_month, Months>> revenue_of(
    const timeline_view& life) {
    const catalog_view& c = life.catalog();
    bounded<earned_month, Months> months;
    if (life.orders().empty()) return months;
    const zone& z = c.offering->billing_zone;
    instant first = instant::never();
    for (const order& o : life.facts().orders) first = detail::smaller_of(first, o.placed_at);
    const civil_month start = month_of(day_of(first, z));
    const auto place_of = [&](civil_month m) { return m.index() - start.index(); };

    std::int64_t earned[Months]{};
    std::int64_t received[Months]{};  // paid, less given back
    std::size_t size = 0;
    bool fits = true;
    detail::refund_totals total;  // of all payments, so that no sum of their parts overflows
    const auto add = [&](std::int64_t* into, civil_month m, std::int64_t amount) {
        const std::int64_t place = place_of(m);
        if (place >= static_cast<std::int64_t>(Months)) {
            fits = false;
            return;
        }
        into[place] += amount;
        if (size <= static_cast<std::size_t>(place)) size = static_cast<std::size_t>(place) + 1;
    };
    const auto add_order = [&](const order& o,
                               const std::optional<given_back>& back) -> result<void> {
        const auto paid_of = detail::returnable(c.offering->refunds, o.paid_by);
        if (!paid_of) return paid_of.error();
        total.add(total.amount, paid_of->minor_units());
        if (total.overflowed) return core_errc::overflow;
        add(received, month_of(day_of(o.placed_at, z)), paid_of->minor_units());
        if (back) add(received, month_of(day_of(back->at, z)), -back->amount.minor_units());
        if (back && back->at < o.begins) {
            add(earned, month_of(day_of(back->at, z)),
                paid_of->minor_units() - back->amount.minor_units());
            return {};
        }
        const auto months_of_order = recognise<Months>(*paid_of, {o.begins, end_of(c, o)}, z, back);
        if (!months_of_order) return months_of_order.error();
        for (const earned_month& m : *months_of_order) add(earned, m.month, m.earned.minor_units());
        return {};
    };
    for (const covered_order& o : life.orders())
        if (!o.is_refunded())
            if (const auto added = add_order(life.order_of(o), {}); !added) return added.error();
    for (std::size_t i = 0; i < life.refunded().size();) {
        const instant at = life.orders()[life.refunded()[i]].refunded_at;
        const auto partition = detail::partition_of<Rows>(life, {.at = at, .recorded = true});
        if (!partition) return partition.error();
        for (const std::uint32_t place : refunded_at(life, at)) {
            const order& o = life.order_of(life.orders()[place]);
            const given_back back{at, detail::returned_of(*partition, o.id, c.unit())};
            if (const auto added = add_order(o, back); !added) return added.error();
            ++i;
        }
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

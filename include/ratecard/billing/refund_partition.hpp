// SPDX-License-Identifier: MIT
#ifndef RATECARD_BILLING_REFUND_PARTITION_HPP
#define RATECARD_BILLING_REFUND_PARTITION_HPP

#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>

#include <ratecard/account/order.hpp>
#include <ratecard/account/subscription.hpp>
#include <ratecard/billing/refund.hpp>
#include <ratecard/billing/refund_eligibility.hpp>
#include <ratecard/catalog/offering.hpp>
#include <ratecard/catalog/view.hpp>
#include <ratecard/core/answer.hpp>
#include <ratecard/core/bounded.hpp>
#include <ratecard/core/instant.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/core/share.hpp>
#include <ratecard/core/wide.hpp>
#include <ratecard/lifecycle/timeline.hpp>
#include <ratecard/money/currency.hpp>
#include <ratecard/money/money.hpp>

/// Shows a refund month by month.
namespace ratecard::inline v0 {

/// What happens to the payment for one month of an order: `paid = consumed + used + forfeited +
/// returned`, where `paid` and `returned` are summed over payment methods. The row covers the whole
/// order if the order is the policy's unit, or is returned in full.
struct refund_row {
    order_id order{};
    std::int32_t month = 0;  ///< its number in the order, from 0
    period covers{instant{}, instant{1}};
    payment paid{};     ///< cash, credit and voucher of the row; never a discount
    money consumed{};   ///< paid for a month that is over
    money used{};       ///< kept for use, of this month or of the current one
    money forfeited{};  ///< paid by a voucher that is not returned
    /// Refunded, by the payment methods it was paid with. Shares are rounded over all orders that
    /// are settled together.
    payment returned{};

    friend constexpr bool operator==(const refund_row&, const refund_row&) = default;
};

/// The part of a row that is not returned. `core_errc::overflow` if it does not fit.
[[nodiscard]] constexpr result<money> kept(const refund_row& row) noexcept {
    const money parts[] = {row.consumed, row.used, row.forfeited};
    return sum(parts, row.consumed.unit());
}

/// A refund month by month, as proof of its quote: every row adds up, and every column adds up to
/// the quote. One row for each month of each returned order.
template <std::size_t Rows = 64>
struct refund_partition {
    refund_quote quote{};
    bounded<refund_row, Rows> rows{};
    /// Used beyond what was paid for months that are not over. Either owed or charged to nobody.
    money uncovered{};

    friend constexpr bool operator==(const refund_partition&, const refund_partition&) = default;
};

namespace detail {

/// `part * of / whole`, rounded down; zero if `whole` is zero.
/// \pre `part <= whole`.
constexpr std::int64_t cut_share(std::int64_t part, std::int64_t of, std::int64_t whole) {
    if (whole == 0) return 0;
    const auto share =
        divide(multiply(static_cast<std::uint64_t>(part), static_cast<std::uint64_t>(of)),
               static_cast<std::uint64_t>(whole));
    return static_cast<std::int64_t>(share.value.low);
}

/// Divides a sequence of amounts over three columns with given sums. Each share is the difference
/// of two rounded-down running sums, so that rows and columns both add up.
class running_columns {
public:
    constexpr explicit running_columns(const std::array<std::int64_t, 3>& columns)
        : columns_{columns}, whole_{columns[0] + columns[1] + columns[2]} {}

    /// The shares of the next amount, which add up to it.
    constexpr std::array<std::int64_t, 3> next(std::int64_t amount) {
        std::array<std::int64_t, 3> shares{};
        const std::int64_t first = cut_share(sum_ + amount, columns_[0], whole_);
        shares[0] = first - taken_[0];
        const std::int64_t rest = amount - shares[0], rest_before = sum_ - taken_[0];
        const std::int64_t second =
            cut_share(rest_before + rest, columns_[1], columns_[1] + columns_[2]);
        shares[1] = second - taken_[1];
        shares[2] = rest - shares[1];
        taken_[0] = first;
        taken_[1] = second;
        sum_ += amount;
        return shares;
    }

private:
    std::array<std::int64_t, 3> columns_;
    std::array<std::int64_t, 2> taken_{};
    std::int64_t whole_;
    std::int64_t sum_ = 0;
};

/// Rows whose months that are not over are not yet settled.
template <std::size_t Rows>
struct open_rows {
    std::array<refund_row, Rows> rows{};
    /// Paid by refundable methods for a month that is not over.
    std::array<std::int64_t, Rows> open{};
    std::size_t size = 0;
};

/// A payment of cash, credit and voucher, in minor units.
constexpr payment payment_of(const std::array<std::int64_t, 3>& parts, currency unit) {
    return {money{parts[0], unit}, money{parts[1], unit}, money{parts[2], unit}, money{0, unit}};
}

/// Adds the rows of an order. `core_errc::capacity_exceeded` if they do not fit.
template <std::size_t Rows>
constexpr result<void> add_rows(open_rows<Rows>& rows, const catalog_view& c, const order& o,
                                instant at, bool in_full) {
    const refund_policy& policy = c.offering->refunds;
    if (is_over(c, o, at)) return {};
    const currency unit = c.unit();
    const bool whole_order = in_full || policy.unit == refund_unit::order;
    const bool vouchers = policy.vouchers != voucher_rule::not_returned;
    const std::array<std::int64_t, 3> by_method{o.paid_by.cash.minor_units(),
                                                o.paid_by.credit.minor_units(),
                                                vouchers ? o.paid_by.voucher.minor_units() : 0};
    const std::int64_t lost = vouchers ? 0 : o.paid_by.voucher.minor_units();
    const std::int64_t refundable = by_method[0] + by_method[1] + by_method[2];
    const std::int32_t count = whole_order ? 1 : o.months;
    running_columns columns{by_method};
    for (std::int32_t n = 0; n < count; ++n) {
        if (rows.size == Rows) return core_errc::capacity_exceeded;
        const period covers = whole_order ? period{o.begins, end_of(c, o)} : term_of(c, o, n);
        const bool over = covers.end() <= at;
        const std::int64_t share = equal_share(refundable, count, n);
        const std::int64_t voucher = equal_share(lost, count, n);
        std::array<std::int64_t, 3> paid_parts = columns.next(share);
        paid_parts[2] += voucher;
        rows.open[rows.size] = over ? 0 : share;
        rows.rows[rows.size++] = {.order = o.id,
                                  .month = n,
                                  .covers = covers,
                                  .paid = payment_of(paid_parts, unit),
                                  .consumed = money{over ? share : 0, unit},
                                  .used = money{0, unit},
                                  .forfeited = money{voucher, unit},
                                  .returned = payment_of({}, unit)};
    }
    return {};
}

/// Takes the value of use from the rows from `first` on that are not over, the current month first,
/// and returns the rest of each.
/// \return the value of use beyond these rows.
template <std::size_t Rows>
constexpr std::int64_t settle_rows(open_rows<Rows>& rows, std::size_t first, instant at,
                                   const refund_totals& totals, currency unit) {
    std::int64_t used = totals.used;
    for (const bool running : {true, false})
        for (std::size_t i = first; i < rows.size; ++i) {
            if (rows.rows[i].covers.contains(at) != running) continue;
            const std::int64_t part = used < rows.open[i] ? used : rows.open[i];
            rows.rows[i].used = money{part, unit};
            rows.open[i] -= part;
            used -= part;
        }
    running_columns columns{totals.taken};
    for (std::size_t i = first; i < rows.size; ++i)
        rows.rows[i].returned = payment_of(columns.next(rows.open[i]), unit);
    return used;
}

/// The partition of a refund that is not refused.
template <std::size_t Rows>
constexpr result<refund_partition<Rows>> partition_of(const timeline_view& life,
                                                      const refund_inputs& inputs) {
    const catalog_view& c = life.catalog();
    const refund_policy& policy = c.offering->refunds;
    const bool together = policy.scope == refund_scope::all_together;
    open_rows<Rows> rows;
    refund_totals totals;
    std::int64_t uncovered = 0;
    const auto add = [&](const covered_order& covered) -> result<void> {
        const order& o = life.order_of(covered);
        const bool in_full = is_in_full(life, inputs, covered);
        const std::size_t first = rows.size;
        refund_totals order_totals;
        if (const auto added =
                add_order(together ? totals : order_totals, c, o, inputs.at, in_full);
            !added)
            return added;
        if (const auto added = add_rows(rows, c, o, inputs.at, in_full); !added) return added;
        if (together) return {};
        if (const auto settled = settle(policy, order_totals); !settled) return settled;
        totals.add(uncovered, settle_rows(rows, first, inputs.at, order_totals, c.unit()));
        totals.add(order_totals);
        return {};
    };
    if (const auto added = for_each_returned(life, inputs, add); !added) return added.error();
    if (together) {
        if (const auto settled = settle(policy, totals); !settled) return settled.error();
        uncovered = settle_rows(rows, 0, inputs.at, totals, c.unit());
    }
    if (totals.overflowed) return core_errc::overflow;
    refund_partition<Rows> partition{.quote = quote_of(totals, policy, c.unit()),
                                     .uncovered = money{uncovered, c.unit()}};
    for (std::size_t i = 0; i < rows.size; ++i) partition.rows.push_back(rows.rows[i]);
    return partition;
}

}  // namespace detail

/// The answer of `refund`, with what happens to the payment for each month. Errors as for `refund`,
/// and `core_errc::capacity_exceeded` if there are more than `Rows` rows. As many rows as the
/// orders have months always suffice.
template <std::size_t Rows = 64>
[[nodiscard]] constexpr result<answer<refund_partition<Rows>, refund_refusal>> partition_of_refund(
    const timeline_view& life, const refund_request& asked, instant at) {
    const auto refusal = detail::refusal_of(life, asked, at);
    if (!refusal) return refusal.error();
    if (*refusal != refund_refusal::none) return *refusal;
    auto partition = detail::partition_of<Rows>(life, detail::inputs_of(life, asked, at));
    if (!partition) return partition.error();
    return *std::move(partition);
}

/// The partition of returning the whole plan: every order that is not over.
template <std::size_t Rows = 64>
[[nodiscard]] constexpr result<answer<refund_partition<Rows>, refund_refusal>> partition_of_refund(
    const timeline_view& life, instant at) {
    return partition_of_refund<Rows>(life, refund_request{}, at);
}

/// The partition of a recorded refund: of the orders recorded as returned at `at`. Errors as for
/// `recorded_refund`, and `core_errc::capacity_exceeded` if the rows do not fit.
template <std::size_t Rows = 64>
[[nodiscard]] constexpr result<refund_partition<Rows>> partition_of_recorded_refund(
    const timeline_view& life, instant at) {
    const auto inputs = detail::recorded_inputs(life, at);
    if (!inputs) return inputs.error();
    return detail::partition_of<Rows>(life, *inputs);
}

}  // namespace ratecard::inline v0

#endif

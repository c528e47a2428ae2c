// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cstdint>
#include <optional>
#include <vector>

#include <ratecard/billing/refund_partition.hpp>

#include "examined.hpp"
#include "refund_policies.hpp"

using namespace ratecard;
using namespace ratecard_test;

namespace {

/// The reference catalog with another refund policy.
struct seller {
    offering o = *tencent_chat::catalog.view().offering;
    catalog_view c = tencent_chat::catalog;

    explicit seller(const refund_policy& p) {
        o.refunds = p;
        c.offering = &o;
    }
    seller(const seller&) = delete;
    seller& operator=(const seller&) = delete;
};

std::int64_t units(const money& m) { return m.minor_units(); }
std::int64_t three(const payment& p) { return units(p.cash) + units(p.credit) + units(p.voucher); }

/// What was paid of orders by the means that a policy gives back, and of vouchers that it keeps.
struct paid_amounts {
    std::int64_t cash = 0, credit = 0, voucher = 0;

    void add(const payment& p) {
        cash += units(p.cash);
        credit += units(p.credit);
        voucher += units(p.voucher);
    }
    [[nodiscard]] std::int64_t all() const { return cash + credit + voucher; }
};

application history_with_promotions() {
    application a = any_history(paid_how::anyhow, 5);
    for (order& o : a.orders) o.promotional = one_in(6);
    return a;
}

const order& order_of(const application& a, order_id id) {
    return *std::find_if(a.orders.begin(), a.orders.end(),
                         [&](const order& o) { return o.id == id; });
}

/// Every row and every column of a partition adds up, and the columns are those of the quote.
void check(const seller& s, const application& a, const refund_partition<>& p, instant t) {
    const refund_policy& how = s.o.refunds;
    const refund_quote& q = p.quote;
    paid_amounts in_rows, returned, of_orders;
    std::int64_t consumed = 0, used = 0, forfeited = 0, all_kept = 0;
    std::vector<order_id> seen;
    for (const refund_row& row : p.rows) {
        RC_ASSERT(three(row.paid) == units(row.consumed) + units(row.used) + units(row.forfeited) +
                                         three(row.returned));
        for (const payment& part : {row.paid, row.returned}) {
            RC_ASSERT(!part.cash.is_negative());
            RC_ASSERT(!part.credit.is_negative());
            RC_ASSERT(!part.voucher.is_negative());
            RC_ASSERT(part.discount == cents(0));
        }
        RC_ASSERT(!row.consumed.is_negative());
        RC_ASSERT(!row.used.is_negative());
        // What is over is consumed, and nothing else.
        if (row.covers.end() <= t) RC_ASSERT(three(row.returned) == 0 && row.used == cents(0));
        if (t < row.covers.end()) RC_ASSERT(row.consumed == cents(0));
        in_rows.add(row.paid);
        returned.add(row.returned);
        consumed += units(row.consumed);
        used += units(row.used);
        forfeited += units(row.forfeited);
        all_kept += units(kept(row).value());
        if (seen.empty() || seen.back() != row.order) {
            seen.push_back(row.order);
            of_orders.add(order_of(a, row.order).paid_by);
        }
    }
    // By means of payment: all that was paid is in the rows.
    RC_ASSERT(in_rows.cash == of_orders.cash);
    RC_ASSERT(in_rows.credit == of_orders.credit);
    RC_ASSERT(in_rows.voucher == of_orders.voucher);
    RC_ASSERT(in_rows.cash == units(q.paid_cash));
    RC_ASSERT(in_rows.credit == units(q.paid_credit));
    const bool vouchers = how.vouchers != voucher_rule::not_returned;
    RC_ASSERT(units(q.paid_voucher) == (vouchers ? in_rows.voucher : 0));
    RC_ASSERT(forfeited == (vouchers ? 0 : in_rows.voucher));
    // The quote is the sum of the rows.
    RC_ASSERT(consumed == units(q.consumed));
    RC_ASSERT(used + units(p.uncovered) == units(q.used));
    RC_ASSERT(returned.cash == units(q.taken_of.cash));
    RC_ASSERT(returned.credit == units(q.taken_of.credit));
    RC_ASSERT(returned.voucher == units(q.taken_of.voucher));
    RC_ASSERT(returned.all() == units(q.amount));
    RC_ASSERT(units(q.cash) + units(q.credit) + units(q.voucher) == units(q.amount));
    RC_ASSERT(units(q.amount) + all_kept == in_rows.all());
    // Never more than was paid that way, and never what the months that are over cost.
    RC_ASSERT(returned.cash <= in_rows.cash);
    RC_ASSERT(returned.credit <= in_rows.credit);
    RC_ASSERT(returned.voucher <= in_rows.voucher);
    RC_ASSERT(all_kept >= consumed);
    // What is owed is what was used beyond all that.
    RC_ASSERT(p.uncovered == (how.floor == refund_floor::customer_owes ? q.owed : p.uncovered));
    if (how.floor == refund_floor::zero) RC_ASSERT(q.owed == cents(0));
    const std::int64_t rest =
        units(q.paid_current_month) + units(q.paid_future_months) - units(q.used);
    const bool together = how.scope == refund_scope::all_together;
    if (together) {
        RC_ASSERT(units(q.amount) == std::max<std::int64_t>(0, rest));
    } else {
        RC_ASSERT(units(q.amount) - units(p.uncovered) == rest);
    }
    // The form it comes back in.
    if (how.split == refund_split::all_to_credit) RC_ASSERT(q.credit == q.amount);
    if (how.vouchers != voucher_rule::returned_as_voucher) RC_ASSERT(q.voucher == cents(0));
    if (how.split == refund_split::cash_first && together)
        RC_ASSERT(returned.cash == std::min(returned.all(), in_rows.cash));
    if (how.split == refund_split::credit_first && together)
        RC_ASSERT(returned.credit == std::min(returned.all(), in_rows.credit));
}

}  // namespace

TEST_CASE(
    "under every policy the rows and columns of a partition add up, and agree with the quote") {
    law("the partition agrees with the quote for any policy and history, at any instant", [] {
        const seller s{any_refund_policy()};
        const application a = history_with_promotions();
        for (const instant t : life_model{a}.probes()) {
            const application known = known_at(a, t);
            if (known.orders.empty()) continue;
            const auto p = partition_of_refund(examined(s.c, known.facts()), t);
            const auto q = refund(examined(s.c, known.facts()), t);
            RC_ASSERT(p.has_value() == q.has_value());
            if (!q) {
                RC_ASSERT(p == q.error());
                continue;
            }
            RC_ASSERT(p->why() == q->why());
            if (!q->allowed()) continue;
            RC_ASSERT((*p)->quote == **q);
            check(s, known, **p, t);
        }
    });
}

TEST_CASE("refunds and kept amounts add up to the payments, however many refunds there are") {
    law("refunds and kept amounts add up in any chain of refunds, under any policy", [] {
        refund_policy generous = any_refund_policy();
        generous.offered = true;
        generous.per_account = generous.per_year = limit::unlimited();
        const seller s{generous};
        application a = history_with_promotions();
        a.refunds.clear();
        a.bills.clear();
        a.deleted_at.reset();
        while (const auto found = contradiction_in(s.c, a.facts()))
            a.orders.erase(a.orders.begin() + static_cast<std::ptrdiff_t>(found->index));
        std::vector<instant> moments;
        for (const order& o : a.orders)
            for (std::int64_t n = drawn(1, 3); n > 0; --n)
                moments.push_back(o.placed_at +
                                  seconds(drawn(0, (end_of(s.c, o) - o.placed_at).seconds)));
        std::sort(moments.begin(), moments.end());
        moments.erase(std::unique(moments.begin(), moments.end()), moments.end());
        paid_amounts returned;
        std::int64_t refunds = 0, over = 0;
        for (const instant t : moments) {
            // Some of the orders by name, or all.
            std::vector<order_id> named;
            if (one_in(2))
                for (const order& o : a.orders)
                    if (one_in(2)) named.push_back(o.id);
            const refund_request asked{.orders = named};
            const auto answered = partition_of_refund(examined(s.c, a.facts()), asked, t);
            if (!answered || !answered->allowed()) continue;
            const refund_partition<>& p = **answered;
            check(s, a, p, t);
            ++refunds;
            RC_ASSERT(units(p.quote.amount) >= 0);
            returned.add(p.quote.taken_of);
            over += units(p.quote.consumed);
            const refund_policy& how = s.o.refunds;
            for (const refund_row& row : p.rows)
                if (row.month == 0)
                    a.refunds.push_back(
                        {row.order,
                         t,
                         {a.refunds.size() + 1},
                         p.quote.in_full &&
                             detail::is_within_window(how.in_full, order_of(a, row.order), t)});
            RC_ASSERT(!contradiction_in(s.c, a.facts()));
            // The record of it says what was quoted, and it cannot be had again.
            RC_ASSERT(partition_of_recorded_refund(examined(s.c, a.facts()), t) == p);
            const auto again = refund(examined(s.c, a.facts()), asked, t).value();
            if (!named.empty() || s.o.refunds.scope == refund_scope::all_together)
                RC_ASSERT(!again.allowed());
        }
        paid_amounts paid_of_returned;
        for (const order& o : a.orders)
            if (a.refunded_at(o.id)) paid_of_returned.add(o.paid_by);
        RC_ASSERT(returned.cash <= paid_of_returned.cash);
        RC_ASSERT(returned.credit <= paid_of_returned.credit);
        RC_ASSERT(returned.voucher <= paid_of_returned.voucher);
        RC_ASSERT(paid_of_returned.all() - returned.all() >= over);
        RC_TAG(refunds);
    });
}

TEST_CASE(
    "earlier refunds of an account count, in all and in the year, and no refund exceeds the "
    "limits") {
    law("a refund is refused exactly if a limit is reached", [] {
        const seller s{any_refund_policy()};
        const refund_policy& how = s.o.refunds;
        application a{.created_at = local(2023, 1, 1)};
        a.orders = {bought(1, standard, 24, local(2024, 6, 1))};
        std::int64_t ever = 0, in_year = 0, full_ever = 0, full_in_year = 0;
        const instant t = local(2024, 6, 3);
        for (std::int64_t n = drawn(0, 4); n > 0; --n) {
            const instant at{drawn(local(2022, 12, 1).seconds_since_1970(),
                                   local(2024, 7, 1).seconds_since_1970())};
            const bool in_full = one_in(2);
            a.account_refunds.push_back({{static_cast<std::uint64_t>(n)}, at, in_full});
            if (t <= at) continue;
            const bool same_year = local(2024, 1, 1) <= at;
            ever += 1;
            in_year += same_year ? 1 : 0;
            full_ever += in_full ? 1 : 0;
            full_in_year += in_full && same_year ? 1 : 0;
        }
        // Listed again it is the same refund.
        if (!a.account_refunds.empty() && one_in(2))
            a.account_refunds.push_back(a.account_refunds[0]);
        // Its own: two orders given back at one instant are one refund, in full if one of them is.
        const std::int64_t own = drawn(0, 3);
        for (std::uint64_t n = 0; n < static_cast<std::uint64_t>(own); ++n) {
            const instant begins[] = {local(2024, 4, 1), local(2024, 2, 1), local(2023, 12, 1)};
            bool in_full = false;
            for (const std::uint64_t id : {2 * n + 2, 2 * n + 3}) {
                const instant from = id % 2 == 0 ? begins[n] : end_of(s.c, a.orders.back());
                a.orders.push_back(bought(id, standard, 1, from));
                a.orders.back().placed_at = begins[n];
                a.refunds.push_back({{id}, begins[n] + days(9), {id}, one_in(2)});
                in_full = in_full || a.refunds.back().in_full;
            }
            const bool same_year = n < 2;
            ever += 1;
            in_year += same_year ? 1 : 0;
            full_ever += in_full ? 1 : 0;
            full_in_year += in_full && same_year ? 1 : 0;
        }
        const auto q = refund(examined(s.c, a.facts()), t).value();
        const auto fits = [](const limit& l, std::int64_t had) {
            return l.is_unlimited() || had < l.most().count();
        };
        const bool allowed = fits(how.per_account, ever) && fits(how.per_year, in_year);
        const bool full = how.in_full.length > days(0) &&
                          fits(how.in_full.per_account, full_ever) &&
                          fits(how.in_full.per_year, full_in_year);
        if (!how.offered) {
            RC_ASSERT(q.why() == refund_refusal::not_offered);
        } else if (!allowed) {
            RC_ASSERT(q.why() == refund_refusal::limit_reached);
        } else {
            RC_ASSERT(q.why() == refund_refusal::none);
            RC_ASSERT(q->in_full == full);
            if (full) RC_ASSERT(q->amount == cents(24 * 399'00));
        }
    });
}

// SPDX-License-Identifier: MIT
#include <algorithm>
#include <optional>
#include <vector>

#include <ratecard/billing/refund.hpp>

#include "examined.hpp"
#include "history.hpp"
#include "reference_catalog.hpp"

using namespace ratecard;
using namespace ratecard_test;

namespace {

const catalog_view reference = tencent_chat::catalog;

/// Orders in their sequence, none given back, all of them placed when the application was created.
application orders_alone(paid_how how, std::int64_t most_orders = 4, std::int32_t most_months = 8) {
    application a{.created_at = instant{drawn_second()}};
    draw_orders(a, how, most_orders, most_months);
    a.refunds.clear();
    std::int64_t free_from = a.created_at.seconds_since_1970();
    std::erase_if(a.orders, [&](order& o) {
        o.placed_at = a.created_at;
        if (o.begins.seconds_since_1970() < free_from) return true;
        free_from = plan_of(o, {}).ends;
        return false;
    });
    return a;
}

/// Instants around every boundary and every begun day of every order, in their sequence.
std::vector<instant> instants_of(const application& a) {
    std::vector<std::int64_t> all{a.created_at.seconds_since_1970()};
    for (const order& o : a.orders)
        for (const std::int64_t b : plan_of(o, {}).boundaries)
            all.insert(all.end(), {b - one_day, b - 1, b, b + 1, b + one_day, b + one_day + 1,
                                   b + drawn(0, 31 * one_day)});
    std::sort(all.begin(), all.end());
    std::vector<instant> found;
    for (const std::int64_t t : all)
        if (a.created_at <= instant{t}) found.emplace_back(t);
    return found;
}

/// The term that runs at an instant, by its begin.
std::optional<std::int64_t> running_term(const application& a, instant t) {
    for (const order& o : a.orders) {
        const plan p = plan_of(o, {});
        for (std::size_t n = 0; n + 1 < p.boundaries.size(); ++n)
            if (p.boundaries[n] <= t.seconds_since_1970() &&
                t.seconds_since_1970() < p.boundaries[n + 1])
                return p.boundaries[n];
    }
    return std::nullopt;
}

std::int64_t units(const money& m) { return m.minor_units(); }

/// What the orders cost whose terms have a part in a refund at `t`.
std::int64_t paid_for_open_orders(const application& a, instant t) {
    std::int64_t paid = 0;
    for (const order& o : a.orders)
        if (t.seconds_since_1970() < plan_of(o, {}).ends)
            paid += units(o.paid_by.cash) + units(o.paid_by.credit);
    return paid;
}

}  // namespace

TEST_CASE("a refund agrees with a model computed by hand, to the cent") {
    both_owners([](const catalog_view& c) {
        law("every figure of a refund agrees with the model", [&] {
            const application a = orders_alone(paid_how::anyhow);
            RC_ASSERT(!contradiction_in(c, a.facts()));
            for (const instant t : instants_of(a)) {
                const auto q = refund(examined(c, a.facts()), t).value();
                if (!q.allowed()) {
                    RC_ASSERT(paid_for_open_orders(a, t) == 0 ||
                              q.why() == refund_refusal::reclaimed);
                    continue;
                }
                const refund_model model = refund_by_hand(a.orders, t.seconds_since_1970());
                RC_ASSERT(units(q->amount) == model.amount);
                RC_ASSERT(units(q->cash) == model.cash);
                RC_ASSERT(units(q->credit) == model.credit);
                RC_ASSERT(units(q->paid_current_month) == model.paid_current_month);
                RC_ASSERT(units(q->paid_future_months) == model.paid_future_months);
                RC_ASSERT(units(q->used) == model.used);
                RC_ASSERT(units(q->consumed) == model.consumed);
            }
        });
    });
}

TEST_CASE(
    "refund + kept = paid, and the kept amount is at least the price of the months that are over") {
    law("no cent is lost between refund and kept", [] {
        const application a = orders_alone(paid_how::anyhow);
        for (const instant t : instants_of(a)) {
            const auto q = refund(examined(reference, a.facts()), t).value();
            if (!q.allowed()) continue;
            const std::int64_t paid = units(q->paid_cash) + units(q->paid_credit);
            RC_ASSERT(paid == paid_for_open_orders(a, t));
            RC_ASSERT(paid == units(q->consumed) + units(q->paid_current_month) +
                                  units(q->paid_future_months));
            const std::int64_t kept = paid - units(q->amount);
            RC_ASSERT(kept >= units(q->consumed));
            RC_ASSERT(kept == std::min(paid, units(q->consumed) + units(q->used)));
        }
    });
}

TEST_CASE("cash + credit = refund, and neither exceeds what was paid in it") {
    law("the parts of a refund add up to its amount", [] {
        const application a = orders_alone(paid_how::anyhow);
        for (const instant t : instants_of(a)) {
            const auto q = refund(examined(reference, a.facts()), t).value();
            if (!q.allowed()) continue;
            RC_ASSERT(checked_add(q->cash, q->credit) == q->amount);
            RC_ASSERT(!q->cash.is_negative());
            RC_ASSERT(!q->credit.is_negative());
            RC_ASSERT(q->cash <= q->paid_cash);
            RC_ASSERT(q->credit <= q->paid_credit);
        }
    });
}

TEST_CASE("a refund is never negative, and never above what was paid for the months not over") {
    law("0 <= refund <= paid for the current month + paid for future months", [] {
        const application a = orders_alone(paid_how::anyhow);
        for (const instant t : instants_of(a)) {
            const auto q = refund(examined(reference, a.facts()), t).value();
            if (!q.allowed()) continue;
            RC_ASSERT(!q->amount.is_negative());
            RC_ASSERT(units(q->amount) <=
                      units(q->paid_current_month) + units(q->paid_future_months));
        }
    });
}

namespace {

/// A quote's figures at an instant; all of them 0 where the refund is refused.
refund_quote figures_at(const application& a, instant t) {
    const auto quote = refund(examined(reference, a.facts()), t).value();
    return quote.allowed() ? *quote : refund_quote{};
}

}  // namespace

TEST_CASE("a refund never grows within a month") {
    law("a refund later in the same month is not larger", [] {
        const application a = orders_alone(paid_how::anyhow);
        std::optional<instant> before;
        for (const instant t : instants_of(a)) {
            if (before && running_term(a, *before) == running_term(a, t))
                RC_ASSERT(units(figures_at(a, t).amount) <= units(figures_at(a, *before).amount));
            before = t;
        }
    });
}

TEST_CASE("a refund of orders paid at list price never grows, not even at the begin of a month") {
    law("a later refund of orders paid at list price is not larger", [] {
        const application a = orders_alone(paid_how::at_list_price);
        std::optional<instant> before;
        for (const instant t : instants_of(a)) {
            if (before)
                RC_ASSERT(units(figures_at(a, t).amount) <= units(figures_at(a, *before).amount));
            before = t;
        }
    });
}

TEST_CASE(
    "a refund of a discounted order can grow when a month ends, because use is valued at list "
    "price and can cost more than the month did") {
    application a;
    // Three months for 300.00 in cash; the list price of one is 399.00.
    a.orders = {bought(1, standard, 3, local(2024, 3, 1), means(300'00, 0, 0, 897'00))};
    const instant boundary = local(2024, 4, 1);
    const auto before =
        refund(examined(reference, a.facts()), boundary - seconds(1)).value().value();
    const auto after = refund(examined(reference, a.facts()), boundary).value().value();
    // All 31 days are used: 399.00 exceeds the 100.00 of the term, and reduces the terms to come.
    CHECK(before.used == cents(399'00));
    CHECK(before.paid_current_month == cents(100'00));
    CHECK(before.amount == cents(0));
    // At the boundary that term is over and consumed, for the 100.00 it cost and no more.
    CHECK(after.consumed == cents(100'00));
    CHECK(after.used == cents(0));
    CHECK(after.amount == cents(200'00));
}

TEST_CASE(
    "when a month ends, a refund grows at most by the list price of the month less what was "
    "paid for it") {
    law("the growth is at most the discount of the month that ended", [] {
        const application a = orders_alone(paid_how::anyhow);
        for (const order& o : a.orders) {
            const plan p = plan_of(o, {});
            for (std::size_t n = 1; n + 1 < p.boundaries.size(); ++n) {
                const instant boundary{p.boundaries[n]};
                const refund_quote before = figures_at(a, boundary - seconds(1));
                const refund_quote after = figures_at(a, boundary);
                const std::int64_t grown = units(after.amount) - units(before.amount);
                RC_ASSERT(grown <= std::max<std::int64_t>(0, list_cents(o.edition, 1) -
                                                                 units(before.paid_current_month)));
            }
        }
    });
}

TEST_CASE("a recorded refund equals its quote") {
    law("the recorded refund equals the quote, and asking again is refused", [] {
        const application all = any_history();
        for (const instant t : life_model{all}.probes()) {
            application a = known_at(all, t);
            if (a.orders.empty()) continue;
            const auto quoted = refund(examined(reference, a.facts()), t).value();
            if (!quoted.allowed()) continue;
            const std::size_t before = a.refunds.size();
            a.give_back(reference, t);
            RC_ASSERT(a.refunds.size() > before);
            RC_ASSERT(!contradiction_in(reference, a.facts()));
            // A plan given back at its begin, after the 90 days, does not prevent reclaiming.
            const status after = state_at(examined(reference, a.facts()), t).value();
            RC_ASSERT(after.state == state::suspended ||
                      examined(reference, a.facts()).view().reclaimed_at() == t);
            RC_ASSERT(refund(examined(reference, a.facts()), t)->why() ==
                      refund_refusal::already_refunded);
            // Unless another order was given back in the very same second.
            bool alone = true;
            for (std::size_t i = 0; i < before; ++i) alone = alone && a.refunds[i].at != t;
            if (alone)
                RC_ASSERT(recorded_refund(examined(reference, a.facts()), t).value() == *quoted);
        }
    });
}

// SPDX-License-Identifier: MIT
#include <cstdint>
#include <optional>
#include <vector>

#include <ratecard/billing/purchase.hpp>
#include <ratecard/billing/renewal.hpp>
#include <ratecard/lifecycle/coverage.hpp>
#include <ratecard/lifecycle/status.hpp>

#include "examined.hpp"
#include "history.hpp"
#include "reference_catalog.hpp"

using namespace ratecard;
using namespace ratecard_test;

namespace {

const catalog_view reference = tencent_chat::catalog;

/// The terms of all orders in their sequence share no second and leave none out.
void expect_tiled(const application& a) {
    instant end = a.orders.front().begins;
    for (const order& o : a.orders)
        for (std::int32_t n = 0; n < o.months; ++n) {
            const period term = term_of(reference, o, n);
            RC_ASSERT(term.begin() == end);
            RC_ASSERT(term.begin() < term.end());
            RC_ASSERT(days(28) <= term.length() && term.length() <= days(31));
            end = term.end();
        }
    RC_ASSERT(covered_until(examined(reference, a.facts()), a.orders.front().begins) == end);
    RC_ASSERT(last_end(examined(reference, a.facts())) == std::optional{end});
}

}  // namespace

TEST_CASE("automatic renewals end on the boundaries of the first order's anchor") {
    law("a chain of renewals does not drift", [] {
        application a{.created_at = instant{drawn_second()}, .auto_renew = true};
        const auto months = static_cast<std::int32_t>(drawn(1, 5));
        a.orders = {bought(1, standard, months, a.created_at)};
        const anchor first = anchor_at(a.created_at, utc_plus_8);
        money balance = cents(drawn(0, 30 * 399'00));
        std::int64_t renewed = 0;
        for (;; ++renewed) {
            const instant end = end_of(reference, a.orders.back());
            RC_ASSERT(end == boundary_at(first, monthly, months + renewed, utc_plus_8));
            RC_ASSERT(end.seconds_since_1970() == months_after(a.created_at.seconds_since_1970(),
                                                               months + static_cast<int>(renewed)));
            const instant now = end + seconds(drawn(0, one_day - 1));
            const auto made =
                auto_renew(examined(reference, a.facts()), balance, {a.orders.size() + 1}, now)
                    .value();
            if (!made.allowed()) {
                RC_ASSERT(made.why() == renewal_refusal::balance_too_small);
                break;
            }
            RC_ASSERT(made->placed.begins == end);
            RC_ASSERT(checked_add(made->balance, cents(399'00)) == balance);
            balance = made->balance;
            a.orders.push_back(made->placed);
            RC_ASSERT(!contradiction_in(reference, a.facts()));
            RC_ASSERT(state_at(examined(reference, a.facts()), now) == active);
        }
        RC_ASSERT(balance < cents(399'00));
        expect_tiled(a);
    });
}

TEST_CASE("orders bought one after another leave no gap, each with its own anchor") {
    law("early manual renewals leave no second uncovered", [] {
        application a{.created_at = instant{drawn_second()}};
        instant now = a.created_at;
        const std::int64_t count = drawn(1, 6);
        for (std::int64_t i = 0; i < count; ++i) {
            const auto months = static_cast<std::int32_t>(drawn(1, 24));
            const auto quote = quote_purchase(examined(reference, a.facts()), premium, months, now)
                                   .value()
                                   .value();
            RC_ASSERT(quote.ends.seconds_since_1970() ==
                      months_after(quote.begins.seconds_since_1970(), months));
            a.orders.push_back(order_of(a.facts(), quote, {a.orders.size() + 1},
                                        means(quote.price.minor_units()), now));
            RC_ASSERT(!contradiction_in(reference, a.facts()));
            RC_ASSERT(end_of(reference, a.orders.back()) == quote.ends);
            // Any instant from now to the end of what is bought, the end included.
            now = instant{drawn(now.seconds_since_1970(), quote.ends.seconds_since_1970())};
        }
        expect_tiled(a);
    });
}

TEST_CASE("a bought upgrade costs what was quoted, and leaves no suspension") {
    law("an upgrade at any instant of a running plan costs what was quoted", [] {
        application a{.created_at = instant{drawn_second()}};
        const auto months = static_cast<std::int32_t>(drawn(1, 6));
        a.orders = {bought(1, standard, months, a.created_at,
                           drawn_payment(standard, months, paid_how::anyhow))};
        const instant end = end_of(reference, a.orders[0]);
        const instant now{drawn(a.created_at.seconds_since_1970(), end.seconds_since_1970() - 1)};
        const auto quote =
            quote_purchase(examined(reference, a.facts()), premium, 1, now).value().value();
        RC_ASSERT(quote.kind == purchase_kind::upgrade);
        const refund_model model = refund_by_hand(a.orders, now.seconds_since_1970());
        RC_ASSERT(quote.credit.amount == cents(model.amount));
        RC_ASSERT(quote.net == cents(699'00 - model.amount));
        a.give_back(reference, now);
        a.orders.push_back(order_of(a.facts(), quote, {2}, means(699'00), now));
        RC_ASSERT(!contradiction_in(reference, a.facts()));
        for (const instant t : life_model{a}.probes())
            if (a.created_at <= t && t < quote.ends)
                RC_ASSERT(state_at(examined(reference, a.facts()), t) == active);
    });
}

TEST_CASE("whatever is renewed follows the last plan, and contradicts nothing") {
    law("for any life, with a grace on refunds as on expiry", [] {
        offering patient = *reference.offering;
        patient.lifecycle.refund.grace = days(drawn(0, 40));
        patient.lifecycle.expiry.grace = days(drawn(1, 40));
        catalog_view c = reference;
        c.offering = &patient;
        application a = any_history();
        a.auto_renew = true;
        const instant now = one_of(life_model{a}.probes()) + days(one_in(2) ? 0 : drawn(0, 40));
        const application known = known_at(a, now);
        RC_PRE(!contradiction_in(c, known.facts()));
        const auto life = examined(c, known.facts());
        const auto made = auto_renew(life, cents(10'000'00), {1'000'000}, now);
        if (!made || !made->allowed()) return;
        const order& placed = (*made)->placed;
        RC_ASSERT(placed.begins == last_plan_at(life, now)->end);
        // It begins where the plan ended, within the grace, and is in force now or was since then.
        RC_ASSERT(placed.begins <= now);
        RC_ASSERT(now < placed.begins + patient.lifecycle.expiry.grace);
        application renewed = known;
        renewed.orders.push_back(placed);
        RC_ASSERT(!contradiction_in(c, renewed.facts()));
    });
}

// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <ratecard/ratecard.hpp>

#include "chat_with_add_on.hpp"
#include "examined.hpp"
#include "history.hpp"

using namespace ratecard;
using namespace ratecard_test;

namespace {

const catalog_view reference = chat_with_add_on.view();

/// A history with facts of every kind.
application full_history() {
    application a = any_history();
    const std::int64_t from = a.created_at.seconds_since_1970();
    const auto sometime = [&] { return instant{from + drawn(0, 200 * one_day)}; };
    for (std::uint64_t n = 1; n <= 2; ++n) {
        a.approvals.push_back({push, sometime(), {n}});
        const instant begins = sometime();
        a.purchases.push_back(
            {community, begins, begins + days(drawn(0, 60)), cents(10'00), cents(5'00), {n}});
        a.account_refunds.push_back({{n}, sometime(), one_in(2)});
        a.renewals.push_back({{n}, sometime(), one_in(2)});
        const instant found = sometime();
        a.findings.push_back({{n}, found, found + days(drawn(0, 3))});
        const instant added = sometime();
        a.add_ons.push_back({{n}, {0}, quantity{drawn(0, 3)}, added, added + days(drawn(0, 100))});
        const instant granted = sometime();
        a.feature_overrides.push_back({.feature = one_in(2) ? community : user_status,
                                       .granted = one_in(2),
                                       .begins = granted,
                                       .ends = granted + days(drawn(0, 30)),
                                       .id = {n}});
        const instant agreed = sometime();
        a.limit_overrides.push_back({.quota = live_groups,
                                     .limit = hard(drawn(0, 99)),
                                     .begins = agreed,
                                     .ends = agreed + days(drawn(0, 30)),
                                     .id = {n}});
    }
    a.trials.push_back({chat::trial::call, sometime(), {1}});
    a.auto_renew = one_in(2);
    return a;
}

/// Some facts again, and all of them in any order.
template <class Fact>
void repeat_and_shuffle(std::vector<Fact>& facts) {
    const std::vector<Fact> once = facts;
    for (const Fact& f : once)
        for (std::int64_t n = drawn(0, 2); n > 0; --n) facts.push_back(f);
    for (std::size_t i = facts.size(); i > 1; --i)
        std::swap(facts[i - 1],
                  facts[static_cast<std::size_t>(drawn(0, static_cast<std::int64_t>(i) - 1))]);
}

application repeated(application a) {
    repeat_and_shuffle(a.orders);
    repeat_and_shuffle(a.refunds);
    repeat_and_shuffle(a.bills);
    repeat_and_shuffle(a.approvals);
    repeat_and_shuffle(a.trials);
    repeat_and_shuffle(a.purchases);
    repeat_and_shuffle(a.account_refunds);
    repeat_and_shuffle(a.renewals);
    repeat_and_shuffle(a.findings);
    repeat_and_shuffle(a.add_ons);
    repeat_and_shuffle(a.feature_overrides);
    repeat_and_shuffle(a.limit_overrides);
    return a;
}

}  // namespace

TEST_CASE("facts that are listed twice, in any order, change no answer") {
    law("every question has the same answer at every instant", [] {
        offering o = *reference.offering;
        catalog_view c = reference;
        c.offering = &o;
        o.refunds.per_account = limit::finite(drawn(1, 3));
        o.refunds.per_year = limit::finite(drawn(1, 3));
        if (one_in(2)) o.refunds.scope = refund_scope::order_by_order;
        const application once = full_history();
        const application twice = repeated(once);
        const subscription a = once.facts(), b = twice.facts();
        RC_ASSERT(!contradiction_in(c, a));
        RC_ASSERT(!contradiction_in(c, b));
        RC_ASSERT(examined(c, a).view().reclaimed_at() == examined(c, b).view().reclaimed_at());
        RC_ASSERT(last_end(examined(c, a)) == last_end(examined(c, b)));
        RC_ASSERT(revenue_of<128>(examined(c, a)) == revenue_of<128>(examined(c, b)));
        for (const instant t : life_model{once}.probes()) {
            RC_ASSERT(state_at(examined(c, a), t) == state_at(examined(c, b), t));
            RC_ASSERT(next_change(examined(c, a), t) == next_change(examined(c, b), t));
            RC_ASSERT(edition_at(examined(c, a), t) == edition_at(examined(c, b), t));
            RC_ASSERT(covered_until(examined(c, a), t) == covered_until(examined(c, b), t));
            RC_ASSERT(cause_at(examined(c, a), t) == cause_at(examined(c, b), t));
            RC_ASSERT(resolve(examined(c, a), t) == resolve(examined(c, b), t));
            RC_ASSERT(why<64>(examined(c, a), live_groups, t)->limit ==
                      why<64>(examined(c, b), live_groups, t)->limit);
            RC_ASSERT(refund(examined(c, a), t) == refund(examined(c, b), t));
            RC_ASSERT(recorded_refund(examined(c, a), t) == recorded_refund(examined(c, b), t));
            RC_ASSERT(quote_purchase(examined(c, a), premium, 2, t) ==
                      quote_purchase(examined(c, b), premium, 2, t));
            RC_ASSERT(unnecessary_purchases(examined(c, a), premium, t) ==
                      unnecessary_purchases(examined(c, b), premium, t));
            RC_ASSERT(auto_renew(examined(c, a), cents(500'00), {99}, t) ==
                      auto_renew(examined(c, b), cents(500'00), {99}, t));
            RC_ASSERT(start_trial(examined(c, a), chat::trial::call, t) ==
                      start_trial(examined(c, b), chat::trial::call, t));
            const civil_month month = month_of(day_of(t, o.billing_zone));
            RC_ASSERT(plan_segments(examined(c, a), period_of(month, o.billing_zone)) ==
                      plan_segments(examined(c, b), period_of(month, o.billing_zone)));
            const auto bill = statement_of(examined(c, a), month, {}),
                       again = statement_of(examined(c, b), month, {});
            RC_ASSERT(bill.has_value() && again.has_value());
            RC_ASSERT(bill->prepaid == again->prepaid);
            RC_ASSERT(bill->due == again->due);
            RC_ASSERT(bill->charged_as == again->charged_as);
            RC_ASSERT(bill->lines.size() == again->lines.size());
        }
    });
}

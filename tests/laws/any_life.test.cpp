// SPDX-License-Identifier: MIT
#include <cstdint>
#include <optional>
#include <vector>

#include <ratecard/lifecycle/reminders.hpp>
#include <ratecard/lifecycle/status.hpp>

#include "examined.hpp"
#include "history.hpp"

using namespace ratecard;
using namespace ratecard_test;

namespace {

cause_rule any_rule() {
    cause_rule r{.grace = one_of<duration>({seconds(0), seconds(1), hours(24), days(10)}),
                 .ended_by_plan = one_in(2)};
    if (one_in(3)) r.retention_days = static_cast<std::int32_t>(drawn(0, 40));
    return r;
}

/// Any life, and any history with findings.
struct life {
    offering o = *tencent_chat::catalog.view().offering;
    catalog_view c = tencent_chat::catalog;
    application a = any_history();

    life() {
        o.lifecycle.expiry = any_rule();
        o.lifecycle.arrears = any_rule();
        o.lifecycle.refund = any_rule();
        o.lifecycle.abuse = any_rule();
        o.lifecycle.retention_days = static_cast<std::int32_t>(drawn(0, 90));
        c.offering = &o;
        for (std::int64_t n = drawn(0, 2); n > 0; --n) {
            const instant found = a.created_at + seconds(drawn(0, 200 * one_day));
            a.findings.push_back({{static_cast<std::uint64_t>(n)}, found, {}});
            if (one_in(2)) a.findings.back().lifted_at = found + seconds(drawn(0, 20 * one_day));
        }
    }
    life(const life&) = delete;
    life& operator=(const life&) = delete;

    /// Whether something happened at an instant that lets service go on: a plan began, a bill was
    /// paid, a finding lifted.
    [[nodiscard]] bool is_let_go_on(instant t) const {
        for (const order& bought : a.orders)
            if (bought.begins == t) return true;
        for (const bill& b : a.bills)
            if (b.paid_at == t) return true;
        for (const abuse_finding& f : a.findings)
            if (f.lifted_at == t) return true;
        return false;
    }
};

}  // namespace

TEST_CASE("a state only moves forward, unless an event such as a new plan moves it back") {
    law("under any policy, each change leads to the state that next_change names", [] {
        const life l;
        const subscription s = l.a.facts();
        RC_ASSERT(!contradiction_in(l.c, s));
        instant t = l.a.created_at;
        status now = state_at(examined(l.c, s), t).value();
        int changes = 0;
        for (auto next = next_change(examined(l.c, s), t).value(); next;
             next = next_change(examined(l.c, s), t).value()) {
            RC_ASSERT(t < next->at);
            // Nothing changed in between.
            const instant between = t + seconds(drawn(0, (next->at - t).seconds - 1));
            RC_ASSERT(state_at(examined(l.c, s), between) == now);
            RC_ASSERT(state_at(examined(l.c, s), next->at) == next->becomes);
            RC_ASSERT(next->becomes != now);
            if (next->becomes.state < now.state) RC_ASSERT(l.is_let_go_on(next->at));
            RC_ASSERT(now.state != state::deleted);
            if (now.state == state::reclaimed) RC_ASSERT(next->becomes.state == state::deleted);
            t = next->at;
            now = next->becomes;
            ++changes;
        }
        RC_ASSERT(state_at(examined(l.c, s), t + days(10'000)) == now);
        RC_TAG(changes);
    });
}

TEST_CASE(
    "a suspension lasts from the end of its grace to the event that ends it, by the rule of "
    "its cause") {
    law("under any policy, every suspension follows the rule of its cause", [] {
        const life l;
        const subscription s = l.a.facts();
        const auto examined_life = examined(l.c, s);
        for (const suspension& x : examined_life.view().suspensions()) {
            const cause_rule& rule = l.o.lifecycle.of(x.cause);
            RC_ASSERT(x.begin < x.end);
            bool plan_began = false;
            for (const order& o : l.a.orders)
                if (o.begins == x.end) plan_began = true;
            bool settled = x.end == instant::never();
            for (const bill& b : l.a.bills)
                settled = settled || (x.cause == suspension_cause::arrears && b.paid_at == x.end &&
                                      b.issued_at + rule.grace == x.begin);
            for (const abuse_finding& f : l.a.findings)
                settled = settled || (x.cause == suspension_cause::abuse && f.lifted_at == x.end &&
                                      f.found_at + rule.grace == x.begin);
            RC_ASSERT(settled || (rule.ended_by_plan && plan_began));
        }
    });
}

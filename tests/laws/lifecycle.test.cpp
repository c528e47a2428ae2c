// SPDX-License-Identifier: MIT
#include <algorithm>
#include <optional>
#include <vector>

#include <ratecard/lifecycle/status.hpp>

#include "examined.hpp"
#include "history.hpp"
#include "reference_catalog.hpp"

using namespace ratecard;
using namespace ratecard_test;

TEST_CASE("the state agrees with a model by hand, at every edge and one second around it") {
    both_owners([](const catalog_view& c) {
        law("state_at and reclaimed_at agree with the model", [&] {
            const application a = any_history();
            const life_model model{a};
            RC_ASSERT(!contradiction_in(c, a.facts()));
            for (const instant t : model.probes())
                RC_ASSERT(state_at(examined(c, a.facts()), t) == model.at(t));
            const auto reclaimed = examined(c, a.facts()).view().reclaimed_at();
            RC_ASSERT(reclaimed.has_value() == model.reclaimed().has_value());
            if (reclaimed) RC_ASSERT(reclaimed->seconds_since_1970() == *model.reclaimed());
            RC_TAG(static_cast<int>(model.at(model.probes().back()).state));
        });
    });
}

TEST_CASE("nothing changes between two edges") {
    law("state_at is the same at any two seconds without an edge between them", [] {
        const application a = any_history();
        const life_model model{a};
        const catalog_view c = tencent_chat::catalog;
        for (std::size_t i = 0; i + 1 < model.edges().size(); ++i) {
            const instant from{model.edges()[i]};
            if (from < a.created_at) continue;
            const instant t{drawn(model.edges()[i], model.edges()[i + 1] - 1)};
            RC_ASSERT(state_at(examined(c, a.facts()), t) ==
                      state_at(examined(c, a.facts()), from));
        }
    });
}

TEST_CASE("next_change is the first later edge with another state") {
    law("next_change is consistent with state_at", [] {
        const application a = any_history();
        const life_model model{a};
        const catalog_view c = tencent_chat::catalog;
        for (const instant now : model.probes()) {
            std::optional<state_change> expected;
            const status today = model.at(now);
            for (const std::int64_t e : model.edges())
                if (!expected && now.seconds_since_1970() < e && model.at(instant{e}) != today)
                    expected = state_change{instant{e}, model.at(instant{e})};
            RC_ASSERT(next_change(examined(c, a.facts()), now) == expected);
        }
    });
}

TEST_CASE("the state does not depend on the order in which facts are listed") {
    law("bills and refunds may be listed in any order", [] {
        const application a = any_history();
        application b = a;
        std::reverse(b.bills.begin(), b.bills.end());
        std::reverse(b.refunds.begin(), b.refunds.end());
        if (!b.bills.empty())
            std::rotate(b.bills.begin(),
                        b.bills.begin() + drawn(0, static_cast<std::int64_t>(b.bills.size()) - 1),
                        b.bills.end());
        const catalog_view c = tencent_chat::catalog;
        RC_ASSERT(!contradiction_in(c, b.facts()));
        for (const instant t : life_model{a}.probes()) {
            RC_ASSERT(state_at(examined(c, a.facts()), t) == state_at(examined(c, b.facts()), t));
            RC_ASSERT(next_change(examined(c, a.facts()), t) ==
                      next_change(examined(c, b.facts()), t));
        }
    });
}

TEST_CASE("the state depends only on facts up to now") {
    law("leaving out facts after now does not change the state", [] {
        const application a = any_history();
        const catalog_view c = tencent_chat::catalog;
        for (const instant t : life_model{a}.probes()) {
            const application known = known_at(a, t);
            RC_ASSERT(!contradiction_in(c, known.facts()));
            RC_ASSERT(state_at(examined(c, known.facts()), t) ==
                      state_at(examined(c, a.facts()), t));
        }
    });
}

TEST_CASE("only what was suspended for 90 civil days is reclaimed") {
    law("reclaiming is preceded by an unbroken suspension", [] {
        const application a = any_history();
        const life_model model{a};
        const catalog_view c = tencent_chat::catalog;
        const auto reclaimed = examined(c, a.facts()).view().reclaimed_at();
        RC_TAG(reclaimed.has_value());
        if (!reclaimed) return;
        RC_ASSERT(time_of(*reclaimed, utc_plus_8) == time_of_day{});
        const day first = day_of(*reclaimed, utc_plus_8) - 90;
        // Suspended at the end of day D, on days D + 1 to D + 89, and until the second before.
        for (instant t = start_of(first + 1, utc_plus_8) - seconds(1); t < *reclaimed;
             t = t + hours(24))
            RC_ASSERT(cause_at(examined(c, a.facts()), t).has_value());
        for (const instant t : model.probes())
            if (start_of(first + 1, utc_plus_8) <= t && t <= *reclaimed)
                RC_ASSERT(cause_at(examined(c, a.facts()), t).has_value());
        RC_ASSERT(cause_at(examined(c, a.facts()), *reclaimed).has_value());
        // And not a day too late: right before day D, or within it, nothing was suspended.
        bool free =
            !cause_at(examined(c, a.facts()), start_of(first, utc_plus_8) - seconds(1)).has_value();
        for (const instant t : model.probes())
            if (start_of(first, utc_plus_8) <= t && t < start_of(first + 1, utc_plus_8))
                free = free || !cause_at(examined(c, a.facts()), t).has_value();
        RC_ASSERT(free);
    });
}

TEST_CASE("a subscription is suspended before it is reclaimed, and then does not change any more") {
    law("no change skips suspension on the way to reclaimed, and none follows an end state", [] {
        const application a = any_history();
        const catalog_view c = tencent_chat::catalog;
        instant now = a.created_at;
        status before = state_at(examined(c, a.facts()), now).value();
        int steps = 0;
        for (auto change = next_change(examined(c, a.facts()), now).value(); change;
             change = next_change(examined(c, a.facts()), now).value()) {
            RC_ASSERT(++steps < 100);
            RC_ASSERT(now < change->at);
            RC_ASSERT(change->becomes != before);
            RC_ASSERT(before.state != state::reclaimed);
            RC_ASSERT(before.state != state::deleted);
            if (change->becomes.state == state::reclaimed)
                RC_ASSERT(before.state == state::suspended);
            if (change->becomes.state == state::expired)
                RC_ASSERT(before.state == state::active || before.state == state::suspended);
            now = change->at;
            before = change->becomes;
            RC_ASSERT(state_at(examined(c, a.facts()), now) == before);
        }
    });
}

TEST_CASE("a plan that is not renewed is active, expired, suspended and reclaimed, in this order") {
    law("a single order passes through all four states", [] {
        application a{.created_at = instant{drawn_second()}};
        a.orders = {bought(1, standard, static_cast<std::int32_t>(drawn(1, 24)),
                           a.created_at + days(drawn(0, 30)))};
        const catalog_view c = tencent_chat::catalog;
        const instant end{plan_of(a.orders[0], {}).ends};
        const auto expiry = next_change(examined(c, a.facts()), a.created_at).value();
        RC_ASSERT(expiry == (std::optional{state_change{end, expired}}));
        const auto stop = next_change(examined(c, a.facts()), expiry->at).value();
        RC_ASSERT(stop == (std::optional{
                              state_change{end + hours(24), suspended(suspension_cause::expiry)}}));
        const auto last = next_change(examined(c, a.facts()), stop->at).value();
        RC_ASSERT(last->becomes == reclaimed(suspension_cause::expiry));
        RC_ASSERT(last->at == start_of(day_of(end + hours(24), utc_plus_8) + 90, utc_plus_8));
        RC_ASSERT(!next_change(examined(c, a.facts()), last->at).value());
    });
}

TEST_CASE("the edition in force never goes back to Developer") {
    law("after an order began, an edition for sale stays in force", [] {
        const application a = any_history();
        const catalog_view c = tencent_chat::catalog;
        bool bought_before = false;
        for (const instant t : life_model{a}.probes()) {
            const bool free = edition_at(examined(c, a.facts()), t) == developer;
            RC_ASSERT(!(bought_before && free));
            bought_before = bought_before || !free;
            if (const auto i = order_at(examined(c, a.facts()), t))
                RC_ASSERT(edition_at(examined(c, a.facts()), t) == a.orders[*i].edition);
        }
    });
}

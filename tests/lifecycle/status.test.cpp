// SPDX-License-Identifier: MIT
#include <optional>
#include <vector>

#include <ratecard/lifecycle/status.hpp>

#include "application.hpp"
#include "examined.hpp"
#include "reference_catalog.hpp"

using namespace ratecard;
using namespace ratecard_test;

namespace {

using enum suspension_cause;

application until_april() {
    application a;
    a.orders = {bought(1, standard, 1, local(2024, 3, 1))};
    return a;
}

std::vector<suspension> suspensions_of(const catalog_view& c, const application& a) {
    const auto life = examined(c, a.facts());
    const auto suspensions = life.view().suspensions();
    return {suspensions.begin(), suspensions.end()};
}

}  // namespace

TEST_CASE("the state before the creation is a named error") {
    both_owners([](const catalog_view& c) {
        const application a = until_april();
        CHECK(state_at(examined(c, a.facts()), a.created_at - seconds(1)) ==
              account_errc::before_creation);
        CHECK(next_change(examined(c, a.facts()), a.created_at - seconds(1)) ==
              account_errc::before_creation);
        CHECK(state_at(examined(c, a.facts()), a.created_at) == active);
    });
}

TEST_CASE("the end of a plan suspends after the grace, until another plan begins") {
    both_owners([](const catalog_view& c) {
        application a = until_april();
        const instant begin = local(2024, 4, 2);
        CHECK(suspensions_of(c, a) == std::vector{suspension{begin, instant::never(), expiry}});
        a.orders.push_back(bought(2, standard, 1, local(2024, 4, 9)));
        REQUIRE(suspensions_of(c, a).size() == 2);
        CHECK(suspensions_of(c, a)[0] == suspension{begin, local(2024, 4, 9), expiry});
        CHECK(suspensions_of(c, a)[0].contains(begin));
        CHECK_FALSE(suspensions_of(c, a)[0].contains(local(2024, 4, 9)));
        a.orders[1] = bought(2, standard, 1, begin);
        CHECK(suspensions_of(c, a).size() == 1);
    });
}

TEST_CASE("the first plan that really begins ends a suspension, not one refunded before it began") {
    both_owners([](const catalog_view& c) {
        application a = until_april();
        a.orders.push_back(bought(2, standard, 1, local(2024, 4, 20)));
        a.orders[1].placed_at = local(2024, 4, 10);
        a.refunds = {{{2}, local(2024, 4, 15)}};
        a.orders.push_back(bought(3, standard, 1, local(2024, 4, 25)));
        CHECK(state_at(examined(c, a.facts()), local(2024, 4, 20)) == suspended(expiry));
        CHECK(state_at(examined(c, a.facts()), local(2024, 4, 25)) == active);
    });
}

TEST_CASE("a plan refunded at its begin ends one suspension and starts another") {
    both_owners([](const catalog_view& c) {
        application a = until_april();
        a.orders.push_back(bought(2, standard, 1, local(2024, 4, 20)));
        a.refunds = {{{2}, local(2024, 4, 20)}};
        CHECK(state_at(examined(c, a.facts()), local(2024, 4, 20) - seconds(1)) ==
              suspended(expiry));
        CHECK(state_at(examined(c, a.facts()), local(2024, 4, 20)) == suspended(refund));
        // The suspensions touch, so the ninety days count from the first.
        CHECK(examined(c, a.facts()).view().reclaimed_at() == std::optional{local(2024, 7, 1)});
        CHECK(state_at(examined(c, a.facts()), local(2024, 7, 1)) == reclaimed(refund));
    });
}

TEST_CASE("refunding a future plan while another runs does not suspend") {
    both_owners([](const catalog_view& c) {
        application a = until_april();
        a.orders.push_back(bought(2, standard, 1, local(2024, 4, 1)));
        a.orders[1].placed_at = local(2024, 3, 5);
        a.refunds = {{{2}, local(2024, 3, 10)}};
        CHECK(state_at(examined(c, a.facts()), local(2024, 3, 10)) == active);
        CHECK(state_at(examined(c, a.facts()), local(2024, 4, 1)) == expired);
        CHECK(state_at(examined(c, a.facts()), local(2024, 4, 2)) == suspended(expiry));
    });
}

TEST_CASE("refunding the running plan suspends until the next plan begins") {
    both_owners([](const catalog_view& c) {
        application a = until_april();
        a.orders.push_back(bought(2, standard, 1, local(2024, 4, 1)));
        a.orders[1].placed_at = local(2024, 3, 5);
        a.refunds = {{{1}, local(2024, 3, 10)}};
        CHECK(state_at(examined(c, a.facts()), local(2024, 3, 31)) == suspended(refund));
        CHECK(state_at(examined(c, a.facts()), local(2024, 4, 1)) == active);
    });
}

TEST_CASE("the catalog sets grace and retention") {
    offering o = *tencent_chat::catalog.view().offering;
    o.lifecycle = {.arrears = {.grace = hours(1)}, .retention_days = 1};
    catalog_view c = tencent_chat::catalog;
    c.offering = &o;
    application a = until_april();
    CHECK(state_at(examined(c, a.facts()), local(2024, 4, 1)) == suspended(expiry));
    CHECK(state_at(examined(c, a.facts()), local(2024, 4, 1, 23, 59, 59)) == suspended(expiry));
    CHECK(state_at(examined(c, a.facts()), local(2024, 4, 2)) == reclaimed(expiry));
    a.bills = {billed(1, local(2024, 3, 20, 12))};
    CHECK(state_at(examined(c, a.facts()), local(2024, 3, 20, 13) - seconds(1)) == active);
    CHECK(state_at(examined(c, a.facts()), local(2024, 3, 20, 13)) == suspended(arrears));
    CHECK(state_at(examined(c, a.facts()), local(2024, 3, 21)) == reclaimed(arrears));
}

TEST_CASE("the catalog sets whether a new plan ends a suspension") {
    offering o = *tencent_chat::catalog.view().offering;
    catalog_view c = tencent_chat::catalog;
    c.offering = &o;
    application a = until_april();
    a.orders.push_back(bought(2, standard, 1, local(2024, 4, 10)));
    CHECK(state_at(examined(c, a.facts()), local(2024, 4, 10)) == active);
    o.lifecycle.expiry.ended_by_plan = false;
    CHECK(state_at(examined(c, a.facts()), local(2024, 4, 10)) == suspended(expiry));
    o.lifecycle.expiry.ended_by_plan = true;
    a.bills = {billed(1, local(2024, 3, 20))};
    CHECK(state_at(examined(c, a.facts()), local(2024, 4, 10)) == suspended(arrears));
    o.lifecycle.arrears.ended_by_plan = true;
    CHECK(state_at(examined(c, a.facts()), local(2024, 4, 10) - seconds(1)) == suspended(arrears));
    CHECK(state_at(examined(c, a.facts()), local(2024, 4, 10)) == active);
    // A plan that begins within the grace prevents the suspension; one before the bill does not.
    a.bills = {billed(1, local(2024, 4, 9, 12))};
    CHECK(state_at(examined(c, a.facts()), local(2024, 4, 20)) == active);
    a.bills = {billed(1, local(2024, 4, 10))};
    CHECK(state_at(examined(c, a.facts()), local(2024, 4, 20)) == suspended(arrears));
}

TEST_CASE("a finding of abuse suspends after its grace, until the finding is lifted") {
    offering o = *tencent_chat::catalog.view().offering;
    o.lifecycle.abuse = {.grace = hours(2), .retention_days = 3};
    catalog_view c = tencent_chat::catalog;
    c.offering = &o;
    application a = until_april();
    const instant found = local(2024, 3, 5, 9);
    a.findings = {{{1}, found}};
    using enum suspension_cause;
    CHECK(state_at(examined(c, a.facts()), found + hours(2) - seconds(1)) == active);
    CHECK(state_at(examined(c, a.facts()), found + hours(2)) == suspended(abuse));
    CHECK(next_change(examined(c, a.facts()), found) ==
          std::optional{state_change{found + hours(2), suspended(abuse)}});
    CHECK(state_at(examined(c, a.facts()), local(2024, 3, 8)) == reclaimed(abuse));
    a.findings[0].lifted_at = local(2024, 3, 7);
    CHECK(state_at(examined(c, a.facts()), local(2024, 3, 7) - seconds(1)) == suspended(abuse));
    CHECK(state_at(examined(c, a.facts()), local(2024, 3, 7)) == active);
    CHECK_FALSE(examined(c, a.facts()).view().reclaimed_at() == std::optional{local(2024, 3, 8)});
    a.findings[0].lifted_at = found + hours(2);
    CHECK(state_at(examined(c, a.facts()), found + hours(2)) == active);
    // The cause that began an unbroken suspension sets the retention.
    a.findings[0].lifted_at = {};
    a.bills = {billed(1, found - hours(23))};
    CHECK(state_at(examined(c, a.facts()), found + hours(3)) == suspended(arrears));
    CHECK(examined(c, a.facts()).view().reclaimed_at() == std::optional{local(2024, 6, 3)});
}

TEST_CASE("of two causes in the same second, the first in the enumeration sets the retention") {
    offering o = *tencent_chat::catalog.view().offering;
    o.lifecycle.refund.retention_days = 3;
    o.lifecycle.arrears.retention_days = 5;
    catalog_view c = tencent_chat::catalog;
    c.offering = &o;
    application a = until_april();
    a.refunds = {{{1}, local(2024, 3, 10), {1}}};
    CHECK(examined(c, a.facts()).view().reclaimed_at() == std::optional{local(2024, 3, 13)});
    a.bills = {billed(1, local(2024, 3, 9))};
    CHECK(examined(c, a.facts()).view().reclaimed_at() == std::optional{local(2024, 3, 15)});
    a.bills = {billed(1, local(2024, 3, 9) + seconds(1))};
    CHECK(examined(c, a.facts()).view().reclaimed_at() == std::optional{local(2024, 3, 13)});
}

TEST_CASE("a suspension has a cause, and without one there is none") {
    both_owners([](const catalog_view& c) {
        application a = until_april();
        CHECK_FALSE(cause_at(examined(c, a.facts()), local(2024, 3, 10)));
        CHECK_FALSE(cause_at(examined(c, a.facts()), local(2024, 4, 1)));
        CHECK(cause_at(examined(c, a.facts()), local(2024, 4, 2)) == std::optional{expiry});
        CHECK_FALSE(examined(c, application{}.facts()).view().reclaimed_at());
    });
}

TEST_CASE("arrears are ordered by the begin of the unpaid bill, not of a paid one") {
    both_owners([](const catalog_view& c) {
        application a = until_april();
        a.give_back(c, local(2024, 3, 10));
        a.bills = {billed(1, local(2024, 3, 1), local(2024, 3, 20)), billed(2, local(2024, 3, 15))};
        CHECK(state_at(examined(c, a.facts()), local(2024, 3, 19)) == suspended(arrears));
        CHECK(state_at(examined(c, a.facts()), local(2024, 3, 20)) == suspended(refund));
    });
}

TEST_CASE("next_change skips instants at which the status stays the same") {
    both_owners([](const catalog_view& c) {
        application a = until_april();
        a.orders.push_back(bought(2, premium, 1, local(2024, 4, 1)));
        a.bills = {billed(1, local(2024, 3, 10), local(2024, 3, 10, 5))};
        CHECK(next_change(examined(c, a.facts()), local(2024, 3, 1)) ==
              std::optional{state_change{local(2024, 5, 1), expired}});
        CHECK(next_change(examined(c, application{}.facts()), local(2024, 3, 1)) ==
              std::optional<state_change>{});
    });
}

TEST_CASE("states can be computed at compile time") {
    static constexpr order orders[] = {bought(1, premium, 12, local(2024, 2, 29))};
    constexpr subscription s{.id = {1}, .created_at = local(2023, 1, 1), .orders = orders};
    constexpr catalog_view c = tencent_chat::catalog;
    STATIC_REQUIRE(state_at(examined(c, s), local(2025, 2, 27)) == active);
    STATIC_REQUIRE(state_at(examined(c, s), local(2025, 2, 28)) == expired);
    STATIC_REQUIRE(state_at(examined(c, s), local(2025, 3, 1)) == suspended(expiry));
    STATIC_REQUIRE(next_change(examined(c, s), local(2025, 3, 1))->value().at ==
                   local(2025, 5, 30));
}

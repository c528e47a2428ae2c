// SPDX-License-Identifier: MIT
#include <optional>
#include <vector>

#include <ratecard/lifecycle/reminders.hpp>

#include "application.hpp"
#include "reference_catalog.hpp"

using namespace ratecard;
using namespace ratecard_test;

TEST_CASE("the days of reminders are the catalog's: before, on and after the day of expiry") {
    offering o = *tencent_chat::catalog.view().offering;
    o.lifecycle.reminders = daily_reminders(life_event::expiry, 0, 0);
    catalog_view c = tencent_chat::catalog;
    c.offering = &o;
    REQUIRE(expiry_reminders(c, local(2024, 3, 1, 23)).size() == 1);
    CHECK(expiry_reminders(c, local(2024, 3, 1, 23))[0] == civil(2024, 3, 1));
    o.lifecycle.reminders = daily_reminders(life_event::expiry, -15, 15);
    const auto most = expiry_reminders(c, local(2024, 3, 1));
    REQUIRE(most.size() == 31);
    CHECK(most[0] == civil(2024, 2, 15));
    CHECK(most[30] == civil(2024, 3, 16));
    CHECK(reminder_days(c, life_event::bill, local(2024, 3, 1)).empty());
}

TEST_CASE("reminders follow the events of a life, and stop with what they remind of") {
    offering o = *tencent_chat::catalog.view().offering;
    reminder_schedule when;
    when.push_back({life_event::expiry, -3});
    when.push_back({life_event::suspension, 0});
    when.push_back({life_event::suspension, 30});
    when.push_back({life_event::reclaiming, -7});
    when.push_back({life_event::bill, 2});
    o.lifecycle.reminders = when;
    catalog_view c = tencent_chat::catalog;
    c.offering = &o;
    application a;
    a.orders = {bought(1, standard, 1, local(2024, 3, 1, 10))};  // suspended from 2 April, 10:00
    const auto days_after = [&](day today) {
        std::vector<day> all;
        for (auto r = next_reminder(c, a.facts(), today); r; r = next_reminder(c, a.facts(), r->on))
            all.push_back(r->on);
        return all;
    };
    using days = std::vector<day>;
    CHECK(days_after(civil(2024, 3, 1)) ==
          days{civil(2024, 3, 29), civil(2024, 4, 2), civil(2024, 5, 2), civil(2024, 6, 24)});
    CHECK(next_reminder(c, a.facts(), civil(2024, 3, 29)) ==
          std::optional{
              due_reminder{civil(2024, 4, 2), life_event::suspension, local(2024, 4, 2, 10)}});
    // Bought again on 20 April: no longer suspended on 2 May, and never reclaimed.
    a.orders.push_back(bought(2, standard, 1, local(2024, 4, 20, 10)));
    CHECK(days_after(civil(2024, 3, 1)) == days{civil(2024, 3, 29), civil(2024, 4, 2),
                                                civil(2024, 5, 17), civil(2024, 5, 21),
                                                civil(2024, 6, 20), civil(2024, 8, 12)});
    // Bought again as the day begins: there is nothing to be reminded of on it.
    a.orders[1] = bought(2, standard, 1, local(2024, 5, 2));
    CHECK(days_after(civil(2024, 4, 2))[0] == civil(2024, 5, 30));
    a.orders[1] = bought(2, standard, 1, local(2024, 5, 2) + seconds(1));
    CHECK(days_after(civil(2024, 4, 2))[0] == civil(2024, 5, 2));
    // A plan that follows leaves no expiry.
    a.orders[1] = bought(2, standard, 1, local(2024, 4, 1, 10));
    CHECK(days_after(civil(2024, 3, 1))[0] == civil(2024, 4, 28));
    a = {};
    a.bills = {billed(1, local(2024, 4, 1, 9), local(2024, 4, 3))};
    CHECK_FALSE(next_reminder(c, a.facts(), civil(2024, 3, 1)).value().on == civil(2024, 4, 3));
    a.bills[0].paid_at = local(2024, 4, 3) + seconds(1);
    a.bills.push_back(a.bills[0]);
    int seen = 0;
    for_each_reminder(c, a.facts(),
                      [&](const due_reminder& r) { seen += r.of == life_event::bill ? 1 : 0; });
    CHECK(seen == 1);
}

TEST_CASE("the day of expiry is that of the catalog's zone") {
    offering o = *tencent_chat::catalog.view().offering;
    o.billing_zone = zone::fixed(hours(-8));
    catalog_view c = tencent_chat::catalog;
    c.offering = &o;
    CHECK(expiry_reminders(c, local(2024, 3, 1, 12))[6] == civil(2024, 2, 29));
}

TEST_CASE("a covered bill needs no reminder, and a bill of nothing one only of a debt") {
    constexpr bill nothing{.id = {1}, .amount = cents(0), .issued_at = local(2024, 4, 2)};
    STATIC_REQUIRE(overdue_reminder(nothing, cents(0)) == std::optional<instant>{});
    STATIC_REQUIRE(overdue_reminder(nothing, cents(-1)) == std::optional{local(2024, 4, 2)});
}

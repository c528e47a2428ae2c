// SPDX-License-Identifier: MIT
#include <algorithm>
#include <optional>
#include <tuple>
#include <vector>

#include <ratecard/lifecycle/reminders.hpp>

#include "examined.hpp"
#include "application.hpp"
#include "laws/history.hpp"
#include "reference_catalog.hpp"

using namespace ratecard;
using namespace ratecard_test;

TEST_CASE("the catalog sets the days of reminders: before, on and after the day of expiry") {
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

TEST_CASE("reminders follow the events of a subscription, and stop when the event is settled") {
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
        for (auto r = next_reminder(examined(c, a.facts()), today); r; r = next_reminder(examined(c, a.facts()), r->on))
            all.push_back(r->on);
        return all;
    };
    using days = std::vector<day>;
    CHECK(days_after(civil(2024, 3, 1)) ==
          days{civil(2024, 3, 29), civil(2024, 4, 2), civil(2024, 5, 2), civil(2024, 6, 24)});
    CHECK(next_reminder(examined(c, a.facts()), civil(2024, 3, 29)) ==
          std::optional{
              due_reminder{civil(2024, 4, 2), life_event::suspension, local(2024, 4, 2, 10)}});
    // Bought again on 20 April: no longer suspended on 2 May, and never reclaimed.
    a.orders.push_back(bought(2, standard, 1, local(2024, 4, 20, 10)));
    CHECK(days_after(civil(2024, 3, 1)) == days{civil(2024, 3, 29), civil(2024, 4, 2),
                                                civil(2024, 5, 17), civil(2024, 5, 21),
                                                civil(2024, 6, 20), civil(2024, 8, 12)});
    // Bought again at the begin of the day: no reminder on that day.
    a.orders[1] = bought(2, standard, 1, local(2024, 5, 2));
    CHECK(days_after(civil(2024, 4, 2))[0] == civil(2024, 5, 30));
    a.orders[1] = bought(2, standard, 1, local(2024, 5, 2) + seconds(1));
    CHECK(days_after(civil(2024, 4, 2))[0] == civil(2024, 5, 2));
    // If another plan follows, there is no expiry.
    a.orders[1] = bought(2, standard, 1, local(2024, 4, 1, 10));
    CHECK(days_after(civil(2024, 3, 1))[0] == civil(2024, 4, 28));
    a = {};
    a.bills = {billed(1, local(2024, 4, 1, 9), local(2024, 4, 3))};
    CHECK_FALSE(next_reminder(examined(c, a.facts()), civil(2024, 3, 1)).value().on == civil(2024, 4, 3));
    a.bills[0].paid_at = local(2024, 4, 3) + seconds(1);
    a.bills.push_back(a.bills[0]);
    int seen = 0;
    for_each_reminder(examined(c, a.facts()),
                      [&](const due_reminder& r) { seen += r.of == life_event::bill ? 1 : 0; });
    CHECK(seen == 1);
}

namespace {

/// The reference catalog with reminders of every event, from two days before to two days after it.
struct reminding {
    offering o = *tencent_chat::catalog.view().offering;
    catalog_view c = tencent_chat::catalog;

    reminding() {
        o.lifecycle.reminders = {};
        for (const auto of :
             {life_event::expiry, life_event::suspension, life_event::reclaiming, life_event::bill})
            for (std::int32_t days = -2; days <= 2; ++days)
                o.lifecycle.reminders.push_back({of, days});
        c.offering = &o;
    }
    reminding(const reminding&) = delete;
    reminding& operator=(const reminding&) = delete;

    [[nodiscard]] std::vector<due_reminder> of(const application& a) const {
        std::vector<due_reminder> all;
        for_each_reminder(examined(c, a.facts()), [&](const due_reminder& r) { all.push_back(r); });
        std::sort(all.begin(), all.end(), [](const due_reminder& x, const due_reminder& y) {
            return std::tie(x.on, x.of, x.at) < std::tie(y.on, y.of, y.at);
        });
        return all;
    }
    [[nodiscard]] std::size_t count(const application& a, life_event event) const {
        const auto all = of(a);
        return static_cast<std::size_t>(std::count_if(
            all.begin(), all.end(), [&](const due_reminder& r) { return r.of == event; }));
    }
};

}  // namespace

TEST_CASE("the next reminder is the first after a day, ordered by day, event and instant") {
    law("for any history, on every day of it", [] {
        const reminding seller;
        const application a = any_history();
        const auto all = seller.of(a);
        if (all.empty()) return;
        for (day today = all.front().on + -1; today <= all.back().on; today = today + 1) {
            const auto next = std::find_if(all.begin(), all.end(),
                                           [&](const due_reminder& r) { return today < r.on; });
            RC_ASSERT(next_reminder(examined(seller.c, a.facts()), today) ==
                      (next == all.end() ? std::nullopt : std::optional{*next}));
        }
    });
    const reminding seller;
    application a;
    a.bills = {billed(2, local(2024, 4, 3), local(2024, 4, 9)),
               billed(1, local(2024, 4, 2), local(2024, 4, 9))};
    // Both on 3 April: the earlier bill, though it is listed last.
    CHECK(next_reminder(examined(seller.c, a.facts()), civil(2024, 4, 2)).value() ==
          due_reminder{civil(2024, 4, 3), life_event::suspension, local(2024, 4, 3)});
    a.orders = {bought(1, standard, 1, local(2024, 3, 1))};
    CHECK(next_reminder(examined(seller.c, a.facts()), civil(2024, 4, 2)).value() ==
          due_reminder{civil(2024, 4, 3), life_event::expiry, local(2024, 4, 1)});
}

TEST_CASE("a refunded plan has no expiry reminders, and a repeated order has them once") {
    const reminding seller;
    application a;
    a.orders = {bought(1, standard, 1, local(2024, 3, 1))};
    CHECK(seller.count(a, life_event::expiry) == 5);
    a.orders.push_back(a.orders[0]);
    CHECK(seller.count(a, life_event::expiry) == 5);
    a.refunds = {{{1}, local(2024, 3, 9), {1}}};
    CHECK(seller.count(a, life_event::expiry) == 0);
}

TEST_CASE("a paid bill has reminders only on days that began before the payment") {
    const reminding seller;
    application a;
    a.bills = {billed(1, local(2024, 4, 3, 9))};
    CHECK(seller.count(a, life_event::bill) == 5);
    std::size_t expected = 5;
    for (std::uint32_t d = 5; d >= 4; --d, --expected) {
        a.bills[0].paid_at = local(2024, 4, d) + seconds(1);
        CHECK(seller.count(a, life_event::bill) == expected);
        a.bills[0].paid_at = local(2024, 4, d);
        CHECK(seller.count(a, life_event::bill) == expected - 1);
    }
}

TEST_CASE("the day of expiry is a civil day of the catalog's zone") {
    offering o = *tencent_chat::catalog.view().offering;
    o.billing_zone = zone::fixed(hours(-8));
    catalog_view c = tencent_chat::catalog;
    c.offering = &o;
    CHECK(expiry_reminders(c, local(2024, 3, 1, 12))[6] == civil(2024, 2, 29));
}

TEST_CASE(
    "a covered bill has no reminder, and a bill of zero has one only if the balance is below 0") {
    constexpr bill nothing{.id = {1}, .amount = cents(0), .issued_at = local(2024, 4, 2)};
    STATIC_REQUIRE(overdue_reminder(nothing, cents(0)) == std::optional<instant>{});
    STATIC_REQUIRE(overdue_reminder(nothing, cents(-1)) == std::optional{local(2024, 4, 2)});
}

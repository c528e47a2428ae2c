// SPDX-License-Identifier: MIT
#include <optional>

#include <ratecard/lifecycle/reminders.hpp>

#include "application.hpp"
#include "reference_catalog.hpp"

using namespace ratecard;
using namespace ratecard_test;

TEST_CASE("the days of reminders are the catalog's: before, on and after the day of expiry") {
    offering o = *tencent_chat::catalog.view().offering;
    o.lifecycle.remind_from = 0;
    o.lifecycle.remind_until = 0;
    catalog_view c = tencent_chat::catalog;
    c.offering = &o;
    REQUIRE(expiry_reminders(c, local(2024, 3, 1, 23)).size() == 1);
    CHECK(expiry_reminders(c, local(2024, 3, 1, 23))[0] == civil(2024, 3, 1));
    o.lifecycle.remind_from = 15;
    o.lifecycle.remind_until = 15;
    const auto most = expiry_reminders(c, local(2024, 3, 1));
    REQUIRE(most.size() == 31);
    CHECK(most[0] == civil(2024, 2, 15));
    CHECK(most[30] == civil(2024, 3, 16));
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

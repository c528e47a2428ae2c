// SPDX-License-Identifier: MIT
#include <array>
#include <cstdint>
#include <optional>

#include <ratecard/account/bill.hpp>
#include <ratecard/entitlement/check.hpp>
#include <ratecard/entitlement/resolve.hpp>
#include <ratecard/lifecycle/reminders.hpp>
#include <ratecard/lifecycle/status.hpp>

#include "application.hpp"
#include "examined.hpp"
#include "reference_catalog.hpp"

using namespace ratecard;
using namespace ratecard_test;

namespace {

constexpr catalog_view reference = tencent_chat::catalog;
using enum suspension_cause;

/// One month of Standard that ends on 1 April 2024 at 00:00.
application until_april() {
    application a;
    a.orders = {bought(1, standard, 1, local(2024, 3, 1))};
    return a;
}
constexpr instant april = local(2024, 4, 1);

constexpr std::array march_order{bought(1, standard, 1, local(2024, 3, 1))};
constexpr subscription march{.id = {1}, .created_at = local(2023, 1, 1), .orders = march_order};

}  // namespace

TEST_CASE("T5.1 eight reminders, on the civil days D-6 to D+1") {
    STATIC_REQUIRE(expiry_reminders(reference, local(2024, 3, 31, 10)).size() == 8);
    both_owners([](const catalog_view& c) {
        const auto reminded = expiry_reminders(c, local(2024, 3, 31, 10));
        REQUIRE(reminded.size() == 8);
        for (std::size_t i = 0; i < 8; ++i)
            CHECK(reminded[i] == civil(2024, 3, 25) + static_cast<std::int32_t>(i));
        CHECK(reminded[7] == civil(2024, 4, 1));
    });
}

TEST_CASE("T5.1 D is the billing zone's day that contains the expiry, also at 00:00:00") {
    both_owners([](const catalog_view& c) {
        CHECK(expiry_reminders(c, local(2024, 3, 1))[6] == civil(2024, 3, 1));
        CHECK(expiry_reminders(c, local(2024, 3, 1) - seconds(1))[6] == civil(2024, 2, 29));
        CHECK(expiry_reminders(c, local(2024, 3, 1, 23, 59, 59))[6] == civil(2024, 3, 1));
        // 17:00 UTC on 29 February is 1 March in UTC+8.
        CHECK(expiry_reminders(c, start_of(civil(2024, 2, 29), utc) + hours(17))[6] ==
              civil(2024, 3, 1));
        CHECK(expiry_reminders(c, local(2024, 3, 1))[0] == civil(2024, 2, 24));
    });
}

TEST_CASE("T5.2 for 24 hours after its end a plan is expired and runs, then it is suspended") {
    STATIC_REQUIRE(state_at(examined(reference, march), april - seconds(1)) == active);
    STATIC_REQUIRE(state_at(examined(reference, march), april) == expired);
    STATIC_REQUIRE(state_at(examined(reference, march), april + hours(24) - seconds(1)) == expired);
    STATIC_REQUIRE(state_at(examined(reference, march), april + hours(24)) == suspended(expiry));
    both_owners([](const catalog_view& c) {
        const application a = until_april();
        CHECK(state_at(examined(c, a.facts()), april) == expired);
        CHECK(state_at(examined(c, a.facts()), april + hours(24) - seconds(1)) == expired);
        CHECK(state_at(examined(c, a.facts()), april + hours(24)) == suspended(expiry));
        CHECK(next_change(examined(c, a.facts()), april - seconds(1)) ==
              std::optional{state_change{april, expired}});
        CHECK(next_change(examined(c, a.facts()), april) ==
              std::optional{state_change{april + hours(24), suspended(expiry)}});
    });
}

TEST_CASE("T5.2 suspension stops log-in, group management and webhooks; expiry stops nothing") {
    both_owners([](const catalog_view& c) {
        const application a = until_april();
        const auto why = [&](chat::feature f, instant t) {
            const auto snap = resolve(examined(c, a.facts()), t).value();
            return ratecard::at(c.condition_rows(), snap, t).check(f).why();
        };
        for (const auto f :
             {chat::feature::log_in, chat::feature::group_management, chat::feature::webhooks}) {
            CHECK(why(f, april - seconds(1)) == reason::allowed);
            CHECK(why(f, april) == reason::allowed);
            CHECK(why(f, april + hours(24) - seconds(1)) == reason::allowed);
            CHECK(why(f, april + hours(24)) == reason::suspended);
            CHECK(why(f, local(2024, 7, 1)) == reason::reclaimed);
        }
        // A snapshot taken before does not outlive the suspension's begin.
        const auto snap = resolve(examined(c, a.facts()), april).value();
        CHECK(snap.valid_until == april + hours(24));
        CHECK(ratecard::at(c.condition_rows(), snap, april + hours(24))
                  .check(chat::feature::log_in)
                  .why() == reason::stale);
    });
}

TEST_CASE("T5.2 an order that begins exactly 24 hours after the end prevents suspension") {
    both_owners([](const catalog_view& c) {
        application a = until_april();
        a.orders.push_back(bought(2, standard, 1, april + hours(24)));
        CHECK(state_at(examined(c, a.facts()), april + hours(24) - seconds(1)) == expired);
        CHECK(state_at(examined(c, a.facts()), april + hours(24)) == active);
        a.orders[1] = bought(2, standard, 1, april + hours(24) + seconds(1));
        CHECK(state_at(examined(c, a.facts()), april + hours(24)) == suspended(expiry));
        CHECK(state_at(examined(c, a.facts()), april + hours(24) + seconds(1)) == active);
        a.orders[1] = bought(2, standard, 1, april);
        CHECK(state_at(examined(c, a.facts()), april) == active);
        CHECK(next_change(examined(c, a.facts()), april)->value().becomes == expired);
    });
}

TEST_CASE(
    "T5.2 before its first order an application is an active Developer, after it never again") {
    both_owners([](const catalog_view& c) {
        application a;
        CHECK(state_at(examined(c, a.facts()), a.created_at) == active);
        CHECK(state_at(examined(c, a.facts()), a.created_at - seconds(1)) ==
              account_errc::before_creation);
        CHECK(state_at(examined(c, a.facts()), local(2099, 1, 1)) == active);
        CHECK(edition_at(examined(c, a.facts()), local(2099, 1, 1)) == developer);
        a = until_april();
        CHECK(state_at(examined(c, a.facts()), local(2024, 3, 1) - seconds(1)) == active);
        CHECK(edition_at(examined(c, a.facts()), local(2024, 3, 1) - seconds(1)) == developer);
        for (const instant t : {local(2024, 3, 1), april, april + hours(24), local(2030, 1, 1)})
            CHECK(edition_at(examined(c, a.facts()), t) == standard);
        CHECK(state_at(examined(c, a.facts()), local(2030, 1, 1)) == reclaimed(expiry));
    });
}

TEST_CASE("T5.2 an order placed for later leaves the application active until it begins") {
    both_owners([](const catalog_view& c) {
        application a = until_april();
        a.orders[0].placed_at = local(2024, 2, 1);
        CHECK(state_at(examined(c, a.facts()), local(2024, 2, 15)) == active);
        CHECK(edition_at(examined(c, a.facts()), local(2024, 2, 15)) == developer);
        CHECK(edition_at(examined(c, a.facts()), local(2024, 3, 1)) == standard);
    });
}

TEST_CASE("T5.3 a bill unpaid 24 hours after its issue suspends, whatever plan still runs") {
    both_owners([](const catalog_view& c) {
        application a = until_april();
        const instant issued = local(2024, 3, 2, 8);
        a.bills = {billed(1, issued)};
        CHECK(state_at(examined(c, a.facts()), issued + hours(24) - seconds(1)) == active);
        CHECK(state_at(examined(c, a.facts()), issued + hours(24)) == suspended(arrears));
        CHECK(order_at(examined(c, a.facts()), issued + hours(24)) ==
              std::optional<std::size_t>{0});
        // A payment exactly then prevents it; a second later it ends it.
        a.bills[0].paid_at = issued + hours(24);
        CHECK(state_at(examined(c, a.facts()), issued + hours(24)) == active);
        a.bills[0].paid_at = issued + hours(24) + seconds(1);
        CHECK(state_at(examined(c, a.facts()), issued + hours(24)) == suspended(arrears));
        CHECK(state_at(examined(c, a.facts()), issued + hours(24) + seconds(1)) == active);
    });
}

TEST_CASE("T5.3 a bill suspends a Developer application too") {
    both_owners([](const catalog_view& c) {
        application a;
        a.bills = {billed(1, local(2024, 3, 2))};
        CHECK(state_at(examined(c, a.facts()), local(2024, 3, 2)) == active);
        CHECK(state_at(examined(c, a.facts()), local(2024, 3, 3)) == suspended(arrears));
        CHECK(edition_at(examined(c, a.facts()), local(2024, 3, 3)) == developer);
    });
}

TEST_CASE("T5.3 every bill has its own 24 hours, and all must be paid") {
    both_owners([](const catalog_view& c) {
        application a = until_april();
        a.bills = {billed(1, local(2024, 3, 2), local(2024, 3, 6)),
                   billed(2, local(2024, 3, 4), local(2024, 3, 8))};
        CHECK(state_at(examined(c, a.facts()), local(2024, 3, 6)) == suspended(arrears));
        CHECK(state_at(examined(c, a.facts()), local(2024, 3, 8) - seconds(1)) ==
              suspended(arrears));
        CHECK(state_at(examined(c, a.facts()), local(2024, 3, 8)) == active);
    });
}

TEST_CASE("T5.3 overdue is a negative balance, or one too small for the bill") {
    STATIC_REQUIRE(is_overdue(cents(-1), cents(0)) == true);
    STATIC_REQUIRE(is_overdue(cents(0), cents(0)) == false);
    STATIC_REQUIRE(is_overdue(cents(37'50), cents(37'50)) == false);
    STATIC_REQUIRE(is_overdue(cents(37'49), cents(37'50)) == true);
    STATIC_REQUIRE(is_overdue(money{1, eur}, cents(0)) == money_errc::currency_mismatch);
}

TEST_CASE("T5.4 suspended on day D, kept through D + 89, reclaimed from the beginning of D + 90") {
    STATIC_REQUIRE(state_at(examined(reference, march), local(2024, 7, 1) - seconds(1)) ==
                   suspended(expiry));
    STATIC_REQUIRE(state_at(examined(reference, march), local(2024, 7, 1)) == reclaimed(expiry));
    both_owners([](const catalog_view& c) {
        // Suspended at 00:00:00 of 2 April, or at the last second of it: the same day D.
        for (const instant end : {april, april + hours(24) - seconds(1)}) {
            application a;
            a.orders = {bought(1, standard, 1, end - days(31))};
            REQUIRE(end_of(c, a.orders[0]) == end);
            REQUIRE(state_at(examined(c, a.facts()), end + hours(24)) == suspended(expiry));
            CHECK(examined(c, a.facts()).view().reclaimed_at() == std::optional{local(2024, 7, 1)});
            CHECK(state_at(examined(c, a.facts()), local(2024, 7, 1) - seconds(1)) ==
                  suspended(expiry));
            CHECK(state_at(examined(c, a.facts()), local(2024, 7, 1)) == reclaimed(expiry));
        }
    });
}

TEST_CASE("T5.4 the same for every cause") {
    both_owners([](const catalog_view& c) {
        application refunded = until_april();
        refunded.give_back(c, local(2024, 3, 10, 12));
        CHECK(examined(c, refunded.facts()).view().reclaimed_at() ==
              std::optional{local(2024, 6, 8)});
        CHECK(state_at(examined(c, refunded.facts()), local(2024, 6, 7, 23, 59, 59)) ==
              suspended(suspension_cause::refund));
        CHECK(state_at(examined(c, refunded.facts()), local(2024, 6, 8)) ==
              reclaimed(suspension_cause::refund));
        application owing = until_april();
        owing.bills = {billed(1, local(2024, 3, 9, 12))};
        CHECK(state_at(examined(c, owing.facts()), local(2024, 6, 7, 23, 59, 59)) ==
              suspended(arrears));
        CHECK(state_at(examined(c, owing.facts()), local(2024, 6, 8)) == reclaimed(arrears));
    });
}

TEST_CASE("T5.4 arrears reclaim Developer applications too") {
    both_owners([](const catalog_view& c) {
        application a;
        a.bills = {billed(1, local(2024, 3, 9, 12))};
        CHECK(state_at(examined(c, a.facts()), local(2024, 6, 7, 23, 59, 59)) ==
              suspended(arrears));
        CHECK(state_at(examined(c, a.facts()), local(2024, 6, 8)) == reclaimed(arrears));
    });
}

TEST_CASE("T5.4 reclaimed is final: neither a purchase nor a payment undoes it") {
    both_owners([](const catalog_view& c) {
        application a = until_april();
        a.bills = {billed(1, local(2024, 4, 3), local(2024, 7, 3))};
        a.orders.push_back(bought(2, standard, 1, local(2024, 7, 2)));
        for (const instant t :
             {local(2024, 7, 1), local(2024, 7, 2), local(2024, 7, 5), local(2034, 7, 5)})
            CHECK(state_at(examined(c, a.facts()), t) == reclaimed(expiry));
        CHECK(next_change(examined(c, a.facts()), local(2024, 7, 1)) ==
              std::optional<state_change>{});
    });
}

TEST_CASE("T5.4 a top-up within the 90 days keeps everything, and so does one just at their end") {
    both_owners([](const catalog_view& c) {
        application a = until_april();
        a.orders.push_back(bought(2, standard, 1, local(2024, 7, 1) - seconds(1)));
        CHECK(state_at(examined(c, a.facts()), local(2024, 7, 1)) == active);
        a.orders[1] = bought(2, standard, 1, local(2024, 7, 1));
        CHECK(state_at(examined(c, a.facts()), local(2024, 7, 1)) == active);
        a.orders[1] = bought(2, standard, 1, local(2024, 7, 1) + seconds(1));
        CHECK(state_at(examined(c, a.facts()), local(2024, 7, 1)) == reclaimed(expiry));
    });
}

TEST_CASE("T5.4 suspensions that overlap are one, from whose beginning the 90 days count") {
    both_owners([](const catalog_view& c) {
        application a = until_april();
        // Arrears from 31 March to 20 April, expiry from 2 April to 30 April, arrears again from 25 April.
        a.bills = {billed(1, local(2024, 3, 30), local(2024, 4, 20)),
                   billed(2, local(2024, 4, 24))};
        a.orders.push_back(bought(2, standard, 6, local(2024, 4, 30)));
        REQUIRE(state_at(examined(c, a.facts()), local(2024, 3, 31)) == suspended(arrears));
        CHECK(examined(c, a.facts()).view().reclaimed_at() == std::optional{local(2024, 6, 29)});
        CHECK(state_at(examined(c, a.facts()), local(2024, 6, 28, 23, 59, 59)) ==
              suspended(arrears));
        CHECK(state_at(examined(c, a.facts()), local(2024, 6, 29)) == reclaimed(arrears));
    });
}

TEST_CASE("T5.4 suspensions that touch are one; a second between them makes them two") {
    both_owners([](const catalog_view& c) {
        application a = until_april();
        const instant second = local(2024, 4, 20);
        a.orders.push_back(bought(2, standard, 6, second));
        a.bills = {billed(1, second - hours(24))};  // in arrears from the second of the purchase
        REQUIRE(state_at(examined(c, a.facts()), second) == suspended(arrears));
        CHECK(examined(c, a.facts()).view().reclaimed_at() == std::optional{local(2024, 7, 1)});
        CHECK(state_at(examined(c, a.facts()), local(2024, 7, 1)) == reclaimed(arrears));
        a.bills[0].issued_at = second - hours(24) + seconds(1);
        REQUIRE(state_at(examined(c, a.facts()), second) == active);
        CHECK(examined(c, a.facts()).view().reclaimed_at() == std::optional{local(2024, 7, 19)});
        CHECK(state_at(examined(c, a.facts()), local(2024, 7, 1)) == suspended(arrears));
    });
}

TEST_CASE("T5.4 a suspension ended in time starts no clock: the next one counts from its own day") {
    both_owners([](const catalog_view& c) {
        application a = until_april();
        a.orders.push_back(bought(2, standard, 1, local(2024, 6, 29)));
        // The second plan ends on 29 July, is suspended on the 30th, reclaimed 90 days on.
        CHECK(examined(c, a.facts()).view().reclaimed_at() == std::optional{local(2024, 10, 28)});
        CHECK(state_at(examined(c, a.facts()), local(2024, 7, 1)) == active);
    });
}

TEST_CASE("T5.4 the cause named is the one in force that began first") {
    both_owners([](const catalog_view& c) {
        application a = until_april();
        a.bills = {billed(1, local(2024, 3, 20), local(2024, 4, 10))};
        CHECK(state_at(examined(c, a.facts()), local(2024, 4, 9)) == suspended(arrears));
        // Once the bill is paid, the later cause is named.
        CHECK(state_at(examined(c, a.facts()), local(2024, 4, 10)) == suspended(expiry));
        // Reclaimed names that of the instant of reclaiming, not that of the first day.
        REQUIRE(examined(c, a.facts()).view().reclaimed_at() == std::optional{local(2024, 6, 19)});
        CHECK(state_at(examined(c, a.facts()), local(2024, 6, 19)) == reclaimed(expiry));
        CHECK(state_at(examined(c, a.facts()), local(2034, 6, 19)) == reclaimed(expiry));
        CHECK(next_change(examined(c, a.facts()), local(2024, 4, 9)) ==
              std::optional{state_change{local(2024, 4, 10), suspended(expiry)}});
    });
}

TEST_CASE("T5.4 at the same second expiry is named, then arrears, then refund") {
    both_owners([](const catalog_view& c) {
        application a = until_april();
        a.bills = {billed(1, april)};
        CHECK(state_at(examined(c, a.facts()), april + hours(24)) == suspended(expiry));
        a.bills[0].issued_at = april - seconds(1);
        CHECK(state_at(examined(c, a.facts()), april + hours(24)) == suspended(arrears));
        application b = until_april();
        b.give_back(c, local(2024, 3, 10));
        b.bills = {billed(1, local(2024, 3, 9))};
        CHECK(state_at(examined(c, b.facts()), local(2024, 3, 10)) == suspended(arrears));
        b.bills[0].issued_at = local(2024, 3, 9, 0, 0, 1);
        CHECK(state_at(examined(c, b.facts()), local(2024, 3, 10, 0, 0, 1)) ==
              suspended(suspension_cause::refund));
        // Expiry and refund of one second: a coming order given back as the grace of the last ends.
        application d = until_april();
        d.orders.push_back(bought(2, standard, 1, local(2024, 5, 1)));
        d.orders[1].placed_at = local(2024, 3, 5);
        d.refunds = {{{2}, april + hours(24)}};
        REQUIRE_FALSE(contradiction_in(c, d.facts()));
        CHECK(state_at(examined(c, d.facts()), april + hours(24)) == suspended(expiry));
        d.refunds[0].at = april + hours(24) - seconds(1);
        CHECK(state_at(examined(c, d.facts()), april + hours(24)) ==
              suspended(suspension_cause::refund));
    });
}

TEST_CASE("T5.4 suspended outranks expired") {
    both_owners([](const catalog_view& c) {
        application a = until_april();
        a.bills = {billed(1, local(2024, 3, 20), april + hours(12))};
        CHECK(state_at(examined(c, a.facts()), april) == suspended(arrears));
        CHECK(state_at(examined(c, a.facts()), april + hours(12)) == expired);
        CHECK(state_at(examined(c, a.facts()), april + hours(24)) == suspended(expiry));
    });
}

TEST_CASE("T5.4 at a refund's second, an order that begins then prevents suspension") {
    both_owners([](const catalog_view& c) {
        application a = until_april();
        a.give_back(c, local(2024, 3, 10));
        CHECK(state_at(examined(c, a.facts()), local(2024, 3, 10)) ==
              suspended(suspension_cause::refund));
        CHECK(state_at(examined(c, a.facts()), local(2024, 3, 10) - seconds(1)) == active);
        a.orders.push_back(bought(2, standard, 1, local(2024, 3, 10)));
        CHECK(state_at(examined(c, a.facts()), local(2024, 3, 10)) == active);
    });
}

TEST_CASE("T5.5 a reminder follows an overdue bill when it is issued") {
    constexpr bill due = billed(1, local(2024, 4, 2, 8));
    STATIC_REQUIRE(overdue_reminder(due, cents(37'49)) == std::optional{local(2024, 4, 2, 8)});
    STATIC_REQUIRE(overdue_reminder(due, cents(37'50)) == std::optional<instant>{});
    STATIC_REQUIRE(overdue_reminder(due, cents(-1)) == std::optional{local(2024, 4, 2, 8)});
    STATIC_REQUIRE(overdue_reminder(due, money{37'50, cny}) == money_errc::currency_mismatch);
}

// SPDX-License-Identifier: MIT
#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include <ratecard/billing/invoice.hpp>
#include <ratecard/billing/purchase.hpp>
#include <ratecard/billing/refund.hpp>
#include <ratecard/billing/renewal.hpp>
#include <ratecard/entitlement/check.hpp>
#include <ratecard/entitlement/resolve.hpp>
#include <ratecard/lifecycle/status.hpp>

#include "application.hpp"
#include "examined.hpp"
#include "reference_catalog.hpp"

using namespace ratecard;
using namespace ratecard_test;

namespace {

constexpr catalog_view reference = tencent_chat::catalog;

/// An application with one order, as a constant.
struct with_one_order {
    std::array<order, 1> orders{};

    [[nodiscard]] constexpr subscription facts() const {
        return {.id = {1}, .created_at = local(2023, 1, 1), .orders = orders};
    }
};

constexpr instant noon = local(2024, 3, 10, 12);
constexpr with_one_order standard_in_march{{bought(1, standard, 1, local(2024, 3, 1))}};
constexpr with_one_order premium_in_march{{bought(1, premium, 1, local(2024, 3, 1))}};

}  // namespace

TEST_CASE("T4.1 from Developer an application can buy Standard or Premium for 1 to 24 months") {
    constexpr subscription fresh{.id = {1}, .created_at = local(2023, 1, 1)};
    STATIC_REQUIRE((*quote_purchase(examined(reference, fresh), standard, 1, noon))->price ==
                   cents(399'00));
    STATIC_REQUIRE((*quote_purchase(examined(reference, fresh), premium, 24, noon))->price ==
                   cents(16'776'00));
    both_owners([&](const catalog_view& c) {
        for (const edition_id e : {standard, premium})
            for (std::int32_t months = 1; months <= 24; ++months) {
                const auto quote =
                    quote_purchase(examined(c, fresh), e, months, noon).value().value();
                CHECK(quote.kind == purchase_kind::start);
                CHECK(quote.edition == e);
                CHECK(quote.version == current_book);
                CHECK(quote.begins == noon);
                CHECK(quote.price == cents(list_cents(e, months)));
                CHECK(quote.net == quote.price);
                CHECK(quote.credit.amount == cents(0));
                CHECK(quote.unnecessary == cents(0));
            }
    });
}

TEST_CASE("T4.1 other lengths are refused, and Developer is not for sale") {
    constexpr subscription fresh{.id = {1}, .created_at = local(2023, 1, 1)};
    STATIC_REQUIRE(quote_purchase(examined(reference, fresh), premium, 25, noon)->why() ==
                   purchase_refusal::term_not_on_sale);
    both_owners([&](const catalog_view& c) {
        for (const std::int32_t months : {0, 25, -1, INT32_MAX, INT32_MIN}) {
            const auto quote = quote_purchase(examined(c, fresh), standard, months, noon).value();
            CHECK(quote.why() == purchase_refusal::term_not_on_sale);
            CHECK(!quote.allowed());
        }
        CHECK(quote_purchase(examined(c, fresh), developer, 1, noon)->why() ==
              purchase_refusal::change_forbidden);
        CHECK(quote_purchase(examined(c, fresh), edition_id{3}, 1, noon) ==
              catalog_errc::unknown_edition);
        CHECK(quote_purchase(examined(c, fresh), standard, 1, local(2022, 12, 31)) ==
              account_errc::before_creation);
    });
}

TEST_CASE("T4.1 the plan begins at the second of its purchase and ends months later") {
    constexpr subscription fresh{.id = {1}, .created_at = local(2023, 1, 1)};
    both_owners([&](const catalog_view& c) {
        const instant bought_at = local(2024, 1, 31, 10, 20, 30);
        CHECK((*quote_purchase(examined(c, fresh), standard, 1, bought_at))->ends ==
              local(2024, 2, 29, 10, 20, 30));
        CHECK((*quote_purchase(examined(c, fresh), standard, 2, bought_at))->ends ==
              local(2024, 3, 31, 10, 20, 30));
        CHECK((*quote_purchase(examined(c, fresh), standard, 24, bought_at))->ends ==
              local(2026, 1, 31, 10, 20, 30));
    });
}

TEST_CASE("T4.1 the order that takes up an offer contradicts nothing and makes it active") {
    both_owners([&](const catalog_view& c) {
        application a;
        a.fixed.set(chat::attribute::data_center, 1);
        const auto quote = quote_purchase(examined(c, a.facts()), premium, 3, noon).value().value();
        a.orders.push_back(order_of(a.facts(), quote, {7}, means(quote.price.minor_units()), noon));
        CHECK_FALSE(contradiction_in(c, a.facts()));
        CHECK(a.orders[0].placed_at == noon);
        CHECK(a.orders[0].fixed == a.fixed);
        CHECK(edition_at(examined(c, a.facts()), noon) == premium);
        CHECK(edition_at(examined(c, a.facts()), noon - seconds(1)) == developer);
        CHECK(state_at(examined(c, a.facts()), quote.ends - seconds(1)) == active);
        CHECK(state_at(examined(c, a.facts()), quote.ends) == expired);
    });
}

TEST_CASE("T4.2 an upgrade credits the unused part by T6 and charges from the instant") {
    STATIC_REQUIRE(
        (*quote_purchase(examined(reference, standard_in_march.facts()), premium, 1, noon))->net ==
        cents(699'00 - 270'29));
    both_owners([&](const catalog_view& c) {
        const subscription s = standard_in_march.facts();
        const auto quote = quote_purchase(examined(c, s), premium, 2, noon).value().value();
        CHECK(quote.kind == purchase_kind::upgrade);
        CHECK(quote.begins == noon);
        CHECK(quote.ends == local(2024, 5, 10, 12));
        CHECK(quote.price == cents(1'398'00));
        CHECK(quote.credit == refund(examined(c, s), noon).value());
        CHECK(quote.credit.used == cents(128'71));
        CHECK(quote.credit.amount == cents(270'29));
        CHECK(quote.net == cents(1'398'00 - 270'29));
    });
}

TEST_CASE("T4.2 running and coming orders are credited together; a net below zero is given back") {
    both_owners([](const catalog_view& c) {
        application a;
        a.orders = {bought(1, standard, 1, local(2024, 3, 1)),
                    bought(2, standard, 6, local(2024, 4, 1))};
        a.orders[1].placed_at = local(2024, 3, 5);
        const auto quote = quote_purchase(examined(c, a.facts()), premium, 1, noon).value().value();
        CHECK(quote.kind == purchase_kind::upgrade);
        CHECK(quote.credit.paid_current_month == cents(399'00));
        CHECK(quote.credit.paid_future_months == cents(6 * 399'00));
        CHECK(quote.credit.amount == cents(7 * 399'00 - 128'71));
        CHECK(quote.net == cents(699'00 - (7 * 399'00 - 128'71)));
        CHECK(quote.net.is_negative());
    });
}

TEST_CASE("T4.2 giving back and beginning anew at one instant leaves no suspension") {
    both_owners([](const catalog_view& c) {
        application a;
        a.orders = {bought(1, standard, 1, local(2024, 3, 1)),
                    bought(2, standard, 2, local(2024, 4, 1))};
        a.orders[1].placed_at = local(2024, 3, 5);
        const auto quote = quote_purchase(examined(c, a.facts()), premium, 1, noon).value().value();
        a.give_back(c, noon);
        REQUIRE(a.refunds.size() == 2);
        a.orders.push_back(order_of(a.facts(), quote, {3}, means(quote.price.minor_units()), noon));
        const subscription s = a.facts();
        REQUIRE_FALSE(contradiction_in(c, s));
        for (const instant t : {noon - seconds(1), noon, noon + seconds(1), local(2024, 4, 1),
                                local(2024, 4, 10, 11, 59, 59)})
            CHECK(state_at(examined(c, s), t) == active);
        CHECK(state_at(examined(c, s), local(2024, 4, 10, 12)) == expired);
        CHECK(edition_at(examined(c, s), noon - seconds(1)) == standard);
        CHECK(edition_at(examined(c, s), noon) == premium);
        CHECK(edition_at(examined(c, s), local(2024, 4, 2)) == premium);
        CHECK(recorded_refund(examined(c, s), noon).value() == quote.credit);
    });
}

TEST_CASE(
    "T4.2 the new order beginning a second after the return leaves one second of suspension") {
    both_owners([](const catalog_view& c) {
        application a;
        a.orders = {bought(1, standard, 1, local(2024, 3, 1))};
        a.give_back(c, noon);
        a.orders.push_back(bought(2, premium, 1, noon + seconds(1)));
        CHECK(state_at(examined(c, a.facts()), noon) == suspended(suspension_cause::refund));
        CHECK(state_at(examined(c, a.facts()), noon + seconds(1)) == active);
    });
}

TEST_CASE("T4.2 it never goes back to Developer, whatever its state") {
    both_owners([](const catalog_view& c) {
        application a;
        a.orders = {bought(1, standard, 1, local(2024, 3, 1))};
        const auto asked = [&](instant t) {
            return quote_purchase(examined(c, a.facts()), developer, 1, t)->why();
        };
        CHECK(asked(local(2024, 3, 10)) == purchase_refusal::change_forbidden);    // running
        CHECK(asked(local(2024, 4, 1, 1)) == purchase_refusal::change_forbidden);  // expired
        CHECK(asked(local(2024, 4, 2)) == purchase_refusal::change_forbidden);     // suspended
        CHECK(asked(local(2024, 7, 10)) == purchase_refusal::reclaimed);
        CHECK(c.change(standard, developer).kind == change_kind::forbidden);
        CHECK(c.change(premium, developer).kind == change_kind::forbidden);
        // The edition in force stays that of the last plan, for good.
        for (const instant t : {local(2024, 4, 1), local(2024, 4, 2), local(2034, 1, 1)})
            CHECK(edition_at(examined(c, a.facts()), t) == standard);
        // Nor can such an order stand among the facts.
        a.orders.push_back(bought(2, developer, 1, local(2024, 4, 1), means(0)));
        CHECK(contradiction_in(c, a.facts()) ==
              contradiction{account_errc::edition_not_for_sale, fact::order, 1});
    });
}

TEST_CASE("T4.2 no upgrade where the running plan cannot be credited") {
    both_owners([](const catalog_view& c) {
        application a;
        a.orders = {bought(1, standard, 1, local(2024, 3, 1))};
        a.orders[0].promotional = true;
        const auto quote = quote_purchase(examined(c, a.facts()), premium, 1, noon).value();
        CHECK(quote.why() ==
              refused_purchase{purchase_refusal::plan_not_refundable, refund_refusal::promotional});
    });
}

TEST_CASE("T4.2 an upgrade of a suspended application whose plan still runs is an upgrade") {
    both_owners([](const catalog_view& c) {
        application a;
        a.orders = {bought(1, standard, 1, local(2024, 3, 1))};
        a.bills = {billed(1, local(2024, 3, 2))};
        REQUIRE(state_at(examined(c, a.facts()), noon) == suspended(suspension_cause::arrears));
        const auto quote = quote_purchase(examined(c, a.facts()), premium, 1, noon).value().value();
        CHECK(quote.kind == purchase_kind::upgrade);
        CHECK(quote.credit.amount == cents(270'29));
    });
}

TEST_CASE("T4.3 an upgrade gives back what was paid for features the new edition includes") {
    both_owners([](const catalog_view& c) {
        const feature_id search = chat::feature::local_search;
        const feature_id push = chat::feature::push_to_all;
        const feature_id call = chat::feature::call;
        application a;
        a.orders = {bought(1, standard, 1, local(2024, 3, 1))};
        a.purchases = {
            {search, local(2024, 3, 1), local(2024, 4, 1), cents(30'00), cents(5'01), {1}},
            {search, local(2024, 2, 1), noon, cents(7'00), cents(0), {2}},              // over
            {search, noon + seconds(1), instant::never(), cents(9'00), cents(0), {3}},  // not yet
            {push,
             local(2024, 3, 1),
             instant::never(),
             cents(11'00),
             cents(0),
             {4}},  // on application
            {call,
             local(2024, 3, 1),
             instant::never(),
             cents(13'00),
             cents(0),
             {5}},  // a trial only
        };
        const auto quote = quote_purchase(examined(c, a.facts()), premium, 1, noon).value().value();
        CHECK(quote.unnecessary == cents(35'01));
        CHECK(quote.net == cents(699'00 - 270'29 - 35'01));
        CHECK(unnecessary_purchases(examined(c, a.facts()), standard, noon) == cents(0));
        // In force from its begin, inclusive, up to its end, exclusive.
        CHECK(unnecessary_purchases(examined(c, a.facts()), premium, noon - seconds(1)) ==
              cents(42'01));
        CHECK(unnecessary_purchases(examined(c, a.facts()), premium, noon + seconds(1)) ==
              cents(44'01));
    });
}

TEST_CASE("T4.3 a renewal and a first purchase give nothing of value-added features back") {
    both_owners([](const catalog_view& c) {
        const feature_id search = chat::feature::local_search;
        application a;
        a.purchases = {{search, local(2024, 3, 1), instant::never(), cents(30'00), cents(0)}};
        CHECK((*quote_purchase(examined(c, a.facts()), premium, 1, noon))->unnecessary == cents(0));
        a.orders = {bought(1, premium, 1, local(2024, 3, 1))};
        CHECK((*quote_purchase(examined(c, a.facts()), premium, 1, noon))->unnecessary == cents(0));
    });
}

TEST_CASE("T4.4 a running Premium plan is refunded first, then Standard is bought") {
    STATIC_REQUIRE(
        quote_purchase(examined(reference, premium_in_march.facts()), standard, 1, noon)->why() ==
        purchase_refusal::refund_first);
    both_owners([](const catalog_view& c) {
        application a;
        a.orders = {bought(1, premium, 1, local(2024, 3, 1))};
        CHECK(quote_purchase(examined(c, a.facts()), standard, 1, noon)->why() ==
              purchase_refusal::refund_first);
        CHECK(c.change(premium, standard).kind == change_kind::refund_first);
        a.give_back(c, noon);
        // The refund suspends; the purchase ends it.
        CHECK(state_at(examined(c, a.facts()), noon) == suspended(suspension_cause::refund));
        const instant later = noon + hours(1);
        const auto quote =
            quote_purchase(examined(c, a.facts()), standard, 1, later).value().value();
        CHECK(quote.kind == purchase_kind::resume);
        CHECK(quote.credit.amount == cents(0));
        CHECK(quote.net == cents(399'00));
        a.orders.push_back(order_of(a.facts(), quote, {2}, means(399'00), later));
        REQUIRE_FALSE(contradiction_in(c, a.facts()));
        CHECK(state_at(examined(c, a.facts()), later - seconds(1)) ==
              suspended(suspension_cause::refund));
        CHECK(state_at(examined(c, a.facts()), later) == active);
        CHECK(edition_at(examined(c, a.facts()), later) == standard);
    });
}

TEST_CASE("T4.4 a Premium plan that is only to come must be refunded first too") {
    both_owners([](const catalog_view& c) {
        application a;
        a.orders = {bought(1, premium, 1, local(2024, 3, 20))};
        a.orders[0].placed_at = local(2024, 3, 5);
        CHECK(quote_purchase(examined(c, a.facts()), standard, 1, noon)->why() ==
              purchase_refusal::refund_first);
        // Before it was placed there is nothing to refund.
        CHECK(quote_purchase(examined(c, a.facts()), standard, 1, local(2024, 3, 4))->why() ==
              purchase_refusal::none);
    });
}

TEST_CASE("T4.5 bought early, the same edition again begins at the running end") {
    STATIC_REQUIRE(
        (*quote_purchase(examined(reference, standard_in_march.facts()), standard, 1, noon))
            ->begins == local(2024, 4, 1));
    both_owners([](const catalog_view& c) {
        application a;
        a.orders = {bought(1, standard, 1, local(2024, 1, 31))};
        const instant early = local(2024, 2, 10);
        const auto quote =
            quote_purchase(examined(c, a.facts()), standard, 2, early).value().value();
        CHECK(quote.kind == purchase_kind::renew);
        CHECK(quote.begins == local(2024, 2, 29));
        // The anchor is the order's own start, also in a chain of orders.
        CHECK(quote.ends == local(2024, 4, 29));
        CHECK(quote.credit.amount == cents(0));
        CHECK(quote.net == cents(798'00));
        a.orders.push_back(order_of(a.facts(), quote, {2}, means(798'00), early));
        REQUIRE_FALSE(contradiction_in(c, a.facts()));
        CHECK(covered_until(examined(c, a.facts()), early) == local(2024, 4, 29));
        CHECK(state_at(examined(c, a.facts()), local(2024, 2, 29)) == active);
        // Bought once more, it begins behind both.
        CHECK((*quote_purchase(examined(c, a.facts()), standard, 1, early))->begins ==
              local(2024, 4, 29));
    });
}

TEST_CASE("T4.5 bought after the end, the new term begins at the purchase") {
    both_owners([](const catalog_view& c) {
        application a;
        a.orders = {bought(1, standard, 1, local(2024, 3, 1))};
        const auto asked = [&](instant t) {
            return quote_purchase(examined(c, a.facts()), standard, 1, t).value().value();
        };
        CHECK(asked(local(2024, 3, 31, 23, 59, 59)).begins == local(2024, 4, 1));
        CHECK(asked(local(2024, 4, 1)).begins == local(2024, 4, 1));
        CHECK(asked(local(2024, 4, 1)).kind == purchase_kind::renew);
        CHECK(asked(local(2024, 4, 1, 7)).begins == local(2024, 4, 1, 7));
        CHECK(asked(local(2024, 4, 1, 7)).kind == purchase_kind::renew);
        CHECK(asked(local(2024, 4, 2)).kind == purchase_kind::resume);  // suspended by now
        CHECK(asked(local(2024, 4, 9)).begins == local(2024, 4, 9));
    });
}

TEST_CASE("T4.5 a year of automatic renewals from the 31st does not drift") {
    both_owners([](const catalog_view& c) {
        application a;
        a.auto_renew = true;
        a.orders = {bought(1, standard, 1, local(2024, 1, 31, 10))};
        money balance = cents(12 * 399'00 + 398'99);
        const instant ends[] = {
            local(2024, 2, 29, 10),  local(2024, 3, 31, 10),  local(2024, 4, 30, 10),
            local(2024, 5, 31, 10),  local(2024, 6, 30, 10),  local(2024, 7, 31, 10),
            local(2024, 8, 31, 10),  local(2024, 9, 30, 10),  local(2024, 10, 31, 10),
            local(2024, 11, 30, 10), local(2024, 12, 31, 10), local(2025, 1, 31, 10)};
        for (const instant end : ends) {
            const instant now = end + hours(3);  // it runs some time after the expiry
            const auto made =
                auto_renew(examined(c, a.facts()), balance, {a.orders.size() + 1}, now)
                    .value()
                    .value();
            CHECK(made.placed.begins == end);
            CHECK(made.placed.months == 1);
            CHECK(made.placed.edition == standard);
            CHECK(made.placed.anchored_at == local(2024, 1, 31, 10));
            CHECK(made.placed.paid_by == means(399'00));
            CHECK(made.balance == checked_subtract(balance, cents(399'00)).value());
            balance = made.balance;
            a.orders.push_back(made.placed);
            REQUIRE_FALSE(contradiction_in(c, a.facts()));
            CHECK(state_at(examined(c, a.facts()), now) == active);
        }
        // The balance is too small by a cent: it stops, and the application is suspended.
        const instant last = local(2025, 2, 28, 10);
        CHECK(end_of(c, a.orders.back()) == last);
        const auto stopped = auto_renew(examined(c, a.facts()), balance, {99}, last).value();
        CHECK(balance == cents(398'99));
        CHECK(stopped.why() == renewal_refusal::balance_too_small);
        CHECK(state_at(examined(c, a.facts()), last + hours(24)) ==
              suspended(suspension_cause::expiry));
        CHECK((*auto_renew(examined(c, a.facts()), cents(399'00), {99}, last))->balance ==
              cents(0));
    });
}

TEST_CASE("T4.5 automatic renewal waits for the expiry and ends with the grace") {
    both_owners([](const catalog_view& c) {
        application a;
        a.auto_renew = true;
        a.orders = {bought(1, premium, 1, local(2024, 3, 1))};
        const auto asked = [&](instant t) {
            return auto_renew(examined(c, a.facts()), cents(5'000'00), {2}, t)->why();
        };
        CHECK(asked(local(2024, 3, 31, 23, 59, 59)) == renewal_refusal::not_due);
        CHECK(asked(local(2024, 4, 1)) == renewal_refusal::none);
        CHECK(asked(local(2024, 4, 1, 23, 59, 59)) == renewal_refusal::none);
        CHECK(asked(local(2024, 4, 2)) == renewal_refusal::lapsed);
        a.auto_renew = false;
        CHECK(asked(local(2024, 4, 1)) == renewal_refusal::switched_off);
        a.auto_renew = true;
        a.orders.clear();
        CHECK(asked(local(2024, 4, 1)) == renewal_refusal::not_due);  // Developer does not end
    });
}

TEST_CASE("T4.5 a batch renews from one balance, each application as it is set") {
    both_owners([](const catalog_view& c) {
        std::array<application, 5> apps;
        for (application& a : apps) {
            a.auto_renew = true;
            a.orders = {bought(1, standard, 1, local(2024, 3, 1))};
        }
        apps[1].auto_renew = false;
        apps[2].orders = {bought(1, premium, 1, local(2024, 3, 1))};
        const auto facts = [&] {
            std::vector<subscription> all;
            for (const application& a : apps) all.push_back(a.facts());
            return all;
        };
        const std::vector<order_id> ids{{11}, {12}, {13}, {14}, {15}};
        std::array<answer<renewal, renewal_refusal>, 5> out;
        const auto batch = facts();
        // 399 + 699 + 399 = 1,497: the balance is short of the last.
        const auto left =
            auto_renew_all(examined_batch{c, batch}, cents(1'200'00), ids, local(2024, 4, 1), out)
                .value();
        CHECK(left == cents(102'00));
        CHECK(out[0].why() == renewal_refusal::none);
        CHECK(out[1].why() == renewal_refusal::switched_off);
        CHECK(out[2].why() == renewal_refusal::none);
        CHECK(out[3].why() == renewal_refusal::balance_too_small);
        CHECK(out[4].why() == renewal_refusal::balance_too_small);
        CHECK(out[0]->placed.id == order_id{11});
        CHECK(out[2]->placed.id == order_id{13});
        CHECK(out[2]->placed.edition == premium);
        CHECK(out[0]->balance == cents(801'00));
        CHECK(auto_renew_all({}, cents(5), {}, local(2024, 4, 1), {}) == cents(5));
        CHECK(auto_renew_all(examined_batch{c, batch}, money{1, eur}, ids, local(2024, 4, 1),
                             out) == money_errc::currency_mismatch);
    });
}

TEST_CASE("T4.6 a suspended application resumes by buying Standard or Premium") {
    both_owners([](const catalog_view& c) {
        const instant again = local(2024, 4, 20);
        for (const edition_id before : {standard, premium})
            for (const edition_id after : {standard, premium})
                for (const bool by_refund : {false, true}) {
                    application a;
                    a.orders = {bought(1, before, 1, local(2024, 3, 1))};
                    if (by_refund) a.give_back(c, noon);
                    const auto cause =
                        by_refund ? suspension_cause::refund : suspension_cause::expiry;
                    REQUIRE(state_at(examined(c, a.facts()), again) == suspended(cause));
                    const auto quote =
                        quote_purchase(examined(c, a.facts()), after, 3, again).value().value();
                    CHECK(quote.kind == purchase_kind::resume);
                    CHECK(quote.begins == again);
                    CHECK(quote.net == cents(list_cents(after, 3)));
                    a.orders.push_back(
                        order_of(a.facts(), quote, {2}, means(list_cents(after, 3)), again));
                    REQUIRE_FALSE(contradiction_in(c, a.facts()));
                    CHECK(state_at(examined(c, a.facts()), again - seconds(1)) == suspended(cause));
                    CHECK(state_at(examined(c, a.facts()), again) == active);
                    CHECK(edition_at(examined(c, a.facts()), again) == after);
                }
    });
}

TEST_CASE("T4.6 buying ends a suspension by expiry or refund, and paying the bill one by arrears") {
    both_owners([](const catalog_view& c) {
        application a;
        a.orders = {bought(1, standard, 1, local(2024, 3, 1))};
        a.bills = {billed(1, local(2024, 3, 30))};
        REQUIRE(state_at(examined(c, a.facts()), local(2024, 4, 5)) ==
                suspended(suspension_cause::arrears));
        a.orders.push_back(bought(2, standard, 1, local(2024, 4, 5)));
        CHECK(state_at(examined(c, a.facts()), local(2024, 4, 5)) ==
              suspended(suspension_cause::arrears));
        a.bills[0].paid_at = local(2024, 4, 7);
        CHECK(state_at(examined(c, a.facts()), local(2024, 4, 7) - seconds(1)) ==
              suspended(suspension_cause::arrears));
        CHECK(state_at(examined(c, a.facts()), local(2024, 4, 7)) == active);
        // Without the purchase, paying alone leaves the suspension by expiry.
        a.orders.pop_back();
        CHECK(state_at(examined(c, a.facts()), local(2024, 4, 7)) ==
              suspended(suspension_cause::expiry));
    });
}

TEST_CASE("T4.6 a reclaimed or deleted application does not resume") {
    both_owners([](const catalog_view& c) {
        application a;
        a.orders = {bought(1, standard, 1, local(2024, 3, 1))};
        CHECK(quote_purchase(examined(c, a.facts()), standard, 1, local(2024, 6, 30, 23, 59, 59))
                  ->why() == purchase_refusal::none);
        CHECK(quote_purchase(examined(c, a.facts()), standard, 1, local(2024, 7, 1))->why() ==
              purchase_refusal::reclaimed);
        a.deleted_at = local(2024, 5, 1);
        CHECK(quote_purchase(examined(c, a.facts()), standard, 1, local(2024, 5, 1))->why() ==
              purchase_refusal::deleted);
    });
}

TEST_CASE("T4.7 the price is the sum of cash, credit, voucher and discount, in any mix") {
    STATIC_REQUIRE(settled(means(100'00, 200'00, 90'00, 9'00)) == cents(399'00));
    STATIC_REQUIRE(paid(means(100'00, 200'00, 90'00, 9'00)) == cents(300'00));
    both_owners([](const catalog_view& c) {
        application a;
        a.orders = {bought(1, standard, 1, local(2024, 3, 1))};
        for (const payment& p :
             {means(399'00), means(0, 399'00), means(0, 0, 399'00), means(0, 0, 0, 399'00),
              means(100'00, 200'00, 90'00, 9'00), means(0, 1, 0, 398'99)}) {
            a.orders[0].paid_by = p;
            CHECK_FALSE(contradiction_in(c, a.facts()));
        }
        for (const payment& p :
             {means(398'99), means(399'01), means(0), means(399'00, 1), means(399'00, 0, 0, 1)}) {
            a.orders[0].paid_by = p;
            CHECK(contradiction_in(c, a.facts()) ==
                  contradiction{account_errc::payment_mismatch, fact::order, 0});
        }
        a.orders[0].paid_by = means(0, 0, 399'01);
        CHECK(contradiction_in(c, a.facts())->code == account_errc::voucher_exceeds_price);
    });
}

TEST_CASE("T4.7 the price of an order is that of all its months") {
    both_owners([](const catalog_view& c) {
        application a;
        a.orders = {bought(1, premium, 24, local(2024, 3, 1), means(16'000'00, 0, 776'00))};
        CHECK_FALSE(contradiction_in(c, a.facts()));
        a.orders[0].months = 23;
        CHECK(contradiction_in(c, a.facts())->code == account_errc::payment_mismatch);
    });
}

TEST_CASE("T4.8 a deleted application is lost for good") {
    both_owners([](const catalog_view& c) {
        application a;
        a.auto_renew = true;
        a.orders = {bought(1, standard, 1, local(2024, 3, 1))};
        a.deleted_at = noon;
        CHECK(state_at(examined(c, a.facts()), noon - seconds(1)) == active);
        CHECK(state_at(examined(c, a.facts()), noon) == deleted);
        CHECK(state_at(examined(c, a.facts()), local(2034, 1, 1)) == deleted);
        CHECK(next_change(examined(c, a.facts()), noon) == std::optional<state_change>{});
        CHECK(refund(examined(c, a.facts()), noon)->why() == refund_refusal::deleted);
        CHECK(auto_renew(examined(c, a.facts()), cents(500'00), {2}, local(2024, 4, 1))->why() ==
              renewal_refusal::lapsed);
        // Neither a purchase nor a payment brings it back.
        a.orders.push_back(bought(2, standard, 1, local(2024, 4, 2)));
        a.bills = {billed(1, local(2024, 3, 2), local(2024, 4, 5))};
        CHECK(state_at(examined(c, a.facts()), local(2024, 4, 6)) == deleted);
        const auto snap = resolve(examined(c, a.facts()), noon).value();
        CHECK(ratecard::at(c.condition_rows(), snap, noon).check(chat::feature::log_in).why() ==
              reason::deleted);
    });
}

TEST_CASE("T4.8 deleting outranks suspension, and comes too late for what is reclaimed") {
    both_owners([](const catalog_view& c) {
        application a;
        a.orders = {bought(1, standard, 1, local(2024, 3, 1))};
        a.deleted_at = local(2024, 5, 1);
        CHECK(state_at(examined(c, a.facts()), local(2024, 4, 30)) ==
              suspended(suspension_cause::expiry));
        CHECK(state_at(examined(c, a.facts()), local(2024, 5, 1)) == deleted);
        CHECK(state_at(examined(c, a.facts()), local(2024, 8, 1)) == deleted);
        a.deleted_at = local(2024, 7, 2);
        CHECK(state_at(examined(c, a.facts()), local(2024, 7, 2)) ==
              reclaimed(suspension_cause::expiry));
        a.deleted_at = local(2024, 7, 1);  // in the very second of reclaiming
        CHECK(state_at(examined(c, a.facts()), local(2024, 7, 1)) == deleted);
    });
}

// SPDX-License-Identifier: MIT
#include <array>
#include <optional>
#include <vector>

#include <ratecard/billing/renewal.hpp>

#include "application.hpp"
#include "examined.hpp"
#include "reference_catalog.hpp"

using namespace ratecard;
using namespace ratecard_test;

namespace {

constexpr instant april = local(2024, 4, 1);

application march() {
    application a;
    a.orders = {bought(1, standard, 1, local(2024, 3, 1))};
    a.auto_renew = true;
    return a;
}

}  // namespace

TEST_CASE(
    "a renewal is the shortest term on sale from the end of the plan, for the list price in cash") {
    both_owners([](const catalog_view& c) {
        application a = march();
        a.fixed.set(chat::attribute::data_center, 2);
        const auto made = auto_renew(examined(c, a.facts()), cents(1'000'00), {7}, april + hours(5))
                              .value()
                              .value();
        CHECK(made.balance == cents(601'00));
        order expected = bought(7, standard, 1, april);
        expected.anchored_at = local(2024, 3, 1);
        expected.fixed = a.fixed;
        CHECK(made.placed == expected);
    });
}

TEST_CASE("the balance must cover the list price: exactly is enough, a cent less is not") {
    both_owners([](const catalog_view& c) {
        const application a = march();
        CHECK((*auto_renew(examined(c, a.facts()), cents(399'00), {2}, april))->balance ==
              cents(0));
        CHECK(auto_renew(examined(c, a.facts()), cents(398'99), {2}, april)->why() ==
              renewal_refusal::balance_too_small);
        CHECK(auto_renew(examined(c, a.facts()), cents(-1), {2}, april)->why() ==
              renewal_refusal::balance_too_small);
        CHECK(auto_renew(examined(c, a.facts()), money{1, eur}, {2}, april) ==
              money_errc::currency_mismatch);
    });
}

TEST_CASE("a renewal follows the decision that is in force at the request") {
    both_owners([](const catalog_view& c) {
        application a = march();
        a.renewals = {{{1}, local(2024, 3, 10), false}, {{2}, april + hours(2), true}};
        const auto why = [&](instant t) {
            return auto_renew(examined(c, a.facts()), cents(1'000'00), {9}, t)->why();
        };
        CHECK(why(april) == renewal_refusal::switched_off);
        CHECK(why(april + hours(2) - seconds(1)) == renewal_refusal::switched_off);
        CHECK(why(april + hours(2)) == renewal_refusal::none);
        a.auto_renew = false;  // which counts before the first decision alone
        CHECK(why(april + hours(2)) == renewal_refusal::none);
        a.renewals.clear();
        CHECK(why(april) == renewal_refusal::switched_off);
    });
}

TEST_CASE("arrears, a refund or a following plan prevent a renewal") {
    both_owners([](const catalog_view& c) {
        const auto why = [&](const application& a, instant t) {
            return auto_renew(examined(c, a.facts()), cents(1'000'00), {9}, t)->why();
        };
        application owing = march();
        owing.bills = {billed(1, local(2024, 3, 20))};
        CHECK(why(owing, april) == renewal_refusal::lapsed);
        application returned = march();
        returned.give_back(c, local(2024, 3, 10));
        CHECK(why(returned, local(2024, 3, 10)) == renewal_refusal::not_due);
        CHECK(why(returned, april) == renewal_refusal::not_due);
        application followed = march();
        followed.orders.push_back(bought(2, standard, 1, april));
        followed.orders[1].placed_at = local(2024, 3, 20);
        CHECK(why(followed, april) == renewal_refusal::not_due);
        CHECK(why(followed, local(2024, 5, 1)) == renewal_refusal::none);
        CHECK(auto_renew(examined(c, march().facts()), cents(0), {9}, local(2022, 1, 1)) ==
              account_errc::before_creation);
    });
}

TEST_CASE("a renewal follows the last order that covers, and never begins in the past") {
    offering patient = *chat::catalog.view().offering;
    patient.lifecycle.refund.grace = days(7);
    catalog_view c = chat::catalog;
    c.offering = &patient;
    application a;
    a.auto_renew = true;
    a.orders = {bought(1, standard, 1, local(2024, 1, 1)),
                bought(2, standard, 1, local(2024, 2, 1))};
    a.refunds = {{.order = {2}, .at = local(2024, 2, 20), .id = {1}}};
    const auto why = [&](instant t) {
        return auto_renew(examined(c, a.facts()), cents(1'000'00), {9}, t)->why();
    };
    CHECK(why(local(2024, 2, 20)) == renewal_refusal::not_due);  // and not from 1 February
    CHECK(why(local(2024, 2, 26)) == renewal_refusal::not_due);
    CHECK(why(local(2024, 3, 1)) == renewal_refusal::not_due);
    // Given back before it began, it covers nothing: the first order is the last that does.
    a.orders[1].placed_at = local(2024, 1, 10);
    a.refunds[0].at = local(2024, 1, 20);
    const auto made = auto_renew(examined(c, a.facts()), cents(1'000'00), {9}, local(2024, 2, 1));
    CHECK((*made)->placed.begins == local(2024, 2, 1));
}

TEST_CASE("after the grace on expiry nothing is renewed, whatever grace a later refund has") {
    offering patient = *chat::catalog.view().offering;
    patient.lifecycle.refund.grace = days(7);
    catalog_view c = chat::catalog;
    c.offering = &patient;
    application a;
    a.auto_renew = true;
    a.orders = {bought(1, standard, 1, local(2024, 1, 1)),
                bought(2, standard, 1, local(2024, 2, 1, 12))};
    // Given back as it began: the end of the first order suspends nothing, but is over for a week.
    a.refunds = {{.order = {2}, .at = local(2024, 2, 1, 12), .id = {1}}};
    const instant later = local(2024, 2, 5);
    CHECK(state_at(examined(c, a.facts()), later)->state == state::expired);
    CHECK(auto_renew(examined(c, a.facts()), cents(1'000'00), {9}, later)->why() ==
          renewal_refusal::lapsed);
}

TEST_CASE("a renewal is for the shortest term on sale, also if that is not a month") {
    offering by_the_quarter = *chat::catalog.view().offering;
    by_the_quarter.terms.min_months = 3;
    catalog_view c = chat::catalog;
    c.offering = &by_the_quarter;
    application a;
    a.auto_renew = true;
    a.orders = {bought(1, standard, 6, local(2024, 1, 1))};
    const auto made =
        auto_renew(examined(c, a.facts()), cents(2'000'00), {2}, local(2024, 7, 1)).value().value();
    CHECK(made.placed.months == 3);
    CHECK(made.balance == cents(2'000'00 - 3 * 399'00));
    a.orders.push_back(made.placed);
    CHECK(!contradiction_in(c, a.facts()));
}

TEST_CASE("a renewal of a renewal keeps the first anchor") {
    both_owners([](const catalog_view& c) {
        application a = march();
        a.orders = {bought(1, standard, 1, local(2024, 1, 31)),
                    bought(2, standard, 1, local(2024, 2, 29))};
        a.orders[1].anchored_at = local(2024, 1, 31);
        const auto made =
            auto_renew(examined(c, a.facts()), cents(1'000'00), {3}, local(2024, 3, 31));
        REQUIRE(made->allowed());
        const order& placed = (*made)->placed;
        CHECK(placed.begins == local(2024, 3, 31));
        CHECK(placed.anchored_at == local(2024, 1, 31));
        CHECK(end_of(c, placed) == local(2024, 4, 30));
    });
}

TEST_CASE("an application of the retired book cannot renew, because it has no price") {
    both_owners([](const catalog_view& c) {
        application a = march();
        a.created_at = local(2022, 1, 1);
        a.orders[0].version = original_book;
        CHECK(auto_renew(examined(c, a.facts()), cents(1'000'00), {2}, april) ==
              catalog_errc::no_price);
    });
}

TEST_CASE("a batch uses the balance in the order given and ends at the first error") {
    both_owners([](const catalog_view& c) {
        const application good = march();
        application later = march();
        later.orders = {};
        later.created_at = april + seconds(1);
        const std::vector<subscription> batch{good.facts(), later.facts(), good.facts()};
        const std::vector<order_id> ids{{11}, {12}, {13}};
        std::array<answer<renewal, renewal_refusal>, 3> out;
        CHECK(auto_renew_all(examined_batch{c, batch}, cents(5'000'00), ids, april, out) ==
              account_errc::before_creation);
        CHECK(out[0].allowed());
        const std::vector<subscription> twins{good.facts(), good.facts()};
        CHECK(auto_renew_all(examined_batch{c, twins}, cents(798'00), ids, april, out) == cents(0));
        CHECK(out[1]->placed.id == order_id{12});
    });
}

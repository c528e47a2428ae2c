// SPDX-License-Identifier: MIT
#include <cstdint>
#include <vector>

#include <ratecard/billing/invoice.hpp>
#include <ratecard/billing/purchase.hpp>
#include <ratecard/billing/refund_partition.hpp>
#include <ratecard/billing/renewal.hpp>
#include <ratecard/catalog/builder.hpp>
#include <ratecard/lifecycle/examine.hpp>

#include "cents.hpp"
#include "examined.hpp"
#include "property.hpp"

using namespace ratecard;
using namespace ratecard::literals;
using namespace ratecard_test;

namespace {

constexpr edition_id team{1}, business{2};

constexpr instant at(std::int32_t year, std::uint32_t month, std::uint32_t day) {
    return instant_of(civil(year, month, day), {}, utc);
}

/// Team is 30.00 a seat, at least 3 and at most 50, with 20 % off for a year; Business is 199.00.
owned_catalog product(const refund_policy& refunds = {}) {
    offering o{.product = "boards", .unit = usd, .billing_zone = utc, .refunds = refunds};
    o.lifecycle.expiry.grace = days(1);
    catalog_builder b{o};
    b.add(edition{"free"}).add(edition{"team"}).add(edition{"business"});
    b.add(price_version{"2024", instant{-instant::bound}, {}});
    b.price("2024", "team",
            plan_price{.amount = 30.00_dec,
                       .seats = seat_terms{.least = quantity{3}, .most = limit::finite(50)}});
    b.price_term("2024", "team", term_price{.months = 12, .percentage_off = 20_dec});
    b.price("2024", "business", 199.00_dec);
    return b.change("", "", change_kind::with_credit).build().value();
}

struct customer {
    std::vector<order> orders{};
    std::vector<order_refund> refunds{};
    bool auto_renew = false;

    [[nodiscard]] subscription facts() const {
        return {.id = {1},
                .created_at = at(2024, 1, 1),
                .orders = orders,
                .refunds = refunds,
                .auto_renew = auto_renew};
    }
};

/// An order of team by its quote, paid in cash.
order bought(const owned_catalog& p, const customer& who, std::int32_t months, std::int64_t seats,
             instant now) {
    const subscription facts = who.facts();
    const auto quote = quote_purchase(examined(p.view(), facts), team, months, quantity{seats}, now)
                           .value()
                           .value();
    return order_of(facts, quote, {who.orders.size() + 1}, in_cash(quote.price), now);
}

}  // namespace

TEST_CASE("a plan of one month with five seats is billed for one month of five seats") {
    const owned_catalog p = product();
    customer c;
    c.orders = {bought(p, c, 1, 5, at(2024, 3, 16))};
    CHECK(c.orders[0].seats == quantity{5});
    const auto life = examined(p.view(), c.facts());
    CHECK(statement_of(life, {2024, 3}, {})->prepaid == cents(150'00));
    CHECK(statement_of(life, {2024, 3}, {})->lines.size() == 1);
    CHECK(statement_of(life, {2024, 4}, {})->lines.size() == 0);
}

TEST_CASE("a quote is for a number of seats, at least the least number") {
    const owned_catalog p = product();
    const customer c;
    const auto price = [&](edition_id e, std::int32_t months, std::int64_t seats) {
        return quote_purchase(examined(p.view(), c.facts()), e, months, quantity{seats},
                              at(2024, 3, 16))
            .value()
            .value()
            .price;
    };
    CHECK(price(team, 1, 5) == cents(150'00));
    CHECK(price(team, 1, 2) == cents(90'00));
    CHECK(price(team, 12, 5) == cents(1'440'00));
    CHECK(price(business, 2, 1) == cents(398'00));
}

TEST_CASE("a number of seats that is not sold is refused by name") {
    const owned_catalog p = product();
    const customer c;
    const auto why = [&](edition_id e, std::int64_t seats) {
        const auto quote =
            quote_purchase(examined(p.view(), c.facts()), e, 1, quantity{seats}, at(2024, 3, 16));
        return quote->allowed() ? purchase_refusal::none : quote->why().because;
    };
    CHECK(why(team, 50) == purchase_refusal::none);
    CHECK(why(team, 51) == purchase_refusal::seats_not_on_sale);
    CHECK(why(team, 0) == purchase_refusal::seats_not_on_sale);
    CHECK(why(business, 2) == purchase_refusal::seats_not_on_sale);
    CHECK(why(business, 1) == purchase_refusal::none);
}

TEST_CASE("a year of five seats that is given back after 100 of 365 days returns 1,045.48") {
    const refund_policy by_days{
        .used = {.basis = proration_basis::civil_day, .credit = credit_basis::price_paid},
        .unit = refund_unit::order};
    const owned_catalog p = product(by_days);
    customer c;
    c.orders = {bought(p, c, 12, 5, at(2025, 1, 1))};
    const auto life = examined(p.view(), c.facts());
    const auto quote = refund(life, at(2025, 1, 1) + days(100)).value().value();
    CHECK(quote.amount == cents(1'045'48));
    CHECK(quote.used_part == ratio{100, 365});
    const auto rows = partition_of_refund(life, at(2025, 1, 1) + days(100)).value().value();
    CHECK(rows.quote == quote);
}

TEST_CASE("the use of a returned plan is valued at the price of its seats") {
    const owned_catalog p = product();
    customer c;
    c.orders = {bought(p, c, 1, 5, at(2024, 4, 1))};
    // Half of April at the list price of five seats.
    const auto life = examined(p.view(), c.facts());
    const auto quote = refund(life, at(2024, 4, 16)).value().value();
    CHECK(quote.unit_price == cents(150'00));
    CHECK(quote.amount == cents(75'00));
}

TEST_CASE("a renewal has the seats of the plan that it renews") {
    const owned_catalog p = product();
    customer c{.auto_renew = true};
    c.orders = {bought(p, c, 1, 5, at(2024, 3, 16))};
    const auto made =
        auto_renew(examined(p.view(), c.facts()), cents(1'000'00), {2}, at(2024, 4, 16))
            .value()
            .value();
    CHECK(made.placed.seats == quantity{5});
    CHECK(made.balance == cents(850'00));
    CHECK(auto_renew(examined(p.view(), c.facts()), cents(149'99), {2}, at(2024, 4, 16))->why() ==
          renewal_refusal::balance_too_small);
    c.orders.push_back(made.placed);
    CHECK(!contradiction_in(p.view(), c.facts()));
}

TEST_CASE("what is bought and given back at one instant nets to zero, for any number of seats") {
    law("under every unit and credit of a refund", [] {
        refund_policy policy;
        policy.unit = *rc::gen::element(refund_unit::month, refund_unit::order);
        policy.used.basis = *rc::gen::element(proration_basis::second, proration_basis::civil_day);
        policy.used.credit = *rc::gen::element(credit_basis::list_price, credit_basis::price_paid,
                                               credit_basis::price_paid_net_of_discounts);
        const owned_catalog p = product(policy);
        customer c;
        const auto months = *rc::gen::inRange(1, 13);
        const instant now = at(2024, 1, 1) + days(*rc::gen::inRange(0, 400));
        c.orders = {bought(p, c, months, *rc::gen::inRange(1, 51), now)};
        const auto quote = refund(examined(p.view(), c.facts()), now).value().value();
        RC_ASSERT(quote.amount == c.orders[0].paid_by.cash);
        c.refunds = {{{1}, now, {1}}};
        const auto life = examined(p.view(), c.facts());
        RC_ASSERT(invoice_of(life, period{at(2024, 1, 1), at(2026, 1, 1)})->prepaid == cents(0));
    });
}

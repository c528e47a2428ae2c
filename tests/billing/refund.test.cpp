// SPDX-License-Identifier: MIT
#include <array>
#include <cstdint>
#include <optional>

#include <ratecard/billing/refund.hpp>

#include "application.hpp"
#include "reference_catalog.hpp"

using namespace ratecard;
using namespace ratecard_test;

namespace {

constexpr catalog_view reference = tencent_chat::catalog;
constexpr instant noon = local(2024, 3, 10, 12);

application with(const order& o) {
    application a;
    a.orders = {o};
    return a;
}

/// The largest price of a month that fits.
owned_catalog dear() {
    auto b = builder_of(tencent_chat::catalog);
    b.add(price_version{"dear", local(2024, 1, 1), {}});
    b.price("dear", "standard", decimal::from(90'000'000'000'000'000, 0).value());
    return b.build().value();
}

}  // namespace

TEST_CASE("a quote explains itself: every part it was made of") {
    static constexpr std::array orders{
        bought(1, standard, 3, local(2024, 2, 1), means(600'00, 300'00, 297'00))};
    constexpr subscription s{.id = {1}, .created_at = local(2023, 1, 1), .orders = orders};
    constexpr refund_quote q = refund(reference, s, noon).value();
    STATIC_REQUIRE(q.refused == refund_refusal::none);
    STATIC_REQUIRE(q.consumed == cents(300'00));
    STATIC_REQUIRE(q.effective == cents(300'00));
    STATIC_REQUIRE(q.ineffective == cents(300'00));
    STATIC_REQUIRE(q.used == cents(128'71));
    STATIC_REQUIRE(q.amount == cents(471'29));
    STATIC_REQUIRE(q.cash == cents(314'19));    // 314.1933...
    STATIC_REQUIRE(q.credit == cents(157'10));  // 157.0966...
    STATIC_REQUIRE(q.paid_cash == cents(600'00));
    STATIC_REQUIRE(q.paid_credit == cents(300'00));
    STATIC_REQUIRE(q.months_over == 1);
    STATIC_REQUIRE(q.months_to_come == 1);
    STATIC_REQUIRE(q.running == period{local(2024, 3, 1), local(2024, 4, 1)});
    STATIC_REQUIRE(q.used_part == ratio{10, 31});
    STATIC_REQUIRE(q.monthly_price == cents(399'00));
}

TEST_CASE("nothing bought, nothing returned") {
    both_owners([](const catalog_view& c) {
        const auto q = refund(c, application{}.facts(), noon).value();
        CHECK(q.refused == refund_refusal::no_order);
        CHECK(q.amount == cents(0));
        CHECK(q.amount.unit() == usd);
        CHECK(refund(c, application{}.facts(), local(2022, 1, 1)) == errc::before_creation);
    });
}

TEST_CASE("a refund before the first order was placed is an error, from that second on an answer") {
    both_owners([](const catalog_view& c) {
        const application a = with(bought(1, standard, 1, local(2024, 3, 1)));
        CHECK(refund(c, a.facts(), local(2024, 3, 1) - seconds(1)) == errc::refund_before_order);
        CHECK(refund(c, a.facts(), local(2024, 3, 1))->amount == cents(399'00));
    });
}

TEST_CASE("a plan is given back once") {
    both_owners([](const catalog_view& c) {
        application a = with(bought(1, standard, 3, local(2024, 3, 1)));
        a.give_back(c, noon);
        CHECK(refund(c, a.facts(), noon - seconds(1))->refused == refund_refusal::none);
        CHECK(refund(c, a.facts(), noon)->refused == refund_refusal::already_refunded);
        CHECK(refund(c, a.facts(), local(2024, 5, 31))->refused ==
              refund_refusal::already_refunded);
        // Also once it would have ended anyway.
        CHECK(refund(c, a.facts(), local(2024, 6, 1))->refused == refund_refusal::already_refunded);
    });
}

TEST_CASE("an order given back does not count again beside a new one") {
    both_owners([](const catalog_view& c) {
        application a = with(bought(1, standard, 3, local(2024, 3, 1)));
        a.give_back(c, noon);
        a.orders.push_back(bought(2, premium, 1, local(2024, 3, 20)));
        const auto q = refund(c, a.facts(), local(2024, 3, 20)).value();
        CHECK(q.amount == cents(699'00));
        CHECK(q.paid_cash == cents(699'00));
        CHECK(q.monthly_price == cents(699'00));
    });
}

TEST_CASE("what is reclaimed or deleted is not given back") {
    both_owners([](const catalog_view& c) {
        application a = with(bought(1, standard, 12, local(2024, 3, 1)));
        a.bills = {billed(1, local(2024, 3, 1))};
        REQUIRE(reclaimed_at(c, a.facts()) == std::optional{local(2024, 5, 31)});
        CHECK(refund(c, a.facts(), local(2024, 5, 31) - seconds(1))->refused ==
              refund_refusal::none);
        CHECK(refund(c, a.facts(), local(2024, 5, 31))->refused == refund_refusal::reclaimed);
        a.deleted_at = local(2024, 4, 1);
        CHECK(refund(c, a.facts(), local(2024, 4, 1))->refused == refund_refusal::deleted);
    });
}

TEST_CASE("of several reasons the first is named") {
    both_owners([](const catalog_view& c) {
        application a = with(bought(1, standard, 1, local(2024, 3, 1)));
        a.orders[0].promotional = true;
        CHECK(refund(c, a.facts(), noon, true)->refused == refund_refusal::abusive);
        a.deleted_at = noon;
        CHECK(refund(c, a.facts(), noon, true)->refused == refund_refusal::deleted);
        CHECK(refund(c, a.facts(), local(2024, 4, 1), true)->refused ==
              refund_refusal::after_last_end);
    });
}

TEST_CASE("a suspended plan can be given back: its arrears do not stand in the way") {
    both_owners([](const catalog_view& c) {
        application a = with(bought(1, standard, 1, local(2024, 3, 1)));
        a.bills = {billed(1, local(2024, 3, 2))};
        CHECK(refund(c, a.facts(), noon)->amount == cents(270'29));
    });
}

TEST_CASE(
    "an order of a book without prices can be given back before it begins, not while it runs") {
    both_owners([](const catalog_view& c) {
        application a = with(bought(1, standard, 2, local(2024, 3, 1), means(100'00)));
        a.created_at = local(2022, 1, 1);
        a.orders[0].version = original_book;
        a.orders[0].placed_at = local(2024, 2, 1);
        CHECK(refund(c, a.facts(), local(2024, 2, 1))->amount == cents(100'00));
        CHECK(refund(c, a.facts(), local(2024, 3, 1)) == errc::no_price);
    });
}

TEST_CASE("amounts beyond 64 bits are an error, not another amount") {
    const owned_catalog owned = dear();
    const catalog_view c = owned;
    application a;
    const std::int64_t price = 9'000'000'000'000'000'000;
    for (std::uint64_t id = 1; id <= 2; ++id) {
        order o = bought(id, standard, 1, local(2024, 2 + static_cast<std::uint32_t>(id), 1),
                         means(price));
        o.version = version_id{2};
        o.placed_at = local(2024, 3, 1);
        a.orders.push_back(o);
    }
    REQUIRE_FALSE(find_contradiction(c, a.facts()));
    CHECK(refund(c, a.facts(), local(2024, 3, 1)) == errc::overflow);
    CHECK(refund(c, a.facts(), local(2024, 4, 1))->amount == cents(price));
    // One month of the largest price, to the last cent.
    CHECK(refund(c, a.facts(), local(2024, 4, 16))->used == cents(price / 2));
}

TEST_CASE("a recorded refund needs a record") {
    both_owners([](const catalog_view& c) {
        application a = with(bought(1, standard, 1, local(2024, 3, 1)));
        CHECK(recorded_refund(c, a.facts(), noon) == errc::unknown_order);
        a.give_back(c, noon);
        CHECK(recorded_refund(c, a.facts(), noon)->amount == cents(270'29));
        CHECK(recorded_refund(c, a.facts(), noon + seconds(1)) == errc::unknown_order);
    });
}

TEST_CASE("a recorded refund is of the orders given back then, and of no other") {
    both_owners([](const catalog_view& c) {
        application a = with(bought(1, standard, 2, local(2024, 3, 1)));
        a.orders.push_back(bought(2, premium, 1, local(2024, 5, 1)));
        a.orders[1].placed_at = local(2024, 3, 2);
        a.refunds = {{{2}, local(2024, 3, 5)}, {{1}, noon}};
        CHECK(recorded_refund(c, a.facts(), local(2024, 3, 5))->amount == cents(699'00));
        CHECK(recorded_refund(c, a.facts(), local(2024, 3, 5))->used == cents(0));
        CHECK(recorded_refund(c, a.facts(), noon)->amount == cents(2 * 399'00 - 128'71));
    });
}

TEST_CASE("an order takes part from its placing to its end, unless it was given back") {
    both_owners([](const catalog_view& c) {
        application a = with(bought(1, standard, 1, local(2024, 3, 1)));
        a.orders[0].placed_at = local(2024, 2, 1);
        const auto takes_part = [&](instant t) {
            return is_refundable(c, a.facts(), a.orders[0], t);
        };
        CHECK_FALSE(takes_part(local(2024, 2, 1) - seconds(1)));
        CHECK(takes_part(local(2024, 2, 1)));
        CHECK(takes_part(local(2024, 4, 1) - seconds(1)));
        CHECK_FALSE(takes_part(local(2024, 4, 1)));
        a.refunds = {{{1}, noon}};
        CHECK(takes_part(noon - seconds(1)));
        CHECK_FALSE(takes_part(noon));
    });
}

TEST_CASE("use is valued to the second where the policy says so") {
    offering o = *reference.offering;
    o.refunds.used.basis = proration_basis::second;
    catalog_view c = reference;
    c.offering = &o;
    const application a = with(bought(1, standard, 1, local(2024, 3, 1)));
    // 9.5 days of 31: 399 x 9.5/31 = 122.2741...
    CHECK(refund(c, a.facts(), noon)->used == cents(122'27));
    CHECK(refund(c, a.facts(), noon)->used_part == ratio{19, 62});
}

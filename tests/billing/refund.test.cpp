// SPDX-License-Identifier: MIT
#include <array>
#include <cstdint>
#include <optional>
#include <utility>

#include <ratecard/billing/refund.hpp>

#include "application.hpp"
#include "billing/dear_chat.hpp"
#include "examined.hpp"
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

}  // namespace

TEST_CASE("a quote shows every figure from which it is computed") {
    static constexpr std::array orders{
        bought(1, standard, 3, local(2024, 2, 1), means(600'00, 300'00, 297'00))};
    constexpr subscription s{.id = {1}, .created_at = local(2023, 1, 1), .orders = orders};
    constexpr refund_quote q = refund(examined(reference, s), noon).value().value();
    STATIC_REQUIRE(q.consumed == cents(300'00));
    STATIC_REQUIRE(q.paid_current_month == cents(300'00));
    STATIC_REQUIRE(q.paid_future_months == cents(300'00));
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
    STATIC_REQUIRE(q.unit_price == cents(399'00));
}

TEST_CASE("a refund is refused if nothing was bought") {
    both_owners([](const catalog_view& c) {
        CHECK(refund(examined(c, application{}.facts()), noon)->why() == refund_refusal::no_order);
        CHECK(refund(examined(c, application{}.facts()), local(2022, 1, 1)) ==
              account_errc::before_creation);
    });
}

TEST_CASE(
    "a refund before the first order was placed is an error; from that second on it is an answer") {
    both_owners([](const catalog_view& c) {
        const application a = with(bought(1, standard, 1, local(2024, 3, 1)));
        CHECK(refund(examined(c, a.facts()), local(2024, 3, 1) - seconds(1)) ==
              account_errc::refund_before_order);
        CHECK((*refund(examined(c, a.facts()), local(2024, 3, 1)))->amount == cents(399'00));
    });
}

TEST_CASE("a plan is returned once") {
    both_owners([](const catalog_view& c) {
        application a = with(bought(1, standard, 3, local(2024, 3, 1)));
        a.give_back(c, noon);
        CHECK(refund(examined(c, a.facts()), noon - seconds(1))->why() == refund_refusal::none);
        CHECK(refund(examined(c, a.facts()), noon)->why() == refund_refusal::already_refunded);
        CHECK(refund(examined(c, a.facts()), local(2024, 5, 31))->why() ==
              refund_refusal::already_refunded);
        // Also after the time at which it would have ended.
        CHECK(refund(examined(c, a.facts()), local(2024, 6, 1))->why() ==
              refund_refusal::already_refunded);
    });
}

TEST_CASE("an order that was returned does not count again in a later refund") {
    both_owners([](const catalog_view& c) {
        application a = with(bought(1, standard, 3, local(2024, 3, 1)));
        a.give_back(c, noon);
        a.orders.push_back(bought(2, premium, 1, local(2024, 3, 20)));
        const auto q = refund(examined(c, a.facts()), local(2024, 3, 20)).value().value();
        CHECK(q.amount == cents(699'00));
        CHECK(q.paid_cash == cents(699'00));
        CHECK(q.unit_price == cents(699'00));
    });
}

TEST_CASE("a reclaimed or deleted subscription has no refund") {
    both_owners([](const catalog_view& c) {
        application a = with(bought(1, standard, 12, local(2024, 3, 1)));
        a.bills = {billed(1, local(2024, 3, 1))};
        REQUIRE(examined(c, a.facts()).view().reclaimed_at() == std::optional{local(2024, 5, 31)});
        CHECK(refund(examined(c, a.facts()), local(2024, 5, 31) - seconds(1))->why() ==
              refund_refusal::none);
        CHECK(refund(examined(c, a.facts()), local(2024, 5, 31))->why() ==
              refund_refusal::reclaimed);
        a.deleted_at = local(2024, 4, 1);
        CHECK(refund(examined(c, a.facts()), local(2024, 4, 1))->why() == refund_refusal::deleted);
    });
}

TEST_CASE("of several reasons for a refusal the first is named") {
    both_owners([](const catalog_view& c) {
        application a = with(bought(1, standard, 1, local(2024, 3, 1)));
        a.orders[0].promotional = true;
        CHECK(refund(examined(c, a.facts()), {.abusive = true}, noon)->why() ==
              refund_refusal::abusive);
        a.deleted_at = noon;
        CHECK(refund(examined(c, a.facts()), {.abusive = true}, noon)->why() ==
              refund_refusal::deleted);
        CHECK(refund(examined(c, a.facts()), {.abusive = true}, local(2024, 4, 1))->why() ==
              refund_refusal::after_last_end);
    });
}

TEST_CASE("a suspended plan can be returned in spite of its arrears") {
    both_owners([](const catalog_view& c) {
        application a = with(bought(1, standard, 1, local(2024, 3, 1)));
        a.bills = {billed(1, local(2024, 3, 2))};
        CHECK((*refund(examined(c, a.facts()), noon))->amount == cents(270'29));
    });
}

TEST_CASE("an order of a book without prices can be returned before it begins, not while it runs") {
    both_owners([](const catalog_view& c) {
        application a = with(bought(1, standard, 2, local(2024, 3, 1), means(100'00)));
        a.created_at = local(2022, 1, 1);
        a.orders[0].version = original_book;
        a.orders[0].placed_at = local(2024, 2, 1);
        CHECK((*refund(examined(c, a.facts()), local(2024, 2, 1)))->amount == cents(100'00));
        CHECK(refund(examined(c, a.facts()), local(2024, 3, 1)) == catalog_errc::no_price);
    });
}

TEST_CASE("amounts beyond 64 bits are an error, not another amount") {
    const owned_catalog owned = dear_chat();
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
    REQUIRE_FALSE(contradiction_in(c, a.facts()));
    CHECK(refund(examined(c, a.facts()), local(2024, 3, 1)) == core_errc::overflow);
    CHECK((*refund(examined(c, a.facts()), local(2024, 4, 1)))->amount == cents(price));
    // One month of the largest price, to the last cent.
    CHECK((*refund(examined(c, a.facts()), local(2024, 4, 16)))->used == cents(price / 2));
}

TEST_CASE("a recorded refund needs a record") {
    both_owners([](const catalog_view& c) {
        application a = with(bought(1, standard, 1, local(2024, 3, 1)));
        CHECK(recorded_refund(examined(c, a.facts()), noon) == account_errc::unknown_order);
        a.give_back(c, noon);
        CHECK(recorded_refund(examined(c, a.facts()), noon)->amount == cents(270'29));
        CHECK(recorded_refund(examined(c, a.facts()), noon + seconds(1)) ==
              account_errc::unknown_order);
    });
}

TEST_CASE("a recorded refund includes only the orders returned at its instant") {
    both_owners([](const catalog_view& c) {
        application a = with(bought(1, standard, 2, local(2024, 3, 1)));
        a.orders.push_back(bought(2, premium, 1, local(2024, 5, 1)));
        a.orders[1].placed_at = local(2024, 3, 2);
        a.refunds = {{{2}, local(2024, 3, 5), {1}}, {{1}, noon, {2}}};
        CHECK(recorded_refund(examined(c, a.facts()), local(2024, 3, 5))->amount == cents(699'00));
        CHECK(recorded_refund(examined(c, a.facts()), local(2024, 3, 5))->used == cents(0));
        CHECK(recorded_refund(examined(c, a.facts()), noon)->amount == cents(2 * 399'00 - 128'71));
    });
}

TEST_CASE("an order is refundable from its placing to its end, unless it was returned") {
    both_owners([](const catalog_view& c) {
        application a = with(bought(1, standard, 1, local(2024, 3, 1)));
        a.orders[0].placed_at = local(2024, 2, 1);
        const auto takes_part = [&](instant t) {
            return is_refundable(examined(c, a.facts()), examined(c, a.facts()).view().orders()[0],
                                 t);
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

TEST_CASE("use is valued to the second if the policy says so") {
    offering o = *reference.offering;
    o.refunds.used.basis = proration_basis::second;
    catalog_view c = reference;
    c.offering = &o;
    const application a = with(bought(1, standard, 1, local(2024, 3, 1)));
    // 9.5 days of 31: 399 x 9.5/31 = 122.2741...
    CHECK((*refund(examined(c, a.facts()), noon))->used == cents(122'27));
    CHECK((*refund(examined(c, a.facts()), noon))->used_part == ratio{19, 62});
}

namespace {

/// The reference catalog with another refund policy.
struct seller {
    offering o = *reference.offering;
    catalog_view c = reference;

    explicit seller(const refund_policy& p) {
        o.refunds = p;
        c.offering = &o;
    }
    seller(const seller&) = delete;
    seller& operator=(const seller&) = delete;

    [[nodiscard]] answer<refund_quote, refund_refusal> ask(const application& a, instant at,
                                                           const refund_request& asked = {}) const {
        return ratecard::refund(examined(c, a.facts()), asked, at).value();
    }
    /// \pre it is not refused.
    [[nodiscard]] refund_quote refund(const application& a, instant at,
                                      const refund_request& asked = {}) const {
        return ask(a, at, asked).value();
    }
};

constexpr refund_policy chat_policy = presets::refunds::tencent_chat;
/// Three months from March on for 900.00, which list at 1,197.00; 10 days begun at noon.
application discounted() {
    return with(bought(1, standard, 3, local(2024, 3, 1), means(600'00, 300'00, 0, 297'00)));
}
/// One month of March, 99.00 of it by voucher.
application with_voucher() {
    return with(bought(1, standard, 1, local(2024, 3, 1), means(200'00, 100'00, 99'00)));
}

}  // namespace

TEST_CASE("use is valued at the list price, at the price asked, or at what was paid") {
    refund_policy p = chat_policy;
    CHECK(seller{p}.refund(discounted(), noon).used == cents(128'71));  // 399.00 x 10/31
    p.use_discount = decimal::from("12.5").value();
    CHECK(seller{p}.refund(discounted(), noon).unit_price == cents(349'13));
    CHECK(seller{p}.refund(discounted(), noon).used == cents(112'62));
    p.use_discount = {};
    p.used.credit = credit_basis::price_paid;
    CHECK(seller{p}.refund(discounted(), noon).used == cents(128'71));
    p.used.credit = credit_basis::price_paid_net_of_discounts;
    CHECK(seller{p}.refund(discounted(), noon).unit_price == cents(300'00));
    CHECK(seller{p}.refund(discounted(), noon).used == cents(96'77));

    // Only a valuation at list price needs a list price.
    application a = discounted();
    a.created_at = local(2022, 1, 1);
    a.orders[0].version = original_book;
    CHECK(seller{p}.refund(a, noon).used == cents(96'77));
    p.used.credit = credit_basis::price_paid;
    CHECK(seller{p}.refund(a, noon).used == cents(128'71));
    CHECK(refund(examined(reference, a.facts()), noon) == catalog_errc::no_price);
}

TEST_CASE("if the order is the unit, its time is one period, and no month of it is consumed") {
    refund_policy p = chat_policy;
    p.unit = refund_unit::order;
    p.used.whole = proration_whole::order;
    // 41 days begun of 92.
    const auto q = seller{p}.refund(discounted(), local(2024, 4, 10, 12));
    CHECK(q.used_part == ratio{41, 92});
    CHECK(q.unit_price == cents(1'197'00));
    CHECK(q.used == cents(533'45));  // 533.4456...
    CHECK(q.paid_current_month == cents(900'00));
    CHECK(q.consumed == cents(0));
    CHECK(q.months_over == 0);
    CHECK(q.running == period{local(2024, 3, 1), local(2024, 6, 1)});
    CHECK(q.amount == cents(366'55));
}

TEST_CASE("vouchers are kept, returned as vouchers, or returned as credit") {
    refund_policy p = chat_policy;
    refund_quote q = seller{p}.refund(with_voucher(), noon);
    CHECK(q.amount == cents(171'29));
    CHECK(q.paid_voucher == cents(0));
    p.vouchers = voucher_rule::returned_as_voucher;
    q = seller{p}.refund(with_voucher(), noon);
    CHECK(q.amount == cents(270'29));
    CHECK(q.cash == cents(135'48));    // 135.4837
    CHECK(q.credit == cents(67'74));   // 67.7418
    CHECK(q.voucher == cents(67'07));  // 67.0644: the largest remainder of the three has the cent
    p.vouchers = voucher_rule::returned_as_credit;
    q = seller{p}.refund(with_voucher(), noon);
    CHECK(q.credit == cents(67'74 + 67'07));
    CHECK(q.voucher == cents(0));
    CHECK(q.taken_of == payment{cents(135'48), cents(67'74), cents(67'07), cents(0)});
}

TEST_CASE("use beyond what was paid is not charged, or the customer owes it") {
    application a = discounted();
    a.orders[0].paid_by = means(300'00, 0, 0, 897'00);
    const instant last = local(2024, 6, 1) - seconds(1);
    refund_policy p = chat_policy;
    CHECK(seller{p}.refund(a, last).amount == cents(0));
    CHECK(seller{p}.refund(a, last).owed == cents(0));
    p.floor = refund_floor::customer_owes;
    CHECK(seller{p}.refund(a, last).amount == cents(0));
    CHECK(seller{p}.refund(a, last).owed == cents(299'00));
    CHECK(seller{p}.refund(a, noon).owed == cents(0));
}

TEST_CASE("cash and credit are returned in proportion, one before the other, or all as credit") {
    refund_policy p = chat_policy;
    const auto parts = [&](refund_split how) {
        p.split = how;
        const auto q = seller{p}.refund(discounted(), noon);
        CHECK(q.amount == cents(771'29));
        return std::array{q.cash, q.credit};
    };
    CHECK(parts(refund_split::proportion) == std::array{cents(514'19), cents(257'10)});
    CHECK(parts(refund_split::cash_first) == std::array{cents(600'00), cents(171'29)});
    CHECK(parts(refund_split::credit_first) == std::array{cents(471'29), cents(300'00)});
    CHECK(parts(refund_split::all_to_credit) == std::array{cents(0), cents(771'29)});
    CHECK(seller{p}.refund(discounted(), noon).taken_of.cash == cents(514'19));

    p.vouchers = voucher_rule::returned_as_voucher;
    p.split = refund_split::credit_first;  // then vouchers, then cash
    const auto q = seller{p}.refund(with_voucher(), noon);
    CHECK(q.credit == cents(100'00));
    CHECK(q.voucher == cents(99'00));
    CHECK(q.cash == cents(71'29));
}

TEST_CASE("one order of an account is returned in full within five days, the fifth included") {
    const seller sibling{presets::refunds::tencent_cloud};
    application a = with(bought(1, standard, 1, local(2024, 3, 1), means(400'00 - 1'00)));
    const instant fifth = local(2024, 3, 6);
    CHECK(sibling.refund(a, fifth).amount == cents(399'00));
    CHECK(sibling.refund(a, fifth).in_full);
    CHECK(sibling.refund(a, fifth).used == cents(0));
    const auto later = sibling.refund(a, fifth + seconds(1));
    CHECK_FALSE(later.in_full);
    CHECK(later.used == cents(77'23));  // 6 of 31 days
    CHECK(later.amount == cents(321'77));

    a.account_refunds = {{{1}, local(2024, 2, 1)}};
    CHECK(sibling.refund(a, fifth).in_full);
    a.account_refunds.push_back({{2}, local(2020, 2, 1), true});
    CHECK_FALSE(sibling.refund(a, fifth).in_full);
    CHECK(sibling.refund(a, fifth).amount == cents(334'65));  // 5 of 31 days
    a.account_refunds[1].at = fifth;                          // not before it
    CHECK(sibling.refund(a, fifth).in_full);
}

TEST_CASE(
    "a yearly limit counts civil years of the billing zone, and the subscription's own refunds") {
    refund_policy p = chat_policy;
    p.per_year = limit::finite(1);
    application a = with(bought(1, standard, 3, local(2024, 1, 1)));
    a.account_refunds = {{{1}, local(2024, 1, 1) - seconds(1)}};
    CHECK(seller{p}.ask(a, noon).why() == refund_refusal::none);
    a.account_refunds[0].at = local(2024, 1, 1);
    CHECK(seller{p}.ask(a, noon).why() == refund_refusal::limit_reached);
    a.account_refunds.clear();
    a.orders.push_back(bought(2, standard, 2, local(2024, 3, 5)));
    a.refunds = {{{1}, local(2024, 3, 2), {1}}};
    CHECK(seller{p}.ask(a, noon).why() == refund_refusal::limit_reached);
    p.per_year = limit::finite(2);
    p.per_account = limit::finite(1);
    CHECK(seller{p}.ask(a, noon).why() == refund_refusal::limit_reached);
    p.per_account = limit::finite(2);
    CHECK(seller{p}.ask(a, noon).why() == refund_refusal::none);
}

TEST_CASE("promotional orders refuse the refund, are left out, or are like other orders") {
    application a = with(bought(1, standard, 1, local(2024, 3, 1)));
    a.orders.push_back(bought(2, premium, 1, local(2024, 4, 1)));
    a.orders[1].placed_at = local(2024, 3, 1);
    a.orders[1].promotional = true;
    refund_policy p = chat_policy;
    CHECK(seller{p}.ask(a, noon).why() == refund_refusal::promotional);
    p.promotions = promotional_orders::left_out;
    CHECK(seller{p}.refund(a, noon).amount == cents(270'29));
    CHECK(seller{p}.ask(a, local(2024, 4, 1)).why() == refund_refusal::promotional);
    p.promotions = promotional_orders::refundable;
    CHECK(seller{p}.refund(a, noon).amount == cents(270'29 + 699'00));
}

TEST_CASE("one order of several is returned alone, if the policy allows it") {
    application a = with(bought(1, standard, 1, local(2024, 3, 1)));
    a.orders.push_back(bought(2, premium, 1, local(2024, 4, 1)));
    a.orders[1].placed_at = local(2024, 3, 1);
    const std::array second{order_id{2}};
    const std::array both{order_id{2}, order_id{1}};
    const refund_request asked{.orders = second};
    const seller chat_seller{chat_policy};
    CHECK(chat_seller.ask(a, noon, asked).why() == refund_refusal::only_all_together);
    CHECK(chat_seller.refund(a, noon, {.orders = both}).amount == cents(969'29));
    CHECK(chat_seller.refund(a, local(2024, 4, 1), asked).amount == cents(699'00));

    refund_policy p = chat_policy;
    p.scope = refund_scope::order_by_order;
    const seller one_by_one{p};
    CHECK(one_by_one.refund(a, noon).amount == cents(969'29));
    CHECK(one_by_one.refund(a, noon, asked).amount == cents(699'00));
    CHECK(one_by_one.refund(a, noon, asked).used == cents(0));
    a.refunds = {{{2}, noon, {1}}};
    CHECK(one_by_one.ask(a, noon, asked).why() == refund_refusal::already_refunded);
    CHECK(one_by_one.refund(a, noon).amount == cents(270'29));
    const std::array first{order_id{1}}, unknown{order_id{3}};
    CHECK(one_by_one.ask(a, local(2024, 4, 1), {.orders = first}).why() ==
          refund_refusal::after_last_end);
    CHECK(refund(examined(one_by_one.c, a.facts()), {.orders = unknown}, noon) ==
          account_errc::unknown_order);
    CHECK(refund(examined(one_by_one.c, a.facts()), {.orders = first}, local(2024, 2, 1)) ==
          account_errc::refund_before_order);
}

TEST_CASE("if orders are floored one by one, a used-up order takes nothing from another") {
    application a = with(bought(1, standard, 1, local(2024, 3, 1), means(100'00, 0, 0, 299'00)));
    a.orders.push_back(bought(2, standard, 1, local(2024, 4, 1), means(100'00, 0, 0, 299'00)));
    a.orders[1].placed_at = local(2024, 3, 1);
    refund_policy p = chat_policy;
    CHECK(seller{p}.refund(a, noon).amount == cents(71'29));  // 200.00 - 128.71
    p.scope = refund_scope::order_by_order;
    CHECK(seller{p}.refund(a, noon).amount == cents(100'00));
}

TEST_CASE("the presets refund nothing, or the unused part as credit") {
    CHECK(seller{presets::refunds::none}.ask(discounted(), noon).why() ==
          refund_refusal::not_offered);
    // 21.5 of 31 days of 300.00 are unused, to the second: 208.0645...
    const auto q = seller{presets::refunds::stripe}.refund(discounted(), noon);
    CHECK(q.used == cents(300'00 - 208'06));
    CHECK(q.used_part == ratio{19, 62});
    CHECK(q.amount == cents(808'06));
    CHECK(q.credit == q.amount);
}

TEST_CASE("a refund recorded as in full gives back the full payment") {
    const seller sibling{presets::refunds::tencent_cloud};
    application a = with(bought(1, standard, 1, local(2024, 3, 1)));
    a.refunds = {{{1}, noon, {1}, true}};
    CHECK(recorded_refund(examined(sibling.c, a.facts()), noon)->amount == cents(399'00));
    CHECK(recorded_refund(examined(sibling.c, a.facts()), noon)->in_full);
    a.refunds[0].in_full = false;
    CHECK(recorded_refund(examined(sibling.c, a.facts()), noon)->amount == cents(270'29));
}

TEST_CASE("of two orders that end at the same instant the kept one decides, in either order") {
    application a = with(bought(1, standard, 2, local(2024, 3, 1)));
    a.orders.push_back(bought(2, premium, 1, local(2024, 4, 1)));
    a.refunds = {{{1}, local(2024, 4, 1), {1}}};
    for (int turn = 0; turn < 2; ++turn) {
        CHECK(refund(examined(reference, a.facts()), local(2024, 5, 1))->why() ==
              refund_refusal::after_last_end);
        std::swap(a.orders[0], a.orders[1]);
    }
}

TEST_CASE(
    "orders returned at one instant are one refund, so the second does not exceed the limit") {
    refund_policy p = chat_policy;
    p.scope = refund_scope::order_by_order;
    p.per_account = limit::finite(1);
    const seller once{p};
    application a = with(bought(1, standard, 1, local(2024, 3, 1)));
    a.orders.push_back(bought(2, premium, 1, local(2024, 4, 1)));
    a.orders[1].placed_at = local(2024, 3, 1);
    a.refunds = {{{1}, noon, {1}}};
    CHECK(once.ask(a, noon).why() == refund_refusal::none);
    CHECK(once.ask(a, noon + seconds(1)).why() == refund_refusal::limit_reached);
}

TEST_CASE(
    "two orders returned at one instant count as one refund, and as in full if one of them is") {
    refund_policy p = chat_policy;
    p.per_account = limit::finite(2);
    p.in_full = {.length = days(5), .per_account = limit::finite(1)};
    application a = with(bought(1, standard, 1, local(2024, 1, 1)));
    a.orders.push_back(bought(2, premium, 1, local(2024, 2, 1)));
    a.orders[1].placed_at = local(2024, 1, 1);
    a.orders.push_back(bought(3, standard, 1, local(2024, 3, 8)));
    const instant first = local(2024, 1, 3);
    for (const bool one : {false, true})
        for (const bool other : {false, true}) {
            a.refunds = {{{1}, first, {1}, one}, {{2}, first, {2}, other}};
            CHECK(seller{p}.ask(a, noon).why() == refund_refusal::none);
            CHECK(seller{p}.refund(a, noon).in_full == (!one && !other));
        }
    p.in_full.per_account = limit::finite(2);
    CHECK(seller{p}.refund(a, noon).in_full);  // both in full: still one
    p.per_account = limit::finite(1);
    CHECK(seller{p}.ask(a, noon).why() == refund_refusal::limit_reached);
}

TEST_CASE("of two orders returned when both begin, the one with the smaller id counts as running") {
    application a = with(bought(1, standard, 1, noon));
    a.orders.push_back(bought(2, premium, 2, noon));
    a.refunds = {{{1}, noon, {1}}, {{2}, noon, {2}}};
    for (const refund_scope scope : {refund_scope::all_together, refund_scope::order_by_order}) {
        refund_policy p = chat_policy;
        p.scope = scope;
        const seller s{p};
        for (int turn = 0; turn < 2; ++turn) {
            const auto q = recorded_refund(examined(s.c, a.facts()), noon).value();
            CHECK(q.unit_price == cents(399'00));
            CHECK(q.running == period{noon, local(2024, 4, 10, 12)});
            std::swap(a.orders[0], a.orders[1]);
        }
    }
}

TEST_CASE("a refund of the account that is listed twice counts once") {
    refund_policy p = chat_policy;
    p.per_year = limit::finite(2);
    application a = with(bought(1, standard, 3, local(2024, 1, 1)));
    a.account_refunds = {{{1}, local(2024, 2, 1)}, {{1}, local(2024, 2, 1)}};
    CHECK(seller{p}.ask(a, noon).why() == refund_refusal::none);
    a.account_refunds[1].id = {2};
    CHECK(seller{p}.ask(a, noon).why() == refund_refusal::limit_reached);
}

TEST_CASE("a refund of all together need not name the promotional orders that are left out") {
    application a = with(bought(1, standard, 1, local(2024, 3, 1)));
    a.orders.push_back(bought(2, premium, 1, local(2024, 4, 1)));
    a.orders[1].placed_at = local(2024, 3, 1);
    a.orders[1].promotional = true;
    refund_policy p = chat_policy;
    p.promotions = promotional_orders::left_out;
    const std::array first{order_id{1}};
    CHECK(seller{p}.refund(a, noon, {.orders = first}).amount == cents(270'29));
    p.promotions = promotional_orders::refundable;
    CHECK(seller{p}.ask(a, noon, {.orders = first}).why() == refund_refusal::only_all_together);
}

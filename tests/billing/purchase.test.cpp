// SPDX-License-Identifier: MIT
#include <cstdint>
#include <optional>

#include <ratecard/billing/purchase.hpp>

#include "application.hpp"
#include "examined.hpp"
#include "reference_catalog.hpp"

using namespace ratecard;
using namespace ratecard_test;

namespace {

constexpr instant noon = local(2024, 3, 10, 12);

application march(edition_id e) {
    application a;
    a.orders = {bought(1, e, 1, local(2024, 3, 1))};
    return a;
}

}  // namespace

TEST_CASE("the price is that of the book in force when the application was created") {
    both_owners([](const catalog_view& c) {
        application a;
        a.created_at = local(2022, 12, 26) - seconds(1);
        CHECK(quote_purchase(examined(c, a.facts()), standard, 1, noon) == catalog_errc::no_price);
        a.migrated_at = local(2024, 1, 1);
        CHECK(quote_purchase(examined(c, a.facts()), standard, 1, local(2023, 12, 31)) ==
              catalog_errc::no_price);
        CHECK((*quote_purchase(examined(c, a.facts()), standard, 1, noon))->net == cents(399'00));
        CHECK((*quote_purchase(examined(c, a.facts()), standard, 1, noon))->version ==
              current_book);
    });
}

TEST_CASE("a refused offer says why, in a fixed order") {
    both_owners([](const catalog_view& c) {
        application a = march(premium);
        const auto why = [&](edition_id e, std::int32_t months, instant t) {
            const auto quote = quote_purchase(examined(c, a.facts()), e, months, t).value();
            CHECK(!quote.allowed());
            return quote.why();
        };
        CHECK(why(standard, 0, noon) == purchase_refusal::term_not_on_sale);
        CHECK(why(developer, 0, noon) == purchase_refusal::term_not_on_sale);
        CHECK(why(developer, 1, noon) == purchase_refusal::change_forbidden);
        CHECK(why(standard, 1, noon) == purchase_refusal::refund_first);
        CHECK(why(standard, 0, local(2024, 7, 1)) == purchase_refusal::reclaimed);
        a.deleted_at = local(2024, 3, 2);
        CHECK(why(standard, 0, noon) == purchase_refusal::deleted);
    });
}

TEST_CASE("buying another edition changes the running plan, or else the next one") {
    both_owners([](const catalog_view& c) {
        application a = march(standard);
        a.orders.push_back(bought(2, premium, 1, local(2024, 4, 1)));
        a.orders[1].placed_at = local(2024, 3, 2);
        // Standard runs, Premium comes: Premium now is an upgrade, Standard now a renewal.
        CHECK((*quote_purchase(examined(c, a.facts()), premium, 1, noon))->kind ==
              purchase_kind::upgrade);
        CHECK((*quote_purchase(examined(c, a.facts()), standard, 1, noon))->kind ==
              purchase_kind::renew);
        CHECK((*quote_purchase(examined(c, a.facts()), standard, 1, noon))->begins ==
              local(2024, 5, 1));
        CHECK(quote_purchase(examined(c, a.facts()), standard, 1, local(2024, 4, 2))->why() ==
              purchase_refusal::refund_first);
    });
}

TEST_CASE("in the grace another edition is bought without a refund, because no plan runs") {
    both_owners([](const catalog_view& c) {
        const application a = march(premium);
        const auto quote = quote_purchase(examined(c, a.facts()), standard, 1, local(2024, 4, 1, 5))
                               .value()
                               .value();
        CHECK(quote.kind == purchase_kind::resume);
        CHECK(quote.begins == local(2024, 4, 1, 5));
    });
}

TEST_CASE("an upgrade from a promotional order says why it has no credit; a renewal needs none") {
    both_owners([](const catalog_view& c) {
        application a = march(standard);
        a.orders[0].promotional = true;
        CHECK(quote_purchase(examined(c, a.facts()), premium, 1, noon)->why() ==
              refused_purchase{purchase_refusal::plan_not_refundable, refund_refusal::promotional});
        CHECK(quote_purchase(examined(c, a.facts()), standard, 1, noon)->why() ==
              purchase_refusal::none);  // a renewal credits nothing
    });
}

TEST_CASE("change rules win in this order: for both editions, for the target, for the origin") {
    catalog_view c = tencent_chat::catalog;
    const change_rule rules[] = {
        {{}, {}, change_kind::forbidden},
        {premium, {}, change_kind::refund_first},
        {{}, standard, change_kind::with_credit},
    };
    c.changes = rules;
    CHECK(c.change(premium, standard).kind == change_kind::with_credit);
    CHECK(c.change(premium, developer).kind == change_kind::refund_first);
    CHECK(c.change(standard, premium).kind == change_kind::forbidden);
    const application a = march(premium);
    const auto quote = quote_purchase(examined(c, a.facts()), standard, 1, noon).value().value();
    CHECK(quote.kind == purchase_kind::upgrade);
    CHECK(quote.net == cents(399'00 - (699'00 - 225'48)));
    CHECK(quote_purchase(examined(c, march(standard).facts()), premium, 1, noon)->why() ==
          purchase_refusal::change_forbidden);
}

TEST_CASE("a change at the end of the period begins there and credits nothing") {
    catalog_view c = tencent_chat::catalog;
    const change_rule rules[] = {{.kind = change_kind::at_period_end}};
    c.changes = rules;
    application a = march(premium);
    a.orders.push_back(bought(2, premium, 2, local(2024, 4, 1)));
    const auto quote = quote_purchase(examined(c, a.facts()), standard, 1, noon).value().value();
    CHECK(quote.begins == local(2024, 6, 1));
    CHECK(quote.ends == local(2024, 7, 1));
    CHECK(quote.credit.amount == cents(0));
    CHECK(quote.net == cents(399'00));
}

TEST_CASE("a change at a date credits what is unused by then, and is never in the past") {
    catalog_view c = tencent_chat::catalog;
    const change_rule rules[] = {{.kind = change_kind::at_date}};
    c.changes = rules;
    const application a = march(premium);
    const instant later = local(2024, 3, 20);
    const auto quote =
        quote_purchase(examined(c, a.facts()), standard, 1, noon, later).value().value();
    CHECK(quote.begins == later);
    CHECK(quote.credit == refund(examined(c, a.facts()), later).value().value());
    CHECK(quote.net == cents(399'00 - quote.credit.amount.minor_units()));
    CHECK((*quote_purchase(examined(c, a.facts()), standard, 1, noon))->begins == noon);
    CHECK((*quote_purchase(examined(c, a.facts()), standard, 1, noon, local(2024, 4, 1)))->net ==
          cents(399'00));
    CHECK(quote_purchase(examined(c, a.facts()), standard, 1, noon, noon - seconds(1)) ==
          billing_errc::change_in_the_past);
}

TEST_CASE("a sum of unnecessary purchases that does not fit is an error") {
    both_owners([](const catalog_view& c) {
        const feature_id search = chat::feature::local_search;
        application a = march(standard);
        a.purchases = {
            {search, local(2024, 3, 1), instant::never(), cents(INT64_MAX), cents(0), {1}},
            {search, local(2024, 3, 1), instant::never(), cents(0), cents(1), {2}}};
        CHECK(unnecessary_purchases(examined(c, a.facts()), premium, noon) == core_errc::overflow);
        CHECK(quote_purchase(examined(c, a.facts()), premium, 1, noon) == core_errc::overflow);
    });
}

TEST_CASE("the order of an offer is placed now and begins when the offer says") {
    both_owners([](const catalog_view& c) {
        application a = march(standard);
        const auto quote =
            quote_purchase(examined(c, a.facts()), standard, 2, noon).value().value();
        const order o = order_of(a.facts(), quote, {5}, means(700'00, 0, 98'00), noon);
        CHECK(o.id == order_id{5});
        CHECK(o.owner == subscription_id{1});
        CHECK(o.placed_at == noon);
        CHECK(o.begins == local(2024, 4, 1));
        CHECK(o.months == 2);
        CHECK_FALSE(o.anchored_at);
        CHECK_FALSE(o.promotional);
        CHECK(end_of(c, o) == quote.ends);
    });
}

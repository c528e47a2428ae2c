// SPDX-License-Identifier: MIT
#include <ratecard/account/facts.hpp>
#include <ratecard/entitlement/resolve.hpp>

#include "application.hpp"
#include "examined.hpp"
#include "reference_catalog.hpp"

using namespace ratecard;
using namespace ratecard_test;

TEST_CASE(
    "a bought feature is allowed from the begin of its purchase up to, not including, its end") {
    both_owners([](const catalog_view& c) {
        const feature_id search = chat::feature::local_search;
        application a;
        a.orders = {bought(1, standard, 3, local(2024, 3, 1))};
        a.purchases = {{search, local(2024, 3, 10), local(2024, 4, 1), cents(1), cents(0)}};
        const auto why = [&](instant t) {
            return standing_answer_of(examined(c, a.facts()), search, t).why();
        };
        CHECK(why(local(2024, 3, 10) - seconds(1)) == reason::not_in_edition);
        CHECK(why(local(2024, 3, 10)) == reason::allowed);
        CHECK(why(local(2024, 4, 1) - seconds(1)) == reason::allowed);
        CHECK(why(local(2024, 4, 1)) == reason::not_in_edition);
    });
}

TEST_CASE("a feature purchase never ends by default") {
    STATIC_REQUIRE(feature_purchase{}.ends == instant::never());
}

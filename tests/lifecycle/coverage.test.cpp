// SPDX-License-Identifier: MIT
#include <optional>
#include <vector>

#include <ratecard/lifecycle/coverage.hpp>

#include "examined.hpp"
#include "application.hpp"
#include "reference_catalog.hpp"

using namespace ratecard;
using namespace ratecard_test;

namespace {
constexpr catalog_view reference = tencent_chat::catalog;
}

TEST_CASE("the months of an order are counted from its begin") {
    constexpr order o = bought(1, standard, 3, local(2024, 1, 31, 10));
    STATIC_REQUIRE(term_of(reference, o, 0).begin() == local(2024, 1, 31, 10));
    STATIC_REQUIRE(term_of(reference, o, 0).end() == local(2024, 2, 29, 10));
    STATIC_REQUIRE(term_of(reference, o, 1).end() == local(2024, 3, 31, 10));
    STATIC_REQUIRE(term_of(reference, o, 2).end() == local(2024, 4, 30, 10));
    STATIC_REQUIRE(end_of(reference, o) == local(2024, 4, 30, 10));
}

TEST_CASE("the months of an order with an anchor are counted from the anchor") {
    constexpr order renewed = [] {
        order o = bought(2, standard, 2, local(2024, 2, 29, 10));
        o.anchored_at = local(2023, 12, 31, 10);
        return o;
    }();
    STATIC_REQUIRE(term_of(reference, renewed, 0).end() == local(2024, 3, 31, 10));
    STATIC_REQUIRE(end_of(reference, renewed) == local(2024, 4, 30, 10));
    // Without the anchor, later orders would begin on the 29th.
    STATIC_REQUIRE(end_of(reference, bought(2, standard, 2, local(2024, 2, 29, 10))) ==
                   local(2024, 4, 29, 10));
}

TEST_CASE("days and months are civil ones in the billing zone") {
    // 31 January 20:00 UTC is 1 February in UTC+8.
    const instant begins = start_of(civil(2024, 1, 31), utc) + hours(20);
    CHECK(end_of(reference, bought(1, standard, 1, begins)) == begins + days(29));
}

TEST_CASE("an order covers time up to its end, or up to its refund") {
    both_owners([](const catalog_view& c) {
        application a;
        a.orders = {bought(1, standard, 2, local(2024, 3, 1))};
        const auto covered = [&] { return examined(c, a.facts()).view().orders()[0].covers; };
        CHECK(covered() == covered_time{local(2024, 3, 1), local(2024, 5, 1), false});
        CHECK(covered().contains(local(2024, 3, 1)));
        CHECK_FALSE(covered().contains(local(2024, 5, 1)));
        a.refunds = {{{1}, local(2024, 4, 1)}};
        CHECK(covered() == covered_time{local(2024, 3, 1), local(2024, 4, 1), true});
        CHECK_FALSE(covered().contains(local(2024, 4, 1)));
        a.refunds = {{{1}, local(2024, 3, 1)}};
        CHECK(covered() == covered_time{local(2024, 3, 1), local(2024, 3, 1), true});
        a.orders[0].placed_at = local(2024, 2, 1);
        a.refunds = {{{1}, local(2024, 2, 10)}};
        CHECK(covered() == covered_time{local(2024, 2, 10), local(2024, 2, 10), true});
    });
}

TEST_CASE("the running month is the month that contains the instant") {
    both_owners([](const catalog_view& c) {
        for (const std::uint32_t first : {1u, 28u, 29u, 30u, 31u})
            for (const std::int32_t months : {1, 2, 14}) {
                order o = bought(1, standard, months, local(2023, 1, first, 10));
                for (const bool anchored : {false, true}) {
                    if (anchored) {  // from the end of February on, and back to the anchor's day
                        o.anchored_at = o.begins;
                        o.begins = term_of(c, o, 0).end();
                    }
                    const instant end = end_of(c, o);
                    for (instant t = o.begins - days(3); t < end + days(3);
                         t = t + seconds(86'399)) {
                        std::optional<running_month> found;
                        for (std::int32_t n = 0; n < months; ++n)
                            if (term_of(c, o, n).contains(t)) found = {n, term_of(c, o, n)};
                        CHECK(month_at(c, o, t) == found);
                        CHECK(is_over(c, o, t) == (end <= t));
                    }
                    CHECK_FALSE(is_over(c, o, end - seconds(1)));
                    CHECK(is_over(c, o, end));
                    CHECK(month_at(c, o, end - seconds(1))->number == months - 1);
                    CHECK_FALSE(month_at(c, o, end));
                }
            }
    });
}

TEST_CASE("orders decide the order in effect, the edition in force and the covered time") {
    both_owners([](const catalog_view& c) {
        application a;
        a.orders = {bought(1, standard, 1, local(2024, 3, 1)),
                    bought(2, premium, 1, local(2024, 4, 1)),
                    bought(3, standard, 1, local(2024, 6, 1))};
        const subscription s = a.facts();
        CHECK_FALSE(order_at(examined(c, s), local(2024, 2, 29)));
        CHECK(order_at(examined(c, s), local(2024, 3, 1)) == std::optional<std::size_t>{0});
        CHECK(order_at(examined(c, s), local(2024, 4, 1)) == std::optional<std::size_t>{1});
        CHECK_FALSE(order_at(examined(c, s), local(2024, 5, 1)));
        CHECK(edition_at(examined(c, s), local(2024, 2, 29)) == developer);
        CHECK(edition_at(examined(c, s), local(2024, 5, 15)) == premium);
        CHECK(edition_at(examined(c, s), local(2024, 6, 1)) == standard);
        CHECK(covered_until(examined(c, s), local(2024, 3, 15)) == local(2024, 5, 1));
        CHECK(covered_until(examined(c, s), local(2024, 5, 15)) == local(2024, 5, 15));
        CHECK(last_end(examined(c, s)) == std::optional{local(2024, 7, 1)});
        CHECK_FALSE(last_end(examined(c, application{}.facts())));
        a.refunds = {{{3}, local(2024, 6, 10)}};
        CHECK(last_end(examined(c, a.facts())) == std::optional{local(2024, 5, 1)});
    });
}

TEST_CASE("an order refunded before it began was never in force") {
    both_owners([](const catalog_view& c) {
        application a;
        a.orders = {bought(1, premium, 1, local(2024, 3, 1))};
        a.orders[0].placed_at = local(2024, 2, 1);
        a.refunds = {{{1}, local(2024, 2, 10)}};
        CHECK(edition_at(examined(c, a.facts()), local(2024, 3, 10)) == developer);
        CHECK_FALSE(order_at(examined(c, a.facts()), local(2024, 3, 10)));
    });
}

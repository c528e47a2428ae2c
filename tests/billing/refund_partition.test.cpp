// SPDX-License-Identifier: MIT
#include <array>

#include <ratecard/billing/refund_partition.hpp>

#include "application.hpp"
#include "examined.hpp"
#include "reference_catalog.hpp"

using namespace ratecard;
using namespace ratecard_test;

// That rows and columns add up under every policy is shown in laws/refund_partition.test.cpp.

namespace {

constexpr catalog_view reference = tencent_chat::catalog;
constexpr instant noon = local(2024, 3, 10, 12);
constexpr payment all(std::int64_t cash, std::int64_t credit, std::int64_t voucher = 0) {
    return means(cash, credit, voucher);
}

}  // namespace

TEST_CASE("each month shows what happens to its payment, by payment method") {
    static constexpr std::array orders{
        bought(1, standard, 3, local(2024, 2, 1), means(600'00, 300'00, 30'01, 266'99))};
    constexpr subscription s{.id = {1}, .created_at = local(2023, 1, 1), .orders = orders};
    constexpr auto p = partition_of_refund<3>(examined(reference, s), noon).value().value();
    STATIC_REQUIRE(p.quote == refund(examined(reference, s), noon).value().value());
    STATIC_REQUIRE(p.rows.size() == 3);
    STATIC_REQUIRE(p.rows[0] == refund_row{.order = {1},
                                           .month = 0,
                                           .covers = {local(2024, 2, 1), local(2024, 3, 1)},
                                           .paid = all(200'00, 100'00, 10'01),
                                           .consumed = cents(300'00),
                                           .used = cents(0),
                                           .forfeited = cents(10'01),
                                           .returned = all(0, 0)});
    STATIC_REQUIRE(p.rows[1].used == cents(128'71));
    STATIC_REQUIRE(p.rows[1].returned == all(114'19, 57'10));
    STATIC_REQUIRE(p.rows[2].used == cents(0));
    STATIC_REQUIRE(p.rows[2].returned == all(200'00, 100'00));
    STATIC_REQUIRE(kept(p.rows[1]) == cents(128'71 + 10'00));
    STATIC_REQUIRE(p.uncovered == cents(0));
    STATIC_REQUIRE(partition_of_refund<2>(examined(reference, s), noon) ==
                   core_errc::capacity_exceeded);
}

TEST_CASE("use beyond the current month is taken from future months; the rest is not charged") {
    application a;
    a.orders = {bought(1, standard, 3, local(2024, 3, 1), means(300'00, 0, 0, 897'00))};
    const auto late =
        partition_of_refund(examined(reference, a.facts()), local(2024, 4, 1) - seconds(1)).value();
    REQUIRE(late.allowed());
    CHECK(late->rows[0].used == cents(100'00));
    CHECK(late->rows[1].used == cents(100'00));
    CHECK(late->rows[2].used == cents(100'00));
    CHECK(late->uncovered == cents(99'00));
}

TEST_CASE("a refused refund has no rows, and a recorded refund has those of its orders") {
    application a;
    a.orders = {bought(1, standard, 2, local(2024, 3, 1))};
    const auto refused =
        partition_of_refund(examined(reference, a.facts()), {.abusive = true}, noon).value();
    CHECK(refused.why() == refund_refusal::abusive);
    CHECK(!refused.allowed());
    CHECK(partition_of_recorded_refund(examined(reference, a.facts()), noon) ==
          account_errc::unknown_order);
    const auto asked = partition_of_refund(examined(reference, a.facts()), noon).value().value();
    a.give_back(reference, noon);
    CHECK(partition_of_recorded_refund(examined(reference, a.facts()), noon).value() == asked);
}

TEST_CASE("a refund of plans that have not begun is recorded as it was quoted") {
    application a;
    a.orders = {bought(2, standard, 1, local(2024, 5, 1)),
                bought(1, premium, 1, local(2024, 6, 1))};
    for (order& o : a.orders) o.placed_at = local(2024, 3, 1);
    const instant t = local(2024, 3, 10);
    const auto asked = partition_of_refund(examined(reference, a.facts()), t).value().value();
    a.give_back(reference, t);
    CHECK(partition_of_recorded_refund(examined(reference, a.facts()), t).value() == asked);
}

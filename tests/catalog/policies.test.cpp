// SPDX-License-Identifier: MIT
#include <ratecard/catalog/offering.hpp>

#include "catch.hpp"

using namespace ratecard;

TEST_CASE("by default terms begin at one month, and bills are issued on one day") {
    STATIC_REQUIRE(term_policy{}.min_months == 1);
    STATIC_REQUIRE(refund_policy{}.used == proration{});
    STATIC_REQUIRE(billing_policy{}.issue_from == billing_policy{}.issue_until);
}

TEST_CASE("a refund policy by default refunds all orders together, by time and list price") {
    constexpr refund_policy plain;
    STATIC_REQUIRE(plain.offered);
    STATIC_REQUIRE(plain.unit == refund_unit::month);
    STATIC_REQUIRE(plain.used.credit == credit_basis::list_price);
    STATIC_REQUIRE(plain.vouchers == voucher_rule::not_returned);
    STATIC_REQUIRE(plain.floor == refund_floor::zero);
    STATIC_REQUIRE(plain.scope == refund_scope::all_together);
    STATIC_REQUIRE(plain.promotions == promotional_orders::refused);
    STATIC_REQUIRE(plain.in_full.length == duration{});
    STATIC_REQUIRE(plain.per_account.is_unlimited());
    STATIC_REQUIRE(plain.per_year.is_unlimited());
    STATIC_REQUIRE(plain.in_full.per_account.is_unlimited());
    STATIC_REQUIRE(presets::refunds::tencent_chat ==
                   refund_policy{.used = presets::prorations::tencent_chat});
}

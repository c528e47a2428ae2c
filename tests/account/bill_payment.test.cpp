// SPDX-License-Identifier: MIT
#include <type_traits>

#include <ratecard/account/bill.hpp>

#include "catch.hpp"

using namespace ratecard;

TEST_CASE("a bill payment names no bill by default") {
    STATIC_REQUIRE(!bill_payment{.amount = money{1, usd}}.of);
    STATIC_REQUIRE(bill_payment{.id = {1}} != bill_payment{.id = {2}});
    STATIC_REQUIRE(std::is_trivially_copyable_v<bill_payment>);
    STATIC_REQUIRE(!std::is_convertible_v<bill_id, bill_payment_id>);
}

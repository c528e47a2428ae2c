// SPDX-License-Identifier: MIT
#include <type_traits>

#include <ratecard/account/facts.hpp>

#include "catch.hpp"

using namespace ratecard;

TEST_CASE("a refund elsewhere is not in full unless it says so") {
    STATIC_REQUIRE(!account_refund{.id = {1}}.in_full);
    STATIC_REQUIRE(account_refund{.id = {1}} != account_refund{.id = {1}, .in_full = true});
    STATIC_REQUIRE(!std::is_convertible_v<order_id, refund_id>);
    STATIC_REQUIRE(std::is_trivially_copyable_v<account_refund>);
}

// SPDX-License-Identifier: MIT
#include <type_traits>

#include <ratecard/account/facts.hpp>

#include "catch.hpp"

using namespace ratecard;

TEST_CASE("an account refund is not in full by default") {
    STATIC_REQUIRE(!account_refund{.id = {1}}.in_full);
    STATIC_REQUIRE(account_refund{.id = {1}} != account_refund{.id = {1}, .in_full = true});
    STATIC_REQUIRE(!std::is_convertible_v<order_id, refund_id>);
    STATIC_REQUIRE(std::is_trivially_copyable_v<account_refund>);
}

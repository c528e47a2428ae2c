// SPDX-License-Identifier: MIT
#include <cstdint>

#include <ratecard/balance/grant.hpp>
#include <ratecard/core/limit.hpp>
#include <ratecard/money/exact.hpp>

#include "catch.hpp"

using namespace ratecard;

TEST_CASE("only quantities and money can be granted") {
    STATIC_REQUIRE(balance_amount<quantity>);
    STATIC_REQUIRE(balance_amount<money>);
    STATIC_REQUIRE_FALSE(balance_amount<std::int64_t>);
    STATIC_REQUIRE_FALSE(balance_amount<double>);
    STATIC_REQUIRE_FALSE(balance_amount<decimal>);
    STATIC_REQUIRE_FALSE(balance_amount<exact>);
    STATIC_REQUIRE_FALSE(balance_amount<limit>);
    STATIC_REQUIRE_FALSE(balance_amount<const money&>);
}

// SPDX-License-Identifier: MIT
#include <cstdint>

#include <ratecard/balance/grant.hpp>
#include <ratecard/core/limit.hpp>
#include <ratecard/money/exact.hpp>

#include "catch.hpp"

using namespace ratecard;

TEST_CASE("quantities and settled money can be granted; nothing that has no unit of its own can") {
    STATIC_REQUIRE(countable<quantity>);
    STATIC_REQUIRE(countable<money>);
    STATIC_REQUIRE_FALSE(countable<std::int64_t>);
    STATIC_REQUIRE_FALSE(countable<double>);
    STATIC_REQUIRE_FALSE(countable<decimal>);
    STATIC_REQUIRE_FALSE(countable<exact>);
    STATIC_REQUIRE_FALSE(countable<limit>);
    STATIC_REQUIRE_FALSE(countable<const money&>);
}

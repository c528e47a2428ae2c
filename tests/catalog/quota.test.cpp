// SPDX-License-Identifier: MIT
#include <ratecard/catalog/product.hpp>

#include "catch.hpp"

using namespace ratecard;

TEST_CASE("a quota by default counts what exists in a subscription and is part of no other") {
    constexpr quota users{.key = "users"};
    STATIC_REQUIRE(users.scope == quota_scope::subscription);
    STATIC_REQUIRE(users.window == quota_window::standing);
    STATIC_REQUIRE(!users.part_of);
}

TEST_CASE("a cell of the quota table is unstated by default, neither zero nor unlimited") {
    constexpr quota_limit hole{};
    STATIC_REQUIRE(hole.enforcement == enforcement::unstated);
    STATIC_REQUIRE(hole != hard(0));
    STATIC_REQUIRE(hole != no_limit);
}

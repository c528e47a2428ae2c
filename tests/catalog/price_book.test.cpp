// SPDX-License-Identifier: MIT
#include <ratecard/catalog/price_book.hpp>

#include "catch.hpp"

using namespace ratecard;
using namespace ratecard::literals;

TEST_CASE("a version by default has no successor") {
    STATIC_REQUIRE(!price_version{.key = "first", .effective_from = instant{}}.migrates_to);
    STATIC_REQUIRE(price_version{"first", instant{1}, {}} !=
                   price_version{"first", instant{2}, {}});
}

TEST_CASE("plan prices differ if version or edition differ") {
    STATIC_REQUIRE(plan_price{{0}, {1}, 10_dec} == plan_price{{0}, {1}, 10.00_dec});
    STATIC_REQUIRE(plan_price{{0}, {1}, 10_dec} != plan_price{{1}, {1}, 10_dec});
    STATIC_REQUIRE(plan_price{{0}, {1}, 10_dec} != plan_price{{0}, {0}, 10_dec});
}

// SPDX-License-Identifier: MIT
#include <ratecard/account/facts.hpp>

#include "catch.hpp"

using namespace ratecard;

TEST_CASE("an add-on purchase is in force from its begin up to, not including, its end") {
    constexpr add_on_purchase p{.begins = instant{10}, .ends = instant{20}};
    STATIC_REQUIRE_FALSE(p.is_in_force(instant{9}));
    STATIC_REQUIRE(p.is_in_force(instant{10}));
    STATIC_REQUIRE(p.is_in_force(instant{19}));
    STATIC_REQUIRE_FALSE(p.is_in_force(instant{20}));
    STATIC_REQUIRE(add_on_purchase{}.is_in_force(instant{1'000'000}));
}

TEST_CASE("an add-on purchase of zero units is never in force") {
    STATIC_REQUIRE_FALSE(add_on_purchase{.units = quantity{}}.is_in_force(instant{}));
}

// SPDX-License-Identifier: MIT
#include <ratecard/catalog/rating_policy.hpp>

#include "catch.hpp"

using namespace ratecard;

TEST_CASE("a rating policy by default rounds each charge and has no steps") {
    STATIC_REQUIRE(rating_policy{}.steps == 0);
    STATIC_REQUIRE(rating_policy{}.point == rounding_point::charge);
    STATIC_REQUIRE(rating_policy{}.volume.tiers == tiering::volume);
    STATIC_REQUIRE(rating_policy{} == presets::tencent_chat);
}

TEST_CASE("a rating policy uses each step at most once") {
    STATIC_REQUIRE(
        is_well_formed({.order = {rating_step::maximum, rating_step::minimum}, .steps = 2}));
    STATIC_REQUIRE(
        !is_well_formed({.order = {rating_step::maximum, rating_step::maximum}, .steps = 2}));
    STATIC_REQUIRE(
        is_well_formed({.order = {rating_step::maximum, rating_step::maximum}, .steps = 1}));
    STATIC_REQUIRE(!is_well_formed({.steps = 6}));
}

TEST_CASE("every preset is well formed") {
    using namespace presets;
    for (const rating_policy& p : {stripe, lago, open_meter, kill_bill, flexprice, polar, autumn,
                                   meteroid, presets::tencent_chat}) {
        CHECK(is_well_formed(p));
        CHECK(p.graduated.tiers == tiering::graduated);
        CHECK(p.volume.tiers == tiering::volume);
    }
}

// SPDX-License-Identifier: MIT
#include <ratecard/catalog/rating_policy.hpp>

#include "catch.hpp"

using namespace ratecard;

namespace {

constexpr bool has_every_step(const rating_policy& p) {
    for (const rating_step step :
         {rating_step::percentage_discount, rating_step::amount_discount, rating_step::maximum,
          rating_step::minimum, rating_step::credits})
        if (!has_step(p, step)) return false;
    return true;
}

}  // namespace

TEST_CASE("a rating policy by default rounds each charge and has every step") {
    STATIC_REQUIRE(has_every_step({}));
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

TEST_CASE("a policy has the steps of its order, as far as it is used") {
    constexpr rating_policy one{.order = {rating_step::maximum, rating_step::minimum}, .steps = 1};
    STATIC_REQUIRE(has_step(one, rating_step::maximum));
    STATIC_REQUIRE(!has_step(one, rating_step::minimum));
    STATIC_REQUIRE(!has_step(one, rating_step::percentage_discount));
    STATIC_REQUIRE(!has_step({.steps = 0}, rating_step::percentage_discount));
}

TEST_CASE("every preset is well formed and has every step") {
    using namespace presets;
    for (const rating_policy& p : {stripe, lago, open_meter, kill_bill, flexprice, polar, autumn,
                                   meteroid, presets::tencent_chat}) {
        CHECK(is_well_formed(p));
        CHECK(has_every_step(p));
        CHECK(p.graduated.tiers == tiering::graduated);
        CHECK(p.volume.tiers == tiering::volume);
    }
}

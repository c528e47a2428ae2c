// SPDX-License-Identifier: MIT
#include <cstdint>

#include <ratecard/core/reason.hpp>

#include "catch.hpp"

using namespace ratecard;

TEST_CASE("each of the 16 attributes has its own reason") {
    for (std::uint16_t a = 0; a < max_attributes; ++a) {
        const reason why = refused_by({a});
        CHECK(attribute_of(why) == attribute_id{a});
        for (std::uint16_t b = 0; b < a; ++b) CHECK(why != refused_by({b}));
    }
}

TEST_CASE("no other reason names an attribute") {
    for (int why = 0; why < static_cast<int>(reason::first_attribute); ++why)
        CHECK(!attribute_of(static_cast<reason>(why)).has_value());
    STATIC_REQUIRE(!attribute_of(reason::allowed));
    STATIC_REQUIRE(!attribute_of(reason::trial_over));
    STATIC_REQUIRE(attribute_of(reason::first_attribute) == attribute_id{0});
}

TEST_CASE("allowed is the reason whose number is zero") {
    STATIC_REQUIRE(static_cast<int>(reason::allowed) == 0);
    STATIC_REQUIRE(reason{} == reason::allowed);
}

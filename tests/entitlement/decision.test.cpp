// SPDX-License-Identifier: MIT
#include <type_traits>

#include <ratecard/entitlement/check.hpp>

#include "catch.hpp"

using namespace ratecard;

TEST_CASE("a decision is allowed, or has a reason") {
    STATIC_REQUIRE(decision{reason::allowed}.allowed());
    for (const reason why : {reason::unknown_feature, reason::stale, reason::suspended,
                             reason::not_in_edition, refused_by(attribute_id{3})}) {
        CHECK_FALSE(decision{why}.allowed());
        CHECK(decision{why}.why() == why);
    }
    STATIC_REQUIRE(decision{reason::stale} == decision{reason::stale});
    STATIC_REQUIRE_FALSE(decision{reason::stale} == decision{reason::allowed});
}

TEST_CASE("a decision is one byte, and does not convert to a number") {
    STATIC_REQUIRE(sizeof(decision) == 1);
    STATIC_REQUIRE(std::is_trivially_copyable_v<decision>);
    STATIC_REQUIRE_FALSE(std::is_convertible_v<decision, bool>);
    STATIC_REQUIRE_FALSE(std::is_convertible_v<reason, decision>);
    STATIC_REQUIRE_FALSE(std::is_default_constructible_v<decision>);
}

// SPDX-License-Identifier: MIT
#include <concepts>
#include <cstdint>
#include <type_traits>

#include <ratecard/core/id.hpp>

#include "catch.hpp"

using namespace ratecard;

namespace {
template <class A, class B>
concept mixes_with = std::is_convertible_v<A, B> || std::is_constructible_v<B, A> ||
    std::equality_comparable_with<A, B> || std::is_assignable_v<B&, A>;
}

TEST_CASE("ids of different kinds neither convert nor compare") {
    STATIC_REQUIRE(!mixes_with<feature_id, edition_id>);
    STATIC_REQUIRE(!mixes_with<quota_id, feature_id>);
    STATIC_REQUIRE(!mixes_with<charge_id, quota_id>);
    STATIC_REQUIRE(!mixes_with<order_id, bill_id>);
    STATIC_REQUIRE(!mixes_with<order_id, subscription_id>);
    STATIC_REQUIRE(mixes_with<quota_id, quota_id>);
}

TEST_CASE("an id does not convert into a number") {
    STATIC_REQUIRE(!std::is_convertible_v<quota_id, std::uint16_t>);
    STATIC_REQUIRE(!std::is_convertible_v<order_id, std::uint64_t>);
}

TEST_CASE("an id is an index into a table") {
    STATIC_REQUIRE(feature_id{}.index() == 0);
    STATIC_REQUIRE(feature_id{65'535}.index() == 65'535);
    STATIC_REQUIRE(feature_id{3} == feature_id{3});
    STATIC_REQUIRE(feature_id{3} < feature_id{4});
    STATIC_REQUIRE(order_id{UINT64_MAX}.value == UINT64_MAX);
    STATIC_REQUIRE(sizeof(feature_id) == 2);
}

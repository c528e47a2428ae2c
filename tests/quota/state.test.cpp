// SPDX-License-Identifier: MIT
#include <type_traits>

#include <ratecard/quota/state.hpp>

#include "catch.hpp"

using namespace ratecard;

TEST_CASE("a default state has nothing taken, and no window") {
    STATIC_REQUIRE(quota_state{}.taken == quantity{});
    STATIC_REQUIRE(quota_state{}.window < -1'000'000'000);
    STATIC_REQUIRE(quota_state{} == quota_state{});
    STATIC_REQUIRE_FALSE(quota_state{} == quota_state{3, quantity{}});
    STATIC_REQUIRE_FALSE(quota_state{3, quantity{1}} == quota_state{3, quantity{2}});
}

TEST_CASE("a state is trivially copyable") {
    STATIC_REQUIRE(std::is_trivially_copyable_v<quota_state>);
    STATIC_REQUIRE(sizeof(quota_state) == 16);
}

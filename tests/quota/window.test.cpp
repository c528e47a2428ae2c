// SPDX-License-Identifier: MIT
#include <type_traits>

#include <ratecard/quota/window.hpp>

#include "catch.hpp"

using namespace ratecard;

TEST_CASE("the standing window is always the same, and never over") {
    STATIC_REQUIRE(standing_window.end == instant::never());
    STATIC_REQUIRE(standing_window == window{});
    STATIC_REQUIRE_FALSE(standing_window == window{1, instant::never()});
    STATIC_REQUIRE_FALSE(standing_window == window{0, instant{5}});
    STATIC_REQUIRE(std::is_trivially_copyable_v<window>);
}

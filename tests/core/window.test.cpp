// SPDX-License-Identifier: MIT
#include <ratecard/core/window.hpp>

#include "catch.hpp"

using namespace ratecard;

TEST_CASE("the standing window never ends, and the closed window has always ended") {
    STATIC_REQUIRE(standing_window.end == instant::never());
    STATIC_REQUIRE(closed_window.end <= instant{instant::first_of_data});
    STATIC_REQUIRE(closed_window.index < standing_window.index);
}

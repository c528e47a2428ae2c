// SPDX-License-Identifier: MIT
#include <cstdint>
#include <type_traits>

#include <ratecard/core/window.hpp>

#include "edges.hpp"

using namespace ratecard;
using namespace ratecard_test;

TEST_CASE("the standing window is always the same, and never ends") {
    STATIC_REQUIRE(standing_window.end == instant::never());
    STATIC_REQUIRE(standing_window == window{});
    STATIC_REQUIRE_FALSE(standing_window == window{1, instant::never()});
    STATIC_REQUIRE_FALSE(standing_window == window{0, instant{5}});
    STATIC_REQUIRE(std::is_trivially_copyable_v<window>);
}

TEST_CASE("fixed windows follow each other before and after their origin") {
    constexpr fixed_windows minutes{seconds(60), instant{30}};
    STATIC_REQUIRE(minutes.at(instant{30}) == window{0, instant{90}});
    STATIC_REQUIRE(minutes.at(instant{89}) == window{0, instant{90}});
    STATIC_REQUIRE(minutes.at(instant{90}) == window{1, instant{150}});
    STATIC_REQUIRE(minutes.at(instant{29}) == window{-1, instant{30}});
    STATIC_REQUIRE(minutes.at(instant{-30}) == window{-1, instant{30}});
    STATIC_REQUIRE(minutes.at(instant{-31}) == window{-2, instant{-30}});
    STATIC_REQUIRE(minutes.at(instant::never()).end == instant::never());
}

TEST_CASE("fixed windows leave no gap and no overlap") {
    law("an instant lies in its window, and the next begins where it ends", [] {
        const auto length = 1 + *up_to(instant::bound);
        const fixed_windows by{seconds(length), instant{*within(instant::bound)}};
        const instant t{*within(instant::bound - 1)};
        const window w = by.at(t);
        RC_ASSERT(t < w.end && (w.end - t).seconds <= length);
        RC_ASSERT(by.at(w.end - seconds(1)) == w);
        if (w.end < instant::never()) RC_ASSERT(by.at(w.end).index == w.index + 1);
    });
}

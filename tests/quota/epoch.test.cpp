// SPDX-License-Identifier: MIT
#include <cstdint>
#include <type_traits>

#include <ratecard/quota/epoch.hpp>

#include "any_quota.hpp"

using namespace ratecard;
using namespace ratecard_test;

namespace {

/// Window 2 of a hundred seconds, from 200 to 300.
constexpr window third{2, instant{300}};
constexpr epochs quarters{seconds(25), 4};

}  // namespace

TEST_CASE("the last epoch of a window ends when the window does") {
    STATIC_REQUIRE(quarters.at(third, instant{200}) == epoch{8, 2, instant{225}});
    STATIC_REQUIRE(quarters.at(third, instant{224}) == epoch{8, 2, instant{225}});
    STATIC_REQUIRE(quarters.at(third, instant{225}) == epoch{9, 2, instant{250}});
    STATIC_REQUIRE(quarters.at(third, instant{275}) == epoch{11, 2, instant{300}});
    STATIC_REQUIRE(quarters.at(third, instant{299}) == epoch{11, 2, instant{300}});
    // The next window goes on where this one ends.
    STATIC_REQUIRE(quarters.at({3, instant{400}}, instant{300}).index == 12);
    STATIC_REQUIRE(quarters.at({-1, instant{0}}, instant{-1}) == epoch{-1, -1, instant{0}});
}

TEST_CASE("after a window's end its last epoch has ended") {
    STATIC_REQUIRE(quarters.at(third, instant{300}) == epoch{11, 2, instant{300}});
    STATIC_REQUIRE(quarters.at(third, instant::never()) == epoch{11, 2, instant{300}});
}

TEST_CASE("the first epoch takes the rest of the window, which can be long or nothing") {
    constexpr epochs two{seconds(40), 2};
    STATIC_REQUIRE(two.at(third, instant{200}) == epoch{4, 2, instant{260}});
    STATIC_REQUIRE(two.at(third, instant{259}) == epoch{4, 2, instant{260}});
    STATIC_REQUIRE(two.at(third, instant{260}) == epoch{5, 2, instant{300}});
    // Three of 40 need 120 seconds: the first gets 20.
    STATIC_REQUIRE(epochs(seconds(40), 3).at(third, instant{200}) == epoch{6, 2, instant{220}});
    // Four would need 160: the first is left out.
    STATIC_REQUIRE(epochs(seconds(40), 4).at(third, instant{200}) == epoch{9, 2, instant{220}});
}

TEST_CASE("the standing window has epochs without end") {
    constexpr epochs minutes = epochs::standing(seconds(60), instant{30});
    STATIC_REQUIRE(minutes.at(standing_window, instant{30}) == epoch{0, 0, instant{90}});
    STATIC_REQUIRE(minutes.at(standing_window, instant{89}).index == 0);
    STATIC_REQUIRE(minutes.at(standing_window, instant{90}) == epoch{1, 0, instant{150}});
    STATIC_REQUIRE(minutes.at(standing_window, instant{29}) == epoch{-1, 0, instant{30}});
    STATIC_REQUIRE(minutes.at(standing_window, instant{-30}) == epoch{-1, 0, instant{30}});
    STATIC_REQUIRE(minutes.at(standing_window, instant{-31}).index == -2);
    STATIC_REQUIRE(minutes.at(standing_window, instant{instant::bound}).end == instant::never());
    STATIC_REQUIRE(minutes.window_of(1'000'000) == 0);
    STATIC_REQUIRE(std::is_trivially_copyable_v<epochs>);
}

TEST_CASE("epochs leave no gap in a window, and lead back to its number") {
    law("an instant lies in its epoch, and the next epoch begins where it ends", [] {
        const auto w = *any_window();
        const auto per = *rc::gen::inRange<std::uint16_t>(1, 9);
        const epochs by{seconds(*rc::gen::inRange(1, 40)), per};
        const instant t = w.end - seconds(*rc::gen::inRange(1, 101));
        const epoch e = by.at(w, t);
        RC_ASSERT(e.window == w.index);
        RC_ASSERT(by.window_of(e.index) == w.index);
        RC_ASSERT(t < e.end && e.end <= w.end);
        RC_ASSERT(by.at(w, e.end - seconds(1)) == e);
        if (e.end < w.end) {
            RC_ASSERT(by.at(w, e.end).index == e.index + 1);
            RC_ASSERT(by.at(w, e.end).end > e.end);
        } else {
            RC_ASSERT(by.window_of(e.index + 1) == w.index + 1);
        }
    });
    law("epochs of the standing window leave no gap either", [] {
        const std::int64_t length = *rc::gen::inRange<std::int64_t>(1, 1'000);
        const epochs by = epochs::standing(seconds(length), instant{*within(1'000'000)});
        const instant t{*within(10'000'000)};
        const epoch e = by.at(standing_window, t);
        RC_ASSERT(t < e.end && e.end - t <= seconds(length));
        RC_ASSERT(by.at(standing_window, e.end).index == e.index + 1);
    });
    law("every instant has an epoch", [] {
        const instant t{*within(instant::bound)}, end{*within(instant::bound)};
        const duration length{1 + *up_to(INT64_MAX - 1)};
        const auto per = *rc::gen::inRange<std::uint16_t>(1, 65'535);
        const epoch e = epochs(length, per).at({*rc::gen::arbitrary<std::int64_t>(), end}, t);
        RC_ASSERT(e.end <= end);
        const epoch s = epochs::standing(length, end).at(standing_window, t);
        RC_ASSERT(t < s.end || s.end == instant::never());
    });
}

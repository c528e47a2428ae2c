// SPDX-License-Identifier: MIT
#include <type_traits>

#include <ratecard/quota/decide.hpp>
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

TEST_CASE("what is taken stays taken where windows are numbered anew") {
    // Windows of a minute, counted from 1970, then from an origin: the number falls.
    constexpr std::int64_t from = 29'453'760, to = 17;
    constexpr quota_state five{from, quantity{5}};
    STATIC_REQUIRE(renumbered(five, from, to) == quota_state{to, quantity{5}});
    STATIC_REQUIRE(renumbered(quota_state{from - 1, quantity{5}}, from, to) ==
                   quota_state{to, quantity{}});
    STATIC_REQUIRE(renumbered(quota_state{}, from, to) == quota_state{to, quantity{}});
    constexpr window running{to, instant{100}};
    constexpr quota_state moved = renumbered(five, from, to);
    STATIC_REQUIRE(release(moved, renumbered(ticket{from, quantity{5}}, from, to), running) ==
                   release_decision<quota_state>{release_answer::released, {to, quantity{}}});
    STATIC_REQUIRE(
        release(moved, renumbered(ticket{from - 1, quantity{5}}, from, to), running).answer ==
        release_answer::free_already);
    // The next window is a new one, which it would not be without.
    constexpr window next{to + 1, instant{200}};
    STATIC_REQUIRE(decide(moved, hard(5), next, quantity{5}, instant{150}).allowed());
    STATIC_REQUIRE_FALSE(decide(five, hard(5), next, quantity{5}, instant{150}).allowed());
}

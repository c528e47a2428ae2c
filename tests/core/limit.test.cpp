// SPDX-License-Identifier: MIT
#include <cstdint>

#include <ratecard/core/limit.hpp>

#include "catch.hpp"

using namespace ratecard;

namespace {
constexpr quantity most{quantity::max_count};
}

TEST_CASE("the 100th of 100 is admitted, the 101st is not") {
    STATIC_REQUIRE(limit::finite(100).admits(quantity{99}, quantity{1}));
    STATIC_REQUIRE(!limit::finite(100).admits(quantity{100}, quantity{1}));
    STATIC_REQUIRE(limit::finite(100).admits(quantity{100}, quantity{0}));
    STATIC_REQUIRE(!limit::finite(100).admits(quantity{101}, quantity{0}));
}

TEST_CASE("a limit admits an amount if it fits beside the used one: all limits up to 12") {
    for (int top = 0; top <= 12; ++top)
        for (int used = 0; used <= 14; ++used)
            for (int wanted = 0; wanted <= 14; ++wanted) {
                int room = top;  // taken one by one
                for (int i = 0; i < used + wanted; ++i) --room;
                CHECK(limit::finite(top).admits(quantity{used}, quantity{wanted}) == (room >= 0));
                CHECK(limit::unlimited().admits(quantity{used}, quantity{wanted}));
            }
}

TEST_CASE("unlimited admits every quantity, and the largest limit admits nothing above itself") {
    STATIC_REQUIRE(limit::unlimited().admits(most, most));
    STATIC_REQUIRE(limit{most}.admits(most, quantity{}));
    STATIC_REQUIRE(!limit{most}.admits(most, quantity{1}));
    STATIC_REQUIRE(!limit{most}.admits(most, most));
}

TEST_CASE("a default limit admits nothing") {
    STATIC_REQUIRE(limit{} == limit::finite(0));
    STATIC_REQUIRE(limit{}.admits(quantity{}, quantity{}));
    STATIC_REQUIRE(!limit{}.admits(quantity{}, quantity{1}));
}

TEST_CASE("unlimited is a separate state, greater than every finite limit") {
    STATIC_REQUIRE(limit::unlimited().is_unlimited());
    STATIC_REQUIRE(!limit{most}.is_unlimited());
    STATIC_REQUIRE(limit{most} < limit::unlimited());
    STATIC_REQUIRE(limit::unlimited() == limit::unlimited());
    STATIC_REQUIRE(limit::finite(3) < limit::finite(4));
    STATIC_REQUIRE(limit{most}.most() == most);
    STATIC_REQUIRE(limit::finite(7).most() == quantity{7});
}

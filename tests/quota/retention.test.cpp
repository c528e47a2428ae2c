// SPDX-License-Identifier: MIT
#include <cstdint>

#include <ratecard/quota/decide.hpp>

#include "edges.hpp"

using namespace ratecard;
using namespace ratecard_test;

TEST_CASE("something kept for seven days is dropped after seven times 24 hours") {
    constexpr instant made{1'708'398'672};
    constexpr limit week = limit::finite(7);
    STATIC_REQUIRE(dropped_at(made, week) == instant{1'709'003'472});
    STATIC_REQUIRE(is_kept(made, week, made));
    STATIC_REQUIRE(is_kept(made, week, instant{1'709'003'471}));
    STATIC_REQUIRE_FALSE(is_kept(made, week, instant{1'709'003'472}));
    STATIC_REQUIRE(dropped_at(made, limit::finite(30)) == instant{1'710'990'672});
}

TEST_CASE("something kept for zero days is dropped at once, and without a limit never") {
    STATIC_REQUIRE(dropped_at(instant{5}, limit{}) == instant{5});
    STATIC_REQUIRE_FALSE(is_kept(instant{5}, limit{}, instant{5}));
    STATIC_REQUIRE(dropped_at(instant{5}, limit::unlimited()) == instant::never());
    STATIC_REQUIRE(is_kept(instant{5}, limit::unlimited(), instant{instant::last_of_data}));
}

TEST_CASE("an age beyond the last instant never ends") {
    STATIC_REQUIRE(dropped_at(instant{instant::last_of_data},
                              limit{quantity{quantity::max_count}}) == instant::never());
    STATIC_REQUIRE(dropped_at(instant::never(), limit::finite(1)) == instant::never());
    law("with a longer age nothing is dropped sooner", [] {
        const instant made{*within(instant::last_of_data)};
        const std::int64_t a = *up_to(quantity::max_count), b = *up_to(quantity::max_count);
        const instant shorter = dropped_at(made, limit::finite(std::min(a, b)));
        const instant longer = dropped_at(made, limit::finite(std::max(a, b)));
        RC_ASSERT(made <= shorter);
        RC_ASSERT(shorter <= longer);
        RC_ASSERT(longer <= dropped_at(made, limit::unlimited()));
        // Kept until then, and not from then on.
        if (made < shorter) {
            RC_ASSERT(is_kept(made, limit::finite(std::min(a, b)), shorter - seconds(1)));
        }
        RC_ASSERT(!is_kept(made, limit::finite(std::min(a, b)), shorter));
    });
}

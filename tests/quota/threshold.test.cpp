// SPDX-License-Identifier: MIT
#include <cstdint>

#include <ratecard/quota/decide.hpp>
#include <ratecard/quota/threshold.hpp>

#include "any_quota.hpp"

using namespace ratecard;
using namespace ratecard_test;

namespace {

constexpr threshold four_fifths = threshold::percent(80);
constexpr limit ten = limit::finite(10);

constexpr bool from_to(std::int64_t before, std::int64_t after, const threshold& t = four_fifths) {
    return fires(t, ten, {0, quantity{before}}, {0, quantity{after}});
}

}  // namespace

TEST_CASE("a threshold is reached at its share of the limit, not below it") {
    STATIC_REQUIRE(four_fifths.is_reached(ten, quantity{8}));
    STATIC_REQUIRE_FALSE(four_fifths.is_reached(ten, quantity{7}));
    // 80 % of 9 is 7.2: seven do not reach it.
    STATIC_REQUIRE_FALSE(four_fifths.is_reached(limit::finite(9), quantity{7}));
    STATIC_REQUIRE(four_fifths.is_reached(limit::finite(9), quantity{8}));
    STATIC_REQUIRE_FALSE(four_fifths.is_reached(limit::unlimited(), quantity{quantity::max_count}));
    STATIC_REQUIRE(threshold::at(quantity{3}).is_reached(limit::unlimited(), quantity{3}));
    STATIC_REQUIRE_FALSE(threshold::at(quantity{3}).is_reached(ten, quantity{2}));
    // Beyond 64 bits in the product.
    STATIC_REQUIRE_FALSE(threshold::percent(65'535).is_reached(limit::finite(quantity::max_count),
                                                               quantity{quantity::max_count}));
    STATIC_REQUIRE(threshold::percent(120).is_reached(ten, quantity{12}));
}

TEST_CASE("a threshold fires once, on the decision that reaches it") {
    STATIC_REQUIRE(from_to(7, 8));
    STATIC_REQUIRE(from_to(0, 10));
    STATIC_REQUIRE_FALSE(from_to(8, 9));
    STATIC_REQUIRE_FALSE(from_to(6, 7));
    STATIC_REQUIRE_FALSE(from_to(8, 8));
    STATIC_REQUIRE_FALSE(from_to(9, 7));
    STATIC_REQUIRE(from_to(2, 5, threshold::at(quantity{5})));
    // In a new window it fires again: nothing of it was taken before.
    STATIC_REQUIRE(fires(four_fifths, ten, {0, quantity{9}}, {1, quantity{9}}));
    STATIC_REQUIRE_FALSE(fires(four_fifths, ten, {0, quantity{9}}, {1, quantity{1}}));
}

TEST_CASE("however much is taken at once, each threshold fires once in a window") {
    law("each threshold fires once among the decisions of a window", [] {
        const quota_limit l = *rc::gen::element(hard(20), soft(20), with_grace(hard(20), 50));
        const threshold t = *rc::gen::element(threshold::percent(50), threshold::percent(100),
                                              threshold::at(quantity{7}));
        quota_state s;
        int fired = 0;
        for (int i = 0; i < 12; ++i) {
            const auto d = decide(s, l, standing_window,
                                  quantity{*rc::gen::inRange<std::int64_t>(1, 6)}, instant{});
            if (fires(t, l.most, s, d.next)) ++fired;
            s = d.next;
        }
        RC_ASSERT(fired == (t.is_reached(l.most, s.taken) ? 1 : 0));
    });
}

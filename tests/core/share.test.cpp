// SPDX-License-Identifier: MIT
#include <cstddef>
#include <cstdint>
#include <vector>

#include <ratecard/core/share.hpp>

#include "edges.hpp"

using namespace ratecard;
using namespace ratecard_test;

// That shares follow the weights by largest remainder is shown in money/allocate.test.cpp, which
// shares by the same function.

TEST_CASE("shares of any size add up to the whole") {
    law("shares by any weights add up to the whole", [] {
        const auto total = *any_word();
        std::vector<std::uint64_t> weights;
        for (int i = *rc::gen::inRange(1, 8); i > 0; --i) weights.push_back(*any_word() >> 3);
        std::uint64_t sum = 0, whole = 0;
        for (const auto w : weights) whole += w;
        const auto put = [&](std::size_t, std::uint64_t share) { sum += share; };
        const auto shared = detail::share_out(total, weights, put);
        if (whole == 0 && total != 0) {
            RC_ASSERT(shared == core_errc::zero_weights);
        } else {
            RC_ASSERT(shared == weights.size());
            RC_ASSERT(sum == total);
        }
    });
}

TEST_CASE("first_shares is the sum of the first shares") {
    STATIC_REQUIRE(first_shares(7, 3, 0) == 0);
    STATIC_REQUIRE(first_shares(7, 3, 1) == 3);
    STATIC_REQUIRE(first_shares(-7, 3, 2) == -5);
    STATIC_REQUIRE(first_shares(-8, 3, 2) == -6);
    law("first_shares adds up any number of equal shares", [] {
        const auto total = *within(INT64_MAX);
        const auto count = *rc::gen::inRange<std::int64_t>(1, 20);
        std::int64_t sum = 0;
        for (std::int64_t first = 0; first <= count; ++first) {
            RC_ASSERT(first_shares(total, count, first) == sum);
            if (first < count) sum += equal_share(total, count, first);
        }
    });
}

TEST_CASE("equal shares differ by one at most, the larger first") {
    STATIC_REQUIRE(equal_share(7, 3, 0) == 3);
    STATIC_REQUIRE(equal_share(7, 3, 1) == 2);
    STATIC_REQUIRE(equal_share(-7, 3, 0) == -3);
    STATIC_REQUIRE(equal_share(-7, 3, 2) == -2);
    law("equal shares add up to the whole", [] {
        const auto total = *within(INT64_MAX);
        const auto count = *rc::gen::inRange<std::int64_t>(1, 20);
        std::int64_t sum = 0;
        for (std::int64_t i = 0; i < count; ++i) {
            const auto mine = equal_share(total, count, i);
            const auto first = equal_share(total, count, 0);
            const auto further = total < 0 ? mine - first : first - mine;
            RC_ASSERT(further == 0 || further == 1);
            sum += mine;
        }
        RC_ASSERT(sum == total);
    });
}

// SPDX-License-Identifier: MIT
#include <ratecard/core/limit.hpp>
#include <ratecard/core/wide.hpp>

#include "edges.hpp"

using namespace ratecard;
using namespace ratecard_test;

TEST_CASE("a limit is hard or soft, and by default neither") {
    STATIC_REQUIRE(hard(100).most == limit::finite(100));
    STATIC_REQUIRE(hard(100).enforcement == enforcement::hard);
    STATIC_REQUIRE(soft(100).most == limit::finite(100));
    STATIC_REQUIRE(soft(100).enforcement == enforcement::soft);
    STATIC_REQUIRE(hard(100) != soft(100));
    STATIC_REQUIRE(quota_limit{}.enforcement == enforcement::unstated);
    STATIC_REQUIRE(quota_limit{} != hard(0));
}

TEST_CASE("no_limit is unlimited and has an enforcement") {
    STATIC_REQUIRE(no_limit.most.is_unlimited());
    STATIC_REQUIRE(no_limit.enforcement != enforcement::unstated);
}

TEST_CASE("a grace is a percentage of the limit, in whole units") {
    STATIC_REQUIRE(hard(100).grace_percent == 0);
    STATIC_REQUIRE(end_of_grace(hard(100)) == limit::finite(100));
    STATIC_REQUIRE(end_of_grace(with_grace(hard(100), 10)) == limit::finite(110));
    STATIC_REQUIRE(end_of_grace(with_grace(hard(19), 10)) == limit::finite(20));
    STATIC_REQUIRE(end_of_grace(with_grace(hard(9), 10)) == limit::finite(9));
    STATIC_REQUIRE(end_of_grace(with_grace(hard(150), 1)) == limit::finite(151));
    STATIC_REQUIRE(with_grace(soft(5), 3).enforcement == enforcement::soft);
    STATIC_REQUIRE(end_of_grace(with_grace(no_limit, 50)).is_unlimited());
    STATIC_REQUIRE(end_of_grace(with_grace(hard(quantity::max_count), 1)) ==
                   limit::finite(quantity::max_count));
}

TEST_CASE("a grace is rounded down to whole units once") {
    law("100 x (end - limit) is at most limit x percent, and one unit more is not", [] {
        const auto most = static_cast<std::uint64_t>(*up_to(quantity::max_count));
        const auto percent = *rc::gen::arbitrary<std::uint16_t>();
        const limit end = end_of_grace(with_grace(hard(static_cast<std::int64_t>(most)), percent));
        const auto grace = static_cast<std::uint64_t>(end.most().count()) - most;
        const auto below = detail::multiply(most, percent), have = detail::multiply(grace, 100),
                   more = detail::multiply(grace + 1, 100);
        RC_ASSERT(have <= below);
        if (end.most().count() < quantity::max_count) RC_ASSERT(below < more);
    });
}

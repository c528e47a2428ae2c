// SPDX-License-Identifier: MIT
#include <ratecard/core/quota_limit.hpp>

#include "catch.hpp"

using namespace ratecard;

TEST_CASE("a limit is hard or soft; one that was not stated is neither") {
    STATIC_REQUIRE(hard(100).most == limit::finite(100));
    STATIC_REQUIRE(hard(100).enforcement == enforcement::hard);
    STATIC_REQUIRE(soft(100).most == limit::finite(100));
    STATIC_REQUIRE(soft(100).enforcement == enforcement::soft);
    STATIC_REQUIRE(hard(100) != soft(100));
    STATIC_REQUIRE(quota_limit{}.enforcement == enforcement::unstated);
    STATIC_REQUIRE(quota_limit{} != hard(0));
}

TEST_CASE("no limit is unlimited, and stated") {
    STATIC_REQUIRE(no_limit.most.is_unlimited());
    STATIC_REQUIRE(no_limit.enforcement != enforcement::unstated);
}

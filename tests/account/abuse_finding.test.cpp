// SPDX-License-Identifier: MIT
#include <type_traits>

#include <ratecard/account/facts.hpp>

#include "catch.hpp"

using namespace ratecard;

TEST_CASE("a finding is not lifted by default") {
    STATIC_REQUIRE(!abuse_finding{.id = {1}}.lifted_at);
    STATIC_REQUIRE(abuse_finding{.id = {1}} != abuse_finding{.id = {2}});
    STATIC_REQUIRE(std::is_trivially_copyable_v<abuse_finding>);
}

// SPDX-License-Identifier: MIT
#include <ratecard/catalog/policies.hpp>

#include "catch.hpp"

using namespace ratecard;

TEST_CASE("a policy not stated is the plainest one") {
    STATIC_REQUIRE(term_policy{}.min_months == 1);
    STATIC_REQUIRE(refund_policy{}.used == proration{});
    STATIC_REQUIRE(lifecycle_policy{}.expiry_grace == seconds(0));
    STATIC_REQUIRE(lifecycle_policy{}.retention_days == 0);
    STATIC_REQUIRE(billing_policy{}.issue_from == billing_policy{}.issue_until);
}

// SPDX-License-Identifier: MIT
#include <ratecard/time/proration.hpp>

#include "catch.hpp"

using namespace ratecard;

TEST_CASE("a proration not stated is by the second, of the running term") {
    STATIC_REQUIRE(proration{} == proration{used_unit::second, service_month::running_term});
    STATIC_REQUIRE(proration{} != proration{used_unit::started_day, service_month::running_term});
    STATIC_REQUIRE(proration{} != proration{used_unit::second, service_month::calendar_month});
}

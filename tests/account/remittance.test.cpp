// SPDX-License-Identifier: MIT
#include <type_traits>

#include <ratecard/account/bill.hpp>

#include "catch.hpp"

using namespace ratecard;

TEST_CASE("money that names no bill is of whatever is open") {
    STATIC_REQUIRE(!remittance{.amount = money{1, usd}}.of);
    STATIC_REQUIRE(remittance{.id = {1}} != remittance{.id = {2}});
    STATIC_REQUIRE(std::is_trivially_copyable_v<remittance>);
    STATIC_REQUIRE(!std::is_convertible_v<bill_id, remittance_id>);
}

// SPDX-License-Identifier: MIT
#include <ratecard/catalog/fault.hpp>

#include "catch.hpp"

using namespace ratecard;

TEST_CASE("faults are the same when they are the same mistake in the same place") {
    constexpr fault f{catalog_errc::negative_price, entity::charge_price, 3, "user", "pro"};
    STATIC_REQUIRE(f ==
                   fault{catalog_errc::negative_price, entity::charge_price, 3, "user", "pro"});
    STATIC_REQUIRE(f !=
                   fault{catalog_errc::duplicate_value, entity::charge_price, 3, "user", "pro"});
    STATIC_REQUIRE(f != fault{catalog_errc::negative_price, entity::plan_price, 3, "user", "pro"});
    STATIC_REQUIRE(f !=
                   fault{catalog_errc::negative_price, entity::charge_price, 4, "user", "pro"});
    STATIC_REQUIRE(f != fault{catalog_errc::negative_price, entity::charge_price, 3, "user", {}});
    STATIC_REQUIRE(f != fault{catalog_errc::negative_price, entity::charge_price, 3, {}, "pro"});
}

TEST_CASE("a fault of a row is told by what and where") {
    STATIC_REQUIRE(row_fault{catalog_errc::negative_price, 3} !=
                   row_fault{catalog_errc::negative_price, 2});
    STATIC_REQUIRE(row_fault{catalog_errc::negative_price, 3} !=
                   row_fault{catalog_errc::duplicate_value, 3});
}

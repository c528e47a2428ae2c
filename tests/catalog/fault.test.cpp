// SPDX-License-Identifier: MIT
#include <ratecard/catalog/fault.hpp>

#include "catch.hpp"

using namespace ratecard;

TEST_CASE("two faults are equal if error, kind, index and names are equal") {
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

TEST_CASE("two row faults are equal if error and index are equal") {
    STATIC_REQUIRE(row_fault{catalog_errc::negative_price, 3} !=
                   row_fault{catalog_errc::negative_price, 2});
    STATIC_REQUIRE(row_fault{catalog_errc::negative_price, 3} !=
                   row_fault{catalog_errc::duplicate_value, 3});
}

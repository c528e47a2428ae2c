// SPDX-License-Identifier: MIT
#include <ratecard/catalog/builder.hpp>

#include "catch.hpp"
#include "refused/small_catalog.hpp"

using namespace ratecard;

TEST_CASE("an add-on is found by its name, with its gifts") {
    static constexpr auto built = small::tables{}.compiled();
    constexpr catalog_view c = built.view();
    STATIC_REQUIRE(c.find_add_on("seats") == add_on_id{0});
    STATIC_REQUIRE(c.find_add_on("chairs") == catalog_errc::unknown_add_on);
    STATIC_REQUIRE(c[add_on_id{0}].key == name{"seats"});
    STATIC_REQUIRE(c.has(add_on_id{0}));
    STATIC_REQUIRE_FALSE(c.has(add_on_id{1}));
    STATIC_REQUIRE(c.gifts[0].raises == quota_id{0});
    STATIC_REQUIRE(c.gifts[0].per_unit == quantity{10});
}

TEST_CASE("two add-ons with one name are a fault") {
    catalog_builder b{small::tables{}.compiled()};
    const auto built = b.add(add_on{"seats"}).build();
    CHECK(built.error() == fault{catalog_errc::duplicate_name, entity::add_on, 1, "seats", {}});
}

TEST_CASE("a gift refers to entities by name, and the fault of an unknown name names it") {
    const catalog_builder b{small::tables{}.compiled()};
    CHECK(catalog_builder{b}.gives("chairs", "call").build().error().code ==
          catalog_errc::unknown_add_on);
    CHECK(catalog_builder{b}.gives("seats", "fly").build().error().code ==
          catalog_errc::unknown_feature);
    CHECK(catalog_builder{b}.raises("seats", "seas", quantity{1}).build().error().code ==
          catalog_errc::unknown_quota);
    const auto more =
        catalog_builder{b}.gives("seats", "call").raises("seats", "guests", quantity{2}).build();
    REQUIRE(more);
    CHECK(more->view().gifts[2].gives == feature_id{1});
    CHECK(more->view().gifts[3].per_unit == quantity{2});
}

// SPDX-License-Identifier: MIT
#include <array>
#include <optional>

#include <ratecard/account/subscription.hpp>

#include "application.hpp"
#include "reference_catalog.hpp"

using namespace ratecard;
using namespace ratecard_test;

namespace {
constexpr instant change = local(2022, 12, 26);
}

TEST_CASE("a subscription is sold by the book in force when it was created") {
    both_owners([](const catalog_view& c) {
        const auto sold_by = [&](instant created_at) {
            const subscription s{.id = {1}, .created_at = created_at};
            return version_of(c, s, local(2024, 1, 1));
        };
        CHECK(sold_by(change - seconds(1)) == original_book);
        CHECK(sold_by(change) == current_book);
    });
}

TEST_CASE("it moves to the successor from the instant of its migration on") {
    both_owners([](const catalog_view& c) {
        const instant moved = local(2023, 5, 1);
        const subscription s{.id = {1}, .created_at = local(2020, 1, 1), .migrated_at = moved};
        CHECK(version_of(c, s, moved - seconds(1)) == original_book);
        CHECK(version_of(c, s, moved) == current_book);
        const subscription late{.id = {1}, .created_at = change, .migrated_at = moved};
        CHECK(version_of(c, late, moved) == errc::migration_not_offered);
        CHECK(version_of(c, late, local(2023, 4, 1)) == current_book);
    });
}

TEST_CASE("a subscription older than the book has no version") {
    catalog_view c = tencent_chat::catalog;
    c.versions = c.versions.subspan(1);
    const subscription s{.id = {1}, .created_at = change - seconds(1)};
    CHECK(version_of(c, s, local(2024, 1, 1)) == errc::no_version_in_force);
}

TEST_CASE("there is one way between the books, to the successor") {
    constexpr catalog_view c = tencent_chat::catalog;
    STATIC_REQUIRE(migrate(c, original_book, current_book) == current_book);
    STATIC_REQUIRE(migrate(c, current_book, original_book) == errc::migration_not_offered);
    STATIC_REQUIRE(migrate(c, original_book, original_book) == errc::migration_not_offered);
    STATIC_REQUIRE(migrate(c, version_id{2}, current_book) == errc::unknown_version);
    STATIC_REQUIRE(migrate(c, original_book, version_id{2}) == errc::unknown_version);
}

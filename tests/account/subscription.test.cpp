// SPDX-License-Identifier: MIT
#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include <ratecard/account/subscription.hpp>

#include "application.hpp"
#include "property.hpp"
#include "reference_catalog.hpp"

using namespace ratecard;
using namespace ratecard_test;

namespace {
constexpr instant change = local(2022, 12, 26);
}

TEST_CASE("a subscription is priced by the version in force when it was created") {
    both_owners([](const catalog_view& c) {
        const auto sold_by = [&](instant created_at) {
            const subscription s{.id = {1}, .created_at = created_at};
            return version_of(c, s, local(2024, 1, 1));
        };
        CHECK(sold_by(change - seconds(1)) == original_book);
        CHECK(sold_by(change) == current_book);
    });
}

TEST_CASE("a subscription is priced by the successor from the instant of its migration on") {
    both_owners([](const catalog_view& c) {
        const instant moved = local(2023, 5, 1);
        const subscription s{.id = {1}, .created_at = local(2020, 1, 1), .migrated_at = moved};
        CHECK(version_of(c, s, moved - seconds(1)) == original_book);
        CHECK(version_of(c, s, moved) == current_book);
        const subscription late{.id = {1}, .created_at = change, .migrated_at = moved};
        CHECK(version_of(c, late, moved) == catalog_errc::migration_not_offered);
        CHECK(version_of(c, late, local(2023, 4, 1)) == current_book);
    });
}

TEST_CASE("a subscription created before the first version has no version") {
    catalog_view c = tencent_chat::catalog;
    c.versions = c.versions.subspan(1);
    const subscription s{.id = {1}, .created_at = change - seconds(1)};
    CHECK(version_of(c, s, local(2024, 1, 1)) == catalog_errc::no_version_in_force);
}

namespace {

/// Three versions of the book, a year apart; each leads to the next.
struct three_books {
    std::vector<price_version> versions{{"2021", local(2021, 1, 1), version_id{1}, {}},
                                        {"2022", local(2022, 1, 1), version_id{2}, {}},
                                        {"2023", local(2023, 1, 1), {}, {}}};
    offering o = *tencent_chat::catalog.view().offering;
    catalog_view c = tencent_chat::catalog;

    explicit three_books(grandfathering prices) {
        o.prices = prices;
        c.offering = &o;
        c.versions = versions;
    }
    three_books(const three_books&) = delete;
    three_books& operator=(const three_books&) = delete;
};

constexpr version_id of_2021{0}, of_2022{1}, of_2023{2};

}  // namespace

TEST_CASE("the creation, the first order or the question decides the version, by grandfathering") {
    application a{.created_at = local(2021, 6, 1)};
    a.orders = {bought(2, standard, 1, local(2022, 8, 1)),
                bought(1, standard, 1, local(2022, 6, 1))};
    const instant now = local(2023, 6, 1);
    using enum grandfathering;
    const three_books created{by_creation}, ordered{by_first_order}, each_day{by_order};
    const subscription s = a.facts();
    CHECK(dated_version_of(created.c, s, now) ==
          dated_version{of_2021, a.created_at, priced_since::creation});
    CHECK(dated_version_of(ordered.c, s, now) ==
          dated_version{of_2022, local(2022, 6, 1), priced_since::first_order});
    CHECK(dated_version_of(each_day.c, s, now) ==
          dated_version{of_2023, now, priced_since::asking});
    // Before its first order a subscription has today's prices.
    CHECK(dated_version_of(ordered.c, s, local(2021, 9, 1)) ==
          dated_version{of_2021, local(2021, 9, 1), priced_since::asking});
    CHECK(dated_version_of(ordered.c, s, local(2022, 6, 1))->by == priced_since::first_order);
    // Today's prices need no version at the creation.
    a.created_at = local(2020, 1, 1);
    CHECK(version_of(created.c, a.facts(), now) == catalog_errc::no_version_in_force);
    CHECK(version_of(each_day.c, a.facts(), now) == of_2023);
}

TEST_CASE("when a version ends, its subscriptions move to the successor at that instant") {
    three_books books{grandfathering::by_creation};
    books.versions[0].ends_at = local(2022, 7, 1);
    application a{.created_at = local(2021, 6, 1)};
    const auto at = [&](instant t) { return dated_version_of(books.c, a.facts(), t).value(); };
    CHECK(at(local(2022, 7, 1) - seconds(1)).version == of_2021);
    CHECK(at(local(2022, 7, 1)) == dated_version{of_2022, local(2022, 7, 1), priced_since::sunset});
    CHECK(at(local(2024, 1, 1)).version == of_2022);
    // If the successor ended too, its own successor applies.
    books.versions[1].ends_at = local(2023, 3, 1);
    CHECK(at(local(2024, 1, 1)) == dated_version{of_2023, local(2023, 3, 1), priced_since::sunset});
    // A migration before the end of the version counts.
    a.migrated_at = local(2022, 6, 1);
    CHECK(at(local(2022, 7, 1)) ==
          dated_version{of_2022, local(2022, 6, 1), priced_since::migration});
    CHECK(at(local(2023, 3, 1)).version == of_2023);
    // A migration after the end moves on from the successor.
    a.migrated_at = local(2022, 8, 1);
    CHECK(at(local(2022, 7, 15)).version == of_2022);
    CHECK(at(local(2022, 8, 1)) ==
          dated_version{of_2023, local(2022, 8, 1), priced_since::migration});
}

TEST_CASE("a migration before the first order decides a version has none to leave") {
    three_books books{grandfathering::by_first_order};
    application a{.created_at = local(2021, 6, 1)};
    a.migrated_at = local(2021, 7, 1);
    a.orders = {bought(1, standard, 1, local(2022, 6, 1))};
    const auto at = [&](instant t) { return dated_version_of(books.c, a.facts(), t).value(); };
    const dated_version first = at(local(2022, 6, 1));
    CHECK(first.by == priced_since::first_order);
    CHECK(at(local(2023, 6, 1)) == first);
    // From the first order on, it moves.
    a.migrated_at = local(2022, 6, 1);
    CHECK(at(local(2022, 6, 1)).by == priced_since::migration);
    // In the last version there is no successor: the same migration is no error, either.
    a.migrated_at = local(2021, 7, 1);
    a.orders = {bought(1, standard, 1, local(2024, 6, 1))};
    CHECK(at(local(2024, 7, 1)).by == priced_since::first_order);
}

TEST_CASE("a subscription never moves to an older version, under any grandfathering") {
    law("the version at a later instant is not older", [] {
        three_books books{*rc::gen::element(
            grandfathering::by_creation, grandfathering::by_first_order, grandfathering::by_order)};
        const auto sometime = [] {
            return local(2021, 1, 1) + days(*rc::gen::inRange<std::int64_t>(0, 1'500));
        };
        if (*rc::gen::arbitrary<bool>())
            books.versions[0].ends_at = local(2022, 1, 1) + days(*rc::gen::inRange(0, 900));
        if (*rc::gen::arbitrary<bool>())
            books.versions[1].ends_at = local(2023, 1, 1) + days(*rc::gen::inRange(0, 900));
        application a{.created_at = sometime()};
        a.orders = {bought(1, standard, 1, a.created_at + days(*rc::gen::inRange(0, 400)))};
        if (*rc::gen::arbitrary<bool>()) a.migrated_at = sometime();
        instant t = a.created_at;
        version_id before{0};
        for (int n = 0; n < 50; ++n, t = t + days(*rc::gen::inRange(1, 60))) {
            const auto found = dated_version_of(books.c, a.facts(), t);
            if (!found) {
                RC_ASSERT(found == catalog_errc::migration_not_offered);
                continue;
            }
            RC_ASSERT(before <= found->version);
            RC_ASSERT(found->decided_at <= t);
            const auto& ends = books.versions[found->version.index()].ends_at;
            RC_ASSERT((!ends || t < *ends));
            before = found->version;
        }
    });
}

TEST_CASE("a version can migrate only to its successor") {
    constexpr catalog_view c = tencent_chat::catalog;
    STATIC_REQUIRE(migrate(c, original_book, current_book) == current_book);
    STATIC_REQUIRE(migrate(c, current_book, original_book) == catalog_errc::migration_not_offered);
    STATIC_REQUIRE(migrate(c, original_book, original_book) == catalog_errc::migration_not_offered);
    STATIC_REQUIRE(migrate(c, version_id{2}, current_book) == catalog_errc::unknown_version);
    STATIC_REQUIRE(migrate(c, original_book, version_id{2}) == catalog_errc::unknown_version);
}

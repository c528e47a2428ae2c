// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <ratecard/catalog/builder.hpp>

#include "catalog/same_tables.hpp"
#include "property.hpp"
#include "reference_catalog.hpp"
#include "refused/small_catalog.hpp"

using namespace small;
using ratecard_test::differing_table;

namespace {

const offering about = tables{}.offering;

/// Two editions, one version and the default change: the least that can be added to.
catalog_builder started() {
    catalog_builder b{about};
    b.add(ratecard::edition{"basic"}).add(ratecard::edition{"pro"});
    b.add(price_version{"first", instant{1'000}, {}});
    b.change("", "", change_kind::forbidden);
    return b;
}
fault first_of(const catalog_builder& b) {
    const auto built = b.build();
    return built ? fault{} : built.error();
}

}  // namespace

TEST_CASE("a catalog owns all it needs: the clocks of its zone, too") {
    std::vector<clock_change> table{{instant{1'000}, hours(2)}, {instant{2'000}, hours(1)}};
    ratecard::offering o = about;
    o.billing_zone = zone::from(hours(1), table).value();
    const auto offset = [](const catalog_view& c, std::int64_t t) {
        return c.offering->billing_zone.offset_at(instant{t});
    };
    const auto reads = [](const catalog_view& c) {
        return c.offering->billing_zone.changes().data();
    };
    catalog_builder b{o};
    b.add(ratecard::edition{"basic"}).add(price_version{"first"});
    b.change("", "", change_kind::forbidden);
    const owned_catalog first_built = b.build().value();
    std::optional<owned_catalog> second_built = catalog_builder{first_built.view()}.build().value();
    owned_catalog copied = first_built;
    copied = *second_built;
    CHECK(first_built.view().offering->billing_zone == o.billing_zone);
    table.assign({{instant{1'000}, hours(9)}, {instant{2'000}, hours(9)}});

    const std::array all{reads(first_built), reads(*second_built), reads(copied), reads(b.view())};
    for (std::size_t i = 0; i < all.size(); ++i) {
        CHECK(all[i] != table.data());
        for (std::size_t j = 0; j < i; ++j) CHECK(all[i] != all[j]);
    }
    const owned_catalog moved = std::move(*second_built);
    CHECK(reads(moved) == all[1]);
    second_built.reset();
    for (const catalog_view& c : {first_built.view(), moved.view(), copied.view()}) {
        CHECK(offset(c, 999) == hours(1));
        CHECK(offset(c, 1'000) == hours(2));
        CHECK(offset(c, 2'000) == hours(1));
    }
    // A zone without changes reads no table.
    CHECK(started().view().offering->billing_zone == about.billing_zone);
    CHECK(reads(started().view()) == nullptr);
}

TEST_CASE("the builder makes the reference catalog that is written in C++") {
    const owned_catalog built = ratecard_test::rebuilt(tencent_chat::catalog.view());
    CHECK(differing_table(built, tencent_chat::catalog) == "");
    // Rebuilding the built catalog gives the same tables.
    CHECK(differing_table(ratecard_test::rebuilt(built.view()), built) == "");
}

TEST_CASE("the builder makes the small catalog that is written in C++") {
    constexpr auto compiled = tables{}.compiled();
    CHECK(differing_table(ratecard_test::rebuilt(compiled.view()), compiled) == "");
}

TEST_CASE("a builder made from a catalog builds an equal catalog") {
    const catalog_view written = tencent_chat::catalog.view();
    CHECK(differing_table(catalog_builder{written}.build().value(), tencent_chat::catalog) == "");
    constexpr auto compiled = tables{}.compiled();
    CHECK(differing_table(catalog_builder{compiled.view()}.build().value(), compiled) == "");
}

TEST_CASE("entities added to a copied catalog come after those it has") {
    const catalog_view reference = tencent_chat::catalog.view();
    catalog_builder b{reference};
    b.add(ratecard::feature{.key = "dictation"},
          {availability::absent, availability::absent, availability::included});
    const attribute_id group_size = reference.find_attribute("group_size").value();
    for (const std::string_view key : {"dictation", "local_search"})
        b.require(key, {.attribute = group_size, .test = test::at_most, .bound = 5});
    const owned_catalog built = b.build().value();
    const catalog_view c = built.view();
    REQUIRE(c.features.size() == reference.features.size() + 1);
    CHECK(c.features.back().key.view() == "dictation");
    for (std::size_t f = 0; f < c.features.size(); ++f) {
        const auto conditions_of = [f](const catalog_view& of) {
            if (f == of.features.size()) return 0;
            return of.condition_ends[f] - (f == 0 ? 0 : of.condition_ends[f - 1]);
        };
        const name& key = c.features[f].key;
        INFO(key.view());
        CHECK(conditions_of(c) - conditions_of(reference) ==
              (key.view() == "dictation" || key.view() == "local_search" ? 1 : 0));
    }
}

TEST_CASE("a built catalog is valid, and does not change when it is moved or the builder goes on") {
    catalog_builder b = started();
    REQUIRE(b.build().has_value());
    owned_catalog before = b.build().value();
    b.add(ratecard::feature{.key = "write"}, {availability::included, availability::absent});
    const owned_catalog after = b.build().value();
    CHECK(before.view().features.empty());
    CHECK(after.view().features.size() == 1);
    const owned_catalog copy = before;
    const owned_catalog moved = std::move(before);
    CHECK(differing_table(copy, moved) == "");
    CHECK(moved.view().offering->product == about.product);
}

TEST_CASE("the use of a name that was not added is a fault with this name") {
    CHECK(first_of(started().add_value("place", "here")) ==
          fault{catalog_errc::unknown_attribute, entity::attribute, 0, "place", {}});
    CHECK(first_of(started().require("write", {})) ==
          fault{catalog_errc::unknown_feature, entity::feature, 0, "write", {}});
    CHECK(first_of(started().price("second", "pro", 1_dec)) ==
          fault{catalog_errc::unknown_version, entity::version, 0, "second", {}});
    CHECK(first_of(started().price("first", "max", 1_dec)) ==
          fault{catalog_errc::unknown_edition, entity::edition, 0, "max", {}});
    CHECK(first_of(started().price("first", "pro", "user", tier{})) ==
          fault{catalog_errc::unknown_charge, entity::charge, 0, "user", {}});
    CHECK(first_of(started().price("second", "pro", "user", tier{})) ==
          fault{catalog_errc::unknown_version, entity::version, 0, "second", {}});
    CHECK(first_of(started().price("first", "max", "user", tier{})) ==
          fault{catalog_errc::unknown_edition, entity::edition, 0, "max", {}});
    CHECK(first_of(started().migrate("first", "second")) ==
          fault{catalog_errc::unknown_version, entity::version, 0, "second", {}});
    CHECK(first_of(started().migrate("zeroth", "first")) ==
          fault{catalog_errc::unknown_version, entity::version, 0, "zeroth", {}});
    CHECK(first_of(started().change("max", "pro", change_kind::forbidden)) ==
          fault{catalog_errc::unknown_edition, entity::edition, 0, "max", {}});
    CHECK(first_of(started().change("pro", "max", change_kind::forbidden)) ==
          fault{catalog_errc::unknown_edition, entity::edition, 0, "max", {}});
}

TEST_CASE("a name that is too long is unknown, and the fault does not keep its text") {
    CHECK(first_of(started().require(std::string(48, 'a'), {})) ==
          fault{catalog_errc::unknown_feature, entity::feature, 0, {}, {}});
}

TEST_CASE("a row has exactly one cell for each edition") {
    CHECK(first_of(started().add(ratecard::feature{.key = "write"}, {availability::included})) ==
          fault{catalog_errc::feature_without_value_in_an_edition, entity::feature, 0, "write",
                "pro"});
    CHECK(first_of(started().add(ratecard::feature{.key = "write"},
                                 std::initializer_list<availability>{})) ==
          fault{catalog_errc::feature_without_value_in_an_edition, entity::feature, 0, "write",
                "basic"});
    CHECK(first_of(started().add(
              ratecard::feature{.key = "write"},
              {availability::included, availability::included, availability::included})) ==
          fault{catalog_errc::unknown_edition, entity::feature, 0, "write", {}});
    CHECK(first_of(started().add(ratecard::quota{.key = "users"}, {hard(1)})) ==
          fault{catalog_errc::quota_without_limit_in_an_edition, entity::quota, 0, "users", "pro"});
    CHECK(first_of(started().add(ratecard::quota{.key = "users"}, {hard(1), hard(1), hard(1)})) ==
          fault{catalog_errc::unknown_edition, entity::quota, 0, "users", {}});
}

TEST_CASE(
    "an edition added after a feature or a quota is a fault: their rows have no cell for it") {
    CHECK(first_of(started()
                       .add(ratecard::feature{.key = "write"},
                            {availability::included, availability::included})
                       .add(ratecard::edition{"max"})) ==
          fault{catalog_errc::feature_without_value_in_an_edition, entity::feature, 0, "write",
                "max"});
    CHECK(first_of(started()
                       .add(ratecard::quota{.key = "users"}, {hard(1), hard(1)})
                       .add(ratecard::edition{"max"})) ==
          fault{catalog_errc::quota_without_limit_in_an_edition, entity::quota, 0, "users", "max"});
    CHECK(
        first_of(catalog_builder{about}
                     .add(ratecard::feature{.key = "write"}, std::initializer_list<availability>{})
                     .add(ratecard::edition{"basic"})) ==
        fault{catalog_errc::feature_without_value_in_an_edition, entity::feature, 0, "write",
              "basic"});
}

TEST_CASE("the builder keeps only the first mistake") {
    catalog_builder b = started();
    b.require("write", {});
    b.add_value("place", "here");
    b.add(ratecard::feature{.key = "write"}, {availability::included});
    CHECK(first_of(b) == fault{catalog_errc::unknown_feature, entity::feature, 0, "write", {}});
    // A mistake while adding comes before faults of validation.
    b.add(ratecard::edition{"basic"});
    CHECK(first_of(b) == fault{catalog_errc::unknown_feature, entity::feature, 0, "write", {}});
    CHECK(b.view().editions.size() == 2);
    CHECK(b.view().features.empty());
    CHECK(b.view().feature_matrix.empty());
}

TEST_CASE("build returns the fault that find_fault finds") {
    CHECK(first_of(catalog_builder{about}) ==
          fault{catalog_errc::empty_catalog, entity::offering, 0, "Small", {}});
    CHECK(first_of(started().add(ratecard::edition{"pro"})) ==
          fault{catalog_errc::duplicate_name, entity::edition, 2, "pro", {}});
    CHECK(first_of(started().price("first", "basic", 1_dec)) ==
          fault{catalog_errc::default_edition_is_for_sale, entity::plan_price, 0, "basic", {}});
}

TEST_CASE("a table has at most 65,535 rows") {
    catalog_builder b = started();
    for (int i = 0; i < 65'535; ++i)
        b.add(ratecard::trial{
            .key = name::from(std::to_string(i)).value(), .length = days(1), .activates = {}});
    CHECK(b.build().has_value());
    b.add(ratecard::trial{.key = "one more", .length = days(1), .activates = {}});
    CHECK(first_of(b) == fault{core_errc::too_many_entities, entity::trial, 65'535, {}, {}});
}

TEST_CASE("the builder's view finds ids of everything added so far") {
    catalog_builder b = started();
    CHECK(b.view().find_quota("users") == catalog_errc::unknown_quota);
    b.add(ratecard::quota{.key = "users"}, {hard(1), hard(1)});
    CHECK(b.view().find_quota("users") == quota_id{0});
}

TEST_CASE("conditions of equal rank keep the order of their rules") {
    ratecard_test::law("the order is that of a stable sort by feature and rank", [] {
        catalog_builder b{offering{.product = "Ordered"}};
        b.add(ratecard::edition{"only"})
            .add(price_version{"first"})
            .change("", "", change_kind::forbidden);
        const std::array features{"a", "b", "c"};
        const std::array attributes{"x", "y"};
        for (const char* f : features)
            b.add(ratecard::feature{*name::from(f)}, {availability::included});
        for (const char* a : attributes)
            b.add(ratecard::attribute{.key = *name::from(a), .kind = attribute_kind::count});
        std::vector<rule> rules;
        const auto count = *rc::gen::inRange(0, 20);
        for (int i = 0; i < count; ++i) {
            const auto f = *rc::gen::inRange<std::uint16_t>(0, 3);
            const auto a = *rc::gen::inRange<std::uint16_t>(0, 2);
            rules.push_back({{f}, {.attribute = {a}, .test = ratecard::test::at_most, .bound = i}});
            b.require(features[f], rules.back().must);
        }
        const auto built = b.build().value();
        const catalog_view c = built;
        std::stable_sort(rules.begin(), rules.end(), [](const rule& l, const rule& r) {
            return l.of != r.of ? l.of < r.of : l.must.attribute < r.must.attribute;
        });
        RC_ASSERT(c.conditions.size() == rules.size());
        for (std::size_t i = 0; i < rules.size(); ++i) {
            RC_ASSERT(c.conditions[i].bound == rules[i].must.bound);
            RC_ASSERT(c.conditions[i].rank == c.rank(refused_by(rules[i].must.attribute)));
        }
    });
}

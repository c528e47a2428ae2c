// SPDX-License-Identifier: MIT
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include <ratecard/catalog/builder.hpp>

#include "catch.hpp"
#include "property.hpp"
#include "refused/small_catalog.hpp"

using namespace ratecard;

TEST_CASE("an add-on is found by its name, with its gifts") {
    static constexpr auto built = small::tables{}.compiled();
    constexpr catalog_view c = built.view();
    STATIC_REQUIRE(c.find_add_on("seats") == add_on_id{0});
    STATIC_REQUIRE(c.find_add_on("chairs") == catalog_errc::unknown_add_on);
    STATIC_REQUIRE(c[add_on_id{0}].key == name{"seats"});
    STATIC_REQUIRE(c.has(add_on_id{0}));
    STATIC_REQUIRE_FALSE(c.has(add_on_id{2}));
    STATIC_REQUIRE(c.gifts[0].raises == quota_id{0});
    STATIC_REQUIRE(c.gifts[0].per_unit == quantity{10});
}

TEST_CASE("two add-ons with one name are a fault") {
    catalog_builder b{small::tables{}.compiled()};
    const auto built = b.add(add_on{"seats"}).build();
    CHECK(built.error() == fault{catalog_errc::duplicate_name, entity::add_on, 2, "seats", {}});
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

namespace {

constexpr add_on_rule sold_with(std::uint16_t of, std::uint16_t edition) {
    return {.of = {of}, .edition = edition_id{edition}};
}
constexpr add_on_rule needs(std::uint16_t of, std::uint16_t other) {
    return {.of = {of}, .relation = add_on_relation::needs, .other = add_on_id{other}};
}
constexpr add_on_rule excludes(std::uint16_t of, std::uint16_t other) {
    return {.of = {of}, .relation = add_on_relation::excludes, .other = add_on_id{other}};
}

/// The first fault of a catalog with three add-ons that have these rules.
template <std::size_t N>
constexpr std::optional<fault> fault_of_rules(const std::array<add_on_rule, N>& rules) {
    const small::tables t;
    const std::array add_ons{add_on_row{add_on_id{0}, "a"}, add_on_row{add_on_id{1}, "b"},
                             add_on_row{add_on_id{2}, "c"}};
    return compile(t.offering, t.editions, t.versions, t.changes, add_ons, rules).find_fault();
}
constexpr fault at(catalog_errc code, std::size_t row, const name& of) {
    return {code, entity::add_on_rule, row, of, {}};
}

}  // namespace

TEST_CASE("an add-on is sold with the editions that its rules name, or else with every one") {
    static constexpr auto built = small::tables{}.compiled();
    constexpr catalog_view c = built.view();
    STATIC_REQUIRE(c.is_sold_with({0}, small::pro));
    STATIC_REQUIRE_FALSE(c.is_sold_with({0}, small::basic));
    STATIC_REQUIRE(c.is_sold_with({1}, small::pro));
    STATIC_REQUIRE(c.is_sold_with({1}, small::basic));
}

TEST_CASE("an add-on needs another in one direction, and excludes it in both") {
    static constexpr auto built = small::tables{}.compiled();
    constexpr catalog_view c = built.view();
    STATIC_REQUIRE(c.needs({1}, {0}));
    STATIC_REQUIRE_FALSE(c.needs({0}, {1}));
    static constexpr auto apart = small::spoiled(
        [](small::tables& t) { t.add_on_rules[1].relation = add_on_relation::excludes; });
    STATIC_REQUIRE(apart.view().excludes({0}, {1}));
    STATIC_REQUIRE(apart.view().excludes({1}, {0}));
    STATIC_REQUIRE_FALSE(c.excludes({0}, {1}));
    STATIC_REQUIRE_FALSE(apart.view().excludes({0}, {0}));
}

TEST_CASE("a rule of an add-on names what the catalog has, and what its relation is with") {
    STATIC_REQUIRE(!fault_of_rules(std::array{sold_with(0, 1), needs(0, 1), excludes(0, 2)}));
    STATIC_REQUIRE(fault_of_rules(std::array{sold_with(3, 1)}) ==
                   fault{catalog_errc::unknown_add_on, entity::add_on_rule, 0, {}, "pro"});
    STATIC_REQUIRE(fault_of_rules(std::array{sold_with(0, 2)}) ==
                   at(catalog_errc::unknown_edition, 0, "a"));
    STATIC_REQUIRE(fault_of_rules(std::array{needs(0, 3)}) ==
                   at(catalog_errc::unknown_add_on, 0, "a"));
    STATIC_REQUIRE(fault_of_rules(std::array{add_on_rule{.of = {1}}}) ==
                   at(catalog_errc::unknown_edition, 0, "b"));
    STATIC_REQUIRE(fault_of_rules(std::array{add_on_rule{.relation = add_on_relation::needs}}) ==
                   at(catalog_errc::unknown_add_on, 0, "a"));
    constexpr add_on_rule with_both{.of = {0}, .edition = edition_id{1}, .other = add_on_id{1}};
    STATIC_REQUIRE(fault_of_rules(std::array{with_both})->code == core_errc::policy_out_of_range);
    constexpr add_on_rule needs_in{.of = {0},
                                   .relation = add_on_relation::needs,
                                   .edition = edition_id{1},
                                   .other = add_on_id{1}};
    STATIC_REQUIRE(fault_of_rules(std::array{needs_in})->code == core_errc::policy_out_of_range);
}

TEST_CASE("duplicate_value: a rule of an add-on is stated twice, an exclusion also the other way") {
    STATIC_REQUIRE(fault_of_rules(std::array{needs(0, 1), needs(1, 2), needs(0, 1)}) ==
                   at(catalog_errc::duplicate_value, 2, "a"));
    STATIC_REQUIRE(fault_of_rules(std::array{excludes(0, 1), excludes(1, 0)}) ==
                   at(catalog_errc::duplicate_value, 1, "b"));
    STATIC_REQUIRE(fault_of_rules(std::array{sold_with(0, 1), sold_with(0, 1)})->code ==
                   catalog_errc::duplicate_value);
    STATIC_REQUIRE(!fault_of_rules(std::array{sold_with(0, 1), needs(0, 1), sold_with(0, 0)}));
}

TEST_CASE("add_on_rules_contradict: an add-on needs what it excludes, or excludes itself") {
    STATIC_REQUIRE(fault_of_rules(std::array{needs(0, 1), excludes(0, 1)}) ==
                   at(catalog_errc::add_on_rules_contradict, 1, "a"));
    STATIC_REQUIRE(fault_of_rules(std::array{excludes(1, 0), needs(0, 1)}) ==
                   at(catalog_errc::add_on_rules_contradict, 1, "a"));
    STATIC_REQUIRE(fault_of_rules(std::array{excludes(2, 2)}) ==
                   at(catalog_errc::add_on_rules_contradict, 0, "c"));
}

TEST_CASE("add_on_needs_itself: add-ons need each other in a circle") {
    STATIC_REQUIRE(fault_of_rules(std::array{needs(1, 1)}) ==
                   at(catalog_errc::add_on_needs_itself, 0, "b"));
    STATIC_REQUIRE(fault_of_rules(std::array{needs(0, 1), needs(1, 2), needs(2, 0)}) ==
                   at(catalog_errc::add_on_needs_itself, 0, "a"));
    STATIC_REQUIRE(fault_of_rules(std::array{needs(2, 0), needs(0, 1), needs(1, 0)})->code ==
                   catalog_errc::add_on_needs_itself);
    STATIC_REQUIRE(!fault_of_rules(std::array{needs(0, 1), needs(0, 2), needs(1, 2)}));
}

TEST_CASE("a circle of needs is found among any rules, and only then is there a fault") {
    ratecard_test::law("there is a fault if and only if an add-on reaches itself by needs", [] {
        constexpr std::size_t count = 8;
        bool reaches[count][count] = {};
        catalog_builder b{small::tables{}.offering};
        b.add(edition{"basic"}).add(price_version{"first"});
        b.change("", "", change_kind::forbidden);
        std::vector<name> keys;
        for (std::size_t a = 0; a < count; ++a) {
            const char letter = static_cast<char>('a' + a);
            keys.push_back(name::from({&letter, 1}).value());
            b.add(add_on{keys.back()});
        }
        const auto rules = *rc::gen::inRange(0, 14);
        for (int i = 0; i < rules; ++i) {
            const auto of = *rc::gen::inRange<std::size_t>(0, count);
            const auto other = *rc::gen::inRange<std::size_t>(0, count);
            if (of == other || std::exchange(reaches[of][other], true)) continue;
            b.needs(keys[of].view(), keys[other].view());
        }
        for (std::size_t via = 0; via < count; ++via)
            for (std::size_t from = 0; from < count; ++from)
                for (std::size_t to = 0; to < count; ++to)
                    if (reaches[from][via] && reaches[via][to]) reaches[from][to] = true;
        bool any = false;
        for (std::size_t a = 0; a < count; ++a) any = any || reaches[a][a];
        const auto built = b.build();
        RC_TAG(any);
        RC_ASSERT(built.has_value() != any);
        if (any) RC_ASSERT(built.error().code == catalog_errc::add_on_needs_itself);
    });
}

TEST_CASE("a gift sets the limit of a quota that it names") {
    static constexpr auto set =
        small::spoiled([](small::tables& t) { t.gifts[0].sets = limit::finite(1'000); });
    STATIC_REQUIRE(validate(set));
    STATIC_REQUIRE(set.view().gifts[0].sets == limit::finite(1'000));
    STATIC_REQUIRE(small::spoiled([](small::tables& t) {
                       t.gifts[1].sets = limit::unlimited();
                   }).find_fault() ==
                   fault{catalog_errc::sets_without_a_quota, entity::gift, 1, "seats", {}});
}

TEST_CASE("the builder states the rules of add-ons, and what they set, by name") {
    catalog_builder b{small::tables{}.compiled()};
    b.add(add_on{.key = "import", .paid = add_on_payment::once})
        .sold_with("import", "pro")
        .excludes("import", "rooms")
        .sets("import", "guests", limit::unlimited())
        .raises("seats", "guests", quantity{5}, limit::finite(50));
    const auto built = b.build();
    REQUIRE(built);
    const catalog_view c = built->view();
    const add_on_id import = c.find_add_on("import").value();
    CHECK(c[import].paid == add_on_payment::once);
    CHECK_FALSE(c.is_sold_with(import, small::basic));
    CHECK(c.excludes(c.find_add_on("rooms").value(), import));
    CHECK(c.gifts[2] ==
          add_on_gift{.of = import, .raises = small::quota::guests, .sets = limit::unlimited()});
    CHECK(c.gifts[3].sets == limit::finite(50));
    CHECK(catalog_builder{b}.needs("import", "nothing").build().error().code ==
          catalog_errc::unknown_add_on);
    CHECK(catalog_builder{b}.sold_with("import", "gold").build().error().code ==
          catalog_errc::unknown_edition);
}

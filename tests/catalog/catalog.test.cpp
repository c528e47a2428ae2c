// SPDX-License-Identifier: MIT
#include <cstdint>
#include <optional>
#include <type_traits>

#include <ratecard/catalog/catalog.hpp>
#include <ratecard/catalog/validate.hpp>

#include "catalog/same_tables.hpp"
#include "catch.hpp"
#include "refused/small_catalog.hpp"

using namespace small;
using ratecard_test::differing_table;

namespace {

constexpr tables t;
constexpr auto built = t.compiled();
constexpr auto reversed =
    ratecard::compile(t.offering, t.reasons, t.changes, t.price_adjustments, t.charge_prices,
                      t.charges, t.plan_prices, t.versions, t.rules, t.values, t.attributes,
                      t.quotas, t.features, t.trials, t.editions, t.texts, t.gifts, t.options,
                      t.edition_values, t.add_ons, t.term_prices, t.add_on_rules);

enum class undeclared : std::uint8_t { thing };
enum number : std::uint8_t { one };
[[maybe_unused]] constexpr feature_id id_of(number) { return {}; }

}  // namespace

TEST_CASE("a catalog without a fault is valid") {
    STATIC_REQUIRE(validate(built));
    STATIC_REQUIRE(!built.find_fault());
    STATIC_REQUIRE(built.view().offering->product == name{"Small"});
}

TEST_CASE("the order in which tables are passed does not matter") {
    STATIC_REQUIRE(differing_table(built, reversed).empty());
    STATIC_REQUIRE(
        differing_table(
            built, ratecard::compile(t.offering, t.rules, t.features, t.editions, t.trials,
                                     t.quotas, t.attributes, t.versions, t.values, t.charges,
                                     t.plan_prices, t.reasons, t.price_adjustments, t.charge_prices,
                                     t.changes, t.options, t.add_ons, t.texts, t.edition_values,
                                     t.gifts, t.term_prices, t.add_on_rules))
            .empty());
}

TEST_CASE("a table that is not passed is empty") {
    static constexpr auto least = ratecard::compile(t.offering, t.editions, t.versions, t.changes);
    STATIC_REQUIRE(validate(least));
    STATIC_REQUIRE(least.view().features.empty());
    STATIC_REQUIRE(least.view().quota_table.empty());
    STATIC_REQUIRE(least.view().conditions.empty());
    STATIC_REQUIRE(least.view().reason_order.empty());
}

TEST_CASE("a key converts to the id of its own kind only") {
    STATIC_REQUIRE(quota_id{small::quota::guests} == quota_id{1});
    STATIC_REQUIRE(small::version::second == version_id{1});
    STATIC_REQUIRE(built.view()[small::edition::pro].key == name{"pro"});
    STATIC_REQUIRE(built.view().at(small::feature::call, small::edition::basic) ==
                   availability::on_trial);
    STATIC_REQUIRE(std::is_convertible_v<small::add_on, add_on_id>);
    STATIC_REQUIRE(std::is_convertible_v<small::feature, std::optional<feature_id>>);
    STATIC_REQUIRE(!std::is_constructible_v<feature_id, small::quota>);
    STATIC_REQUIRE(!std::is_constructible_v<feature_id, small::place>);
}

TEST_CASE("an enumeration is a key only if it is declared to name a kind; a number is not a key") {
    STATIC_REQUIRE(!std::is_constructible_v<feature_id, undeclared>);
    STATIC_REQUIRE(!std::is_convertible_v<number, feature_id>);
    STATIC_REQUIRE(!std::is_convertible_v<int, feature_id>);
    STATIC_REQUIRE(!std::is_convertible_v<std::uint16_t, feature_id>);
}

TEST_CASE("a single edition or version needs no key and no array") {
    static constexpr auto one = ratecard::compile(t.offering, ratecard::edition{"basic"},
                                                  price_version{"2024"}, change_rule{});
    STATIC_REQUIRE(validate(one));
    STATIC_REQUIRE(one.view().editions[0].key == name{"basic"});
    STATIC_REQUIRE(one.view().versions[0].key == name{"2024"});
}

TEST_CASE("a catalog has the cells of its tables") {
    constexpr catalog_view v = built.view();
    for (std::uint16_t f = 0; f < 2; ++f)
        for (std::uint16_t e = 0; e < 2; ++e) {
            CHECK(v.at(feature_id{f}, edition_id{e}) == t.features[f].in[e]);
            CHECK(v.at(quota_id{f}, edition_id{e}) == t.quotas[f].in[e]);
        }
    CHECK(v[feature_id{1}] == t.features[1].what);
    CHECK(v[quota_id{1}] == t.quotas[1].what);
    CHECK(v[charge_id{1}] == t.charges[1].what);
    CHECK(v[trial_id{0}] == t.trials[0].what);
    CHECK(v[attribute_id{2}] == t.attributes[2].what);
    CHECK(v[version_id{1}] == t.versions[1].what);
    CHECK(v[edition_id{1}] == t.editions[1].what);
}

TEST_CASE("conditions are ordered by feature, then by the rank of their refusal") {
    constexpr condition_table rows = built.view().condition_rows();
    constexpr feature_id write = small::feature::write, call = small::feature::call;
    STATIC_REQUIRE(rows.features == 2);
    STATIC_REQUIRE(rows.end_of(write) - rows.begin_of(write) == 1);
    STATIC_REQUIRE(rows.end_of(call) - rows.begin_of(call) == 2);
    STATIC_REQUIRE(rows.begin_of(write)->attribute == where);
    STATIC_REQUIRE(rows.begin_of(call)[0].attribute == release);
    STATIC_REQUIRE(rows.begin_of(call)[1].attribute == small::size);
    STATIC_REQUIRE(rows.begin_of(call)[0].rank == built.view().rank(refused_by(release)));
    STATIC_REQUIRE(rows.begin_of(call)[0].rank < rows.begin_of(call)[1].rank);
    static constexpr auto other_way =
        spoiled([](tables& s) { std::swap(s.reasons[6], s.reasons[7]); });
    STATIC_REQUIRE(other_way.view().condition_rows().begin_of(call)[0].attribute == small::size);
    STATIC_REQUIRE(other_way.view().condition_rows().begin_of(call)[1].attribute == release);
}

TEST_CASE("a set of enumerators contains exactly these") {
    STATIC_REQUIRE(values_of(place::here, place::elsewhere).bits == 0b101);
    STATIC_REQUIRE(values_of().bits == 0);
    STATIC_REQUIRE(values_of(place{63}).bits == std::uint64_t{1} << 63);
}

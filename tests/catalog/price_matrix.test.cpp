// SPDX-License-Identifier: MIT
#include <array>

#include <ratecard/catalog/price_matrix.hpp>

#include "catch.hpp"

using namespace ratecard;
using namespace ratecard::literals;

namespace {

constexpr attribute_id region{0}, size{3};
constexpr std::array rows{price_matrix_row{{1, 10}, 0.05_dec}, price_matrix_row{{1, 20}, 0.08_dec},
                          price_matrix_row{{2, 10}, 0.04_dec}};
constexpr price_matrix machines{
    .by = {region, size}, .dimensions = 2, .rows = rows, .otherwise = 1_dec};

constexpr attributes used_in(std::int64_t where, std::int64_t how_large) {
    return attributes{}.set(region, where).set(size, how_large);
}

}  // namespace

TEST_CASE("the price is that of the row with every value, or the default one") {
    STATIC_REQUIRE(machines.unit_price(used_in(1, 10)) == 0.05_dec);
    STATIC_REQUIRE(machines.unit_price(used_in(1, 20)) == 0.08_dec);
    STATIC_REQUIRE(machines.unit_price(used_in(2, 10)) == 0.04_dec);
    STATIC_REQUIRE(machines.unit_price(used_in(2, 20)) == 1_dec);
    STATIC_REQUIRE(machines.unit_price(used_in(0, 0)) == 1_dec);
}

TEST_CASE("what is not stated is in no row, not even in one of zeros") {
    static constexpr std::array zeros{price_matrix_row{{0, 0}, 7_dec}};
    constexpr price_matrix m{
        .by = {region, size}, .dimensions = 2, .rows = zeros, .otherwise = 1_dec};
    STATIC_REQUIRE(m.unit_price(attributes{}.set(region, 0)) == 1_dec);
    STATIC_REQUIRE(m.unit_price(used_in(0, 0)) == 7_dec);
}

TEST_CASE("only the dimensions that count are looked at") {
    static constexpr std::array one{price_matrix_row{{5, 99, 99}, 7_dec}};
    constexpr price_matrix m{.by = {region}, .dimensions = 1, .rows = one, .otherwise = 1_dec};
    STATIC_REQUIRE(m.unit_price(attributes{}.set(region, 5)) == 7_dec);
    static constexpr std::array full{price_matrix_row{{1, 2, 3}, 7_dec}};
    constexpr price_matrix three{
        .by = {region, size, {7}}, .dimensions = 3, .rows = full, .otherwise = 1_dec};
    STATIC_REQUIRE(three.unit_price(used_in(1, 2).set({7}, 3)) == 7_dec);
    STATIC_REQUIRE(three.unit_price(used_in(1, 2).set({7}, 4)) == 1_dec);
}

TEST_CASE("a row stated twice, a price below zero, no dimension and a fourth one are faults") {
    STATIC_REQUIRE(!find_price_matrix_fault(machines));
    constexpr auto spoiled = [](auto&& spoil) {
        std::array<price_matrix_row, 3> own = rows;
        price_matrix m = machines;
        m.rows = own;
        spoil(m, own);
        return find_price_matrix_fault(m);
    };
    STATIC_REQUIRE(spoiled([](price_matrix&, auto& r) {
                       r[2].values = {1, 20};
                   }) == row_fault{errc::duplicate_value, 2});
    STATIC_REQUIRE(spoiled([](price_matrix&, auto& r) {
                       r[2].unit_price = decimal::from("-0.1").value();
                   }) == row_fault{errc::negative_price, 2});
    STATIC_REQUIRE(spoiled([](price_matrix& m, auto&) {
                       m.otherwise = decimal::from("-1").value();
                   }) == row_fault{errc::negative_price, 3});
    STATIC_REQUIRE(spoiled([](price_matrix& m, auto&) { m.dimensions = 0; }) ==
                   row_fault{errc::policy_out_of_range, 0});
    STATIC_REQUIRE(spoiled([](price_matrix& m, auto&) { m.dimensions = 4; }) ==
                   row_fault{errc::policy_out_of_range, 0});
    // Two rows that differ in a dimension that does not count are one.
    STATIC_REQUIRE(spoiled([](price_matrix& m, auto&) { m.dimensions = 1; }) ==
                   row_fault{errc::duplicate_value, 1});
}

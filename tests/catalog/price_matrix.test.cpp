// SPDX-License-Identifier: MIT
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include <ratecard/catalog/price_forms.hpp>

#include "catch.hpp"

using namespace ratecard;
using namespace ratecard::literals;

namespace {

constexpr attribute_id region{0}, size{3};
constexpr matrix_dimensions by_both{.by = {region, size}, .count = 2};
constexpr std::array machines{matrix_row{{{1, 10}}, 0.05_dec}, matrix_row{{{1, 20}}, 0.08_dec},
                              matrix_row{{{2, 10}}, 0.04_dec}, matrix_row{{}, 1_dec}};

constexpr attributes used_in(std::int64_t where, std::int64_t how_large) {
    return attributes{}.set(region, where).set(size, how_large);
}
template <std::size_t N>
constexpr decimal price_of(const matrix_dimensions& by, const std::array<matrix_row, N>& rows,
                           const attributes& used) {
    return rows[place_of(by, std::span<const matrix_row>{rows}, used)].unit_price;
}

}  // namespace

TEST_CASE("the row with all values decides the price, or else the default row") {
    STATIC_REQUIRE(price_of(by_both, machines, used_in(1, 10)) == 0.05_dec);
    STATIC_REQUIRE(price_of(by_both, machines, used_in(1, 20)) == 0.08_dec);
    STATIC_REQUIRE(price_of(by_both, machines, used_in(2, 10)) == 0.04_dec);
    STATIC_REQUIRE(price_of(by_both, machines, used_in(2, 20)) == 1_dec);
    STATIC_REQUIRE(price_of(by_both, machines, used_in(0, 0)) == 1_dec);
}

TEST_CASE("the default row may be at any place") {
    constexpr std::array first{matrix_row{{}, 1_dec}, matrix_row{{{1, 10}}, 2_dec}};
    STATIC_REQUIRE(price_of(by_both, first, used_in(1, 10)) == 2_dec);
    STATIC_REQUIRE(price_of(by_both, first, used_in(1, 11)) == 1_dec);
}

TEST_CASE("usage without a stated attribute is priced by the default row, not by a row of zeros") {
    constexpr std::array zeros{matrix_row{{{0, 0}}, 7_dec}, matrix_row{{}, 1_dec}};
    STATIC_REQUIRE(price_of(by_both, zeros, attributes{}.set(region, 0)) == 1_dec);
    STATIC_REQUIRE(price_of(by_both, zeros, used_in(0, 0)) == 7_dec);
}

TEST_CASE("only the first `count` dimensions are compared") {
    constexpr std::array one{matrix_row{{{5, 99, 99}}, 7_dec}, matrix_row{{}, 1_dec}};
    STATIC_REQUIRE(price_of({{region}, 1}, one, attributes{}.set(region, 5)) == 7_dec);
    constexpr std::array full{matrix_row{{{1, 2, 3}}, 7_dec}, matrix_row{{}, 1_dec}};
    constexpr matrix_dimensions three{{region, size, {7}}, 3};
    STATIC_REQUIRE(price_of(three, full, used_in(1, 2).set({7}, 3)) == 7_dec);
    STATIC_REQUIRE(price_of(three, full, used_in(1, 2).set({7}, 4)) == 1_dec);
}

TEST_CASE(
    "a matrix has 1 to 3 dimensions, one default row, no duplicate row and no negative price") {
    constexpr auto spoiled = [](auto&& spoil) {
        std::array<matrix_row, 4> own = machines;
        matrix_dimensions by = by_both;
        spoil(by, own);
        return find_price_matrix_fault(by, std::span<const matrix_row>{own});
    };
    STATIC_REQUIRE(!spoiled([](auto&, auto&) {}));
    STATIC_REQUIRE(spoiled([](auto&, auto& r) {
                       r[2].values = {1, 20};
                   }) == row_fault{catalog_errc::duplicate_value, 2});
    STATIC_REQUIRE(spoiled([](auto&, auto& r) { r[1].values.reset(); }) ==
                   row_fault{catalog_errc::duplicate_value, 3});
    STATIC_REQUIRE(spoiled([](auto&, auto& r) {
                       r[3].values = {9, 9};
                   }) == row_fault{catalog_errc::no_price, 3});
    STATIC_REQUIRE(find_price_matrix_fault(by_both, std::span<const matrix_row>{}) ==
                   row_fault{catalog_errc::no_price, 0});
    STATIC_REQUIRE(spoiled([](auto&, auto& r) {
                       r[2].unit_price = decimal::from("-0.1").value();
                   }) == row_fault{catalog_errc::negative_price, 2});
    STATIC_REQUIRE(spoiled([](auto& by, auto&) { by.count = 0; }) ==
                   row_fault{core_errc::policy_out_of_range, 0});
    STATIC_REQUIRE(spoiled([](auto& by, auto&) { by.count = 4; }) ==
                   row_fault{core_errc::policy_out_of_range, 0});
    // Two rows that differ only in an unused dimension are duplicates.
    STATIC_REQUIRE(spoiled([](auto& by, auto&) { by.count = 1; }) ==
                   row_fault{catalog_errc::duplicate_value, 1});
}

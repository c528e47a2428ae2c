// SPDX-License-Identifier: MIT
// The tempting mistakes of rating, each by the sentence that would be false.
#include <array>
#include <cstdint>
#include <span>

#include <ratecard/money/decimal.hpp>
#include <ratecard/rating/fee.hpp>
#include <ratecard/rating/pipeline.hpp>

#include "catch.hpp"

using namespace ratecard;
using namespace ratecard::literals;

namespace {

constexpr auto half_up = rounding::half_away_from_zero;

constexpr money each(decimal price, std::int64_t units, int scale = 0, currency unit = usd) {
    return exact::product(price, quantity{units}, unit, scale).round(half_up).value();
}

constexpr std::array steps{tier{.up_to = limit::finite(50), .unit_price = 7_dec},
                           tier{.up_to = limit::finite(100), .unit_price = 6.5_dec},
                           tier{.unit_price = 6_dec}};
constexpr money tenths(std::int64_t units) {
    return fee({.scale = 1}, std::span<const tier>{steps}, quantity{units}, usd)
        .value()
        .round(half_up)
        .value();
}

}  // namespace

TEST_CASE("the unit price is not rounded first: 0.0125 x 10,000.9 is 125.01, not 100.00") {
    STATIC_REQUIRE(each(0.0125_dec, 100'009, 1) == money{125'01, usd});
    STATIC_REQUIRE(each(0.004_dec, 10'000) == money{40'00, usd});
}

TEST_CASE("records are not rounded one by one: 10,000 records of 0.004 are 40.00, not zero") {
    std::int64_t one_by_one = 0;
    for (int i = 0; i < 10'000; ++i) one_by_one += each(0.004_dec, 1).minor_units();
    CHECK(one_by_one == 0);
    CHECK(each(0.004_dec, 10'000) == money{40'00, usd});
}

TEST_CASE("a negative tie is rounded away from zero, so what is taken back is what was billed") {
    constexpr exact half = exact::product(0.005_dec, quantity{1}, usd);
    STATIC_REQUIRE(half.round(half_up) == money{1, usd});
    STATIC_REQUIRE((-half).round(half_up) == money{-1, usd});
    STATIC_REQUIRE((-half).round(rounding::half_to_positive) == money{0, usd});
}

TEST_CASE("a quantity of zero costs nothing, or the first flat amount if so stated") {
    STATIC_REQUIRE(tenths(0) == money{0, usd});
    STATIC_REQUIRE(fee({.flat_when_unused = true},
                       std::span<const tier>{std::array{tier{.flat = 3_dec}}}, quantity{},
                       usd) == exact{money{3'00, usd}});
}

TEST_CASE("a bound belongs to its step; a unit above it, and a fraction above it, to the next") {
    STATIC_REQUIRE(tenths(50) == money{35'00, usd});
    STATIC_REQUIRE(tenths(60) == money{41'50, usd});
    STATIC_REQUIRE(tenths(51) == money{35'65, usd});
    constexpr pricing volume{.tiers = tiering::volume, .scale = 1};
    const auto all_at = [&](std::int64_t units) {
        return fee(volume, std::span<const tier>{steps}, quantity{units}, usd)
            ->round(half_up)
            .value();
    };
    CHECK(all_at(50) == money{35'00, usd});
    CHECK(all_at(51) == money{33'15, usd});
}

TEST_CASE("negative usage is not a quantity") {
    STATIC_REQUIRE(quantity::from(-1) == core_errc::negative_quantity);
}

TEST_CASE("an amount has the digits of its currency: none of JPY, three of KWD, four of CLF") {
    STATIC_REQUIRE(each(0.5_dec, 1, 0, jpy) == money{1, jpy});
    STATIC_REQUIRE(each(0.49_dec, 1, 0, jpy) == money{0, jpy});
    STATIC_REQUIRE(each(1.2345_dec, 1, 0, kwd) == money{1'235, kwd});
    STATIC_REQUIRE(each(1.23454_dec, 1, 0, clf) == money{12'345, clf});
}

TEST_CASE("a discount of more than the whole is an error, not a payment to the customer") {
    STATIC_REQUIRE(percent(100.0001_dec) == money_errc::discount_out_of_range);
}

// SPDX-License-Identifier: MIT
#include <cstdint>

#include <ratecard/catalog/price_forms.hpp>

#include "big.hpp"
#include "edges.hpp"

using namespace ratecard;
using namespace ratecard::literals;
using namespace ratecard_test;

namespace {

using operation = unit_conversion::operation;
constexpr auto multiply = operation::multiply;
constexpr auto divided = operation::divide;
constexpr result<std::int64_t> count(const unit_conversion& conversion, std::int64_t metered,
                                     int scale = 0) {
    const auto q = converted(conversion, quantity{metered}, scale);
    if (!q) return q.error();
    return q->count();
}

}  // namespace

TEST_CASE("1,400 divided by 1,000 and rounded up is 2; 4.2 times 1.5 is 6.3") {
    constexpr unit_conversion thousands{divided, 1000_dec, rounding::ceiling, 0};
    STATIC_REQUIRE(count(thousands, 1'400) == 2);
    STATIC_REQUIRE(count(thousands, 1'000) == 1);
    STATIC_REQUIRE(count(thousands, 1'001) == 2);
    STATIC_REQUIRE(count(thousands, 0) == 0);
    STATIC_REQUIRE(count({multiply, 1.5_dec, rounding::exact, 1}, 42, 1) == 63);
}

TEST_CASE("a lost digit is an error if the rounding is exact") {
    STATIC_REQUIRE(count({divided, 3_dec, rounding::exact, 6}, 1) == money_errc::inexact);
    STATIC_REQUIRE(count({divided, 3_dec, rounding::half_to_even, 6}, 1) == 333'333);
    STATIC_REQUIRE(count({divided, 8_dec, rounding::exact, 3}, 1) == 125);
    STATIC_REQUIRE(count({multiply, 0.5_dec, rounding::exact, 0}, 3) == money_errc::inexact);
}

TEST_CASE("a factor of zero, a scale outside 0 to 6 and a quantity too large are errors") {
    STATIC_REQUIRE(count({divided, 0_dec, rounding::floor, 0}, 1) ==
                   core_errc::policy_out_of_range);
    STATIC_REQUIRE(count({multiply, decimal::from("-1").value(), rounding::floor, 0}, 1) ==
                   core_errc::policy_out_of_range);
    for (const int scale : {-1, 7}) {
        CHECK(count({multiply, 1_dec, rounding::floor, scale}, 1) ==
              core_errc::policy_out_of_range);
        CHECK(count({multiply, 1_dec, rounding::floor, 0}, 1, scale) ==
              core_errc::policy_out_of_range);
    }
    STATIC_REQUIRE(count({multiply, 1_dec, rounding::floor, 6}, quantity::max_count) ==
                   core_errc::quantity_too_large);
    STATIC_REQUIRE(count({divided, 0.000001_dec, rounding::floor, 6}, quantity::max_count) ==
                   core_errc::quantity_too_large);
    STATIC_REQUIRE(count({multiply, 1_dec, rounding::floor, 0}, quantity::max_count) ==
                   quantity::max_count);
}

TEST_CASE("a converted quantity is the exact quotient or product, rounded once") {
    law("the conversion equals the rounded rational for every factor and scale", [] {
        const int from = *rc::gen::inRange(0, 7);
        const unit_conversion conversion{
            *rc::gen::element(multiply, divided),
            decimal::from(*rc::gen::inRange<std::int64_t>(1, 1'000'000), *rc::gen::inRange(0, 9))
                .value(),
            *rc::gen::elementOf(std::vector(std::begin(every_rounding), std::end(every_rounding))),
            *rc::gen::inRange(0, 7)};
        const std::int64_t metered = *up_to(1'000'000'000'000);
        const big units{static_cast<std::uint64_t>(metered)};
        const big factor{static_cast<std::uint64_t>(conversion.factor.count())};
        const bool divides = conversion.by == divided;
        const big numerator = units * ten_to_the(conversion.scale) *
                              (divides ? ten_to_the(conversion.factor.scale()) : factor);
        const big denominator =
            ten_to_the(from) * (divides ? factor : ten_to_the(conversion.factor.scale()));
        const auto expected = rounded(false, numerator, denominator, conversion.rounded);
        const auto ours = count(conversion, metered, from);
        if (!expected)
            RC_ASSERT(ours == money_errc::inexact);
        else if (expected->magnitude > big{static_cast<std::uint64_t>(quantity::max_count)})
            RC_ASSERT(ours == core_errc::quantity_too_large);
        else
            RC_ASSERT(ours == static_cast<std::int64_t>(expected->magnitude.word(0)));
    });
}

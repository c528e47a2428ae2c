// SPDX-License-Identifier: MIT
#include <cstdint>

#include <ratecard/core/wide.hpp>

#include "big.hpp"
#include "edges.hpp"

using namespace ratecard;
using namespace ratecard_test;
using detail::wide;
using detail::wide_product;

namespace {

big number(wide w) { return {w.high, w.low}; }
big number(wide_product p) { return big{p.top} * (big{1, 0} * big{1, 0}) + number(p.rest); }
const big two_to_128 = big{1, 0} * big{1, 0};

bool multiplies(std::uint64_t a, std::uint64_t b) {
    return detail::multiply(a, b) == detail::multiply_standard(a, b) &&
           number(detail::multiply(a, b)) == big{a} * big{b};
}
bool multiplies(wide a, std::uint64_t b) {
    return number(detail::multiply(a, b)) == number(a) * big{b};
}
bool adds(wide a, wide b) {
    const auto sum = detail::add(a, b);
    const big expected = number(a) + number(b);
    return sum.overflow == (expected >= two_to_128) &&
           number(sum.value) + (sum.overflow ? two_to_128 : big{}) == expected;
}
bool divides(wide_product n, std::uint64_t divisor) {
    const auto found = detail::divide(n, divisor);
    const auto expected = divide(number(n), big{divisor});
    return number(wide_product{found.top, found.value}) == expected.quotient &&
           big{found.remainder} == expected.remainder;
}

}  // namespace

TEST_CASE("the oracle of this file is right about 2^64 x 2^64 and about 10^19 divided by 7") {
    STATIC_REQUIRE((big{1, 0} * big{1, 0}).bits() == 129);
    STATIC_REQUIRE(divide(ten_to_the(19), big{7}).quotient == big{1'428'571'428'571'428'571u});
    STATIC_REQUIRE(divide(ten_to_the(19), big{7}).remainder == big{3});
}

TEST_CASE("the product of the largest factors is correct") {
    STATIC_REQUIRE(detail::multiply(UINT64_MAX, UINT64_MAX) == wide{UINT64_MAX - 1, 1});
    STATIC_REQUIRE(detail::multiply(0xffffffffu, 0xffffffffu) == wide{0, 0xfffffffe00000001u});
    STATIC_REQUIRE(detail::multiply(std::uint64_t{1} << 32, std::uint64_t{1} << 32) == wide{1, 0});
}

TEST_CASE("a product of two words is exact, at every pair of edges") {
    int pairs = 0;
    for (const auto a : edges)
        for (const auto b : edges) {
            if (!multiplies(a, b)) FAIL(a << " x " << b);
            ++pairs;
        }
    REQUIRE(pairs == 400);
}

TEST_CASE("128 by 64 bits: products, quotients and remainders are exact at every edge") {
    int cases = 0;
    constexpr std::uint64_t tops[] = {0, 1, 1ull << 32, (1ull << 63) - 1, UINT64_MAX};
    for (const auto top : tops)
        for (const auto high : edges)
            for (const auto low : edges)
                for (const auto b : edges) {
                    if (top == 0 && !multiplies(wide{high, low}, b))
                        FAIL(high << ',' << low << " x " << b);
                    if (b != 0 && !divides({top, {high, low}}, b))
                        FAIL(top << ',' << high << ',' << low << " / " << b);
                    ++cases;
                }
    REQUIRE(cases == 40'000);
}

TEST_CASE("a sum of 128 bits tells whether it lost its top bit, at every edge") {
    int cases = 0;
    for (const auto a : edges)
        for (const auto b : edges)
            for (const auto c : edges)
                for (const auto d : edges) {
                    if (!adds({a, b}, {c, d})) FAIL(a << ',' << b << " + " << c << ',' << d);
                    ++cases;
                }
    REQUIRE(cases == 160'000);
}

TEST_CASE("wide arithmetic agrees with the oracle") {
    law("a product of two words is exact", [] { RC_ASSERT(multiplies(*any_word(), *any_word())); });
    law("a product with a word is exact", [] {
        RC_ASSERT(multiplies(wide{*any_word(), *any_word()}, *any_word()));
    });
    law("a sum is exact, and tells its overflow", [] {
        RC_ASSERT(adds({*any_word(), *any_word()}, {*any_word(), *any_word()}));
    });
    law("a difference plus the subtrahend is the minuend", [] {
        wide a{*any_word(), *any_word()}, b{*any_word(), *any_word()};
        if (a < b) std::swap(a, b);
        RC_ASSERT(number(detail::subtract(a, b)) + number(b) == number(a));
    });
    law("quotient and remainder agree with long division", [] {
        RC_ASSERT(divides({*any_word(), {*any_word(), *any_word()}}, *any_divisor()));
    });
    law("a quotient of 128 bits agrees with that of 192 bits with zero on top", [] {
        const wide n{*any_word(), *any_word()};
        const auto divisor = *any_divisor();
        const auto found = detail::divide(n, divisor);
        const auto expected = divide(number(n), big{divisor});
        RC_ASSERT(number(found.value) == expected.quotient);
        RC_ASSERT(big{found.remainder} == expected.remainder);
    });
    law("wide numbers are ordered as numbers", [] {
        const wide a{*any_word(), *any_word()}, b{*any_word(), *any_word()};
        RC_ASSERT((a <=> b) == (number(a) <=> number(b)));
    });
}

TEST_CASE("an estimated digit that is two too large is corrected twice") {
    // Knuth's hard cases: the divisor's second digit is large, the leading digits are equal.
    for (std::uint64_t divisor : {0x8000000000000001u, 0x80000000ffffffffu, 0x8000000100000000u,
                                  0xffffffff00000001u, 0x00000001ffffffffu, 0x0000000180000001u})
        for (std::uint64_t below = 1; below < 200; ++below)
            for (const auto low : edges) REQUIRE(divides({0, {divisor - below, low}}, divisor));
}

TEST_CASE("a number is its magnitude with its sign") {
    STATIC_REQUIRE(detail::magnitude_of(INT64_MAX) == 0x7fffffffffffffffu);
    STATIC_REQUIRE(detail::magnitude_of(-INT64_MAX) == 0x7fffffffffffffffu);
    STATIC_REQUIRE(detail::magnitude_of(INT64_MIN) == 0x8000000000000000u);
    STATIC_REQUIRE(detail::magnitude_of(-1) == 1);
    STATIC_REQUIRE(detail::with_sign(0, true) == 0);
    law("every number but the smallest is its magnitude with its sign", [] {
        const std::int64_t n = *within(INT64_MAX);
        RC_ASSERT(detail::magnitude_of(n) == static_cast<std::uint64_t>(n < 0 ? -n : n));
        RC_ASSERT(detail::with_sign(detail::magnitude_of(n), n < 0) == n);
    });
}

TEST_CASE("the powers of ten reach 10^19, the largest that fits 64 bits") {
    STATIC_REQUIRE(detail::power_of_ten(0) == 1);
    STATIC_REQUIRE(detail::power_of_ten(19) == 10'000'000'000'000'000'000u);
    for (int i = 0; i <= 19; ++i) REQUIRE(big{detail::power_of_ten(i)} == ten_to_the(i));
}

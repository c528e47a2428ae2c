// SPDX-License-Identifier: MIT
#include <compare>
#include <cstdint>

#include <ratecard/core/ratio.hpp>

#include "big.hpp"
#include "edges.hpp"

using namespace ratecard;
using namespace ratecard_test;

namespace {

/// By Euclid's algorithm, without a product.
std::strong_ordering order(std::uint64_t a, std::uint64_t b, std::uint64_t c, std::uint64_t d) {
    if (a / b != c / d) return a / b <=> c / d;
    const std::uint64_t r = a % b, s = c % d;
    if (r == 0 || s == 0) return r <=> s;
    return order(d, s, b, r);
}

big common_divisor(big a, big b) {
    while (!b.is_zero()) {
        const big rest = divide(a, b).remainder;
        a = b;
        b = rest;
    }
    return a;
}

/// Whether the product is right, and an overflow reported exactly when no 64 bits hold it.
bool multiplies(ratio a, ratio b) {
    const big up = big{a.numerator()} * big{b.numerator()};
    const big down = big{a.denominator()} * big{b.denominator()};
    const big g = common_divisor(up, down);
    const bool fits = divide(up, g).quotient.bits() <= 64 && divide(down, g).quotient.bits() <= 64;
    const auto found = checked_multiply(a, b);
    if (!found) return !fits && found.error() == core_errc::ratio_overflow;
    if (up.bits() <= 64 && down.bits() <= 64 &&
        (big{found->numerator()} != up || big{found->denominator()} != down))
        return false;
    return fits && big{found->numerator()} * down == big{found->denominator()} * up;
}

}  // namespace

TEST_CASE("a ratio is stored unreduced, and equals every ratio of the same value") {
    STATIC_REQUIRE(ratio{}.numerator() == 0);
    STATIC_REQUIRE(ratio{}.denominator() == 1);
    STATIC_REQUIRE(ratio{2, 4}.numerator() == 2);
    STATIC_REQUIRE(ratio{2, 4}.denominator() == 4);
    STATIC_REQUIRE(ratio{1, 2} == ratio{2, 4});
    STATIC_REQUIRE(ratio{0, 3} == ratio{0, 7});
    STATIC_REQUIRE(ratio{10, 31} < ratio{1, 3});
    STATIC_REQUIRE(ratio{UINT64_MAX, UINT64_MAX - 1} < ratio{UINT64_MAX - 1, UINT64_MAX - 2});
}

TEST_CASE("ratios are ordered as numbers, at every edge") {
    int cases = 0;
    for (const auto a : edges)
        for (const auto b : edges)
            for (const auto c : edges)
                for (const auto d : edges) {
                    if (b == 0 || d == 0) continue;
                    if ((ratio{a, b} <=> ratio{c, d}) != order(a, b, c, d))
                        FAIL(a << '/' << b << " <=> " << c << '/' << d);
                    ++cases;
                }
    REQUIRE(cases == 144'400);
}

TEST_CASE("half of a third is a sixth; a product is reduced only if it does not fit") {
    STATIC_REQUIRE(checked_multiply(ratio{1, 2}, ratio{1, 3}) == ratio{1, 6});
    STATIC_REQUIRE(checked_multiply(ratio{2, 4}, ratio{3, 6}).value().denominator() == 24);
    STATIC_REQUIRE(checked_multiply(ratio{UINT64_MAX, 6}, ratio{6, UINT64_MAX}) == ratio{1, 1});
    STATIC_REQUIRE(checked_multiply(ratio{UINT64_MAX, UINT64_MAX}, ratio{7, 2}) == ratio{7, 2});
    STATIC_REQUIRE(checked_multiply(ratio{1, UINT64_MAX}, ratio{1, 2}) ==
                   core_errc::ratio_overflow);
    STATIC_REQUIRE(checked_multiply(ratio{UINT64_MAX, 1}, ratio{2, 3}).value().denominator() == 1);
}

TEST_CASE("products of small ratios are exact: all up to ninths") {
    for (std::uint64_t a = 0; a <= 9; ++a)
        for (std::uint64_t b = 1; b <= 9; ++b)
            for (std::uint64_t c = 0; c <= 9; ++c)
                for (std::uint64_t d = 1; d <= 9; ++d)
                    if (!multiplies({a, b}, {c, d})) FAIL(a << '/' << b << " x " << c << '/' << d);
    SUCCEED();
}

TEST_CASE("ratios multiply like rational numbers") {
    law("a product is exact, or does not fit 64 bits", [] {
        RC_ASSERT(multiplies({*any_word(), *any_divisor()}, {*any_word(), *any_divisor()}));
    });
    law("common factors of two ratios are cancelled before they are multiplied", [] {
        // Factors of 32 bits, so that the product fits only when reduced.
        const auto factor = [] { return *rc::gen::inRange<std::uint64_t>(1, 1ull << 32); };
        const auto p = factor(), q = factor(), r = factor(), s = factor();
        RC_ASSERT(multiplies({p * q, r * s}, {r, p}));
        RC_ASSERT(multiplies({p * q, p * r}, {q, s}));
        RC_ASSERT(multiplies({p * q, r * q}, {s * p, s * r}));
    });
    law("ratios are ordered as by Euclid's algorithm", [] {
        const auto a = *any_word(), b = *any_divisor(), c = *any_word(), d = *any_divisor();
        RC_ASSERT((ratio{a, b} <=> ratio{c, d}) == order(a, b, c, d));
        RC_ASSERT((ratio{a, b} == ratio{c, d}) == (order(a, b, c, d) == 0));
    });
}

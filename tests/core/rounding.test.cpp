// SPDX-License-Identifier: MIT
#include <compare>
#include <cstdint>

#include <ratecard/core/rounding.hpp>

#include "big.hpp"
#include "catch.hpp"

using ratecard::rounding;
using namespace ratecard_test;

namespace {

/// A cut magnitude that grew where the mode says so.
constexpr std::uint64_t magnitude(rounding mode, bool negative, std::uint64_t n, std::uint64_t d) {
    const std::uint64_t rest = n % d;
    const bool grows = ratecard::detail::grows(mode, negative, (n / d) % 2 == 1, rest != 0,
                                               2 * rest == d, 2 * rest > d);
    return n / d + (grows ? 1 : 0);
}
/// `tenths / 10`, rounded.
constexpr int round_tenths(rounding mode, int tenths) {
    const auto m = static_cast<int>(
        magnitude(mode, tenths < 0, static_cast<std::uint64_t>(tenths < 0 ? -tenths : tenths), 10));
    return tenths < 0 ? -m : m;
}

struct example {
    rounding mode;
    int rounded[10];
};
constexpr int tenths[10] = {-25, -15, -14, -16, -20, 20, 14, 16, 15, 25};
constexpr example table[] = {
    // of                              -2.5 -1.5 -1.4 -1.6 -2.0 2.0 1.4 1.6 1.5 2.5
    {rounding::toward_zero, /*     */ {-2, -1, -1, -1, -2, 2, 1, 1, 1, 2}},
    {rounding::away_from_zero, /*  */ {-3, -2, -2, -2, -2, 2, 2, 2, 2, 3}},
    {rounding::floor, /*           */ {-3, -2, -2, -2, -2, 2, 1, 1, 1, 2}},
    {rounding::ceiling, /*         */ {-2, -1, -1, -1, -2, 2, 2, 2, 2, 3}},
    {rounding::half_to_even, /*    */ {-2, -2, -1, -2, -2, 2, 1, 2, 2, 2}},
    {rounding::half_away_from_zero, {-3, -2, -1, -2, -2, 2, 1, 2, 2, 3}},
    {rounding::half_toward_zero, /**/ {-2, -1, -1, -2, -2, 2, 1, 2, 1, 2}},
    {rounding::half_to_positive, /**/ {-2, -1, -1, -2, -2, 2, 1, 2, 2, 3}},
    {rounding::half_to_negative, /**/ {-3, -2, -1, -2, -2, 2, 1, 2, 1, 2}},
};
constexpr bool table_holds() {
    for (const example& row : table)
        for (int i = 0; i < 10; ++i)
            if (round_tenths(row.mode, tenths[i]) != row.rounded[i]) return false;
    return true;
}

}  // namespace

TEST_CASE("nine modes round -2.5 to 2.5 as their names say") { STATIC_REQUIRE(table_holds()); }

TEST_CASE("no mode changes a whole number") {
    for (const rounding mode : every_rounding)
        for (int whole = -5; whole <= 5; ++whole) REQUIRE(round_tenths(mode, 10 * whole) == whole);
}

TEST_CASE("every mode, sign and fraction up to denominator 12 rounds like a rational number") {
    int cases = 0;
    for (const rounding mode : every_rounding)
        for (const bool negative : {false, true})
            for (std::uint64_t d = 1; d <= 12; ++d)
                for (std::uint64_t n = 0; n <= 60; ++n) {
                    const auto expected = rounded(negative, big{n}, big{d}, mode);
                    if (!expected) continue;
                    if (big{magnitude(mode, negative, n, d)} != expected->magnitude)
                        FAIL("mode " << int(mode) << ": " << (negative ? "-" : "") << n << '/'
                                     << d);
                    ++cases;
                }
    REQUIRE(cases > 12'000);
}

TEST_CASE("the negative of a number rounds to the negative with the mirrored mode") {
    const auto mirrored = [](rounding mode) {
        switch (mode) {
            case rounding::floor: return rounding::ceiling;
            case rounding::ceiling: return rounding::floor;
            case rounding::half_to_positive: return rounding::half_to_negative;
            case rounding::half_to_negative: return rounding::half_to_positive;
            default: return mode;
        }
    };
    for (const rounding mode : every_rounding)
        for (int t = -40; t <= 40; ++t)
            REQUIRE(round_tenths(mode, -t) == -round_tenths(mirrored(mode), t));
}

TEST_CASE("rounding by remainder and divisor agrees with rounding by lost, tie and nearer") {
    using ratecard::detail::grows;
    constexpr std::uint64_t half = std::uint64_t{1} << 63;
    int cases = 0;
    const auto same = [&](std::uint64_t rest, std::uint64_t divisor) {
        const std::uint64_t to_next = divisor - rest;
        for (const rounding mode : every_rounding)
            for (const bool negative : {false, true})
                for (const bool odd : {false, true}) {
                    REQUIRE(grows(mode, negative, odd, rest, divisor) ==
                            grows(mode, negative, odd, rest != 0, rest == to_next, rest > to_next));
                    ++cases;
                }
    };
    for (std::uint64_t divisor = 1; divisor <= 30; ++divisor)
        for (std::uint64_t rest = 0; rest < divisor; ++rest) same(rest, divisor);
    for (const std::uint64_t divisor :
         {half - 1, half, half + 1, half + 2, UINT64_MAX - 2, UINT64_MAX - 1, UINT64_MAX})
        for (const std::uint64_t rest : {std::uint64_t{0}, std::uint64_t{1}, half / 2 - 1, half / 2,
                                         half / 2 + 1, half - 2, half - 1})
            if (rest < divisor) same(rest, divisor);
    REQUIRE(cases > 20'000);
}

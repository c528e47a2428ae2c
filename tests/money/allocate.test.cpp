// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <cstdint>
#include <numeric>
#include <vector>

#include <ratecard/money/allocate.hpp>

#include "big.hpp"
#include "edges.hpp"

using namespace ratecard;
using namespace ratecard_test;

namespace {

std::vector<std::int64_t> shares(std::int64_t total, const std::vector<std::uint64_t>& weights) {
    std::vector<money> parts(weights.size());
    const auto written = allocate(money{total, usd}, weights, parts);
    if (!written || *written != weights.size()) return {};
    std::vector<std::int64_t> units;
    for (const money& part : parts) {
        if (part.unit() != usd) return {};
        units.push_back(part.minor_units());
    }
    return units;
}

/// Units are handed out one by one, each to whoever has the largest claim left.
std::vector<std::int64_t> handed_out(std::int64_t total,
                                     const std::vector<std::uint64_t>& weights) {
    const big magnitude{static_cast<std::uint64_t>(total < 0 ? -total : total)};
    big whole;
    for (const auto w : weights) whole = whole + big{w};
    std::vector<big> claims(weights.size());
    std::vector<big> units(weights.size());
    big given;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        const auto d = divide(magnitude * big{weights[i]}, whole);
        units[i] = d.quotient;
        claims[i] = d.remainder;
        given = given + d.quotient;
    }
    for (; given < magnitude; given = given + big{1}) {
        const auto next = std::max_element(claims.begin(), claims.end());  // the first of equals
        units[static_cast<std::size_t>(next - claims.begin())] =
            units[static_cast<std::size_t>(next - claims.begin())] + big{1};
        *next = big{};
    }
    std::vector<std::int64_t> found;
    for (const big& u : units) {
        const auto n = static_cast<std::int64_t>(u.word(0));
        found.push_back(total < 0 ? -n : n);
    }
    return found;
}

std::vector<std::uint64_t> any_weights() {
    const auto n = *rc::gen::inRange<std::size_t>(1, 12);
    const auto most = *rc::gen::element<std::uint64_t>(3, 100, 1'000'000'000, UINT64_MAX / 16);
    std::vector<std::uint64_t> weights;
    for (std::size_t i = 0; i < n; ++i)
        weights.push_back(*rc::gen::inRange<std::uint64_t>(0, most));
    if (std::accumulate(weights.begin(), weights.end(), std::uint64_t{0}) == 0) weights[0] = 1;
    return weights;
}

template <std::size_t N>
constexpr std::array<std::int64_t, N> split(std::int64_t total,
                                            std::array<std::uint64_t, N> weights) {
    std::array<money, N> parts{};
    std::array<std::int64_t, N> units{};
    if (allocate(money{total, usd}, weights, parts))
        for (std::size_t i = 0; i < N; ++i) units[i] = parts[i].minor_units();
    return units;
}

}  // namespace

TEST_CASE("a leftover unit goes to the largest remainder; a tie goes to the first part") {
    using two = std::array<std::int64_t, 2>;
    using three = std::array<std::int64_t, 3>;
    STATIC_REQUIRE(split<3>(100, {1, 1, 1}) == three{34, 33, 33});
    STATIC_REQUIRE(split<3>(101, {1, 1, 1}) == three{34, 34, 33});
    STATIC_REQUIRE(split<3>(-100, {1, 1, 1}) == three{-34, -33, -33});
    STATIC_REQUIRE(split<2>(1, {1, 2}) == two{0, 1});
    STATIC_REQUIRE(split<2>(1, {1, 1}) == two{1, 0});
    STATIC_REQUIRE(split<3>(10, {0, 3, 3}) == three{0, 5, 5});
    STATIC_REQUIRE(split<3>(1, {0, 3, 3}) == three{0, 1, 0});
    STATIC_REQUIRE(split<2>(27'029, {30'000, 9'900}) == two{20'323, 6'706});
    STATIC_REQUIRE(split<2>(INT64_MAX, {UINT64_MAX - 1, 1}) == two{INT64_MAX, 0});
    STATIC_REQUIRE(split<2>(INT64_MAX, {1, 1}) == two{(INT64_MAX / 2) + 1, INT64_MAX / 2});
}

TEST_CASE("zero weights are an error, unless the amount is zero") {
    STATIC_REQUIRE([] {
        const std::uint64_t none[] = {0, 0};
        money parts[] = {money{7, eur}, money{7, eur}};
        return allocate(money{1, usd}, none, parts) == core_errc::zero_weights &&
               parts[0] == money{7, eur} && parts[1] == money{7, eur} &&
               allocate(money{0, usd}, none, parts) == std::size_t{2} &&
               parts[0] == money{0, usd} && parts[1] == money{0, usd};
    }());
    STATIC_REQUIRE(allocate(money{1, usd}, {}, {}) == core_errc::zero_weights);
    STATIC_REQUIRE(allocate(money{0, usd}, {}, {}) == std::size_t{0});
}

TEST_CASE("weights that add up to 2^64 are an overflow, and nothing is written") {
    STATIC_REQUIRE([] {
        const std::uint64_t weights[] = {UINT64_MAX, 1};
        money parts[] = {money{7, eur}, money{7, eur}};
        return allocate(money{1, usd}, weights, parts) == core_errc::overflow &&
               parts[0] == money{7, eur} && parts[1] == money{7, eur};
    }());
    STATIC_REQUIRE([] {
        const std::uint64_t weights[] = {UINT64_MAX - 1, 1};
        money parts[2];
        return allocate(money{1, usd}, weights, parts).has_value();
    }());
}

TEST_CASE("only as many parts are written as there are weights") {
    STATIC_REQUIRE([] {
        const std::uint64_t weights[] = {1, 1};
        money parts[] = {money{}, money{}, money{7, eur}};
        return allocate(money{2, usd}, weights, parts) == std::size_t{2} &&
               parts[2] == money{7, eur};
    }());
}

TEST_CASE("no other split of a small amount is fairer: every combination of weights up to 5") {
    // The distance of all parts from their exact shares, times the weight of the whole.
    const auto distance = [](std::int64_t total, const std::array<std::int64_t, 3>& parts,
                             const std::array<std::uint64_t, 3>& w) {
        const auto whole = static_cast<std::int64_t>(w[0] + w[1] + w[2]);
        std::int64_t far = 0;
        for (std::size_t i = 0; i < 3; ++i)
            far += std::abs(parts[i] * whole - total * static_cast<std::int64_t>(w[i]));
        return far;
    };
    for (std::int64_t total = -11; total <= 11; ++total)
        for (std::uint64_t a = 0; a <= 5; ++a)
            for (std::uint64_t b = 0; b <= 5; ++b)
                for (std::uint64_t c = 0; c <= 5; ++c) {
                    if (a + b + c == 0) continue;
                    const auto made = split<3>(total, {a, b, c});
                    std::int64_t least = INT64_MAX;
                    for (std::int64_t x = -12; x <= 12; ++x)
                        for (std::int64_t y = -12; y <= 12; ++y)
                            least =
                                std::min(least, distance(total, {x, y, total - x - y}, {a, b, c}));
                    if (distance(total, made, {a, b, c}) != least)
                        FAIL(total << " over " << a << ' ' << b << ' ' << c);
                }
    SUCCEED();
}

TEST_CASE("allocation loses nothing, invents nothing and is fair") {
    law("the parts add up to the total, each within one unit of its share", [] {
        const auto total = *within(INT64_MAX);
        const auto weights = any_weights();
        const auto made = shares(total, weights);
        RC_ASSERT(made.size() == weights.size());
        big whole, sum;
        for (const auto w : weights) whole = whole + big{w};
        const big magnitude{static_cast<std::uint64_t>(total < 0 ? -total : total)};
        for (std::size_t i = 0; i < made.size(); ++i) {
            RC_ASSERT(made[i] == 0 || (made[i] < 0) == (total < 0));
            const big part{static_cast<std::uint64_t>(made[i] < 0 ? -made[i] : made[i])};
            sum = sum + part;
            const big mine = part * whole, exact_share = magnitude * big{weights[i]};
            RC_ASSERT((mine > exact_share ? mine - exact_share : exact_share - mine) < whole);
            if (weights[i] == 0) RC_ASSERT(made[i] == 0);
        }
        RC_ASSERT(sum == magnitude);
    });
    law("units left over go to the largest remainders", [] {
        const auto total = *within(INT64_MAX);
        const auto weights = any_weights();
        RC_ASSERT(shares(total, weights) == handed_out(total, weights));
    });
    law("a negative total has the negative parts", [] {
        const auto total = *within(INT64_MAX);
        const auto weights = any_weights();
        auto mirrored = shares(-total, weights);
        for (auto& part : mirrored) part = -part;
        RC_ASSERT(mirrored == shares(total, weights));
    });
    law("parts move with their weights if no two remainders are equal", [] {
        const auto total = *within(1'000'000'000'000);
        const auto weights = any_weights();
        const auto whole = std::accumulate(weights.begin(), weights.end(), std::uint64_t{0});
        std::vector<big> claims;
        for (const auto w : weights)
            claims.push_back(
                divide(big{static_cast<std::uint64_t>(total < 0 ? -total : total)} * big{w},
                       big{whole})
                    .remainder);
        std::sort(claims.begin(), claims.end());
        RC_PRE(std::adjacent_find(claims.begin(), claims.end()) == claims.end());
        std::vector<std::size_t> places(weights.size());
        std::iota(places.begin(), places.end(), std::size_t{0});
        for (std::size_t i = places.size(); i > 1; --i)
            std::swap(places[i - 1], places[*rc::gen::inRange<std::size_t>(0, i)]);
        std::vector<std::uint64_t> moved;
        for (const auto p : places) moved.push_back(weights[p]);
        const auto before = shares(total, weights), after = shares(total, moved);
        for (std::size_t i = 0; i < places.size(); ++i) RC_ASSERT(after[i] == before[places[i]]);
    });
}

TEST_CASE("equal parts differ by at most one unit, and the first are the larger") {
    constexpr auto part = [](std::int64_t total, std::int64_t count, std::int64_t i) {
        return equal_part(money{total, usd}, count, i).minor_units();
    };
    STATIC_REQUIRE(part(100, 3, 0) == 34);
    STATIC_REQUIRE(part(100, 3, 1) == 33);
    STATIC_REQUIRE(part(100, 3, 2) == 33);
    STATIC_REQUIRE(part(-100, 3, 0) == -34);
    STATIC_REQUIRE(part(-100, 3, 2) == -33);
    STATIC_REQUIRE(part(2, 24, 1) == 1);
    STATIC_REQUIRE(part(2, 24, 2) == 0);
    STATIC_REQUIRE(part(7, 1, 0) == 7);
    STATIC_REQUIRE(part(INT64_MAX, INT64_MAX, INT64_MAX - 1) == 1);
    STATIC_REQUIRE(equal_part(money{5, jpy}, 2, 0) == money{3, jpy});

    for (std::int64_t total = -60; total <= 60; ++total)
        for (std::int64_t count = 1; count <= 24; ++count) {
            std::vector<std::int64_t> parts;
            for (std::int64_t i = 0; i < count; ++i) parts.push_back(part(total, count, i));
            // handed out one by one, in turn
            std::vector<std::int64_t> expected(static_cast<std::size_t>(count), 0);
            for (std::int64_t unit = 0; unit < std::abs(total); ++unit)
                expected[static_cast<std::size_t>(unit % count)] += total < 0 ? -1 : 1;
            if (parts != expected) FAIL(total << " in " << count);
        }
}

TEST_CASE("equal parts are an allocation by equal weights") {
    law("equal_part agrees with allocate for every total and up to 30 parts", [] {
        const auto total = *within(INT64_MAX);
        const std::vector<std::uint64_t> weights(*rc::gen::inRange<std::size_t>(1, 31), 1);
        const auto made = shares(total, weights);
        for (std::size_t i = 0; i < weights.size(); ++i)
            RC_ASSERT(made[i] == equal_part(money{total, usd},
                                            static_cast<std::int64_t>(weights.size()),
                                            static_cast<std::int64_t>(i))
                                     .minor_units());
    });
}

namespace {

/// The rule word by word: a part gets a unit that is left if fewer parts than units come before it,
/// by larger remainders, or by equal ones and their order.
std::vector<std::int64_t> by_counting(std::int64_t total,
                                      const std::vector<std::uint64_t>& weights) {
    const auto whole = std::accumulate(weights.begin(), weights.end(), std::uint64_t{0});
    std::vector<big> remainders;
    std::vector<std::int64_t> units;
    std::int64_t left = total;
    for (const auto w : weights) {
        const auto d = divide(big{static_cast<std::uint64_t>(total)} * big{w}, big{whole});
        remainders.push_back(d.remainder);
        units.push_back(static_cast<std::int64_t>(d.quotient.word(0)));
        left -= units.back();
    }
    for (std::size_t i = 0; i < weights.size(); ++i) {
        std::int64_t before = 0;
        for (std::size_t j = 0; j < weights.size(); ++j)
            before += remainders[j] > remainders[i] || (remainders[j] == remainders[i] && j < i);
        units[i] += before < left ? 1 : 0;
    }
    return units;
}

}  // namespace

TEST_CASE("many parts are the same as by counting for each part who comes before it") {
    law("for up to 200 weights, with many equal remainders or few", [] {
        const auto n = *rc::gen::inRange<std::size_t>(1, 200);
        const auto most = *rc::gen::element<std::uint64_t>(2, 5, 1'000, UINT64_MAX / 200);
        std::vector<std::uint64_t> weights;
        for (std::size_t i = 0; i < n; ++i)
            weights.push_back(*rc::gen::inRange<std::uint64_t>(0, most));
        weights[n / 2] = 1;
        const auto total = *rc::gen::oneOf(rc::gen::inRange<std::int64_t>(0, 1'000),
                                           rc::gen::inRange<std::int64_t>(0, INT64_MAX));
        RC_ASSERT(shares(total, weights) == by_counting(total, weights));
    });
}

TEST_CASE("an amount is divided into 100,000 parts without comparing each with each") {
    // If each were compared with each, this would take minutes.
    std::vector<std::uint64_t> weights;
    for (std::uint64_t i = 0; i < 100'000; ++i) weights.push_back(i * i % 10'007);
    const auto parts = shares(99'999'999'999, weights);
    REQUIRE(parts.size() == weights.size());
    CHECK(std::accumulate(parts.begin(), parts.end(), std::int64_t{0}) == 99'999'999'999);
}

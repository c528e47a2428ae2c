// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include <ratecard/rating/batch.hpp>

#include "any_card.hpp"

using namespace ratecard;
using namespace ratecard::literals;
using namespace ratecard_test;

namespace {

constexpr std::array steps{tier{.up_to = limit::finite(10), .unit_price = 0.015_dec},
                           tier{.unit_price = 0.01_dec}};
constexpr rate_card<2> card =
    rate_card<2>::from({}, std::span<const tier>{steps}, usd, rounding::half_away_from_zero)
        .value();
constexpr std::array yen{tier{.unit_price = 1_dec}};
constexpr rate_card<1> one_each =
    rate_card<1>::from({}, std::span<const tier>{yen}, jpy, rounding::exact).value();

template <class Count, std::size_t N>
constexpr auto amounts_of(const std::array<Count, N>& used) {
    std::array<std::int64_t, N> amounts{};
    const auto total =
        rate(card, std::span<const Count>{used}, std::span<std::int64_t>{amounts}).value();
    return std::pair{amounts, total};
}

}  // namespace

TEST_CASE("a batch rates each quantity, and returns the sum of all") {
    constexpr auto four =
        amounts_of(std::array{quantity{0}, quantity{1}, quantity{10}, quantity{1'000}});
    STATIC_REQUIRE(four.first == std::array<std::int64_t, 4>{0, 2, 15, 1'005});
    STATIC_REQUIRE(four.second == money{1'022, usd});
    STATIC_REQUIRE(amounts_of(std::array<std::int64_t, 2>{3, 11}).first ==
                   std::array<std::int64_t, 2>{5, 16});
    constexpr auto with_currency = [] {
        constexpr std::array used{quantity{3}, quantity{11}};
        std::array<money, 3> amounts{};
        const auto total =
            rate(card, std::span<const quantity>{used}, std::span<money>{amounts}).value();
        return amounts == std::array{money{5, usd}, money{16, usd}, money{}} &&
               total == money{21, usd};
    };
    STATIC_REQUIRE(with_currency());
    STATIC_REQUIRE(rate(card, std::span<const quantity>{}, std::span<money>{}) == money{0, usd});
}

TEST_CASE("the first count that is not a quantity is named, and those before it are rated") {
    std::vector<std::int64_t> used(3'000, 7);
    std::vector<std::int64_t> amounts(used.size());
    const auto rated = [&] {
        return rate(card, std::span<const std::int64_t>{used}, std::span<std::int64_t>{amounts});
    };
    CHECK(rated() == money{3'000 * 11, usd});
    for (const std::size_t place : {2'999u, 2'048u, 1'500u, 1'024u, 1'023u, 5u, 0u}) {
        for (const std::int64_t wrong :
             {std::int64_t{-1}, INT64_MIN, INT64_MAX, quantity::max_count + 1}) {
            used[place] = wrong;  // and those before, of an earlier turn, behind it
            amounts.assign(used.size(), -5);
            CHECK(rated() == row_fault{wrong < 0 ? core_errc::negative_quantity
                                                 : core_errc::quantity_too_large,
                                       place});
            CHECK(std::vector(amounts.begin(),
                              amounts.begin() + static_cast<std::ptrdiff_t>(place)) ==
                  std::vector<std::int64_t>(place, 11));
        }
    }
}

TEST_CASE("a sum of a batch that does not fit is an error at its place") {
    // 9,223 times 10^15, and 372,036,854,775,807.
    std::vector<quantity> used(9'223, quantity{quantity::max_count});
    std::vector<std::int64_t> amounts(used.size() + 2);
    const auto rated = [&] {
        return rate(one_each, std::span<const quantity>{used}, std::span<std::int64_t>{amounts});
    };
    CHECK(rated() == money{9'223'000'000'000'000'000, jpy});
    used.push_back(quantity{372'036'854'775'807});
    CHECK(rated() == money{INT64_MAX, jpy});
    used.push_back(quantity{1});
    CHECK(rated() == row_fault{core_errc::overflow, used.size() - 1});
}

TEST_CASE(
    "a batch rounds as its card: ties to the even cent, and an error if a digit would be lost") {
    constexpr std::array used{quantity{11}, quantity{13}, quantity{15}, quantity{12}};
    constexpr std::array half{tier{.unit_price = 0.005_dec}};
    const auto of = [&](rounding mode) {
        return rate_card<1>::from({}, std::span<const tier>{half}, usd, mode).value();
    };
    std::array<std::int64_t, 4> amounts{};
    const auto room = std::span<std::int64_t>{amounts};
    CHECK(rate(of(rounding::half_to_even), std::span<const quantity>{used}, room) ==
          money{6 + 6 + 8 + 6, usd});
    CHECK(amounts == std::array<std::int64_t, 4>{6, 6, 8, 6});
    CHECK(rate(of(rounding::exact), std::span<const quantity>{used}.last(2), room) ==
          row_fault{money_errc::inexact, 0});
    CHECK(rate(of(rounding::exact), std::span<const quantity>{used}.last(1), room) ==
          money{6, usd});
}

TEST_CASE("a sum that wraps around to zero is detected") {
    constexpr std::array dear{tier{.unit_price = 4'611'686'018'427'387'904_dec}};
    constexpr auto quarter =
        rate_card<1>::from({}, std::span<const tier>{dear}, jpy, rounding::floor).value();
    const std::vector<quantity> used(4, quantity{1});
    std::vector<std::int64_t> amounts(4);
    CHECK(rate(quarter, std::span<const quantity>{used}, std::span<std::int64_t>{amounts}) ==
          row_fault{core_errc::overflow, 1});
}

TEST_CASE("a temporary amount that is out of range does not end the program") {
    // Above the largest quantity the ranges of the card give arbitrary values.
    constexpr std::array dear{tier{.unit_price = 4'611'686'018'427'387'904_dec}};
    constexpr auto too_dear =
        rate_card<1>::from({}, std::span<const tier>{dear}, jpy, rounding::floor).value();
    const std::array used{quantity{1}, quantity{2}, quantity{3}};
    std::array<money, 3> amounts{};
    CHECK(rate(too_dear, std::span<const quantity>{used}, std::span<money>{amounts}) ==
          row_fault{core_errc::overflow, 1});
    CHECK(amounts[0] == money{4'611'686'018'427'387'904, jpy});
}

TEST_CASE("a batch answers as its card does") {
    law("for quantities at and around the bounds, in any order", [] {
        const priced p = any_priced();
        const auto of = card_of(p);
        auto used = where_it_matters(p, of);
        const auto turn = *rc::gen::inRange<std::ptrdiff_t>(0, 20);
        std::rotate(used.begin(), used.begin() + turn % std::ssize(used), used.end());
        if (*rc::gen::arbitrary<bool>())  // more than a block, and most of it proved
            used.insert(used.begin(), 1'500, of.largest().value_or(quantity{}));
        std::vector<std::int64_t> minor(used.size());
        std::vector<money> amounts(used.size());
        const auto total =
            rate(of, std::span<const quantity>{used}, std::span<std::int64_t>{minor});
        RC_ASSERT(rate(of, std::span<const quantity>{used}, std::span<money>{amounts}) == total);

        std::int64_t sum = 0;
        for (std::size_t i = 0; i < used.size(); ++i) {
            const auto one = rate(of, used[i]);
            const bool fits = one && one->minor_units() <= INT64_MAX - sum;
            if (!fits) {
                RC_ASSERT((total == row_fault{one ? core_errc::overflow : one.error(), i}));
                return;
            }
            sum += one->minor_units();
            RC_ASSERT(minor[i] == one->minor_units());
            RC_ASSERT(amounts[i] == *one);
        }
        RC_ASSERT((total == money{sum, p.unit}));
    });
}

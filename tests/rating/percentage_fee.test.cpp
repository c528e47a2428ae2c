// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include <ratecard/rating/fee.hpp>

#include "property.hpp"

using namespace ratecard;
using namespace ratecard::literals;
using namespace ratecard_test;

namespace {

/// Whole dollars.
template <std::size_t N>
constexpr std::array<quantity, N> paid(const std::int64_t (&dollars)[N]) {
    std::array<quantity, N> amounts{};
    for (std::size_t i = 0; i < N; ++i) amounts[i] = quantity{dollars[i]};
    return amounts;
}
constexpr bool costs(const percentage& price, std::span<const quantity> amounts, decimal dollars) {
    percentage whole = price;
    whole.scale = 0;
    return percentage_fee(whole, amounts, usd) == exact::product(dollars, quantity{1}, usd);
}

}  // namespace

TEST_CASE("at 1.3 % and 2.00 each, 800 in four transactions, three or 250 free, cost 11.15") {
    constexpr percentage p{.rate = 0.013_dec,
                           .per_event = 2_dec,
                           .free_events = quantity{3},
                           .free_amount = quantity{250}};
    STATIC_REQUIRE(costs(p, paid({50, 100, 250, 400}), 11.15_dec));
    STATIC_REQUIRE(costs(p, paid({50, 100}), 0_dec));
    // The third free transaction is the last, although the free amount is not reached.
    STATIC_REQUIRE(costs(p, paid({1, 1, 1, 100}), 3.3_dec));
    STATIC_REQUIRE(costs(p, {}, 0_dec));
}

TEST_CASE("with only a number of free transactions, these are free whatever their amounts") {
    constexpr percentage p{.rate = 0.05_dec, .per_event = 1_dec, .free_events = quantity{2}};
    STATIC_REQUIRE(costs(p, paid({8, 5}), 0_dec));
    STATIC_REQUIRE(costs(p, paid({8, 5, 20}), 2_dec));
}

TEST_CASE("a transaction that is partly free is a paid one") {
    constexpr percentage p{.rate = 0.05_dec, .per_event = 1_dec, .free_amount = quantity{3}};
    STATIC_REQUIRE(costs(p, paid({5}), 1.1_dec));
    STATIC_REQUIRE(costs(p, paid({5, 1}), 2.15_dec));
    // Exactly at the limit it is free, and nothing is left for the next.
    STATIC_REQUIRE(costs(p, paid({3}), 0_dec));
    STATIC_REQUIRE(costs(p, paid({3, 1}), 1.05_dec));
}

TEST_CASE("the least and the most bound each paid transaction, rate and fixed part together") {
    constexpr percentage p{.rate = 0.01_dec, .per_event = 1_dec, .least = 1.75_dec, .most = 12_dec};
    STATIC_REQUIRE(costs(p, paid({100}), 2_dec));
    STATIC_REQUIRE(costs(p, paid({10}), 1.75_dec));
    STATIC_REQUIRE(costs(p, paid({5'000}), 12_dec));
    STATIC_REQUIRE(costs(p, paid({10, 5'000, 100}), 15.75_dec));
    // An empty transaction costs nothing, not even the least.
    STATIC_REQUIRE(costs(p, paid({0}), 0_dec));
}

TEST_CASE("a least above the most, and a scale that no quantity has, are out of range") {
    STATIC_REQUIRE(percentage_fee({.least = 2_dec, .most = 1_dec}, {}, usd) ==
                   core_errc::policy_out_of_range);
    STATIC_REQUIRE(percentage_fee({.scale = 7}, {}, usd) == core_errc::policy_out_of_range);
    STATIC_REQUIRE(percentage_fee({.scale = -1}, {}, usd) == core_errc::policy_out_of_range);
    STATIC_REQUIRE(percentage_fee({.least = 2_dec, .most = 2_dec}, {}, usd) ==
                   exact{money{0, usd}});
}

TEST_CASE("a percentage fee equals the sum of the rule over all transactions") {
    law("in thousandths of a cent, from running totals", [] {
        const auto maybe = [](std::int64_t most) {
            return *rc::gen::arbitrary<bool>()
                       ? std::optional{quantity{*rc::gen::inRange<std::int64_t>(0, most)}}
                       : std::nullopt;
        };
        const std::int64_t per_mille = *rc::gen::inRange(0, 200);
        const std::int64_t fixed = *rc::gen::inRange(0, 300);  // cents
        const bool bounded = *rc::gen::arbitrary<bool>();
        const std::int64_t least = bounded ? *rc::gen::inRange(0, 500) : 0;
        const std::int64_t most = bounded ? least + *rc::gen::inRange(0, 500) : INT32_MAX;
        const auto dollars = [](std::int64_t cents) { return decimal::from(cents, 2).value(); };
        percentage p{.rate = decimal::from(per_mille, 3).value(),
                     .per_event = dollars(fixed),
                     .free_events = maybe(6),
                     .free_amount = maybe(40'000)};
        if (bounded) {
            p.least = dollars(least);
            p.most = dollars(most);
        }
        std::vector<quantity> amounts;
        for (int i = *rc::gen::inRange(0, 8); i > 0; --i)
            amounts.emplace_back(*rc::gen::inRange<std::int64_t>(0, 20'000));

        std::int64_t total = 0, before = 0, expected = 0;
        for (std::size_t i = 0; i < amounts.size(); ++i) {
            before = total;
            total += amounts[i].count();
            // The free part ends where the free amount does, or with the last free transaction.
            std::int64_t free_to = 0;
            if (p.free_events || p.free_amount) {
                free_to = INT64_MAX;
                if (p.free_amount) free_to = p.free_amount->count();
                if (p.free_events && static_cast<std::int64_t>(i) >= p.free_events->count())
                    free_to = std::min(free_to, before);
            }
            const std::int64_t charged = total - std::clamp(free_to, before, total);
            if (charged > 0)
                expected +=
                    std::clamp(charged * per_mille + fixed * 1'000, least * 1'000, most * 1'000);
        }
        RC_ASSERT(percentage_fee(p, amounts, usd) ==
                  exact::product(decimal::from(expected, 5).value(), quantity{1}, usd));
    });
}

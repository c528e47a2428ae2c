// SPDX-License-Identifier: MIT
// What an exact amount costs, beside arithmetic on 64 bits that checks nothing.
#include <array>
#include <cstdint>

#include <ratecard/money/exact.hpp>

#include "question.hpp"

namespace {

using namespace ratecard;
using namespace ratecard::literals;
using ratecard_benchmark::answer;

/// 4,096 quantities that no branch predictor learns.
const std::array<std::int64_t, 4096> quantities = [] {
    std::array<std::int64_t, 4096> made{};
    std::uint64_t seed = 1;
    for (std::int64_t& q : made) {
        seed = seed * 6'364'136'223'846'793'005u + 1'442'695'040'888'963'407u;
        q = static_cast<std::int64_t>(seed >> 40);
    }
    return made;
}();

template <class Amount>
void over_quantities(benchmark::State& state, Amount amount) {
    std::size_t i = 0;
    for (auto _ : state) {
        benchmark::DoNotOptimize(amount(quantities[i++ % quantities.size()]));
    }
}

const answer price_ours{
    "price x quantity, rounded", "ours", [](benchmark::State& state) {
        const decimal price = 0.015_dec;
        over_quantities(state, [=](std::int64_t q) {
            return exact::product(price, quantity{q}, usd).round(rounding::half_away_from_zero);
        });
    }};
const answer price_reference{
    "price x quantity, rounded", "unchecked int64", [](benchmark::State& state) {
        over_quantities(state, [](std::int64_t q) { return (q * 15 + 5) / 10; });
    }};

const answer part_ours{
    "10/31 of an amount, rounded", "ours", [](benchmark::State& state) {
        over_quantities(state, [](std::int64_t q) {
            return scaled{exact{money{q, usd}}, ratio{10, 31}}.round(rounding::half_away_from_zero);
        });
    }};
const answer part_reference{
    "10/31 of an amount, rounded", "unchecked int64", [](benchmark::State& state) {
        std::int64_t days = 31;
        benchmark::DoNotOptimize(days);
        over_quantities(state, [=](std::int64_t q) { return (q * 10 * 2 + days) / (2 * days); });
    }};

}  // namespace

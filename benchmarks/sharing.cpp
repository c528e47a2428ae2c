// SPDX-License-Identifier: MIT
// How the cost of dividing an amount, and of rounding amounts together, grows with their number. The
// reference sorts the remainders in memory of its own, and counts in 64 bits. Ten times as many parts
// should take little more than ten times as long.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <ratecard/money/allocate.hpp>

#include "question.hpp"

namespace {

using namespace ratecard;
using ratecard_benchmark::answer;

/// Numbers without a pattern, up to 16 million.
std::vector<std::uint64_t> numbers(std::size_t count) {
    std::vector<std::uint64_t> all;
    std::uint64_t seed = 1;
    while (all.size() < count) {
        seed = seed * 6'364'136'223'846'793'005u + 1'442'695'040'888'963'407u;
        all.push_back(seed >> 40);
    }
    return all;
}

constexpr std::int64_t total = 1'234'567'89;

void allocated(benchmark::State& state, std::size_t count) {
    const auto weights = numbers(count);
    std::vector<money> parts(count);
    for (auto _ : state) {
        benchmark::DoNotOptimize(allocate(money{total, usd}, weights, parts));
        benchmark::DoNotOptimize(parts.data());
    }
}

/// Gives a unit to each of the `missing` largest remainders.
void hand_out(std::vector<std::int64_t>& parts, const std::vector<std::uint64_t>& remainders,
              std::vector<std::uint32_t>& places, std::int64_t missing) {
    for (std::size_t i = 0; i < places.size(); ++i) places[i] = static_cast<std::uint32_t>(i);
    std::stable_sort(places.begin(), places.end(), [&](std::uint32_t a, std::uint32_t b) {
        return remainders[a] > remainders[b];
    });
    for (std::int64_t i = 0; i < missing; ++i) ++parts[places[static_cast<std::size_t>(i)]];
}

void allocated_by_sorting(benchmark::State& state, std::size_t count) {
    const auto weights = numbers(count);
    std::uint64_t whole = 0;
    for (const auto w : weights) whole += w;
    std::vector<std::int64_t> parts(count);
    std::vector<std::uint64_t> remainders(count);
    std::vector<std::uint32_t> places(count);
    for (auto _ : state) {
        std::int64_t missing = total;
        for (std::size_t i = 0; i < count; ++i) {
            const std::uint64_t share = total * weights[i];
            parts[i] = static_cast<std::int64_t>(share / whole);
            remainders[i] = share % whole;
            missing -= parts[i];
        }
        hand_out(parts, remainders, places, missing);
        benchmark::DoNotOptimize(parts.data());
    }
}

void rounded(benchmark::State& state, std::size_t count) {
    std::vector<exact> amounts;
    for (const auto n : numbers(count))
        amounts.push_back(
            exact::product(*decimal::from(static_cast<std::int64_t>(n), 6), quantity{1}, usd));
    std::vector<money> parts(count);
    for (auto _ : state) {
        benchmark::DoNotOptimize(round_together(amounts, usd, rounding::half_to_even, parts));
        benchmark::DoNotOptimize(parts.data());
    }
}

void rounded_by_sorting(benchmark::State& state, std::size_t count) {
    const auto amounts = numbers(count);
    std::vector<std::int64_t> parts(count);
    std::vector<std::uint64_t> remainders(count);
    std::vector<std::uint32_t> places(count);
    for (auto _ : state) {
        std::uint64_t sum = 0;
        std::int64_t cut = 0;
        for (std::size_t i = 0; i < count; ++i) {
            sum += amounts[i];
            parts[i] = static_cast<std::int64_t>(amounts[i] / 10'000);
            remainders[i] = amounts[i] % 10'000;
            cut += parts[i];
        }
        const std::uint64_t rest = sum % 10'000, down = sum / 10'000;
        const std::uint64_t up = rest > 5'000 || (rest == 5'000 && down % 2 == 1) ? 1 : 0;
        hand_out(parts, remainders, places, static_cast<std::int64_t>(down + up) - cut);
        benchmark::DoNotOptimize(parts.data());
    }
}

/// The two questions for each number of parts.
struct asked {
    asked(const std::string& parts, std::size_t count) {
        const auto ask = [&](const std::string& question, auto ours, auto sorted) {
            answer{parts + question, "ours", [=](benchmark::State& state) { ours(state, count); }};
            answer{parts + question, "sorted in memory of its own",
                   [=](benchmark::State& state) { sorted(state, count); }};
        };
        ask(" parts of an amount", allocated, allocated_by_sorting);
        ask(" amounts rounded together", rounded, rounded_by_sorting);
    }
};
const asked few{"100", 100}, more{"1,000", 1'000}, many{"10,000", 10'000};

}  // namespace

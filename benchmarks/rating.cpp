// SPDX-License-Identifier: MIT
// What a fee of five steps costs by a card, beside a loop over the steps; and many at once, beside a
// copy of the same bytes.
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <thread>
#include <vector>

#include <boost/multiprecision/cpp_dec_float.hpp>

#include <ratecard/rating/batch.hpp>
#include <ratecard/rim/batch_avx512.hpp>

#include "question.hpp"

namespace {

using namespace ratecard;
using namespace ratecard::literals;
using ratecard_benchmark::answer;
using ratecard_benchmark::wall_clock;

constexpr std::array<std::int64_t, 5> bounds{1'000, 10'000, 100'000, 1'000'000, INT64_MAX};
constexpr std::array<std::int64_t, 5> tenths{50, 40, 30, 20,
                                             15};  // of a cent, for a unit of each step

constexpr std::array steps{tier{limit::finite(bounds[0]), 0.05_dec, {}, {}},
                           tier{limit::finite(bounds[1]), 0.04_dec, {}, {}},
                           tier{limit::finite(bounds[2]), 0.03_dec, {}, {}},
                           tier{limit::finite(bounds[3]), 0.02_dec, {}, {}},
                           tier{limit::unlimited(), 0.015_dec, {}, {}}};
constexpr rate_card<5> compiled =
    rate_card<5>::from({}, std::span<const tier>{steps}, usd, rounding::half_away_from_zero)
        .value();

/// Quantities of every order of magnitude up to 10^7, that no branch predictor learns.
std::vector<quantity> any_quantities(std::size_t size) {
    std::vector<quantity> made;
    made.reserve(size);
    std::uint64_t seed = 1;
    for (std::size_t i = 0; i < size; ++i) {
        seed = seed * 6'364'136'223'846'793'005u + 1'442'695'040'888'963'407u;
        made.emplace_back(static_cast<std::int64_t>((seed >> 40) >> (seed >> 32) % 20));
    }
    return made;
}

template <class Fee>
void over_quantities(benchmark::State& state, Fee fee_of) {
    const auto quantities = any_quantities(65'536);
    std::size_t i = 0;
    for (auto _ : state) {
        benchmark::DoNotOptimize(fee_of(quantities[i]));
        i = (i + 1) % quantities.size();
    }
}

const std::string fee_of_five = "fee of five tiers, rounded";

const answer card_ours{fee_of_five, "ours", [](benchmark::State& state) {
                           rate_card<5> card = compiled;
                           benchmark::DoNotOptimize(card);
                           over_quantities(state, [&](quantity q) { return rate(card, q); });
                       }};

struct plain_tier {
    std::int64_t up_to = 0;
    std::int64_t price = 0;
};

/// What is written by hand, with each overflow looked for.
template <class Tiers>
std::optional<std::int64_t> checked_fee(const Tiers& tiers, std::int64_t count) {
    std::int64_t sum = 0, below = 0;
    for (const auto& t : tiers) {
        const std::int64_t top = count < t.up_to ? count : t.up_to;
        std::int64_t part = 0;
        if (__builtin_mul_overflow(top - below, t.price, &part) ||
            __builtin_add_overflow(sum, part, &sum))
            return std::nullopt;
        below = top;
        if (below == count) break;
    }
    if (__builtin_add_overflow(sum, 5, &sum)) return std::nullopt;
    return sum / 10;
}

const answer loop_reference{
    fee_of_five, "checked int64 loop over the tiers", [](benchmark::State& state) {
        std::array<plain_tier, 5> tiers{};
        for (std::size_t i = 0; i < tiers.size(); ++i) tiers[i] = {bounds[i], tenths[i]};
        benchmark::DoNotOptimize(tiers);
        over_quantities(state, [&](quantity q) { return checked_fee(tiers, q.count()); });
    }};

const answer map_reference{fee_of_five, "string-keyed map of tiers", [](benchmark::State& state) {
                               std::map<std::string, plain_tier> tiers;
                               for (std::size_t i = 0; i < bounds.size(); ++i)
                                   tiers["tier " + std::to_string(i + 1)] = {bounds[i], tenths[i]};
                               over_quantities(state, [&](quantity q) {
                                   std::int64_t sum = 5, below = 0;
                                   for (std::size_t i = 1; below < q.count(); ++i) {
                                       const plain_tier& t = tiers.at("tier " + std::to_string(i));
                                       const std::int64_t top =
                                           q.count() < t.up_to ? q.count() : t.up_to;
                                       sum += (top - below) * t.price;
                                       below = top;
                                   }
                                   return sum / 10;
                               });
                           }};

/// A decimal type of 50 digits, with every tier in it.
const answer decimal_reference{fee_of_five, "Boost.Multiprecision cpp_dec_float",
                               [](benchmark::State& state) {
                                   using number = boost::multiprecision::cpp_dec_float_50;
                                   struct number_tier {
                                       number up_to;
                                       number price;
                                   };
                                   std::array<number_tier, 5> tiers{};
                                   for (std::size_t i = 0; i < tiers.size(); ++i)
                                       tiers[i] = {number{bounds[i]}, number{tenths[i]} / 10};
                                   over_quantities(state, [&](quantity q) {
                                       const number count{q.count()};
                                       number sum{0}, below{0};
                                       for (const number_tier& t : tiers) {
                                           const number top = count < t.up_to ? count : t.up_to;
                                           sum += (top - below) * t.price;
                                           below = top;
                                           if (below == count) break;
                                       }
                                       return static_cast<std::int64_t>(floor(sum + number{0.5}));
                                   });
                               }};

const answer definition_ours{"fee of five tiers, by its definition", "ours",
                             [](benchmark::State& state) {
                                 std::array<tier, 5> rows = steps;
                                 benchmark::DoNotOptimize(rows);
                                 over_quantities(state, [&](quantity q) {
                                     return fee({}, std::span<const tier>{rows}, q, usd)
                                         ->round(rounding::half_away_from_zero);
                                 });
                             }};

const std::string many_fees = "fees of 10^7 tenants";
constexpr std::size_t tenants = 10'000'000;

template <class Rated>
void over_tenants(benchmark::State& state, Rated rated) {
    const auto used = any_quantities(tenants);
    std::vector<std::int64_t> cents(tenants);
    for (auto _ : state) rated(std::span<const quantity>{used}, std::span<std::int64_t>{cents});
}
void copied(std::span<const quantity> used, std::span<std::int64_t> cents) {
    std::memcpy(cents.data(), used.data(), used.size_bytes());
    benchmark::DoNotOptimize(cents.data());
    benchmark::ClobberMemory();
}
void rated_by_one(std::span<const quantity> used, std::span<std::int64_t> cents) {
    benchmark::DoNotOptimize(rate(compiled, used, cents));
}

const answer batch_ours{many_fees, "ours",
                        [](benchmark::State& state) { over_tenants(state, rated_by_one); }};
const answer batch_reference{many_fees, "memcpy",
                             [](benchmark::State& state) { over_tenants(state, copied); }};

const bool has_avx512 = [] {
    if (!machine_has(instructions::avx512)) return false;
    const std::string question = many_fees + ", AVX-512";
    answer{question, "ours", [](benchmark::State& state) {
               over_tenants(
                   state, [](std::span<const quantity> used, std::span<std::int64_t> cents) {
                       benchmark::DoNotOptimize(rate<instructions::avx512>(compiled, used, cents));
                   });
           }};
    answer{question, "memcpy", [](benchmark::State& state) { over_tenants(state, copied); }};
    return true;
}();

// The library has no threads: whoever has parts the arrays, for calls know nothing of each other.
const answer threads_ours{
    many_fees + ", two threads", "ours",
    [](benchmark::State& state) {
        over_tenants(state, [](std::span<const quantity> used, std::span<std::int64_t> cents) {
            const std::size_t half = used.size() / 2;
            std::thread other{[=] { rated_by_one(used.subspan(half), cents.subspan(half)); }};
            rated_by_one(used.first(half), cents.first(half));
            other.join();
        });
    },
    wall_clock};
const answer threads_reference{many_fees + ", two threads", "one thread",
                               [](benchmark::State& state) { over_tenants(state, rated_by_one); },
                               wall_clock};

}  // namespace

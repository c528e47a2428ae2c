// SPDX-License-Identifier: MIT
// What an exact amount costs, beside arithmetic on 64 bits that checks nothing. Both round half to
// even without a branch, and neither knows its price or part while compiling.
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include <ratecard/money/exact.hpp>
#include <ratecard/rating/card.hpp>

#include "question.hpp"

namespace {

using namespace ratecard;
using namespace ratecard::literals;
using ratecard_benchmark::answer;

/// 4,096 numbers that no branch predictor learns, as `made` makes them.
template <class Number, class Made>
std::array<Number, 4096> any_numbers(Made made) {
    std::array<Number, 4096> all{};
    std::uint64_t seed = 1;
    for (Number& one : all) {
        seed = seed * 6'364'136'223'846'793'005u + 1'442'695'040'888'963'407u;
        one = made(static_cast<std::int64_t>(seed >> 40));
    }
    return all;
}
const auto numbers = any_numbers<std::int64_t>([](std::int64_t n) { return n; });
const auto quantities = any_numbers<quantity>([](std::int64_t n) { return quantity{n}; });
const auto amounts = any_numbers<money>([](std::int64_t n) { return money{n, usd}; });

template <class Number, class Amount>
void over(const std::array<Number, 4096>& all, benchmark::State& state, Amount amount) {
    std::size_t i = 0;
    for (auto _ : state) benchmark::DoNotOptimize(amount(all[i++ % all.size()]));
}

template <class Value>
Value only_known_at_run_time(Value value) {
    benchmark::DoNotOptimize(value);
    return value;
}

/// As it is looked at by who goes on with it.
std::int64_t minor_of(const result<money>& amount) { return amount ? amount->minor_units() : -1; }

std::int64_t half_to_even(std::int64_t number, std::int64_t divisor) {
    const std::int64_t cut = number / divisor, rest = number % divisor;
    const std::int64_t twice = 2 * rest;
    return cut + (static_cast<int>(twice > divisor) |
                  (static_cast<int>(twice == divisor) & static_cast<int>(cut & 1)));
}

void price_known_to_tenths(benchmark::State& state) {
    const auto price = only_known_at_run_time<std::int64_t>(15);
    over(numbers, state, [=](std::int64_t n) { return half_to_even(n * price, 10); });
}

const std::string a_price = "price x quantity, rounded";
const std::string known_to_tenths = "unchecked int64, tenths of cents";

const answer price_ours{
    a_price, "ours", [](benchmark::State& state) {
        const auto price = only_known_at_run_time(0.015_dec);
        over(quantities, state, [=](quantity q) {
            return minor_of(exact::product(price, q, usd).round(rounding::half_to_even));
        });
    }};
const answer price_reference{
    a_price, "unchecked int64, any scale", [](benchmark::State& state) {
        const auto price = only_known_at_run_time<std::int64_t>(15);
        const auto divisor = only_known_at_run_time<std::int64_t>(10);
        over(numbers, state, [=](std::int64_t n) { return half_to_even(n * price, divisor); });
    }};
const answer price_reference_tenths{a_price, known_to_tenths, price_known_to_tenths};

const std::string a_card = "price x quantity by a card, rounded";

const answer card_ours{
    a_card, "ours", [](benchmark::State& state) {
        constexpr std::array one{tier{.unit_price = 0.015_dec}};
        const auto card = only_known_at_run_time(
            *rate_card<1>::from({}, std::span<const tier>{one}, usd, rounding::half_to_even));
        over(quantities, state, [&](quantity q) { return minor_of(rate(card, q)); });
    }};
const answer card_reference{a_card, known_to_tenths, price_known_to_tenths};

const std::string a_part = "10/31 of an amount, rounded";

const answer part_ours{
    a_part, "ours", [](benchmark::State& state) {
        const auto part = only_known_at_run_time(ratio{10, 31});
        over(amounts, state, [=](const money& whole) {
            return minor_of(scaled{exact{whole}, part}.round(rounding::half_to_even));
        });
    }};
const answer part_reference{a_part, "unchecked int64", [](benchmark::State& state) {
                                const auto up = only_known_at_run_time<std::int64_t>(10);
                                const auto down = only_known_at_run_time<std::int64_t>(31);
                                over(numbers, state,
                                     [=](std::int64_t n) { return half_to_even(n * up, down); });
                            }};

}  // namespace

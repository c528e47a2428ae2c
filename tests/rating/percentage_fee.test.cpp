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
}

TEST_CASE("a transaction of 0.00 is not free: its fixed fee and its least are due") {
    constexpr percentage card{.rate = 0.029_dec, .per_event = 0.3_dec};
    STATIC_REQUIRE(costs(card, paid({0}), 0.3_dec));
    STATIC_REQUIRE(costs(card, paid({0, 100, 0}), 3.8_dec));
    constexpr percentage least{.rate = 0.01_dec, .per_event = 1_dec, .least = 1.75_dec};
    STATIC_REQUIRE(costs(least, paid({0}), 1.75_dec));
    constexpr percentage most{.rate = 0.01_dec, .per_event = 1_dec, .most = 0.5_dec};
    STATIC_REQUIRE(costs(most, paid({0}), 0.5_dec));
    // A policy that says otherwise.
    constexpr percentage waived{.per_event = 0.3_dec, .least = 1_dec, .zero_is_free = true};
    STATIC_REQUIRE(costs(waived, paid({0, 0}), 0_dec));
    STATIC_REQUIRE(costs(waived, paid({0, 5}), 1_dec));
}

TEST_CASE("a transaction of 0.00 is one of the free transactions while there are any") {
    constexpr percentage one{.per_event = 1_dec, .free_events = quantity{1}};
    STATIC_REQUIRE(costs(one, paid({0, 0}), 1_dec));
    STATIC_REQUIRE(costs(one, paid({0, 5}), 1_dec));
    constexpr percentage amount{.per_event = 1_dec, .free_amount = quantity{3}};
    STATIC_REQUIRE(costs(amount, paid({0, 3, 0}), 1_dec));
}

TEST_CASE("the same price in JPY, KWD and USD bills the same main units at every scale") {
    // 3.6 % of 5,000 yen are 180, and 2.75 % of 35.200 dinars 0.968.
    constexpr std::array yen{quantity{5'000}};
    STATIC_REQUIRE(percentage_fee({.rate = 0.036_dec}, yen, jpy) == exact{money{180, jpy}});
    constexpr std::array dinars{quantity{35'200}};
    STATIC_REQUIRE(percentage_fee({.rate = 0.0275_dec}, dinars, kwd) == exact{money{968, kwd}});
    law("for any percentage of whole main units, in four currencies", [] {
        const auto dollars = [](std::int64_t most) {
            return decimal::from(*rc::gen::inRange<std::int64_t>(0, most), 0).value();
        };
        const percentage price{
            .rate = decimal::from(*rc::gen::inRange<std::int64_t>(0, 1'000), 4).value(),
            .per_event = decimal::from(*rc::gen::inRange<std::int64_t>(0, 1'000), 3).value(),
            .least = dollars(10),
            .most = decimal::from(*rc::gen::inRange<std::int64_t>(1'000, 9'000), 2).value()};
        const auto free = *rc::gen::inRange<std::int64_t>(0, 200);
        const auto amounts = *rc::gen::container<std::vector<std::int64_t>>(
            rc::gen::inRange<std::int64_t>(0, 2'000));
        const auto fee_in = [&](currency unit, std::optional<int> scale) {
            std::int64_t one = 1;
            for (int i = 0; i < scale.value_or(unit.digits()); ++i) one *= 10;
            percentage p = price;
            p.scale = scale;
            p.free_amount = quantity{free * one};
            std::vector<quantity> counted;
            for (const std::int64_t amount : amounts) counted.push_back(quantity{amount * one});
            return percentage_fee(p, counted, unit).value();
        };
        // With ten decimals, all of them count the same.
        const auto main_units = [](const exact& e) {
            exact all = e;
            for (int i = e.scale() + e.unit().digits(); i < 12; ++i)
                all = checked_multiply(all, 10).value();
            return all.low();
        };
        const auto wanted = main_units(fee_in(usd, 0));
        for (const currency unit : {usd, jpy, kwd, clf}) {
            RC_ASSERT(main_units(fee_in(unit, {})) == wanted);
            for (int scale = 0; scale <= 6; ++scale)
                RC_ASSERT(main_units(fee_in(unit, scale)) == wanted);
        }
    });
    law("for any price by steps, in four currencies", [] {
        const decimal each = decimal::from(*rc::gen::inRange<std::int64_t>(0, 5'000), 3).value();
        const decimal flat = decimal::from(*rc::gen::inRange<std::int64_t>(0, 5'000), 2).value();
        const auto bound = *rc::gen::inRange<std::int64_t>(1, 50);
        const auto used = *rc::gen::inRange<std::int64_t>(0, 100);
        const auto fee_in = [&](currency unit, int scale) {
            std::int64_t one = 1;
            for (int i = 0; i < scale; ++i) one *= 10;
            const std::array steps{tier{limit::finite(bound * one), each, flat, {}},
                                   tier{.unit_price = 0.125_dec}};
            const exact e =
                fee({.scale = scale}, std::span<const tier>{steps}, quantity{used * one}, unit)
                    .value();
            exact all = e;
            for (int i = e.scale() + unit.digits(); i < 12; ++i)
                all = checked_multiply(all, 10).value();
            return all.low();
        };
        const auto wanted = fee_in(usd, 0);
        for (const currency unit : {usd, jpy, kwd, clf})
            for (int scale = 0; scale <= 6; ++scale) RC_ASSERT(fee_in(unit, scale) == wanted);
    });
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
            const bool all_free = before < free_to && charged == 0;
            if (!all_free)
                expected +=
                    std::clamp(charged * per_mille + fixed * 1'000, least * 1'000, most * 1'000);
        }
        RC_ASSERT(percentage_fee(p, amounts, usd) ==
                  exact::product(decimal::from(expected, 5).value(), quantity{1}, usd));
    });
}

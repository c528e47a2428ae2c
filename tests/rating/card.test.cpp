// SPDX-License-Identifier: MIT
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <type_traits>
#include <vector>

#include <ratecard/rating/card.hpp>

#include "any_card.hpp"

using namespace ratecard;
using namespace ratecard::literals;
using namespace ratecard_test;

namespace {

constexpr limit bound(std::int64_t units) { return limit::finite(units); }

constexpr std::array five{tier{bound(100), 0.05_dec, {}, {}}, tier{bound(1'000), 0.04_dec, {}, {}},
                          tier{bound(10'000), 0.03_dec, 2_dec, {}},
                          tier{bound(100'000), 0.02_dec, {}, {}},
                          tier{limit::unlimited(), 0.015_dec, {}, {}}};
constexpr auto in_five = std::span<const tier>{five};
constexpr rate_card<5> of_five =
    rate_card<5>::from({}, in_five, usd, rounding::half_to_even, bound(50)).value();

constexpr bool costs(std::int64_t used, std::int64_t cents) {
    return rate(of_five, quantity{used}) == money{cents, usd};
}

}  // namespace

TEST_CASE("a card can be a constant, and can be copied") {
    STATIC_REQUIRE(costs(0, 0));
    STATIC_REQUIRE(costs(50, 0));
    STATIC_REQUIRE(costs(51, 5));
    STATIC_REQUIRE(costs(150, 500));
    STATIC_REQUIRE(costs(151, 504));
    STATIC_REQUIRE(costs(1'050, 4'100));
    STATIC_REQUIRE(costs(1'051, 4'303));
    STATIC_REQUIRE(costs(100'050, 211'300));
    STATIC_REQUIRE(costs(100'051, 211'302));  // 211,301.5
    STATIC_REQUIRE(costs(100'052, 211'303));
    STATIC_REQUIRE(costs(100'053, 211'304));  // 211,304.5
    STATIC_REQUIRE(std::is_trivially_copyable_v<rate_card<5>>);
    STATIC_REQUIRE(rate_card<5>{of_five} == of_five);
    STATIC_REQUIRE(of_five.steps().size() == 5);
    STATIC_REQUIRE(of_five.steps()[2] == five[2]);
    STATIC_REQUIRE(of_five.how() == pricing{});
    STATIC_REQUIRE(of_five.included() == bound(50));
    STATIC_REQUIRE(of_five.unit() == usd);
    STATIC_REQUIRE(of_five.rounded() == rounding::half_to_even);
}

TEST_CASE("a faulty price, or one with too many steps, has no card") {
    STATIC_REQUIRE(rate_card<4>::from({}, in_five, usd, rounding::floor) ==
                   core_errc::capacity_exceeded);
    STATIC_REQUIRE(rate_card<4>::from({}, std::span<const tier>{}, usd, rounding::floor) ==
                   catalog_errc::no_price);
    STATIC_REQUIRE(rate_card<4>::from({.scale = 7}, in_five, usd, rounding::floor) ==
                   core_errc::policy_out_of_range);
    constexpr std::array bounded{tier{.up_to = bound(5)}};
    STATIC_REQUIRE(rate_card<1>::from({}, std::span<const tier>{bounded}, usd, rounding::floor) ==
                   catalog_errc::tiers_without_an_open_end);
}

TEST_CASE("the largest quantity keeps amounts below 2^63 of the smallest part of a cent") {
    STATIC_REQUIRE(of_five.largest() == quantity{quantity::max_count});
    const auto largest = [](decimal price, rounding mode, currency unit, pricing how = {}) {
        const std::array one{tier{.unit_price = price}};
        return rate_card<1>::from(how, std::span<const tier>{one}, unit, mode).value().largest();
    };
    // 9,223,372,036,854,775,807 is 2^63 - 1.
    STATIC_REQUIRE(largest(1'000_dec, rounding::floor, jpy) == quantity{quantity::max_count});
    STATIC_REQUIRE(largest(10'000_dec, rounding::floor, jpy) == quantity{922'337'203'685'477});
    STATIC_REQUIRE(largest(10'000_dec, rounding::ceiling, jpy) == quantity{922'337'203'685'477});
    STATIC_REQUIRE(largest(1'000'000'000'000.1_dec, rounding::floor, jpy) == quantity{922'337});
    STATIC_REQUIRE(largest(0.000'000'000'000'000'001_dec, rounding::floor, usd) ==
                   quantity{quantity::max_count});
    STATIC_REQUIRE(largest(9.000'000'000'000'000'001_dec, rounding::floor, jpy) == quantity{1});
    STATIC_REQUIRE(largest(9.000'000'000'000'000'001_dec, rounding::ceiling, jpy) == quantity{});
    STATIC_REQUIRE(largest(9'223'372'036'854'775'807_dec, rounding::floor, jpy) == quantity{1});
    STATIC_REQUIRE(largest(9'223'372'036'854'775'807_dec, rounding::floor, usd) == quantity{});
    // A card does not count parts smaller than 10^-18.
    STATIC_REQUIRE(!largest(0.000'000'000'000'000'001_dec, rounding::floor, usd, {.scale = 6}));
    STATIC_REQUIRE(!largest(0.000'000'000'000'000'001_dec, rounding::floor, jpy, {.scale = 1}));
    STATIC_REQUIRE(largest(1_dec, rounding::half_toward_zero, jpy) ==
                   quantity{quantity::max_count});
    // A quantity that is refused is above the largest one.
    constexpr std::array refusing{tier{.up_to = bound(50), .unit_price = 1_dec}};
    constexpr auto refused =
        rate_card<1>::from({.tiers = tiering::volume,
                            .beyond = beyond_tiers::refused,
                            .tier_by_whole_units = true,
                            .scale = 1},
                           std::span<const tier>{refusing}, usd, rounding::floor, bound(7))
            .value();
    STATIC_REQUIRE(refused.largest() == quantity{57});
    STATIC_REQUIRE(rate(refused, quantity{57}) == money{5'00, usd});
    STATIC_REQUIRE(rate(refused, quantity{58}) == catalog_errc::beyond_the_last_tier);
    // The flat amount of zero units is too large.
    constexpr std::array flat{tier{.flat = 9'223'372'036'854'775'807_dec}};
    constexpr auto due = rate_card<1>::from({.flat_when_unused = true}, std::span<const tier>{flat},
                                            usd, rounding::floor)
                             .value();
    STATIC_REQUIRE(!due.largest());
    STATIC_REQUIRE(rate(due, quantity{}) == core_errc::overflow);
    // With the rounding bias, the flat amount reaches 2^63.
    constexpr std::array nearly{tier{.flat = 9.223'372'036'854'775'807_dec}};
    constexpr auto rounded_up =
        rate_card<1>::from({.tiers = tiering::stairstep}, std::span<const tier>{nearly}, jpy,
                           rounding::ceiling)
            .value();
    STATIC_REQUIRE(rounded_up.largest() == quantity{});
    STATIC_REQUIRE(rate(rounded_up, quantity{1}) == money{10, jpy});
    // A flat amount of 10^22 parts, beside a price that has such parts.
    constexpr std::array both{tier{.unit_price = 0.000'000'000'000'000'001_dec, .flat = 1_dec}};
    constexpr auto of_both =
        rate_card<1>::from({.scale = 4}, std::span<const tier>{both}, clf, rounding::ceiling)
            .value();
    STATIC_REQUIRE(of_both.largest() == quantity{});
    STATIC_REQUIRE(rate(of_both, quantity{1}) == money{10'001, clf});
}

TEST_CASE("above the largest quantity a card answers by its definition") {
    constexpr std::array one{tier{.unit_price = 9.000'000'000'000'000'001_dec}};
    constexpr auto card =
        rate_card<1>::from({}, std::span<const tier>{one}, jpy, rounding::half_to_even).value();
    STATIC_REQUIRE(card.largest() == quantity{});
    STATIC_REQUIRE(rate(card, quantity{1'000}) == money{9'000, jpy});
    constexpr std::array dear{tier{.unit_price = 9'223'372'036'854'775'807_dec}};
    constexpr auto too_dear =
        rate_card<1>::from({}, std::span<const tier>{dear}, jpy, rounding::half_to_even).value();
    STATIC_REQUIRE(rate(too_dear, quantity{1}) == money{INT64_MAX, jpy});
    STATIC_REQUIRE(rate(too_dear, quantity{2}) == core_errc::overflow);
}

TEST_CASE("a card answers as its definition: every small price, every policy, every rounding") {
    using enum beyond_tiers;
    // With parts of a cent, flat amounts, packages, and steps so narrow that whole units skip them.
    const std::vector<std::vector<tier>> prices{
        {{limit::unlimited(), 0.0125_dec, {}, {}}},
        {{bound(4), 0.003_dec, 0.1_dec, {}},
         {bound(9), 0.025_dec, {}, {}},
         {limit::unlimited(), 0.01_dec, 0.005_dec, {}}},
        {{bound(4), 3_dec, 1_dec, {}}, {bound(10), 2.005_dec, 2_dec, quantity{4}}},
        {{bound(20), 0.005_dec, {}, quantity{7}}, {limit::unlimited(), 2_dec, {}, quantity{10}}},
        {{bound(3), {}, 0.125_dec, {}}, {bound(11), {}, 0.5_dec, {}}, {bound(21), {}, 1_dec, {}}},
        {{bound(4), 3_dec, {}, {}}, {bound(9), 0.5_dec, 1_dec, {}}, {bound(13), 1_dec, {}, {}}},
        {{limit::unlimited(), 1_dec, 2_dec, {}}},
        {{bound(5), 0.001_dec, {}, quantity{1}}, {bound(6), 0.7_dec, 0.015_dec, {}}},
    };
    std::size_t tried = 0, wrong = 0;
    for (const std::vector<tier>& tiers : prices)
        for (const tiering t : {tiering::graduated, tiering::volume, tiering::stairstep})
            for (const beyond_tiers beyond : {refused, last_tier, unbilled})
                for (int choices = 0; choices < 32; ++choices)
                    for (const limit included : {bound(0), bound(1), bound(5), limit::unlimited()})
                        for (const rounding mode : every_rounding) {
                            const pricing how = any_of(t, beyond, choices);
                            const auto rows = std::span<const tier>{tiers};
                            const auto card = rate_card<3>::from(how, rows, usd, mode, included);
                            if (const auto fault = find_tier_fault(how, rows)) {
                                if (card != fault->code) ++wrong;
                                continue;
                            }
                            for (std::int64_t used = 0; used <= 32; ++used, ++tried)
                                if (rate(*card, quantity{used}) !=
                                    defined(how, rows, usd, mode, included, quantity{used}))
                                    ++wrong;
                        }
    CHECK(tried == (8u * 2 + 1) * 3 * 32 * 4 * 10 * 33);
    CHECK(wrong == 0);
}

TEST_CASE("a card answers as its definition: any price") {
    law("at its bounds, at the largest quantity, at both ends and at random quantities", [] {
        const priced p = any_priced();
        const auto card = card_of(p);
        for (const quantity used : where_it_matters(p, card))
            RC_ASSERT(rate(card, used) == p.defined(used));
    });
}

TEST_CASE("up to its largest quantity a card never overflows") {
    law("for any price", [] {
        const priced p = any_priced();
        const auto card = card_of(p);
        if (!card.largest()) return;
        const quantity used{*up_to(card.largest()->count())};
        for (const quantity q : {used, *card.largest()}) {
            const auto amount = rate(card, q);
            RC_ASSERT(amount.has_value() ||
                      (p.mode == rounding::exact && amount == money_errc::inexact));
        }
    });
}

// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include <ratecard/rating/fee.hpp>
#include <ratecard/rating/prorated_fee.hpp>

#include "property.hpp"

using namespace ratecard;
using namespace ratecard::literals;
using namespace ratecard_test;

namespace {

using change = prorated_change;
constexpr std::array tiers{tier{limit::finite(5), 10_dec, 100_dec, {}},
                           tier{limit::finite(15), 5_dec, 50_dec, {}},
                           tier{limit::unlimited(), 2_dec, {}, {}}};
constexpr pricing with_first_flat{.flat_when_unused = true};

constexpr ratio of_30_days(std::uint64_t days) { return {days, 30}; }

constexpr result<money> cost(std::span<const change> changes,
                             const pricing& how = with_first_flat) {
    const auto fee = prorated_fee(how, std::span<const tier>{tiers}, changes, usd);
    if (!fee) return fee.error();
    return fee->round(rounding::half_away_from_zero);
}

}  // namespace

TEST_CASE("units count for their part of the period, in the steps that they cross") {
    // In a month of 30 days: from the 10th, the 16th, the 20th, the 25th and the 26th on.
    constexpr std::array september{change{2, of_30_days(21)}, change{5, of_30_days(15)},
                                   change{-6, of_30_days(11)}, change{10, of_30_days(6)},
                                   change{4, of_30_days(5)}};
    STATIC_REQUIRE(cost({}) == money{100'00, usd});
    STATIC_REQUIRE(cost(std::span{september}.first(1)) == money{114'00, usd});
    STATIC_REQUIRE(cost(september) == money{183'00, usd});
    constexpr std::array carried{change{75}, change{20, ratio{15, 31}}};
    STATIC_REQUIRE(cost(std::span{carried}.first(1)) == money{370'00, usd});
    STATIC_REQUIRE(cost(carried) == money{389'35, usd});
}

TEST_CASE("flat amounts are due in full for every step ever entered") {
    constexpr std::array gone{change{6, ratio{1, 1}}, change{-6, ratio{9, 10}}};
    // 100 and 50 once; 5 x 10 and 1 x 5 for a tenth.
    STATIC_REQUIRE(cost(gone) == money{155'50, usd});
    STATIC_REQUIRE(cost({}, {}) == money{0, usd});
    // Units that come and go at one instant, or come when the period ends, enter no step.
    constexpr std::array at_once{change{6, ratio{1, 2}}, change{-6, ratio{1, 2}}};
    STATIC_REQUIRE(cost(at_once) == money{100'00, usd});
    constexpr std::array at_the_end{change{6, ratio{0, 1}}};
    STATIC_REQUIRE(cost(at_the_end, {}) == money{0, usd});
    // Filling a step to its bound does not enter the next.
    constexpr std::array full{change{5, ratio{7, 10}}};
    STATIC_REQUIRE(cost(full) == money{135'00, usd});
}

TEST_CASE("packages, volume prices and units that are not there cannot be prorated") {
    constexpr std::array one{change{1}};
    constexpr std::array packed{tier{.unit_price = 1_dec, .package = quantity{10}}};
    STATIC_REQUIRE(prorated_fee({}, std::span<const tier>{packed}, one, usd) ==
                   core_errc::policy_out_of_range);
    STATIC_REQUIRE(cost(one, {.tiers = tiering::volume}) == core_errc::policy_out_of_range);
    constexpr std::array too_few{change{1}, change{-2}};
    STATIC_REQUIRE(cost(too_few) == core_errc::negative_quantity);
    // The sum of what comes and goes is fine, but a unit goes before it came.
    constexpr std::array too_early{change{1, ratio{1, 3}}, change{-1, ratio{2, 3}}};
    STATIC_REQUIRE(cost(too_early) == core_errc::negative_quantity);
    constexpr std::array too_long{change{1, ratio{32, 31}}};
    STATIC_REQUIRE(cost(too_long) == rating_errc::part_above_the_period);
    constexpr std::array too_many{change{quantity::max_count}, change{1}};
    STATIC_REQUIRE(cost(too_many) == core_errc::quantity_too_large);
    constexpr std::array absurd{change{INT64_MAX}};
    STATIC_REQUIRE(cost(absurd) == core_errc::quantity_too_large);
    constexpr std::array bounded{tier{limit::finite(5), 1_dec, {}, {}}};
    constexpr std::array six{change{6}};
    STATIC_REQUIRE(prorated_fee({.beyond = beyond_tiers::refused}, std::span<const tier>{bounded},
                                six, usd) == catalog_errc::beyond_the_last_tier);
    STATIC_REQUIRE(
        prorated_fee({.beyond = beyond_tiers::last_tier}, std::span<const tier>{bounded}, six, usd)
            ->round(rounding::exact) == money{6'00, usd});
}

TEST_CASE("seats and parts cost the same in any order") {
    law("and as much as their number at each time, priced for that time", [] {
        // Levels of whole days of a month of 30.
        std::vector<change> changes;
        std::array<std::int64_t, 30> level{};
        std::int64_t seats = 0, most = 0;
        for (std::size_t day = 0; day < level.size(); ++day) {
            if (*rc::gen::inRange(0, 3) == 0) {
                const auto units = *rc::gen::inRange<std::int64_t>(-seats, 15);
                changes.push_back({units, of_30_days(30 - day)});
                seats += units;
            }
            level[day] = seats;
            most = std::max(most, seats);
        }
        exact thirtyfold{money{0, usd}};  // what the levels cost, 30 times
        for (const std::int64_t now : level) {
            std::int64_t below = 0;
            for (const tier& t : tiers) {
                const auto top =
                    t.up_to.is_unlimited() ? now : std::min(now, t.up_to.most().count());
                if (top <= below) break;
                thirtyfold = checked_add(thirtyfold,
                                         exact::product(t.unit_price, quantity{top - below}, usd))
                                 .value();
                below = top;
            }
        }
        const std::int64_t flat = (most > 0 ? 100'00 : 0) + (most > 5 ? 50'00 : 0);
        const auto shuffled = [&] {
            auto all = changes;
            for (std::size_t i = all.size(); i > 1; --i)
                std::swap(all[i - 1], all[*rc::gen::inRange<std::size_t>(0, i)]);
            return all;
        }();
        for (const auto& listed : {changes, shuffled}) {
            const auto fee =
                prorated_fee({}, std::span<const tier>{tiers}, std::span{listed}, usd).value();
            const auto wanted = checked_add(scaled{thirtyfold, ratio{1, 30}},
                                            scaled{exact{money{flat, usd}}, ratio{1, 1}})
                                    .value();
            const auto difference =
                checked_add(fee, scaled{-wanted.whole(), wanted.part()}).value();
            RC_ASSERT(difference.whole().is_zero());
        }
    });
}

TEST_CASE("units that count for the whole period cost as much as their sum") {
    law("in whatever parts they come", [] {
        std::vector<change> changes;
        std::int64_t sum = 0;
        for (int i = *rc::gen::inRange(0, 8); i > 0; --i) {
            const auto units = *rc::gen::inRange<std::int64_t>(-sum, 20);
            changes.push_back({units});
            sum += units;
        }
        const auto whole = fee(with_first_flat, std::span<const tier>{tiers}, quantity{sum}, usd);
        RC_ASSERT(cost(changes) == whole->round(rounding::exact));
    });
    law("units that count for half of the period cost half", [] {
        std::vector<change> changes, halves;
        for (int i = *rc::gen::inRange(1, 6); i > 0; --i) {
            changes.push_back({*rc::gen::inRange<std::int64_t>(0, 9)});
            halves.push_back({changes.back().units, ratio{1, 2}});
        }
        constexpr std::array no_flat{tier{limit::finite(5), 10_dec, {}, {}},
                                     tier{.unit_price = 5_dec}};
        const auto cents = [&](const std::vector<change>& c) {
            return prorated_fee({}, std::span<const tier>{no_flat}, c, usd)
                ->round(rounding::exact)
                .value()
                .minor_units();
        };
        RC_ASSERT(2 * cents(halves) == cents(changes));
    });
}

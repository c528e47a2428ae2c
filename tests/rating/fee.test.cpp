// SPDX-License-Identifier: MIT
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include <ratecard/rating/fee.hpp>

#include "any_price.hpp"

using namespace ratecard;
using namespace ratecard::literals;
using namespace ratecard_test;

namespace {

constexpr limit bound(std::int64_t units) { return limit::finite(units); }

/// The cents of a fee that has no fraction of a cent.
template <std::size_t N>
constexpr std::int64_t cents_of(const pricing& how, const std::array<tier, N>& tiers,
                                std::int64_t used, const limit& included = {}) {
    return fee(how, std::span<const tier>{tiers}, quantity{used}, usd, included)
        .value()
        .round(rounding::exact)
        .value()
        .minor_units();
}
template <std::size_t N, std::size_t M>
constexpr bool costs(const pricing& how, const std::array<tier, N>& tiers,
                     const std::array<std::pair<std::int64_t, std::int64_t>, M>& figures) {
    for (const auto& [used, cents] : figures)
        if (cents_of(how, tiers, used) != cents) return false;
    return true;
}
using figure = std::pair<std::int64_t, std::int64_t>;  // of units, and the cents they cost

/// 5 at 7.00, the next 5 at 6.50, the rest at 6.00; counted in tenths of a unit.
constexpr std::array in_three{tier{.up_to = bound(50), .unit_price = 7_dec},
                              tier{.up_to = bound(100), .unit_price = 6.5_dec},
                              tier{.unit_price = 6_dec}};
constexpr pricing tenths{.scale = 1};

}  // namespace

TEST_CASE("graduated: each unit, and each fraction, has the price of the step it is in") {
    STATIC_REQUIRE(costs(tenths, in_three,
                         std::array{figure{0, 0}, figure{10, 700}, figure{50, 3'500},
                                    figure{55, 3'825}, figure{60, 4'150}, figure{100, 6'750},
                                    figure{110, 7'350}, figure{200, 12'750}, figure{250, 15'750}}));
}

TEST_CASE("volume: the step that holds the quantity prices all of it") {
    STATIC_REQUIRE(costs({.tiers = tiering::volume, .scale = 1}, in_three,
                         std::array{figure{0, 0}, figure{10, 700}, figure{50, 3'500},
                                    figure{55, 3'575}, figure{60, 3'900}, figure{100, 6'500},
                                    figure{101, 6'060}, figure{200, 12'000}, figure{250, 15'000}}));
}

TEST_CASE(
    "a flat amount is due for each step entered; at zero that of the first step, if so stated") {
    constexpr std::array tiers{tier{bound(100), 10_dec, 2_dec, {}},
                               tier{bound(200), 5_dec, 3_dec, {}},
                               tier{limit::unlimited(), 5_dec, 3_dec, {}}};
    STATIC_REQUIRE(costs(
        {.flat_when_unused = true, .scale = 1}, tiers,
        std::array{figure{0, 200}, figure{10, 1'200}, figure{100, 10'200}, figure{105, 10'750},
                   figure{110, 11'000}, figure{200, 15'500}, figure{210, 16'300}}));
    STATIC_REQUIRE(cents_of(tenths, tiers, 0) == 0);
    STATIC_REQUIRE(cents_of(tenths, tiers, 1) == 300);
    // If all used units are included, nothing is charged, as at zero.
    STATIC_REQUIRE(cents_of({.flat_when_unused = true, .scale = 1}, tiers, 70, bound(70)) == 200);
}

TEST_CASE("volume can select its step by whole units and still price the exact quantity") {
    constexpr std::array tiers{tier{bound(1'000), 2_dec, 10_dec, {}},
                               tier{bound(2'000), 1_dec, {}, {}},
                               tier{limit::unlimited(), 0.5_dec, 50_dec, {}}};
    STATIC_REQUIRE(costs({.tiers = tiering::volume,
                          .flat_when_unused = true,
                          .tier_by_whole_units = true,
                          .scale = 1},
                         tiers,
                         std::array{figure{0, 1'000}, figure{10, 1'200}, figure{1'000, 21'000},
                                    figure{1'005, 10'050}, figure{1'010, 10'100},
                                    figure{1'999, 19'990}, figure{2'001, 15'005}}));
    // By the true units, a tenth above a bound and a whole unit above it are in the same step.
    STATIC_REQUIRE(cents_of({.tiers = tiering::volume, .scale = 1}, tiers, 1'001) == 10'010);
}

TEST_CASE("stairstep: one price for the step that is reached") {
    constexpr std::array bands{tier{.up_to = bound(1'000), .flat = 750_dec},
                               tier{.up_to = bound(10'000), .flat = 500_dec},
                               tier{.flat = 400_dec}};
    constexpr pricing stairs{.tiers = tiering::stairstep};
    STATIC_REQUIRE(costs(stairs, bands,
                         std::array{figure{0, 0}, figure{1, 75'000}, figure{1'000, 75'000},
                                    figure{1'001, 50'000}, figure{10'001, 40'000}}));
}

TEST_CASE("packages: a part of a package counts as one, or as none if so stated") {
    constexpr std::array by_ten{tier{.unit_price = 15_dec, .package = quantity{10}}};
    STATIC_REQUIRE(costs({}, by_ten,
                         std::array{figure{0, 0}, figure{1, 1'500}, figure{10, 1'500},
                                    figure{11, 3'000}, figure{20, 3'000}}));
    STATIC_REQUIRE(costs({.rest = part_package::free}, by_ten,
                         std::array{figure{9, 0}, figure{10, 1'500}, figure{19, 1'500}}));
    constexpr std::array by_tens{tier{.unit_price = 100_dec, .package = quantity{10}}};
    STATIC_REQUIRE(cents_of({}, by_tens, 121) == 130'000);
    STATIC_REQUIRE(cents_of({}, by_tens, 121, bound(10)) == 120'000);
    STATIC_REQUIRE(cents_of({}, by_tens, 121, bound(200)) == 0);
}

TEST_CASE("packages within steps: each step has its own packages") {
    // Blocks of ten minutes: a hundred blocks at 1.00, then 0.50.
    constexpr std::array minutes{
        tier{.up_to = bound(1'000), .unit_price = 1_dec, .package = quantity{10}},
        tier{.unit_price = 0.5_dec, .package = quantity{10}}};
    STATIC_REQUIRE(cents_of({}, minutes, 1'500) == 12'500);
    STATIC_REQUIRE(cents_of({.tiers = tiering::volume}, minutes, 1'500) == 7'500);
    STATIC_REQUIRE(cents_of({}, minutes, 1'001) == 10'050);
    // With blocks of one unit, half a unit is a whole one.
    constexpr std::array blocks{tier{bound(50), 7_dec, {}, quantity{10}},
                                tier{bound(100), 6.5_dec, {}, quantity{10}},
                                tier{limit::unlimited(), 6_dec, {}, quantity{10}}};
    STATIC_REQUIRE(cents_of(tenths, blocks, 55) == 4'150);
}

TEST_CASE("included units are deducted, or are a free step before the others") {
    constexpr std::array tiers{tier{.up_to = bound(100), .unit_price = 0.1_dec},
                               tier{.up_to = bound(500), .unit_price = 0.05_dec},
                               tier{.unit_price = 0.02_dec}};
    constexpr pricing deducted{.tiers = tiering::volume};
    constexpr pricing moved{.tiers = tiering::volume, .included = inclusion::free_tier};
    STATIC_REQUIRE(cents_of(deducted, tiers, 120, bound(50)) == 700);
    STATIC_REQUIRE(cents_of(moved, tiers, 120, bound(50)) == 1'200);
    STATIC_REQUIRE(cents_of(moved, tiers, 50, bound(50)) == 0);
    STATIC_REQUIRE(cents_of(moved, tiers, 150, bound(50)) == 1'500);
    STATIC_REQUIRE(cents_of(moved, tiers, 151, bound(50)) == 755);
    STATIC_REQUIRE(cents_of(moved, tiers, 999, limit::unlimited()) == 0);
    // If each step prices the units in it, both are the same.
    STATIC_REQUIRE(cents_of({}, tiers, 300, bound(50)) ==
                   cents_of({.included = inclusion::free_tier}, tiers, 300, bound(50)));
}

TEST_CASE("beyond the last bound: refused, priced by the last step, or unbilled, as stated") {
    constexpr std::array tiers{tier{bound(10), 2_dec, {}, {}}, tier{bound(20), 1_dec, {}, {}}};
    for (const tiering t : {tiering::graduated, tiering::volume}) {
        const auto at = [&](beyond_tiers beyond, std::int64_t used) {
            return fee({.tiers = t, .beyond = beyond}, std::span<const tier>{tiers}, quantity{used},
                       usd);
        };
        CHECK(at(beyond_tiers::refused, 21) == catalog_errc::beyond_the_last_tier);
        CHECK(at(beyond_tiers::refused, 20) == at(beyond_tiers::last_tier, 20));
        CHECK(at(beyond_tiers::unbilled, 20) == at(beyond_tiers::last_tier, 20));
        CHECK(at(beyond_tiers::unbilled, 500) == at(beyond_tiers::last_tier, 20));
        const std::int64_t step = t == tiering::graduated ? 30 : 20;
        CHECK(at(beyond_tiers::last_tier, 25)->round(rounding::exact) ==
              money{(step + 5) * 100, usd});
    }
    // No step holds 20.5 units, but the 20 units of the last step are billed.
    const auto by_whole_units =
        fee({.tiers = tiering::volume,
             .beyond = beyond_tiers::unbilled,
             .tier_by_whole_units = true,
             .scale = 1},
            std::span<const tier>{std::array{tier{bound(200), 1_dec, {}, {}}}}, quantity{205}, usd);
    CHECK(by_whole_units->round(rounding::exact) == money{20'00, usd});
}

namespace {

/// The price of all smallest units, counted one by one, in cents. Prices are whole units of money.
struct counted {
    std::int64_t cents = 0;
    std::int64_t billed = 0;
    bool refused = false;
};

counted by_counting(const pricing& how, const std::vector<tier>& tiers, std::int64_t used,
                    std::int64_t included) {
    const std::int64_t one = how.scale == 0 ? 1 : 10;
    const auto whole_price = [](const decimal& d) {
        std::int64_t p = d.count();
        for (int i = d.scale(); i < 0; ++i) p *= 10;
        return p;
    };
    // The step of the n-th unit above the included ones.
    const auto place_of = [&](std::int64_t n) {
        for (std::size_t i = 0; i < tiers.size(); ++i)
            if (tiers[i].up_to.is_unlimited() || n <= tiers[i].up_to.most().count()) return i;
        return tiers.size();
    };
    const bool each_in_its_step = how.tiers == tiering::graduated;
    std::vector<std::int64_t> units(tiers.size());
    std::int64_t above = used > included ? used - included : 0;
    std::int64_t looked_up = above;
    while (!each_in_its_step && how.tier_by_whole_units && looked_up % one != 0) ++looked_up;
    counted answer;
    if (place_of(each_in_its_step ? above : looked_up) == tiers.size() &&
        how.beyond == beyond_tiers::refused) {
        answer.refused = true;
        return answer;
    }
    const std::int64_t priced =
        !each_in_its_step && how.included == inclusion::free_tier && above > 0 ? used : above;
    for (std::int64_t n = 1; n <= priced; ++n) {
        // Units beyond the last bound come last.
        const bool beyond = place_of(above - (priced - n)) == tiers.size();
        if (beyond && how.beyond == beyond_tiers::unbilled) continue;
        std::size_t step = place_of(each_in_its_step ? n : looked_up);
        if (step == tiers.size()) --step;
        ++units[step];
        ++answer.billed;
    }
    if (priced == 0 && !how.flat_when_unused) return answer;
    for (std::size_t i = 0; i < tiers.size(); ++i) {
        const std::int64_t price = whole_price(tiers[i].unit_price);
        if (tiers[i].package) {
            std::int64_t packages = 0, filled = 0;
            for (std::int64_t n = 1; n <= units[i]; ++n) {
                if (filled == 0 && how.rest == part_package::charged) ++packages;
                if (++filled == tiers[i].package->count()) {
                    filled = 0;
                    if (how.rest == part_package::free) ++packages;
                }
            }
            answer.cents += packages * price * 100;
        } else {
            answer.cents += units[i] * price * 100 / one;
        }
        if (units[i] > 0 || (priced == 0 && i == 0))
            answer.cents += whole_price(tiers[i].flat) * 100;
    }
    return answer;
}

}  // namespace

TEST_CASE("a fee equals the sum of its units one by one, for every small price") {
    using enum beyond_tiers;
    const std::vector<std::vector<tier>> prices{
        {{limit::unlimited(), 3_dec, {}, {}}},
        {{bound(4), 3_dec, 1_dec, {}},
         {bound(9), 2_dec, {}, {}},
         {limit::unlimited(), 1_dec, 5_dec, {}}},
        {{bound(4), 3_dec, 1_dec, {}}, {bound(10), 2_dec, 2_dec, quantity{4}}},
        {{bound(20), 5_dec, {}, quantity{7}}, {limit::unlimited(), 2_dec, {}, quantity{10}}},
    };
    std::size_t tried = 0, wrong = 0;
    for (const std::vector<tier>& tiers : prices)
        for (const tiering t : {tiering::graduated, tiering::volume})
            for (const beyond_tiers beyond : {refused, last_tier, unbilled})
                for (int choices = 0; choices < 32; ++choices) {
                    const pricing how{
                        .tiers = t,
                        .beyond = beyond,
                        .flat_when_unused = (choices & 1) != 0,
                        .rest = (choices & 2) != 0 ? part_package::free : part_package::charged,
                        .included = (choices & 4) != 0 ? inclusion::free_tier : inclusion::deducted,
                        .tier_by_whole_units = (choices & 8) != 0,
                        .scale = (choices & 16) != 0 ? 1 : 0};
                    for (std::int64_t used = 0; used <= 32; ++used)
                        for (const std::int64_t included : {0, 1, 5}) {
                            const counted expected = by_counting(how, tiers, used, included);
                            const auto ours = fee(how, std::span<const tier>{tiers}, quantity{used},
                                                  usd, limit::finite(included));
                            ++tried;
                            if (expected.refused
                                    ? ours != catalog_errc::beyond_the_last_tier
                                    : !ours || !(*ours == exact{money{expected.cents, usd}}))
                                ++wrong;
                        }
                }
    CHECK(tried == 4u * 2 * 3 * 32 * 33 * 3);
    CHECK(wrong == 0);
}

TEST_CASE("the parts of a fee add up to it, and their units to the billed ones") {
    law("for any price and any quantity", [] {
        const auto tiers = any_steps();
        const pricing how{.tiers = *rc::gen::element(tiering::graduated, tiering::volume),
                          .flat_when_unused = *rc::gen::arbitrary<bool>(),
                          .scale = *rc::gen::inRange(0, 7)};
        const quantity used = any_usage();
        const currency unit = any_currency();
        std::int64_t units = 0;
        auto sum = result<exact>{exact{money{0, unit}}};
        const auto add = [&](const exact& part) {
            if (sum) sum = checked_add(*sum, part);
        };
        const auto billed = for_each_tier_part(how, std::span<const tier>{tiers}, {used, used},
                                               unit, [&](const tier_part& part, const tier&) {
                                                   units += part.units.count();
                                                   add(part.by_unit);
                                                   add(part.flat);
                                               });
        RC_ASSERT(billed == used);
        RC_ASSERT(units == used.count());
        RC_ASSERT(fee(how, std::span<const tier>{tiers}, used, unit) == sum);
    });
}

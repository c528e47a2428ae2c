// SPDX-License-Identifier: MIT
#ifndef RATECARD_TESTS_RATING_ANY_CARD_HPP
#define RATECARD_TESTS_RATING_ANY_CARD_HPP

#include <cstdint>
#include <span>
#include <vector>

#include <ratecard/rating/card.hpp>

#include "any_price.hpp"

// Random prices under any policy, and what a card of them must answer.
namespace ratecard_test {

/// What a card is compared with.
inline ratecard::result<ratecard::money> defined(const ratecard::pricing& how,
                                                 std::span<const ratecard::tier> rows,
                                                 ratecard::currency unit, ratecard::rounding mode,
                                                 const ratecard::limit& included,
                                                 ratecard::quantity used) {
    const auto unrounded = ratecard::fee(how, rows, used, unit, included);
    if (!unrounded) return unrounded.error();
    return unrounded->round(mode);
}

/// The policies that have two values, as the bits of `choices`.
constexpr ratecard::pricing any_of(ratecard::tiering t, ratecard::beyond_tiers beyond,
                                   int choices) {
    using namespace ratecard;
    return {.tiers = t,
            .beyond = beyond,
            .flat_when_unused = (choices & 1) != 0,
            .rest = (choices & 2) != 0 ? part_package::free : part_package::charged,
            .included = (choices & 4) != 0 ? inclusion::free_tier : inclusion::deducted,
            .tier_by_whole_units = (choices & 8) != 0,
            .scale = (choices & 16) != 0 ? 1 : 0};
}

struct priced {
    ratecard::pricing how;
    std::vector<ratecard::tier> steps;
    ratecard::currency unit;
    ratecard::rounding mode;
    ratecard::limit included;

    [[nodiscard]] std::span<const ratecard::tier> rows() const { return steps; }
    [[nodiscard]] ratecard::result<ratecard::money> defined(ratecard::quantity used) const {
        return ratecard_test::defined(how, rows(), unit, mode, included, used);
    }
};

/// A price of up to five steps: graduated, volume or stairstep. A quarter of them have a bounded
/// last step, and some are sold in packages.
inline priced any_priced() {
    using namespace ratecard;
    using enum beyond_tiers;
    priced p{any_of(*rc::gen::element(tiering::graduated, tiering::volume, tiering::stairstep),
                    *rc::gen::element(refused, last_tier, unbilled), *rc::gen::inRange(0, 16)),
             any_steps(), any_currency(),
             *rc::gen::elementOf(std::vector(std::begin(every_rounding), std::end(every_rounding))),
             limit{any_usage()}};
    p.how.scale = *rc::gen::inRange(0, 7);
    switch (*rc::gen::inRange(0, 8)) {
        case 0: p.included = limit::unlimited(); break;
        case 1:
        case 2: break;
        default: p.included = {};
    }
    if (p.steps.size() > 1 && *rc::gen::inRange(0, 4) == 0) p.steps.pop_back();
    const bool packages = *rc::gen::inRange(0, 3) == 0;
    for (tier& step : p.steps) {
        if (p.how.tiers == tiering::stairstep) step.unit_price = {};
        if (packages && *rc::gen::inRange(0, 3) != 0)
            step.package =
                quantity{*rc::gen::oneOf(rc::gen::inRange<std::int64_t>(1, 30),
                                         rc::gen::map(up_to(quantity::max_count - 1),
                                                      [](std::int64_t n) { return n + 1; }))};
    }
    return p;
}

inline ratecard::rate_card<5> card_of(const priced& p) {
    return ratecard::rate_card<5>::from(p.how, p.rows(), p.unit, p.mode, p.included).value();
}

/// 0, each bound, the largest quantity, what is around them; a package more; and any quantities.
inline std::vector<ratecard::quantity> where_it_matters(const priced& p,
                                                        const ratecard::rate_card<5>& card) {
    using namespace ratecard;
    const std::int64_t free = p.included.is_unlimited() ? 0 : p.included.most().count();
    const auto one = static_cast<std::int64_t>(detail::power_of_ten(p.how.scale));
    std::vector<std::int64_t> places{0, free, quantity::max_count};
    if (card.largest()) places.push_back(card.largest()->count());
    std::int64_t below = 0;
    for (const tier& step : p.steps) {
        if (step.package)
            for (const std::int64_t n : {1, 2, 1'000})
                if (step.package->count() < quantity::max_count / n)
                    places.push_back(free + below + n * step.package->count());
        if (step.up_to.is_unlimited()) continue;
        below = step.up_to.most().count();
        for (const std::int64_t at : {below, below / one * one})
            places.insert(places.end(), {at, free + at});
    }
    for (int i = 0; i < 4; ++i) places.push_back(any_usage().count());
    std::vector<quantity> all;
    for (const std::int64_t place : places)
        for (const std::int64_t near : {place - 1, place, place + 1})
            if (0 <= near && near <= quantity::max_count) all.emplace_back(near);
    return all;
}

}  // namespace ratecard_test

#endif

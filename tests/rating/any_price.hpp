// SPDX-License-Identifier: MIT
#ifndef RATECARD_TESTS_RATING_ANY_PRICE_HPP
#define RATECARD_TESTS_RATING_ANY_PRICE_HPP

#include <cstdint>
#include <optional>
#include <vector>

#include <ratecard/catalog/builder.hpp>

#include "big.hpp"
#include "edges.hpp"

// Random graduated prices, and their amounts computed by independent code.
namespace ratecard_test {

inline constexpr ratecard::edition_id free_edition{0};
inline constexpr ratecard::edition_id paid_edition{1};
inline constexpr ratecard::version_id first_version{0};
inline constexpr ratecard::charge_id the_charge{0};

/// A catalog with one charge, sold in one of two editions.
inline ratecard::owned_catalog selling(const std::vector<ratecard::tier>& steps,
                                       ratecard::currency unit, ratecard::rounding mode,
                                       std::optional<ratecard::quota_limit> included = {},
                                       std::optional<ratecard::instant> free_until = {}) {
    using namespace ratecard;
    catalog_builder b{offering{.product = "any", .unit = unit, .rating = {.mode = mode}}};
    b.add(edition{"free"}).add(edition{"paid"});
    if (included) b.add(quota{.key = "units"}, {no_limit, *included});
    b.add(price_version{"first", instant{}, {}});
    b.add(charge{.key = "units",
                 .unit = "unit",
                 .included = included ? std::optional{quota_id{0}} : std::nullopt,
                 .free_until = free_until});
    for (const tier& step : steps) b.price("first", "paid", "units", step);
    return b.change("", "", change_kind::forbidden).build().value();
}

/// Small prices as people state them, and any.
inline rc::Gen<ratecard::decimal> any_price() {
    return rc::gen::map(rc::gen::oneOf(rc::gen::pair(rc::gen::inRange<std::int64_t>(0, 2'000),
                                                     rc::gen::inRange(0, 6)),
                                       rc::gen::pair(up_to(INT64_MAX), rc::gen::inRange(0, 19))),
                        [](std::pair<std::int64_t, int> p) {
                            return ratecard::decimal::from(p.first, p.second).value();
                        });
}
inline ratecard::currency any_currency() {
    return *rc::gen::element(ratecard::usd, ratecard::jpy, ratecard::kwd, ratecard::clf);
}
inline ratecard::quantity any_usage() {
    return ratecard::quantity{*rc::gen::oneOf(rc::gen::inRange<std::int64_t>(0, 400),
                                              up_to(ratecard::quantity::max_count))};
}
/// One to five steps, the last one open.
inline std::vector<ratecard::tier> any_steps() {
    using namespace ratecard;
    std::vector<tier> steps;
    std::int64_t bound = 0;
    const int bounded_ones = *rc::gen::inRange(0, 5);
    for (int i = 0; i < bounded_ones; ++i) {
        const auto width = *rc::gen::oneOf(
            rc::gen::inRange<std::int64_t>(1, 100),
            rc::gen::map(up_to(quantity::max_count / 8), [](std::int64_t n) { return n + 1; }));
        bound += width;
        steps.push_back({limit::finite(bound), *any_price(), {}});
    }
    steps.push_back({limit::unlimited(), *any_price(), {}});
    for (tier& step : steps)
        if (*rc::gen::inRange(0, 4) == 0) step.flat = *any_price();
    return steps;
}

/// The price of `charged` units in 10^-18 of the main unit, computed unit by unit. Each step that
/// is entered adds its flat part.
inline big price_by_hand(const std::vector<ratecard::tier>& steps, std::int64_t charged) {
    const auto atto = [](const ratecard::decimal& d) {
        return big{static_cast<std::uint64_t>(d.count())} * ten_to_the(18 - d.scale());
    };
    big total;
    std::int64_t from = 0;
    for (const ratecard::tier& step : steps) {
        const std::int64_t to =
            step.up_to.is_unlimited() ? charged : std::min(charged, step.up_to.most().count());
        if (to > from)
            total = total + big{static_cast<std::uint64_t>(to - from)} * atto(step.unit_price) +
                    atto(step.flat);
        from = std::max(from, to);
    }
    return total;
}

}  // namespace ratecard_test

#endif

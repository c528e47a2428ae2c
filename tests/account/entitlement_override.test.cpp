// SPDX-License-Identifier: MIT
#include <ratecard/account/facts.hpp>

#include "catch.hpp"

using namespace ratecard;

TEST_CASE("an override is in force from its begin up to, not including, its end") {
    constexpr feature_override f{.begins = instant{10}, .ends = instant{20}};
    constexpr limit_override l{.begins = instant{10}, .ends = instant{20}};
    for (const std::int64_t t : {9, 10, 19, 20}) {
        CHECK(f.is_in_force(instant{t}) == (t >= 10 && t < 20));
        CHECK(l.is_in_force(instant{t}) == (t >= 10 && t < 20));
    }
}

TEST_CASE(
    "of two feature overrides the later begin wins, then the one that takes the feature away") {
    constexpr feature_override early{.begins = instant{1}};
    constexpr feature_override late{.begins = instant{2}};
    constexpr feature_override away{.granted = false, .begins = instant{2}};
    constexpr feature_override five{.value = feature_value::integer(5), .begins = instant{2}};
    constexpr feature_override nine{.value = feature_value::integer(9), .begins = instant{2}};
    const feature_override* const order[] = {&away, &nine, &five, &late, &early};
    for (std::size_t i = 0; i < 5; ++i)
        for (std::size_t j = 0; j < 5; ++j) CHECK(precedes(*order[i], *order[j]) == (i < j));
}

TEST_CASE("of two limit overrides the later begin wins, then the stricter limit") {
    constexpr limit_override early{.limit = hard(1), .begins = instant{1}};
    constexpr limit_override small{.limit = hard(5), .begins = instant{2}};
    constexpr limit_override lenient{.limit = with_grace(hard(5), 10), .begins = instant{2}};
    constexpr limit_override soft_one{.limit = soft(5), .begins = instant{2}};
    constexpr limit_override open{.limit = no_limit, .begins = instant{2}};
    const limit_override* const order[] = {&small, &lenient, &soft_one, &open, &early};
    for (std::size_t i = 0; i < 5; ++i)
        for (std::size_t j = 0; j < 5; ++j) CHECK(precedes(*order[i], *order[j]) == (i < j));
}

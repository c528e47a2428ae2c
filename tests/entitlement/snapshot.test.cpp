// SPDX-License-Identifier: MIT
#include <cstdint>
#include <type_traits>

#include <ratecard/entitlement/check.hpp>
#include <ratecard/entitlement/snapshot.hpp>

#include "edges.hpp"

using namespace ratecard;
using namespace ratecard_test;

namespace {

constexpr snapshot<4, 2> between(std::int64_t from, std::int64_t until) {
    return {.valid_from = instant{from}, .valid_until = instant{until}, .features = 4, .quotas = 2};
}
constexpr snapshot<4, 2> valid = between(10, 20);

}  // namespace

TEST_CASE("a gate is open from the first second of its snapshot up to, not including, its end") {
    STATIC_REQUIRE_FALSE(at({}, valid, instant{10}).is_stale());
    STATIC_REQUIRE_FALSE(at({}, valid, instant{19}).is_stale());
    STATIC_REQUIRE(at({}, valid, instant{9}).is_stale());
    STATIC_REQUIRE(at({}, valid, instant{20}).is_stale());
}

TEST_CASE("the gate of a default snapshot is always stale") {
    static constexpr snapshot<> empty{};
    STATIC_REQUIRE(at({}, empty, instant{}).is_stale());
    STATIC_REQUIRE(gate<snapshot<>>{}.is_stale());
    law("at any instant",
        [] { RC_ASSERT(at({}, empty, instant{*within(instant::bound)}).is_stale()); });
}

TEST_CASE("a gate is open exactly within the validity of its snapshot") {
    law("for any validity and instant", [] {
        const std::int64_t from = *within(1'000), until = *within(1'000), now = *within(1'000);
        const auto s = between(from, until);
        const bool given = !at({}, s, instant{now}).is_stale();
        RC_ASSERT(given == (from <= now && now < until));
    });
}

TEST_CASE("the stale snapshot refuses every feature at any time") {
    constexpr const auto& stale = stale_snapshot<snapshot<4, 2>>;
    STATIC_REQUIRE(at({}, stale, instant{}).is_stale());
    for (const feature_answer& answer : stale.answers) {
        CHECK(answer.why() == reason::stale);
        CHECK(answer.depends_on_request());  // on whether there is such a feature
    }
}

TEST_CASE("the answer for a feature is one byte") {
    STATIC_REQUIRE(sizeof(feature_answer) == 1);
    STATIC_REQUIRE(feature_answer{}.why() == reason::unknown_feature);
    STATIC_REQUIRE_FALSE(feature_answer{}.depends_on_request());
    for (unsigned why = 0; why < 48; ++why)
        for (const bool depends : {false, true}) {
            const feature_answer s{static_cast<reason>(why), depends};
            CHECK(s.why() == static_cast<reason>(why));
            CHECK(s.depends_on_request() == depends);
        }
}

TEST_CASE("a snapshot is trivially copyable") {
    STATIC_REQUIRE(std::is_trivially_copyable_v<snapshot<>>);
    STATIC_REQUIRE(std::is_trivially_copyable_v<gate<snapshot<>>>);
    STATIC_REQUIRE(sizeof(snapshot<>) < 1'024);
}

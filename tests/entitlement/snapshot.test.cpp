// SPDX-License-Identifier: MIT
#include <cstdint>
#include <type_traits>

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

TEST_CASE("a snapshot is live from its first second up to, not including, its end") {
    STATIC_REQUIRE(&at(valid, instant{10}).get() == &valid);
    STATIC_REQUIRE(&at(valid, instant{19}).get() == &valid);
    STATIC_REQUIRE(at(valid, instant{9}).is_stale());
    STATIC_REQUIRE(at(valid, instant{20}).is_stale());
}

TEST_CASE("a default snapshot is never live") {
    static constexpr snapshot<> empty{};
    STATIC_REQUIRE(at(empty, instant{}).is_stale());
    STATIC_REQUIRE(live<snapshot<>>{}.is_stale());
    law("at any instant",
        [] { RC_ASSERT(at(empty, instant{*within(instant::bound)}).is_stale()); });
}

TEST_CASE("a snapshot is live exactly within its validity") {
    law("for any validity and instant", [] {
        const std::int64_t from = *within(1'000), until = *within(1'000), now = *within(1'000);
        const auto s = between(from, until);
        const bool given = !at(s, instant{now}).is_stale();
        RC_ASSERT(given == (from <= now && now < until));
    });
}

TEST_CASE("a snapshot has the limit of each quota") {
    constexpr auto with_limits = [] {
        auto s = between(10, 20);
        s.limits[0] = *packed_limit::from(hard(5));
        s.limits[1] = *packed_limit::from(soft(7));
        return s;
    }();
    STATIC_REQUIRE(with_limits.limit_of(quota_id{0}) == hard(5));
    STATIC_REQUIRE(with_limits.limit_of(quota_id{1}) == soft(7));
}

TEST_CASE("the stale snapshot refuses every feature at any time") {
    constexpr const auto& stale = stale_snapshot<snapshot<4, 2>>;
    STATIC_REQUIRE(at(stale, instant{}).is_stale());
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
    STATIC_REQUIRE(std::is_trivially_copyable_v<live<snapshot<>>>);
    STATIC_REQUIRE(sizeof(snapshot<>) < 1'024);
}

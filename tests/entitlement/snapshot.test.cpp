// SPDX-License-Identifier: MIT
#include <cstdint>
#include <type_traits>
#include <utility>

#include <ratecard/entitlement/snapshot.hpp>

#include "edges.hpp"

using namespace ratecard;
using namespace ratecard_test;

namespace {

constexpr snapshot<4, 2> between(std::int64_t from, std::int64_t until) {
    return {.valid_from = instant{from}, .valid_until = instant{until}, .features = 4, .quotas = 2};
}
constexpr snapshot<4, 2> valid = between(10, 20);

template <class Snapshot>
concept can_be_asked_late = requires(Snapshot s) {
    at(std::forward<Snapshot>(s), instant{}).get();
};

}  // namespace

TEST_CASE("a snapshot lives from its first second to before its end") {
    STATIC_REQUIRE(at(valid, instant{10}).get() == &valid);
    STATIC_REQUIRE(at(valid, instant{19}).get() == &valid);
    STATIC_REQUIRE(at(valid, instant{9}).get() == nullptr);
    STATIC_REQUIRE(at(valid, instant{20}).get() == nullptr);
}

TEST_CASE("one that was never resolved lives never") {
    static constexpr snapshot<> empty{};
    STATIC_REQUIRE(at(empty, instant{}).get() == nullptr);
    STATIC_REQUIRE(live<snapshot<>>{}.get() == nullptr);
    law("at no instant",
        [] { RC_ASSERT(at(empty, instant{*within(instant::bound)}).get() == nullptr); });
}

TEST_CASE("outside its validity a snapshot is not handed out") {
    law("it is handed out exactly within it", [] {
        const std::int64_t from = *within(1'000), until = *within(1'000), now = *within(1'000);
        const auto s = between(from, until);
        const bool given = at(s, instant{now}).get() != nullptr;
        RC_ASSERT(given == (from <= now && now < until));
    });
}

TEST_CASE("a snapshot knows the limit of each quota") {
    constexpr auto with_limits = [] {
        auto s = between(10, 20);
        s.limits[0] = hard(5);
        s.limits[1] = soft(7);
        return s;
    }();
    STATIC_REQUIRE(with_limits.limit_of(quota_id{0}) == hard(5));
    STATIC_REQUIRE(with_limits.limit_of(quota_id{1}) == soft(7));
}

TEST_CASE("a snapshot can be copied as the bytes it is") {
    STATIC_REQUIRE(std::is_trivially_copyable_v<snapshot<>>);
    STATIC_REQUIRE(std::is_trivially_copyable_v<live<snapshot<>>>);
    STATIC_REQUIRE(sizeof(snapshot<>) < 1'024);
}

// SPDX-License-Identifier: MIT
#include <array>
#include <type_traits>

#include <ratecard/rating/charge_line.hpp>

#include "catch.hpp"

using namespace ratecard;

TEST_CASE("an empty reading has no usage and no included units of its own") {
    STATIC_REQUIRE(metered{}.used == quantity{});
    STATIC_REQUIRE_FALSE(metered{}.included.has_value());
    STATIC_REQUIRE_FALSE(metered{{}, {}, limit{}} == metered{});
}

TEST_CASE("readings are compared by content, not by address") {
    static constexpr std::array one{quantity{1}, quantity{2}}, same{quantity{1}, quantity{2}};
    static constexpr std::array with{used_with{.used = quantity{3}}};
    constexpr metered m{.charge = charge_id{1}, .each = one, .with = with};
    STATIC_REQUIRE(m == metered{.charge = charge_id{1}, .each = same, .with = with});
    STATIC_REQUIRE_FALSE(m == metered{.charge = charge_id{1}, .each = same});
    STATIC_REQUIRE_FALSE(m == metered{.charge = charge_id{1}, .with = with});
    STATIC_REQUIRE_FALSE(m == metered{.charge = charge_id{2}, .each = same, .with = with});
    static constexpr std::array other{quantity{1}, quantity{3}};
    STATIC_REQUIRE_FALSE(m == metered{.charge = charge_id{1}, .each = other, .with = with});
    STATIC_REQUIRE_FALSE(metered{.used = quantity{1}} == metered{});
    STATIC_REQUIRE_FALSE(metered{.segment = 1} == metered{});
    STATIC_REQUIRE_FALSE(metered{.used_before = quantity{1}} == metered{});
    STATIC_REQUIRE_FALSE(metered{.events_before = quantity{1}} == metered{});
}

TEST_CASE("a line can be stored, copied and compared") {
    STATIC_REQUIRE(std::is_trivially_copyable_v<charge_line>);
    STATIC_REQUIRE(charge_line{} == charge_line{});
    STATIC_REQUIRE_FALSE(charge_line{.used = quantity{1}} == charge_line{});
    STATIC_REQUIRE_FALSE(charge_line{.promoted = true} == charge_line{});
    STATIC_REQUIRE_FALSE(charge_line{.amount = money{1, usd}} == charge_line{});
}

// SPDX-License-Identifier: MIT
#include <cstdint>
#include <functional>
#include <type_traits>

#include <ratecard/core/instant.hpp>

#include "edges.hpp"

using namespace ratecard;
using namespace ratecard_test;

TEST_CASE("an hour has 3,600 seconds, a day as clocks count them 24 hours") {
    STATIC_REQUIRE(hours(1) == seconds(3'600));
    STATIC_REQUIRE(days(1) == hours(24));
    STATIC_REQUIRE(hours(-8) == seconds(-28'800));
    STATIC_REQUIRE(days(2) > hours(47));
}

TEST_CASE("an instant from outside lies in the years 1 to 9999, to the second") {
    STATIC_REQUIRE(instant::from(-62'135'596'800).has_value());
    STATIC_REQUIRE(instant::from(-62'135'596'801) == core_errc::instant_out_of_range);
    STATIC_REQUIRE(instant::from(253'402'300'799).has_value());
    STATIC_REQUIRE(instant::from(253'402'300'800) == core_errc::instant_out_of_range);
    STATIC_REQUIRE(instant::from(INT64_MIN) == core_errc::instant_out_of_range);
    STATIC_REQUIRE(instant::from(INT64_MAX) == core_errc::instant_out_of_range);
    STATIC_REQUIRE(instant::from(0) == instant{});
}

TEST_CASE("an instant from outside plus 20,000 years is representable and earlier than never") {
    STATIC_REQUIRE(instant{instant::last_of_data} + days(365 * 20'000) < instant::never());
    STATIC_REQUIRE(instant{instant::first_of_data} - days(365 * 20'000) < instant{});
    STATIC_REQUIRE(instant::never().seconds_since_1970() == instant::bound);
    STATIC_REQUIRE(instant{instant::last_of_data} < instant::never());
}

TEST_CASE("instants cannot be added, and numbers do not convert to instants") {
    STATIC_REQUIRE(!std::is_convertible_v<std::int64_t, instant>);
    STATIC_REQUIRE(!std::is_invocable_v<std::plus<>, instant, instant>);
    STATIC_REQUIRE(std::is_trivially_copyable_v<instant>);
}

TEST_CASE("instants and durations are points and lengths on one line") {
    law("an instant plus a difference is the other instant", [] {
        const instant a{*within(instant::bound)}, b{*within(instant::bound)};
        RC_ASSERT(a + (b - a) == b);
        RC_ASSERT(b - (b - a) == a);
        RC_ASSERT((a < b) == ((b - a).seconds > 0));
    });
    law("any number of seconds within the years 1 to 9999 is an instant", [](std::int64_t s) {
        const auto t = instant::from(s);
        RC_ASSERT(t.has_value() == (s >= -62'135'596'800 && s <= 253'402'300'799));
        if (t) RC_ASSERT(t->seconds_since_1970() == s);
    });
}

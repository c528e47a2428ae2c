// SPDX-License-Identifier: MIT
#include <cstdint>
#include <limits>

#include <ratecard/core/feature_value.hpp>

#include "edges.hpp"

using namespace ratecard;
using namespace ratecard_test;

TEST_CASE("a value can be read as its own kind only") {
    constexpr auto n = feature_value::integer(-7);
    STATIC_REQUIRE(n.as_integer() == -7);
    STATIC_REQUIRE_FALSE(n.as_duration().has_value());
    STATIC_REQUIRE_FALSE(n.as_option().has_value());
    STATIC_REQUIRE_FALSE(n.as_options().has_value());
    STATIC_REQUIRE_FALSE(n.as_text().has_value());
    STATIC_REQUIRE(feature_value::duration(hours(2)).as_duration() == hours(2));
    STATIC_REQUIRE(feature_value::option(63).as_option() == 63);
    STATIC_REQUIRE(feature_value::options({0b101}).as_options() == value_set{0b101});
    STATIC_REQUIRE(feature_value::text({9}).as_text() == text_id{9});
    STATIC_REQUIRE(feature_value{}.kind() == value_kind::boolean);
    STATIC_REQUIRE_FALSE(feature_value{}.as_integer().has_value());
}

TEST_CASE("a decimal is kept in its shortest form") {
    STATIC_REQUIRE(feature_value::decimal(1'50, 2) == feature_value::decimal(15, 1));
    STATIC_REQUIRE(feature_value::decimal(0, 18) == feature_value::decimal(0, 0));
    STATIC_REQUIRE(feature_value::decimal(-20, 1).number() == -2);
    STATIC_REQUIRE(feature_value::decimal(105, 2).scale() == 2);
}

TEST_CASE("combine keeps the greater value, and the options of both") {
    STATIC_REQUIRE(combine(feature_value::options({1}), feature_value::options({4})) ==
                   feature_value::options({5}));
    STATIC_REQUIRE(combine(feature_value::decimal(15, 1), feature_value::decimal(149, 2)) ==
                   feature_value::decimal(15, 1));
    STATIC_REQUIRE(combine(feature_value::decimal(INT64_MAX, 0), feature_value::decimal(1, 18)) ==
                   feature_value::decimal(INT64_MAX, 0));
    STATIC_REQUIRE(combine(feature_value::decimal(INT64_MIN, 0), feature_value::decimal(-1, 18)) ==
                   feature_value::decimal(-1, 18));
    law("combine does not depend on the order, and combining again changes nothing", [] {
        const auto any = [] {
            return feature_value::decimal(*within(INT64_MAX),
                                          static_cast<std::uint8_t>(*up_to(18)));
        };
        const feature_value a = any(), b = any(), c = any();
        RC_ASSERT(combine(a, b) == combine(b, a));
        RC_ASSERT(combine(a, a) == a);
        RC_ASSERT(combine(combine(a, b), c) == combine(a, combine(b, c)));
        // The same comparison in floating point of the widest kind, where that can tell.
        const auto real = [](const feature_value& v) {
            long double r = static_cast<long double>(v.number());
            for (int i = 0; i < v.scale(); ++i) r /= 10;
            return r;
        };
        const long double x = real(a), y = real(b);
        const long double far = (x < 0 ? -x : x) * 1e-12L;
        if (x + far < y) RC_ASSERT(combine(a, b) == b);
        if (y < x - far) RC_ASSERT(combine(a, b) == a);
    });
}

TEST_CASE("a value from outside is valid, or a named error") {
    law("a valid value from outside is unchanged", [] {
        const auto kind = static_cast<std::uint8_t>(*up_to(9));
        const std::int64_t number = *within(INT64_MAX);
        const auto scale = static_cast<std::uint8_t>(*up_to(20));
        const auto made = feature_value::from(kind, number, scale);
        if (!made) {
            RC_ASSERT(made.error() == core_errc::malformed_bytes);
            return;
        }
        RC_ASSERT(made->number() == number);
        RC_ASSERT(made->scale() == scale);
        RC_ASSERT(static_cast<std::uint8_t>(made->kind()) == kind);
        if (const auto o = made->as_option()) RC_ASSERT(*o < 64);
        if (made->kind() == value_kind::decimal)
            RC_ASSERT(feature_value::decimal(number, scale) == *made);
    });
    STATIC_REQUIRE(feature_value::from(1, 5, 0) == feature_value::integer(5));
    STATIC_REQUIRE(feature_value::from(1, 5, 1) == core_errc::malformed_bytes);
    STATIC_REQUIRE(feature_value::from(2, 50, 1) == core_errc::malformed_bytes);
    STATIC_REQUIRE(feature_value::from(4, 63, 0) == feature_value::option(63));
    STATIC_REQUIRE(feature_value::from(4, 64, 0) == core_errc::malformed_bytes);
    STATIC_REQUIRE(feature_value::from(6, 65'535, 0) == feature_value::text({65'535}));
    STATIC_REQUIRE(feature_value::from(6, 65'536, 0) == core_errc::malformed_bytes);
    STATIC_REQUIRE(feature_value::from(0, 1, 0) == core_errc::malformed_bytes);
    STATIC_REQUIRE(feature_value::from(7, 0, 0) == core_errc::malformed_bytes);
}

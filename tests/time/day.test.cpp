// SPDX-License-Identifier: MIT
#include <cstdint>
#include <functional>
#include <type_traits>

#include <ratecard/time/day.hpp>

#include "property.hpp"

using namespace ratecard;
using namespace ratecard_test;

TEST_CASE("the difference of two days counts up to, not including, the later one") {
    STATIC_REQUIRE(day{10} - day{7} == 3);
    STATIC_REQUIRE(day{7} - day{10} == -3);
    STATIC_REQUIRE(day{7} + 3 == day{10});
    STATIC_REQUIRE(day{-1} < day{0});
    STATIC_REQUIRE(!std::is_invocable_v<std::plus<>, day, day>);
}

TEST_CASE("consecutive months have consecutive numbers, also across years") {
    STATIC_REQUIRE(civil_month{0, 1}.index() == 0);
    STATIC_REQUIRE(civil_month{-1, 12}.index() == -1);
    STATIC_REQUIRE(civil_month{2024, 1}.index() - civil_month{2023, 12}.index() == 1);
    STATIC_REQUIRE(civil_month{2024, 2} > civil_month{2023, 12});
    STATIC_REQUIRE(civil_date{2024, 2, 29} < civil_date{2024, 3, 1});
    STATIC_REQUIRE(civil_date{2024, 2, 29} > civil_date{2023, 3, 30});
}

TEST_CASE("days behave like points on a line") {
    law("a difference leads from one day to the other", [] {
        const day a{*rc::gen::inRange(-10'000'000, 10'000'000)};
        const day b{*rc::gen::inRange(-10'000'000, 10'000'000)};
        RC_ASSERT(a + (b - a) == b);
        RC_ASSERT(b - (b - a) == a);
        RC_ASSERT((a < b) == (b - a > 0));
    });
    law("months are ordered like their numbers", [] {
        const auto month = [] {
            return civil_month{*rc::gen::inRange(-30'000, 30'000), *rc::gen::inRange(1u, 13u)};
        };
        const civil_month a = month(), b = month();
        RC_ASSERT((a <=> b) == (a.index() <=> b.index()));
    });
}

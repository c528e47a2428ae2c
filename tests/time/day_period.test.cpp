// SPDX-License-Identifier: MIT
#include <cstdint>

#include <ratecard/time/day_period.hpp>

#include "calendar_by_hand.hpp"
#include "edges.hpp"

using namespace ratecard;
using namespace ratecard_test;

TEST_CASE("a day period contains its first day, but not its end") {
    constexpr day_period february{civil(2024, 2, 1), civil(2024, 3, 1)};
    STATIC_REQUIRE(february.length() == 29);
    STATIC_REQUIRE(february.last() == civil(2024, 2, 29));
    STATIC_REQUIRE(february.contains(civil(2024, 2, 1)));
    STATIC_REQUIRE(february.contains(civil(2024, 2, 29)));
    STATIC_REQUIRE(!february.contains(civil(2024, 3, 1)));
    STATIC_REQUIRE(!february.contains(civil(2024, 1, 31)));
}

TEST_CASE("31 January renews on 29 February, then on 31 March") {
    constexpr anchor a{.day = civil(2024, 1, 31)};
    STATIC_REQUIRE(day_period_at(a, monthly, 0).first() == civil(2024, 1, 31));
    STATIC_REQUIRE(day_period_at(a, monthly, 0).end() == civil(2024, 2, 29));
    STATIC_REQUIRE(day_period_at(a, monthly, 1).end() == civil(2024, 3, 31));
    STATIC_REQUIRE(day_period_at(a, monthly, 2).end() == civil(2024, 4, 30));
    STATIC_REQUIRE(day_period_at(a, monthly, -1).first() == civil(2023, 12, 31));
    STATIC_REQUIRE(boundary_day_at(a, quarterly, 1) == civil(2024, 4, 30));
    STATIC_REQUIRE(boundary_day_at(a, yearly, -1) == civil(2023, 1, 31));
    STATIC_REQUIRE(boundary_day_at(a, weekly, 1) == civil(2024, 2, 7));
    STATIC_REQUIRE(boundary_day_at(a, daily, 29) == civil(2024, 2, 29));
}

TEST_CASE("a schedule never drifts: 400 years of months from each of the days 1 to 31") {
    for (std::uint32_t of = 1; of <= 31; ++of) {
        const anchor a{.day = civil(2024, 1, of)};
        civil_date month{1824, 1, 1};
        for (int n = -2'400; n <= 2'400; ++n, month = months_later(month, 1)) {
            const auto last = length_of_month(month.year, month.month);
            const civil_date expected{month.year, month.month, of < last ? of : last};
            if (date_of(boundary_day_at(a, monthly, n)) != expected) FAIL(of << ' ' << n);
            if (!(boundary_day_at(a, monthly, n) < boundary_day_at(a, monthly, n + 1)))
                FAIL(of << ' ' << n);
        }
    }
    SUCCEED();
}

TEST_CASE("day periods tile the calendar") {
    law("every day lies in the period of its index, and in no other", [] {
        const anchor a{.day = day{*rc::gen::inRange(-200'000, 200'000)}};
        const cadence c =
            *rc::gen::element(daily, weekly, monthly, quarterly, yearly,
                              cadence{calendar_unit::month, 5}, cadence{calendar_unit::day, 30});
        const auto n = *rc::gen::inRange<std::int64_t>(-200, 200);
        const day_period p = day_period_at(a, c, n);
        RC_ASSERT(p.end() == day_period_at(a, c, n + 1).first());
        std::int32_t inside = 0;
        for (day d = p.first(); d < p.end(); d = d + 1) inside += p.contains(d) ? 1 : 0;
        RC_ASSERT(inside == p.length());
        RC_ASSERT(p.contains(p.last()));
        RC_ASSERT(!p.contains(p.last() + 1));
        RC_ASSERT(!p.contains(p.first() - 1));
    });
    law("cadences of days count days, and cadences of months agree with a count by hand", [] {
        const day first{*rc::gen::inRange(-200'000, 200'000)};
        const auto n = *rc::gen::inRange(-500, 500);
        const auto count = *rc::gen::inRange(1, 40);
        RC_ASSERT(boundary_day_at({.day = first}, {calendar_unit::day, count}, n) - first ==
                  n * count);
        RC_ASSERT(date_of(boundary_day_at({.day = first}, {calendar_unit::month, count}, n)) ==
                  months_later(date_of(first), n * count));
    });
}

TEST_CASE("a schedule covers all instants") {
    STATIC_REQUIRE(boundary_day_at({}, daily, 10'000'000) == day{10'000'000});
    STATIC_REQUIRE(boundary_day_at({}, monthly, 12 * 20'000) ==
                   boundary_day_at({}, yearly, 20'000));
    STATIC_REQUIRE(date_of(boundary_day_at({}, yearly, -20'000)).year == 1970 - 20'000);
}

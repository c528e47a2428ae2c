// SPDX-License-Identifier: MIT
#include <cstdint>

#include <ratecard/time/anchor.hpp>
#include <ratecard/time/period.hpp>

#include "calendar_by_hand.hpp"
#include "property.hpp"

using namespace ratecard;
using namespace ratecard_test;

TEST_CASE("an anchor of 30 February is a named error") {
    STATIC_REQUIRE(anchor_from({2024, 2, 30}) == time_errc::no_such_date);
    STATIC_REQUIRE(anchor_from({2023, 2, 29}) == time_errc::no_such_date);
    STATIC_REQUIRE(*anchor_from({2024, 2, 29}) == anchor{civil(2024, 2, 29)});
    STATIC_REQUIRE(*anchor_from({2024, 2, 29}, time_of_day{9, 0, 0}) ==
                   anchor{civil(2024, 2, 29), time_of_day{9, 0, 0}});
}

TEST_CASE("an anchor on 28 February stays on the 28th, or on the ends of months if it is sticky") {
    constexpr anchor same{civil(2023, 2, 28)};
    constexpr anchor sticky = sticky_at_month_end(same);
    STATIC_REQUIRE(boundary_day_at(same, monthly, 1) == civil(2023, 3, 28));
    STATIC_REQUIRE(boundary_day_at(sticky, monthly, 0) == civil(2023, 2, 28));
    STATIC_REQUIRE(boundary_day_at(sticky, monthly, 1) == civil(2023, 3, 31));
    STATIC_REQUIRE(boundary_day_at(sticky, monthly, 2) == civil(2023, 4, 30));
    STATIC_REQUIRE(boundary_day_at(sticky, yearly, 1) == civil(2024, 2, 29));
    constexpr anchor inside{civil(2024, 2, 28)};
    STATIC_REQUIRE(sticky_at_month_end(inside) == inside);
}

TEST_CASE("a day of the month is kept after a shorter month") {
    constexpr anchor a = *anchor_on_day_of_month(civil(2012, 1, 31), 30);
    STATIC_REQUIRE(a.day == civil(2012, 2, 29));
    STATIC_REQUIRE(boundary_day_at(a, monthly, 1) == civil(2012, 3, 30));
    STATIC_REQUIRE(anchor_on_day_of_month(civil(2012, 3, 3), 3)->day == civil(2012, 3, 3));
    STATIC_REQUIRE(anchor_on_day_of_month(civil(2012, 12, 4), 3)->day == civil(2013, 1, 3));
    STATIC_REQUIRE(anchor_on_day_of_month(civil(2012, 3, 3), 0) == time_errc::no_such_date);
    STATIC_REQUIRE(anchor_on_day_of_month(civil(2012, 3, 3), 32) == time_errc::no_such_date);
    law("the anchor is the first such day from the start on", [] {
        const day start{*rc::gen::inRange(-100'000, 100'000)};
        const auto wanted = *rc::gen::inRange<std::uint32_t>(1, 32);
        const day found = anchor_on_day_of_month(start, wanted)->day;
        const auto is_one = [wanted](civil_date d) {
            const auto last = length_of_month(d.year, d.month);
            return d.day == (wanted < last ? wanted : last);
        };
        RC_ASSERT(start <= found);
        RC_ASSERT(is_one(date_of(found)));
        for (civil_date d = date_of(start); d != date_of(found); d = tomorrow(d))
            RC_ASSERT(!is_one(d));
    });
}

TEST_CASE("calendar weeks begin on Mondays, and calendar months on the first") {
    constexpr auto begin = [](cadence c, day d) {
        const instant t = start_of(d, utc);
        const anchor a = calendar_anchor(c);
        return day_of(period_at(a, c, index_of(a, c, t, utc), utc).begin(), utc);
    };
    STATIC_REQUIRE(begin(weekly, civil(2024, 2, 15)) == civil(2024, 2, 12));  // a Monday
    STATIC_REQUIRE(begin(weekly, civil(2024, 2, 12)) == civil(2024, 2, 12));
    STATIC_REQUIRE(begin(monthly, civil(2024, 2, 29)) == civil(2024, 2, 1));
    STATIC_REQUIRE(begin(quarterly, civil(2024, 6, 30)) == civil(2024, 4, 1));
    STATIC_REQUIRE(begin(half_yearly, civil(2024, 6, 30)) == civil(2024, 1, 1));
    STATIC_REQUIRE(begin(half_yearly, civil(1969, 7, 1)) == civil(1969, 7, 1));
    STATIC_REQUIRE(begin(yearly, civil(2024, 12, 31)) == civil(2024, 1, 1));
    STATIC_REQUIRE(begin(daily, civil(2024, 12, 31)) == civil(2024, 12, 31));
}

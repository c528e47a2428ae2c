// SPDX-License-Identifier: MIT
#include <cstdint>

#include <ratecard/time/period.hpp>

#include "calendar_by_hand.hpp"
#include "edges.hpp"

using namespace ratecard;
using namespace ratecard_test;

namespace {

constexpr zone beijing = zone::fixed(hours(8));
constexpr instant at(std::int32_t y, std::uint32_t m, std::uint32_t d, time_of_day time = {}) {
    return instant_of(civil(y, m, d), time, beijing);
}
constexpr anchor end_of_january = anchor_at(at(2024, 1, 31, {10, 0, 0}), beijing);

zone any_zone() { return zone::fixed(seconds(*rc::gen::inRange<std::int64_t>(-64'800, 64'801))); }
cadence any_cadence() {
    return *rc::gen::element(daily, weekly, monthly, quarterly, half_yearly, yearly,
                             cadence{calendar_unit::month, 5}, cadence{calendar_unit::day, 30});
}

}  // namespace

TEST_CASE("a period has its begin and lacks its end") {
    constexpr period p{instant{10}, instant{20}};
    STATIC_REQUIRE(p.length() == seconds(10));
    STATIC_REQUIRE(p.contains(instant{10}));
    STATIC_REQUIRE(p.contains(instant{19}));
    STATIC_REQUIRE(!p.contains(instant{20}));
    STATIC_REQUIRE(!p.contains(instant{9}));
}

TEST_CASE("an order of 31 January 10:00 renews on 29 February 10:00, then on 31 March 10:00") {
    STATIC_REQUIRE(end_of_january == anchor{civil(2024, 1, 31), time_of_day{10, 0, 0}});
    STATIC_REQUIRE(boundary_at(end_of_january, monthly, 0, beijing) == at(2024, 1, 31, {10, 0, 0}));
    STATIC_REQUIRE(boundary_at(end_of_january, monthly, 1, beijing) == at(2024, 2, 29, {10, 0, 0}));
    STATIC_REQUIRE(boundary_at(end_of_january, monthly, 2, beijing) == at(2024, 3, 31, {10, 0, 0}));
    STATIC_REQUIRE(boundary_at(end_of_january, monthly, 3, beijing) == at(2024, 4, 30, {10, 0, 0}));
    STATIC_REQUIRE(period_at(end_of_january, monthly, 1, beijing) ==
                   period{at(2024, 2, 29, {10, 0, 0}), at(2024, 3, 31, {10, 0, 0})});
}

TEST_CASE("the day is that of the zone: 31 January in UTC+8 is still the 30th in UTC") {
    constexpr instant bought = at(2024, 1, 31, {7, 59, 59});
    STATIC_REQUIRE(boundary_at(anchor_at(bought, beijing), monthly, 1, beijing) ==
                   at(2024, 2, 29, {7, 59, 59}));
    STATIC_REQUIRE(boundary_at(anchor_at(bought, utc), monthly, 1, utc) ==
                   at(2024, 3, 1, {7, 59, 59}));
}

TEST_CASE("the period of an instant is found to the second") {
    STATIC_REQUIRE(index_of(end_of_january, monthly, at(2024, 2, 29, {9, 59, 59}), beijing) == 0);
    STATIC_REQUIRE(index_of(end_of_january, monthly, at(2024, 2, 29, {10, 0, 0}), beijing) == 1);
    STATIC_REQUIRE(index_of(end_of_january, monthly, at(2024, 1, 31, {9, 59, 59}), beijing) == -1);
    STATIC_REQUIRE(index_of(end_of_january, yearly, at(2023, 1, 31, {9, 0, 0}), beijing) == -2);
}

TEST_CASE("the months of a zone begin at its midnight") {
    STATIC_REQUIRE(period_of({2024, 2}, beijing) == period{at(2024, 2, 1), at(2024, 3, 1)});
    STATIC_REQUIRE(period_of({2024, 12}, beijing).end() == at(2025, 1, 1));
    STATIC_REQUIRE(period_of({2024, 2}, utc).begin() == at(2024, 2, 1, {8, 0, 0}));
    STATIC_REQUIRE(period_of({2024, 2}, beijing).length() == days(29));
}

TEST_CASE("months tile time from every day 1 to 31, and their numbers are found: 400 years") {
    for (std::uint32_t of = 1; of <= 31; ++of) {
        const anchor a{civil(2024, 1, of), time_of_day{static_cast<std::int32_t>(of) * 2'787 - 1}};
        for (int n = -2'400; n <= 2'400; n += 1) {
            const civil_date expected = [&] {
                const civil_date month = months_later({2024, 1, 1}, n % 48);
                const std::int32_t year = month.year + n / 48 * 4;
                const auto last = length_of_month(year, month.month);
                return civil_date{year, month.month, of < last ? of : last};
            }();
            const period p = period_at(a, monthly, n, beijing);
            if (date_of(day_of(p.begin(), beijing)) != expected) FAIL(of << ' ' << n);
            if (time_of(p.begin(), beijing) != a.time) FAIL(of << ' ' << n);
            if (p.end() != period_at(a, monthly, n + 1, beijing).begin()) FAIL(of << ' ' << n);
            if (index_of(a, monthly, p.begin(), beijing) != n) FAIL(of << ' ' << n);
            if (index_of(a, monthly, p.end() - seconds(1), beijing) != n) FAIL(of << ' ' << n);
        }
    }
    SUCCEED();
}

TEST_CASE("periods tile time in every zone and cadence") {
    law("an instant lies in the period of its number and in no neighbour", [] {
        const zone z = any_zone();
        const cadence c = any_cadence();
        const anchor a = anchor_at(instant{*within(10'000'000'000)}, z);
        const instant t{*within(10'000'000'000)};
        const auto n = index_of(a, c, t, z);
        RC_ASSERT(period_at(a, c, n, z).contains(t));
        RC_ASSERT(!period_at(a, c, n + 1, z).contains(t));
        RC_ASSERT(!period_at(a, c, n - 1, z).contains(t));
    });
    law("every second of a period has its number", [] {
        const zone z = any_zone();
        const cadence c = any_cadence();
        const anchor a = anchor_at(instant{*within(10'000'000'000)}, z);
        const auto n = *rc::gen::inRange<std::int64_t>(-300, 300);
        const period p = period_at(a, c, n, z);
        RC_ASSERT(index_of(a, c, p.begin(), z) == n);
        RC_ASSERT(index_of(a, c, p.end() - seconds(1), z) == n);
        RC_ASSERT(index_of(a, c, p.end(), z) == n + 1);
        const auto inside = *rc::gen::inRange<std::int64_t>(0, p.length().seconds);
        RC_ASSERT(index_of(a, c, p.begin() + seconds(inside), z) == n);
    });
    law("boundary 0 is the instant that was made the anchor", [] {
        const zone z = any_zone();
        const instant t{*within(instant::last_of_data)};
        RC_ASSERT(boundary_at(anchor_at(t, z), any_cadence(), 0, z) == t);
    });
    law("a boundary is months on paper at the anchor's time", [] {
        const zone z = any_zone();
        const instant t{*within(10'000'000'000)};
        const anchor a = anchor_at(t, z);
        const int n = *rc::gen::inRange(-600, 600);
        const instant b = boundary_at(a, monthly, n, z);
        RC_ASSERT(date_of(day_of(b, z)) == months_later(date_of(day_of(t, z)), n));
        RC_ASSERT(time_of(b, z) == time_of(t, z));
    });
}

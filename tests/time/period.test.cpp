// SPDX-License-Identifier: MIT
#include <cstdint>

#include <ratecard/time/period.hpp>

#include "any_zone.hpp"
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

zone any_fixed_zone() {
    return zone::fixed(seconds(*rc::gen::inRange<std::int64_t>(-64'800, 64'801)));
}
cadence any_cadence() {
    return *rc::gen::element(daily, weekly, monthly, quarterly, half_yearly, yearly,
                             cadence{calendar_unit::month, 5}, cadence{calendar_unit::day, 30});
}

}  // namespace

TEST_CASE("a period contains its begin, but not its end") {
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

TEST_CASE("the months of a zone begin at its local midnight") {
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
        const zone z = any_fixed_zone();
        const cadence c = any_cadence();
        const anchor a = anchor_at(instant{*within(10'000'000'000)}, z);
        const instant t{*within(10'000'000'000)};
        const auto n = index_of(a, c, t, z);
        RC_ASSERT(period_at(a, c, n, z).contains(t));
        RC_ASSERT(!period_at(a, c, n + 1, z).contains(t));
        RC_ASSERT(!period_at(a, c, n - 1, z).contains(t));
    });
    law("every second of a period has its number", [] {
        const zone z = any_fixed_zone();
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
    law("boundary 0 is the instant of the anchor", [] {
        const zone z = any_fixed_zone();
        const instant t{*within(instant::last_of_data)};
        RC_ASSERT(boundary_at(anchor_at(t, z), any_cadence(), 0, z) == t);
    });
    law("a monthly boundary has the date counted by hand, and the time of the anchor", [] {
        const zone z = any_fixed_zone();
        const instant t{*within(10'000'000'000)};
        const anchor a = anchor_at(t, z);
        const int n = *rc::gen::inRange(-600, 600);
        const instant b = boundary_at(a, monthly, n, z);
        RC_ASSERT(date_of(day_of(b, z)) == months_later(date_of(day_of(t, z)), n));
        RC_ASSERT(time_of(b, z) == time_of(t, z));
    });
}

TEST_CASE("an hourly schedule counts seconds, even if clocks change") {
    constexpr zone z = new_york(local_choice::earliest);
    constexpr anchor a{civil(2024, 3, 10)};
    STATIC_REQUIRE(boundary_at(a, hourly, 3, z) == start_of(civil(2024, 3, 10), z) + hours(3));
    STATIC_REQUIRE(time_of(boundary_at(a, hourly, 3, z), z) == time_of_day{4, 0, 0});
    STATIC_REQUIRE(index_of(a, hourly, start_of(civil(2024, 3, 11), z), z) == 23);
    STATIC_REQUIRE(index_of(a, hourly, start_of(civil(2024, 3, 10), z) - seconds(1), z) == -1);
    // More of them than 32 bits count.
    STATIC_REQUIRE(boundary_at({}, cadence{calendar_unit::second, 1}, 5'000'000'000, utc) ==
                   instant{5'000'000'000});
}

TEST_CASE("a month with a change of clocks is not a whole number of 24-hour days") {
    constexpr zone z = new_york(local_choice::earliest);
    STATIC_REQUIRE(period_of({2024, 3}, z).length() == seconds(31 * 86'400 - 3'600));
    STATIC_REQUIRE(period_of({2024, 3}, z).length() == seconds(2'674'800));
    STATIC_REQUIRE(period_of({2024, 11}, z).length() == seconds(30 * 86'400 + 3'600));
}

TEST_CASE("a boundary in a gap follows the zone's choice, and the next one is not moved") {
    constexpr anchor a{civil(2024, 2, 10), time_of_day{2, 30, 0}};
    constexpr zone first = new_york(local_choice::earliest), last = new_york(local_choice::latest);
    STATIC_REQUIRE(boundary_at(a, monthly, 1, first) == instant{1'710'054'000});
    STATIC_REQUIRE(boundary_at(a, monthly, 1, last) == instant{1'710'054'000 + 1'800});
    STATIC_REQUIRE(time_of(boundary_at(a, monthly, 1, last), last) == time_of_day{3, 30, 0});
    STATIC_REQUIRE(time_of(boundary_at(a, monthly, 2, last), last) == time_of_day{2, 30, 0});
    // 03:15 shows more than 02:30, and is yet before the boundary.
    STATIC_REQUIRE(index_of(a, monthly, instant{1'710'054'000 + 900}, last) == 0);
    STATIC_REQUIRE(index_of(a, monthly, instant{1'710'054'000 + 900}, first) == 1);
}

TEST_CASE("clocks can show an earlier time after a boundary, and a later time before it") {
    constexpr anchor in_fold{civil(2024, 11, 3), time_of_day{1, 30, 0}};
    constexpr anchor in_gap{civil(2024, 3, 10), time_of_day{2, 30, 0}};
    constexpr zone first = new_york(local_choice::earliest), last = new_york(local_choice::latest);
    for (const cadence c : {daily, weekly, monthly, yearly, cadence{calendar_unit::day, 30}}) {
        CHECK(index_of(in_fold, c, instant{1'730'613'600 + 900}, first) == 0);  // 01:15 again
        CHECK(index_of(in_fold, c, instant{1'730'613'600 - 900}, last) == -1);  // 01:45
        CHECK(index_of(in_gap, c, instant{1'710'054'000 + 900}, last) == -1);   // 03:15
        CHECK(index_of(in_gap, c, instant{1'710'054'000}, first) == 0);         // 03:00
    }
}

TEST_CASE("clocks can show another month than that of the boundary") {
    // Back from 1 March 00:30 to 29 February 23:30, and on from 23:30 to 00:30.
    constexpr std::int64_t midnight = 1'709'251'200;  // 1 March 2024 in UTC
    static constexpr clock_change back[] = {{instant{midnight + 1'800}, hours(-1)}};
    static constexpr clock_change on[] = {{instant{midnight - 1'800}, hours(1)}};
    constexpr zone first = *zone::from(hours(0), back, local_choice::earliest);
    constexpr zone last = *zone::from(hours(0), on, local_choice::latest);
    constexpr anchor on_the_first{civil(2024, 2, 1)};
    STATIC_REQUIRE(index_of(on_the_first, monthly, instant{midnight}, first) == 1);
    STATIC_REQUIRE(index_of(on_the_first, monthly, instant{midnight + 2'700}, first) == 1);
    constexpr anchor at_the_end{civil(2024, 1, 31), time_of_day{23, 45, 0}};
    STATIC_REQUIRE(index_of(at_the_end, monthly, instant{midnight - 1'500}, last) == 0);
    STATIC_REQUIRE(index_of(at_the_end, monthly, instant{midnight - 900}, last) == 1);
}

TEST_CASE("a zone that is shifted together with the instants has the same periods") {
    law("shifting the zone and the instants together changes nothing", [] {
        const any_zone_table table = any_zone_with_changes();
        const duration by = seconds(*rc::gen::inRange<std::int64_t>(-7'200, 7'201));
        any_zone_table moved = table;
        moved.before = seconds(table.before.seconds + by.seconds);
        for (clock_change& c : moved.changes)
            c = {c.at - by, seconds(c.east_of_utc.seconds + by.seconds)};
        const cadence c = any_cadence();
        const anchor a{day{*rc::gen::inRange(-30'000, 30'000)},
                       time_of_day{*rc::gen::inRange(0, 86'400)}};
        const auto n = *rc::gen::inRange<std::int64_t>(-50, 50);
        RC_ASSERT(boundary_at(a, c, n, moved.in()) == boundary_at(a, c, n, table.in()) - by);
        const instant t{*rc::gen::inRange<std::int64_t>(-2'000'000'000, 2'000'000'000)};
        RC_ASSERT(index_of(a, c, t - by, moved.in()) == index_of(a, c, t, table.in()));
    });
    law("index_of is the inverse of period_at where clocks change, too", [] {
        const any_zone_table table = any_zone_with_changes();
        const zone z = table.in();
        const cadence c = any_cadence();
        const anchor a{day{*rc::gen::inRange(-30'000, 30'000)},
                       time_of_day{*rc::gen::inRange(0, 86'400)}};
        const std::int64_t near =
            table.changes.empty() ? 0
                                  : (*rc::gen::elementOf(table.changes)).at.seconds_since_1970();
        const instant t{near + *rc::gen::inRange<std::int64_t>(-200'000, 200'000)};
        const auto n = index_of(a, c, t, z);
        const period p = period_at(a, c, n, z);
        RC_ASSERT(p.contains(t));
        RC_ASSERT(index_of(a, c, p.begin(), z) == n);
        RC_ASSERT(index_of(a, c, p.end(), z) == n + 1);
    });
}

TEST_CASE("a change of clocks near a boundary or midnight moves no instant to another period") {
    law("an instant lies in the period of its number", [] {
        const cadence c = *rc::gen::element(daily, weekly, monthly, quarterly);
        const civil_date end =
            date_of(first_day({*rc::gen::inRange(1990, 2030), *rc::gen::inRange(1u, 13u)}) +
                    *rc::gen::inRange(-1, 2));
        const day d = civil(end.year, end.month, end.day);
        const auto around_midnight = [] { return *rc::gen::inRange(-7'200, 7'201); };
        const std::int64_t midnight = start_of(d, utc).seconds_since_1970();
        const clock_change changes[] = {
            {instant{midnight + around_midnight()},
             seconds(*rc::gen::element<std::int64_t>(-7'200, -3'600, 3'600, 7'200))}};
        const zone z = *zone::from(hours(0), changes,
                                   *rc::gen::element(local_choice::earliest, local_choice::latest));
        const int time = around_midnight();
        const anchor a{time < 0 ? d - 1 : d, time_of_day{time < 0 ? time + 86'400 : time}};
        const instant t{midnight + 2 * around_midnight()};
        const auto n = index_of(a, c, t, z);
        RC_ASSERT(period_at(a, c, n, z).contains(t));
    });
}

TEST_CASE("periods that touch have no instant in common") {
    constexpr period p{instant{10}, instant{20}};
    STATIC_REQUIRE(!p.overlaps({instant{20}, instant{30}}));
    STATIC_REQUIRE(!p.overlaps({instant{1}, instant{10}}));
    STATIC_REQUIRE(p.overlaps({instant{19}, instant{30}}));
    STATIC_REQUIRE(p.overlaps({instant{1}, instant{11}}));
    STATIC_REQUIRE(p.contains(p));
    STATIC_REQUIRE(!p.contains(period{instant{10}, instant{21}}));
    STATIC_REQUIRE(!p.contains(period{instant{9}, instant{20}}));
    STATIC_REQUIRE(intersection(p, {instant{15}, instant{30}}) == period{instant{15}, instant{20}});
    STATIC_REQUIRE(intersection(p, {instant{1}, instant{11}}) == period{instant{10}, instant{11}});
    STATIC_REQUIRE(!intersection(p, {instant{20}, instant{30}}));
}

TEST_CASE("period_around agrees with index_of and period_at") {
    const auto check = [](const anchor& a, cadence c, instant t, const zone& z) {
        const numbered_period found = period_around(a, c, t, z);
        return found.number == index_of(a, c, t, z) &&
               found.span == period_at(a, c, found.number, z) && found.span.contains(t);
    };
    // Every day of a leap year and a common one, from every anchor day, around its time of day.
    constexpr zone shanghai = zone::fixed(hours(8));
    int wrong = 0;
    for (std::uint32_t d = 1; d <= 31; ++d)
        for (std::int32_t n = 0; n < 800; ++n)
            for (const std::int64_t second : {0, 35'999, 36'000, 86'399}) {
                const anchor a{civil(2024, 1, d), time_of_day{10, 0, 0}};
                const instant t = start_of(civil(2023, 6, 1) + n, shanghai) + seconds(second);
                if (!check(a, monthly, t, shanghai)) ++wrong;
            }
    CHECK(wrong == 0);
    for (const cadence c : {quarterly, weekly, daily})
        CHECK(check({civil(2024, 1, 31), time_of_day{}}, c, start_of(civil(2025, 3, 1), utc), utc));
    const anchor sticky{civil(2024, 2, 29), time_of_day{}, 31};
    CHECK(check(sticky, monthly, start_of(civil(2023, 2, 28), utc), utc));
    CHECK(check(sticky, monthly, start_of(civil(1969, 12, 31), utc) - seconds(1), utc));
}

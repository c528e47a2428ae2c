// SPDX-License-Identifier: MIT
#include <cstdint>

#include <ratecard/time/zone.hpp>

#include "any_zone.hpp"

using namespace ratecard;
using namespace ratecard_test;

TEST_CASE("a zone can read its changes from a copy of its table") {
    static constexpr clock_change table[] = {{instant{10}, hours(2)}, {instant{20}, hours(1)}};
    static constexpr clock_change copy[] = {table[0], table[1]};
    constexpr zone read_there = *zone::from(hours(1), table, local_choice::latest);
    STATIC_REQUIRE(read_there.reading(copy) == read_there);
    STATIC_REQUIRE(read_there.reading(copy).changes().data() == copy);
    STATIC_REQUIRE(read_there.reading(copy).choice() == local_choice::latest);
    STATIC_REQUIRE(zone::fixed(hours(3)).reading({}) == zone::fixed(hours(3)));
}

TEST_CASE("a fixed zone has the same offset at every instant") {
    constexpr zone beijing = zone::fixed(hours(8));
    STATIC_REQUIRE(beijing.offset_at(instant{}) == hours(8));
    STATIC_REQUIRE(beijing.offset_at(instant{instant::first_of_data}) == hours(8));
    STATIC_REQUIRE(beijing.offset_at(instant::never()) == hours(8));
    STATIC_REQUIRE(utc.offset_at(instant{}) == hours(0));
    STATIC_REQUIRE(zone::fixed(hours(0)) == utc);
    STATIC_REQUIRE(zone::fixed(hours(18)).offset_at(instant{}) == hours(18));
    STATIC_REQUIRE(zone::fixed(hours(-18)).offset_at(instant{}) == hours(-18));
    STATIC_REQUIRE(zone::fixed(seconds(20'700)).offset_at(instant{}) == seconds(20'700));
    STATIC_REQUIRE(beijing != utc);
}

TEST_CASE("a zone's clocks change at an instant, and not before") {
    constexpr zone z = new_york(local_choice::earliest);
    STATIC_REQUIRE(z.offset_at(instant{1'710'054'000 - 1}) == hours(-5));
    STATIC_REQUIRE(z.offset_at(instant{1'710'054'000}) == hours(-4));
    STATIC_REQUIRE(z.offset_at(instant{1'730'613'600 - 1}) == hours(-4));
    STATIC_REQUIRE(z.offset_at(instant{1'730'613'600}) == hours(-5));
    STATIC_REQUIRE(z.offset_at(instant{-instant::bound}) == hours(-5));
    STATIC_REQUIRE(z.offset_at(instant::never()) == hours(-5));
    STATIC_REQUIRE(z.changes().size() == 2);
    STATIC_REQUIRE(z.choice() == local_choice::earliest);
}

TEST_CASE("a skipped time is the instant of the change, or later by its place in the gap") {
    // Local seconds of 10 March 2024 02:30, which New York skips.
    constexpr std::int64_t skipped = 1'710'054'000 - 5 * 3'600 + 1'800;
    constexpr zone first = new_york(local_choice::earliest), last = new_york(local_choice::latest);
    STATIC_REQUIRE(first.instant_of_local(skipped) == instant{1'710'054'000});
    STATIC_REQUIRE(last.instant_of_local(skipped) == instant{1'710'054'000 + 1'800});
    STATIC_REQUIRE(last.first_at_local(skipped) == instant{1'710'054'000});
    STATIC_REQUIRE(first.instant_of_local(skipped - 1'801) == instant{1'710'054'000 - 1});
    STATIC_REQUIRE(last.instant_of_local(skipped - 1'801) == instant{1'710'054'000 - 1});
    STATIC_REQUIRE(first.instant_of_local(skipped + 1'800) == instant{1'710'054'000});
    STATIC_REQUIRE(last.instant_of_local(skipped + 1'800) == instant{1'710'054'000});
}

TEST_CASE("a repeated time is the first or the second of its two instants") {
    // Local seconds of 3 November 2024 01:30, which New York shows twice.
    constexpr std::int64_t twice = 1'730'613'600 - 5 * 3'600 + 1'800;
    constexpr zone first = new_york(local_choice::earliest), last = new_york(local_choice::latest);
    STATIC_REQUIRE(first.instant_of_local(twice) == instant{1'730'613'600 - 1'800});
    STATIC_REQUIRE(last.instant_of_local(twice) == instant{1'730'613'600 + 1'800});
    STATIC_REQUIRE(last.first_at_local(twice) == instant{1'730'613'600 - 1'800});
    STATIC_REQUIRE(first.instant_of_local(twice - 1'800) == instant{1'730'613'600 - 3'600});
    STATIC_REQUIRE(last.instant_of_local(twice - 1'800) == instant{1'730'613'600});
    STATIC_REQUIRE(last.instant_of_local(twice + 1'800) == instant{1'730'613'600 + 3'600});
    // 02:00 is shown once: the first time round, clocks went back before it.
    STATIC_REQUIRE(first.instant_of_local(twice + 1'800) == instant{1'730'613'600 + 3'600});
    STATIC_REQUIRE(last.instant_of_local(twice - 1'801) == instant{1'730'613'600 - 3'601});
}

TEST_CASE("a table that is out of order or has too large an offset is an error") {
    constexpr clock_change same[] = {{instant{10}, hours(1)}, {instant{10}, hours(2)}};
    constexpr clock_change backwards[] = {{instant{10}, hours(1)}, {instant{9}, hours(2)}};
    constexpr clock_change far[] = {{instant{10}, seconds(18 * 3'600 + 1)}};
    STATIC_REQUIRE(zone::from(hours(0), same) == time_errc::zone_table_out_of_order);
    STATIC_REQUIRE(zone::from(hours(0), backwards) == time_errc::zone_table_out_of_order);
    STATIC_REQUIRE(zone::from(hours(0), far) == time_errc::zone_offset_out_of_range);
    STATIC_REQUIRE(zone::from(hours(-19), {}) == time_errc::zone_offset_out_of_range);
    STATIC_REQUIRE(*zone::from(hours(8), {}) == zone::fixed(hours(8)));
}

TEST_CASE("zones are equal if their tables are equal") {
    static constexpr clock_change copy[] = {new_york_changes[0], new_york_changes[1]};
    static constexpr clock_change other[] = {new_york_changes[0],
                                             {new_york_changes[1].at, hours(-6)}};
    constexpr zone z = new_york(local_choice::earliest);
    STATIC_REQUIRE(*zone::from(hours(-5), copy) == z);
    STATIC_REQUIRE(*zone::from(hours(-5), other) != z);
    STATIC_REQUIRE(*zone::from(hours(-6), copy) != z);
    STATIC_REQUIRE(new_york(local_choice::latest) != z);
    STATIC_REQUIRE(sizeof(zone) == 16);
}

TEST_CASE("local times and instants agree for any changes of clocks") {
    law("the offset is that of the last change", [] {
        const any_zone_table table = any_zone_with_changes();
        const instant t{*rc::gen::inRange<std::int64_t>(-2'100'000'000, 2'400'000'000)};
        duration expected = table.before;
        for (const clock_change& c : table.changes)
            if (c.at <= t) expected = c.east_of_utc;
        RC_ASSERT(table.in().offset_at(t) == expected);
    });
    law("an instant is one of those with its local time, and lies between the two choices", [] {
        any_zone_table table = any_zone_with_changes();
        const std::int64_t near =
            table.changes.empty() ? 0
                                  : (*rc::gen::elementOf(table.changes)).at.seconds_since_1970();
        const instant t{near + *rc::gen::inRange<std::int64_t>(-20'000, 20'000)};
        const std::int64_t local = t.seconds_since_1970() + table.in().offset_at(t).seconds;
        table.choice = local_choice::earliest;
        const instant first = table.in().instant_of_local(local);
        table.choice = local_choice::latest;
        const instant last = table.in().instant_of_local(local);
        RC_ASSERT(first <= t);
        RC_ASSERT(t <= last);
        for (const instant found : {first, last})
            RC_ASSERT(found.seconds_since_1970() + table.in().offset_at(found).seconds == local);
    });
    law("first_at_local returns the first instant at which clocks show a local time or later", [] {
        const any_zone_table table = any_zone_with_changes();
        const zone z = table.in();
        const std::int64_t near =
            table.changes.empty() ? 0
                                  : (*rc::gen::elementOf(table.changes)).at.seconds_since_1970();
        const std::int64_t local = near + *rc::gen::inRange<std::int64_t>(-80'000, 80'000);
        const instant t = z.first_at_local(local);
        RC_ASSERT(t.seconds_since_1970() + z.offset_at(t).seconds >= local);
        for (std::int64_t back = 1; back < 8'000; back += 97) {
            const instant before = t - seconds(back);
            RC_ASSERT(before.seconds_since_1970() + z.offset_at(before).seconds < local);
        }
    });
}

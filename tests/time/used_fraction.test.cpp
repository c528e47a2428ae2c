// SPDX-License-Identifier: MIT
#include <cstdint>

#include <ratecard/time/used_fraction.hpp>

#include "calendar_by_hand.hpp"
#include "edges.hpp"

using namespace ratecard;
using namespace ratecard_test;

namespace {

constexpr zone beijing = zone::fixed(hours(8));
constexpr instant at(std::int32_t y, std::uint32_t m, std::uint32_t d, time_of_day time = {}) {
    return instant_of(civil(y, m, d), time, beijing);
}
constexpr proration days_of_term{used_unit::started_day, service_month::running_term};
constexpr proration days_of_month{used_unit::started_day, service_month::calendar_month};
constexpr proration seconds_of_term{used_unit::second, service_month::running_term};
constexpr proration seconds_of_month{used_unit::second, service_month::calendar_month};

constexpr period february = period_of({2024, 2}, beijing);
constexpr period from_31_january{at(2024, 1, 31, {10, 0, 0}), at(2024, 2, 29, {10, 0, 0})};
constexpr period march_to_april{at(2024, 3, 10, {12, 0, 0}), at(2024, 4, 10, {12, 0, 0})};

/// As counted: not only equal as numbers.
constexpr bool is(ratio r, std::uint64_t numerator, std::uint64_t denominator) {
    return r.numerator() == numerator && r.denominator() == denominator;
}
/// Of February 2024, `elapsed` after its begin.
constexpr ratio of_february(duration elapsed, proration rule) {
    return used_fraction(february, february.begin() + elapsed, rule, beijing);
}

struct bought {
    zone z;
    period term;
    instant left;
};
bought any_purchase() {
    const zone z = zone::fixed(seconds(*rc::gen::inRange<std::int64_t>(-64'800, 64'801)));
    const instant begin{*within(5'000'000'000)};
    const period term = period_at(anchor_at(begin, z), monthly, *rc::gen::inRange(0, 24), z);
    const auto second = *rc::gen::oneOf(
        rc::gen::inRange<std::int64_t>(0, term.length().seconds),
        rc::gen::element<std::int64_t>(0, 1, 86'400, 86'401, term.length().seconds - 1));
    return {z, term, term.begin() + seconds(second)};
}

}  // namespace

TEST_CASE("bought 31 January 10:00, left 29 February 09:00: 29 started days of 29") {
    constexpr instant left = at(2024, 2, 29, {9, 0, 0});
    STATIC_REQUIRE(is(used_fraction(from_31_january, left, days_of_term, beijing), 29, 29));
    STATIC_REQUIRE(
        is(used_fraction(from_31_january, left, seconds_of_term, beijing), 2'502'000, 29 * 86'400));
}

TEST_CASE("bought on 1 March 00:00, left on 10 March 12:00: 10 days begun of 31") {
    constexpr period march = period_of({2024, 3}, beijing);
    STATIC_REQUIRE(
        is(used_fraction(march, at(2024, 3, 10, {12, 0, 0}), days_of_term, beijing), 10, 31));
    STATIC_REQUIRE(
        is(used_fraction(march, at(2024, 3, 10, {12, 0, 0}), days_of_month, beijing), 10, 31));
}

TEST_CASE("T6.4 0 s is 0 days, 1 s to 24 h is 1, and no more than the days of the term") {
    STATIC_REQUIRE(is(of_february(seconds(0), days_of_term), 0, 29));
    STATIC_REQUIRE(is(of_february(seconds(1), days_of_term), 1, 29));
    STATIC_REQUIRE(is(of_february(hours(24), days_of_term), 1, 29));
    STATIC_REQUIRE(is(of_february(seconds(86'401), days_of_term), 2, 29));
    STATIC_REQUIRE(is(of_february(seconds(29 * 86'400 - 1), days_of_term), 29, 29));
    // A clamped term: 29 February to 31 March is 31 days, whatever the month before had.
    constexpr period march{at(2024, 2, 29, {10, 0, 0}), at(2024, 3, 31, {10, 0, 0})};
    STATIC_REQUIRE(
        is(used_fraction(march, march.end() - seconds(1), days_of_term, beijing), 31, 31));
    // A term that ends earlier in the day than it began has begun more days than it has.
    constexpr period shorter{at(2024, 2, 1, {10, 0, 0}), at(2024, 3, 1, {11, 0, 0})};
    STATIC_REQUIRE(
        is(used_fraction(shorter, shorter.end() - seconds(1), days_of_term, beijing), 29, 29));
}

TEST_CASE("a second is a second of the month") {
    STATIC_REQUIRE(is(of_february(seconds(0), seconds_of_term), 0, 29 * 86'400));
    STATIC_REQUIRE(is(of_february(seconds(1), seconds_of_term), 1, 29 * 86'400));
    STATIC_REQUIRE(is(of_february(seconds(86'401), seconds_of_month), 86'401, 29 * 86'400));
    STATIC_REQUIRE(of_february(hours(12 * 29), seconds_of_term) == ratio{1, 2});
}

TEST_CASE("T6.4 the calendar month counts from its first day, or from the term's begin in it") {
    constexpr auto left = [](instant when, proration rule) {
        return used_fraction(march_to_april, when, rule, beijing);
    };
    STATIC_REQUIRE(is(left(at(2024, 3, 10, {12, 0, 0}), days_of_month), 0, 31));
    STATIC_REQUIRE(is(left(at(2024, 3, 10, {12, 0, 1}), days_of_month), 1, 31));
    STATIC_REQUIRE(is(left(at(2024, 3, 31, {23, 59, 59}), days_of_month), 22, 31));
    STATIC_REQUIRE(is(left(at(2024, 4, 1), days_of_month), 0, 30));
    STATIC_REQUIRE(is(left(at(2024, 4, 1, {0, 0, 1}), days_of_month), 1, 30));
    STATIC_REQUIRE(is(left(at(2024, 4, 10, {11, 59, 59}), days_of_month), 10, 30));
    STATIC_REQUIRE(is(left(at(2024, 3, 11, {12, 0, 0}), seconds_of_month), 86'400, 31 * 86'400));
    STATIC_REQUIRE(is(left(at(2024, 4, 2), seconds_of_month), 86'400, 30 * 86'400));
    STATIC_REQUIRE(is(left(at(2024, 4, 2), seconds_of_term), 22 * 86'400 + 43'200, 31 * 86'400));
}

TEST_CASE("the calendar month is that of the zone") {
    constexpr period utc_term{instant_of(civil(2024, 2, 1), {}, utc),
                              instant_of(civil(2024, 3, 1), {}, utc)};
    // The end of February in UTC is 08:00 on 1 March in UTC+8.
    STATIC_REQUIRE(
        is(used_fraction(utc_term, at(2024, 3, 1, {7, 0, 0}), days_of_month, beijing), 1, 31));
    STATIC_REQUIRE(
        is(used_fraction(utc_term, at(2024, 3, 1, {7, 0, 0}), days_of_month, utc), 29, 29));
}

TEST_CASE("what is used is counted") {
    law("in days begun: the fewest whole days that cover the time since the begin", [] {
        const bought b = any_purchase();
        const ratio used = used_fraction(b.term, b.left, days_of_term, b.z);
        std::uint64_t begun = 0;
        while (b.term.begin() + days(static_cast<std::int64_t>(begun)) < b.left) ++begun;
        RC_ASSERT(used.numerator() == begun);
        std::uint64_t of_the_term = 0;
        for (civil_date d = date_of(day_of(b.term.begin(), b.z));
             d != date_of(day_of(b.term.end(), b.z)); d = tomorrow(d))
            ++of_the_term;
        RC_ASSERT(used.denominator() == of_the_term);
    });
    law("in days begun since the later of the begin and the first of the month", [] {
        const bought b = any_purchase();
        const ratio used = used_fraction(b.term, b.left, days_of_month, b.z);
        const civil_date today = date_of(day_of(b.left, b.z));
        const instant first = start_of(civil(today.year, today.month, 1), b.z);
        const instant from = first < b.term.begin() ? b.term.begin() : first;
        std::uint64_t begun = 0;
        while (from + days(static_cast<std::int64_t>(begun)) < b.left) ++begun;
        RC_ASSERT(used.numerator() == begun);
        RC_ASSERT(used.denominator() == length_of_month(today.year, today.month));
    });
    law("in seconds, which add up to what is left", [] {
        const bought b = any_purchase();
        const ratio used = used_fraction(b.term, b.left, seconds_of_term, b.z);
        RC_ASSERT(used.numerator() + static_cast<std::uint64_t>((b.term.end() - b.left).seconds) ==
                  used.denominator());
        RC_ASSERT(used.denominator() == static_cast<std::uint64_t>(b.term.length().seconds));
    });
    law("never more than all, and never less later", [] {
        const bought b = any_purchase();
        const proration rule{
            *rc::gen::element(used_unit::started_day, used_unit::second),
            *rc::gen::element(service_month::running_term, service_month::calendar_month)};
        const ratio used = used_fraction(b.term, b.left, rule, b.z);
        RC_ASSERT(used.numerator() <= used.denominator());
        RC_PRE(b.left + seconds(1) < b.term.end());
        RC_PRE(month_of(day_of(b.left, b.z)) == month_of(day_of(b.left + seconds(1), b.z)));
        RC_ASSERT(used <= used_fraction(b.term, b.left + seconds(1), rule, b.z));
    });
}

TEST_CASE("a term that begins and ends on one civil day is one day, begun or not") {
    constexpr period term{instant{0}, instant{3'600}};
    constexpr proration by_day{used_unit::started_day, service_month::running_term};
    STATIC_REQUIRE(used_fraction(term, instant{0}, by_day, utc) == ratio{0, 1});
    STATIC_REQUIRE(used_fraction(term, instant{1}, by_day, utc) == ratio{1, 1});
}

// SPDX-License-Identifier: MIT
#include <cstdint>

#include <ratecard/time/fraction.hpp>

#include "calendar_by_hand.hpp"
#include "edges.hpp"

using namespace ratecard;
using namespace ratecard_test;

namespace {

constexpr zone beijing = zone::fixed(hours(8));
constexpr instant at(std::int32_t y, std::uint32_t m, std::uint32_t d, time_of_day time = {}) {
    return instant_of(civil(y, m, d), time, beijing);
}
constexpr proration days_of_term = presets::prorations::tencent_chat;
constexpr proration seconds_of_term{};
constexpr proration of_calendar_month(proration p) {
    p.whole = proration_whole::calendar_month;
    return p;
}
constexpr proration days_of_month = of_calendar_month(days_of_term);
constexpr proration seconds_of_month = of_calendar_month(seconds_of_term);

constexpr ratio used_of(const period& term, instant at, const proration& rule, const zone& z) {
    return *used_part(rule, term, at, z);
}

constexpr period february = period_of({2024, 2}, beijing);
constexpr period from_31_january{at(2024, 1, 31, {10, 0, 0}), at(2024, 2, 29, {10, 0, 0})};
constexpr period march_to_april{at(2024, 3, 10, {12, 0, 0}), at(2024, 4, 10, {12, 0, 0})};

/// As counted: not only equal as numbers.
constexpr bool is(ratio r, std::uint64_t numerator, std::uint64_t denominator) {
    return r.numerator() == numerator && r.denominator() == denominator;
}
/// Of February 2024, `elapsed` after its begin.
constexpr ratio of_february(duration elapsed, proration rule) {
    return used_of(february, february.begin() + elapsed, rule, beijing);
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

TEST_CASE("bought 31 January 10:00, left 29 February 09:00: 29 of 29 days have begun") {
    constexpr instant left = at(2024, 2, 29, {9, 0, 0});
    STATIC_REQUIRE(is(used_of(from_31_january, left, days_of_term, beijing), 29, 29));
    STATIC_REQUIRE(
        is(used_of(from_31_january, left, seconds_of_term, beijing), 2'502'000, 29 * 86'400));
}

TEST_CASE("bought on 1 March 00:00, left on 10 March 12:00: 10 of 31 days have begun") {
    constexpr period march = period_of({2024, 3}, beijing);
    STATIC_REQUIRE(is(used_of(march, at(2024, 3, 10, {12, 0, 0}), days_of_term, beijing), 10, 31));
    STATIC_REQUIRE(is(used_of(march, at(2024, 3, 10, {12, 0, 0}), days_of_month, beijing), 10, 31));
}

TEST_CASE("T6.4 0 s is 0 days, 1 s to 24 h is 1, and no more than the days of the term") {
    STATIC_REQUIRE(is(of_february(seconds(0), days_of_term), 0, 29));
    STATIC_REQUIRE(is(of_february(seconds(1), days_of_term), 1, 29));
    STATIC_REQUIRE(is(of_february(hours(24), days_of_term), 1, 29));
    STATIC_REQUIRE(is(of_february(seconds(86'401), days_of_term), 2, 29));
    STATIC_REQUIRE(is(of_february(seconds(29 * 86'400 - 1), days_of_term), 29, 29));
    // A clamped term: 29 February to 31 March is 31 days, whatever the month before had.
    constexpr period march{at(2024, 2, 29, {10, 0, 0}), at(2024, 3, 31, {10, 0, 0})};
    STATIC_REQUIRE(is(used_of(march, march.end() - seconds(1), days_of_term, beijing), 31, 31));
    // A term that ends earlier in the day than it began has begun more days than it has.
    constexpr period shorter{at(2024, 2, 1, {10, 0, 0}), at(2024, 3, 1, {11, 0, 0})};
    STATIC_REQUIRE(is(used_of(shorter, shorter.end() - seconds(1), days_of_term, beijing), 29, 29));
}

TEST_CASE("seconds are counted over the seconds of the period") {
    STATIC_REQUIRE(is(of_february(seconds(0), seconds_of_term), 0, 29 * 86'400));
    STATIC_REQUIRE(is(of_february(seconds(1), seconds_of_term), 1, 29 * 86'400));
    STATIC_REQUIRE(is(of_february(seconds(86'401), seconds_of_month), 86'401, 29 * 86'400));
    STATIC_REQUIRE(of_february(hours(12 * 29), seconds_of_term) == ratio{1, 2});
}

TEST_CASE("T6.4 the calendar month counts from its first day, or from the term's begin in it") {
    constexpr auto left = [](instant when, proration rule) {
        return used_of(march_to_april, when, rule, beijing);
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
    STATIC_REQUIRE(is(used_of(utc_term, at(2024, 3, 1, {7, 0, 0}), days_of_month, beijing), 1, 31));
    STATIC_REQUIRE(is(used_of(utc_term, at(2024, 3, 1, {7, 0, 0}), days_of_month, utc), 29, 29));
}

TEST_CASE("the used part follows the definition of each rule") {
    law("days of the term: the fewest whole days that cover the time since the begin", [] {
        const bought b = any_purchase();
        const ratio used = used_of(b.term, b.left, days_of_term, b.z);
        std::uint64_t begun = 0;
        while (b.term.begin() + days(static_cast<std::int64_t>(begun)) < b.left) ++begun;
        RC_ASSERT(used.numerator() == begun);
        std::uint64_t of_the_term = 0;
        for (civil_date d = date_of(day_of(b.term.begin(), b.z));
             d != date_of(day_of(b.term.end(), b.z)); d = tomorrow(d))
            ++of_the_term;
        RC_ASSERT(used.denominator() == of_the_term);
    });
    law("days of the month: days begun since the begin or the first of the month, whichever is "
        "later",
        [] {
            const bought b = any_purchase();
            const ratio used = used_of(b.term, b.left, days_of_month, b.z);
            const civil_date today = date_of(day_of(b.left, b.z));
            const instant first = start_of(civil(today.year, today.month, 1), b.z);
            const instant from = first < b.term.begin() ? b.term.begin() : first;
            std::uint64_t begun = 0;
            while (from + days(static_cast<std::int64_t>(begun)) < b.left) ++begun;
            RC_ASSERT(used.numerator() == begun);
            RC_ASSERT(used.denominator() == length_of_month(today.year, today.month));
        });
    law("seconds: the used and the unused part add up to the whole", [] {
        const bought b = any_purchase();
        const ratio used = used_of(b.term, b.left, seconds_of_term, b.z);
        RC_ASSERT(used.numerator() + static_cast<std::uint64_t>((b.term.end() - b.left).seconds) ==
                  used.denominator());
        RC_ASSERT(used.denominator() == static_cast<std::uint64_t>(b.term.length().seconds));
    });
    law("the used part is at most one, and never gets smaller later", [] {
        const bought b = any_purchase();
        const proration rule =
            *rc::gen::element(days_of_term, days_of_month, seconds_of_term, seconds_of_month);
        const ratio used = used_of(b.term, b.left, rule, b.z);
        RC_ASSERT(used.numerator() <= used.denominator());
        RC_PRE(b.left + seconds(1) < b.term.end());
        RC_PRE(month_of(day_of(b.left, b.z)) == month_of(day_of(b.left + seconds(1), b.z)));
        RC_ASSERT(used <= used_of(b.term, b.left + seconds(1), rule, b.z));
    });
}

TEST_CASE("a term that begins and ends on one civil day is one day, begun or not") {
    constexpr period term{instant{0}, instant{3'600}};
    STATIC_REQUIRE(used_of(term, instant{0}, days_of_term, utc) == ratio{0, 1});
    STATIC_REQUIRE(used_of(term, instant{1}, days_of_term, utc) == ratio{1, 1});
}

namespace {

using namespace presets::prorations;
constexpr instant left_on_29_february = at(2024, 2, 29, {9, 0, 0});

constexpr std::uint64_t used_days(proration how) {
    // One day more than the period has is counted, so that nothing is capped.
    const period longer{from_31_january.begin(), at(2024, 3, 2, {10, 0, 0})};
    return used_of(longer, left_on_29_february, how, beijing).numerator();
}
constexpr proration by_day(change_day rule) {
    return {.basis = proration_basis::civil_day, .change_day = rule};
}
constexpr proration by_24_hours(change_day rule) {
    return {.basis = proration_basis::day_of_24_hours, .change_day = rule};
}
constexpr proration fixed_30(proration_basis basis) {
    return {.basis = basis, .whole = proration_whole::fixed_months};
}
constexpr ratio part(const period& whole, const period& inside, const proration& how) {
    return *part_of({whole, inside}, how, beijing);
}

}  // namespace

TEST_CASE("the used days from 31 January 10:00 to 29 February 09:00, under each rule") {
    STATIC_REQUIRE(used_days(by_day(change_day::to_new)) == 29);
    STATIC_REQUIRE(used_days(by_day(change_day::to_old)) == 30);
    STATIC_REQUIRE(used_days(by_24_hours(change_day::to_old)) == 29);
    STATIC_REQUIRE(used_days(by_24_hours(change_day::to_new)) == 28);
    STATIC_REQUIRE(used_days({}) == 2'502'000);
}

TEST_CASE("the day of a change belongs to the old side, to the new one, or to both") {
    static constexpr instant noon = at(2024, 2, 15, {12, 0, 0});
    constexpr auto counted = [](proration_side side, change_day rule) {
        return *counted_part(side, by_day(rule), february, noon, beijing);
    };
    STATIC_REQUIRE(is(counted(proration_side::used, change_day::to_old), 15, 29));
    STATIC_REQUIRE(is(counted(proration_side::unused, change_day::to_old), 14, 29));
    STATIC_REQUIRE(is(counted(proration_side::used, change_day::to_new), 14, 29));
    STATIC_REQUIRE(is(counted(proration_side::unused, change_day::to_new), 15, 29));
    STATIC_REQUIRE(is(counted(proration_side::used, change_day::to_both), 15, 29));
    STATIC_REQUIRE(is(counted(proration_side::unused, change_day::to_both), 15, 29));
    // Left as it began: a day all the same where the day is the old side's.
    STATIC_REQUIRE(is(used_of(february, february.begin(), lago_termination, beijing), 1, 29));
    STATIC_REQUIRE(is(used_of(february, february.begin(), lago, beijing), 0, 29));
}

TEST_CASE("no day after the period's last day is counted") {
    constexpr period an_hour{at(2024, 2, 15, {10, 0, 0}), at(2024, 2, 15, {11, 0, 0})};
    STATIC_REQUIRE(is(used_of(an_hour, an_hour.begin(), lago_termination, beijing), 1, 1));
    STATIC_REQUIRE(is(used_of(an_hour, an_hour.begin(), lago, beijing), 0, 1));
    constexpr proration by_360{.basis = proration_basis::day_of_360,
                               .change_day = change_day::to_old,
                               .above_one = above_one::refused};
    STATIC_REQUIRE(is(used_of(from_31_january, left_on_29_february, by_360, beijing), 28, 28));
}

TEST_CASE("the bases none, exact_difference and whole_period give all or nothing") {
    constexpr instant noon = at(2024, 2, 15, {12, 0, 0});
    constexpr auto used = [](proration_basis basis, instant t) {
        return used_of(february, t, {.basis = basis, .change_day = change_day::to_old}, beijing);
    };
    STATIC_REQUIRE(is(used(proration_basis::none, february.begin()), 1, 1));
    STATIC_REQUIRE(is(used(proration_basis::exact_difference, noon), 0, 1));
    STATIC_REQUIRE(is(used(proration_basis::whole_period, february.begin()), 0, 1));
    STATIC_REQUIRE(is(used(proration_basis::whole_period, noon), 1, 1));
}

TEST_CASE("a share of usage is the used part, and at most one") {
    constexpr proration by_usage{.basis = proration_basis::usage_share};
    constexpr proration strict{.basis = proration_basis::usage_share,
                               .above_one = above_one::refused};
    STATIC_REQUIRE(is(*used_part(by_usage, 40, 100), 40, 100));
    STATIC_REQUIRE(is(*used_part(by_usage, 140, 100), 100, 100));
    STATIC_REQUIRE(used_part(strict, 101, 100) == time_errc::part_above_one);
    STATIC_REQUIRE(is(*used_part(strict, 100, 100), 100, 100));
}

TEST_CASE("months of 30 days: half a month is half of a month's price, and 1/24 of a year's") {
    constexpr period april = period_of({2024, 4}, beijing), march = period_of({2024, 3}, beijing);
    constexpr period year{at(2024, 1, 1), at(2025, 1, 1)};
    constexpr proration thirty = fixed_30(proration_basis::civil_day);
    STATIC_REQUIRE(is(used_of(april, at(2024, 4, 16), thirty, beijing), 15, 30));
    STATIC_REQUIRE(is(used_of(march, at(2024, 3, 16), thirty, beijing), 15, 30));
    STATIC_REQUIRE(is(used_of(year, at(2024, 1, 16), thirty, beijing), 15, 360));
    STATIC_REQUIRE(is(used_of(year, at(2024, 7, 1), fixed_30(proration_basis::day_of_360), beijing),
                      180, 360));
    STATIC_REQUIRE(is(used_of(april, at(2024, 4, 16), fixed_30(proration_basis::second), beijing),
                      15 * 86'400, 30 * 86'400));
    // 20 of 30 are left after 10 days of May, and none on the 31st.
    constexpr period may = period_of({2021, 5}, beijing);
    STATIC_REQUIRE(*unused_part(thirty, may, at(2021, 5, 11), beijing) == ratio{20, 30});
    STATIC_REQUIRE(*unused_part(thirty, may, at(2021, 5, 31), beijing) == ratio{0, 30});
    // A week is no number of months: its own days count.
    constexpr period week{at(2024, 4, 1), at(2024, 4, 8)};
    STATIC_REQUIRE(is(used_of(week, at(2024, 4, 3), thirty, beijing), 2, 7));
}

TEST_CASE("actual days over 365, and over the days of their own years") {
    constexpr proration over_365{.basis = proration_basis::civil_day,
                                 .whole = proration_whole::actual_365};
    constexpr proration actual{.basis = proration_basis::civil_day,
                               .whole = proration_whole::actual_actual};
    constexpr period leap{at(2024, 1, 1), at(2025, 1, 1)};
    constexpr period across{at(2023, 7, 1), at(2024, 7, 1)};
    STATIC_REQUIRE(used_of(leap, at(2024, 7, 1), over_365, beijing) == ratio{182, 365});
    STATIC_REQUIRE(used_of(leap, at(2024, 7, 1), actual, beijing) == ratio{182, 366});
    // 184 days of 2023 and 31 of 2024.
    STATIC_REQUIRE(used_of(across, at(2024, 2, 1), actual, beijing) ==
                   ratio{184 * 366 + 31 * 365, 365 * 366});
    // A month's price is a twelfth of a year's.
    STATIC_REQUIRE(used_of(february, at(2024, 2, 11), over_365, beijing) == ratio{120, 365});
    STATIC_REQUIRE(used_of(february, at(2024, 2, 11), actual, beijing) == ratio{120, 366});
    STATIC_REQUIRE(*counted_part(proration_side::unused, actual, across, at(2024, 2, 1), beijing) ==
                   ratio{151, 366});
    law("the days of a period of one year add up, in any two calendar years", [&] {
        const day first{*rc::gen::inRange(-50'000, 50'000)};
        const period year = period_at(anchor{first}, yearly, 0, utc);
        const instant t = year.begin() + days(*rc::gen::inRange(0, 365));
        std::int64_t leap_days = 0, other_days = 0;
        for (day d = first; d < day_of(t, utc); d = d + 1)
            ++(is_leap(date_of(d).year) ? leap_days : other_days);
        RC_ASSERT(*used_part(actual, year, t, utc) ==
                  ratio(static_cast<std::uint64_t>(leap_days * 365 + other_days * 366), 365 * 366));
    });
}

TEST_CASE("a short first period is a fraction of its whole period") {
    constexpr period april{at(2012, 4, 25), at(2012, 5, 25)};
    STATIC_REQUIRE(is(part(april, {at(2012, 4, 28), april.end()}, kill_bill), 27, 30));
    // The ends of the period are no changes; one inside it is.
    STATIC_REQUIRE(is(part(april, april, lago_termination), 30, 30));
    STATIC_REQUIRE(is(part(april, {at(2012, 4, 28), april.end()}, lago_termination), 26, 30));
    STATIC_REQUIRE(is(part(april, {april.begin(), at(2012, 4, 28)}, lago_termination), 4, 30));
    STATIC_REQUIRE(is(part(april, {at(2012, 4, 28), at(2012, 5, 1)}, kill_bill_fixed_30), 3, 30));
    STATIC_REQUIRE(is(part(april, {at(2012, 4, 28), april.end()}, flexprice), 28, 31));
    STATIC_REQUIRE(
        is(part(april, {at(2012, 4, 28), at(2012, 4, 29)}, stripe), 86'400, 30 * 86'400));
}

TEST_CASE("the day of a change is the day in the zone that is passed") {
    constexpr period utc_february = period_of({2024, 2}, utc);
    constexpr instant evening = instant_of(civil(2024, 2, 15), time_of_day{20, 0, 0}, utc);
    STATIC_REQUIRE(used_of(utc_february, evening, kill_bill, utc) == ratio{14, 29});
    // In UTC+8 the month runs from 1 February 08:00 to 1 March 08:00, and it is the 16th.
    STATIC_REQUIRE(used_of(utc_february, evening, kill_bill, beijing) == ratio{15, 29});
}

TEST_CASE("an order is divided as one period, a calendar month by its own days") {
    constexpr period half_year{at(2024, 1, 15), at(2024, 7, 15)};
    constexpr proration of_order{.basis = proration_basis::civil_day,
                                 .whole = proration_whole::order};
    STATIC_REQUIRE(is(used_of(half_year, at(2024, 3, 15), of_order, beijing), 60, 182));
    constexpr proration of_month = of_calendar_month(by_day(change_day::to_new));
    STATIC_REQUIRE(is(used_of(half_year, at(2024, 3, 15), of_month, beijing), 14, 31));
    STATIC_REQUIRE(is(part(half_year, {at(2024, 3, 15), at(2024, 3, 20)}, of_month), 5, 31));
    STATIC_REQUIRE(is(part(half_year, {at(2024, 3, 15), at(2024, 5, 1)}, of_month), 17, 31));
    STATIC_REQUIRE(*counted_part(proration_side::unused, of_month, half_year, at(2024, 7, 10),
                                 beijing) == ratio{5, 31});
}

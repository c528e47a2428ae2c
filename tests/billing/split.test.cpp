// SPDX-License-Identifier: MIT
#include <cstdint>

#include <ratecard/billing/split.hpp>
#include <ratecard/time/calendar.hpp>

#include "property.hpp"

using namespace ratecard;
using namespace ratecard_test;

namespace {

constexpr zone beijing = zone::fixed(hours(8));
constexpr instant at(std::int32_t y, std::uint32_t m, std::uint32_t d, time_of_day time = {}) {
    return instant_of(civil(y, m, d), time, beijing);
}
constexpr period february = period_of({2024, 2}, beijing);
constexpr instant noon_of_the_15th = at(2024, 2, 15, {12, 0, 0});

constexpr money unused(money price, const proration& how, const period& whole, instant t) {
    return split(price, how, whole, t, beijing, rounding::half_away_from_zero)->unused;
}
constexpr money of_february(const proration& how) {
    return unused({30'00, usd}, how, february, noon_of_the_15th);
}
constexpr money cents(std::int64_t n) { return {n, usd}; }

}  // namespace

TEST_CASE("each rule divides 30.00 a month on 15 February 2024 at 12:00") {
    using namespace presets::prorations;
    STATIC_REQUIRE(of_february(stripe) == cents(15'00));
    STATIC_REQUIRE(of_february(stripe_flexible) == cents(15'00));
    STATIC_REQUIRE(of_february(open_meter) == cents(15'00));
    STATIC_REQUIRE(of_february(kill_bill) == cents(15'52));
    STATIC_REQUIRE(of_february(lago) == cents(15'52));
    STATIC_REQUIRE(of_february(meteroid) == cents(15'52));
    STATIC_REQUIRE(of_february(lago_termination) == cents(14'48));
    STATIC_REQUIRE(of_february(presets::prorations::tencent_chat) == cents(14'48));
    STATIC_REQUIRE(of_february(kill_bill_fixed_30) == cents(16'00));
    STATIC_REQUIRE(of_february(flexprice) == cents(16'00));
}

TEST_CASE("published examples of other products are reproduced") {
    using namespace presets::prorations;
    // 19.95 with months of 30 days: 22 of 30, whatever June has.
    constexpr period june{at(2023, 6, 15), at(2023, 7, 15)};
    STATIC_REQUIRE(unused(cents(19'95), kill_bill_fixed_30, june, at(2023, 6, 23)) == cents(14'63));
    // 31 days of 1 to 31 March, the last one served: 10 and 20 on the 15th.
    constexpr period march{at(2024, 3, 1), at(2024, 3, 31)};
    STATIC_REQUIRE(unused(cents(10'00), flexprice, march, at(2024, 3, 15)) == cents(5'48));
    STATIC_REQUIRE(unused(cents(20'00), flexprice, march, at(2024, 3, 15)) == cents(10'97));
    // 399.00 from 1 March 00:00, returned on the 10th at 12:00: 10 days begun of 31.
    constexpr period bought = period_of({2024, 3}, beijing);
    constexpr auto returned =
        split(cents(399'00), presets::prorations::tencent_chat, bought, at(2024, 3, 10, {12, 0, 0}),
              beijing, rounding::half_away_from_zero);
    STATIC_REQUIRE(returned->used == cents(128'71));
    STATIC_REQUIRE(returned->unused == cents(270'29));
}

TEST_CASE("a ratio is not rounded before it multiplies: 1,000,000.01 x 1/31 is 32,258.06") {
    constexpr period march = period_of({2024, 3}, beijing);
    constexpr auto day = split(cents(1'000'000'01), presets::prorations::kill_bill, march,
                               at(2024, 3, 31), beijing, rounding::half_away_from_zero);
    STATIC_REQUIRE(day->unused == cents(32'258'06));
    STATIC_REQUIRE(day->used == cents(1'000'000'01 - 32'258'06));
}

TEST_CASE("a day on both sides is paid once: one side is counted, the other is the rest") {
    constexpr proration both{.basis = proration_basis::civil_day,
                             .change_day = change_day::to_both,
                             .counted = proration_side::unused};
    constexpr auto parts = split(cents(29'00), both, february, noon_of_the_15th, beijing,
                                 rounding::half_away_from_zero);
    STATIC_REQUIRE(parts->unused == cents(15'00));
    STATIC_REQUIRE(parts->used == cents(14'00));
    STATIC_REQUIRE(parts->counted == ratio{15, 29});
}

TEST_CASE("a part above one counts as the whole, or is a named error") {
    constexpr proration over_30{.basis = proration_basis::civil_day,
                                .whole = proration_whole::fixed_months,
                                .change_day = change_day::to_old};
    constexpr auto refusing = [](proration p) {
        p.above_one = above_one::refused;
        return p;
    };
    constexpr period march = period_of({2024, 3}, beijing);
    constexpr instant last = at(2024, 3, 31, {12, 0, 0});
    STATIC_REQUIRE(unused(cents(30'00), over_30, march, last) == cents(0));
    STATIC_REQUIRE(split(cents(30'00), refusing(over_30), march, last, beijing,
                         rounding::half_away_from_zero) == time_errc::part_above_one);
}

TEST_CASE("the counted side is rounded by the given mode") {
    STATIC_REQUIRE(split(cents(10'00), presets::prorations::stripe, february,
                         february.begin() + days(1), beijing,
                         rounding::exact) == money_errc::inexact);
    law("the sides add up to any price, in every mode", [] {
        const money price{*rc::gen::inRange<std::int64_t>(-1'000'000'000, 1'000'000'000), usd};
        const auto mode = *rc::gen::element(rounding::toward_zero, rounding::away_from_zero,
                                            rounding::floor, rounding::half_to_even);
        const instant t =
            february.begin() + seconds(*rc::gen::inRange<std::int64_t>(0, 29 * 86'400));
        const auto how = *rc::gen::element(
            presets::prorations::stripe, presets::prorations::lago_termination,
            presets::prorations::kill_bill_fixed_30, presets::prorations::flexprice);
        const auto parts = split(price, how, february, t, beijing, mode);
        RC_ASSERT(*checked_add(parts->used, parts->unused) == price);
    });
}

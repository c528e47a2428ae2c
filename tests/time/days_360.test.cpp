// SPDX-License-Identifier: MIT
#include <cstdint>
#include <initializer_list>

#include <ratecard/time/fraction.hpp>

#include "calendar_by_hand.hpp"
#include "property.hpp"

using namespace ratecard;
using namespace ratecard_test;

namespace {

constexpr std::int32_t count(thirty_360 how, day from, day to) {
    return days_360(from, to, how, day{9'000'000});
}

}  // namespace

TEST_CASE("the conventions of 30/360 differ at ends of months: figures of ISDA's examples") {
    constexpr day aug6 = civil(2006, 8, 31), feb7 = civil(2007, 2, 28), aug7 = civil(2007, 8, 31);
    constexpr day feb8 = civil(2008, 2, 29), aug8 = civil(2008, 8, 31);
    STATIC_REQUIRE(count(thirty_360::bond, aug6, feb7) == 178);
    STATIC_REQUIRE(count(thirty_360::bond, feb7, aug7) == 183);
    STATIC_REQUIRE(count(thirty_360::bond, aug7, feb8) == 179);
    STATIC_REQUIRE(count(thirty_360::bond, feb8, aug8) == 182);
    STATIC_REQUIRE(count(thirty_360::us, aug6, feb7) == 178);
    STATIC_REQUIRE(count(thirty_360::us, feb7, aug7) == 180);
    STATIC_REQUIRE(count(thirty_360::us, feb7, feb8) == 360);
    STATIC_REQUIRE(count(thirty_360::us, feb8, aug8) == 180);
    STATIC_REQUIRE(count(thirty_360::european, aug6, feb7) == 178);
    STATIC_REQUIRE(count(thirty_360::european, feb7, aug7) == 182);
    STATIC_REQUIRE(count(thirty_360::european, aug7, feb8) == 179);
    STATIC_REQUIRE(count(thirty_360::european, feb8, aug8) == 181);
    STATIC_REQUIRE(count(thirty_360::german, aug6, feb7) == 180);
    STATIC_REQUIRE(count(thirty_360::german, feb7, aug7) == 180);
    STATIC_REQUIRE(count(thirty_360::german, aug7, feb8) == 180);
    // Not where the last day of February is the end of all.
    STATIC_REQUIRE(days_360(aug7, feb8, thirty_360::german, feb8) == 179);
    STATIC_REQUIRE(days_360(aug6, feb7, thirty_360::german, feb7) == 178);
}

TEST_CASE("plain 30/360 counts the difference of days, also with months of another length") {
    STATIC_REQUIRE(count(thirty_360::plain, civil(2023, 2, 23), civil(2023, 3, 15)) == 22);
    STATIC_REQUIRE(count(thirty_360::plain, civil(2023, 6, 15), civil(2023, 6, 23)) == 8);
    STATIC_REQUIRE(count(thirty_360::plain, civil(2024, 1, 31), civil(2024, 2, 1)) == 0);
    STATIC_REQUIRE(days_360(civil(2023, 2, 23), civil(2023, 3, 15), thirty_360::plain,
                            civil(2023, 3, 15), 28) == 20);
}

TEST_CASE("every convention counts 30 days a month between days that all months have") {
    law("whole months count 30 days each, in every convention", [] {
        const auto how = *rc::gen::element(thirty_360::plain, thirty_360::bond, thirty_360::us,
                                           thirty_360::european, thirty_360::german);
        const civil_date first{*rc::gen::inRange(1900, 2100), *rc::gen::inRange(1u, 13u),
                               *rc::gen::inRange(1u, 28u)};
        const int months = *rc::gen::inRange(0, 240);
        const civil_date later = months_later(first, months);
        RC_ASSERT(count(how, civil(first.year, first.month, first.day),
                        civil(later.year, later.month, later.day)) == 30 * months);
    });
    law("conventions that look at one end at a time add up", [] {
        const auto how =
            *rc::gen::element(thirty_360::plain, thirty_360::european, thirty_360::german);
        const day a{*rc::gen::inRange(-30'000, 30'000)};
        const day b = a + *rc::gen::inRange(0, 800), c = b + *rc::gen::inRange(0, 800);
        RC_ASSERT(count(how, a, b) + count(how, b, c) == count(how, a, c));
    });
}

TEST_CASE("whole months lie only between days of the same schedule") {
    STATIC_REQUIRE(whole_months_between(civil(2024, 1, 15), civil(2024, 2, 15)) == 1);
    STATIC_REQUIRE(whole_months_between(civil(2024, 1, 31), civil(2024, 2, 29)) == 1);
    STATIC_REQUIRE(whole_months_between(civil(2024, 2, 29), civil(2024, 3, 31)) == 1);
    STATIC_REQUIRE(whole_months_between(civil(2024, 1, 31), civil(2025, 1, 31)) == 12);
    STATIC_REQUIRE(whole_months_between(civil(2024, 1, 15), civil(2024, 2, 14)) == 0);
    STATIC_REQUIRE(whole_months_between(civil(2024, 1, 15), civil(2024, 1, 15)) == 0);
    STATIC_REQUIRE(whole_months_between(civil(2024, 2, 15), civil(2024, 1, 15)) == 0);
    law("whole_months_between counts the months between two boundaries of a schedule", [] {
        const civil_date first{*rc::gen::inRange(1900, 2100), *rc::gen::inRange(1u, 13u), 1};
        const auto of = *rc::gen::inRange(1u, 32u);
        const int from = *rc::gen::inRange(0, 30), months = *rc::gen::inRange(1, 30);
        const auto at = [&](int n) {
            const civil_date m = months_later(first, n);
            const auto last = length_of_month(m.year, m.month);
            return civil(m.year, m.month, of < last ? of : last);
        };
        RC_ASSERT(whole_months_between(at(from), at(from + months)) == months);
    });
}

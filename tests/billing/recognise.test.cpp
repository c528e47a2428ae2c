// SPDX-License-Identifier: MIT
#include <cstdint>
#include <optional>
#include <vector>

#include <ratecard/billing/revenue.hpp>

#include "property.hpp"

using namespace ratecard;
using namespace ratecard_test;

namespace {

constexpr zone local = zone::fixed(hours(8));
constexpr money cents(std::int64_t n) { return money{n, usd}; }
constexpr instant at(std::int32_t y, std::uint32_t m, std::uint32_t d, std::int32_t hour = 0) {
    return instant_of(civil(y, m, d), time_of_day{hour, 0, 0}, local);
}
std::vector<std::int64_t> earned(money paid, const period& covered,
                                 const std::optional<given_back>& back = {}) {
    std::vector<std::int64_t> all;
    const auto made = recognise(paid, covered, local, back).value();
    for (const earned_month& m : made) all.push_back(m.earned.minor_units());
    return all;
}
using list = std::vector<std::int64_t>;

}  // namespace

TEST_CASE("a payment is earned month by month, to the second, and the months add up to it") {
    // 60 days from 16 January to 16 March 2024: 16 in January, 29 in February, 15 in March.
    const period sixty{at(2024, 1, 16), at(2024, 3, 16)};
    CHECK(earned(cents(100'00), sixty) == list{26'66, 48'34, 25'00});
    const auto made = recognise(cents(100'00), sixty, local).value();
    CHECK(made[0] == earned_month{{2024, 1}, cents(26'66), cents(73'34)});
    CHECK(made[1].deferred == cents(25'00));
    CHECK(made[2].deferred == cents(0));
    // A month that is fully covered is fully earned, and the next one earns nothing.
    CHECK(earned(cents(31'00), {at(2024, 1, 1), at(2024, 2, 1)}) == list{31'00});
    CHECK(earned(cents(31'00), {at(2024, 1, 31, 23), at(2024, 2, 1, 1)}) == list{15'50, 15'50});
}

TEST_CASE("months before a refund are unchanged, and its month earns the rest of what was kept") {
    const period sixty{at(2024, 1, 16), at(2024, 3, 16)};
    CHECK(earned(cents(100'00), sixty, given_back{at(2024, 2, 10), cents(60'00)}) ==
          list{26'66, 13'34});
    // More is returned than was unearned: the month takes back what was earned before.
    CHECK(earned(cents(100'00), sixty, given_back{at(2024, 2, 10), cents(80'00)}) ==
          list{26'66, -6'66});
    const auto made =
        recognise(cents(100'00), sixty, local, given_back{at(2024, 2, 10), cents(60'00)}).value();
    CHECK(made[0].deferred == cents(73'34));
    CHECK(made[1].deferred == cents(0));
    // At the first instant of a month, the month before is closed.
    CHECK(earned(cents(100'00), sixty, given_back{at(2024, 2, 1), cents(70'00)}) ==
          list{26'66, 3'34});
    CHECK(earned(cents(100'00), sixty, given_back{at(2024, 3, 16), cents(10'00)}) ==
          list{26'66, 48'34, 15'00});
}

TEST_CASE("a refund of more than was paid, or outside the period, is an error") {
    const period march{at(2024, 3, 1), at(2024, 4, 1)};
    const auto asked = [&](instant when, money back) {
        return recognise(cents(100), march, local, given_back{when, back});
    };
    CHECK(asked(at(2024, 3, 2), cents(101)) == rating_errc::credit_above_the_line);
    CHECK(asked(at(2024, 3, 2), cents(100)).has_value());
    CHECK(asked(at(2024, 2, 29), cents(1)) == account_errc::refund_before_order);
    CHECK(asked(at(2024, 4, 1), cents(1)).has_value());
    CHECK(asked(at(2024, 4, 1, 1), cents(1)) == account_errc::refund_after_end);
    CHECK(asked(at(2024, 3, 2), cents(-1)) == money_errc::negative_amount);
    CHECK(asked(at(2024, 3, 2), money{1, eur}) == money_errc::currency_mismatch);
    CHECK(recognise(cents(-1), march, local) == money_errc::negative_amount);
    CHECK(recognise<1>(cents(1), {at(2024, 3, 1), at(2024, 4, 1, 1)}, local) ==
          core_errc::capacity_exceeded);
    CHECK(recognise<1>(cents(1), march, local).has_value());
}

TEST_CASE("the months add up to what was kept, and nothing is left deferred") {
    law("for any order, and any refund of it", [] {
        const instant begin =
            at(2024, 1, 1) + seconds(*rc::gen::inRange<std::int64_t>(0, 40'000'000));
        const period covered{begin,
                             begin + seconds(*rc::gen::inRange<std::int64_t>(1, 70'000'000))};
        const money paid = cents(*rc::gen::inRange<std::int64_t>(0, 1'000'000));
        std::optional<given_back> back;
        if (*rc::gen::inRange(0, 2) == 0)
            back = given_back{
                begin + seconds(*rc::gen::inRange<std::int64_t>(0, covered.length().seconds + 1)),
                cents(*rc::gen::inRange<std::int64_t>(0, paid.minor_units() + 1))};
        const auto made = recognise(paid, covered, local, back).value();
        const auto without = recognise(paid, covered, local).value();
        std::int64_t sum = 0;
        for (std::size_t i = 0; i < made.size(); ++i) {
            sum += made[i].earned.minor_units();
            RC_ASSERT(!made[i].deferred.is_negative());
            if (i + 1 < made.size()) {
                RC_ASSERT(made[i] == without[i]);
                RC_ASSERT(made[i].deferred.minor_units() == paid.minor_units() - sum);
            }
        }
        RC_ASSERT(sum == paid.minor_units() - (back ? back->amount.minor_units() : 0));
        RC_ASSERT(made[made.size() - 1].deferred.is_zero());
        for (const earned_month& m : without) RC_ASSERT(!m.earned.is_negative());
    });
}

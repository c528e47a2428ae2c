// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

#include <ratecard/rating/pipeline.hpp>

#include "property.hpp"

using namespace ratecard;
using namespace ratecard_test;

namespace {

bill_line flat(std::int64_t cents) { return line_of(line_kind::flat, 0, 0, money{cents, usd}); }
constexpr money cents(std::int64_t n) { return money{n, usd}; }

std::vector<bill_line> any_lines() {
    std::vector<bill_line> lines;
    for (int i = *rc::gen::inRange(0, 8); i > 0; --i)
        lines.push_back(flat(*rc::gen::inRange<std::int64_t>(-1'000, 10'000)));
    return lines;
}

}  // namespace

TEST_CASE(
    "a maximum of 170 with 160 billed leaves 10 of lines of 15 and 7: 5 and 7 are taken off") {
    std::array lines{flat(15'00), flat(7'00)};
    CHECK(hold_to_maximum(lines, cents(170'00), cents(160'00)) == cents(12'00));
    CHECK(lines[0].over_maximum == cents(5'00));
    CHECK(lines[1].over_maximum == cents(7'00));
    CHECK(lines[0].due() == cents(10'00));
    CHECK(lines[1].due() == cents(0));
}

TEST_CASE("exactly the maximum is allowed, a cent more is not; a percentage is taken off before") {
    std::array exact_one{flat(100)};
    CHECK(hold_to_maximum(exact_one, cents(100), cents(0)) == cents(0));
    std::array one_more{flat(101)};
    CHECK(hold_to_maximum(one_more, cents(100), cents(0)) == cents(1));
    std::array reduced{flat(200)};
    reduced[0].percentage_off = cents(100);
    CHECK(hold_to_maximum(reduced, cents(100), cents(35)) == cents(35));
    CHECK(reduced[0].due() == cents(65));
    // If more than the maximum is already billed, nothing is due and nothing is returned.
    std::array late{flat(50)};
    CHECK(hold_to_maximum(late, cents(100), cents(120)) == cents(50));
    std::array other{flat(50)};
    CHECK(hold_to_maximum(other, money{100, eur}, cents(0)) == money_errc::currency_mismatch);
    CHECK(hold_to_maximum(other, money{100, eur}, money{0, eur}) == money_errc::currency_mismatch);
    CHECK(other[0] == flat(50));
}

TEST_CASE("a negative line makes room under a maximum, wherever it is") {
    std::array first{flat(-20), flat(100)}, last{flat(100), flat(-20)};
    CHECK(hold_to_maximum(first, cents(50), cents(0)) == cents(30));
    CHECK(hold_to_maximum(last, cents(50), cents(0)) == cents(30));
    CHECK(net_of(last, usd) == cents(50));
    CHECK(last[1].over_maximum == cents(0));
}

TEST_CASE("a minimum of 1,000 with 100 billed is a line of 900, and none if it is reached") {
    const std::array none{flat(0)};
    CHECK(minimum_line(none, cents(1'000), cents(100)).value() ==
          line_of(line_kind::minimum, 0, 0, cents(900)));
    const std::array some{flat(899)};
    CHECK(minimum_line(some, cents(1'000), cents(100)).value() ==
          line_of(line_kind::minimum, 0, 0, cents(1)));
    const std::array all{flat(900)};
    CHECK(!minimum_line(all, cents(1'000), cents(100)).value());
    CHECK(!minimum_line(all, cents(1'000), cents(101)).value());
    CHECK(minimum_line(all, money{1, eur}, cents(0)) == money_errc::currency_mismatch);
    CHECK(minimum_line(all, money{1, eur}, money{1, eur}) == money_errc::currency_mismatch);
}

TEST_CASE("credits are used line by line, and do not count against a minimum") {
    std::array lines{flat(100), flat(50)};
    CHECK(use_credits(lines, cents(125)) == cents(125));
    CHECK(lines[0].credited == cents(100));
    CHECK(lines[1].credited == cents(25));
    CHECK(net_of(lines, usd) == cents(150));
    CHECK(use_credits(lines, cents(100)) == cents(25));
    CHECK(due_of(lines, usd) == cents(0));
    CHECK(use_credits(lines, cents(-1)) == money_errc::negative_amount);
    CHECK(use_credits(lines, money{1, eur}) == money_errc::currency_mismatch);
    // A negative line uses no credit.
    std::array back{flat(-100), flat(50)};
    CHECK(use_credits(back, cents(75)) == cents(50));
    CHECK(back[0].credited == cents(0));
}

TEST_CASE("no period is billed above its maximum or closed below its minimum") {
    law("whatever was billed before", [] {
        auto lines = any_lines();
        const money most = cents(*rc::gen::inRange<std::int64_t>(0, 40'000));
        const money before = cents(*rc::gen::inRange<std::int64_t>(0, 40'000));
        const money due = net_of(lines, usd).value();
        const money taken = hold_to_maximum(lines, most, before).value();
        const money held = net_of(lines, usd).value();
        RC_ASSERT(checked_add(held, taken) == due);
        for (const bill_line& line : lines)
            RC_ASSERT(!line.over_maximum.is_negative() &&
                      (line.over_maximum.is_zero() || !line.net().is_negative()));
        const std::int64_t room =
            std::max<std::int64_t>(0, most.minor_units() - before.minor_units());
        RC_ASSERT(held.minor_units() == std::min(due.minor_units(), room));

        const auto missing = minimum_line(lines, most, before).value();
        const std::int64_t billed = held.minor_units() + before.minor_units();
        RC_ASSERT((missing ? missing->amount.minor_units() : 0) ==
                  std::max<std::int64_t>(0, most.minor_units() - billed));
    });
}

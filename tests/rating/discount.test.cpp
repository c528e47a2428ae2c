// SPDX-License-Identifier: MIT
#include <array>
#include <cstdint>
#include <vector>

#include <ratecard/money/decimal.hpp>
#include <ratecard/rating/pipeline.hpp>

#include "property.hpp"

using namespace ratecard;
using namespace ratecard::literals;
using namespace ratecard_test;

namespace {

constexpr auto half_up = rounding::half_away_from_zero;
bill_line flat(std::int64_t cents) { return line_of(line_kind::flat, 0, 0, money{cents, usd}); }
constexpr money cents(std::int64_t n) { return money{n, usd}; }

std::vector<bill_line> any_lines() {
    std::vector<bill_line> lines;
    for (int i = *rc::gen::inRange(0, 8); i > 0; --i)
        lines.push_back(flat(*rc::gen::inRange<std::int64_t>(0, 100'000)));
    return lines;
}

}  // namespace

TEST_CASE("a discount above 100 % is an error") {
    std::array lines{flat(100)};
    CHECK(take_percentage(lines, ratio{101, 100}, usd, half_up) ==
          money_errc::discount_out_of_range);
    CHECK(lines[0] == flat(100));
}

TEST_CASE("a percentage is taken and rounded line by line, after the earlier discounts") {
    std::array lines{flat(10'000), flat(5)};
    CHECK(take_percentage(lines, percent(10_dec).value(), usd, half_up) == cents(1'001));
    CHECK(lines[0].percentage_off == cents(1'000));
    CHECK(lines[1].percentage_off == cents(1));  // half a cent
    CHECK(take_percentage(lines, percent(25_dec).value(), usd, half_up) == cents(2'251));
    CHECK(lines[0].net() == cents(6'750));
}

TEST_CASE("no line is changed if the discount of one of them is an error") {
    std::array lines{flat(100), flat(3)};
    CHECK(take_percentage(lines, ratio{1, 2}, usd, rounding::exact) == money_errc::inexact);
    CHECK(lines[0] == flat(100));
    std::array mixed{flat(100), line_of(line_kind::flat, 0, 0, money{1, eur})};
    CHECK(take_percentage(mixed, ratio{1, 2}, usd, half_up) == money_errc::currency_mismatch);
    CHECK(mixed[0] == flat(100));
}

TEST_CASE("an amount is divided over the lines in proportion, up to what they are due") {
    std::vector<std::uint64_t> weights(8);
    std::vector<money> parts(8);
    std::array lines{flat(1'000), flat(500)};
    CHECK(take_amount(lines, cents(500), weights, parts) == cents(500));
    CHECK(lines[0].amount_off == cents(333));
    CHECK(lines[1].amount_off == cents(167));
    CHECK(take_amount(lines, cents(5'000), weights, parts) == cents(1'000));
    CHECK(lines[0].due() == cents(0));
    CHECK(lines[1].due() == cents(0));
    CHECK(take_amount(lines, cents(-1), weights, parts) == money_errc::negative_amount);
    CHECK(take_amount(lines, money{1, eur}, weights, parts) == money_errc::currency_mismatch);
    // A negative line has no share.
    std::array back{flat(-1'000), flat(500)};
    CHECK(take_amount(back, cents(700), weights, parts) == cents(500));
    CHECK(back[0].amount_off == cents(0));
}

TEST_CASE("what is taken off the lines adds up to the discount, and no line falls below zero") {
    law("for an amount", [] {
        auto lines = any_lines();
        std::vector<std::uint64_t> weights(lines.size());
        std::vector<money> parts(lines.size());
        const money off = cents(*rc::gen::inRange<std::int64_t>(0, 500'000));
        const money before = net_of(lines, usd).value();
        const money taken = take_amount(lines, off, weights, parts).value();
        RC_ASSERT(taken == (off < before ? off : before));
        RC_ASSERT(checked_add(net_of(lines, usd).value(), taken) == before);
        for (const bill_line& line : lines) RC_ASSERT(!line.net().is_negative());
    });
    law("for a percentage", [] {
        auto lines = any_lines();
        const money before = net_of(lines, usd).value();
        const ratio part{*rc::gen::inRange<std::uint64_t>(0, 101), 100};
        const money taken = take_percentage(lines, part, usd, half_up).value();
        RC_ASSERT(checked_add(net_of(lines, usd).value(), taken) == before);
        for (const bill_line& line : lines) RC_ASSERT(!line.net().is_negative());
    });
}

// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include <ratecard/rating/bill_line.hpp>

#include "any_price.hpp"

using namespace ratecard;
using namespace ratecard::literals;
using namespace ratecard_test;

namespace {

constexpr money dollars(std::int64_t n) { return money{n * 100, usd}; }

std::vector<bill_line> rated(const pricing& how, const std::vector<tier>& tiers,
                             std::int64_t units) {
    std::vector<bill_line> lines(2 * tiers.size());
    const quantity q{units};
    lines.resize(lines_of(how, std::span<const tier>{tiers}, {q, q}, usd,
                          rounding::half_away_from_zero, lines)
                     .value());
    return lines;
}
std::vector<bill_line> between(const std::vector<bill_line>& now,
                               const std::vector<bill_line>& before) {
    std::vector<bill_line> lines(now.size() + before.size());
    lines.resize(difference(now, before, lines).value());
    return lines;
}

const std::vector<tier> flat_then_units{{limit::finite(5), {}, 100_dec, {}},
                                        {limit::finite(10), {}, 50_dec, {}},
                                        {limit::finite(15), 5_dec, {}, {}},
                                        {limit::unlimited(), 1_dec, {}, {}}};
constexpr pricing with_first_flat{.flat_when_unused = true};

}  // namespace

TEST_CASE("a line is due its amount less what is taken off and less credits") {
    constexpr bill_line l{line_kind::usage, {},         0,          0,          10,
                          dollars(10),      dollars(1), dollars(2), dollars(3), dollars(4)};
    STATIC_REQUIRE(l.off() == dollars(6));
    STATIC_REQUIRE(l.net() == dollars(4));
    STATIC_REQUIRE(l.due() == dollars(0));
    STATIC_REQUIRE(!l.is_nil());
    STATIC_REQUIRE(line_of(line_kind::flat, 0, 0, dollars(0)).is_nil());
    STATIC_REQUIRE(line_of(line_kind::flat, 3, 0, dollars(7)).due() == dollars(7));
    const std::array two{l, line_of(line_kind::flat, 0, 0, dollars(7))};
    CHECK(net_of(two, usd) == dollars(11));
    CHECK(due_of(two, usd) == dollars(7));
    CHECK(net_of({}, usd) == dollars(0));
    CHECK(net_of(two, eur) == money_errc::currency_mismatch);
    const std::array large{line_of(line_kind::flat, 0, 0, money{INT64_MAX, usd}),
                           line_of(line_kind::flat, 0, 0, money{1, usd})};
    CHECK(net_of(large, usd) == core_errc::overflow);
    CHECK(due_of(large, usd) == core_errc::overflow);
}

TEST_CASE("a fee has a usage line and a flat line for each step it enters") {
    CHECK(rated(with_first_flat, flat_then_units, 12) ==
          std::vector{line_of(line_kind::flat, 0, 5, dollars(100)),
                      line_of(line_kind::flat, 1, 5, dollars(50)),
                      line_of(line_kind::usage, 2, 2, dollars(10))});
    CHECK(rated(with_first_flat, flat_then_units, 0) ==
          std::vector{line_of(line_kind::flat, 0, 0, dollars(100))});
    CHECK(rated({}, flat_then_units, 0).empty());
    // Packages are counted, not units.
    CHECK(rated({}, {{limit::unlimited(), 15_dec, {}, quantity{10}}}, 11) ==
          std::vector{line_of(line_kind::usage, 0, 2, dollars(30))});
    std::array<bill_line, 2> room{};
    CHECK(lines_of(with_first_flat, std::span<const tier>{flat_then_units},
                   {quantity{12}, quantity{12}}, usd, rounding::floor,
                   room) == core_errc::capacity_exceeded);
}

TEST_CASE("a step with a unit price of 0 beside a flat amount keeps its units on the lines") {
    const std::vector<tier> flat_only{{limit::unlimited(), {}, 9_dec, {}}};
    CHECK(rated({}, flat_only, 7) == std::vector{line_of(line_kind::flat, 0, 7, dollars(9))});
    law("the units of all lines are the units that are billed", [] {
        std::vector<tier> tiers = any_steps();
        for (tier& t : tiers)
            if (*rc::gen::inRange(0, 3) == 0) t.unit_price = {};
        const auto used = *rc::gen::inRange<std::int64_t>(0, 2'000);
        const quantity q{used};
        std::vector<bill_line> lines(2 * tiers.size());
        const auto n = lines_of({}, std::span<const tier>{tiers}, {q, q}, usd,
                                rounding::half_away_from_zero, lines);
        RC_PRE(n.has_value());
        lines.resize(*n);
        std::int64_t units = 0;
        for (const bill_line& line : lines) units += line.units;
        RC_ASSERT(units == used);
    });
}

TEST_CASE("a second bill is the difference: 12, then 22 units, bill 3 at 5 and 7 at 1") {
    CHECK(between(rated(with_first_flat, flat_then_units, 22),
                  rated(with_first_flat, flat_then_units, 12)) ==
          std::vector{line_of(line_kind::usage, 2, 3, dollars(15)),
                      line_of(line_kind::usage, 3, 7, dollars(7))});
}

TEST_CASE("a volume price that reaches another step takes the line of the first step back") {
    const std::vector<tier> tiers{{limit::finite(15), 10_dec, {}, {}},
                                  {limit::unlimited(), 5_dec, {}, {}}};
    const pricing volume{.tiers = tiering::volume};
    CHECK(between(rated(volume, tiers, 16), rated(volume, tiers, 15)) ==
          std::vector{line_of(line_kind::usage, 1, 16, dollars(80)),
                      line_of(line_kind::usage, 0, -15, dollars(-150))});
}

TEST_CASE("rating again with the same facts yields no line") {
    law("for any price and quantity", [] {
        const auto tiers = any_steps();
        const pricing how{.tiers = *rc::gen::element(tiering::graduated, tiering::volume),
                          .flat_when_unused = *rc::gen::arbitrary<bool>()};
        const std::int64_t used = *rc::gen::inRange<std::int64_t>(0, 1'000);
        std::vector<bill_line> lines(2 * tiers.size());
        const quantity q{used};
        const auto n =
            lines_of(how, std::span<const tier>{tiers}, {q, q}, usd, rounding::half_to_even, lines);
        RC_PRE(n.has_value());
        lines.resize(*n);
        RC_ASSERT(between(lines, lines).empty());
    });
}

TEST_CASE("progressive bills add up to the bill of the whole usage") {
    law("however the usage is split", [] {
        const std::vector<tier>& tiers = flat_then_units;
        const pricing how{.tiers = *rc::gen::element(tiering::graduated, tiering::volume),
                          .flat_when_unused = *rc::gen::arbitrary<bool>()};
        std::vector<std::int64_t> readings;
        for (int i = *rc::gen::inRange(1, 8); i > 0; --i)
            readings.push_back(*rc::gen::inRange<std::int64_t>(0, 40));
        std::vector<bill_line> before;
        std::int64_t billed = 0;
        for (const std::int64_t reading : readings) {
            const auto now = rated(how, tiers, reading);
            billed += due_of(between(now, before), usd).value().minor_units();
            RC_ASSERT(billed == due_of(now, usd).value().minor_units());
            before = now;
        }
    });
}

TEST_CASE("a difference compares every amount of a line, whatever the order of the lines") {
    bill_line now = line_of(line_kind::usage, 0, 5, dollars(50));
    bill_line before = now;
    before.over_maximum = dollars(10);
    CHECK(between({now}, {before}).at(0).over_maximum == dollars(-10));
    CHECK(between({now}, {before}).at(0).due() == dollars(10));
    const std::vector other{line_of(line_kind::flat, 0, 0, dollars(1)), now};
    const std::vector turned{now, line_of(line_kind::flat, 0, 0, dollars(1))};
    CHECK(between(other, turned).empty());
    // Room for less than there is; amounts that do not fit.
    std::array<bill_line, 1> one{};
    CHECK(difference(other, {}, one) == core_errc::capacity_exceeded);
    const std::array most{line_of(line_kind::flat, 0, 0, money{INT64_MAX, usd})};
    const std::array least{line_of(line_kind::flat, 0, 0, money{-INT64_MAX, usd})};
    CHECK(difference(most, least, one) == core_errc::overflow);
}

// SPDX-License-Identifier: MIT
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include <ratecard/billing/grants_used.hpp>

#include "property.hpp"

using namespace ratecard;
using namespace ratecard_test;

namespace {

constexpr money cents(std::int64_t n) { return money{n, usd}; }
bill_line due(std::int64_t n) { return line_of(line_kind::usage, 0, 1, cents(n)); }
constexpr instant now{1'000};

constexpr std::array grants{
    grant<money>{.id = {1}, .amount = cents(5'00), .priority = 2},
    grant<money>{.id = {2}, .amount = cents(3'00), .priority = 1},
    grant<money>{.id = {3}, .amount = cents(9'00), .effective_from = instant{1'001}},
};

}  // namespace

TEST_CASE("grants pay the lines of a bill: the first grant first, the first line first") {
    std::array<std::size_t, 3> room{};
    const auto order = burn_order<money>::of(grants, room).value();
    std::array balances{cents(5'00), cents(3'00), cents(9'00)};
    std::array lines{due(4'00), due(-1'00), due(2'50)};
    CHECK(use_grants(order, balances, lines, usd, now, balances) == cents(6'50));
    CHECK(lines[0].credited == cents(4'00));
    CHECK(lines[1].credited == cents(0));
    CHECK(lines[2].credited == cents(2'50));
    CHECK(balances == std::array{cents(1'50), cents(0), cents(9'00)});
    // What is left covers a part of the next bill. The third grant is not effective yet.
    std::array next{due(4'00)};
    CHECK(use_grants(order, balances, next, usd, now, balances) == cents(1'50));
    CHECK(next[0].due() == cents(2'50));
    CHECK(use_grants(order, balances, next, usd, now + seconds(1), balances) == cents(2'50));
}

TEST_CASE("without grants nothing is used, and a grant in another currency is an error") {
    std::array lines{due(4'00)};
    CHECK(use_grants({}, {}, lines, usd, now, {}) == cents(0));
    CHECK(lines[0] == due(4'00));
    std::array<std::size_t, 3> room{};
    const auto order = burn_order<money>::of(grants, room).value();
    std::array balances{cents(5'00), cents(3'00), cents(9'00)};
    CHECK(use_grants(order, balances, lines, eur, now, balances) == money_errc::currency_mismatch);
}

TEST_CASE("the lines are credited what the grants lose, in whatever order both are listed") {
    law("for any grants and lines", [] {
        const auto count = *rc::gen::inRange<std::size_t>(0, 6);
        std::vector<grant<money>> given;
        std::vector<money> balances;
        for (std::size_t i = 0; i < count; ++i) {
            const auto amount = *rc::gen::inRange<std::int64_t>(0, 2'000);
            given.push_back(
                {.id = {static_cast<std::uint32_t>(i + 1)},
                 .amount = cents(amount),
                 .priority = *rc::gen::inRange(0, 3),
                 .effective_from = instant{*rc::gen::inRange<std::int64_t>(900, 1'010)}});
            balances.push_back(cents(*rc::gen::inRange<std::int64_t>(0, amount + 1)));
        }
        std::vector<bill_line> lines;
        for (auto n = *rc::gen::inRange(0, 5); n > 0; --n)
            lines.push_back(due(*rc::gen::inRange<std::int64_t>(-500, 2'000)));
        const auto run = [&](const std::vector<grant<money>>& listed, std::vector<money> left,
                             std::vector<bill_line> on) {
            std::vector<std::size_t> room(listed.size());
            const auto order = burn_order<money>::of(listed, room).value();
            const auto used = use_grants(order, left, on, usd, now, left).value();
            std::int64_t lost = 0, credited = 0;
            for (const money& m : left) lost -= m.minor_units();
            for (const money& m : balances) lost += m.minor_units();
            for (const bill_line& line : on) credited += line.credited.minor_units();
            RC_ASSERT(used == cents(lost));
            RC_ASSERT(used == cents(credited));
            return std::pair{on, left};
        };
        const auto [on, left] = run(given, balances, lines);
        std::vector<grant<money>> turned(given.rbegin(), given.rend());
        auto [on_turned, left_turned] =
            run(turned, std::vector<money>(balances.rbegin(), balances.rend()), lines);
        RC_ASSERT(on == on_turned);
        RC_ASSERT(left == std::vector<money>(left_turned.rbegin(), left_turned.rend()));
    });
}

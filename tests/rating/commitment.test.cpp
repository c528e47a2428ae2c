// SPDX-License-Identifier: MIT
#include <array>
#include <cstdint>
#include <span>

#include <ratecard/rating/pipeline.hpp>

#include "property.hpp"

using namespace ratecard;
using namespace ratecard::literals;
using namespace ratecard_test;

namespace {

constexpr exact dollars(decimal d) { return exact::product(d, quantity{1}, usd); }
constexpr money cents(std::int64_t n) { return money{n, usd}; }

money total(const commitment& to, const exact& cost, const exact& before = dollars(0_dec)) {
    std::array<bill_line, 3> lines{};
    const auto parts = under_commitment(to, cost, before).value();
    const auto n = lines_of(parts, rounding::half_away_from_zero, lines).value();
    return due_of(std::span{lines}.first(n), usd).value();
}

}  // namespace

TEST_CASE("above a commitment, the excess is billed times the factor") {
    constexpr commitment ten{10_dec, 1.5_dec, true};
    CHECK(total(ten, dollars(15_dec)) == cents(17'50));
    CHECK(total(ten, dollars(10_dec)) == cents(10'00));
    CHECK(total(ten, dollars(10.01_dec)) == cents(10'02));  // 10 and 1.5 cents, a half rounded up
}

TEST_CASE("below a commitment, the cost is billed, or the whole commitment with a true-up") {
    CHECK(total({10_dec, 1.5_dec, true}, dollars(3_dec)) == cents(10'00));
    CHECK(total({10_dec, 1.5_dec, false}, dollars(3_dec)) == cents(3'00));
    CHECK(total({10_dec, 1.5_dec, true}, dollars(0_dec)) == cents(10'00));
}

TEST_CASE("a yearly commitment counts what was used of it before") {
    constexpr commitment year{60_dec, 2_dec, false};
    CHECK(total(year, dollars(12_dec), dollars(50_dec)) == cents(14'00));
    CHECK(total(year, dollars(12_dec), dollars(70_dec)) == cents(24'00));
    CHECK(total(year, dollars(12_dec), dollars(48_dec)) == cents(12'00));
}

TEST_CASE("each part is a separate line, and a part of zero has no line") {
    std::array<bill_line, 3> lines{};
    const auto over =
        under_commitment({10_dec, 2_dec, true}, dollars(12_dec), dollars(0_dec)).value();
    REQUIRE(lines_of(over, rounding::half_to_even, lines) == std::size_t{2});
    CHECK(lines[0] == line_of(line_kind::usage, 0, 0, cents(10'00)));
    CHECK(lines[1] == line_of(line_kind::overage, 0, 0, cents(4'00)));
    const auto under =
        under_commitment({10_dec, 2_dec, true}, dollars(4_dec), dollars(0_dec)).value();
    REQUIRE(lines_of(under, rounding::half_to_even, lines) == std::size_t{2});
    CHECK(lines[1] == line_of(line_kind::commitment, 0, 0, cents(6'00)));
    CHECK(lines_of(over, rounding::half_to_even, std::span{lines}.first(1)) ==
          core_errc::capacity_exceeded);
    CHECK(
        lines_of(
            under_commitment({0.01_dec, 0.1_dec, false}, dollars(0.02_dec), dollars(0_dec)).value(),
            rounding::exact, lines) == money_errc::inexact);
}

TEST_CASE("negative amounts and two currencies are errors") {
    const decimal minus_one = decimal::from("-1").value();
    const exact less = -dollars(1_dec), none = dollars(0_dec);
    CHECK(under_commitment({0.01_dec, 1_dec, true}, less, none) == money_errc::negative_amount);
    CHECK(under_commitment({0.01_dec, 1_dec, true}, none, less) == money_errc::negative_amount);
    CHECK(under_commitment({minus_one, 1_dec, true}, none, none) == money_errc::negative_amount);
    CHECK(under_commitment({0.01_dec, minus_one, true}, none, none) == money_errc::negative_amount);
    CHECK(under_commitment({0.01_dec, 1_dec, true}, none, exact{money{0, eur}}) ==
          money_errc::currency_mismatch);
}

TEST_CASE("the parts of a cost under a commitment add up to it, or to the commitment") {
    law("for any cost", [] {
        const auto any = [] { return exact{cents(*rc::gen::inRange<std::int64_t>(0, 1'000))}; };
        const auto committed = decimal::from(*rc::gen::inRange<std::int64_t>(0, 1'000), 2).value();
        const commitment to{committed, 1_dec, *rc::gen::arbitrary<bool>()};
        const exact cost = any(), before = any();
        const auto parts = under_commitment(to, cost, before).value();
        RC_ASSERT(checked_add(parts.within, parts.overage.whole()) == cost);
        const bool over = !parts.overage.whole().is_zero();
        RC_ASSERT(parts.missing.is_zero() || (!over && to.true_up));
        if (to.true_up && !over) {
            const exact closed =
                checked_add(checked_add(cost, before).value(), parts.missing).value();
            RC_ASSERT(!(closed < dollars(to.amount)));
        }
    });
}

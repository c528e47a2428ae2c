// SPDX-License-Identifier: MIT
#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include <ratecard/money/allocate.hpp>

#include "big.hpp"
#include "property.hpp"

using namespace ratecard;
using namespace ratecard::literals;
using namespace ratecard_test;

namespace {

exact dollars(decimal d) { return exact::product(d, quantity{1}, usd); }
std::vector<std::int64_t> together(const std::vector<exact>& amounts, rounding mode) {
    std::vector<money> parts(amounts.size());
    const auto sum = round_together(amounts, usd, mode, parts).value();
    std::vector<std::int64_t> all;
    std::int64_t total = 0;
    for (const money& m : parts) {
        all.push_back(m.minor_units());
        total += m.minor_units();
    }
    CHECK(sum == money{total, usd});
    return all;
}
using list = std::vector<std::int64_t>;

}  // namespace

TEST_CASE("three thirds of a dollar are a dollar: the first of equal remainders is rounded up") {
    const exact third = dollars(0.333333_dec), more = dollars(0.333334_dec);
    CHECK(together({third, third, more}, rounding::half_to_even) == list{33, 33, 34});
    CHECK(together({more, third, third}, rounding::half_to_even) == list{34, 33, 33});
    CHECK(together({third, third, third}, rounding::ceiling) == list{34, 33, 33});
    CHECK(together({third, third, third}, rounding::floor) == list{33, 33, 33});
}

TEST_CASE("whole minor units do not change, and negative amounts are rounded down first") {
    CHECK(together({dollars(1_dec), dollars(0.005_dec)}, rounding::ceiling) == list{100, 1});
    CHECK(together({-dollars(0.005_dec), dollars(0.005_dec)}, rounding::exact) == list{0, 0});
    CHECK(together({-dollars(0.015_dec), dollars(0.005_dec)}, rounding::exact) == list{-1, 0});
    CHECK(together({}, rounding::exact).empty());
}

TEST_CASE("an overflow, another currency, or a lost digit under exact is an error") {
    std::array<money, 2> parts{};
    const std::array mixed{dollars(1_dec), exact{money{1, eur}}};
    CHECK(round_together(mixed, usd, rounding::floor, parts) == money_errc::currency_mismatch);
    CHECK(round_together(std::span{mixed}.first(1), eur, rounding::floor, parts) ==
          money_errc::currency_mismatch);
    const std::array most{exact{money{INT64_MAX, usd}}, exact{money{1, usd}}};
    CHECK(round_together(most, usd, rounding::floor, parts) == core_errc::overflow);
    const std::array half{dollars(0.005_dec)};
    CHECK(round_together(half, usd, rounding::exact, parts) == money_errc::inexact);
}

TEST_CASE("amounts rounded together add up to their rounded sum, each within a minor unit") {
    law("the parts add up to the rounded sum in every mode", [] {
        std::vector<exact> amounts;
        const auto size = *rc::gen::inRange(0, 8);
        exact whole{money{0, usd}};
        for (int i = 0; i < size; ++i) {
            const auto d = decimal::from(*rc::gen::inRange<std::int64_t>(-99'999, 99'999),
                                         *rc::gen::inRange(0, 6))
                               .value();
            amounts.push_back(dollars(d));
            whole = checked_add(whole, amounts.back()).value();
        }
        const auto mode = *rc::gen::elementOf(
            std::vector<rounding>(std::begin(every_rounding), std::end(every_rounding)));
        std::vector<money> parts(amounts.size());
        const auto sum = round_together(amounts, usd, mode, parts);
        RC_ASSERT(sum == whole.round(mode));
        RC_PRE(sum.has_value());
        std::int64_t total = 0;
        for (std::size_t i = 0; i < parts.size(); ++i) {
            total += parts[i].minor_units();
            RC_ASSERT(parts[i] == amounts[i].round(rounding::floor) ||
                      parts[i] == amounts[i].round(rounding::ceiling));
            for (std::size_t j = 0; j < parts.size(); ++j)  // nobody overtakes a larger amount
                if (amounts[i] > amounts[j])
                    RC_ASSERT(parts[i].minor_units() >= parts[j].minor_units());
        }
        RC_ASSERT(*sum == money(total, usd));
    });
}

TEST_CASE("many amounts rounded together are the same as by counting who comes before each") {
    law("for up to 150 amounts, with many equal remainders or few", [] {
        std::vector<exact> amounts;
        const auto decimals = *rc::gen::element(3, 4, 9, 15);
        for (auto n = *rc::gen::inRange(0, 150); n > 0; --n)
            amounts.push_back(dollars(
                decimal::from(*rc::gen::inRange<std::int64_t>(-99'999, 99'999), decimals).value()));
        const auto mode = *rc::gen::element(rounding::half_to_even, rounding::floor,
                                            rounding::ceiling, rounding::half_away_from_zero);
        std::vector<money> parts(amounts.size());
        const auto sum = round_together(amounts, usd, mode, parts).value();
        std::vector<exact> remainders;
        std::int64_t missing = sum.minor_units();
        for (const exact& amount : amounts) {
            const money down = amount.round(rounding::floor).value();
            remainders.push_back(checked_add(amount, -exact{down}).value());
            missing -= down.minor_units();
        }
        for (std::size_t i = 0; i < amounts.size(); ++i) {
            std::int64_t before = 0;
            for (std::size_t j = 0; j < amounts.size(); ++j)
                before +=
                    remainders[j] > remainders[i] || (remainders[j] == remainders[i] && j < i);
            const std::int64_t more = before < missing ? 1 : 0;
            RC_ASSERT(parts[i].minor_units() ==
                      amounts[i].round(rounding::floor)->minor_units() + more);
        }
    });
}

TEST_CASE("20,000 amounts are rounded together without comparing each with each") {
    // If each were compared with each, this would take minutes.
    std::vector<exact> amounts;
    for (std::int64_t i = 0; i < 20'000; ++i)
        amounts.push_back(dollars(decimal::from(i * i % 100'003, 4).value()));
    std::vector<money> parts(amounts.size());
    const auto sum = round_together(amounts, usd, rounding::half_to_even, parts).value();
    std::int64_t total = 0;
    for (const money& part : parts) total += part.minor_units();
    CHECK(total == sum.minor_units());
}

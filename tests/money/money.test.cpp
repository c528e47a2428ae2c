// SPDX-License-Identifier: MIT
#include <algorithm>
#include <compare>
#include <concepts>
#include <cstdint>
#include <functional>
#include <string>
#include <type_traits>
#include <vector>

#include <ratecard/money/money.hpp>

#include "big.hpp"
#include "edges.hpp"

using namespace ratecard;
using namespace ratecard::literals;
using namespace ratecard_test;

namespace {

constexpr money most{INT64_MAX, usd};

money any_money() { return {*within(INT64_MAX), usd}; }

/// Whether `found` is the true total, or an overflow when no money can be it.
bool is_total(const result<money>& found, const std::vector<money>& of) {
    big plus, minus;
    for (const money& m : of) {
        if (m.minor_units() < 0)
            minus = minus + big{static_cast<std::uint64_t>(-m.minor_units())};
        else
            plus = plus + big{static_cast<std::uint64_t>(m.minor_units())};
    }
    const bool negative = plus < minus;
    const big total = negative ? minus - plus : plus - minus;
    if (total > big{INT64_MAX}) return found == core_errc::overflow;
    const auto units = static_cast<std::int64_t>(total.word(0));
    return found == money{negative ? -units : units, usd};
}

}  // namespace

TEST_CASE("an amount is minor units of a currency, in 16 bytes") {
    STATIC_REQUIRE(money{39'900, usd}.minor_units() == 39'900);
    STATIC_REQUIRE(money{39'900, usd}.unit() == usd);
    STATIC_REQUIRE(money{}.is_zero());
    STATIC_REQUIRE(money{} != money{0, usd});
    STATIC_REQUIRE(money{-1, usd}.is_negative());
    STATIC_REQUIRE(!money{0, usd}.is_negative());
    STATIC_REQUIRE(sizeof(money) == 16);
    STATIC_REQUIRE(std::is_trivially_copyable_v<money>);
}

TEST_CASE("amounts have no plus, minus, times or divide") {
    STATIC_REQUIRE(!std::is_invocable_v<std::plus<>, money, money>);
    STATIC_REQUIRE(!std::is_invocable_v<std::minus<>, money, money>);
    STATIC_REQUIRE(!std::is_invocable_v<std::multiplies<>, money, int>);
    STATIC_REQUIRE(!std::is_invocable_v<std::divides<>, money, int>);
    STATIC_REQUIRE(!std::is_convertible_v<money, std::int64_t>);
    STATIC_REQUIRE(!std::is_convertible_v<money, bool>);
}

TEST_CASE("an amount in the main unit has at most the decimals of its currency") {
    STATIC_REQUIRE(money::from(399_dec, usd) == money{39'900, usd});
    STATIC_REQUIRE(money::from(399.5_dec, usd) == money{39'950, usd});
    STATIC_REQUIRE(money::from(0.005_dec, usd) == money_errc::inexact);
    STATIC_REQUIRE(money::from(500_dec, jpy) == money{500, jpy});
    STATIC_REQUIRE(money::from(500.5_dec, jpy) == money_errc::inexact);
    STATIC_REQUIRE(money::from(1.234_dec, kwd) == money{1'234, kwd});
    STATIC_REQUIRE(money::from(1.2345_dec, kwd) == money_errc::inexact);
    STATIC_REQUIRE(money::from(1.2345_dec, clf) == money{12'345, clf});
    STATIC_REQUIRE(money::from(decimal::from("-0.01").value(), usd) == money{-1, usd});
    STATIC_REQUIRE(money::from(92'233'720'368'547'758.07_dec, usd) == most);
    STATIC_REQUIRE(money::from(92'233'720'368'547'758.1_dec, usd) == core_errc::overflow);
    STATIC_REQUIRE(money::from(9'223'372'036'854'775'807_dec, clf) == core_errc::overflow);
}

TEST_CASE("amounts of two currencies are neither equal nor ordered") {
    STATIC_REQUIRE(money{1, usd} != money{1, eur});
    STATIC_REQUIRE((money{1, usd} <=> money{1, eur}) == std::partial_ordering::unordered);
    STATIC_REQUIRE(!(money{1, usd} < money{2, eur}));
    STATIC_REQUIRE(!(money{1, usd} >= money{2, eur}));
    STATIC_REQUIRE(money{1, usd} < money{2, usd});
    STATIC_REQUIRE(money{-1, usd} < money{0, usd});
}

TEST_CASE("a sum that does not fit is an overflow, two currencies are a mismatch") {
    STATIC_REQUIRE(checked_add(most, money{1, usd}) == core_errc::overflow);
    STATIC_REQUIRE(checked_add(most, money{0, usd}) == most);
    STATIC_REQUIRE(checked_add(-most, money{-1, usd}) == core_errc::overflow);
    STATIC_REQUIRE(checked_add(-most, most) == money{0, usd});
    STATIC_REQUIRE(checked_subtract(-most, money{1, usd}) == core_errc::overflow);
    STATIC_REQUIRE(checked_subtract(money{5, usd}, money{7, usd}) == money{-2, usd});
    STATIC_REQUIRE(checked_add(money{1, usd}, money{1, eur}) == money_errc::currency_mismatch);
    STATIC_REQUIRE(checked_subtract(money{1, usd}, money{1, eur}) == money_errc::currency_mismatch);
    STATIC_REQUIRE(checked_add(money{1, usd}, money{}) == money_errc::currency_mismatch);
}

TEST_CASE("a sum of many amounts is checked only at the end") {
    STATIC_REQUIRE([] {
        const money amounts[] = {most, most, -most, money{-1, usd}};
        return sum(amounts, usd) == money{INT64_MAX - 1, usd};
    }());
    STATIC_REQUIRE(sum({}, usd) == money{0, usd});
    STATIC_REQUIRE([] {
        const money amounts[] = {money{1, usd}, money{1, eur}};
        return sum(amounts, usd) == money_errc::currency_mismatch &&
               sum(amounts, eur) == money_errc::currency_mismatch;
    }());
}

TEST_CASE("amounts add up as whole numbers") {
    law("a sum of two is the true sum or an overflow", [] {
        const money a = any_money(), b = any_money();
        RC_ASSERT(is_total(checked_add(a, b), {a, b}));
        RC_ASSERT(is_total(checked_subtract(a, b), {a, -b}));
    });
    law("a sum of many is the true sum or an overflow, in any order", [] {
        std::vector<money> amounts;
        for (int i = *rc::gen::inRange(0, 30); i > 0; --i) amounts.push_back(any_money());
        const auto total = sum(amounts, usd);
        RC_ASSERT(is_total(total, amounts));
        std::sort(amounts.begin(), amounts.end(),
                  [](const money& a, const money& b) { return a < b; });
        RC_ASSERT(sum(amounts, usd) == total);
        std::reverse(amounts.begin(), amounts.end());
        RC_ASSERT(sum(amounts, usd) == total);
    });
    law("one amount of another currency makes any sum an error", [] {
        std::vector<money> amounts(*rc::gen::inRange<std::size_t>(0, 5), money{1, usd});
        amounts.insert(amounts.begin() + *rc::gen::inRange<long>(0, long(amounts.size()) + 1),
                       money{0, eur});
        RC_ASSERT(sum(amounts, usd) == money_errc::currency_mismatch);
    });
    law("negating an amount twice gives the amount", [] {
        const money m = any_money();
        RC_ASSERT(-(-m) == m);
        RC_ASSERT((checked_add(m, -m) == money{0, usd}));
    });
    law("an amount of the main unit is converted exactly, or refused with its reason", [] {
        const auto d = decimal::from(*within(INT64_MAX), *rc::gen::inRange(0, 19)).value();
        const currency unit = *rc::gen::element(usd, jpy, kwd, clf);
        const auto found = money::from(d, unit);
        const big count{static_cast<std::uint64_t>(d.is_negative() ? -d.count() : d.count())};
        // count / 10^scale main units are count * 10^digits / 10^scale minor ones
        const auto expected = rounded(d.is_negative(), count * ten_to_the(unit.digits()),
                                      ten_to_the(d.scale()), rounding::exact);
        if (!expected)
            RC_ASSERT(found == money_errc::inexact);
        else if (expected->magnitude > big{INT64_MAX})
            RC_ASSERT(found == core_errc::overflow);
        else {
            const auto units = static_cast<std::int64_t>(expected->magnitude.word(0));
            RC_ASSERT((found == money{expected->negative ? -units : units, unit}));
        }
    });
}

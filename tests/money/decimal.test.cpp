// SPDX-License-Identifier: MIT
#include <compare>
#include <cstdint>
#include <string>

#include <ratecard/money/decimal.hpp>

#include "big.hpp"
#include "edges.hpp"

using namespace ratecard;
using namespace ratecard::literals;
using namespace ratecard_test;

namespace {

/// What a text of digits with at most one point stands for: digits without the point, and how many
/// of them are decimals, after the zeros at the end are cut off as text.
struct written {
    big digits;
    int scale = 0;
};
written read(std::string whole, std::string decimals) {
    while (!decimals.empty() && decimals.back() == '0') decimals.pop_back();
    written w{{}, static_cast<int>(decimals.size())};
    for (const char c : whole + decimals)
        w.digits = w.digits * big{10} + big{static_cast<std::uint64_t>(c - '0')};
    return w;
}
std::string digits(std::size_t least, std::size_t most) {
    const auto n = *rc::gen::inRange<std::size_t>(least, most + 1);
    return *rc::gen::container<std::string>(n, rc::gen::elementOf(std::string{"0000123456789"}));
}
decimal any_decimal() {
    return decimal::from(*within(INT64_MAX), *rc::gen::inRange(0, 19)).value();
}
big magnitude(const decimal& d) {
    return big{static_cast<std::uint64_t>(d.is_negative() ? -d.count() : d.count())};
}

}  // namespace

TEST_CASE("a decimal has the value of its text, in the shortest form") {
    STATIC_REQUIRE(decimal::from("0.015").value().count() == 15);
    STATIC_REQUIRE(decimal::from("0.015").value().scale() == 3);
    STATIC_REQUIRE(decimal::from("399.00") == decimal::from("399").value());
    STATIC_REQUIRE(decimal::from("0.20") == 0.2_dec);
    STATIC_REQUIRE(decimal::from("-12.50").value().count() == -125);
    STATIC_REQUIRE(decimal::from("-12.50").value().scale() == 1);
    STATIC_REQUIRE(decimal::from("100").value().count() == 100);
    STATIC_REQUIRE(decimal::from("100").value().scale() == 0);
    STATIC_REQUIRE(decimal::from("-0") == decimal{});
    STATIC_REQUIRE(decimal::from("-0.000") == decimal{});
    STATIC_REQUIRE(!decimal::from("-0").value().is_negative());
    STATIC_REQUIRE(decimal::from("-0.1").value().is_negative());
}

TEST_CASE("the longest decimals have 18 digits after the point, and digits that fit int64") {
    STATIC_REQUIRE(decimal::from("0.000000000000000001").value().scale() == 18);
    STATIC_REQUIRE(decimal::from("0.0000000000000000001") == money_errc::malformed_number);
    STATIC_REQUIRE(decimal::from("0.0000000000000000010") == decimal::from(1, 18).value());
    STATIC_REQUIRE(decimal::from("1.00000000000000000000000000000") == 1_dec);
    STATIC_REQUIRE(decimal::from("00000000000000000000000000000001") == 1_dec);
    STATIC_REQUIRE(decimal::from("9223372036854775807").value().count() == INT64_MAX);
    STATIC_REQUIRE(decimal::from("-9.223372036854775807").value().count() == -INT64_MAX);
    STATIC_REQUIRE(decimal::from("9223372036854775808") == money_errc::malformed_number);
    STATIC_REQUIRE(decimal::from("-9223372036854775808") == money_errc::malformed_number);
    STATIC_REQUIRE(decimal::from("9223372036854775810") == money_errc::malformed_number);
    STATIC_REQUIRE(decimal::from("922337203685477580.7").value().count() == INT64_MAX);
    STATIC_REQUIRE(decimal::from("922337203685477580.80") == money_errc::malformed_number);
}

TEST_CASE("text that is not an optional minus, digits, a point and digits is malformed") {
    for (const char* text :
         {"",    "-",     ".",        "-.",    ".5",  "5.",   "-.5", "-5.", "+5",  "--5",
          "5-",  "1.2.3", "1..2",     "1,000", "1e5", "0x10", " 5",  "5 ",  "1 2", "1'000",
          "inf", "nan",   "\xd9\xa1", "$5",    "5.-", "5.-1", "- 5", "1/2", ":",   "/"})
        CHECK(decimal::from(text) == money_errc::malformed_number);
    CHECK(decimal::from(std::string_view{"5\0", 2}) == money_errc::malformed_number);
}

TEST_CASE("a decimal from a count and a scale has at most 18 decimals") {
    STATIC_REQUIRE(decimal::from(1'500, 3) == 1.5_dec);
    STATIC_REQUIRE(decimal::from(0, 18).value().scale() == 0);
    STATIC_REQUIRE(decimal::from(7, -1) == money_errc::malformed_number);
    STATIC_REQUIRE(decimal::from(7, 19) == money_errc::malformed_number);
    STATIC_REQUIRE(decimal::from(INT64_MIN, 0) == money_errc::malformed_number);
    STATIC_REQUIRE(decimal::from(-INT64_MAX, 0).value().count() == -INT64_MAX);
}

TEST_CASE("a literal is the decimal of its text") {
    STATIC_REQUIRE(399_dec == decimal::from("399").value());
    STATIC_REQUIRE(0.015_dec == decimal::from("0.015").value());
    STATIC_REQUIRE(699.00_dec == 699_dec);
    STATIC_REQUIRE(1'000'000.000'1_dec == decimal::from("1000000.0001").value());
}

TEST_CASE("decimals are ordered as numbers") {
    STATIC_REQUIRE(0.1_dec < 0.11_dec);
    STATIC_REQUIRE(0.2_dec > 0.19_dec);
    STATIC_REQUIRE(2_dec > 1.999999999999999999_dec);
    STATIC_REQUIRE(decimal::from("-0.2").value() < decimal::from("-0.19").value());
    STATIC_REQUIRE(decimal::from("-1").value() < decimal{});
    STATIC_REQUIRE(decimal::from("-1").value() < 0.000000000000000001_dec);
}

TEST_CASE("decimals behave like rational numbers") {
    law("text of digits is read as written if its digits fit, and refused otherwise", [] {
        const bool negative = *rc::gen::arbitrary<bool>();
        const bool point = *rc::gen::arbitrary<bool>();
        const std::string whole = digits(1, 21), decimals = point ? digits(1, 22) : "";
        const written w = read(whole, decimals);
        const auto found =
            decimal::from((negative ? "-" : "") + whole + (point ? "." : "") + decimals);
        const bool fits = w.digits <= big{INT64_MAX} && w.scale <= 18;
        RC_ASSERT(found.has_value() == fits);
        if (!fits) {
            RC_ASSERT(found == money_errc::malformed_number);
            return;
        }
        RC_ASSERT(magnitude(*found) == w.digits);
        RC_ASSERT(found->scale() == w.scale);
        RC_ASSERT(found->is_negative() == (negative && !w.digits.is_zero()));
    });
    law("any other text is malformed", [] {
        const auto text = *rc::gen::arbitrary<std::string>();
        const std::string rest = text.starts_with('-') ? text.substr(1) : text;
        const auto point = rest.find('.');
        const bool two_parts = point != std::string::npos;
        const std::string whole = rest.substr(0, point);
        const std::string decimals = two_parts ? rest.substr(point + 1) : "0";
        const bool number = !whole.empty() && !decimals.empty() &&
                            (whole + decimals).find_first_not_of("0123456789") == std::string::npos;
        if (!number) RC_ASSERT(decimal::from(text) == money_errc::malformed_number);
    });
    law("the form is canonical: count x 10^-scale is kept, and no shorter one exists", [] {
        const auto count = *within(INT64_MAX);
        const int scale = *rc::gen::inRange(0, 19);
        const auto d = decimal::from(count, scale).value();
        RC_ASSERT(magnitude(d) * ten_to_the(scale - d.scale()) ==
                  big{static_cast<std::uint64_t>(count < 0 ? -count : count)});
        RC_ASSERT(d.scale() == 0 || d.count() % 10 != 0);
        RC_ASSERT(d.is_negative() == (count < 0));
    });
    law("decimals are ordered and equal as rational numbers", [] {
        const decimal a = any_decimal(), b = *rc::gen::arbitrary<bool>() ? any_decimal() : a;
        const big x = magnitude(a) * ten_to_the(18 - a.scale());
        const big y = magnitude(b) * ten_to_the(18 - b.scale());
        const auto expected =
            a.is_negative() != b.is_negative()
                ? (a.is_negative() ? std::strong_ordering::less : std::strong_ordering::greater)
            : a.is_negative() ? y <=> x
                              : x <=> y;
        RC_ASSERT((a <=> b) == expected);
        RC_ASSERT((a == b) == (expected == 0));
    });
}

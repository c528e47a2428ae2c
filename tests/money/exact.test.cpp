// SPDX-License-Identifier: MIT
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <ratecard/money/exact.hpp>

#include "big.hpp"
#include "edges.hpp"

using namespace ratecard;
using namespace ratecard::literals;
using namespace ratecard_test;

namespace {

constexpr decimal price(std::string_view text) { return decimal::from(text).value(); }
big digits(const exact& e) { return {e.high(), e.low()}; }

/// Whether an amount of minor units, `numerator / denominator`, was rounded to `found`.
bool is_rounded(const result<money>& found, bool negative, const big& numerator,
                const big& denominator, rounding mode, currency unit) {
    const auto expected = rounded(negative, numerator, denominator, mode);
    if (!expected) return found == money_errc::inexact;
    if (expected->magnitude > big{INT64_MAX}) return found == core_errc::overflow;
    const auto units = static_cast<std::int64_t>(expected->magnitude.word(0));
    return found == money{expected->negative ? -units : units, unit};
}
bool rounds(const exact& e, rounding mode) {
    return is_rounded(e.round(mode), e.is_negative(), digits(e), ten_to_the(e.scale()), mode,
                      e.unit());
}
bool rounds(const scaled& s, rounding mode) {
    const exact& e = s.whole();
    return is_rounded(s.round(mode), e.is_negative(), digits(e) * big{s.part().numerator()},
                      ten_to_the(e.scale()) * big{s.part().denominator()}, mode, e.unit());
}

currency any_currency() { return *rc::gen::element(usd, jpy, kwd, clf); }
decimal any_price() { return decimal::from(*within(INT64_MAX), *rc::gen::inRange(0, 19)).value(); }
exact any_exact(currency unit) {
    return exact::product(any_price(), quantity{*up_to(quantity::max_count)}, unit);
}
rounding any_mode() {
    return *rc::gen::elementOf(std::vector(std::begin(every_rounding), std::end(every_rounding)));
}

/// `a = b` as rationals.
bool same(const exact& a, const exact& b) {
    return a.is_negative() == b.is_negative() &&
           digits(a) * ten_to_the(b.scale()) == digits(b) * ten_to_the(a.scale());
}

constexpr rounding mirrored(rounding mode) {
    switch (mode) {
        case rounding::floor: return rounding::ceiling;
        case rounding::ceiling: return rounding::floor;
        case rounding::half_to_positive: return rounding::half_to_negative;
        case rounding::half_to_negative: return rounding::half_to_positive;
        default: return mode;
    }
}

constexpr result<money> minus(const result<money>& r) { return r ? result<money>{-*r} : r; }

}  // namespace

TEST_CASE(
    "a quantity can count fractions of a unit, and the product is that fraction of the price") {
    law("a quantity with decimals has that fraction of the product, at every scale of a unit", [] {
        const decimal p = any_price();
        const quantity q{*up_to(quantity::max_count)};
        const currency unit = any_currency();
        const int decimals = *rc::gen::inRange(0, 7);
        const exact whole = exact::product(p, q, unit);
        const exact part = exact::product(p, q, unit, decimals);
        RC_ASSERT(part.scale() <= exact::max_scale);
        RC_ASSERT(digits(whole) * ten_to_the(part.scale()) ==
                  digits(part) * ten_to_the(whole.scale() + decimals));
    });
    STATIC_REQUIRE(exact::product(7_dec, quantity{55}, usd, 1).round(rounding::exact) ==
                   money{38'50, usd});
    STATIC_REQUIRE(exact::product(50_dec, quantity{25}, jpy, 3).round(rounding::exact) ==
                   money_errc::inexact);
}

TEST_CASE("the smallest fractions of a yen are rounded like any other") {
    // 10^-18 yen a unit, counted in millionths: 24 decimals.
    constexpr exact least =
        exact::product(0.000000000000000001_dec, quantity{quantity::max_count}, jpy, 6);
    STATIC_REQUIRE(least.scale() == exact::max_scale);
    constexpr exact tenths =
        exact::product(0.000000000000000001_dec, quantity{quantity::max_count}, jpy, 1);
    STATIC_REQUIRE(tenths.scale() == 19);
    STATIC_REQUIRE(tenths.round(rounding::ceiling) == money{1, jpy});
    STATIC_REQUIRE(least.round(rounding::half_to_even) == money{0, jpy});
    STATIC_REQUIRE(least.round(rounding::away_from_zero) == money{1, jpy});
    STATIC_REQUIRE(scaled{least, ratio{1, 3}}.round(rounding::ceiling) == money{1, jpy});
    STATIC_REQUIRE(scaled{least, ratio{500'000'000, 1}}.round(rounding::half_away_from_zero) ==
                   money{1, jpy});
    STATIC_REQUIRE(scaled{least, ratio{499'999'999, 1}}.round(rounding::half_away_from_zero) ==
                   money{0, jpy});
}

TEST_CASE("2,500 x 0.015 USD are 37.50 USD") {
    constexpr auto e = exact::product(0.015_dec, quantity{2'500}, usd);
    STATIC_REQUIRE(e.round(rounding::exact) == money{3'750, usd});
    STATIC_REQUIRE(e.scale() == 1);
    STATIC_REQUIRE(e.low() == 37'500);
}

TEST_CASE("a price is rounded at the digits of its currency") {
    constexpr auto of = [](currency unit) {
        return exact::product(0.00005_dec, quantity{1}, unit).round(rounding::away_from_zero);
    };
    STATIC_REQUIRE(of(jpy) == money{1, jpy});
    STATIC_REQUIRE(of(usd) == money{1, usd});
    STATIC_REQUIRE(of(kwd) == money{1, kwd});
    STATIC_REQUIRE(of(clf) == money{1, clf});
    STATIC_REQUIRE(exact::product(1.5_dec, quantity{3}, jpy).round(rounding::half_to_even) ==
                   money{4, jpy});
    STATIC_REQUIRE(exact::product(1.5_dec, quantity{3}, usd).round(rounding::exact) ==
                   money{450, usd});
    STATIC_REQUIRE(exact::product(1.5_dec, quantity{3}, kwd).round(rounding::exact) ==
                   money{4'500, kwd});
    STATIC_REQUIRE(exact::product(1.5_dec, quantity{3}, clf).round(rounding::exact) ==
                   money{45'000, clf});
    STATIC_REQUIRE(exact::product(0.00005_dec, quantity{1}, clf).round(rounding::half_to_even) ==
                   money{0, clf});
    STATIC_REQUIRE(exact::product(0.00015_dec, quantity{1}, clf).round(rounding::half_to_even) ==
                   money{2, clf});
}

TEST_CASE("10 of 31 days of 399 USD are 128.71 USD, rounded once") {
    constexpr exact month{money{39'900, usd}};
    STATIC_REQUIRE(scaled{month, ratio{10, 31}}.round(rounding::half_away_from_zero) ==
                   money{12'871, usd});
    STATIC_REQUIRE(scaled{month, ratio{10, 31}}.round(rounding::toward_zero) == money{12'870, usd});
    STATIC_REQUIRE(scaled{month, ratio{10, 31}}.round(rounding::exact) == money_errc::inexact);
    STATIC_REQUIRE(scaled{month, ratio{31, 31}}.round(rounding::exact) == money{39'900, usd});
    STATIC_REQUIRE(scaled{month, ratio{0, 31}}.round(rounding::exact) == money{0, usd});
    // Where the ratio is rounded to nine places first, this is a cent too much.
    STATIC_REQUIRE(scaled{exact{money{100'000'001, usd}}, ratio{1, 31}}.round(
                       rounding::half_to_even) == money{3'225'806, usd});
}

TEST_CASE("a digit far after a tie still decides the rounding") {
    // 16 x 0.001 USD x 1/3 are 0.5333... cents: more than half a cent by a third of a tenth.
    constexpr scaled little_more{exact::product(0.001_dec, quantity{16}, usd), ratio{1, 3}};
    STATIC_REQUIRE(little_more.round(rounding::half_to_even) == money{1, usd});
    STATIC_REQUIRE(little_more.round(rounding::half_toward_zero) == money{1, usd});
    STATIC_REQUIRE(little_more.round(rounding::half_to_negative) == money{1, usd});
    STATIC_REQUIRE((-little_more.whole()).is_negative());
    STATIC_REQUIRE(scaled{-little_more.whole(), ratio{1, 3}}.round(rounding::half_to_positive) ==
                   money{-1, usd});
    // 1/2 cent and 1/2^64 of 10^-18 of it.
    constexpr exact half = exact::product(0.005_dec, quantity{1}, usd);
    constexpr exact crumb = exact::product(0.000000000000000001_dec, quantity{1}, usd);
    constexpr exact more = checked_add(half, crumb).value();
    STATIC_REQUIRE(half.round(rounding::half_to_even) == money{0, usd});
    STATIC_REQUIRE(more.round(rounding::half_to_even) == money{1, usd});
    STATIC_REQUIRE(more.round(rounding::half_toward_zero) == money{1, usd});
    STATIC_REQUIRE(checked_add(half, -crumb).value().round(rounding::half_away_from_zero) ==
                   money{0, usd});
    constexpr ratio almost_one{UINT64_MAX - 1, UINT64_MAX};
    STATIC_REQUIRE(scaled{half, almost_one}.round(rounding::half_away_from_zero) == money{0, usd});
    STATIC_REQUIRE(scaled{half, ratio{UINT64_MAX, UINT64_MAX - 1}}.round(rounding::half_to_even) ==
                   money{1, usd});
    // A thousandth of a cent is lost behind whole cents too.
    STATIC_REQUIRE(scaled{exact{money{1, usd}}, ratio{UINT64_MAX, UINT64_MAX - 1}}.round(
                       rounding::ceiling) == money{2, usd});
    STATIC_REQUIRE(scaled{exact::product(0.01_dec, quantity{3}, usd), ratio{1, 3}}.round(
                       rounding::exact) == money{1, usd});
    STATIC_REQUIRE(scaled{exact::product(0.001_dec, quantity{31}, usd), ratio{1, 3}}.round(
                       rounding::exact) == money_errc::inexact);
}

TEST_CASE("rounding to the largest amount fits, and beyond it overflows") {
    constexpr exact top{money{INT64_MAX, usd}};
    constexpr exact half = exact::product(0.005_dec, quantity{1}, usd);
    constexpr exact above = checked_add(top, half).value();
    STATIC_REQUIRE(top.round(rounding::exact) == money{INT64_MAX, usd});
    STATIC_REQUIRE(above.round(rounding::toward_zero) == money{INT64_MAX, usd});
    STATIC_REQUIRE(above.round(rounding::half_toward_zero) == money{INT64_MAX, usd});
    STATIC_REQUIRE(above.round(rounding::half_to_even) == core_errc::overflow);
    STATIC_REQUIRE(above.round(rounding::ceiling) == core_errc::overflow);
    STATIC_REQUIRE(above.round(rounding::exact) == money_errc::inexact);
    STATIC_REQUIRE((-above).round(rounding::ceiling) == money{-INT64_MAX, usd});
    STATIC_REQUIRE((-above).round(rounding::floor) == core_errc::overflow);
    STATIC_REQUIRE(checked_add(top, top).value().round(rounding::exact) == core_errc::overflow);
    STATIC_REQUIRE(scaled{checked_add(top, top).value(), ratio{1, 2}}.round(rounding::exact) ==
                   money{INT64_MAX, usd});
    STATIC_REQUIRE(scaled{top, ratio{UINT64_MAX, 1}}.round(rounding::floor) == core_errc::overflow);
    // 2^65 x 2^63 = 2^128: nothing is left in the lower 128 bits.
    constexpr exact two_to_63 =
        exact::product(decimal::from(std::int64_t{1} << 61, 0).value(), quantity{4}, jpy);
    constexpr exact two_to_64 = checked_add(two_to_63, two_to_63).value();
    constexpr exact two_to_65 = checked_add(two_to_64, two_to_64).value();
    STATIC_REQUIRE(scaled{two_to_65, ratio{std::uint64_t{1} << 63, 1}}.round(rounding::floor) ==
                   core_errc::overflow);
    STATIC_REQUIRE(scaled{top, ratio{UINT64_MAX, UINT64_MAX}}.round(rounding::exact) ==
                   money{INT64_MAX, usd});
}

TEST_CASE("a sum of exact amounts aligns their decimals") {
    constexpr exact a = exact::product(0.015_dec, quantity{1}, usd);
    constexpr exact b = exact::product(0.00025_dec, quantity{1}, usd);
    STATIC_REQUIRE(checked_add(a, b) == exact::product(0.01525_dec, quantity{1}, usd));
    STATIC_REQUIRE(checked_add(b, a) == exact::product(0.01525_dec, quantity{1}, usd));
    STATIC_REQUIRE(checked_add(a, -a).value().is_zero());
    STATIC_REQUIRE(!checked_add(a, -a).value().is_negative());
    STATIC_REQUIRE(checked_add(b, -a).value().is_negative());
    STATIC_REQUIRE(checked_add(a, exact::product(1_dec, quantity{1}, eur)) ==
                   money_errc::currency_mismatch);
    STATIC_REQUIRE(checked_add(exact{}, exact{money{1, usd}}) == money_errc::currency_mismatch);
    STATIC_REQUIRE(checked_add(exact{money{0, usd}}, exact{money{1, usd}}) == exact{money{1, usd}});
}

TEST_CASE("a sum that does not fit 128 bits is an overflow") {
    static constexpr exact largest =
        exact::product(decimal::from(INT64_MAX, 0).value(), quantity{quantity::max_count}, clf);
    STATIC_REQUIRE(largest.high() > UINT64_MAX / 8);
    STATIC_REQUIRE([] {
        result<exact> total = largest;
        int added = 1;
        for (; total; ++added) total = checked_add(*total, largest);
        return added;
    }() == 4);
    STATIC_REQUIRE(checked_add(largest, exact::product(0.000000000000000001_dec, quantity{1},
                                                       clf)) == core_errc::overflow);
}

TEST_CASE("zero has no sign, whatever its factors are") {
    constexpr exact zero = exact::product(price("-0.5"), quantity{}, usd);
    STATIC_REQUIRE(zero.is_zero());
    STATIC_REQUIRE(!zero.is_negative());
    STATIC_REQUIRE(!(-zero).is_negative());
    STATIC_REQUIRE(zero == -zero);
    STATIC_REQUIRE(zero == exact{money{0, usd}});
    STATIC_REQUIRE(zero != exact{money{0, eur}});
    STATIC_REQUIRE(zero.round(rounding::floor) == money{0, usd});
}

TEST_CASE("exact amounts are equal by value, not by their form") {
    STATIC_REQUIRE(exact::product(0.001_dec, quantity{10}, usd) == exact{money{1, usd}});
    STATIC_REQUIRE(exact::product(0.001_dec, quantity{11}, usd) != exact{money{1, usd}});
    STATIC_REQUIRE(exact::product(0.001_dec, quantity{10}, usd) != -exact{money{1, usd}});
    STATIC_REQUIRE(exact{money{1, usd}} != exact{money{1, eur}});
    // Not even at 128 bits can the first be written with the second's decimals.
    STATIC_REQUIRE(
        exact::product(decimal::from(INT64_MAX, 0).value(), quantity{quantity::max_count}, usd) !=
        exact::product(0.000000000000000001_dec, quantity{1}, usd));
}

TEST_CASE("exact amounts are ordered by value, and unordered between currencies") {
    law("amounts of any scale and sign are ordered by value", [] {
        const currency unit = any_currency();
        exact a = any_exact(unit), b = any_exact(unit);
        // Often the same value in two forms, or nearly.
        if (*rc::gen::arbitrary<bool>()) {
            const auto n = *rc::gen::inRange<std::int64_t>(0, 1'000'000);
            a = exact::product(decimal::from(n, 6).value(), quantity{1'000}, unit);
            b = exact::product(decimal::from(n, 3).value(), quantity{1 + *rc::gen::inRange(0, 2)},
                               unit);
        }
        const auto x = digits(a) * ten_to_the(b.scale()), y = digits(b) * ten_to_the(a.scale());
        const auto order = a.is_negative() != b.is_negative()
                               ? (a.is_negative() ? 0 <=> 1 : 1 <=> 0)
                           : a.is_negative() ? y <=> x
                                             : x <=> y;
        RC_ASSERT((a <=> b) == order);
        RC_ASSERT((a == b) == (order == 0));
    });
    constexpr exact dollar{money{1'00, usd}};
    STATIC_REQUIRE_FALSE(dollar < exact{money{2'00, eur}});
    STATIC_REQUIRE_FALSE(dollar > exact{money{2'00, eur}});
}

TEST_CASE("a sum of parts is exact: a third and a sixth of 1.00 are 0.50") {
    constexpr exact dollar{money{1'00, usd}};
    STATIC_REQUIRE(checked_add(scaled{dollar, ratio{1, 3}}, scaled{dollar, ratio{1, 6}})
                       ->round(rounding::exact) == money{50, usd});
    STATIC_REQUIRE(checked_add(scaled{dollar, ratio{1, 3}}, scaled{-dollar, ratio{2, 6}})
                       ->round(rounding::exact) == money{0, usd});
    STATIC_REQUIRE(
        checked_add(scaled{dollar, ratio{1, 3}}, scaled{exact{money{1, eur}}, ratio{1, 3}}) ==
        money_errc::currency_mismatch);
    constexpr std::uint64_t prime = 18'446'744'073'709'551'557u;  // the largest below 2^64
    STATIC_REQUIRE(checked_add(scaled{dollar, ratio{1, prime}}, scaled{dollar, ratio{1, 2}}) ==
                   core_errc::ratio_overflow);
    STATIC_REQUIRE(checked_add(scaled{dollar, ratio{prime, prime}}, scaled{dollar, ratio{1, prime}})
                       ->part()
                       .denominator() == prime);
    law("a sum of parts agrees with rational numbers", [] {
        const currency unit = any_currency();
        const auto any_part = [&] {
            const auto down = 1 + *up_to(1'000'000);
            return scaled{exact::product(any_price(), quantity{*up_to(1'000)}, unit),
                          ratio{static_cast<std::uint64_t>(*up_to(1'000'000)),
                                static_cast<std::uint64_t>(down)}};
        };
        const scaled a = any_part(), b = any_part();
        const auto sum = checked_add(a, b);
        RC_PRE(sum.has_value());
        // Each as a numerator over one common denominator.
        const auto numerator = [](const scaled& s) {
            return digits(s.whole()) * big{s.part().numerator()};
        };
        const auto denominator = [](const scaled& s) {
            return ten_to_the(s.whole().scale()) * big{s.part().denominator()};
        };
        const big x = numerator(a) * denominator(b), y = numerator(b) * denominator(a);
        const bool minus_a = a.whole().is_negative(), minus_b = b.whole().is_negative();
        const big magnitude = minus_a == minus_b ? x + y : x < y ? y - x : x - y;
        const bool minus = minus_a == minus_b ? minus_a : x < y ? minus_b : minus_a;
        RC_ASSERT(numerator(*sum) * (denominator(a) * denominator(b)) ==
                  magnitude * denominator(*sum));
        RC_ASSERT(sum->whole().is_negative() == (minus && !magnitude.is_zero()));
    });
}

TEST_CASE("every mode rounds parts of small amounts as rationals: sevenths of hundredths") {
    int cases = 0;
    for (int scale = 2; scale <= 4; ++scale)
        for (std::int64_t count = -45; count <= 45; ++count) {
            const auto e = exact::product(decimal::from(count, scale).value(), quantity{1}, usd);
            for (std::uint64_t d = 1; d <= 7; ++d)
                for (std::uint64_t n = 0; n <= d + 1; ++n)
                    for (const rounding mode : every_rounding) {
                        if (!rounds(scaled{e, ratio{n, d}}, mode))
                            FAIL(count << "e-" << scale << " x " << n << '/' << d << " mode "
                                       << int(mode));
                        ++cases;
                    }
        }
    REQUIRE(cases == 3 * 91 * 42 * 10);
}

TEST_CASE("every mode rounds at the edges of the words as rationals") {
    int cases = 0;
    const decimal prices[] = {decimal::from(1, 18).value(), 0.005_dec,
                              92'233'720'368'547'758.07_dec, decimal::from(INT64_MAX, 0).value(),
                              price("-0.000000000000000015")};
    for (const decimal& each : prices)
        for (const std::int64_t count : {std::int64_t{1}, std::int64_t{3}, quantity::max_count})
            for (const auto n : edges)
                for (const auto d : edges) {
                    if (d == 0) continue;
                    const scaled s{exact::product(each, quantity{count}, usd), ratio{n, d}};
                    for (const rounding mode : {rounding::exact, rounding::floor, rounding::ceiling,
                                                rounding::half_to_even}) {
                        if (!rounds(s, mode)) FAIL(each.count() << ' ' << n << '/' << d);
                        ++cases;
                    }
                }
    REQUIRE(cases == 5 * 3 * 20 * 19 * 4);
}

TEST_CASE("exact amounts behave like rational numbers") {
    law("a price times a quantity always fits, and is exact", [] {
        const decimal each = any_price();
        const quantity count{*up_to(quantity::max_count)};
        const currency unit = any_currency();
        const exact e = exact::product(each, count, unit);
        const big whole =
            big{static_cast<std::uint64_t>(each.is_negative() ? -each.count() : each.count())} *
            big{static_cast<std::uint64_t>(count.count())};
        // digits / 10^scale minor units = whole * 10^digits / 10^price.scale
        RC_ASSERT(digits(e) * ten_to_the(each.scale()) ==
                  whole * ten_to_the(unit.digits()) * ten_to_the(e.scale()));
        RC_ASSERT(e.is_negative() == (each.is_negative() && count.count() != 0));
        RC_ASSERT(e.scale() <= exact::max_scale);
        RC_ASSERT(e.unit() == unit);
    });
    law("a settled amount is exact, and rounding does not change it", [] {
        const money m{*within(INT64_MAX), any_currency()};
        for (const rounding mode : every_rounding) RC_ASSERT(exact{m}.round(mode) == m);
    });
    law("a sum is exact, unless a term or the sum does not fit 128 bits", [] {
        const currency unit = any_currency();
        const exact a = any_exact(unit), b = *rc::gen::arbitrary<bool>() ? any_exact(unit) : -a;
        const int scale = a.scale() > b.scale() ? a.scale() : b.scale();
        const big x = digits(a) * ten_to_the(scale - a.scale());
        const big y = digits(b) * ten_to_the(scale - b.scale());
        const bool negative = x > y ? a.is_negative() : b.is_negative();
        const big total = a.is_negative() == b.is_negative() ? x + y : x > y ? x - y : y - x;
        const auto found = checked_add(a, b);
        if (x.bits() > 128 || y.bits() > 128 || total.bits() > 128) {
            RC_ASSERT(found == core_errc::overflow);
            return;
        }
        RC_ASSERT(found.has_value());
        RC_ASSERT(digits(*found) == total);
        RC_ASSERT(found->scale() == scale);
        RC_ASSERT(found->is_negative() == (negative && !total.is_zero()));
        RC_ASSERT(checked_add(b, a) == found);
    });
    law("equality agrees with rational numbers", [] {
        const exact a = any_exact(usd);
        const exact b = *rc::gen::arbitrary<bool>()
                            ? any_exact(usd)
                            : checked_add(a, exact::product(price("-0"), quantity{}, usd)).value();
        RC_ASSERT((a == b) == same(a, b));
        const auto whole = *within(1'000'000);
        const int zeros = *rc::gen::inRange(0, 10);
        const auto one = exact::product(decimal::from(whole, 0).value(), quantity{1}, jpy);
        const auto other =
            exact::product(decimal::from(whole, zeros).value(),
                           quantity{static_cast<std::int64_t>(ten_to_the(zeros).word(0))}, jpy);
        RC_ASSERT(one == other);
    });
    law("rounding agrees with rational numbers in every mode, to the last digit", [] {
        const exact e = any_exact(any_currency());
        for (const rounding mode : every_rounding) RC_ASSERT(rounds(e, mode));
    });
    law("rounding a part agrees with rational numbers in every mode, to the last digit", [] {
        const scaled s{any_exact(any_currency()), ratio{*any_word(), *any_divisor()}};
        for (const rounding mode : every_rounding) RC_ASSERT(rounds(s, mode));
    });
    law("rounding a part next to a tie agrees with rational numbers", [] {
        // (k + 1/2) minor units, or the next number to it that the ratio can state
        const auto k = *up_to(1'000'000'000);
        const auto parts = *rc::gen::inRange<std::uint64_t>(1, 1'000'000);
        const auto step = *rc::gen::inRange<std::int64_t>(-1, 2);
        const int scale = *rc::gen::inRange(0, 6);
        const auto numerator = static_cast<std::uint64_t>(
            static_cast<std::int64_t>((2 * static_cast<std::uint64_t>(k) + 1) * parts) + step);
        const auto one =
            exact::product(decimal::from(1, 2 + scale).value(),
                           quantity{static_cast<std::int64_t>(ten_to_the(scale).word(0))}, usd);
        const scaled s{*rc::gen::arbitrary<bool>() ? one : -one, ratio{numerator, 2 * parts}};
        for (const rounding mode : every_rounding) RC_ASSERT(rounds(s, mode));
    });
    law("a negative amount rounds to the negative result of the mirrored mode", [] {
        const exact e = any_exact(any_currency());
        const ratio part{*any_word(), *any_divisor()};
        const rounding mode = any_mode();
        RC_ASSERT((-e).round(mode) == minus(e.round(mirrored(mode))));
        RC_ASSERT((scaled{-e, part}.round(mode)) == minus(scaled{e, part}.round(mirrored(mode))));
        RC_ASSERT(-(-e) == e);
    });
    law("a part n/n is the whole", [] {
        const exact e = any_exact(usd);
        const auto n = *any_divisor();
        const rounding mode = any_mode();
        RC_ASSERT((scaled{e, ratio{n, n}}.round(mode)) == e.round(mode));
    });
}

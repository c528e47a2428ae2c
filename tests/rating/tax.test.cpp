// SPDX-License-Identifier: MIT
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <ratecard/rating/tax.hpp>

#include "property.hpp"

using namespace ratecard;
using namespace ratecard_test;

namespace {

constexpr auto half_up = rounding::half_away_from_zero;
constexpr money cents(std::int64_t n) { return money{n, usd}; }
constexpr std::array rates{tax_rate{1, ratio{19, 100}}, tax_rate{2, ratio{7, 100}},
                           tax_rate{3, ratio{0, 1}}};

result<money> tax(std::vector<taxed_line>& lines, tax_behavior prices = tax_behavior::exclusive) {
    std::vector<std::uint64_t> weights(lines.size());
    std::vector<money> parts(lines.size());
    return add_tax(lines, rates, prices, usd, half_up, weights, parts);
}
taxed_line line(std::uint16_t category, std::int64_t amount) {
    return {category, cents(amount), cents(0)};
}

}  // namespace

TEST_CASE("tax is rounded once for a category, not line by line") {
    // 19 % of 0.03 is 0.0057 thrice: a cent each, but 0.0171 of all three.
    std::vector<taxed_line> lines{line(1, 3), line(1, 3), line(1, 3)};
    CHECK(tax(lines) == cents(2));
    CHECK(lines[0].tax == cents(1));
    CHECK(lines[1].tax == cents(1));
    CHECK(lines[2].tax == cents(0));
    std::vector<taxed_line> mixed{line(1, 100'00), line(2, 100'00), line(3, 100'00),
                                  line(2, 50'00)};
    CHECK(tax(mixed) == cents(29'50));
    CHECK(mixed[0].tax == cents(19'00));
    CHECK(mixed[1].tax == cents(7'00));
    CHECK(mixed[2].tax == cents(0));
    CHECK(mixed[3].tax == cents(3'50));
}

TEST_CASE("the tax in an inclusive price is a part of it: 19 of 119") {
    std::vector<taxed_line> lines{line(1, 119'00), line(2, 107'00)};
    CHECK(tax(lines, tax_behavior::inclusive) == cents(26'00));
    CHECK(lines[0].tax == cents(19'00));
    CHECK(lines[1].tax == cents(7'00));
}

TEST_CASE("a category without a rate, a rate above 100 % and a negative line are errors") {
    std::vector<taxed_line> other{line(9, 1)};
    CHECK(tax(other) == rating_errc::no_tax_rate);
    std::vector<taxed_line> below{line(1, -1)};
    CHECK(tax(below) == money_errc::negative_amount);
    std::vector<taxed_line> euros{{1, money{1, eur}, {}}};
    CHECK(tax(euros) == money_errc::currency_mismatch);
    std::vector<taxed_line> none{};
    CHECK(tax(none) == cents(0));
    std::array one{line(1, 1)};
    std::array<std::uint64_t, 1> weights{};
    std::array<money, 1> parts{};
    const std::array too_high{tax_rate{1, ratio{101, 100}}};
    CHECK(add_tax(one, too_high, tax_behavior::exclusive, usd, half_up, weights, parts) ==
          core_errc::policy_out_of_range);
    const std::array whole{tax_rate{1, ratio{1, 1}}};
    CHECK(add_tax(one, whole, tax_behavior::inclusive, usd, rounding::exact, weights, parts) ==
          money_errc::inexact);
}

TEST_CASE("a credit returns its share of the tax, and all credits of a line return all of it") {
    const taxed_line sold{1, cents(10'00), cents(1'90)};
    CHECK(tax_back(sold, cents(0), cents(10'00)) == cents(1'90));
    CHECK(tax_back(sold, cents(0), cents(3'33)) == cents(63));
    CHECK(tax_back(sold, cents(3'33), cents(6'67)) == cents(1'27));
    CHECK(tax_back(sold, cents(0), cents(5)) == cents(0));  // 0.95 of a cent is cut
    CHECK(tax_back(sold, cents(5), cents(9'95)) == cents(1'90));
    CHECK(tax_back(sold, cents(3'33), cents(6'68)) == rating_errc::credit_above_the_line);
    CHECK(tax_back(sold, cents(-1), cents(1)) == money_errc::negative_amount);
    CHECK(tax_back(sold, cents(0), cents(-1)) == money_errc::negative_amount);
    CHECK(tax_back(sold, money{0, eur}, money{1, eur}) == money_errc::currency_mismatch);
    CHECK(tax_back(sold, cents(0), money{1, eur}) == money_errc::currency_mismatch);
    CHECK(tax_back({1, cents(0), cents(0)}, cents(0), cents(0)) == cents(0));
}

TEST_CASE("the tax of the lines adds up to that of the category and of the bill") {
    law("for exclusive and inclusive prices", [] {
        std::vector<taxed_line> lines;
        for (int i = *rc::gen::inRange(0, 10); i > 0; --i)
            lines.push_back(line(*rc::gen::inRange<std::uint16_t>(1, 4),
                                 *rc::gen::inRange<std::int64_t>(0, 100'000)));
        const auto prices = *rc::gen::element(tax_behavior::exclusive, tax_behavior::inclusive);
        const money all = tax(lines, prices).value();
        std::int64_t sum = 0;
        for (const taxed_line& l : lines) sum += l.tax.minor_units();
        RC_ASSERT(sum == all.minor_units());
        for (const tax_rate& r : rates) {
            std::int64_t base = 0, of_category = 0;
            for (const taxed_line& l : lines)
                if (l.category == r.category) {
                    base += l.amount.minor_units();
                    of_category += l.tax.minor_units();
                }
            const auto n = static_cast<std::int64_t>(r.rate.numerator());
            const auto d = static_cast<std::int64_t>(r.rate.denominator()) +
                           (prices == tax_behavior::inclusive ? n : 0);
            RC_ASSERT(of_category == (2 * base * n + d) / (2 * d));
        }
    });
    law("credits that add up to a line return all of its tax", [] {
        const std::int64_t amount = *rc::gen::inRange<std::int64_t>(1, 10'000);
        const taxed_line sold{1, cents(amount), cents(*rc::gen::inRange<std::int64_t>(0, 2'000))};
        std::int64_t credited = 0, given = 0;
        while (credited < amount) {
            const auto credit = *rc::gen::inRange<std::int64_t>(1, amount - credited + 1);
            const money back = tax_back(sold, cents(credited), cents(credit)).value();
            RC_ASSERT(!back.is_negative());
            given += back.minor_units();
            credited += credit;
        }
        RC_ASSERT(given == sold.tax.minor_units());
    });
}

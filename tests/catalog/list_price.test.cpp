// SPDX-License-Identifier: MIT
#include <cstdint>

#include <ratecard/catalog/list_price.hpp>

#include "big.hpp"
#include "edges.hpp"
#include "refused/small_catalog.hpp"

using namespace small;
using namespace ratecard_test;

namespace {

constexpr auto built = tables{}.compiled();
constexpr catalog_view c = built.view();
constexpr auto odd = spoiled([](tables& t) { t.plan_prices[0].amount = 0.005_dec; });
constexpr auto huge =
    spoiled([](tables& t) { t.plan_prices[0].amount = decimal::from(INT64_MAX, 0).value(); });

constexpr quantity n(std::int64_t count) { return quantity{count}; }
/// The small catalog, with "pro" for 30.00 a seat in the first version.
constexpr auto by_seats(seat_terms sold) {
    return spoiled([=](tables& t) {
        t.plan_prices[0].amount = 30_dec;
        t.plan_prices[0].seats = sold;
    });
}
constexpr auto team = by_seats({.least = n(3), .most = limit::finite(50)});
constexpr auto strict = by_seats({.least = n(3), .below_least = fewer_seats::refused});

}  // namespace

TEST_CASE("the list price is the monthly price times the months") {
    STATIC_REQUIRE(list_price(c, pro, first, 1) == money{1'000, usd});
    STATIC_REQUIRE(list_price(c, pro, second, 3) == money{3'750, usd});
    STATIC_REQUIRE(list_price(c, pro, second, 12) == money{15'000, usd});
    STATIC_REQUIRE(monthly_fee(c, pro, second) == money{1'250, usd});
}

TEST_CASE("the list price is rounded once, not month by month") {
    STATIC_REQUIRE(list_price(odd, pro, first, 1) == money{0, usd});
    STATIC_REQUIRE(list_price(odd, pro, first, 2) == money{1, usd});
    STATIC_REQUIRE(list_price(odd, pro, first, 12) == money{6, usd});
    STATIC_REQUIRE(monthly_fee(odd, pro, first) == money{0, usd});
}

TEST_CASE("without a list price there is an error that says why") {
    STATIC_REQUIRE(list_price(c, basic, first, 1) == catalog_errc::no_price);
    STATIC_REQUIRE(list_price(c, pro, first, 0) == catalog_errc::months_out_of_range);
    STATIC_REQUIRE(list_price(c, pro, first, 13) == catalog_errc::months_out_of_range);
    STATIC_REQUIRE(list_price(c, pro, first, INT32_MIN) == catalog_errc::months_out_of_range);
    STATIC_REQUIRE(list_price(c, {2}, first, 1) == catalog_errc::unknown_edition);
    STATIC_REQUIRE(list_price(c, pro, {2}, 1) == catalog_errc::unknown_version);
    STATIC_REQUIRE(list_price(huge, pro, first, 1) == core_errc::overflow);
    STATIC_REQUIRE(monthly_fee(c, basic, first) == catalog_errc::no_price);
    STATIC_REQUIRE(monthly_fee(c, {2}, first) == catalog_errc::unknown_edition);
    STATIC_REQUIRE(monthly_fee(c, pro, {2}) == catalog_errc::unknown_version);
    STATIC_REQUIRE(monthly_fee(huge, pro, first) == core_errc::overflow);
}

TEST_CASE("a monthly fee exists even if single months are not on sale") {
    static constexpr auto by_year = spoiled([](tables& t) { t.offering.terms = {12, 12}; });
    STATIC_REQUIRE(list_price(by_year, pro, first, 1) == catalog_errc::months_out_of_range);
    STATIC_REQUIRE(monthly_fee(by_year, pro, first) == money{1'000, usd});
}

TEST_CASE("a plan sold by the seat costs its price for each seat and month") {
    STATIC_REQUIRE(list_price(team, pro, first, 1, n(5)) == money{150'00, usd});
    STATIC_REQUIRE(list_price(team, pro, first, 12, n(5)) == money{1'800'00, usd});
    STATIC_REQUIRE(list_price(team, pro, first, 1, n(50)) == money{1'500'00, usd});
    STATIC_REQUIRE(monthly_fee(team, pro, first, n(6)) == money{180'00, usd});
    STATIC_REQUIRE(list_price(team, pro, first, 1, n(51)) == catalog_errc::seats_out_of_range);
    STATIC_REQUIRE(list_price(team, pro, first, 1, n(0)) == catalog_errc::seats_out_of_range);
    STATIC_REQUIRE(list_price(strict, pro, first, 1, n(1'000)) == money{30'000'00, usd});
}

TEST_CASE("fewer seats than the least are billed as the least, or refused") {
    STATIC_REQUIRE(list_price(team, pro, first, 1, n(2)) == money{90'00, usd});
    STATIC_REQUIRE(list_price(team, pro, first, 1, n(3)) == money{90'00, usd});
    STATIC_REQUIRE(monthly_fee(team, pro, first) == money{90'00, usd});
    STATIC_REQUIRE(list_price(strict, pro, first, 1, n(2)) == catalog_errc::seats_out_of_range);
    STATIC_REQUIRE(list_price(strict, pro, first, 1, n(3)) == money{90'00, usd});
    STATIC_REQUIRE(billed_seats(team.view().plan_prices[0], n(2)) == n(3));
    STATIC_REQUIRE(billed_seats(team.view().plan_prices[0], n(4)) == n(4));
}

TEST_CASE("an edition with one price is not sold by the seat") {
    STATIC_REQUIRE(list_price(c, pro, first, 1, n(2)) == catalog_errc::not_sold_by_the_seat);
    STATIC_REQUIRE(list_price(c, pro, first, 1, n(0)) == catalog_errc::not_sold_by_the_seat);
    STATIC_REQUIRE(list_price(c, pro, first, 1, n(1)) == money{1'000, usd});
}

TEST_CASE("a term costs its own price where one is stated, otherwise its months") {
    STATIC_REQUIRE(list_price(c, pro, first, 5) == money{50'00, usd});
    STATIC_REQUIRE(list_price(c, pro, first, 6) == money{54'00, usd});   // an amount
    STATIC_REQUIRE(list_price(c, pro, second, 6) == money{67'50, usd});  // 6 x 12.50, less 10 %
    STATIC_REQUIRE(list_price(c, pro, second, 7) == money{87'50, usd});
    STATIC_REQUIRE(c.find_term_price(pro, first, 6) == &c.term_prices[0]);
    STATIC_REQUIRE(c.find_term_price(pro, first, 7) == nullptr);
    STATIC_REQUIRE(c.find_term_price(basic, first, 6) == nullptr);
}

TEST_CASE("a year at 20 % off of 5 seats for 30.00 a month costs 1,440.00") {
    constexpr auto yearly = [](term_price term) {
        return spoiled([=](tables& t) {
            t.plan_prices[0].amount = 30_dec;
            t.plan_prices[0].seats = seat_terms{.least = n(3)};
            t.term_prices[0] = term;
        });
    };
    constexpr auto off =
        yearly({.version = first, .edition = pro, .months = 12, .percentage_off = 20_dec});
    STATIC_REQUIRE(list_price(off, pro, first, 12, n(5)) == money{1'440'00, usd});
    STATIC_REQUIRE(list_price(off, pro, first, 12, n(2)) == money{864'00, usd});  // 3 are billed
    constexpr auto fixed =
        yearly({.version = first, .edition = pro, .months = 12, .amount = 288_dec});
    STATIC_REQUIRE(list_price(fixed, pro, first, 12, n(5)) == money{1'440'00, usd});
    STATIC_REQUIRE(list_price(fixed, pro, first, 11, n(5)) == money{1'650'00, usd});
}

TEST_CASE("the price of a term is rounded once") {
    // 6 x 0.005, less 10 %: 2.7 cents; seats: 13.5 cents.
    constexpr auto small_price = spoiled([](tables& t) {
        t.plan_prices[1].amount = 0.005_dec;
        t.plan_prices[1].seats = seat_terms{};
    });
    STATIC_REQUIRE(list_price(small_price, pro, second, 6) == money{3, usd});
    STATIC_REQUIRE(list_price(small_price, pro, second, 6, n(5)) == money{14, usd});
}

TEST_CASE("a percentage off is off the price in each currency that no other row names") {
    constexpr auto in_two = [](std::optional<currency> unit) {
        return spoiled([=](tables& t) {
            t.plan_prices[0] = {second, pro, 10_dec, eur};
            t.term_prices[0] = {
                .version = second, .edition = pro, .months = 6, .amount = 1_dec, .unit = unit};
        });
    };
    constexpr auto same = in_two(usd), other = in_two(eur);
    STATIC_REQUIRE(same.find_fault() ==
                   fault{catalog_errc::duplicate_value, entity::term_price, 1, "pro", {}});
    STATIC_REQUIRE(!other.find_fault());
    STATIC_REQUIRE(list_price(other, pro, second, 6) == money{67'50, usd});
    STATIC_REQUIRE(list_price(*other.view().in(eur), pro, second, 6) == money{1'00, eur});
    constexpr auto none = spoiled([](tables& t) {
        t.plan_prices[0] = {second, pro, 10_dec, eur};
        t.term_prices[0] = t.term_prices[1];
        t.term_prices[0].months = 7;
    });
    STATIC_REQUIRE(!none.find_fault());
    STATIC_REQUIRE(list_price(*none.view().in(eur), pro, second, 6) == money{54'00, eur});
}

TEST_CASE("a price on request is not known, which is another answer than no price") {
    constexpr auto asked = spoiled([](tables& t) {
        t.plan_prices[0] = {.version = first, .edition = pro, .on_request = true};
        t.term_prices[0] = {.version = second, .edition = pro, .months = 3, .amount = 36_dec};
    });
    STATIC_REQUIRE(!asked.find_fault());
    STATIC_REQUIRE(list_price(asked, pro, first, 1) == catalog_errc::price_on_request);
    STATIC_REQUIRE(list_price(asked, pro, first, 13) == catalog_errc::months_out_of_range);
    STATIC_REQUIRE(monthly_fee(asked, pro, first) == catalog_errc::price_on_request);
    STATIC_REQUIRE(monthly_fee(asked, basic, first) == catalog_errc::no_price);
    STATIC_REQUIRE(!asked.view().price_of(pro, first));
    STATIC_REQUIRE(asked.view().find_plan_price(pro, first)->on_request);
}

TEST_CASE("a price on request without a currency is on request in every currency") {
    constexpr auto asked = [](std::optional<currency> unit) {
        return spoiled([=](tables& t) {
            t.plan_prices[0] = {.version = first, .edition = pro, .unit = unit, .on_request = true};
            t.plan_prices[1].unit = eur;
            t.term_prices[0] = t.term_prices[1];
            t.term_prices[0].months = 3;
        });
    };
    constexpr auto in_each = asked({}), in_dollars = asked(usd);
    STATIC_REQUIRE(!in_each.find_fault());
    STATIC_REQUIRE(monthly_fee(*in_each.view().in(eur), pro, first) ==
                   catalog_errc::price_on_request);
    STATIC_REQUIRE(monthly_fee(*in_dollars.view().in(eur), pro, first) == catalog_errc::no_price);
    STATIC_REQUIRE(monthly_fee(in_dollars, pro, first) == catalog_errc::price_on_request);
    // A row on request is no price in its currency.
    constexpr auto only_asked = asked(jpy);
    STATIC_REQUIRE(only_asked.view().in(jpy) == catalog_errc::no_price);
}

namespace {

/// The small catalog with billing periods and a price of "pro" for other times than months.
constexpr auto billed_every(cadence every, decimal amount, cadence priced_for,
                            std::optional<seat_terms> seats = {}) {
    return spoiled([=](tables& t) {
        t.offering.billing.every = every;
        for (plan_price& p : t.plan_prices) {
            p.amount = amount;
            p.priced_for = priced_for;
            p.seats = seats;
        }
        for (term_price& term : t.term_prices) {
            term.amount = 500_dec;
            term.percentage_off = {};
        }
    });
}
constexpr cadence every_4_weeks{calendar_unit::day, 28};

}  // namespace

TEST_CASE("a billing period costs so many times the time that the price is for") {
    constexpr auto weeks = billed_every(every_4_weeks, 10_dec, weekly, seat_terms{});
    STATIC_REQUIRE(validate(weeks));
    STATIC_REQUIRE(period_fee(weeks, pro, first) == money{40'00, usd});
    STATIC_REQUIRE(period_fee(weeks, pro, first, n(3)) == money{120'00, usd});
    STATIC_REQUIRE(period_fee(weeks, pro, first, n(0)) == catalog_errc::seats_out_of_range);
    STATIC_REQUIRE(period_fee(weeks, basic, first) == catalog_errc::no_price);
    STATIC_REQUIRE(period_fee(weeks, {2}, first) == catalog_errc::unknown_edition);
    STATIC_REQUIRE(period_fee(weeks, pro, {2}) == catalog_errc::unknown_version);
    constexpr auto quarters = billed_every(quarterly, 10_dec, monthly);
    STATIC_REQUIRE(validate(quarters));
    STATIC_REQUIRE(period_fee(quarters, pro, first) == money{30'00, usd});
    constexpr auto by_month = tables{}.compiled();
    STATIC_REQUIRE(period_fee(by_month, pro, first) == monthly_fee(by_month, pro, first));
}

TEST_CASE("a billing period of months costs what a term of so many months costs") {
    constexpr auto halves = billed_every(half_yearly, 100_dec, monthly);
    STATIC_REQUIRE(period_fee(halves, pro, first) == money{500'00, usd});
}

TEST_CASE("a price for another time than a month is no price of months") {
    constexpr auto weeks = billed_every(every_4_weeks, 10_dec, weekly);
    STATIC_REQUIRE(monthly_fee(weeks, pro, first) == catalog_errc::time_not_priced);
    STATIC_REQUIRE(list_price(weeks, pro, first, 3) == catalog_errc::time_not_priced);
    STATIC_REQUIRE(list_price(weeks, pro, first, 6) == money{500'00, usd});  // the term's own price
    constexpr auto years = billed_every(yearly, 100_dec, quarterly);
    STATIC_REQUIRE(list_price(years, pro, first, 3) == money{100'00, usd});
    STATIC_REQUIRE(list_price(years, pro, first, 12) == money{400'00, usd});
    STATIC_REQUIRE(period_fee(years, pro, first) == money{400'00, usd});
    STATIC_REQUIRE(list_price(years, pro, first, 4) == catalog_errc::time_not_priced);
    STATIC_REQUIRE(monthly_fee(years, pro, first) == catalog_errc::time_not_priced);
}

TEST_CASE("a list price is the exact product, rounded once in the mode of the rating policy") {
    law("the list price equals the rounded product for every mode, price, length and seats", [] {
        tables t;
        const auto count = *up_to(INT64_MAX);
        const auto scale = *rc::gen::inRange(0, 19);
        const auto months = *rc::gen::inRange(1, 13);
        const auto seats = *up_to(quantity::max_count - 1) + 1;
        const rounding mode =
            *rc::gen::elementOf(std::vector(std::begin(every_rounding), std::end(every_rounding)));
        t.plan_prices[0].amount = decimal::from(count, scale).value();
        t.plan_prices[0].seats = seat_terms{};
        t.term_prices[0].months = 12;
        t.term_prices[0].amount = {};
        t.term_prices[0].percentage_off = decimal::from(*up_to(10'000), 2).value();
        t.offering.rating.mode = mode;
        const auto catalog = t.compiled();
        const decimal off = *t.term_prices[0].percentage_off;
        const big kept{10'000 - static_cast<std::uint64_t>(off.count()) *
                                    detail::power_of_ten(2 - off.scale())};
        const auto expected = rounded(false,
                                      big{static_cast<std::uint64_t>(count)} *
                                          big{static_cast<std::uint64_t>(months)} *
                                          big{static_cast<std::uint64_t>(seats)} * big{100} *
                                          (months == 12 ? kept : big{10'000}),
                                      ten_to_the(scale) * big{10'000}, mode);
        const auto found = list_price(catalog, pro, first, months, n(seats));
        if (!expected)
            RC_ASSERT(found == money_errc::inexact);
        else if (expected->magnitude > big{INT64_MAX})
            RC_ASSERT(found == core_errc::overflow);
        else
            RC_ASSERT(found.value().minor_units() ==
                      static_cast<std::int64_t>(expected->magnitude.word(0)));
    });
}

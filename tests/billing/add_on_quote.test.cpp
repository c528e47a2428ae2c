// SPDX-License-Identifier: MIT
#include <cstdint>
#include <vector>

#include <ratecard/billing/add_on_quote.hpp>
#include <ratecard/catalog/builder.hpp>
#include <ratecard/time/calendar.hpp>

#include "examined.hpp"
#include "property.hpp"
#include "time/any_proration.hpp"

using namespace ratecard;
using namespace ratecard::literals;
using namespace ratecard_test;

namespace {

constexpr zone beijing = zone::fixed(hours(8));
constexpr instant at(std::int32_t y, std::uint32_t m, std::uint32_t d, std::int32_t hour = 0) {
    return instant_of(civil(y, m, d), time_of_day{hour, 0, 0}, beijing);
}
constexpr money cents(std::int64_t n) { return {n, usd}; }
constexpr edition_id small_one{1}, large_one{2};
constexpr add_on_id seats{0}, free_of_charge{1};

/// Small at 30 and large at 60 a month; a seat at 3 beside small, and at 2 beside large, where the
/// first ten are at 5 and one more begins with 7 at once.
owned_catalog seller(const proration& how = presets::prorations::stripe) {
    offering o{.product = "shop", .unit = usd, .billing_zone = beijing};
    o.billing.add_ons = how;
    catalog_builder b{o};
    b.add(edition{"free"}).add(edition{"small"}).add(edition{"large"});
    b.add(price_version{"only", instant{-instant::bound}, {}});
    b.price("only", "small", 30_dec).price("only", "large", 60_dec);
    b.add(charge{.key = "seat", .unit = "seats", .kind = charge_kind::recurring});
    b.price("only", "small", "seat", {.unit_price = 3_dec});
    b.price("only", "large", "seat", {.up_to = limit::finite(10), .unit_price = 5_dec});
    b.price("only", "large", "seat", {.unit_price = 2_dec, .flat = 7_dec});
    b.add(add_on{"seats"}).charged_by("seats", "seat").add(add_on{"free of charge"});
    return b.change("", "", change_kind::with_credit).build().value();
}

order bought(std::uint64_t id, edition_id e, std::int32_t months, instant begins) {
    return {.id = {id},
            .owner = {1},
            .edition = e,
            .months = months,
            .placed_at = begins,
            .begins = begins,
            .paid_by = {cents((e == small_one ? 30'00 : 60'00) * std::int64_t{months}), cents(0),
                        cents(0), cents(0)}};
}

struct customer {
    std::vector<order> orders{};
    std::vector<add_on_purchase> add_ons{};
    std::vector<bill> bills{};
    std::vector<order_refund> refunds{};

    [[nodiscard]] subscription facts() const {
        return {.id = {1},
                .created_at = at(2024, 1, 1),
                .orders = orders,
                .refunds = refunds,
                .bills = bills,
                .add_ons = add_ons};
    }
};

constexpr std::int64_t seconds_of_april = 30 * 86'400;

}  // namespace

TEST_CASE(
    "units run to the end of the plan: the price is the rest of the month plus whole months") {
    const owned_catalog owner = seller();
    const catalog_view c = owner.view();
    const customer one{.orders = {bought(1, small_one, 3, at(2024, 4, 1))}};
    const auto quote =
        quote_add_on(examined(c, one.facts()), seats, quantity{4}, at(2024, 4, 16)).value().value();
    CHECK(quote.begins == at(2024, 4, 16));
    CHECK(quote.ends == at(2024, 7, 1));
    CHECK(quote.price == cents(4 * (1'50 + 3'00 + 3'00)));  // 15 of 30 days, May, June
    const add_on_purchase made = purchase_of(quote, {9});
    CHECK(made == add_on_purchase{{9}, seats, quantity{4}, at(2024, 4, 16), at(2024, 7, 1)});
    // At the begin of a month the whole month is left.
    CHECK((*quote_add_on(examined(c, one.facts()), seats, quantity{4}, at(2024, 5, 1)))->price ==
          cents(24'00));
}

TEST_CASE("each month is priced by the plan that covers it") {
    const owned_catalog owner = seller();
    const catalog_view c = owner.view();
    const customer one{.orders = {bought(1, small_one, 1, at(2024, 4, 1)),
                                  bought(2, large_one, 1, at(2024, 5, 1))}};
    const auto quote =
        quote_add_on(examined(c, one.facts()), seats, quantity{4}, at(2024, 4, 1)).value().value();
    CHECK(quote.ends == at(2024, 6, 1));
    CHECK(quote.price == cents(4 * 3'00 + 4 * 5'00));
}

TEST_CASE("more units are priced after those that already run") {
    const owned_catalog owner = seller();
    const catalog_view c = owner.view();
    customer one{.orders = {bought(1, large_one, 1, at(2024, 4, 1))}};
    one.add_ons = {{{1}, seats, quantity{8}, at(2024, 4, 1), at(2024, 5, 1)},
                   {{1}, seats, quantity{8}, at(2024, 4, 1), at(2024, 5, 1)}};
    const auto more = [&](std::int64_t units) {
        return (*quote_add_on(examined(c, one.facts()), seats, quantity{units}, at(2024, 4, 16)))
            ->price;
    };
    CHECK(more(2) == cents(2 * 2'50));
    CHECK(more(5) == cents(2 * 2'50 + 7'00 + 3 * 1'00));  // a flat amount is not prorated
    one.add_ons.push_back({{2}, free_of_charge, quantity{8}, at(2024, 4, 1), at(2024, 5, 1)});
    CHECK(more(2) == cents(2 * 2'50));
    one.orders = {bought(1, large_one, 2, at(2024, 4, 1)), bought(1, large_one, 2, at(2024, 4, 1))};
    CHECK(more(5) == cents(2 * 2'50 + 7'00 + 3 * 1'00 + 5 * 5'00));  // in May they are the first
    one.orders = {bought(1, large_one, 1, at(2024, 4, 1)), bought(2, large_one, 1, at(2024, 5, 1))};
    one.orders[1].placed_at = at(2024, 4, 2);
    one.refunds = {{.order = {2}, .at = at(2024, 4, 3), .id = {1}}};
    CHECK(more(2) == cents(2 * 2'50));
    one.add_ons[0].ends = one.add_ons[1].ends = at(2024, 4, 10);
    CHECK(more(2) == cents(2 * 2'50));
    CHECK(more(10) == cents(10 * 2'50));
}

TEST_CASE("no units are sold if the subscription is not active or no order covers the time") {
    const owned_catalog owner = seller();
    const catalog_view c = owner.view();
    customer one{.orders = {bought(1, small_one, 1, at(2024, 4, 1))}};
    const auto why = [&](instant t) {
        const auto quote = quote_add_on(examined(c, one.facts()), seats, quantity{1}, t).value();
        if (quote.allowed()) CHECK(quote->price != cents(0));
        return quote.why();
    };
    CHECK(why(at(2024, 3, 31)) == add_on_refusal::nothing_running);
    CHECK(why(at(2024, 4, 1)) == add_on_refusal::none);
    CHECK(why(at(2024, 5, 1)) != add_on_refusal::none);
    one.orders = {bought(1, small_one, 6, at(2024, 4, 1))};
    one.bills = {{.id = {1}, .amount = cents(5'00), .issued_at = at(2024, 4, 2)}};
    const instant unpaid =
        at(2024, 4, 2) + c.offering->lifecycle.of(suspension_cause::arrears).grace;
    CHECK(why(unpaid - seconds(1)) == add_on_refusal::none);
    CHECK(why(unpaid) == add_on_refusal::not_active);
    one.bills.clear();
    one.orders.clear();
    CHECK(why(at(2024, 3, 31)) == add_on_refusal::nothing_running);
    CHECK(why(at(2024, 1, 1)) == add_on_refusal::nothing_running);
}

TEST_CASE("a missing price and an unknown id are named errors") {
    const owned_catalog owner = seller();
    const catalog_view c = owner.view();
    const customer one{.orders = {bought(1, small_one, 1, at(2024, 4, 1))}};
    const instant now = at(2024, 4, 3);
    CHECK(quote_add_on(examined(c, one.facts()), free_of_charge, quantity{1}, now) ==
          catalog_errc::no_price);
    CHECK(quote_add_on(examined(c, one.facts()), {7}, quantity{1}, now) ==
          catalog_errc::unknown_add_on);
    CHECK(price_of_add_on(examined(c, one.facts()), {7}, quantity{1}, period{now, now + days(1)}) ==
          catalog_errc::unknown_add_on);
    CHECK(quote_add_on(examined(c, one.facts()), seats, quantity{1}, at(2023, 12, 31)) ==
          account_errc::before_creation);
}

TEST_CASE("an add-on cannot be priced by percentage, capacity or matrix") {
    const auto built = [](const auto& price) {
        catalog_builder b{offering{.product = "shop", .unit = usd, .billing_zone = beijing}};
        b.add(edition{"free"}).add(edition{"small"});
        b.add(price_version{"only", instant{-instant::bound}, {}}).price("only", "small", 30_dec);
        b.add(attribute{"kind", attribute_kind::enumerated}).add_value("kind", "any");
        charge seat{.key = "seat", .unit = "seats", .kind = charge_kind::recurring};
        price(b, seat);
        b.add(add_on{"seats"}).charged_by("seats", "seat");
        return b.change("", "", change_kind::with_credit).build();
    };
    const auto unparted =
        fault{catalog_errc::add_on_not_charged_by_units, entity::add_on, 0, "seats", {}};
    CHECK(built([](catalog_builder& b, charge& seat) { b.add(seat); }).has_value());
    CHECK(built([](catalog_builder& b, charge& seat) {
              b.add(seat).price_by("only", "small", "seat", percentage{.rate = 1_dec});
          }) == unparted);
    CHECK(built([](catalog_builder& b, charge& seat) {
              b.add(seat).price_by("only", "small", "seat",
                                   capacity_tier<max_capacity_units>{.price = 1_dec});
          }) == unparted);
    CHECK(built([](catalog_builder& b, charge& seat) {
              seat.dimensions = {.by = {attribute_id{0}}, .count = 1};
              b.add(seat).price_by("only", "small", "seat", matrix_row{.unit_price = 1_dec});
          }) == unparted);
}

TEST_CASE("the price left of a purchase is that of its remaining time") {
    const owned_catalog owner = seller();
    const catalog_view c = owner.view();
    customer one{.orders = {bought(1, small_one, 2, at(2024, 4, 1))}};
    one.add_ons = {{{1}, seats, quantity{2}, at(2024, 4, 16), at(2024, 5, 11)}};
    const auto left = [&](instant t) {
        return left_of_add_on(examined(c, one.facts()), one.add_ons[0], t).value();
    };
    const money half_of_april = cents(3'00), ten_of_31_days = cents(1'94);  // 6.00 x 10/31 = 1.935
    CHECK(left(at(2024, 4, 1)) == cents(3'00 + 1'94));
    CHECK(left(at(2024, 4, 16)) == cents(3'00 + 1'94));
    CHECK(left(at(2024, 5, 1)) == ten_of_31_days);
    CHECK(left(at(2024, 4, 16)).minor_units() - left(at(2024, 5, 1)).minor_units() ==
          half_of_april.minor_units());
    CHECK(left(at(2024, 5, 11)) == cents(0));
    CHECK(left(at(2024, 6, 1)) == cents(0));
}

TEST_CASE("what is left of an add-on falls to zero without a jump, flat amounts included") {
    const owned_catalog owner = seller();
    customer one{.orders = {bought(1, large_one, 1, at(2024, 4, 1))}};
    // 10 x 5.00 and 7.00 + 2.00: 59.00 for April.
    one.add_ons = {{{1}, seats, quantity{11}, at(2024, 4, 1), at(2024, 5, 1)}};
    const auto left = [&](instant t) {
        return left_of_add_on(examined(owner.view(), one.facts()), one.add_ons[0], t).value();
    };
    CHECK(left(at(2024, 4, 1)) == cents(59'00));
    CHECK(left(at(2024, 4, 16)) == cents(29'50));
    CHECK(left(at(2024, 5, 1) - seconds(1)) == cents(0));
    CHECK(left(at(2024, 5, 1)) == cents(0));
    // Bought in the middle, the flat amount is due in full, and is used up by the end.
    one.add_ons[0].begins = at(2024, 4, 16);
    CHECK(left(at(2024, 4, 16)) == cents(25'00 + 7'00 + 1'00));
    CHECK(left(at(2024, 4, 21)) == cents((25'00 + 7'00 + 1'00) * 2 / 3));
    CHECK(left(at(2024, 5, 1) - seconds(1)) == cents(0));
}

TEST_CASE("what is left of several purchases adds up to what is left of what they cost together") {
    const owned_catalog owner = seller();
    customer one{.orders = {bought(1, large_one, 1, at(2024, 4, 1))}};
    const auto buy = [&](std::uint64_t id, std::int64_t units) {
        const auto offer = quote_add_on(examined(owner.view(), one.facts()), seats, quantity{units},
                                        at(2024, 4, 1));
        one.add_ons.push_back(purchase_of(**offer, {id}));
        return (*offer)->price;
    };
    const auto left = [&](std::size_t place, instant t) {
        return left_of_add_on(examined(owner.view(), one.facts()), one.add_ons[place], t).value();
    };
    CHECK(buy(1, 10) == cents(50'00));
    CHECK(buy(2, 10) == cents(7'00 + 20'00));
    CHECK(left(0, at(2024, 4, 1)) == cents(50'00));
    CHECK(left(1, at(2024, 4, 1)) == cents(27'00));
    CHECK(left(0, at(2024, 4, 16)) == cents(25'00));
    CHECK(left(1, at(2024, 4, 16)) == cents(13'50));
    // The first one given up or not: the second one was paid for at its price.
    const std::vector<add_on_return> returns{{{1}, {1}, at(2024, 4, 10)}};
    subscription facts = one.facts();
    facts.add_on_returns = returns;
    CHECK(left_of_add_on(examined(owner.view(), facts), one.add_ons[1], at(2024, 4, 16)) ==
          cents(13'50));
}

TEST_CASE("an add-on that is paid once costs its price once, and nothing of it is left") {
    catalog_builder b{offering{.product = "shop", .unit = usd, .billing_zone = beijing}};
    b.add(edition{"free"}).add(edition{"small"});
    b.add(price_version{"only", instant{-instant::bound}, {}}).price("only", "small", 30_dec);
    b.add(charge{.key = "import", .unit = "imports", .kind = charge_kind::one_off});
    b.price("only", "small", "import", {.unit_price = 25_dec});
    b.add(add_on{.key = "import", .paid = add_on_payment::once}).charged_by("import", "import");
    b.change("", "", change_kind::with_credit);
    const owned_catalog owner = b.build().value();
    customer one{.orders = {bought(1, small_one, 3, at(2024, 4, 1))}};
    const instant now = at(2024, 4, 16);
    const auto offer = quote_add_on(examined(owner.view(), one.facts()), {0}, quantity{2}, now);
    CHECK((*offer)->price == cents(50'00));
    one.add_ons = {purchase_of(**offer, {1})};
    const auto life = examined(owner.view(), one.facts());
    CHECK(left_of_add_on(life, one.add_ons[0], now) == cents(50'00));
    CHECK(left_of_add_on(life, one.add_ons[0], now + seconds(1)) == cents(0));
}

TEST_CASE("the price of units follows from their time and their number") {
    static const std::vector<proration> every = all_prorations();
    const auto any_seller = [] {
        return seller(*rc::gen::suchThat(rc::gen::elementOf(every), [](const proration& one) {
            return one.whole != proration_whole::order && one.above_one != above_one::refused;
        }));
    };
    const auto any_customer = [] {
        customer one;
        const bool large = *rc::gen::arbitrary<bool>();
        one.orders = {
            bought(1, large ? large_one : small_one, *rc::gen::inRange(1, 5), at(2024, 4, 1))};
        const std::int64_t some = *rc::gen::inRange<std::int64_t>(0, 15);
        if (some != 0) one.add_ons = {{{1}, seats, quantity{some}, at(2024, 4, 1), at(2024, 9, 1)}};
        return one;
    };
    const auto any_time = [] {
        return at(2024, 4, 1) + seconds(*rc::gen::inRange<std::int64_t>(0, seconds_of_april));
    };
    law("units bought and returned at the same instant cost nothing", [&] {
        const owned_catalog owner = any_seller();
        const catalog_view c = owner.view();
        customer one = any_customer();
        const instant now = any_time();
        const quantity units{*rc::gen::inRange<std::int64_t>(0, 30)};
        const auto quote = quote_add_on(examined(c, one.facts()), seats, units, now);
        RC_ASSERT(quote && quote->allowed());
        one.add_ons.push_back(purchase_of(**quote, {2}));
        RC_ASSERT(left_of_add_on(examined(c, one.facts()), one.add_ons.back(), now) ==
                  (*quote)->price);
    });
    law("bought when the plan begins, a unit costs its price for each month under every policy",
        [&] {
            const owned_catalog owner = any_seller();
            const customer one{.orders = {bought(1, small_one, *rc::gen::inRange(1, 13),
                                                 at(2024, 1, *rc::gen::inRange(1u, 32u)))}};
            const quantity units{*rc::gen::inRange<std::int64_t>(0, 1'000)};
            const auto quote = quote_add_on(examined(owner.view(), one.facts()), seats, units,
                                            one.orders[0].begins);
            RC_ASSERT((*quote)->price == cents(3'00 * units.count() * one.orders[0].months));
        });
    law("prorated by the second, a unit costs its price for the seconds that are left", [&] {
        const owned_catalog owner = seller();
        const customer one{.orders = {bought(1, small_one, 1, at(2024, 4, 1))}};
        const std::int64_t left = *rc::gen::inRange<std::int64_t>(1, seconds_of_april);
        const std::int64_t units = *rc::gen::inRange<std::int64_t>(0, 1'000);
        const auto quote = quote_add_on(examined(owner.view(), one.facts()), seats, quantity{units},
                                        at(2024, 5, 1) - seconds(left));
        // Half a cent is rounded away from zero.
        const std::int64_t of = 3'00 * units * left;
        RC_ASSERT((*quote)->price == cents((2 * of + seconds_of_april) / (2 * seconds_of_april)));
    });
    law("units bought one after the other cost as much as bought together", [&] {
        const owned_catalog owner = any_seller();
        const catalog_view c = owner.view();
        customer one = any_customer();
        // Whole months only: parts of a month are rounded separately.
        const instant now = at(2024, 4, 1);
        const std::int64_t first = *rc::gen::inRange<std::int64_t>(0, 15);
        const std::int64_t second = *rc::gen::inRange<std::int64_t>(0, 15);
        const auto together =
            quote_add_on(examined(c, one.facts()), seats, quantity{first + second}, now)
                .value()
                .value();
        const auto before =
            quote_add_on(examined(c, one.facts()), seats, quantity{first}, now).value().value();
        one.add_ons.push_back(purchase_of(before, {2}));
        const auto after =
            quote_add_on(examined(c, one.facts()), seats, quantity{second}, now).value().value();
        RC_ASSERT(before.price.minor_units() + after.price.minor_units() ==
                  together.price.minor_units());
    });
    law("units bought later cost no more", [&] {
        const owned_catalog owner = any_seller();
        const catalog_view c = owner.view();
        const customer one = any_customer();
        const instant now = any_time();
        const instant later = now + seconds(*rc::gen::inRange<std::int64_t>(0, 86'400 * 10));
        RC_PRE(later < covered_until(examined(c, one.facts()), now));
        const quantity units{*rc::gen::inRange<std::int64_t>(0, 30)};
        RC_ASSERT((*quote_add_on(examined(c, one.facts()), seats, units, later))->price <=
                  (*quote_add_on(examined(c, one.facts()), seats, units, now))->price);
    });
    law("what is left of an add-on is at most its unused part, and falls to zero without a jump",
        [&] {
            const owned_catalog owner = any_seller();
            const bool by_the_second =
                owner.view().offering->billing.add_ons == presets::prorations::stripe;
            customer one = any_customer();
            one.add_ons.push_back({{2},
                                   seats,
                                   quantity{*rc::gen::inRange<std::int64_t>(0, 30)},
                                   any_time(),
                                   at(2024, 5, 1)});
            const add_on_purchase& p = one.add_ons.back();
            RC_PRE(p.begins < p.ends);
            const auto life = examined(owner.view(), one.facts());
            const auto left = [&](instant t) {
                return left_of_add_on(life, p, t).value().minor_units();
            };
            const std::int64_t length = (p.ends - p.begins).seconds, price = left(p.begins);
            const std::int64_t some = *rc::gen::inRange<std::int64_t>(0, length + 1);
            const std::int64_t more = *rc::gen::inRange<std::int64_t>(some, length + 1);
            RC_ASSERT(left(p.begins + seconds(more)) <= left(p.begins + seconds(some)));
            RC_ASSERT(left(p.begins + seconds(some)) <= price);
            RC_ASSERT(left(p.ends) == 0);
            if (!by_the_second) return;
            // No more than its unused part, and no less, to half a cent of each of two roundings.
            const std::int64_t error =
                left(p.begins + seconds(some)) * length - price * (length - some);
            RC_ASSERT(error <= length);
            RC_ASSERT(-length <= error);
        });
    law("by the second, what is left falls by at most a cent a second", [&] {
        const owned_catalog owner = seller();
        customer one = any_customer();
        one.add_ons.push_back({{2},
                               seats,
                               quantity{*rc::gen::inRange<std::int64_t>(1, 30)},
                               at(2024, 4, 1),
                               at(2024, 9, 1)});
        const auto life = examined(owner.view(), one.facts());
        const instant t = any_time() + days(*rc::gen::inRange(0, 60));
        const auto now = left_of_add_on(life, one.add_ons.back(), t).value();
        const auto next = left_of_add_on(life, one.add_ons.back(), t + seconds(1)).value();
        RC_ASSERT(next <= now);
        RC_ASSERT(now.minor_units() - next.minor_units() <= 1);
    });
    law("purchases of one add-on have left together what one purchase of all units has", [&] {
        const owned_catalog owner = any_seller();
        const bool by_the_second =
            owner.view().offering->billing.add_ons == presets::prorations::stripe;
        customer one{.orders = {bought(1, large_one, 3, at(2024, 4, 1))}};
        const instant begins = by_the_second ? any_time() : at(2024, 4, 1);
        customer all = one;
        std::int64_t units = 0;
        const std::int64_t count = *rc::gen::inRange(2, 6);
        for (std::int64_t i = 0; i < count; ++i) {
            const quantity some{*rc::gen::inRange<std::int64_t>(1, 12)};
            one.add_ons.push_back(
                {{static_cast<std::uint64_t>(9 - i)}, seats, some, begins, at(2024, 7, 1)});
            units += some.count();
        }
        all.add_ons = {{{1}, seats, quantity{units}, begins, at(2024, 7, 1)}};
        const instant t = begins + seconds(*rc::gen::inRange<std::int64_t>(0, 90 * 86'400));
        const auto life = examined(owner.view(), one.facts());
        std::int64_t sum = 0;
        for (const add_on_purchase& p : one.add_ons)
            sum += left_of_add_on(life, p, t).value().minor_units();
        const auto whole = examined(owner.view(), all.facts());
        const std::int64_t together =
            left_of_add_on(whole, all.add_ons[0], t).value().minor_units();
        // Each purchase is rounded by itself.
        RC_ASSERT(2 * (sum - together) <= count + 1);
        RC_ASSERT(2 * (together - sum) <= count + 1);
    });
}

TEST_CASE("nothing is sold that gives nothing") {
    catalog_builder b{seller().view()};
    b.add(feature{"export"}, {availability::absent, availability::absent, availability::included});
    b.add(feature{"days", {}, {}, value_kind::integer},
          {availability::absent, availability::included, availability::included});
    b.value("days", "small", feature_value::integer(30));
    b.value("days", "large", feature_value::integer(90));
    b.add(quota{"calls"}, {hard(1), hard(10), no_limit});
    for (const char* const key : {"calls", "limit", "export", "days"})
        b.add(add_on{*name::from(key)}).charged_by(key, "seat");
    b.raises("calls", "calls", quantity{5}).sets("limit", "calls", limit::finite(50));
    b.gives("export", "export").gives("days", "days", feature_value::integer(60));
    const owned_catalog owner = b.build().value();
    const catalog_view c = owner.view();
    const instant begin = at(2024, 4, 1), end = at(2024, 5, 1);
    const add_on_id calls{2}, higher{3}, exporting{4}, longer{5};
    std::vector<order> orders{bought(1, small_one, 1, begin)};
    std::vector<limit_override> limits;
    std::vector<feature_override> features;
    std::vector<add_on_purchase> add_ons;
    const auto why = [&](add_on_id a) {
        const subscription s{.id = {1},
                             .created_at = at(2024, 1, 1),
                             .orders = orders,
                             .add_ons = add_ons,
                             .feature_overrides = features,
                             .limit_overrides = limits};
        return quote_add_on(examined(c, s), a, quantity{1}, begin).value().why();
    };
    for (const add_on_id a : {seats, calls, higher, exporting, longer})
        CHECK(why(a) == add_on_refusal::none);
    // Unlimited calls, exports and 90 days are in the larger edition.
    orders = {bought(1, large_one, 1, begin)};
    for (const add_on_id a : {calls, higher, exporting, longer})
        CHECK(why(a) == add_on_refusal::gives_nothing);
    CHECK(why(seats) == add_on_refusal::none);  // what it gives is not in the catalog
    // A second one raises the limit again, but sets and gives nothing more.
    orders = {bought(1, small_one, 1, begin)};
    for (const add_on_id a : {calls, higher, exporting, longer})
        add_ons.push_back({{a.value}, a, quantity{1}, begin, end});
    CHECK(why(calls) == add_on_refusal::none);
    for (const add_on_id a : {higher, exporting, longer})
        CHECK(why(a) == add_on_refusal::gives_nothing);
    add_ons[2].ends = end - seconds(1);
    CHECK(why(exporting) == add_on_refusal::none);  // for the last second
    // An override decides alone, as long as it lasts.
    add_ons.clear();
    limits = {{.quota = {0}, .limit = hard(25), .begins = begin}};
    features = {{.feature = {0}, .granted = false, .begins = begin}};
    for (const add_on_id a : {calls, higher, exporting})
        CHECK(why(a) == add_on_refusal::gives_nothing);
    limits[0].ends = features[0].ends = end - seconds(1);
    for (const add_on_id a : {calls, higher, exporting}) CHECK(why(a) == add_on_refusal::none);
}

// SPDX-License-Identifier: MIT
#include <cstdint>
#include <optional>
#include <vector>

#include <ratecard/billing/change.hpp>
#include <ratecard/catalog/builder.hpp>
#include <ratecard/time/calendar.hpp>

#include "billing/shop.hpp"
#include "property.hpp"
#include "time/any_proration.hpp"

using namespace ratecard;
using namespace ratecard::literals;
using namespace ratecard_test;

namespace {

constexpr edition_id free_one{0}, same_price{3};
constexpr auto up = change_direction::upgrade;

/// Small at `price`, large at twice as much, and another at the price of small.
owned_catalog seller(const change_rule& rule, decimal price = 30_dec) {
    catalog_builder b{offering{.product = "shop", .unit = usd, .billing_zone = beijing}};
    b.add(edition{"free"}).add(edition{"small"}).add(edition{"large"}).add(edition{"same"});
    b.add(price_version{"only", instant{-instant::bound}, {}});
    b.price("only", "small", price);
    b.price("only", "large", decimal::from(price.count() * 2, price.scale()).value());
    b.price("only", "same", price);
    return b.change("", "", rule).build().value();
}
constexpr change_rule at_once(const proration& how,
                              change_alignment alignment = change_alignment::keep) {
    return {.kind = change_kind::with_credit, .alignment = alignment, .divided = how};
}
constexpr running_plan running(edition_id e, const period& whole, money price) {
    return {.edition = e,
            .version = only,
            .whole = whole,
            .began = whole.begin(),
            .price = price,
            .paid = price};
}
constexpr period february = period_of({2024, 2}, beijing);
constexpr running_plan small_in_february = running(small_one, february, cents(30'00));
constexpr instant noon_of_the_15th = at(2024, 2, 15, {12, 0, 0});

proration any_divided() {
    static const std::vector<proration> every = all_prorations();
    proration p = *rc::gen::suchThat(rc::gen::elementOf(every), [](const proration& one) {
        return one.whole != proration_whole::order;
    });
    p.counted = *rc::gen::element(proration_side::used, proration_side::unused);
    return p;
}
decimal any_price() { return decimal::from(*rc::gen::inRange(0, 500'00), 2).value(); }

}  // namespace

TEST_CASE("each rule counts both sides of an upgrade in the middle of February") {
    const auto quoted = [](const proration& how) {
        return quote_change(seller(at_once(how)), small_in_february, large_one, up,
                            noon_of_the_15th)
            .value()
            .value();
    };
    using namespace presets::prorations;
    const auto by_seconds = quoted(stripe);
    CHECK(by_seconds.old_side.amount == cents(15'00));
    CHECK(by_seconds.old_side.share == ratio{1, 2});
    CHECK(by_seconds.new_side.amount == cents(30'00));
    CHECK(by_seconds.net == cents(15'00));
    CHECK(by_seconds.new_side.part == period{noon_of_the_15th, february.end()});
    CHECK(quoted(kill_bill).old_side.amount == cents(15'52));
    CHECK(quoted(kill_bill).new_side.amount == cents(31'03));
    CHECK(quoted(kill_bill_fixed_30).net == cents(16'00));
    // Tencent counts the used side: 15 days begun of 29. The unused side is the rest.
    CHECK(quoted(presets::prorations::tencent_chat).old_side.is_rest);
    CHECK(quoted(presets::prorations::tencent_chat).old_side.share == ratio{15, 29});
    CHECK(quoted(presets::prorations::tencent_chat).old_side.amount == cents(14'48));
    CHECK(quoted(proration{.basis = proration_basis::none}).net == cents(0));
    CHECK(quoted(proration{.basis = proration_basis::exact_difference}).net == cents(30'00));
}

TEST_CASE("published: 20 to 50 at half a period is 15, 10 to 20 by days with both ends is 5.49") {
    const auto net = [](money price, decimal after, const proration& how, const period& whole,
                        instant when) {
        catalog_builder b{offering{.product = "shop", .unit = usd, .billing_zone = beijing}};
        b.add(edition{"free"}).add(edition{"small"}).add(edition{"large"});
        b.add(price_version{"only", instant{}, {}});
        b.price("only", "small", decimal::from(price.minor_units(), 2).value());
        b.price("only", "large", after);
        return quote_change(b.change("", "", at_once(how)).build().value(),
                            running(small_one, whole, price), large_one, up, when)
            .value()
            ->net;
    };
    using namespace presets::prorations;
    CHECK(net(cents(20'00), 50_dec, stripe, february, noon_of_the_15th) == cents(15'00));
    CHECK(net(cents(10'00), 20_dec, flexprice, {at(2024, 3, 1), at(2024, 3, 31)},
              at(2024, 3, 15)) == cents(5'49));
}

TEST_CASE("the credit is based on the list price, the price asked, or the amount paid") {
    running_plan bought = small_in_february;
    bought.price = cents(20'00);  // the list had another price then
    bought.paid = cents(10'00);   // and half of it was a discount
    const auto credit = [&](credit_basis by) {
        return quote_change(seller(at_once({.credit = by})), bought, large_one, up,
                            noon_of_the_15th)
            .value()
            ->old_side.amount;
    };
    CHECK(credit(credit_basis::list_price) == cents(15'00));
    CHECK(credit(credit_basis::price_paid) == cents(10'00));
    CHECK(credit(credit_basis::price_paid_net_of_discounts) == cents(5'00));
    // Bought on the 8th for 7.00: of the 22 days paid for, 14.5 are left.
    bought.began = at(2024, 2, 8);
    bought.paid = cents(7'00);
    CHECK(credit(credit_basis::price_paid_net_of_discounts) == cents(4'61));
}

TEST_CASE("the unused part never grows over time, except when counted in calendar months") {
    std::size_t checked = 0;
    for (proration how : all_prorations()) {
        if (how.whole == proration_whole::order || how.whole == proration_whole::calendar_month)
            continue;
        for (const auto side : {proration_side::used, proration_side::unused})
            for (const period& whole : {period{at(2024, 1, 31), at(2024, 2, 29)},
                                        period{at(2024, 2, 15), at(2024, 3, 15)},
                                        period{at(2023, 1, 15), at(2023, 4, 15)}}) {
                how.counted = side;
                ratio before{1, 1};
                for (instant t = whole.begin(); t < whole.end(); t = t + hours(18)) {
                    const auto left = unused_part(how, whole, t, beijing).value();
                    if (before < left) FAIL("policy " << checked);
                    before = left;
                    ++checked;
                }
            }
    }
    REQUIRE(checked > 40'000);
}

TEST_CASE("a change at the instant from which a plan is paid credits the whole payment") {
    running_plan late = small_in_february;
    late.began = noon_of_the_15th;
    late.paid = cents(5'00);
    const auto c = seller(at_once(
        {.basis = proration_basis::none, .credit = credit_basis::price_paid_net_of_discounts}));
    CHECK((*quote_change(c, late, large_one, up, noon_of_the_15th))->old_side.amount ==
          cents(5'00));
    CHECK((*quote_change(c, late, large_one, up, noon_of_the_15th + seconds(1)))->old_side.amount ==
          cents(0));
}

TEST_CASE("no credit exceeds what was paid, even if a later month has a larger unused part") {
    running_plan late = running(small_one, {at(2024, 2, 15), at(2024, 3, 15)}, cents(30'00));
    late.began = at(2024, 2, 28);
    late.paid = cents(5'00);
    const auto c = seller(at_once({.whole = proration_whole::calendar_month,
                                   .counted = proration_side::unused,
                                   .credit = credit_basis::price_paid_net_of_discounts}));
    CHECK((*quote_change(c, late, large_one, up, at(2024, 3, 1)))->old_side.amount == cents(5'00));
}

TEST_CASE("a stretch of no duration is listed if money is kept for it") {
    running_plan discounted = small_in_february;
    discounted.paid = cents(10'00);
    const std::vector<plan_change> at_begin{{{1}, large_one, february.begin()}};
    const auto all = stretches_of(seller(at_once({})), discounted, at_begin).value();
    REQUIRE(all.size() == 2);
    CHECK(all[0].kept == cents(-20'00));  // credited at list price
    CHECK(all[1].kept == cents(60'00));
    CHECK(stretches_of(seller(at_once({})), small_in_february, at_begin)->size() == 1);
}

TEST_CASE("a change begins a new period, or divides the current one") {
    const auto c = seller(at_once({}, change_alignment::restart));
    const auto quote =
        quote_change(c, small_in_february, large_one, up, noon_of_the_15th).value().value();
    CHECK(quote.new_side.part == period{noon_of_the_15th, at(2024, 3, 15, {12, 0, 0})});
    CHECK(quote.new_side.whole == quote.new_side.part);
    CHECK(quote.net == cents(60'00 - 15'00));
    const running_plan next = changed(small_in_february, quote);
    CHECK(next.edition == large_one);
    CHECK(next.began == noon_of_the_15th);
    CHECK(next.paid == cents(60'00));
}

TEST_CASE("a change at the end of a period credits nothing and charges the whole next period") {
    const auto c = seller({.kind = change_kind::at_period_end});
    const auto quote =
        quote_change(c, small_in_february, large_one, up, noon_of_the_15th).value().value();
    CHECK(quote.at == february.end());
    CHECK(quote.old_side.amount == cents(0));
    CHECK(quote.new_side.part == period_of({2024, 3}, beijing));
    CHECK(quote.net == cents(60'00));
}

TEST_CASE("a period after a change is counted from the anchor of the plan, unless it restarts") {
    running_plan of_the_31st = running(small_one, {at(2024, 2, 29), at(2024, 3, 31)}, cents(30'00));
    of_the_31st.anchored_at = at(2024, 1, 31);
    change_rule rule{.kind = change_kind::at_period_end};
    const auto quoted = [&](instant now) {
        return quote_change(seller(rule), of_the_31st, large_one, up, now).value().value();
    };
    const instant now = at(2024, 3, 10);
    CHECK(quoted(now).new_side.whole == period{at(2024, 3, 31), at(2024, 4, 30)});
    CHECK(changed(of_the_31st, quoted(now)).anchored_at == at(2024, 1, 31));
    rule.alignment = change_alignment::restart;
    CHECK(quoted(now).new_side.whole == period{at(2024, 3, 31), at(2024, 4, 30)});
    CHECK(changed(of_the_31st, quoted(now)).anchored_at == std::nullopt);
    rule.kind = change_kind::with_credit;
    CHECK(quoted(now).new_side.whole == period{at(2024, 3, 10), at(2024, 4, 10)});
    // Without an anchor, periods are counted from the begin of the one that runs.
    of_the_31st.anchored_at.reset();
    rule = {.kind = change_kind::at_period_end};
    CHECK(quoted(now).new_side.whole == period{at(2024, 3, 31), at(2024, 4, 29)});
    CHECK(changed(of_the_31st, quoted(now)).anchored_at == at(2024, 2, 29));
}

TEST_CASE("the date of a change is not before now and not after the period") {
    const auto c = seller({.kind = change_kind::at_date});
    const auto on = [&](instant when) {
        return quote_change(c, small_in_february, large_one, up, at(2024, 2, 10), when);
    };
    CHECK((*on(noon_of_the_15th))->at == noon_of_the_15th);
    CHECK((*on(noon_of_the_15th))->old_side.amount == cents(15'00));
    CHECK((*on(at(2024, 2, 10)))->at == at(2024, 2, 10));
    CHECK(on(at(2024, 2, 10) - seconds(1)) == billing_errc::change_in_the_past);
    CHECK(on(february.end() - seconds(1)).has_value());
    CHECK(on(february.end()) == time_errc::part_outside_the_period);
}

TEST_CASE(
    "a change to the same edition, before the plan began, or to an unpriced edition is an error") {
    const auto c = seller(at_once({}));
    CHECK(quote_change(c, small_in_february, small_one, up, noon_of_the_15th) ==
          billing_errc::change_to_the_same_edition);
    CHECK(quote_change(c, small_in_february, large_one, up, february.begin() - seconds(1)) ==
          billing_errc::change_in_the_past);
    running_plan later = small_in_february;
    later.began = at(2024, 2, 20);
    CHECK(quote_change(c, later, large_one, up, noon_of_the_15th) ==
          billing_errc::change_in_the_past);
    CHECK(quote_change(c, small_in_february, {9}, up, noon_of_the_15th) ==
          catalog_errc::unknown_edition);
    running_plan unknown = small_in_february;
    unknown.version = {7};
    CHECK(quote_change(c, unknown, large_one, up, noon_of_the_15th) ==
          catalog_errc::unknown_version);
    // The default edition is free; another one without a row has no price.
    CHECK((*quote_change(c, small_in_february, free_one, up, noon_of_the_15th))->net ==
          cents(-15'00));
}

TEST_CASE("a change that is forbidden or needs a refund first is refused with its reason") {
    CHECK(quote_change(seller({}), small_in_february, large_one, up, noon_of_the_15th)->why() ==
          change_refusal::forbidden);
    CHECK(quote_change(seller({.kind = change_kind::refund_first}), small_in_february, large_one,
                       up, noon_of_the_15th)
              ->why() == change_refusal::refund_first);
}

TEST_CASE("the direction passed in decides which rule applies, if rules name one") {
    catalog_builder b{seller(at_once({})).view()};
    b.change(
        "", "",
        change_rule{.kind = change_kind::at_period_end, .direction = change_direction::downgrade});
    const auto c = b.build().value();
    const auto kind = [&](change_direction d) {
        return (*quote_change(c, small_in_february, large_one, d, noon_of_the_15th))->rule.kind;
    };
    CHECK(kind(change_direction::upgrade) == change_kind::with_credit);
    CHECK(kind(change_direction::downgrade) == change_kind::at_period_end);
}

TEST_CASE("grants are kept, or end at the change") {
    change_rule rule = at_once({});
    const grant<money> g{.id = {1}, .amount = cents(5'00)};
    const auto after = [&](const grant<money>& given) {
        return after_change(
            given, quote_change(seller(rule), small_in_february, large_one, up, noon_of_the_15th)
                       .value()
                       .value());
    };
    CHECK(after(g) == g);
    rule.grants = on_change::ended;
    CHECK(end_of(after(g)) == noon_of_the_15th);
    grant<money> voided = g;
    voided.voided_at = at(2024, 2, 2);
    CHECK(after(voided) == voided);
}

TEST_CASE("add-ons are kept, or end at the change, and no add-on ends before it begins") {
    change_rule rule = at_once({});
    const add_on_purchase p{.id = {1}, .begins = at(2024, 2, 1)};
    const auto after = [&](const add_on_purchase& bought) {
        return after_change(
            bought, quote_change(seller(rule), small_in_february, large_one, up, noon_of_the_15th)
                        .value()
                        .value());
    };
    CHECK(after(p) == p);
    rule.add_ons = on_change::ended;
    CHECK(after(p).ends == noon_of_the_15th);
    add_on_purchase other = p;
    other.ends = at(2024, 2, 3);
    CHECK(after(other) == other);
    other = {.id = {2}, .begins = at(2024, 3, 1)};
    CHECK(after(other).ends == other.begins);
}

TEST_CASE("a change at the begin of a period costs only the difference of the prices") {
    law("under every policy, for any prices and months", [] {
        const auto c = seller(at_once(any_divided()), any_price());
        const period month = period_of(
            {2023 + *rc::gen::inRange(0, 3), static_cast<std::uint32_t>(*rc::gen::inRange(1, 13))},
            beijing);
        const money price = monthly_fee(c, small_one, only).value();
        const auto quote =
            quote_change(c, running(small_one, month, price), large_one, up, month.begin());
        RC_ASSERT((*quote)->net == price);  // large costs twice as much
        RC_ASSERT((*quote)->old_side.amount == price);
    });
}

TEST_CASE(
    "a change there and back at one instant nets to zero, and so does one to an equal price") {
    law("under every policy that credits the list price", [] {
        proration how = any_divided();
        how.credit = credit_basis::list_price;
        const auto c = seller(at_once(how), any_price());
        const instant when = february.begin() +
                             seconds(*rc::gen::inRange<std::int64_t>(0, february.length().seconds));
        const running_plan plan =
            running(small_one, february, monthly_fee(c, small_one, only).value());
        const auto there = quote_change(c, plan, large_one, up, when).value().value();
        const auto back =
            quote_change(c, changed(plan, there), small_one, up, when).value().value();
        RC_ASSERT(there.net.minor_units() + back.net.minor_units() == 0);
        RC_ASSERT((*quote_change(c, plan, same_price, up, when))->net == cents(0));
    });
}

TEST_CASE("the amounts kept for all stretches add up to what was paid and what each change added") {
    law("for any chain of changes, repeats of them, and any policy", [] {
        proration how = any_divided();
        how.credit = *rc::gen::element(credit_basis::list_price, credit_basis::price_paid,
                                       credit_basis::price_paid_net_of_discounts);
        const auto alignment = *rc::gen::element(change_alignment::keep, change_alignment::restart);
        const auto c = seller(at_once(how, alignment), any_price());
        running_plan plan = running(small_one, february, monthly_fee(c, small_one, only).value());
        plan.paid = cents(plan.price.minor_units() * *rc::gen::inRange(0, 101) / 100);
        std::vector<plan_change> changes;
        std::int64_t sum = plan.paid.minor_units();
        running_plan now = plan;
        instant when = february.begin();
        for (std::uint64_t id = 1; id <= 4; ++id) {
            when = when + seconds(*rc::gen::inRange<std::int64_t>(1, 6 * 86'400));
            const edition_id to = *rc::gen::element(small_one, large_one, same_price, free_one);
            changes.push_back({{id}, to, when});
            if (*rc::gen::inRange(0, 3) == 0) changes.push_back(changes.back());
            if (to == now.edition) continue;
            const auto quote = quote_change(c, now, to, up, when).value().value();
            sum += quote.net.minor_units();
            now = changed(now, quote);
        }
        const auto all = stretches_of(c, plan, changes).value();
        std::int64_t kept = 0;
        instant end = february.begin();
        for (const plan_stretch& s : all) {
            kept += s.kept.minor_units();
            RC_ASSERT(s.begins == end);
            end = s.ends;
        }
        RC_ASSERT(end == now.whole.end());
        RC_ASSERT(kept == sum);
        // With a credit of what was paid, nobody gets back more than that.
        if (how.credit == credit_basis::price_paid_net_of_discounts)
            for (const plan_stretch& s : all) RC_ASSERT(!s.kept.is_negative());
    });
}

TEST_CASE(
    "of several changes at one instant the last counts; a repeat with other content is an error") {
    const auto c = seller(at_once({}));
    const instant other = at(2024, 2, 20);
    const auto stretches = [&](const std::vector<plan_change>& changes) {
        return stretches_of(c, small_in_february, changes);
    };
    const plan_change there{{1}, large_one, noon_of_the_15th};
    CHECK(stretches({there, {{2}, small_one, noon_of_the_15th}}) == stretches({}));
    CHECK(stretches({there, there}) == stretches({there}));
    CHECK(stretches({there, {{2}, same_price, other}, there})->size() == 3);
    CHECK(stretches({there, {{1}, large_one, other}}) == account_errc::duplicate_id);
    CHECK(stretches({there, {{2}, small_one, at(2024, 2, 2)}}) == billing_errc::change_in_the_past);
    CHECK(stretches({{{1}, large_one, at(2024, 1, 31)}}) == billing_errc::change_in_the_past);
    CHECK(stretches_of<1>(c, small_in_february, std::vector{there}) ==
          core_errc::capacity_exceeded);
    CHECK(stretches_of(seller({}), small_in_february, std::vector{there}) ==
          billing_errc::change_refused);
    const auto later = stretches_of(seller({.kind = change_kind::at_period_end}), small_in_february,
                                    std::vector{there});
    CHECK(later->size() == 2);
    CHECK((*later)[1].begins == february.end());
    CHECK((*later)[1].ends == at(2024, 4, 1));
    CHECK((*later)[0].kept == cents(30'00));
}

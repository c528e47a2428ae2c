// SPDX-License-Identifier: MIT
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include <ratecard/analysis/simulation.hpp>
#include <ratecard/catalog/builder.hpp>
#include <ratecard/time/calendar.hpp>

#include "billing/shop.hpp"
#include "property.hpp"

using namespace ratecard;
using namespace ratecard::literals;
using namespace ratecard_test;

namespace {

constexpr charge_id calls{0};

/// Two editions: small at 20 a month and 0.10 a call, large at 50 a month and 0.01 a call.
owned_catalog seller(const change_rule& rule) {
    catalog_builder b{offering{.product = "shop", .unit = usd, .billing_zone = beijing}};
    b.add(edition{"free"}).add(edition{"small"}).add(edition{"large"});
    b.add(price_version{"only", instant{}, {}}).add(charge{.key = "calls"});
    b.price("only", "small", 20_dec).price("only", "large", 50_dec);
    b.price("only", "small", "calls", {.unit_price = 0.1_dec});
    b.price("only", "large", "calls", {.unit_price = 0.01_dec});
    return b.change("", "", rule).build().value();
}
constexpr change_rule at_once{.kind = change_kind::with_credit};
constexpr running_plan plan{.edition = small_one,
                            .version = only,
                            .whole = period_of({2024, 1}, beijing),
                            .began = at(2024, 1, 1),
                            .price = cents(20'00),
                            .paid = cents(20'00)};

struct months {
    std::vector<std::vector<metered>> read{};
    std::vector<month_usage> seen{};

    explicit months(const std::vector<std::int64_t>& by_month) {
        for (const std::int64_t n : by_month) read.push_back({{calls, quantity{n}}});
        seen.assign(read.begin(), read.end());
    }
    [[nodiscard]] scenario from(const running_plan& p = plan) const {
        return {.plan = p, .to = large_one, .direction = change_direction::upgrade, .usage = seen};
    }
};
std::vector<std::int64_t> costs(const catalog_view& c, const scenario& s,
                                std::optional<instant> when) {
    std::vector<money> by_month(s.usage.size());
    const auto total = costs_if_changed(c, s, when, by_month).value().value();
    std::vector<std::int64_t> all;
    std::int64_t sum = 0;
    for (const money& m : by_month) {
        all.push_back(m.minor_units());
        sum += all.back();
    }
    CHECK(total == cents(sum));
    return all;
}
using list = std::vector<std::int64_t>;

}  // namespace

TEST_CASE("each month costs its fee and its usage, priced for the edition at its end") {
    const auto c = seller(at_once);
    const months use({100, 200, 400});
    CHECK(costs(c, use.from(), {}) == list{30'00, 40'00, 60'00});
    // Half of February is 10.00 credited and 25.00 charged.
    CHECK(costs(c, use.from(), at(2024, 2, 15, {12, 0, 0})) == list{30'00, 37'00, 54'00});
    CHECK(costs(c, use.from(), at(2024, 2, 1)) == list{30'00, 52'00, 54'00});
    CHECK(costs(c, use.from(), at(2024, 4, 1)) == list{30'00, 40'00, 60'00});
}

TEST_CASE("a change at the end of a period adds no cost to that period") {
    const auto c = seller({.kind = change_kind::at_period_end});
    const months use({100, 200, 400});
    CHECK(costs(c, use.from(), at(2024, 1, 10)) == list{30'00, 52'00, 54'00});
    CHECK(costs(c, use.from(), at(2024, 3, 10)) == list{30'00, 40'00, 60'00});
}

TEST_CASE("if periods restart at a change, each is paid in the month in which it begins") {
    const auto c =
        seller({.kind = change_kind::with_credit, .alignment = change_alignment::restart});
    const months use({0, 0, 0, 0});
    // 50.00 on 16 January, less what is left of 20.00, and again on 16 February, March and April.
    const auto credited =
        quote_change(c, plan, large_one, change_direction::upgrade, at(2024, 1, 16))
            .value()
            ->old_side.amount.minor_units();
    CHECK(costs(c, use.from(), at(2024, 1, 16)) == list{70'00 - credited, 50'00, 50'00, 50'00});
    // A restart at the begin of a month gives the same periods as without a restart.
    CHECK(costs(c, use.from(), at(2024, 2, 1)) == list{20'00, 50'00, 50'00, 50'00});
}

TEST_CASE("the running period costs what was paid for it, not its price") {
    const auto c = seller(at_once);
    running_plan bought = plan;
    bought.paid = cents(5'00);
    const months use({0, 0});
    CHECK(costs(c, use.from(bought), {}) == list{5'00, 20'00});
}

TEST_CASE("a change that the rule forbids is refused, and invalid input is a named error") {
    std::vector<money> room(2);
    const months use({0, 0});
    CHECK(costs_if_changed(seller({}), use.from(), at(2024, 1, 2), room)->why() ==
          change_refusal::forbidden);
    const std::array dates{at(2024, 1, 2)};
    std::array<money, 1> totals;
    CHECK(cost_curve(seller({}), use.from(), dates, room, totals)->why() ==
          change_refusal::forbidden);
    CHECK(costs_if_changed(seller({}), use.from(), {}, room)->value() == cents(40'00));
    CHECK(costs_if_changed(seller(at_once), use.from(), at(2023, 12, 31), room) ==
          billing_errc::change_in_the_past);
    running_plan quarter = plan;
    quarter.months = 3;
    CHECK(costs_if_changed(seller(at_once), use.from(quarter), {}, room) ==
          catalog_errc::months_out_of_range);
}

TEST_CASE("the months of a simulation are the months of its plan's anchor") {
    const auto c = seller(at_once);
    const months use({0, 0, 0, 0});
    running_plan of_the_31st = plan;
    of_the_31st.whole = {at(2024, 2, 29), at(2024, 3, 31)};
    of_the_31st.began = at(2024, 2, 29);
    of_the_31st.anchored_at = at(2024, 1, 31);
    const scenario s = use.from(of_the_31st);
    CHECK(month_of(c, s, 0) == of_the_31st.whole);
    CHECK(month_of(c, s, 1) == period{at(2024, 3, 31), at(2024, 4, 30)});
    CHECK(month_of(c, s, 2) == period{at(2024, 4, 30), at(2024, 5, 31)});
    // 15 of the 30 days from 31 March are left: 10.00 are credited, 25.00 charged.
    CHECK(costs(c, s, at(2024, 4, 15)) == list{20'00, 35'00, 50'00, 50'00});
    law("the months of a plan follow each other, each from its anchor", [&] {
        const instant anchored = at(2023, *rc::gen::inRange(1u, 13u), *rc::gen::inRange(1u, 29u)) +
                                 days(*rc::gen::inRange(0, 4));
        const anchor a = anchor_at(anchored, beijing);
        const std::int64_t first = *rc::gen::inRange(0, 30);
        running_plan any = plan;
        any.whole = period_at(a, monthly, first, beijing);
        any.began = any.whole.begin();
        any.anchored_at = anchored;
        for (std::int64_t m = 0; m < 24; ++m)
            RC_ASSERT(month_of(c, use.from(any), static_cast<std::size_t>(m)) ==
                      period_at(a, monthly, first + m, beijing));
    });
}

TEST_CASE("the cost curve has the cost of a change at each instant") {
    const auto c = seller(at_once);
    const months use({100, 200, 400});
    std::vector<instant> dates;
    for (instant t = at(2024, 1, 1); t < at(2024, 4, 1); t = t + days(1)) dates.push_back(t);
    std::vector<money> by_month(3), totals(dates.size());
    REQUIRE(cost_curve(c, use.from(), dates, by_month, totals)->value() == dates.size());
    for (std::size_t i = 0; i < dates.size(); ++i) {
        std::int64_t sum = 0;
        for (const std::int64_t m : costs(c, use.from(), dates[i])) sum += m;
        CHECK(totals[i] == cents(sum));
    }
    // Usage is priced for the edition at the end of the month, so a later change within the month
    // is cheaper, and the best day is a last day.
    CHECK(totals[30] < totals[0]);
}

TEST_CASE("the total cost of a change is the charges kept for the plan, plus the usage") {
    law("for any instant, usage and proration policy", [] {
        change_rule rule = at_once;
        rule.divided = *rc::gen::element(presets::prorations::stripe, presets::prorations::lago,
                                         presets::prorations::tencent_chat,
                                         presets::prorations::kill_bill_fixed_30);
        const auto c = seller(rule);
        const months use({*rc::gen::inRange(0, 500), *rc::gen::inRange(0, 500)});
        const instant when = at(2024, 1, 1) + seconds(*rc::gen::inRange<std::int64_t>(
                                                  0, plan.whole.length().seconds));
        std::int64_t expected = 50'00;  // the fee of the second month
        const std::array change{plan_change{{1}, large_one, when}};
        const auto stretches = stretches_of(c, plan, change).value();
        for (const plan_stretch& s : stretches) expected += s.kept.minor_units();
        for (const auto& month : use.read)
            expected += usage_cost(c, large_one, only, month, plan.whole.begin())->minor_units();
        std::vector<money> by_month(2);
        RC_ASSERT(costs_if_changed(c, use.from(), when, by_month)->value() == cents(expected));
    });
}

TEST_CASE("the break-even month is the first from which the total is never above the other's") {
    using list_of = std::vector<money>;
    const list_of stay{cents(30), cents(30), cents(30), cents(30)};
    const auto even = [&](const list_of& one) { return break_even(one, stay).value(); };
    CHECK(even({cents(50), cents(20), cents(20), cents(20)}) == std::size_t{2});
    CHECK(even({cents(30), cents(20), cents(20), cents(20)}) == std::size_t{0});
    CHECK(even({cents(90), cents(10), cents(10), cents(11)}) == std::nullopt);
    CHECK(even({cents(90), cents(10), cents(10), cents(10)}) == std::size_t{3});
    // A lower total that is above again at the end is not a break-even.
    CHECK(even({cents(10), cents(10), cents(10), cents(99)}) == std::nullopt);
    CHECK(even({cents(10), cents(99), cents(10), cents(0)}) == std::size_t{3});
    CHECK(!break_even({}, {})->has_value());
    CHECK(break_even(list_of{cents(INT64_MAX)}, list_of{cents(-1)}) == core_errc::overflow);
}

// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <ratecard/billing/invoice.hpp>
#include <ratecard/billing/plan_segment.hpp>

#include "application.hpp"
#include "examined.hpp"
#include "property.hpp"
#include "rebuilt_catalog.hpp"
#include "reference_catalog.hpp"

using namespace ratecard;
using namespace ratecard_test;

namespace {

constexpr period march{local(2024, 3, 1), local(2024, 4, 1)};

std::vector<plan_segment> segments(const catalog_view& c, const application& a) {
    const auto made = plan_segments(examined(c, a.facts()), march).value();
    return {made.begin(), made.end()};
}
plan_segment from(instant begin, edition_id e) { return {begin, e, current_book}; }
using list = std::vector<plan_segment>;

}  // namespace

TEST_CASE("a month is divided where another plan begins, without gaps") {
    both_owners([](const catalog_view& c) {
        application a;
        CHECK(segments(c, a).empty());
        a.orders = {bought(1, standard, 1, local(2024, 2, 20))};  // to 20 March
        CHECK(segments(c, a) == list{from(march.begin(), standard)});
        a.orders.push_back(bought(2, premium, 1, local(2024, 3, 25)));
        // The days without a plan belong to the one before.
        CHECK(segments(c, a) ==
              list{from(march.begin(), standard), from(local(2024, 3, 25), premium)});
        CHECK(plan_segments<1>(examined(c, a.facts()), march) == core_errc::capacity_exceeded);
        std::array<plan_segment, 2> room{};
        CHECK(plan_segments(examined(c, a.facts()), march, room) == std::size_t{2});
        CHECK(room[1] == from(local(2024, 3, 25), premium));
        const auto two = segments(c, a);
        CHECK(segment_at(two, march.begin()) == 0);
        CHECK(segment_at(two, local(2024, 3, 25) - seconds(1)) == 0);
        CHECK(segment_at(two, local(2024, 3, 25)) == 1);
        // Renewed at the same prices, a plan goes on.
        a.orders[1] = bought(2, standard, 1, local(2024, 3, 20));
        CHECK(segments(c, a) == list{from(march.begin(), standard)});
        // The first plan of a month begins it.
        a.orders = {bought(2, premium, 1, local(2024, 3, 25))};
        CHECK(segments(c, a) == list{from(march.begin(), premium)});
        a.orders = {bought(1, standard, 1, local(2024, 2, 1)),
                    bought(2, premium, 1, local(2024, 4, 1))};
        CHECK(segments(c, a).empty());
    });
}

TEST_CASE("a plan returned in the second in which it began prices nothing") {
    both_owners([](const catalog_view& c) {
        application a;
        a.orders = {bought(1, standard, 1, local(2024, 3, 10))};
        a.refunds = {{{1}, local(2024, 3, 10)}};
        CHECK(segments(c, a).empty());
        a.refunds = {{{1}, local(2024, 3, 12)}};
        a.orders.push_back(bought(2, premium, 1, local(2024, 3, 12)));
        CHECK(segments(c, a) ==
              list{from(march.begin(), standard), from(local(2024, 3, 12), premium)});
    });
}

TEST_CASE("each instant of a period lies in exactly one segment") {
    law("for any plans, one after the other", [] {
        application a;
        instant at = local(2024, 1, 15);
        for (std::uint64_t id = 1; id <= 4; ++id) {
            a.orders.push_back(bought(id, *rc::gen::element(standard, premium), 1, at));
            at = at + days(31 + *rc::gen::inRange(0, 10));
        }
        const auto all = segments(chat::catalog, a);
        RC_PRE(!all.empty());
        RC_ASSERT(all[0].begin == march.begin());
        for (std::size_t i = 1; i < all.size(); ++i) {
            RC_ASSERT(all[i - 1].begin < all[i].begin);
            RC_ASSERT(all[i - 1].edition != all[i].edition);
        }
        const instant t =
            march.begin() + seconds(*rc::gen::inRange<std::int64_t>(0, march.length().seconds));
        const std::size_t place = segment_at(all, t);
        RC_ASSERT(all[place].begin <= t);
        if (place + 1 < all.size()) RC_ASSERT(t < all[place + 1].begin);
        // Where a plan is in effect, it is the one of the segment.
        const auto order = order_at(examined(chat::catalog, a.facts()), t);
        if (order) RC_ASSERT(a.orders[*order].edition == all[place].edition);
    });
}

namespace {

/// The reference catalog where usage is charged by the plan it was used under, and an application
/// that has Standard and, from some day of March on, Premium.
struct charged_by_use {
    offering o = *chat::catalog.view().offering;
    catalog_view c = chat::catalog;
    application a{};
    std::vector<metered> usage{};

    charged_by_use(instant upgrade, std::int64_t used_of_standard, std::int64_t used_of_premium) {
        o.billing.priced_by = usage_prices::plan_of_use;
        c.offering = &o;
        a.orders = {bought(1, standard, 1, local(2024, 2, 10)), bought(2, premium, 1, upgrade)};
        const charge_id mau = chat::charge::mau;
        usage = {{.charge = mau, .used = quantity{used_of_standard}, .segment = 0},
                 {.charge = mau, .used = quantity{used_of_premium}, .segment = 1}};
    }
    charged_by_use(const charged_by_use&) = delete;
    charged_by_use& operator=(const charged_by_use&) = delete;

    /// The lines of usage in the statement of March.
    [[nodiscard]] std::vector<charge_line> lines() const {
        std::vector<charge_line> all;
        const auto month = statement_of(examined(c, a.facts()), {2024, 3}, usage).value();
        CHECK(month.charged_as == premium);
        for (const invoice_line& line : month.lines)
            if (const charge_line* charge = month.charge_of(line)) all.push_back(*charge);
        return all;
    }
};

}  // namespace

TEST_CASE("a statement charges usage by the plan it was used under, if the policy says so") {
    const charged_by_use march_of{local(2024, 3, 10), 12'000, 4'000};
    const auto charged = march_of.lines();
    REQUIRE(charged.size() == 2);
    CHECK(charged[0].edition == standard);
    CHECK(charged[0].charged == quantity{2'000});
    CHECK(charged[1].edition == premium);
    CHECK(charged[1].charged == quantity{4'000});  // what premium includes was used up before
    // By the last plan there is one segment.
    CHECK(statement_of(examined(chat::catalog, march_of.a.facts()), {2024, 3}, march_of.usage) ==
          rating_errc::unknown_segment);
}

TEST_CASE(
    "the included units of each plan are used up, anew or prorated, by the rule of its change") {
    charged_by_use march_of{local(2024, 3, 11), 12'000, 14'000};
    const auto included = [&](included_units how) {
        const change_rule rules[] = {{.included = how}};
        march_of.c.changes = rules;
        std::vector<std::int64_t> all;
        for (const charge_line& line : march_of.lines())
            all.push_back(line.included.most().count());
        return all;
    };
    using counts = std::vector<std::int64_t>;
    CHECK(included(included_units::used_up) == counts{10'000, 0});
    CHECK(included(included_units::anew) == counts{10'000, 10'000});
    CHECK(included(included_units::prorated) == counts{3'225, 6'774});  // 10 and 21 of 31 days
}

TEST_CASE("a segment has its own included units if the change at either of its ends says so") {
    const std::vector<plan_segment> all{from(march.begin(), standard),
                                        from(local(2024, 3, 11), premium),
                                        from(local(2024, 3, 21), standard)};
    catalog_view c = chat::catalog;
    const change_rule rules[] = {{}, {.to = premium, .included = included_units::prorated}};
    c.changes = rules;
    CHECK(included_part(c, all, march, 0) == ratio{10, 31});
    CHECK(included_part(c, all, march, 1) == ratio{10, 31});
    CHECK(!included_part(c, all, march, 2));
    const change_rule back[] = {{}, {.from = premium, .included = included_units::anew}};
    c.changes = back;
    CHECK(!included_part(c, all, march, 0));
    CHECK(included_part(c, all, march, 1) == ratio{1, 1});
    CHECK(included_part(c, all, march, 2) == ratio{1, 1});
}

TEST_CASE("a minimum of two plans in a month is the last one, or divided by time") {
    charged_by_use march_of{local(2024, 3, 11), 100, 100};
    const charge_id mau = chat::charge::mau;
    const auto least = [&](edition_id plan, std::int64_t dollars) {
        return price_adjustment{.version = current_book,
                                .edition = plan,
                                .charge = mau,
                                .minimum = decimal::from(dollars, 0).value()};
    };
    const std::array stated{least(standard, 31), least(premium, 62)};
    march_of.c.price_adjustments = stated;
    const auto due = [&](stated_amounts by) {
        march_of.o.rating.stated = by;
        return statement_of(examined(march_of.c, march_of.a.facts()), {2024, 3}, march_of.usage)
            ->due;
    };
    CHECK(due(stated_amounts::of_last_segment) == money{62'00, usd});
    CHECK(due(stated_amounts::by_time) == money{52'00, usd});  // 31 x 10/31 + 62 x 21/31
}

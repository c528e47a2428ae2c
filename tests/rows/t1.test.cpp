// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <ratecard/ratecard.hpp>

#include "customer.hpp"
#include "examined.hpp"
#include "reference_catalog.hpp"

using namespace ratecard;
using namespace ratecard_test;

namespace {

constexpr catalog_view written = tencent_chat::catalog;

metered mau(const catalog_view& c, std::int64_t users) {
    return {charge_named(c, "mau"), quantity{users}, {}};
}
metered concurrent(const catalog_view& c, std::int64_t users) {
    return {charge_named(c, "concurrent_users"), quantity{users}, {}};
}
result<charge_line> rated(const catalog_view& c, std::string_view edition, const metered& m,
                          instant month = local(2024, 5, 1)) {
    return rate(c, edition_named(c, edition), version_named(c, "2022-12-26"), m, month);
}
money overage(const catalog_view& c, std::string_view edition, std::int64_t users) {
    return rated(c, edition, mau(c, users)).value().amount;
}

struct log_in {
    std::uint64_t user;
    instant at;
};
std::int64_t users_of(civil_month m, const std::vector<log_in>& log_ins) {
    std::vector<std::uint64_t> room(log_ins.size());
    return unique_users(log_ins, period_of(m, utc_plus_8), std::span{room}).value().count();
}

}  // namespace

// ---- T1.1 ----

TEST_CASE("T1.1 the editions are Developer, Standard and Premium, in this order") {
    both_owners([](const catalog_view& c) {
        REQUIRE(c.editions.size() == 3);
        CHECK(c.editions[0].key.view() == "developer");
        CHECK(c.editions[1].key.view() == "standard");
        CHECK(c.editions[2].key.view() == "premium");
        CHECK(edition_named(c, "developer") < edition_named(c, "standard"));
        CHECK(edition_named(c, "standard") < edition_named(c, "premium"));
        CHECK(c.find_edition("trial") == catalog_errc::unknown_edition);
        CHECK(c.offering->product.view() == "Tencent Cloud Chat");
    });
}

TEST_CASE("T1.1 Standard is 399 and Premium 699 USD a month; Developer is free and has no price") {
    both_owners([](const catalog_view& c) {
        const auto v = version_named(c, "2022-12-26");
        CHECK(c.unit() == currency{"USD"});
        CHECK(monthly_fee(c, edition_named(c, "standard"), v) == cents(39'900));
        CHECK(monthly_fee(c, edition_named(c, "premium"), v) == cents(69'900));
        CHECK(monthly_fee(c, edition_named(c, "developer"), v) == catalog_errc::no_price);
        CHECK(list_price(c, edition_named(c, "developer"), v, 1) == catalog_errc::no_price);
        for (std::int32_t months = 1; months <= 24; ++months) {
            CHECK(list_price(c, edition_named(c, "standard"), v, months) == cents(39'900 * months));
            CHECK(list_price(c, edition_named(c, "premium"), v, months) == cents(69'900 * months));
        }
        CHECK(monthly_fee(c, edition_id{3}, v) == catalog_errc::unknown_edition);
        CHECK(monthly_fee(c, edition_named(c, "standard"), version_id{2}) ==
              catalog_errc::unknown_version);
        CHECK(list_price(c, edition_id{3}, v, 1) == catalog_errc::unknown_edition);
        CHECK(list_price(c, edition_named(c, "standard"), version_id{2}, 1) ==
              catalog_errc::unknown_version);
    });
    STATIC_REQUIRE(monthly_fee(written, standard, current_book) == cents(39'900));
    STATIC_REQUIRE(monthly_fee(written, premium, current_book) == cents(69'900));
    STATIC_REQUIRE(list_price(written, premium, current_book, 24) == cents(1'677'600));
}

TEST_CASE("T1.1 a new application is on Developer at once") {
    both_owners([](const catalog_view& c) {
        const customer app{c};
        const auto now = resolve(examined(c, app.facts()), app.created_at);
        REQUIRE(now);
        CHECK(now->edition == edition_named(c, "developer"));
        CHECK(now->edition == c.offering->default_edition);
        CHECK(now->lifecycle == reason::allowed);
        CHECK(state_at(examined(c, app.facts()), app.created_at) == status{state::active, {}});
        CHECK(app.refusal("log_in", {}, app.created_at).empty());
        CHECK(resolve(examined(c, app.facts()), app.created_at - seconds(1)) ==
              account_errc::before_creation);
    });
}

// ---- T1.2 ----

TEST_CASE("T1.2 an order of another application is a contradiction") {
    both_owners([](const catalog_view& c) {
        customer app{c};
        app.buys("standard", 1, local(2024, 6, 1));
        CHECK_FALSE(contradiction_in(c, app.facts()));
        app.orders[0].owner = {8};
        CHECK(contradiction_in(c, app.facts()) ==
              contradiction{account_errc::order_of_another_owner, fact::order, 0});
    });
}

TEST_CASE("T1.2 the data center of an application does not change") {
    both_owners([](const catalog_view& c) {
        for (const std::string_view first : {"china", "singapore", "korea", "germany", "india"})
            for (const std::string_view later :
                 {"china", "singapore", "korea", "germany", "india"}) {
                customer app{c, first};
                app.buys("standard", 1, local(2024, 6, 1)).buys("standard", 1, local(2024, 7, 1));
                app.orders[1].fixed = customer{c, later}.fixed;
                const auto wrong = contradiction_in(c, app.facts());
                if (first == later)
                    CHECK_FALSE(wrong);
                else
                    CHECK(wrong ==
                          contradiction{account_errc::fixed_attribute_changed, fact::order, 1});
            }
        // An order that states a place for an application that has none chooses for another.
        customer nowhere{c};
        nowhere.buys("standard", 1, local(2024, 6, 1));
        nowhere.fixed = {};
        CHECK(contradiction_in(c, nowhere.facts()) ==
              contradiction{account_errc::fixed_attribute_changed, fact::order, 0});
        // The order an offer leads to carries the application's own.
        const customer app{c, "korea"};
        const auto quote = quote_purchase(examined(c, app.facts()), edition_named(c, "premium"), 3,
                                          local(2024, 6, 1));
        REQUIRE(quote);
        const order placed = order_of(app.facts(), **quote, {1}, {}, local(2024, 6, 1));
        CHECK(placed.fixed == app.fixed);
        CHECK(placed.owner == subscription_id{1});
    });
}

TEST_CASE("T1.2 the data centers are five, and another one is unknown") {
    both_owners([](const catalog_view& c) {
        const auto center = c.find_attribute("data_center").value();
        CHECK(c[center].fixed);
        for (const std::string_view known : {"china", "singapore", "korea", "germany", "india"})
            CHECK(c.find_value(center, known));
        CHECK(std::ranges::count(c.values, center, &attribute_value::of) == 5);
        CHECK(c.find_value(center, "atlantis") == catalog_errc::unknown_value);
        customer app{c};
        app.fixed.set(center, 5);
        CHECK(contradiction_in(c, app.facts()) ==
              contradiction{catalog_errc::unknown_value, fact::subscription, 0});
    });
}

// ---- T1.3 ----

TEST_CASE("T1.3 users above 10,000 cost 0.015 USD each on Standard and Premium") {
    struct row {
        std::int64_t users, cents;
    };
    // 0.015 x 1, 2, 3, 333, 2,500 and 990,000, rounded half away from zero
    static constexpr row rows[] = {{0, 0},        {9'999, 0},      {10'000, 0},
                                   {10'001, 2},   {10'002, 3},     {10'003, 5},
                                   {10'333, 500}, {12'500, 3'750}, {1'000'000, 1'485'000}};
    both_owners([](const catalog_view& c) {
        for (const std::string_view edition : {"standard", "premium"})
            for (const row& r : rows) {
                CAPTURE(edition, r.users);
                const auto line = rated(c, edition, mau(c, r.users)).value();
                CHECK(line.amount == cents(r.cents));
                CHECK(line.included == limit::finite(10'000));
                CHECK(line.charged == quantity{std::max<std::int64_t>(0, r.users - 10'000)});
                CHECK(line.unit_price == decimal::from("0.015").value());
                CHECK(line.rounded == rounding::half_away_from_zero);
            }
        CHECK(c[charge_named(c, "mau")].unit.view() == "MAU");
    });
    STATIC_REQUIRE(rate(written, standard, current_book,
                        {tencent_chat::charge::mau, quantity{12'500}, {}}, local(2024, 5, 1))
                       .value()
                       .amount == cents(3'750));
}

TEST_CASE("T1.3 each item is rounded once, and the total is the sum of the rounded items") {
    both_owners([](const catalog_view& c) {
        // 0.015 + 0.015 + 0.015: rounded together it would be 0.05.
        const std::array items{mau(c, 10'001), mau(c, 10'001), mau(c, 10'001)};
        std::array<charge_line, 3> lines{};
        const auto total = rate_all(c, edition_named(c, "standard"), version_named(c, "2022-12-26"),
                                    items, local(2024, 5, 1), lines);
        CHECK(total == cents(6));
        for (const charge_line& line : lines) CHECK(line.amount == cents(2));
        // and one item of three users above is not three of one
        CHECK(overage(c, "standard", 10'003) == cents(5));
    });
}

TEST_CASE("T1.3 Developer has no overage price, and all of its limits are hard") {
    both_owners([](const catalog_view& c) {
        const auto developer_edition = edition_named(c, "developer");
        for (const std::int64_t users : {0, 100, 101, 12'500})
            CHECK(rated(c, "developer", mau(c, users)) == catalog_errc::no_price);
        CHECK(rated(c, "developer", concurrent(c, 1)) == catalog_errc::no_price);
        const std::array items{mau(c, 1)};
        std::array<charge_line, 1> lines{};
        CHECK(rate_all(c, developer_edition, version_named(c, "2022-12-26"), items,
                       local(2024, 5, 1), lines) == catalog_errc::no_price);
        for (std::size_t q = 0; q < c.quotas.size(); ++q) {
            const quota_limit& l = c.at(quota_id{static_cast<std::uint16_t>(q)}, developer_edition);
            CHECK(l.enforcement == enforcement::hard);
            CHECK_FALSE(l.most.is_unlimited());
        }
    });
}

// ---- T1.4 ----

TEST_CASE("T1.4 peak concurrent users are free while the promotion's end is not known") {
    both_owners([](const catalog_view& c) {
        CHECK(c[charge_named(c, "concurrent_users")].free_until == instant::never());
        for (const instant month : {local(2022, 12, 1), local(2024, 5, 1), local(9999, 12, 1)}) {
            const auto line = rated(c, "premium", concurrent(c, 1'000), month).value();
            CHECK(line.promoted);
            CHECK(line.amount == cents(0));
            CHECK(line.used == quantity{1'000});
            CHECK(line.unit_price == decimal::from("0.2").value());
        }
        // Other charges do not take part in it.
        CHECK_FALSE(rated(c, "premium", mau(c, 10'001)).value().promoted);
    });
}

TEST_CASE(
    "T1.4 they cost 0.2 USD each from the first billing month that begins at or after its end") {
    struct row {
        instant end;
        instant last_free, first_charged;
    };
    // The third ends one second after May has begun: May is free to its end.
    const row rows[] = {
        {local(2024, 5, 1), local(2024, 4, 1), local(2024, 5, 1)},
        {local(2024, 4, 30, 23, 59, 59), local(2024, 4, 1), local(2024, 5, 1)},
        {local(2024, 5, 1, 0, 0, 1), local(2024, 5, 1), local(2024, 6, 1)},
        {local(2024, 12, 31, 23, 59, 59), local(2024, 12, 1), local(2025, 1, 1)},
    };
    for (const row& r : rows) {
        const auto priced = tencent_chat::tables::with_promotion_until(r.end);
        both_owners(priced, [&](const catalog_view& c) {
            for (const std::string_view edition : {"standard", "premium"}) {
                CHECK(rated(c, edition, concurrent(c, 123), r.last_free).value().amount ==
                      cents(0));
                CHECK(rated(c, edition, concurrent(c, 123), r.last_free).value().promoted);
                CHECK(rated(c, edition, concurrent(c, 123), r.first_charged).value().amount ==
                      cents(2'460));
                CHECK_FALSE(
                    rated(c, edition, concurrent(c, 123), r.first_charged).value().promoted);
            }
            CHECK(rated(c, "developer", concurrent(c, 123), r.first_charged) ==
                  catalog_errc::no_price);
        });
    }
    constexpr auto priced = tencent_chat::tables::with_promotion_until(local(2024, 5, 1));
    STATIC_REQUIRE(validate(priced));
    STATIC_REQUIRE(rate(priced, standard, current_book,
                        {tencent_chat::charge::concurrent_users, quantity{5}, {}},
                        local(2024, 5, 1))
                       .value()
                       .amount == cents(100));
}

TEST_CASE("T1.4 the included concurrent users are a parameter, by default none") {
    const auto priced = tencent_chat::tables::with_promotion_until(local(2024, 5, 1));
    both_owners(priced, [](const catalog_view& c) {
        metered m = concurrent(c, 1'500);
        const auto charged = [&] { return rated(c, "standard", m).value(); };
        CHECK(charged().included == limit::finite(0));
        CHECK(charged().amount == cents(30'000));
        m.included = limit::finite(1'000);
        CHECK(charged().charged == quantity{500});
        CHECK(charged().amount == cents(10'000));
        m.included = limit::finite(1'500);
        CHECK(charged().amount == cents(0));
        m.included = limit::finite(1'501);
        CHECK(charged().amount == cents(0));
        m.included = limit::unlimited();
        CHECK(charged().amount == cents(0));
    });
}

// ---- T1.5 ----

TEST_CASE("T1.5 a user who logs in often counts once a month") {
    const std::vector<log_in> log_ins{{1, local(2024, 5, 1)},         {2, local(2024, 5, 3)},
                                      {1, local(2024, 5, 3, 12)},     {1, local(2024, 5, 31)},
                                      {3, local(2024, 5, 20, 7, 30)}, {2, local(2024, 5, 3)}};
    CHECK(users_of({2024, 5}, log_ins) == 3);
    CHECK(users_of({2024, 4}, log_ins) == 0);
    // A count that comes from elsewhere is never below zero.
    CHECK(quantity::from(-1) == core_errc::negative_quantity);
}

TEST_CASE(
    "T1.5 the month is the civil month in UTC+8, from its first second to before the next one's") {
    // 1706716800 is 2024-01-31 16:00:00 UTC: midnight of 1 February in UTC+8.
    const instant february{1'706'716'800};
    CHECK(users_of({2024, 1}, {{1, february - seconds(1)}}) == 1);
    CHECK(users_of({2024, 2}, {{1, february - seconds(1)}}) == 0);
    CHECK(users_of({2024, 1}, {{1, february}}) == 0);
    CHECK(users_of({2024, 2}, {{1, february}}) == 1);
    // 29 February 2024 ends at 1709222400.
    CHECK(users_of({2024, 2}, {{1, instant{1'709'222'399}}}) == 1);
    CHECK(users_of({2024, 2}, {{1, instant{1'709'222'400}}}) == 0);
    // One user in two months counts in both.
    CHECK(users_of({2024, 1}, {{1, february - seconds(1)}, {1, february}}) == 1);
    CHECK(users_of({2024, 2}, {{1, february - seconds(1)}, {1, february}}) == 1);
}

TEST_CASE("T1.5 the billed figure is the month's peak: what it has reached at its end") {
    std::vector<log_in> log_ins;
    std::int64_t peak = 0;
    std::set<std::uint64_t> seen;
    for (std::int32_t i = 0; i < 200; ++i) {
        log_ins.push_back(
            {static_cast<std::uint64_t>(i * i % 61), local(2024, 5, 1) + hours(3 * i)});
        seen.insert(log_ins.back().user);
        peak = std::max(peak, users_of({2024, 5}, log_ins));
        CHECK(users_of({2024, 5}, log_ins) == static_cast<std::int64_t>(seen.size()));
    }
    CHECK(users_of({2024, 5}, log_ins) == peak);
}

// ---- T1.6 ----

TEST_CASE("T1.6 overage of a calendar month is billed and debited on day 1 to 3 of the next one") {
    both_owners([](const catalog_view& c) {
        const auto of = [&](std::int32_t year, std::uint32_t month) {
            return issue_days(c, civil_month{year, month});
        };
        CHECK(of(2024, 1) == day_period{civil(2024, 2, 1), civil(2024, 2, 4)});
        CHECK(of(2024, 2) == day_period{civil(2024, 3, 1), civil(2024, 3, 4)});
        CHECK(of(2023, 12) == day_period{civil(2024, 1, 1), civil(2024, 1, 4)});
        CHECK(of(2024, 1).last() == civil(2024, 2, 3));
    });
    STATIC_REQUIRE(issue_days(written, {2024, 11}) ==
                   day_period{civil(2024, 12, 1), civil(2024, 12, 4)});
}

TEST_CASE("T1.6 the billed month is the calendar month, whatever the plan's own months are") {
    both_owners([](const catalog_view& c) {
        customer app{c};
        app.buys("standard", 1, local(2024, 5, 20, 10));  // to 20 June 10:00
        const std::array usage{mau(c, 12'500)};
        for (const civil_month month : {civil_month{2024, 5}, civil_month{2024, 6}}) {
            const auto s = statement_of(examined(c, app.facts()), month, usage);
            REQUIRE(s);
            CHECK(s->within == period_of(month, c.offering->billing_zone));
            CHECK(s->due == cents(3'750));
        }
        // No plan touches July, so no usage of it is charged.
        CHECK(statement_of(examined(c, app.facts()), {2024, 7}, usage).value().due ==
              cents(0));
        CHECK(statement_of(examined(c, app.facts()), {2024, 4}, usage).value().due ==
              cents(0));
    });
}

// ---- T1.7 ----

TEST_CASE("T1.7 an order is for 1 to 24 months") {
    both_owners([](const catalog_view& c) {
        const auto v = version_named(c, "2022-12-26");
        for (const std::string_view edition : {"standard", "premium"}) {
            const auto e = edition_named(c, edition);
            CHECK(list_price(c, e, v, 1));
            CHECK(list_price(c, e, v, 24));
            for (const std::int32_t months : {-2'147'483'647, -1, 0, 25, 36, 2'147'483'647}) {
                CHECK(list_price(c, e, v, months) == catalog_errc::months_out_of_range);
                customer app{c};
                app.buys(edition, 1, local(2024, 6, 1));
                app.orders[0].months = months;
                CHECK(contradiction_in(c, app.facts()) ==
                      contradiction{catalog_errc::months_out_of_range, fact::order, 0});
            }
        }
    });
}

TEST_CASE("T1.7 a month runs from the order's second to the same day and time of the next month") {
    both_owners([](const catalog_view& c) {
        const order o{.months = 24, .begins = local(2024, 5, 15, 13, 14, 15)};
        instant before = o.begins;
        for (std::int32_t n = 0; n < 24; ++n) {
            const period term = term_of(c, o, n);
            CHECK(term.begin() == before);
            before = term.end();
            const std::int32_t month = 5 + n + 1 - 1;  // months since January 2024
            CHECK(term.end() == local(2024 + month / 12, static_cast<std::uint32_t>(month % 12) + 1,
                                      15, 13, 14, 15));
        }
        CHECK(end_of(c, o) == local(2026, 5, 15, 13, 14, 15));
        CHECK(end_of(c, o) == before);
    });
}

TEST_CASE("T1.7 the n-th end is counted from the anchor, the day clamped to the month's length") {
    both_owners([](const catalog_view& c) {
        const order o{.months = 14, .begins = local(2023, 12, 31, 8, 0, 1)};
        const instant ends[] = {local(2024, 1, 31, 8, 0, 1),  local(2024, 2, 29, 8, 0, 1),
                                local(2024, 3, 31, 8, 0, 1),  local(2024, 4, 30, 8, 0, 1),
                                local(2024, 5, 31, 8, 0, 1),  local(2024, 6, 30, 8, 0, 1),
                                local(2024, 7, 31, 8, 0, 1),  local(2024, 8, 31, 8, 0, 1),
                                local(2024, 9, 30, 8, 0, 1),  local(2024, 10, 31, 8, 0, 1),
                                local(2024, 11, 30, 8, 0, 1), local(2024, 12, 31, 8, 0, 1),
                                local(2025, 1, 31, 8, 0, 1),  local(2025, 2, 28, 8, 0, 1)};
        for (std::int32_t n = 0; n < 14; ++n) CHECK(term_of(c, o, n).end() == ends[n]);
        // The day is that of UTC+8: this order begins on 31 January there, on the 30th in UTC.
        const order early{.months = 1, .begins = local(2023, 1, 31, 7, 59, 59)};
        CHECK(end_of(c, early) == local(2023, 2, 28, 7, 59, 59));
        const order leap{.months = 12, .begins = local(2024, 2, 29)};
        CHECK(term_of(c, leap, 0).end() == local(2024, 3, 29));
        CHECK(end_of(c, leap) == local(2025, 2, 28));
    });
    STATIC_REQUIRE(end_of(written, order{.months = 1, .begins = local(2024, 1, 31)}) ==
                   local(2024, 2, 29));
}

TEST_CASE("T1.7 an order in a chain is counted from its own start, unless it carries an anchor") {
    both_owners([](const catalog_view& c) {
        customer app{c};
        app.created_at = local(2024, 1, 1);
        app.buys("standard", 1, local(2024, 1, 31, 9));
        CHECK(end_of(c, app.orders[0]) == local(2024, 2, 29, 9));
        app.buys("standard", 2, local(2024, 2, 29, 9));
        CHECK_FALSE(contradiction_in(c, app.facts()));
        CHECK(term_of(c, app.orders[1], 0).end() == local(2024, 3, 29, 9));
        CHECK(end_of(c, app.orders[1]) == local(2024, 4, 29, 9));
        app.orders[1].anchored_at = app.orders[0].begins;
        CHECK_FALSE(contradiction_in(c, app.facts()));
        CHECK(term_of(c, app.orders[1], 0) == period{local(2024, 2, 29, 9), local(2024, 3, 31, 9)});
        CHECK(end_of(c, app.orders[1]) == local(2024, 4, 30, 9));
        // An anchor of which the order's begin is no boundary is a contradiction.
        app.orders[1].anchored_at = local(2024, 1, 30, 8);
        CHECK(contradiction_in(c, app.facts()) ==
              contradiction{account_errc::order_off_its_anchor, fact::order, 1});
    });
}

TEST_CASE("T1.7 an auto-renewal carries the anchor, so that it does not drift") {
    const instant ends[] = {local(2024, 2, 29, 9), local(2024, 3, 31, 9), local(2024, 4, 30, 9),
                            local(2024, 5, 31, 9), local(2024, 6, 30, 9), local(2024, 7, 31, 9),
                            local(2024, 8, 31, 9), local(2024, 9, 30, 9)};
    both_owners([&](const catalog_view& c) {
        customer app{c};
        app.created_at = local(2024, 1, 1);
        app.auto_renew = true;
        app.buys("premium", 1, local(2024, 1, 31, 9));
        money balance = cents(1'000'000);
        for (const instant end : ends) {
            CHECK(end_of(c, app.orders.back()) == end);
            const auto next = auto_renew(examined(c, app.facts()), balance, {app.orders.size() + 1},
                                         end + hours(23));
            REQUIRE(next);
            REQUIRE(next->allowed());
            const renewal& renewed = **next;
            CHECK(renewed.placed.begins == end);
            CHECK(renewed.placed.anchored_at == local(2024, 1, 31, 9));
            CHECK(renewed.balance == checked_subtract(balance, cents(69'900)).value());
            balance = renewed.balance;
            app.orders.push_back(renewed.placed);
            CHECK_FALSE(contradiction_in(c, app.facts()));
        }
    });
}

TEST_CASE("T1.7 plan fees are prepaid, overage is postpaid") {
    both_owners([](const catalog_view& c) {
        customer app{c};
        app.buys("standard", 3, local(2024, 5, 10));
        const std::array usage{mau(c, 12'500)};
        const auto may = statement_of(examined(c, app.facts()), {2024, 5}, usage).value();
        CHECK(may.prepaid == cents(119'700));  // all three months, in the month of the order
        CHECK(may.due == cents(3'750));
        const auto june = statement_of(examined(c, app.facts()), {2024, 6}, usage).value();
        CHECK(june.prepaid == cents(0));
        CHECK(june.due == cents(3'750));
    });
}

// ---- T1.8 ----

TEST_CASE("T1.8 the original plans ended on 2022-12-26 at 00:00 in UTC+8") {
    both_owners([](const catalog_view& c) {
        const auto original = version_named(c, "original");
        const auto current = version_named(c, "2022-12-26");
        const instant end{1'671'984'000};  // 2022-12-25 16:00:00 UTC
        CHECK(end == local(2022, 12, 26));
        CHECK(c.version_at(end - seconds(1)) == original);
        CHECK(c.version_at(end) == current);
        customer app{c};
        app.created_at = end - seconds(1);
        CHECK(version_of(c, app.facts(), app.created_at) == original);
        CHECK(version_of(c, app.facts(), end) == original);
        CHECK(version_of(c, app.facts(), local(2030, 1, 1)) == original);  // by default
        app.created_at = end;
        CHECK(version_of(c, app.facts(), end) == current);
        // Judged by creation alone: what was bought later changes nothing.
        app.created_at = local(2022, 1, 1);
        app.buys("standard", 1, local(2024, 6, 1));
        CHECK(version_of(c, app.facts(), local(2024, 6, 2)) == original);
        CHECK(resolve(examined(c, app.facts()), local(2024, 6, 2))->version == original);
    });
    STATIC_REQUIRE(written.version_at(instant{1'671'983'999}) == original_book);
    STATIC_REQUIRE(written.version_at(instant{1'671'984'000}) == current_book);
}

TEST_CASE("T1.8 moving to the current book is one-way") {
    both_owners([](const catalog_view& c) {
        const auto original = version_named(c, "original");
        const auto current = version_named(c, "2022-12-26");
        CHECK(migrate(c, original, current) == current);
        CHECK(migrate(c, current, original) == catalog_errc::migration_not_offered);
        CHECK(migrate(c, current, current) == catalog_errc::migration_not_offered);
        CHECK(migrate(c, original, original) == catalog_errc::migration_not_offered);
        CHECK(migrate(c, original, version_id{9}) == catalog_errc::unknown_version);
        CHECK(migrate(c, version_id{9}, current) == catalog_errc::unknown_version);

        customer app{c};
        app.created_at = local(2022, 6, 1);
        app.migrated_at = local(2024, 3, 1, 10);
        CHECK_FALSE(contradiction_in(c, app.facts()));
        const auto at = [&](instant t) { return version_of(c, app.facts(), t); };
        CHECK(at(local(2024, 3, 1, 9, 59, 59)) == original);
        CHECK(at(local(2024, 3, 1, 10)) == current);
        CHECK(at(local(2034, 3, 1)) == current);
        // One that is on the current book cannot have moved.
        app.created_at = local(2023, 1, 1);
        CHECK(contradiction_in(c, app.facts()) ==
              contradiction{catalog_errc::migration_not_offered, fact::subscription, 0});
        CHECK(at(local(2024, 3, 1, 10)) == catalog_errc::migration_not_offered);
    });
}

TEST_CASE("T1.8 the retired book has no prices: asking it for a fee is a named error") {
    both_owners([](const catalog_view& c) {
        const auto original = version_named(c, "original");
        for (const std::string_view edition : every_edition) {
            const auto e = edition_named(c, edition);
            CHECK(monthly_fee(c, e, original) == catalog_errc::no_price);
            CHECK(list_price(c, e, original, 12) == catalog_errc::no_price);
            for (const metered& m : {mau(c, 20'000), concurrent(c, 5)})
                CHECK(rate(c, e, original, m, local(2024, 5, 1)) == catalog_errc::no_price);
        }
        customer app{c};
        app.created_at = local(2022, 6, 1);
        const auto standard_edition = edition_named(c, "standard");
        CHECK(quote_purchase(examined(c, app.facts()), standard_edition, 1, local(2024, 6, 1)) ==
              catalog_errc::no_price);
        app.migrated_at = local(2024, 6, 1);
        const auto quote =
            quote_purchase(examined(c, app.facts()), standard_edition, 1, local(2024, 6, 1));
        REQUIRE(quote);
        CHECK((*quote)->price == cents(39'900));
        CHECK((*quote)->version == version_named(c, "2022-12-26"));
    });
}

TEST_CASE("T1.8 a user can supply the prices of the retired book") {
    auto builder = builder_of(tencent_chat::catalog);
    const auto supplied =
        builder.price("original", "standard", decimal::from("123.45").value())
            .price("original", "standard", "mau", {.unit_price = decimal::from("0.02").value()})
            .build();
    REQUIRE(supplied);
    const catalog_view c = supplied->view();
    const auto original = version_named(c, "original");
    CHECK(monthly_fee(c, edition_named(c, "standard"), original) == cents(12'345));
    CHECK(monthly_fee(c, edition_named(c, "premium"), original) == catalog_errc::no_price);
    CHECK(monthly_fee(c, edition_named(c, "standard"), version_named(c, "2022-12-26")) ==
          cents(39'900));
    CHECK(rate(c, edition_named(c, "standard"), original, mau(c, 10'001), local(2024, 5, 1))
              .value()
              .amount == cents(2));
    customer app{c};
    app.created_at = local(2022, 6, 1);
    const auto quote = quote_purchase(examined(c, app.facts()), edition_named(c, "standard"), 2,
                                      local(2024, 6, 1));
    REQUIRE(quote);
    CHECK((*quote)->price == cents(24'690));
}

// ---- T1.9 ----

TEST_CASE("T1.9 the call trial lasts 60 days, to the second, and activates TRTC") {
    both_owners([](const catalog_view& c) {
        const auto call = c.find_trial("call").value();
        const instant start = local(2024, 6, 1, 10, 20, 30);
        for (const std::string_view edition : every_edition) {
            customer app{c};
            app.has(edition, local(2024, 5, 20));
            const auto started = start_trial(examined(c, app.facts()), call, start).value();
            REQUIRE(started.allowed());
            CHECK(started->fact == trial_activation{call, start});
            CHECK(started->ends == local(2024, 7, 31, 10, 20, 30));
            CHECK(started->ends == start + seconds(60 * 86'400));
            CHECK(started->activates.view() == "TRTC");
            app.trials.push_back(started->fact);
            const attributes request = asked{.platform = "ios"}.of(c);
            CHECK(app.refusal("call", request, start - seconds(1)) == "trial_not_activated");
            CHECK(app.refusal("call", request, start).empty());
            CHECK(app.refusal("call", request, started->ends - seconds(1)).empty());
            CHECK(app.refusal("call", request, started->ends) == "trial_over");
        }
        CHECK(start_trial(examined(c, customer{c}.facts()), trial_id{1}, start) ==
              catalog_errc::unknown_trial);
        CHECK(start_trial(examined(c, customer{c}.facts()), call, local(2024, 1, 1)) ==
              account_errc::before_creation);
    });
}

TEST_CASE("T1.9 it is given once per application, also after it is over") {
    both_owners([](const catalog_view& c) {
        const auto call = c.find_trial("call").value();
        customer app{c};
        app.starts_trial(local(2024, 6, 1));
        for (const instant again : {local(2024, 6, 1), local(2024, 6, 2), local(2025, 6, 1)}) {
            const auto second = start_trial(examined(c, app.facts()), call, again).value();
            CHECK(second.why() == trial_refusal::already_used);
            CHECK_FALSE(second.allowed());
        }
        CHECK(start_trial(examined(c, customer{c}.facts()), call, local(2025, 6, 1))->why() ==
              trial_refusal::none);
        app.starts_trial(local(2025, 6, 1));
        CHECK(contradiction_in(c, app.facts()) ==
              contradiction{account_errc::trial_activated_twice, fact::trial, 1});
    });
}

TEST_CASE("T1.9 a suspended application starts no trial") {
    both_owners([](const catalog_view& c) {
        const auto call = c.find_trial("call").value();
        customer app{c};
        app.buys("standard", 1, local(2024, 6, 1));
        const auto start = [&](instant t) {
            return start_trial(examined(c, app.facts()), call, t)->why();
        };
        CHECK(start(local(2024, 7, 1, 23, 59, 59)) == trial_refusal::none);  // expired, still runs
        CHECK(start(local(2024, 7, 2)) == trial_refusal::not_running);
    });
}

TEST_CASE(
    "T1.9 only the feature is free: the catalog has no charge for call minutes, Chat bills on") {
    both_owners([](const catalog_view& c) {
        std::set<std::string> charges;
        for (const charge& what : c.charges) charges.emplace(what.key.view());
        CHECK(charges == std::set<std::string>{"concurrent_users", "mau"});
        customer app{c};
        app.buys("standard", 1, local(2024, 5, 10));
        const std::array usage{mau(c, 12'500)};
        const auto without = statement_of(examined(c, app.facts()), {2024, 5}, usage).value();
        app.starts_trial(local(2024, 5, 11));
        CHECK(statement_of(examined(c, app.facts()), {2024, 5}, usage) == without);
    });
}

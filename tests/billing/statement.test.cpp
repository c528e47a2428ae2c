// SPDX-License-Identifier: MIT
#include <array>
#include <cstdint>
#include <optional>

#include <ratecard/billing/statement.hpp>

#include "application.hpp"
#include "reference_catalog.hpp"

using namespace ratecard;
using namespace ratecard_test;

namespace {

constexpr metered users{.charge = chat::charge::mau, .used = quantity{12'500}};
constexpr metered concurrent{.charge = chat::charge::concurrent_users, .used = quantity{100}};

application march() {
    application a;
    a.orders = {bought(1, standard, 1, local(2024, 3, 1), means(300'00, 50'00, 49'00))};
    return a;
}

}  // namespace

TEST_CASE("a month's statement: orders placed, refunds, and each item of usage, in this order") {
    both_owners([](const catalog_view& c) {
        const application a = march();
        const std::array usage{users, concurrent};
        const auto made = statement_of(c, a.facts(), {2024, 3}, usage).value();
        REQUIRE(made.lines.size() == 3);
        CHECK(made.lines[0].kind == statement_line_kind::order);
        CHECK(made.lines[0].order == 0);
        CHECK(made.lines[0].at == local(2024, 3, 1));
        CHECK(made.lines[0].amount == cents(350'00));  // a voucher is no money
        CHECK(made.lines[1].charged.charged == quantity{2'500});
        CHECK(made.lines[1].amount == cents(37'50));
        CHECK(made.lines[2].charged.promoted);
        CHECK(made.lines[2].amount == cents(0));
        CHECK(made.prepaid == cents(350'00));
        CHECK(made.postpaid == cents(37'50));
        CHECK(made.charged_as == std::optional{standard});
    });
}

TEST_CASE("a month is the civil month of the billing zone, to the second") {
    both_owners([](const catalog_view& c) {
        application a = march();
        a.orders[0].placed_at = local(2024, 3, 1) - seconds(1);
        CHECK(statement_of(c, a.facts(), {2024, 2}, {})->prepaid == cents(350'00));
        CHECK(statement_of(c, a.facts(), {2024, 3}, {})->prepaid == cents(0));
        a.orders[0].placed_at = local(2024, 3, 1);
        CHECK(statement_of(c, a.facts(), {2024, 2}, {})->prepaid == cents(0));
        CHECK(statement_of(c, a.facts(), {2024, 3}, {})->prepaid == cents(350'00));
    });
}

TEST_CASE("usage is charged by the last plan that covered a part of the month") {
    both_owners([](const catalog_view& c) {
        application a = march();
        const std::array usage{users};
        a.orders.push_back(bought(2, premium, 1, local(2024, 4, 20)));
        CHECK(statement_of(c, a.facts(), {2024, 2}, usage)->postpaid == cents(0));
        CHECK(statement_of(c, a.facts(), {2024, 3}, usage)->charged_as == std::optional{standard});
        CHECK(statement_of(c, a.facts(), {2024, 4}, usage)->charged_as == std::optional{premium});
        CHECK(statement_of(c, a.facts(), {2024, 5}, usage)->charged_as == std::optional{premium});
        CHECK_FALSE(statement_of(c, a.facts(), {2024, 6}, usage)->charged_as);
        // Given back in the second it began, an order covers nothing.
        a.refunds = {{{2}, local(2024, 4, 20)}};
        CHECK_FALSE(statement_of(c, a.facts(), {2024, 4}, usage)->charged_as);
        CHECK(statement_of(c, a.facts(), {2024, 4}, usage)->prepaid == cents(0));
    });
}

TEST_CASE("a month with an upgrade charges its usage by the edition it ended with") {
    both_owners([](const catalog_view& c) {
        application a = march();
        a.give_back(c, local(2024, 3, 10));
        a.orders.push_back(bought(2, premium, 1, local(2024, 3, 10)));
        const std::array usage{users};
        const auto made = statement_of(c, a.facts(), {2024, 3}, usage).value();
        CHECK(made.charged_as == std::optional{premium});
        CHECK(made.lines[3].charged.edition == premium);
        const period month = period_of(civil_month{2024, 3}, utc_plus_8);
        CHECK(charged_order(c, a.facts(), month) == std::optional<std::size_t>{1});
    });
}

TEST_CASE("orders given back in one second are one line of refund") {
    both_owners([](const catalog_view& c) {
        application a = march();
        a.orders.push_back(bought(2, standard, 2, local(2024, 4, 1)));
        a.orders[1].placed_at = local(2024, 3, 2);
        a.give_back(c, local(2024, 3, 10, 12));
        const auto made = statement_of(c, a.facts(), {2024, 3}, {}).value();
        REQUIRE(made.lines.size() == 3);
        CHECK(made.lines[2].kind == statement_line_kind::refund);
        CHECK(made.lines[2].at == local(2024, 3, 10, 12));
        CHECK(made.lines[2].amount == cents(-(350'00 + 798'00 - 128'71)));
        CHECK(made.lines[2].given_back == recorded_refund(c, a.facts(), made.lines[2].at).value());
        CHECK(made.prepaid == cents(128'71));
    });
}

TEST_CASE("more lines than there is room for are an error, and none of them is dropped silently") {
    both_owners([](const catalog_view& c) {
        const application a = march();
        const std::array usage{users, concurrent};
        CHECK(statement_of<2>(c, a.facts(), {2024, 3}, usage) == core_errc::capacity_exceeded);
        CHECK(statement_of<3>(c, a.facts(), {2024, 3}, usage)->lines.full());
    });
}

TEST_CASE("errors of rating come through: an unknown charge, and a book without prices") {
    both_owners([](const catalog_view& c) {
        application a = march();
        const std::array unknown{metered{.charge = charge_id{9}, .used = quantity{1}}};
        CHECK(statement_of(c, a.facts(), {2024, 3}, unknown) == catalog_errc::unknown_charge);
        const std::array usage{users};
        a.created_at = local(2022, 1, 1);
        a.orders[0].version = original_book;
        CHECK(statement_of(c, a.facts(), {2024, 3}, usage) == catalog_errc::no_price);
        CHECK(statement_of(c, a.facts(), {2024, 3}, {})->prepaid == cents(350'00));
    });
}

TEST_CASE("a month's usage is billed between day 1 and day 3 of the next one") {
    both_owners([](const catalog_view& c) {
        CHECK(issue_days(c, {2024, 2}) == day_period{civil(2024, 3, 1), civil(2024, 3, 4)});
        CHECK(issue_days(c, {2024, 12}).first() == civil(2025, 1, 1));
        CHECK(issue_days(c, {2024, 12}).last() == civil(2025, 1, 3));
    });
}

TEST_CASE("a month that the calendar does not have has no statement") {
    both_owners([](const catalog_view& c) {
        const application a = march();
        for (const civil_month none : {civil_month{2024, 0}, {2024, 13}, {0, 1}, {10'000, 1}})
            CHECK(statement_of(c, a.facts(), none, {}) == time_errc::no_such_date);
    });
}

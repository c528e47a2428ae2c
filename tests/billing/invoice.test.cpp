// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <optional>

#include <ratecard/billing/invoice.hpp>

#include "application.hpp"
#include "examined.hpp"
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
        const auto made = statement_of(examined(c, a.facts()), {2024, 3}, usage).value();
        REQUIRE(made.lines.size() == 3);
        CHECK(made.lines[0].kind() == invoice_line_kind::order);
        CHECK(made.lines[0].order() == order_line{0, local(2024, 3, 1)});
        CHECK(made.lines[0].amount() == cents(350'00));  // a voucher is no money
        CHECK(made.charge_of(made.lines[0]) == nullptr);
        CHECK(made.charge_of(made.lines[1])->charged == quantity{2'500});
        CHECK(made.lines[1].amount() == cents(37'50));
        CHECK(made.charge_of(made.lines[2])->promoted);
        CHECK(made.lines[2].amount() == cents(0));
        CHECK(made.prepaid == cents(350'00));
        CHECK(made.due == cents(37'50));
        CHECK(made.charged_as == std::optional{standard});
    });
}

TEST_CASE("a month is the civil month of the billing zone, to the second") {
    both_owners([](const catalog_view& c) {
        application a = march();
        a.orders[0].placed_at = local(2024, 3, 1) - seconds(1);
        CHECK(statement_of(examined(c, a.facts()), {2024, 2}, {})->prepaid == cents(350'00));
        CHECK(statement_of(examined(c, a.facts()), {2024, 3}, {})->prepaid == cents(0));
        a.orders[0].placed_at = local(2024, 3, 1);
        CHECK(statement_of(examined(c, a.facts()), {2024, 2}, {})->prepaid == cents(0));
        CHECK(statement_of(examined(c, a.facts()), {2024, 3}, {})->prepaid == cents(350'00));
    });
}

TEST_CASE("usage is charged by the last plan that covered a part of the month") {
    both_owners([](const catalog_view& c) {
        application a = march();
        const std::array usage{users};
        a.orders.push_back(bought(2, premium, 1, local(2024, 4, 20)));
        CHECK(statement_of(examined(c, a.facts()), {2024, 2}, usage)->due == cents(0));
        CHECK(statement_of(examined(c, a.facts()), {2024, 3}, usage)->charged_as ==
              std::optional{standard});
        CHECK(statement_of(examined(c, a.facts()), {2024, 4}, usage)->charged_as ==
              std::optional{premium});
        CHECK(statement_of(examined(c, a.facts()), {2024, 5}, usage)->charged_as ==
              std::optional{premium});
        CHECK_FALSE(statement_of(examined(c, a.facts()), {2024, 6}, usage)->charged_as);
        // An order returned in the second in which it began covers nothing.
        a.refunds = {{{2}, local(2024, 4, 20)}};
        CHECK_FALSE(statement_of(examined(c, a.facts()), {2024, 4}, usage)->charged_as);
        CHECK(statement_of(examined(c, a.facts()), {2024, 4}, usage)->prepaid == cents(0));
    });
}

TEST_CASE("a month with an upgrade charges its usage by the edition it ended with") {
    both_owners([](const catalog_view& c) {
        application a = march();
        a.give_back(c, local(2024, 3, 10));
        a.orders.push_back(bought(2, premium, 1, local(2024, 3, 10)));
        const std::array usage{users};
        const auto made = statement_of(examined(c, a.facts()), {2024, 3}, usage).value();
        CHECK(made.charged_as == std::optional{premium});
        CHECK(made.charge_of(made.lines[3])->edition == premium);
        const period month = period_of(civil_month{2024, 3}, utc_plus_8);
        CHECK(charged_plan(examined(c, a.facts()), month)->plan.index == 1);
    });
}

TEST_CASE("orders returned in the same second are one refund line") {
    both_owners([](const catalog_view& c) {
        application a = march();
        a.orders.push_back(bought(2, standard, 2, local(2024, 4, 1)));
        a.orders[1].placed_at = local(2024, 3, 2);
        a.give_back(c, local(2024, 3, 10, 12));
        const auto made = statement_of(examined(c, a.facts()), {2024, 3}, {}).value();
        REQUIRE(made.lines.size() == 3);
        CHECK(made.lines[2].kind() == invoice_line_kind::refund);
        const instant at = local(2024, 3, 10, 12);
        CHECK(made.lines[2].amount() == cents(-(350'00 + 798'00 - 128'71)));
        const auto quote = recorded_refund(examined(c, a.facts()), at).value();
        CHECK(made.lines[2].refund() == refund_line{at, quote.cash, quote.credit, quote.voucher});
        CHECK(made.prepaid == cents(128'71));
    });
}

TEST_CASE("more lines than there is room for are an error, and none of them is dropped silently") {
    both_owners([](const catalog_view& c) {
        const application a = march();
        const std::array usage{users, concurrent};
        CHECK(statement_of<2>(examined(c, a.facts()), {2024, 3}, usage) ==
              core_errc::capacity_exceeded);
        CHECK(statement_of<3>(examined(c, a.facts()), {2024, 3}, usage)->lines.full());
    });
}

TEST_CASE("a line is for an order, a refund or usage, and equals a line with the same content") {
    constexpr invoice_line order{order_line{.order = 1}, cents(5)};
    constexpr invoice_line refund{refund_line{.cash = cents(5)}, cents(5)};
    constexpr invoice_line usage{usage_line{.billed = 1}, cents(5)};
    STATIC_REQUIRE(order.order().order == 1);
    STATIC_REQUIRE(refund.refund().cash == cents(5));
    STATIC_REQUIRE(usage.usage().billed == 1);
    STATIC_REQUIRE(order == invoice_line{order_line{.order = 1}, cents(5)});
    STATIC_REQUIRE(order != invoice_line{order_line{.order = 2}, cents(5)});
    STATIC_REQUIRE(order != invoice_line{order_line{.order = 1}, cents(6)});
    STATIC_REQUIRE(refund != invoice_line{refund_line{.cash = cents(4)}, cents(5)});
    STATIC_REQUIRE(usage != invoice_line{usage_line{.billed = 1, .charge = 0}, cents(5)});
    STATIC_REQUIRE(order != usage);
    STATIC_REQUIRE(invoice_line{}.kind() == invoice_line_kind::order);
    // Assigning a line replaces it, whatever kind it had.
    constexpr auto written_over = [&] {
        std::array<invoice_line, 2> lines{order, refund};
        lines[0] = usage;
        lines[1] = order;
        return lines;
    }();
    STATIC_REQUIRE(written_over == std::array{usage, order});
    STATIC_REQUIRE(sizeof(invoice_line) <= 128);
}

TEST_CASE("a statement in the caller's memory is the same, also in memory used before") {
    both_owners([](const catalog_view& c) {
        application a = march();
        a.give_back(c, local(2024, 3, 10));
        a.orders.push_back(bought(2, premium, 1, local(2024, 3, 10)));
        const std::array usage{users, concurrent};
        const auto memory = std::make_unique<invoice_memory<1024>>();
        for (const civil_month m : {civil_month{2024, 3}, {2024, 4}, {2024, 7}, {2024, 3}}) {
            const auto value = statement_of(examined(c, a.facts()), m, usage).value();
            const auto view =
                statement_of(examined(c, a.facts()), m, usage, {}, memory->room()).value();
            CHECK(view.lines.data() == memory->lines.data());
            CHECK(std::ranges::equal(view.lines, value.lines));
            CHECK(std::ranges::equal(view.charges, value.charges));
            CHECK(std::ranges::equal(view.billed, value.billed));
            CHECK(view.within == period_of(m, utc_plus_8));
            CHECK(view.prepaid == value.prepaid);
            CHECK(view.due == value.due);
            CHECK(view.charged_as == value.charged_as);
        }
        // Whichever span is too short, the error is the same.
        const auto with_less = [&](auto less) {
            invoice_room room = memory->room();
            less(room);
            return statement_of(examined(c, a.facts()), {2024, 3}, usage, {}, room);
        };
        CHECK(with_less([](invoice_room& r) { r.lines = r.lines.first(5); }).has_value());
        CHECK(with_less([](invoice_room& r) { r.lines = r.lines.first(4); }) ==
              core_errc::capacity_exceeded);
        CHECK(with_less([](invoice_room& r) { r.usage.lines = r.usage.lines.first(1); }) ==
              core_errc::capacity_exceeded);
        CHECK(with_less([](invoice_room& r) { r.usage.charges = r.usage.charges.first(1); }) ==
              core_errc::capacity_exceeded);
    });
}

TEST_CASE("a line of the whole bill has no charge") {
    offering with_minimum = *chat::catalog.view().offering;
    with_minimum.rating.order = {rating_step::minimum};
    with_minimum.rating.steps = 1;
    catalog_view c = chat::catalog;
    c.offering = &with_minimum;
    const application a = march();
    const std::array usage{users};
    const auto s =
        statement_of(examined(c, a.facts()), {2024, 3}, usage, {.minimum = cents(40'00)}).value();
    REQUIRE(s.lines.size() == 3);
    CHECK(s.charge_of(s.lines[1])->amount == cents(37'50));
    CHECK(s.charge_of(s.lines[2]) == nullptr);
    CHECK(s.lines[2].amount() == cents(2'50));
    CHECK(s.billed[s.lines[2].usage().billed].kind == line_kind::minimum);
    CHECK(s.due == cents(40'00));
}

TEST_CASE("errors of rating are returned: an unknown charge, and a book without prices") {
    both_owners([](const catalog_view& c) {
        application a = march();
        const std::array unknown{metered{.charge = charge_id{9}, .used = quantity{1}}};
        CHECK(statement_of(examined(c, a.facts()), {2024, 3}, unknown) ==
              catalog_errc::unknown_charge);
        const std::array usage{users};
        a.created_at = local(2022, 1, 1);
        a.orders[0].version = original_book;
        CHECK(statement_of(examined(c, a.facts()), {2024, 3}, usage) == catalog_errc::no_price);
        CHECK(statement_of(examined(c, a.facts()), {2024, 3}, {})->prepaid == cents(350'00));
    });
}

TEST_CASE("a month's usage is billed between day 1 and day 3 of the next one") {
    both_owners([](const catalog_view& c) {
        CHECK(issue_days(c, {2024, 2}) == day_period{civil(2024, 3, 1), civil(2024, 3, 4)});
        CHECK(issue_days(c, {2024, 12}).first() == civil(2025, 1, 1));
        CHECK(issue_days(c, {2024, 12}).last() == civil(2025, 1, 3));
    });
}

TEST_CASE("a month that does not exist has no statement") {
    both_owners([](const catalog_view& c) {
        const application a = march();
        for (const civil_month none : {civil_month{2024, 0}, {2024, 13}, {0, 1}, {10'000, 1}})
            CHECK(statement_of(examined(c, a.facts()), none, {}) == time_errc::no_such_date);
    });
}

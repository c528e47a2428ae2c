// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include <ratecard/billing/invoice.hpp>
#include <ratecard/billing/period_lines.hpp>
#include <ratecard/catalog/builder.hpp>
#include <ratecard/lifecycle/examine.hpp>

#include "billing/a_customer.hpp"
#include "cents.hpp"
#include "examined.hpp"
#include "property.hpp"

using namespace ratecard;
using namespace ratecard::literals;
using namespace ratecard_test;

namespace {

using boards::any_customer;
using boards::archive;
using boards::at;
using boards::business;
using boards::customer;
using boards::five_seats;
using boards::team;

owned_catalog product(currency unit, billing_time plans, cadence every = monthly) {
    return boards::product(unit, plans, every, change_kind::with_credit, false);
}

std::vector<std::int64_t> amounts(const owned_catalog& p, const customer& c, instant from,
                                  instant until) {
    std::vector<std::int64_t> all;
    const auto bill = invoice_of<64>(examined(p.view(), c.facts()), period{from, until}).value();
    for (const invoice_line& line : bill.lines) all.push_back(line.amount().minor_units());
    return all;
}
std::int64_t due(const owned_catalog& p, const customer& c, instant from, instant until) {
    return invoice_of<64>(examined(p.view(), c.facts()), period{from, until})
        .value()
        .due.minor_units();
}

using list = std::vector<std::int64_t>;

}  // namespace

TEST_CASE("a plan by the seat is billed for its period, and each change of seats for the rest") {
    const owned_catalog p = product(usd, billing_time::in_advance);
    customer c = five_seats();
    c.seats = {{{1}, quantity{7}, at(2024, 4, 1)}, {{2}, quantity{6}, at(2024, 4, 10)}};
    const instant march = at(2024, 3, 16), april = at(2024, 4, 16);
    // 150.00; two seats for 15 of 31 days; one seat less for 6 of 31.
    CHECK(amounts(p, c, march, april) == list{150'00, 29'03, -5'81});
    CHECK(amounts(p, c, april, at(2024, 5, 16)) == list{180'00});
    const auto bill = invoice_of(examined(p.view(), c.facts()), period{march, april}).value();
    const period_line& more = bill.lines[1].period();
    CHECK(more.price == cents(60'00));
    CHECK(more.share == ratio{15 * 86'400, 31 * 86'400});
    CHECK(more.units == quantity{7});
    CHECK(more.units_before == quantity{5});
    CHECK(more.by == fact_place{fact::seat_change, 0});
    CHECK(bill.lines[2].period().is_credit());
}

TEST_CASE("fewer seats than the least are billed as the least") {
    const owned_catalog p = product(usd, billing_time::in_advance);
    customer c = five_seats();
    c.plans[0].seats = quantity{2};
    CHECK(amounts(p, c, at(2024, 3, 16), at(2024, 4, 16)) == list{90'00});
    c.seats = {{{1}, quantity{3}, at(2024, 4, 1)}};  // still the least: nothing more
    CHECK(due(p, c, at(2024, 3, 16), at(2024, 4, 16)) == 90'00);
}

TEST_CASE("a change of plan credits what is left of the old edition, and charges the new one") {
    const owned_catalog p = product(usd, billing_time::in_advance);
    customer c = five_seats();
    c.changes = {{{1}, business, at(2024, 4, 1)}};
    CHECK(amounts(p, c, at(2024, 3, 16), at(2024, 4, 16)) == list{150'00, -72'58, 96'29});
    CHECK(amounts(p, c, at(2024, 4, 16), at(2024, 5, 16)) == list{199'00});
}

TEST_CASE("add-ons are billed from when they are bought, and credited when they are given up") {
    const owned_catalog p = product(usd, billing_time::in_advance);
    customer c = five_seats();
    c.add_ons = {{{1}, archive, quantity{2}, at(2024, 3, 26)}};
    CHECK(amounts(p, c, at(2024, 3, 16), at(2024, 4, 16)) == list{150'00, 5'42});
    CHECK(amounts(p, c, at(2024, 4, 16), at(2024, 5, 16)) == list{150'00, 8'00});
    c.returns = {{{1}, {1}, at(2024, 4, 10)}};
    CHECK(amounts(p, c, at(2024, 3, 16), at(2024, 4, 16)) == list{150'00, 5'42, -1'55});
    CHECK(amounts(p, c, at(2024, 4, 16), at(2024, 5, 16)) == list{150'00});
}

TEST_CASE("a customer pays for an add-on only if it was bought") {
    const owned_catalog p = product(usd, billing_time::in_advance);
    CHECK(due(p, five_seats(), at(2024, 3, 16), at(2024, 4, 16)) == 150'00);
}

TEST_CASE("a pause credits the rest of the period, and the resumed plan pays for its own") {
    const owned_catalog p = product(usd, billing_time::in_advance);
    customer c = five_seats();
    c.pauses = {{{1}, at(2024, 4, 1), at(2024, 4, 10)}};
    // 15 of 31 days are credited, 6 of 31 are charged again.
    CHECK(amounts(p, c, at(2024, 3, 16), at(2024, 4, 16)) == list{150'00, -72'58, 29'03});
    c.pauses[0].ends = at(2024, 6, 16);
    CHECK(amounts(p, c, at(2024, 4, 16), at(2024, 6, 16)).empty());
    CHECK(amounts(p, c, at(2024, 6, 16), at(2024, 7, 16)) == list{150'00});
}

TEST_CASE("a plan ends with its period, or at once with a credit, as it is cancelled") {
    const owned_catalog p = product(usd, billing_time::in_advance);
    customer c = five_seats();
    c.cancellations = {{{1}, at(2024, 4, 1)}};
    CHECK(amounts(p, c, at(2024, 3, 16), at(2024, 6, 16)) == list{150'00});
    c.cancellations[0].ends = cancellation_time::at_once;
    CHECK(amounts(p, c, at(2024, 3, 16), at(2024, 6, 16)) == list{150'00, -72'58});
    const auto life = examined(p.view(), c.facts());
    const auto bill = invoice_of(life, period{at(2024, 3, 16), at(2024, 6, 16)}).value();
    CHECK(bill.lines[1].period().by == fact_place{fact::cancellation, 0});
    CHECK(state_at(life, at(2024, 3, 31))->state == state::active);
    CHECK(state_at(life, at(2024, 4, 1))->cause == suspension_cause::expiry);
}

TEST_CASE("in arrears, all that happened in a period is due when it closes") {
    const owned_catalog p = product(usd, billing_time::in_arrears);
    customer c = five_seats();
    c.seats = {{{1}, quantity{7}, at(2024, 4, 1)}};
    CHECK(amounts(p, c, at(2024, 3, 16), at(2024, 4, 15)).empty());
    CHECK(amounts(p, c, at(2024, 3, 16), at(2024, 4, 16)) == list{150'00, 29'03});
    CHECK(amounts(p, c, at(2024, 4, 16), at(2024, 5, 16)) == list{210'00});
}

TEST_CASE("a quarter costs three months, and starts where the plan does") {
    const owned_catalog p = product(usd, billing_time::in_advance, quarterly);
    customer c = five_seats();
    c.add_ons = {{{1}, archive, quantity{2}, at(2024, 3, 16)}};
    CHECK(amounts(p, c, at(2024, 3, 16), at(2024, 6, 16)) == list{450'00, 24'00});
    CHECK(amounts(p, c, at(2024, 6, 16), at(2024, 9, 16)) == list{450'00, 24'00});
}

TEST_CASE("what is bought and given up at one instant is on no line") {
    const owned_catalog p = product(usd, billing_time::in_advance);
    customer c = five_seats();
    c.add_ons = {{{1}, archive, quantity{2}, at(2024, 3, 26)}};
    c.returns = {{{1}, {1}, at(2024, 3, 26)}};
    c.seats = {{{1}, quantity{9}, at(2024, 4, 1)}, {{2}, quantity{5}, at(2024, 4, 1)}};
    CHECK(amounts(p, c, at(2024, 3, 16), at(2024, 4, 16)) == list{150'00});
}

TEST_CASE("cut a time anywhere, and the lines of the parts are the lines of the whole") {
    const owned_catalog products[] = {
        product(usd, billing_time::in_advance), product(usd, billing_time::in_arrears),
        product(jpy, billing_time::in_advance), product(kwd, billing_time::in_arrears, quarterly)};
    law("for any life, in advance and in arrears", [&] {
        const owned_catalog& p = products[*rc::gen::inRange(0, 4)];
        const customer c = any_customer(p.view());
        const instant begin = at(2024, 1, 1), end = at(2025, 1, 1);
        const instant cut =
            begin + days(*rc::gen::inRange(1, 366)) - seconds(*rc::gen::element(0, 0, 1, 43'200));
        auto whole = amounts(p, c, begin, end);
        auto parts = amounts(p, c, begin, cut);
        for (const std::int64_t amount : amounts(p, c, cut, end)) parts.push_back(amount);
        std::sort(whole.begin(), whole.end());
        std::sort(parts.begin(), parts.end());
        RC_ASSERT(whole == parts);
    });
}

TEST_CASE("in arrears is as much as in advance, once a life is over") {
    const owned_catalog before = product(usd, billing_time::in_advance);
    const owned_catalog after = product(usd, billing_time::in_arrears);
    law("for any life that is cancelled", [&] {
        customer c = any_customer(before.view());
        if (c.cancellations.empty())
            c.deleted_at = at(2024, 8, 1) + seconds(*rc::gen::inRange(0, 86'400));
        RC_ASSERT(due(before, c, at(2024, 1, 1), at(2025, 6, 1)) ==
                  due(after, c, at(2024, 1, 1), at(2025, 6, 1)));
    });
}

TEST_CASE("the order in which facts are listed makes no difference to what is due") {
    const owned_catalog p = product(usd, billing_time::in_advance);
    law("for any life", [&] {
        customer c = any_customer(p.view());
        const auto total = due(p, c, at(2024, 1, 1), at(2025, 1, 1));
        std::reverse(c.seats.begin(), c.seats.end());
        std::reverse(c.changes.begin(), c.changes.end());
        std::reverse(c.add_ons.begin(), c.add_ons.end());
        std::reverse(c.pauses.begin(), c.pauses.end());
        RC_ASSERT(due(p, c, at(2024, 1, 1), at(2025, 1, 1)) == total);
    });
}

TEST_CASE("seats are billed for the time in which they are there") {
    const owned_catalog p = product(usd, billing_time::in_advance);
    law("for any changes of seats, to the cent of each line", [&] {
        customer c = five_seats();
        std::int64_t seats = 5;
        instant from = at(2024, 3, 16);
        const instant end = at(2024, 4, 16);
        std::int64_t seat_seconds = 0;  // of billed seats: at least 3
        for (std::uint64_t i = 1; i < 6; ++i) {
            const instant next = from + seconds(*rc::gen::inRange(1, 5 * 86'400));
            if (!(next < end)) break;
            seat_seconds += std::max<std::int64_t>(seats, 3) * (next - from).seconds;
            seats = *rc::gen::inRange<std::int64_t>(1, 20);
            c.seats.push_back({{i}, quantity{seats}, next});
            from = next;
        }
        seat_seconds += std::max<std::int64_t>(seats, 3) * (end - from).seconds;
        const auto lines = amounts(p, c, at(2024, 3, 16), end);
        std::int64_t total = 0;
        for (const std::int64_t amount : lines) total += amount;
        // Each line is rounded by at most half a cent.
        const std::int64_t twice_the_error = 2 * (total * 31 * 86'400 - 30'00 * seat_seconds);
        const std::int64_t allowed = static_cast<std::int64_t>(lines.size()) * 31 * 86'400;
        RC_ASSERT(twice_the_error <= allowed);
        RC_ASSERT(-allowed <= twice_the_error);
    });
}

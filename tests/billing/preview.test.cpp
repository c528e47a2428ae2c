// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include <ratecard/billing/preview.hpp>

#include "application.hpp"
#include "billing/a_customer.hpp"
#include "cents.hpp"
#include "examined.hpp"
#include "property.hpp"

using namespace ratecard;
using namespace ratecard_test;
using boards::at;

namespace {

using list = std::vector<std::int64_t>;

const owned_catalog in_dollars = boards::product(usd, billing_time::in_advance);
constexpr period march{at(2024, 3, 16), at(2024, 4, 16)};
constexpr period april{at(2024, 4, 16), at(2024, 5, 16)};

/// What a fact changes on an invoice, copied out of its room.
struct changes {
    errc error{};
    list removed{};
    list added{};
    std::int64_t net = 0;
    std::vector<std::int64_t> after{};  ///< all amounts of the invoice with the fact
    std::vector<fact_place> by{};       ///< the facts that make the added lines due
};
template <class Fact>
changes previewed(const owned_catalog& p, const boards::customer& c, const Fact& planned,
                  const period& within) {
    const auto memory = std::make_unique<preview_memory<Fact, 64, 64>>();
    const auto found = preview(examined(p.view(), c.facts()), planned, within, memory->room());
    changes all;
    if (!found) {
        all.error = found.error();
        return all;
    }
    for (const changed_line& line : found->lines) {
        (line.is_added ? all.added : all.removed).push_back(line.amount.minor_units());
        const invoice_line& on = found->on_invoice(line);
        CHECK(on.amount() == (line.is_added ? line.amount : -line.amount));
        if (line.is_added && on.kind() == invoice_line_kind::period)
            all.by.push_back(on.period().by);
    }
    for (const invoice_line& line : found->after.lines)
        all.after.push_back(line.amount().minor_units());
    all.net = found->net.minor_units();
    return all;
}

}  // namespace

TEST_CASE("two more seats cost the rest of the period, and their price in the next one") {
    const auto c = boards::five_seats();
    const seat_change more{{1}, quantity{7}, at(2024, 4, 1)};
    const auto now = previewed(in_dollars, c, more, march);
    CHECK(now.removed.empty());
    CHECK(now.added == list{29'03});
    CHECK(now.net == 29'03);
    CHECK(now.by == std::vector{fact_place{fact::seat_change, 0}});
    const auto next = previewed(in_dollars, c, more, april);
    CHECK(next.removed == list{-150'00});
    CHECK(next.added == list{210'00});
    CHECK(next.net == 60'00);
}

TEST_CASE("a change of plan is quoted with its credit and its charge") {
    const auto quote = previewed(in_dollars, boards::five_seats(),
                                 plan_change{{1}, boards::business, at(2024, 4, 1)}, march);
    CHECK(quote.added == list{-72'58, 96'29});
    CHECK(quote.net == 23'71);
}

TEST_CASE("back from an edition that is not sold by the seat, there are as many seats as before") {
    auto c = boards::five_seats();
    c.record(plan_change{{1}, boards::business, at(2024, 4, 1)});
    const auto back =
        previewed(in_dollars, c, plan_change{{2}, boards::team, at(2024, 4, 1)}, march);
    CHECK(back.net == -23'71);
    CHECK(back.added.empty());
    const auto later =
        previewed(in_dollars, c, plan_change{{2}, boards::team, at(2024, 4, 16)}, april);
    CHECK(later.added == list{150'00});
}

TEST_CASE("a change at the end of a period is on the next invoice") {
    const auto p =
        boards::product(usd, billing_time::in_advance, monthly, change_kind::at_period_end);
    const plan_change later{{1}, boards::business, at(2024, 4, 1)};
    CHECK(previewed(p, boards::five_seats(), later, march).net == 0);
    CHECK(previewed(p, boards::five_seats(), later, april).net == 49'00);
}

TEST_CASE("add-ons are quoted when they are bought, and when they are given up") {
    auto c = boards::five_seats();
    const add_on_purchase two{{1}, boards::archive, quantity{2}, at(2024, 3, 26)};
    CHECK(previewed(in_dollars, c, two, march).added == list{5'42});
    c.record(two);
    const auto back = previewed(in_dollars, c, add_on_return{{1}, {1}, at(2024, 4, 10)}, march);
    CHECK(back.added == list{-1'55});
    CHECK(back.by == std::vector{fact_place{fact::add_on_return, 0}});
}

TEST_CASE("a pause and a cancellation at once credit the rest of the period") {
    const auto c = boards::five_seats();
    CHECK(previewed(in_dollars, c, plan_pause{{1}, at(2024, 4, 1)}, march).net == -72'58);
    plan_cancellation ends{{1}, at(2024, 4, 1), cancellation_time::at_once};
    CHECK(previewed(in_dollars, c, ends, march).net == -72'58);
    ends.ends = cancellation_time::at_period_end;
    CHECK(previewed(in_dollars, c, ends, march).net == 0);
    CHECK(previewed(in_dollars, c, ends, april).removed == list{-150'00});
}

TEST_CASE("a plan that starts is quoted with its one-off charge") {
    const boards::customer nobody;
    const plan_start start = boards::five_seats().plans[0];
    const auto quote = previewed(in_dollars, nobody, start, march);
    CHECK(quote.added == list{150'00, 75'00});
    CHECK(quote.net == 225'00);
}

TEST_CASE("a prepaid order and its refund are quoted, too") {
    boards::customer c;
    const order bought{.id = {1},
                       .edition = boards::team,
                       .months = 1,
                       .seats = quantity{5},
                       .placed_at = at(2024, 3, 16),
                       .begins = at(2024, 3, 16),
                       .paid_by = in_cash(cents(150'00))};
    CHECK(previewed(in_dollars, c, bought, march).net == 225'00);
    const std::vector orders{bought};
    subscription facts = c.facts();
    facts.orders = orders;
    const auto memory = std::make_unique<preview_memory<order_refund>>();
    const auto back = preview(examined(in_dollars.view(), facts),
                              order_refund{.order = {1}, .at = at(2024, 3, 16), .id = {1}}, march,
                              memory->room());
    CHECK(back->net == cents(-225'00));
}

TEST_CASE("what cannot be recorded cannot be quoted: the rule that it breaks is named") {
    const auto c = boards::five_seats();
    const auto why = [&](const auto& planned) {
        return previewed(in_dollars, c, planned, march).error;
    };
    const instant before = at(2024, 3, 15), then = at(2024, 4, 1);
    CHECK(why(seat_change{{1}, quantity{6}, before}) == account_errc::no_plan_to_change);
    CHECK(why(seat_change{{1}, quantity{0}, then}) == catalog_errc::seats_out_of_range);
    CHECK(why(seat_change{{1}, quantity{51}, then}) == catalog_errc::seats_out_of_range);
    CHECK(why(plan_change{{1}, boards::business, before}) == account_errc::no_plan_to_change);
    CHECK(why(plan_change{{1}, {7}, then}) == catalog_errc::unknown_edition);
    CHECK(why(add_on_return{{1}, {1}, then}) == account_errc::unknown_purchase);
    CHECK(why(add_on_purchase{{1}, {7}, quantity{1}, then}) == catalog_errc::unknown_add_on);
    CHECK(why(plan_start{.id = {2}, .edition = boards::team, .begins = then}) ==
          account_errc::plans_overlap);
    CHECK(why(plan_start{.id = {1}, .edition = boards::business, .begins = then}) ==
          account_errc::duplicate_id);
}

TEST_CASE("room that is too small is a named error") {
    const auto c = boards::five_seats();
    const auto life = examined(in_dollars.view(), c.facts());
    const seat_change more{{1}, quantity{7}, at(2024, 4, 1)};
    const auto memory = std::make_unique<preview_memory<seat_change>>();
    auto room = memory->room();
    CHECK(preview(life, more, march, room)->net == cents(29'03));
    room.lines = room.lines.first(2);
    CHECK(preview(life, more, march, room) == core_errc::capacity_exceeded);
    room.lines = room.lines.first(0);
    room.facts = room.facts.first(0);
    CHECK(preview(life, more, march, room) == core_errc::capacity_exceeded);
    room = memory->room();
    room.life = {};
    CHECK(preview(life, more, march, room) == core_errc::capacity_exceeded);
    room = memory->room();
    room.after.lines = room.after.lines.first(1);
    CHECK(preview(life, more, march, room) == core_errc::capacity_exceeded);
}

TEST_CASE("a preview allocates nothing: the compiler evaluates it") {
    constexpr money net = [] {
        const subscription s{.created_at = local(2024, 1, 1)};
        const auto life = examine<4>(chat::catalog, s).value();
        preview_memory<plan_start, 4, 8> memory;
        const plan_start start{
            .id = {1}, .edition = standard, .version = current_book, .begins = local(2024, 3, 1)};
        return preview(life, start, {local(2024, 3, 1), local(2024, 4, 1)}, memory.room())
            .value()
            .net;
    }();
    STATIC_REQUIRE(net == cents(399'00));
}

namespace {

const std::array products{
    boards::product(usd, billing_time::in_advance), boards::product(usd, billing_time::in_arrears),
    boards::product(jpy, billing_time::in_advance),
    boards::product(kwd, billing_time::in_arrears, quarterly),
    boards::product(usd, billing_time::in_advance, monthly, change_kind::at_period_end)};

std::vector<std::int64_t> amounts(const owned_catalog& p, const boards::customer& c,
                                  const period& within) {
    std::vector<std::int64_t> all;
    const auto bill = invoice_of<64>(examined(p.view(), c.facts()), within).value();
    for (const invoice_line& line : bill.lines) all.push_back(line.amount().minor_units());
    return all;
}

/// Calls `check` with a random fact that a life can go on with.
void with_any_fact(const boards::customer& c, const auto& check) {
    using boards::drawn;
    const instant t = boards::some_time();
    constexpr std::uint64_t fresh = 99;
    switch (drawn(0, 6)) {
        case 0: return check(seat_change{{fresh}, quantity{drawn(1, 9)}, t});
        case 1:
            return check(
                plan_change{{fresh}, drawn(0, 1) == 0 ? boards::team : boards::business, t});
        case 2: return check(add_on_purchase{{fresh}, boards::archive, quantity{drawn(1, 3)}, t});
        case 3:
            if (c.add_ons.empty()) return check(seat_change{{fresh}, quantity{4}, t});
            return check(
                add_on_return{{fresh}, c.add_ons[0].id, c.add_ons[0].begins + days(drawn(0, 60))});
        case 4: return check(plan_pause{{fresh}, t, t + days(drawn(0, 40))});
        case 5:
            return check(plan_cancellation{
                {fresh},
                t,
                drawn(0, 1) == 0 ? cancellation_time::at_once : cancellation_time::at_period_end});
        default:
            return check(plan_start{
                .id = {fresh}, .edition = boards::business, .begins = t + days(drawn(0, 200))});
    }
}
/// Often a billing period of the lives.
period any_time() {
    using boards::drawn;
    const auto month = static_cast<std::uint32_t>(drawn(3, 9));
    const instant from = at(2024, month, 16);
    if (drawn(0, 1) == 0) return {from, at(2024, month + 1, 16)};
    return {from - days(drawn(0, 40)), from + seconds(drawn(1, 90 * 86'400))};
}

}  // namespace

TEST_CASE("a preview is the charge: quote, record the fact, invoice: the same lines") {
    law("for any life, fact and time, in advance and in arrears", [] {
        const owned_catalog& p = products[static_cast<std::size_t>(boards::drawn(0, 4))];
        const boards::customer c = boards::any_customer(p.view());
        const period within = any_time();
        with_any_fact(c, [&](const auto& planned) {
            const changes quote = previewed(p, c, planned, within);
            boards::customer recorded = c;
            recorded.record(planned);
            const auto contradicts = contradiction_in(p.view(), recorded.facts());
            RC_ASSERT(contradicts.has_value() == (quote.error != errc{}));
            if (contradicts) {
                RC_ASSERT(quote.error == contradicts->code);
                return;
            }
            // The invoice without the fact, less what is taken away, and what is added.
            auto expected = amounts(p, c, within);
            for (const std::int64_t gone : quote.removed) {
                const auto place = std::find(expected.begin(), expected.end(), -gone);
                RC_ASSERT(place != expected.end());
                expected.erase(place);
            }
            expected.insert(expected.end(), quote.added.begin(), quote.added.end());
            auto charged = amounts(p, recorded, within);
            RC_ASSERT(charged == quote.after);
            std::sort(expected.begin(), expected.end());
            std::sort(charged.begin(), charged.end());
            RC_ASSERT(expected == charged);
            std::int64_t net = 0;
            for (const std::int64_t amount : quote.removed) net += amount;
            for (const std::int64_t amount : quote.added) net += amount;
            RC_ASSERT(net == quote.net);
        });
    });
}

TEST_CASE("a fact that changes nothing, or is known already, has no line in its preview") {
    law("for any life and any of its facts", [] {
        const owned_catalog& p = products[static_cast<std::size_t>(boards::drawn(0, 4))];
        const boards::customer c = boards::any_customer(p.view());
        const period within = any_time();
        const auto expect_nothing = [&](const auto& planned) {
            const changes quote = previewed(p, c, planned, within);
            RC_ASSERT(quote.error == errc{});
            RC_ASSERT(quote.added.empty());
            RC_ASSERT(quote.removed.empty());
            RC_ASSERT(quote.net == 0);
        };
        expect_nothing(c.plans[0]);
        for (const auto& f : c.seats) expect_nothing(f);
        for (const auto& f : c.changes) expect_nothing(f);
        for (const auto& f : c.add_ons) expect_nothing(f);
        for (const auto& f : c.returns) expect_nothing(f);
        for (const auto& f : c.pauses) expect_nothing(f);
        for (const auto& f : c.cancellations) expect_nothing(f);
        const instant t = boards::some_time();
        expect_nothing(plan_pause{{99}, at(2024, 3, 16), at(2024, 3, 16)});
        expect_nothing(add_on_purchase{{99}, boards::archive, quantity{2}, t, t});
    });
}

TEST_CASE("what is bought and given up at one instant nets to zero") {
    law("for any life and time", [] {
        const owned_catalog& p = products[static_cast<std::size_t>(boards::drawn(0, 3))];
        boards::customer c = boards::any_customer(p.view());
        const period within = any_time();
        const instant t = boards::some_time();
        const auto undo = [&](const auto& done, const auto& undone) {
            const changes there = previewed(p, c, done, within);
            if (there.error != errc{}) return;
            boards::customer changed = c;
            changed.record(done);
            const changes back = previewed(p, changed, undone, within);
            if (back.error != errc{}) return;
            RC_ASSERT(there.net + back.net == 0);
            changed.record(undone);
            auto once = amounts(p, c, within), again = amounts(p, changed, within);
            std::sort(once.begin(), once.end());
            std::sort(again.begin(), again.end());
            RC_ASSERT(once == again);
        };
        const auto life = examined(p.view(), c.facts());
        const stretch* const plan = plan_at(life, t);
        if (plan == nullptr) return;
        switch (boards::drawn(0, 2)) {
            case 0:
                undo(add_on_purchase{{99}, boards::archive, quantity{boards::drawn(1, 9)}, t},
                     add_on_return{{99}, {99}, t});
                break;
            case 1:
                undo(seat_change{{98}, quantity{boards::drawn(1, 9)}, t},
                     seat_change{{99}, plan->seats, t});
                break;
            default:
                const edition_id other =
                    plan->edition == boards::business ? boards::team : boards::business;
                undo(plan_change{{98}, other, t}, plan_change{{99}, plan->edition, t});
        }
    });
}

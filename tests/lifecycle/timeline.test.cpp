// SPDX-License-Identifier: MIT
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include <ratecard/catalog/builder.hpp>
#include <ratecard/entitlement/resolve.hpp>
#include <ratecard/entitlement/why.hpp>
#include <ratecard/entitlement/window_of.hpp>
#include <ratecard/lifecycle/timeline.hpp>

#include "catch.hpp"
#include "examined.hpp"

using namespace ratecard;
using namespace ratecard::literals;
using namespace ratecard_test;

namespace {

constexpr edition_id team{1}, business{2}, closed{3};
constexpr quota_id posts{0}, files{1};
constexpr add_on_id archive{0};

constexpr instant at(std::int32_t year, std::uint32_t month, std::uint32_t day,
                     std::int32_t hour = 0) {
    return instant_of(civil(year, month, day), time_of_day{hour, 0, 0}, utc);
}

/// Team is sold by the seat, up to 50; nobody may change to closed. Archives set 1,000 files, and
/// raise them by 50 for each unit.
owned_catalog product(std::optional<edition_id> before_plans = edition_id{0}) {
    offering o{.product = "boards", .unit = usd, .default_edition = before_plans};
    o.lifecycle.expiry.grace = days(3);
    o.lifecycle.retention_days = 30;
    catalog_builder b{o};
    b.add(edition{"free"}).add(edition{"team"}).add(edition{"business"}).add(edition{"closed"});
    b.add(feature{"write"}, {availability::included, availability::included, availability::included,
                             availability::included});
    b.add(quota{.key = "posts", .window = quota_window::billing_period},
          {hard(10), hard(100), hard(500), hard(500)});
    b.add(quota{.key = "files"}, {hard(10), hard(100), hard(5'000), hard(500)});
    b.add(price_version{"2024", instant{-instant::bound}, {}});
    b.price("2024", "team",
            plan_price{.amount = 30_dec,
                       .seats = seat_terms{.least = quantity{3}, .most = limit::finite(50)}});
    b.price("2024", "business", 199_dec).price("2024", "closed", 99_dec);
    b.add(charge{.key = "archives", .unit = "archive", .kind = charge_kind::recurring});
    b.price("2024", "team", "archives", tier{.unit_price = 4_dec});
    b.add(add_on{"archive"}).charged_by("archive", "archives");
    b.change("", "", change_kind::with_credit).change("", "closed", change_kind::forbidden);
    b.change("business", "team", change_kind::at_period_end);
    return b.build().value();
}

/// Facts of a plan that is billed period by period: Team with 5 seats from 16 March 2024.
struct customer {
    std::vector<order> orders{};
    std::vector<plan_start> plans{
        {.id = {1}, .edition = team, .seats = quantity{5}, .begins = at(2024, 3, 16)}};
    std::vector<plan_change> changes{};
    std::vector<seat_change> seats{};
    std::vector<plan_pause> pauses{};
    std::vector<plan_cancellation> cancellations{};
    std::vector<add_on_purchase> add_ons{};
    std::vector<add_on_return> returns{};

    [[nodiscard]] subscription facts() const {
        subscription s{.created_at = at(2024, 1, 1), .orders = orders, .add_ons = add_ons};
        s.plans = plans;
        s.plan_changes = changes;
        s.seat_changes = seats;
        s.pauses = pauses;
        s.cancellations = cancellations;
        s.add_on_returns = returns;
        return s;
    }
};

void expect_found(const customer& c, errc code, fact kind, std::size_t index) {
    const auto first = contradiction_in(product().view(), c.facts());
    REQUIRE(first.has_value());
    CHECK(first->code.value() == code.value());
    CHECK(static_cast<int>(first->kind) == static_cast<int>(kind));
    CHECK(first->index == index);
}

}  // namespace

TEST_CASE("a plan billed period by period is in force from its start, in stretches") {
    const owned_catalog p = product();
    customer c;
    c.seats = {{{1}, quantity{7}, at(2024, 4, 1)}};
    c.changes = {{{1}, business, at(2024, 4, 10)}};
    const auto life = examined(p.view(), c.facts());
    const auto view = life.view();
    REQUIRE(view.stretches().size() == 3);
    CHECK(view.stretches()[0].end == at(2024, 4, 1));
    CHECK(view.stretches()[1].seats == quantity{7});
    CHECK(view.stretches()[1].began_by == fact_place{fact::seat_change, 0});
    CHECK(view.stretches()[2].edition == business);
    CHECK(view.stretches()[2].seats == quantity{1});  // it is not sold by the seat
    CHECK(view.stretches()[2].end == instant::never());
    CHECK(plan_at(view, at(2024, 3, 15)) == nullptr);
    CHECK(edition_at(view, at(2024, 4, 9)) == team);
    CHECK(covered_until(view, at(2024, 3, 16)) == instant::never());
    CHECK(state_at(view, at(2030, 1, 1))->state == state::active);
}

TEST_CASE("a change at the period's end takes effect there, and a later wish replaces it") {
    const owned_catalog p = product();
    customer c;
    c.plans[0].edition = business;
    c.plans[0].seats = quantity{1};
    c.changes = {{{1}, team, at(2024, 4, 1)}};
    CHECK(edition_at(examined(p.view(), c.facts()), at(2024, 4, 15)) == business);
    CHECK(edition_at(examined(p.view(), c.facts()), at(2024, 4, 16)) == team);
    c.changes.push_back({{2}, business, at(2024, 4, 2)});  // it stays
    CHECK(edition_at(examined(p.view(), c.facts()), at(2024, 4, 16)) == business);
}

TEST_CASE("a pause suspends, and a cancelled plan expires and is suspended after the grace") {
    const owned_catalog p = product();
    customer c;
    c.pauses = {{{1}, at(2024, 4, 1), at(2024, 4, 10)}};
    c.cancellations = {{{1}, at(2024, 5, 1), cancellation_time::at_period_end}};
    const auto life = examined(p.view(), c.facts());
    CHECK(state_at(life, at(2024, 4, 1)) == status{state::suspended, suspension_cause::pause});
    CHECK(state_at(life, at(2024, 4, 10))->state == state::active);
    CHECK(state_at(life, at(2024, 5, 15))->state == state::active);
    CHECK(state_at(life, at(2024, 5, 16))->state == state::expired);
    CHECK(state_at(life, at(2024, 5, 19)) == status{state::suspended, suspension_cause::expiry});
}

TEST_CASE("a pause alone never leads to reclaiming") {
    const owned_catalog p = product();
    customer c;
    c.pauses = {{{1}, at(2024, 4, 1)}};
    const auto life = examined(p.view(), c.facts());
    CHECK_FALSE(life.view().reclaimed_at());
    CHECK(state_at(life, at(2034, 1, 1)) == status{state::suspended, suspension_cause::pause});
}

TEST_CASE("windows of a plan billed period by period are its periods") {
    const owned_catalog p = product();
    customer c;
    c.seats = {{{1}, quantity{7}, at(2024, 4, 1)}};
    const auto life = examined(p.view(), c.facts());
    const window first = window_of(life, posts, at(2024, 3, 20));
    CHECK(first.end == at(2024, 4, 16));
    CHECK(window_of(life, posts, at(2024, 4, 2)) == first);  // seats begin none
    CHECK(window_of(life, posts, at(2024, 4, 16)) == window{first.index + 1, at(2024, 5, 16)});
}

TEST_CASE("an add-on sets a limit as well as raises it") {
    const auto p = [] {
        catalog_builder b{product().view()};
        return b.raises("archive", "files", quantity{50}).build().value();
    }();
    const auto set = [] {
        catalog_builder b{product().view()};
        b.sets("archive", "files", limit::finite(1000)).raises("archive", "files", quantity{50});
        return b.build().value();
    }();
    customer c;
    c.add_ons = {{{1}, archive, quantity{3}, at(2024, 3, 20)}};
    const instant now = at(2024, 4, 1);
    const auto limit_of = [&](const owned_catalog& catalog) {
        const auto s = resolve(examined(catalog.view(), c.facts()), now).value();
        return at(catalog.view().condition_rows(), s, now).limit_of(files).value().most;
    };
    CHECK(limit_of(p) == limit::finite(250));
    CHECK(limit_of(set) == limit::finite(1'150));
    const auto said = why(examined(set.view(), c.facts()), files, now).value();
    CHECK(said.decided_by.from == origin::add_on);
    CHECK(said.limit.most == limit::finite(1'150));
    c.plans[0].edition = business;  // its own limit is larger than the one that is set
    c.plans[0].seats = quantity{1};
    CHECK(limit_of(set) == limit::finite(5'150));
    CHECK(why(examined(set.view(), c.facts()), files, now)->decided_by.from == origin::edition);
}

TEST_CASE("without a default edition, nothing may be used before the first plan") {
    const owned_catalog p = product(std::nullopt);
    customer c;
    const auto life = examined(p.view(), c.facts());
    const condition_table rows = p.view().condition_rows();
    const auto before = resolve(life, at(2024, 3, 1)).value();
    CHECK(before.answers[0].why() == reason::not_in_edition);
    CHECK(at(rows, before, before.valid_from).limit_of(files).value().most == limit{});
    const auto after = resolve(life, at(2024, 3, 16)).value();
    CHECK(after.answers[0].allowed());
    CHECK(at(rows, after, after.valid_from).limit_of(files).value().most == limit::finite(100));
}

TEST_CASE("a returned add-on is held up to its return") {
    const owned_catalog p = product();
    customer c;
    c.add_ons = {{{5}, archive, quantity{2}, at(2024, 3, 20)},
                 {{4}, archive, quantity{1}, at(2024, 3, 21)}};
    c.returns = {{{1}, {4}, at(2024, 4, 1)}};
    const auto life = examined(p.view(), c.facts());
    REQUIRE(life.view().add_ons().size() == 2);
    CHECK(life.view().add_ons()[0].end == instant::never());
    CHECK(life.view().add_ons()[1].end == at(2024, 4, 1));
}

TEST_CASE("facts about plans that cannot be true are named errors") {
    customer c;
    CHECK_FALSE(contradiction_in(product().view(), c.facts()));
    const auto with = [](auto change) {
        customer changed;
        change(changed);
        return changed;
    };
    expect_found(with([](customer& x) { x.plans[0].seats = quantity{}; }),
                 catalog_errc::seats_out_of_range, fact::plan, 0);
    expect_found(with([](customer& x) { x.plans[0].seats = quantity{51}; }),
                 catalog_errc::seats_out_of_range, fact::plan, 0);
    expect_found(with([](customer& x) { x.plans[0].edition = edition_id{9}; }),
                 catalog_errc::unknown_edition, fact::plan, 0);
    expect_found(with([](customer& x) { x.plans[0].edition = edition_id{0}; }),
                 account_errc::edition_not_for_sale, fact::plan, 0);
    expect_found(with([](customer& x) { x.plans[0].begins = at(2023, 12, 31); }),
                 account_errc::before_creation, fact::plan, 0);
    expect_found(with([](customer& x) {
                     x.plans.push_back(x.plans[0]);
                     x.plans[1].id = {2};
                     x.plans[1].begins = at(2024, 4, 1);
                 }),
                 account_errc::plans_overlap, fact::plan, 1);
    expect_found(with([](customer& x) {
                     x.orders = {{.id = {1},
                                  .edition = business,
                                  .placed_at = at(2024, 4, 1),
                                  .begins = at(2024, 4, 1),
                                  .paid_by = in_cash({199'00, usd})}};
                 }),
                 account_errc::plans_overlap, fact::plan, 0);
    expect_found(with([](customer& x) {
                     x.seats = {{{1}, quantity{}, at(2024, 4, 1)}};
                 }),
                 catalog_errc::seats_out_of_range, fact::seat_change, 0);
    expect_found(with([](customer& x) {
                     x.seats = {{{1}, quantity{51}, at(2024, 4, 1)}};
                 }),
                 catalog_errc::seats_out_of_range, fact::seat_change, 0);
    expect_found(with([](customer& x) {
                     x.seats = {{{1}, quantity{4}, at(2024, 3, 15)}};
                 }),
                 account_errc::no_plan_to_change, fact::seat_change, 0);
    expect_found(
        with([](customer& x) {
            x.cancellations = {{{1}, at(2024, 4, 1), cancellation_time::at_once}};
            x.seats = {{{1}, quantity{4}, at(2024, 4, 1)}, {{2}, quantity{4}, at(2024, 4, 2)}};
        }),
        account_errc::no_plan_to_change, fact::seat_change, 0);
    expect_found(with([](customer& x) {
                     x.changes = {{{1}, closed, at(2024, 4, 1)}};
                 }),
                 account_errc::plan_change_refused, fact::plan_change, 0);
    expect_found(with([](customer& x) {
                     x.changes = {{{1}, business, at(2024, 3, 1)}};
                 }),
                 account_errc::no_plan_to_change, fact::plan_change, 0);
    expect_found(with([](customer& x) {
                     x.pauses = {{{1}, at(2024, 4, 1), at(2024, 4, 10)},
                                 {{2}, at(2024, 4, 9), at(2024, 4, 12)}};
                 }),
                 account_errc::pauses_overlap, fact::pause, 1);
    expect_found(with([](customer& x) {
                     x.pauses = {{{1}, at(2024, 4, 2), at(2024, 4, 1)}};
                 }),
                 account_errc::ends_before_it_begins, fact::pause, 0);
    expect_found(with([](customer& x) {
                     x.cancellations = {{{1}, at(2024, 4, 1)}, {{2}, at(2024, 4, 2)}};
                 }),
                 account_errc::cancelled_twice, fact::cancellation, 1);
    expect_found(
        with([](customer& x) {
            x.seats = {{{1}, quantity{4}, at(2024, 4, 1)}, {{1}, quantity{6}, at(2024, 4, 1)}};
        }),
        account_errc::duplicate_id, fact::seat_change, 1);
    expect_found(with([](customer& x) {
                     x.returns = {{{1}, {9}, at(2024, 4, 1)}};
                 }),
                 account_errc::unknown_purchase, fact::add_on_return, 0);
    expect_found(with([](customer& x) {
                     x.add_ons = {{{1}, archive, quantity{1}, at(2024, 3, 20), at(2024, 4, 20)}};
                     x.returns = {{{1}, {1}, at(2024, 4, 21)}};
                 }),
                 account_errc::return_outside_its_purchase, fact::add_on_return, 0);
    expect_found(with([](customer& x) {
                     x.add_ons = {{{1}, archive, quantity{1}, at(2024, 3, 20)}};
                     x.returns = {{{1}, {1}, at(2024, 4, 1)}, {{2}, {1}, at(2024, 4, 2)}};
                 }),
                 account_errc::returned_twice, fact::add_on_return, 1);
}

TEST_CASE("a plan may start again where the one before it ended") {
    customer c;
    c.cancellations = {{{1}, at(2024, 4, 1), cancellation_time::at_once}};
    c.plans.push_back(c.plans[0]);
    c.plans[1].id = {2};
    c.plans[1].begins = at(2024, 4, 1);
    const owned_catalog p = product();
    const auto life = examined(p.view(), c.facts());
    CHECK(life.view().stretches().size() == 2);
    CHECK(state_at(life, at(2024, 4, 1))->state == state::active);
}

TEST_CASE("more facts than there is room for are a named error") {
    const owned_catalog p = product();
    customer c;
    for (std::uint64_t i = 1; i <= 8; ++i)
        c.seats.push_back({{i},
                           quantity{static_cast<std::int64_t>(i)},
                           at(2024, 4, 1) + days(static_cast<std::int64_t>(i))});
    CHECK(examine<9>(p.view(), c.facts()).has_value());
    const auto full = examine<8>(p.view(), c.facts());
    REQUIRE_FALSE(full);
    CHECK(full.error().code == core_errc::capacity_exceeded);
    const auto memory = std::make_unique<timeline_memory<9>>();
    CHECK(examine(p.view(), c.facts(), *memory)->stretches().size() ==
          examined(p.view(), c.facts()).view().stretches().size());
}

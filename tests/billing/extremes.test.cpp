// SPDX-License-Identifier: MIT
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include <ratecard/analysis/cheapest.hpp>
#include <ratecard/analysis/plan_cost.hpp>
#include <ratecard/analysis/simulation.hpp>
#include <ratecard/billing/add_on_quote.hpp>
#include <ratecard/billing/apply.hpp>
#include <ratecard/billing/change.hpp>
#include <ratecard/billing/invoice.hpp>
#include <ratecard/billing/plan_segment.hpp>
#include <ratecard/billing/preview.hpp>
#include <ratecard/billing/purchase.hpp>
#include <ratecard/billing/refund_partition.hpp>
#include <ratecard/billing/renewal.hpp>
#include <ratecard/billing/revenue.hpp>
#include <ratecard/billing/trial_end.hpp>

#include "application.hpp"
#include "billing/a_customer.hpp"
#include "cents.hpp"
#include "examined.hpp"
#include "reference_catalog.hpp"

// Whatever instant or count comes from data, each function has an answer: a value, a refusal or a
// named error. The program never ends. What is asked here need not have a sensible answer.

using namespace ratecard;
using namespace ratecard_test;
using boards::at;

namespace {

constexpr std::array instants{instant{-instant::bound},
                              instant{-instant::bound} + seconds(1),
                              instant{instant::first_of_data - 1},
                              instant{instant::first_of_data},
                              instant{0},
                              at(2024, 3, 16),
                              at(2024, 4, 1),
                              instant{instant::last_of_data},
                              instant{instant::last_of_data + 1},
                              instant::never() - seconds(1),
                              instant::never()};
constexpr std::array counts{INT32_MIN, -2'000'000, -1,    0,         1,
                            12,        1'200,      1'201, 2'000'000, INT32_MAX};

/// All periods between two of the instants.
std::vector<period> periods() {
    std::vector<period> all;
    for (const instant a : instants)
        for (const instant b : instants)
            if (a < b) all.emplace_back(a, b);
    return all;
}

/// A plan billed by the month, one prepaid for a year, and none.
struct lives {
    std::vector<owned_catalog> products{boards::product(usd, billing_time::in_advance),
                                        boards::product(usd, billing_time::in_arrears),
                                        boards::product(usd, billing_time::in_advance, quarterly),
                                        boards::product(jpy, billing_time::in_arrears, yearly)};
    boards::customer by_period = boards::five_seats();
    std::vector<order> orders{{.id = {1},
                               .edition = boards::team,
                               .months = 12,
                               .seats = quantity{5},
                               .placed_at = at(2024, 3, 16),
                               .begins = at(2024, 3, 16),
                               .paid_by = in_cash(cents(1'800'00))}};
    std::vector<add_on_purchase> add_ons{{{1}, boards::archive, quantity{2}, at(2024, 3, 26)}};

    void for_each(const auto& ask) const {
        boards::customer with_add_on = by_period;
        with_add_on.add_ons = add_ons;
        subscription prepaid{.created_at = at(2024, 1, 1), .orders = orders, .add_ons = add_ons};
        prepaid.auto_renew = true;
        const subscription ended{.created_at = at(2024, 1, 1), .orders = orders};
        for (const owned_catalog& p : products) {
            ask(timeline_view{examined<8>(p.view(), with_add_on.facts())});
            if (p.view().unit() != usd) continue;  // the orders were paid in dollars
            for (const subscription& s :
                 {prepaid, ended, subscription{.created_at = at(2024, 1, 1)}})
                ask(timeline_view{examined<8>(p.view(), s)});
        }
    }
};

/// Asks, and looks only whether there is an answer.
void answered(const auto& answer) { CHECK((answer.has_value() || answer.error() != errc{})); }

}  // namespace

TEST_CASE("at every instant there is an answer to a question about a subscription") {
    lives{}.for_each([](const timeline_view& life) {
        for (const instant now : instants) {
            answered(quote_add_on(life, boards::archive, quantity{2}, now));
            answered(quote_add_on(life, boards::archive, quantity{quantity::max_count}, now));
            answered(left_of_add_on(life, {{1}, boards::archive, quantity{2}, now}, now));
            answered(auto_renew(life, cents(INT64_MAX), {9}, now));
            answered(refund(life, now));
            answered(recorded_refund(life, now));
            answered(partition_of_refund(life, now));
            answered(start_trial(life, {0}, now));
            for (const std::int32_t months : counts)
                for (const std::int64_t seats :
                     {std::int64_t{0}, std::int64_t{5}, quantity::max_count})
                    for (const edition_id e : {boards::team, boards::business}) {
                        answered(quote_purchase(life, e, months, quantity{seats}, now));
                        answered(quote_purchase(life, e, months, quantity{seats}, now, now));
                        answered(
                            quote_purchase(life, e, months, quantity{seats}, at(2024, 4, 1), now));
                    }
        }
        answered(revenue_of(life));
    });
    const application trier{.created_at = local(2024, 1, 1)};
    const catalog_view chat = tencent_chat::catalog;
    for (const instant now : instants)
        answered(start_trial(examined(chat, trier.facts()), {0}, now));
    CHECK(quote_purchase(examined(boards::product(usd, billing_time::in_advance).view(),
                                  subscription{.created_at = at(2024, 1, 1)}),
                         boards::team, 1, instant::never()) == core_errc::instant_out_of_range);
}

TEST_CASE("for every time there is an answer to what is due in it") {
    const std::vector<period> all = periods();
    lives{}.for_each([&](const timeline_view& life) {
        for (const period& within : all) {
            answered(invoice_of(life, within));
            answered(plan_segments(life, within));
            answered(price_of_add_on(life, boards::archive, quantity{2}, within));
        }
        for (const std::int32_t year : {INT32_MIN, -1, 0, 1, 2024, 9999, 10'000, INT32_MAX})
            for (const std::uint32_t month : {0U, 1U, 12U, 13U, UINT32_MAX})
                answered(statement_of(life, {year, month}, {}));
    });
    const owned_catalog p = boards::product(usd, billing_time::in_advance);
    const auto c = boards::five_seats();
    const auto life = examined(p.view(), c.facts());
    CHECK(invoice_of(life, period{at(2024, 3, 16), instant::never()}) ==
          core_errc::instant_out_of_range);
}

TEST_CASE("a payment is recognised over every period, or refused by name") {
    for (const period& covered : periods()) {
        answered(recognise(cents(100'00), covered, utc));
        answered(recognise<4>(cents(100'00), covered, zone::fixed(hours(-12))));
        for (const instant t : instants)
            answered(recognise(cents(100'00), covered, utc, given_back{t, cents(1)}));
    }
}

TEST_CASE("a change of a plan with any months, at any time, is quoted or refused by name") {
    for (const change_kind kind :
         {change_kind::with_credit, change_kind::at_period_end, change_kind::at_date})
        for (const change_alignment alignment :
             {change_alignment::keep, change_alignment::restart}) {
            catalog_builder b{
                offering{.product = "boards", .unit = usd, .billing_zone = zone::fixed(hours(8))}};
            b.add(edition{"free"}).add(edition{"team"}).add(edition{"business"});
            b.add(price_version{"2024", instant{-instant::bound}, {}});
            using namespace ratecard::literals;
            b.price("2024", "team", 30_dec).price("2024", "business", 60_dec);
            b.change("", "", change_rule{.kind = kind, .alignment = alignment});
            const owned_catalog p = b.build().value();
            const catalog_view c = p.view();
            for (const period& whole : periods())
                for (const std::int32_t months : counts) {
                    running_plan plan{.edition = boards::team,
                                      .whole = whole,
                                      .months = months,
                                      .began = whole.begin(),
                                      .price = cents(30'00),
                                      .paid = cents(30'00)};
                    const auto up = change_direction::upgrade;
                    for (const instant t : {whole.begin(), whole.end() - seconds(1), whole.end()}) {
                        answered(quote_change(c, plan, boards::business, up, t, t));
                        plan.anchored_at = t;
                        answered(quote_change(c, plan, boards::business, up, whole.begin(),
                                              whole.begin()));
                        const std::array changes{plan_change{{1}, boards::business, t}};
                        answered(stretches_of(c, plan, changes));
                        std::array<money, 3> costs{};
                        const std::array<month_usage, 3> usage{};
                        const scenario s{.plan = plan, .to = boards::business, .usage = usage};
                        answered(costs_if_changed(c, s, t, costs));
                        answered(month_of(c, s, SIZE_MAX));
                    }
                }
            const running_plan month{.edition = boards::team,
                                     .whole = {at(2024, 3, 1), at(2024, 4, 1)},
                                     .began = at(2024, 3, 1),
                                     .price = cents(30'00),
                                     .paid = cents(30'00)};
            for (const std::int32_t months : {0, -1, 2'000'000}) {
                running_plan plan = month;
                plan.months = months;
                CHECK(quote_change(c, plan, boards::business, change_direction::upgrade,
                                   at(2024, 3, 10)) == catalog_errc::months_out_of_range);
            }
        }
}

TEST_CASE(
    "usage costs something at every instant, and no number of months is too large to refuse") {
    const owned_catalog p = boards::product(usd, billing_time::in_advance);
    for (const instant t : instants) answered(usage_cost(p.view(), boards::team, {0}, {}, t));
    const std::vector<std::optional<money>> usage(180, cents(1));
    for (const std::int32_t months : counts) {
        const std::array offers{term_offer{boards::team, months, cents(1)},
                                term_offer{boards::team, 1, cents(2)}};
        answered(cheapest(offers, usage, 60, 3, usd));
        answered(cheapest(offers, usage, SIZE_MAX, 3, usd));
    }
}

TEST_CASE("a fact at any instant is quoted, or contradicts the others by name") {
    const owned_catalog p = boards::product(usd, billing_time::in_advance);
    const auto c = boards::five_seats();
    const auto life = examined<8>(p.view(), c.facts());
    const period within{at(2024, 3, 16), at(2024, 4, 16)};
    const auto quote = [&](const auto& planned) {
        using fact_type = std::remove_cvref_t<decltype(planned)>;
        preview_memory<fact_type, 8, 16> memory;
        answered(preview(life, planned, within, memory.room()));
    };
    for (const instant t : instants) {
        quote(seat_change{{1}, quantity{7}, t});
        quote(seat_change{{1}, quantity{quantity::max_count}, t});
        quote(plan_change{{1}, boards::business, t});
        quote(plan_pause{{1}, t});
        quote(plan_pause{{1}, at(2024, 4, 1), t});
        quote(plan_cancellation{{1}, t, cancellation_time::at_once});
        quote(plan_cancellation{{1}, t, cancellation_time::at_period_end});
        quote(add_on_purchase{{1}, boards::archive, quantity{2}, t});
        quote(add_on_purchase{{1}, boards::archive, quantity{2}, at(2024, 4, 1), t});
        quote(add_on_purchase{{1}, boards::archive, quantity{quantity::max_count}, t});
        quote(add_on_return{{1}, {1}, t});
        quote(plan_start{.id = {9}, .edition = boards::business, .begins = t});
        quote(plan_start{
            .id = {9}, .edition = boards::business, .begins = at(2023, 1, 1), .anchored_at = t});
        quote(order{
            .id = {9}, .edition = boards::business, .months = 12, .placed_at = t, .begins = t});
        quote(order{.id = {9},
                    .edition = boards::business,
                    .months = 12,
                    .placed_at = at(2024, 1, 1),
                    .begins = at(2024, 1, 1),
                    .anchored_at = t});
        quote(order_refund{.order = {1}, .at = t, .id = {1}});
    }
    CHECK(contradiction_in(
              p.view(), subscription{.created_at = at(2024, 1, 1), .deleted_at = instant::never()})
              ->code == core_errc::instant_out_of_range);
}

TEST_CASE("a life of extreme facts has an answer at every instant") {
    const owned_catalog p = boards::product(usd, billing_time::in_advance);
    for (const instant t : instants)
        for (const instant end : instants) {
            boards::customer c;
            c.created_at = instant{-instant::bound};
            c.plans = {{.id = {1}, .edition = boards::team, .begins = t, .anchored_at = end}};
            c.pauses = {{{1}, t, end}};
            c.cancellations = {{{1}, end}};
            c.add_ons = {{{1}, boards::archive, quantity{2}, t, end}};
            const std::array bills{bill{.id = {1}, .amount = cents(1), .issued_at = t}};
            const std::array findings{abuse_finding{{1}, t, end}};
            subscription facts = c.facts();
            facts.bills = bills;
            facts.findings = findings;
            const auto life = examine<16>(p.view(), facts);
            if (!life) {
                CHECK(life.error().code != errc{});
                continue;
            }
            for (const instant now : instants) {
                answered(state_at(*life, now));
                answered(quote_purchase(*life, boards::business, 12, now));
                answered(quote_add_on(*life, boards::archive, quantity{1}, now));
                for (const instant later : instants)
                    if (now < later) answered(invoice_of(*life, period{now, later}));
            }
        }
}

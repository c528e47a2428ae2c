// SPDX-License-Identifier: MIT
// What an answer about money and time costs, beside the least that any answer needs.
#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <ratecard/billing/refund.hpp>
#include <ratecard/billing/invoice.hpp>
#include <ratecard/catalog/builder.hpp>
#include <ratecard/lifecycle/examine.hpp>
#include <ratecard/rating/card.hpp>
#include <ratecard/reference/tencent_chat.hpp>

#include "question.hpp"

namespace {

using namespace ratecard;
using ratecard_benchmark::answer;

constexpr catalog_view chat = tencent_chat::catalog;
constexpr zone billing_zone = chat.offering->billing_zone;
constexpr anchor month_end{civil(2024, 1, 31), time_of_day{10, 0, 0}};

const answer period_ours{
    "begin of month n from the 31st", "ours", [](benchmark::State& state) {
        std::int64_t n = 0;
        for (auto _ : state) {
            benchmark::DoNotOptimize(boundary_at(month_end, monthly, n++ % 240, billing_zone));
        }
    }};
const answer period_reference{
    "begin of month n from the 31st", "std::chrono", [](benchmark::State& state) {
        using namespace std::chrono;
        const year_month first{year{2024}, month{1}};
        int n = 0;
        for (auto _ : state) {
            const year_month m = first + months{n++ % 240};
            const auto last = year_month_day{m / std::chrono::last};
            const auto wanted = std::min(std::chrono::day{31}, last.day());
            benchmark::DoNotOptimize(sys_days{m / wanted} + std::chrono::seconds{36'000 - 28'800});
        }
    }};

const answer index_ours{"which month holds an instant?", "ours", [](benchmark::State& state) {
                            std::int64_t t = 1'710'000'000;
                            for (auto _ : state) {
                                t += 86'413;
                                benchmark::DoNotOptimize(index_of(
                                    month_end, monthly, instant{t % 4'000'000'000}, billing_zone));
                            }
                        }};
const answer index_reference{
    "which month holds an instant?", "std::chrono, civil month", [](benchmark::State& state) {
        using namespace std::chrono;
        std::int64_t t = 1'710'000'000;
        for (auto _ : state) {
            t += 86'413;
            const sys_seconds at{std::chrono::seconds{t % 4'000'000'000 + 28'800}};
            const year_month_day date{floor<std::chrono::days>(at)};
            benchmark::DoNotOptimize((int{date.year()} - 2024) * 12 + int(unsigned{date.month()}) -
                                     1);
        }
    }};

order plan_of(std::int32_t months) {
    const instant begins = instant_of(civil(2024, 1, 31), time_of_day{10, 0, 0}, billing_zone);
    return {.id = {1},
            .edition = tencent_chat::edition::standard,
            .version = tencent_chat::price_book::current,
            .months = months,
            .placed_at = begins,
            .begins = begins,
            .paid_by = {money{39'900 * months, usd}, money{0, usd}, money{0, usd}, money{0, usd}}};
}

const answer refund_ours{"refund of a 24-month order", "ours", [](benchmark::State& state) {
                             const std::array orders{plan_of(24)};
                             const subscription s{.created_at = instant{1'700'000'000},
                                                  .orders = orders};
                             instant now = orders[0].begins + days(200);
                             benchmark::DoNotOptimize(now);
                             const auto life = examine(chat, s).value();
                             for (auto _ : state) benchmark::DoNotOptimize(refund(life, now));
                         }};
const answer refund_reference{
    "refund of a 24-month order", "24 boundaries alone", [](benchmark::State& state) {
        for (auto _ : state) {
            for (std::int64_t n = 0; n < 24; ++n)
                benchmark::DoNotOptimize(boundary_at(month_end, monthly, n, billing_zone));
        }
    }};

const answer statement_ours{
    "statement of a month", "ours", [](benchmark::State& state) {
        const std::array orders{plan_of(1)};
        const subscription s{.created_at = instant{1'700'000'000}, .orders = orders};
        const std::array usage{metered{{0}, quantity{12'500}, {}}, metered{{1}, quantity{900}, {}}};
        const auto life = examine(chat, s).value();
        for (auto _ : state)
            benchmark::DoNotOptimize(statement_of<4>(life, civil_month{2024, 2}, usage));
    }};
const answer statement_reference{
    "statement of a month", "its two charges alone", [](benchmark::State& state) {
        const order o = plan_of(1);
        const std::array usage{metered{{0}, quantity{12'500}, {}}, metered{{1}, quantity{900}, {}}};
        for (auto _ : state) {
            for (const metered& m : usage)
                benchmark::DoNotOptimize(
                    rate(chat, o.edition, o.version, m, instant{1'706'716'800}));
        }
    }};

constexpr std::size_t charges = 8;

/// Eight charges, each of three steps with one that has a flat amount.
const owned_catalog metered_product = [] {
    using namespace ratecard::literals;
    const std::array<name, charges> keys{"users", "messages", "calls",  "storage",
                                         "files", "bots",     "groups", "exports"};
    catalog_builder b{offering{
        .product = "metered", .unit = usd, .rating = {.mode = rounding::half_away_from_zero}}};
    b.add(edition{"free"}).add(edition{"paid"}).add(price_version{"first", instant{}, {}});
    for (const name& key : keys) {
        b.add(charge{.key = key, .unit = "unit"});
        b.price("first", "paid", key.view(), tier{limit::finite(1'000), 0.05_dec, {}, {}});
        b.price("first", "paid", key.view(), tier{limit::finite(10'000), 0.035_dec, 2_dec, {}});
        b.price("first", "paid", key.view(), tier{limit::unlimited(), 0.0125_dec, {}, {}});
    }
    return b.change("", "", change_kind::forbidden).build().value();
}();

const std::string eight_lines = "8 lines of three tiers each";

/// What 64 customers used.
const auto readings = [] {
    std::array<std::array<metered, charges>, 64> all{};
    std::uint64_t seed = 3;
    for (auto& of_one : all)
        for (std::size_t i = 0; i < charges; ++i) {
            seed = seed * 6'364'136'223'846'793'005u + 1'442'695'040'888'963'407u;
            of_one[i] = {charge_id{static_cast<std::uint16_t>(i)},
                         quantity{static_cast<std::int64_t>((seed >> 44) >> (seed >> 32) % 16)},
                         {}};
        }
    return all;
}();

const answer lines_ours{
    eight_lines, "ours", [](benchmark::State& state) {
        const catalog_view of = metered_product.view();
        std::array<charge_line, charges> lines{};
        std::size_t i = 0;
        for (auto _ : state) {
            benchmark::DoNotOptimize(rate_all(of, edition_id{1}, version_id{0},
                                              readings[i++ % readings.size()], instant{}, lines));
            benchmark::DoNotOptimize(lines);
        }
    }};
const answer lines_reference{
    eight_lines, "fees alone, by cards", [](benchmark::State& state) {
        const catalog_view of = metered_product.view();
        std::vector<rate_card<3>> cards;
        for (std::size_t i = 0; i < charges; ++i)
            cards.push_back(rate_card<3>::from({},
                                               of.price_of(charge_id{static_cast<std::uint16_t>(i)},
                                                           edition_id{1}, version_id{0}),
                                               usd, rounding::half_away_from_zero)
                                .value());
        std::size_t i = 0;
        for (auto _ : state) {
            std::int64_t sum = 0;
            for (const metered& m : readings[i % readings.size()])
                sum += rate(cards[m.charge.index()], m.used)->minor_units();
            benchmark::DoNotOptimize(sum);
            ++i;
        }
    }};

}  // namespace

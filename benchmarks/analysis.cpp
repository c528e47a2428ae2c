// SPDX-License-Identifier: MIT
// What looking ahead costs: a customer's next five years in four editions.
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include <ratecard/analysis/cheapest.hpp>
#include <ratecard/analysis/plan_cost.hpp>
#include <ratecard/catalog/builder.hpp>

#include "question.hpp"

namespace {

using namespace ratecard;
using namespace ratecard::literals;
using ratecard_benchmark::answer;

constexpr std::size_t months = 60, editions = 4;

/// Four editions that cost more a month and less a call.
owned_catalog seller() {
    catalog_builder b{offering{.product = "Calls", .unit = usd}};
    b.add(edition{"free"}).add(price_version{"only", instant{}, {}});
    const char* const names[] = {"small", "medium", "large"};
    for (const char* name : names) b.add(edition{name::from(name).value()});
    b.add(charge{.key = "calls"});
    const decimal fees[] = {20_dec, 50_dec, 120_dec}, calls[] = {0.02_dec, 0.01_dec, 0.004_dec};
    b.price("only", "free", "calls", {.unit_price = 0.05_dec});
    for (std::size_t i = 0; i < 3; ++i) {
        b.price("only", names[i], fees[i]);
        b.price("only", names[i], "calls", {.up_to = limit::finite(1'000)});
        b.price("only", names[i], "calls", {.up_to = limit::finite(9'000), .unit_price = calls[i]});
        b.price("only", names[i], "calls", {.unit_price = calls[i]});
    }
    return b.change("", "", change_kind::with_credit).build().value();
}

struct five_years {
    owned_catalog catalog = seller();
    std::vector<metered> used{};
    std::vector<term_offer> offers{};

    five_years() {
        for (std::int64_t m = 0; m < 60; ++m)
            used.push_back({.charge = charge_id{0}, .used = quantity{400 * m % 13'000}});
        for (std::uint16_t e = 0; e < editions; ++e)
            for (const std::int32_t length : {1, 3, 6, 12}) {
                const auto fee = fee_of_month(catalog, {e}, version_id{0}).value().minor_units();
                offers.push_back({{e}, length, {fee * length * (100 - length) / 100, usd}, e == 0});
            }
    }
    [[nodiscard]] std::vector<std::optional<money>> costs() const {
        std::vector<std::optional<money>> all;
        all.reserve(months * editions);
        for (std::size_t m = 0; m < months; ++m)
            for (std::uint16_t e = 0; e < editions; ++e)
                all.push_back(
                    usage_cost(catalog, {e}, version_id{0}, {&used[m], 1}, instant{}).value());
        return all;
    }
};

const answer ours{"cheapest of five years in four editions", "ours", [](benchmark::State& state) {
                      const five_years ahead;
                      for (auto _ : state) {
                          auto found =
                              cheapest<months>(ahead.offers, ahead.costs(), months, editions, usd);
                          benchmark::DoNotOptimize(found);
                      }
                  }};
const answer reference{"cheapest of five years in four editions",
                       "each month in each edition alone", [](benchmark::State& state) {
                           const five_years ahead;
                           for (auto _ : state) {
                               auto costs = ahead.costs();
                               benchmark::DoNotOptimize(costs.data());
                           }
                       }};

}  // namespace

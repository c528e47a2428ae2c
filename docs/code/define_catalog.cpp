// SPDX-License-Identifier: MIT
#include <array>

#include <ratecard/ratecard.hpp>

using namespace ratecard;
using namespace ratecard::literals;

enum class plan { basic, full };
enum class action { upload, render };
enum class bound { projects, uploads_a_day, videos_a_day, minutes };
enum class metering { minutes };
enum class book { y2023, y2025 };
enum class trying { render };

edition_id id_of(plan);
feature_id id_of(action);
quota_id id_of(bound);
charge_id id_of(metering);
version_id id_of(book);
trial_id id_of(trying);

// [trial]
constexpr std::array trials{trial_row{trying::render, {.key = "render", .length = days(14)}}};

constexpr std::array features{
    feature_row{action::upload, "upload", {availability::included, availability::included}},
    feature_row{action::render,
                {.key = "render", .trial = trying::render},
                {availability::on_trial, availability::included}},
};
// [/trial]

// [nested]
constexpr std::array quotas{
    quota_row{bound::projects, "projects", {hard(3), no_limit}},
    quota_row{bound::uploads_a_day,
              {"uploads_a_day", quota_scope::subscription, quota_window::calendar_day},
              {hard(20), hard(500)}},
    quota_row{bound::videos_a_day,
              {.key = "videos_a_day",
               .scope = quota_scope::subscription,
               .window = quota_window::calendar_day,
               .part_of = bound::uploads_a_day},
              {hard(2), hard(50)}},
    quota_row{bound::minutes,
              {"minutes", quota_scope::subscription, quota_window::calendar_month},
              {hard(0), soft(100)}},
};
// [/nested]

// [versions]
constexpr version_id y2023 = book::y2023;
constexpr version_id y2025 = book::y2025;

constexpr std::array versions{
    version_row{book::y2023, {.key = "2023", .effective_from = instant{}, .migrates_to = y2025}},
    version_row{book::y2025, {.key = "2025", .effective_from = instant{1'735'689'600}}},
};
constexpr std::array plan_prices{
    plan_price{y2023, plan::full, 19_dec},
    plan_price{y2025, plan::full, 24.5_dec},
};
// [/versions]

// [tiers]
constexpr charge_id minutes = metering::minutes;
constexpr std::array charges{
    charge_row{metering::minutes,
               {.key = "minutes", .unit = "minutes", .included = bound::minutes}},
};
constexpr std::array charge_prices{
    charge_price{
        y2025, plan::full, minutes, {.up_to = limit::finite(1'000), .unit_price = 0.02_dec}},
    charge_price{y2025,
                 plan::full,
                 minutes,
                 {.up_to = limit::unlimited(), .unit_price = 0.015_dec, .flat = 1_dec}},
};
// [/tiers]

// [catalog]
constexpr auto product =
    compile(offering{.product = "Video", .unit = eur, .default_edition = plan::basic},
            std::array{edition_row{plan::basic, "basic"}, edition_row{plan::full, "full"}}, trials,
            features, quotas, versions, plan_prices, charges, charge_prices, change_rule{});
static_assert(validate(product));
// [/catalog]

// [asked]
constexpr instant january = start_of(civil(2025, 1, 1), utc);
constexpr metered reading{.charge = minutes, .used = quantity{1'600}};
constexpr charge_line line = *rate(product, plan::full, y2025, reading, january);
// 1,600 - 100 included = 1,500: 1,000 x 0.02 + 500 x 0.015 + 1 once
static_assert(line.amount == money{28'50, eur});
static_assert(rate(product, plan::full, y2023, reading, january) == catalog_errc::no_price);
// [/asked]

int main() {}

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
enum class about {};  // this catalog has no conditions
enum class trying { render };

using key = keys<plan, action, bound, metering, book, about, trying>;

// [trial]
constexpr std::array trials{trial{.key = "render", .length = days(14)}};

using has = feature_row<2>;
constexpr std::array features{
    has{{"upload"}, {availability::included, availability::included}},
    has{{.key = "render", .trial = key::id(trying::render)},
        {availability::on_trial, availability::included}},
};
// [/trial]

// [nested]
using may_have = quota_row<2>;
constexpr std::array quotas{
    may_have{{"projects"}, {hard(3), no_limit}},
    may_have{{"uploads_a_day", quota_scope::subscription, quota_window::calendar_day},
             {hard(20), hard(500)}},
    may_have{{.key = "videos_a_day",
              .scope = quota_scope::subscription,
              .window = quota_window::calendar_day,
              .part_of = key::id(bound::uploads_a_day)},
             {hard(2), hard(50)}},
    may_have{{"minutes", quota_scope::subscription, quota_window::calendar_month},
             {hard(0), soft(100)}},
};
// [/nested]

// [versions]
constexpr version_id y2023 = key::id(book::y2023);
constexpr version_id y2025 = key::id(book::y2025);

constexpr std::array versions{
    price_version{.key = "2023", .effective_from = instant{}, .migrates_to = y2025},
    price_version{.key = "2025", .effective_from = instant{1'735'689'600}},
};
constexpr std::array plan_prices{
    plan_price{y2023, key::id(plan::full), 19_dec},
    plan_price{y2025, key::id(plan::full), 24.5_dec},
};
// [/versions]

// [tiers]
constexpr charge_id minutes = key::id(metering::minutes);
constexpr std::array charges{
    charge{.key = "minutes", .unit = "minutes", .included = key::id(bound::minutes)},
};
constexpr std::array charge_prices{
    charge_price{y2025,
                 key::id(plan::full),
                 minutes,
                 {.up_to = limit::finite(1'000), .unit_price = 0.02_dec}},
    charge_price{y2025,
                 key::id(plan::full),
                 minutes,
                 {.up_to = limit::unlimited(), .unit_price = 0.015_dec, .flat = 1_dec}},
};
// [/tiers]

// [catalog]
constexpr auto product =
    compile<key>(offering{.product = "Video", .unit = eur, .default_edition = key::id(plan::basic)},
                 std::array{edition{"basic"}, edition{"full"}}, trials, features, quotas, versions,
                 plan_prices, charges, charge_prices, std::array{change_rule{}});
static_assert(validate(product));
// [/catalog]

// [asked]
constexpr instant january = start_of(civil(2025, 1, 1), utc);
constexpr metered reading{.charge = minutes, .used = quantity{1'600}};
constexpr charge_line line = *rate(product, key::id(plan::full), y2025, reading, january);
// 1,600 - 100 included = 1,500: 1,000 x 0.02 + 500 x 0.015 + 1 once
static_assert(line.amount == money{28'50, eur});
static_assert(rate(product, key::id(plan::full), y2023, reading, january) ==
              catalog_errc::no_price);
// [/asked]

int main() {}

// SPDX-License-Identifier: MIT
#ifndef RATECARD_DOCS_NOTES_HPP
#define RATECARD_DOCS_NOTES_HPP

// [include]
#include <array>

#include <ratecard/ratecard.hpp>
// [/include]

namespace notes {

// [keys]
using namespace ratecard;
using namespace ratecard::literals;

enum class plan { free, team, company };
enum class action { write, share, audit };
enum class bound { notes, shares_a_day, guests };
enum class metering { guests };
enum class book { y2024 };
enum class about { region, client, app };

using key = keys<plan, action, bound, metering, book, about>;
// [/keys]

// [editions]
inline constexpr std::array editions{edition{"free"}, edition{"team"}, edition{"company"}};
// [/editions]

// [features]
using enum availability;
using has = feature_row<3>;

inline constexpr std::array features{
    has{{"write"}, {included, included, included}},
    has{{"share"}, {absent, included, included}},
    has{{"audit", hours(48)}, {absent, absent, on_application}},
};
// [/features]

// [quotas]
using may_have = quota_row<3>;

inline constexpr std::array quotas{
    may_have{{"notes"}, {hard(100), no_limit, no_limit}},
    may_have{{"shares_a_day", quota_scope::user, quota_window::calendar_day},
             {hard(0), hard(3), hard(50)}},
    may_have{{"guests", quota_scope::subscription, quota_window::calendar_month},
             {hard(0), soft(10), soft(100)}},
};
// [/quotas]

// [conditions]
enum class region { europe, america };
enum class client { web, mobile };

inline constexpr std::array attribute_table{
    attribute{"region", attribute_kind::enumerated, true, "region_excluded"},
    attribute{"client", attribute_kind::enumerated, false, "client_not_supported"},
    attribute{"app", attribute_kind::version, false, "app_too_old"},
};

inline constexpr std::array values{
    attribute_value{key::id(about::region), "europe"},
    attribute_value{key::id(about::region), "america"},
    attribute_value{key::id(about::client), "web"},
    attribute_value{key::id(about::client), "mobile"},
};

inline constexpr std::array rules{
    rule{key::id(action::share),
         {.attribute = key::id(about::app),
          .test = test::at_least,
          .bound = version_number{"2.10"}.packed(),
          .where = key::id(about::client),
          .where_set = values_of(client::mobile)}},
};
// [/conditions]

// [prices]
inline constexpr version_id y2024 = key::id(book::y2024);
inline constexpr charge_id guests = key::id(metering::guests);

inline constexpr std::array versions{price_version{"2024", instant{}}};
inline constexpr std::array plan_prices{
    plan_price{y2024, key::id(plan::team), 30_dec},
    plan_price{y2024, key::id(plan::company), 90_dec},
};
inline constexpr std::array charges{
    charge{.key = "guests", .unit = "guests", .included = key::id(bound::guests)},
};
inline constexpr std::array charge_prices{
    charge_price{y2024, key::id(plan::team), guests, {.unit_price = 1.25_dec}},
    charge_price{y2024, key::id(plan::company), guests, {.unit_price = 0.995_dec}},
};
// [/prices]

// [policies]
inline constexpr std::array changes{
    change_rule{.kind = change_kind::forbidden},
    change_rule{.from = key::id(plan::team),
                .to = key::id(plan::company),
                .kind = change_kind::with_credit},
    change_rule{.from = key::id(plan::company),
                .to = key::id(plan::team),
                .kind = change_kind::refund_first},
};

inline constexpr offering sold{
    .product = "Notes",
    .unit = usd,
    .billing_zone = zone::fixed(hours(1)),
    .default_edition = key::id(plan::free),
    .terms = {.min_months = 1, .max_months = 12},
    .refunds = {.used = {.basis = proration_basis::day_of_24_hours,
                         .change_day = change_day::to_old}},
    .lifecycle = {.expiry_grace = hours(72),
                  .arrears_grace = days(14),
                  .retention_days = 30,
                  .remind_from = 3,
                  .remind_until = 0},
    .rating = {.order = {rating_step::credits}, .steps = 1, .mode = rounding::half_to_even},
    .billing = {.issue_from = 1, .issue_until = 2},
};
// [/policies]

// [catalog]
inline constexpr auto product =
    compile<key>(sold, editions, features, quotas, attribute_table, values, rules, versions,
                 plan_prices, charges, charge_prices, changes);
static_assert(validate(product));
// [/catalog]

}  // namespace notes

#endif

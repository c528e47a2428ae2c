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

edition_id id_of(plan);
feature_id id_of(action);
quota_id id_of(bound);
charge_id id_of(metering);
version_id id_of(book);
attribute_id id_of(about);
// [/keys]

// [editions]
inline constexpr std::array editions{
    edition_row{plan::free, "free"},
    edition_row{plan::team, "team"},
    edition_row{plan::company, "company"},
};
// [/editions]

// [features]
using enum availability;

inline constexpr std::array features{
    feature_row{action::write, "write", {included, included, included}},
    feature_row{action::share, "share", {absent, included, included}},
    feature_row{action::audit,
                {.key = "audit", .activation_delay = hours(48)},
                {absent, absent, on_application}},
};
// [/features]

// [quotas]
inline constexpr std::array quotas{
    quota_row{bound::notes, "notes", {hard(100), no_limit, no_limit}},
    quota_row{bound::shares_a_day,
              {"shares_a_day", quota_scope::user, quota_window::calendar_day},
              {hard(0), hard(3), hard(50)}},
    quota_row{bound::guests,
              {"guests", quota_scope::subscription, quota_window::calendar_month},
              {hard(0), soft(10), soft(100)}},
};
// [/quotas]

// [conditions]
enum class region { europe, america };
enum class client { web, mobile };

inline constexpr std::array attribute_table{
    attribute_row{about::region, {"region", attribute_kind::enumerated, true, "region_excluded"}},
    attribute_row{about::client,
                  {"client", attribute_kind::enumerated, false, "client_not_supported"}},
    attribute_row{about::app, {"app", attribute_kind::version, false, "app_too_old"}},
};

inline constexpr std::array values{
    attribute_value{about::region, "europe"},
    attribute_value{about::region, "america"},
    attribute_value{about::client, "web"},
    attribute_value{about::client, "mobile"},
};

inline constexpr std::array rules{
    rule{action::share,
         {.attribute = about::app,
          .test = test::at_least,
          .bound = version_number{"2.10"}.packed(),
          .where = about::client,
          .where_set = values_of(client::mobile)}},
};
// [/conditions]

// [prices]
inline constexpr version_id y2024 = book::y2024;
inline constexpr charge_id guests = metering::guests;

inline constexpr std::array versions{version_row{book::y2024, {"2024", instant{}}}};
inline constexpr std::array plan_prices{
    plan_price{y2024, plan::team, 30_dec},
    plan_price{y2024, plan::company, 90_dec},
};
inline constexpr std::array charges{
    charge_row{metering::guests, {.key = "guests", .unit = "guests", .included = bound::guests}},
};
inline constexpr std::array charge_prices{
    charge_price{y2024, plan::team, guests, {.unit_price = 1.25_dec}},
    charge_price{y2024, plan::company, guests, {.unit_price = 0.995_dec}},
};
// [/prices]

// [policies]
inline constexpr std::array changes{
    change_rule{.kind = change_kind::forbidden},
    change_rule{.from = plan::team, .to = plan::company, .kind = change_kind::with_credit},
    change_rule{.from = plan::company, .to = plan::team, .kind = change_kind::refund_first},
};

inline constexpr offering sold{
    .product = "Notes",
    .unit = usd,
    .billing_zone = zone::fixed(hours(1)),
    .default_edition = plan::free,
    .terms = {.min_months = 1, .max_months = 12},
    .refunds = {.used = {.basis = proration_basis::day_of_24_hours,
                         .change_day = change_day::to_old}},
    .lifecycle = {.expiry = {.grace = hours(72), .ended_by_plan = true},
                  .arrears = {.grace = days(14)},
                  .retention_days = 30,
                  .reminders = daily_reminders(life_event::expiry, -3, 0)},
    .rating = {.order = {rating_step::credits}, .steps = 1, .mode = rounding::half_to_even},
    .billing = {.issue_from = 1, .issue_until = 2},
};
// [/policies]

// [catalog]
inline constexpr auto product =
    compile(sold, editions, features, quotas, attribute_table, values, rules, versions, plan_prices,
            charges, charge_prices, changes);
static_assert(validate(product));
// [/catalog]

}  // namespace notes

#endif

// SPDX-License-Identifier: MIT
#ifndef RATECARD_TESTS_REFUSED_SMALL_CATALOG_HPP
#define RATECARD_TESTS_REFUSED_SMALL_CATALOG_HPP

#include <array>
#include <cstdint>

#include <ratecard/catalog/catalog.hpp>

/// A small catalog without a fault that has a row of every kind, as tables that a test spoils.
namespace small {

using namespace ratecard;
using namespace ratecard::literals;

enum class edition : std::uint8_t { basic, pro };
enum class feature : std::uint8_t { write, call };
enum class quota : std::uint8_t { users, guests };
enum class charge : std::uint8_t { user, minute };
enum class version : std::uint8_t { first, second };
enum class attribute : std::uint8_t { place, release, size };
enum class trial : std::uint8_t { call };
enum class add_on : std::uint8_t { seats, rooms };
enum class place : std::uint8_t { here, there, elsewhere };

edition_id id_of(edition);
feature_id id_of(feature);
quota_id id_of(quota);
charge_id id_of(charge);
version_id id_of(version);
attribute_id id_of(attribute);
trial_id id_of(trial);
add_on_id id_of(add_on);

inline constexpr edition_id basic = edition::basic, pro = edition::pro;
inline constexpr version_id first = version::first, second = version::second;
inline constexpr charge_id user = charge::user, minute = charge::minute;
inline constexpr attribute_id where = attribute::place, release = attribute::release,
                              size = attribute::size;

/// An id that no table of this catalog has.
template <class Id>
inline constexpr Id nowhere{99};

struct tables {
    ratecard::offering offering{
        .product = "Small",
        .unit = usd,
        .billing_zone = zone::fixed(hours(8)),
        .default_edition = basic,
        .terms = {.min_months = 1, .max_months = 12},
        .refunds = {},
        .lifecycle = {.expiry = {.grace = hours(24), .ended_by_plan = true},
                      .arrears = {.grace = hours(24)},
                      .retention_days = 90,
                      .reminders = daily_reminders(life_event::expiry, -6, 1)},
        .rating = {.mode = rounding::half_to_even},
        .billing = {.issue_from = 1, .issue_until = 3},
    };
    std::array<edition_row<edition>, 2> editions{edition_row{edition::basic, "basic"},
                                                 edition_row{edition::pro, "pro"}};
    std::array<trial_row<trial>, 1> trials{
        trial_row{trial::call, {.key = "call", .length = days(60), .activates = {}}}};
    std::array<feature_row<feature, 2>, 2> features{
        feature_row{feature::write,
                    {.key = "write", .kind = value_kind::option},
                    {availability::included, availability::included}},
        feature_row{feature::call,
                    {.key = "call", .trial = trial::call},
                    {availability::on_trial, availability::on_application}},
    };
    std::array<quota_row<quota, 2>, 2> quotas{
        quota_row{quota::users, "users", {hard(100), soft(10'000)}},
        quota_row{quota::guests, {.key = "guests", .part_of = quota::users}, {hard(5), no_limit}},
    };
    std::array<attribute_row<attribute>, 3> attributes{
        attribute_row{attribute::place,
                      {.key = "place", .kind = attribute_kind::enumerated, .fixed = true}},
        attribute_row{attribute::release, {.key = "release", .kind = attribute_kind::version}},
        attribute_row{attribute::size, {.key = "size", .kind = attribute_kind::count}},
    };
    std::array<attribute_value, 3> values{attribute_value{where, "here"},
                                          attribute_value{where, "there"},
                                          attribute_value{where, "elsewhere"}};
    std::array<rule, 3> rules{
        rule{feature::call, {.attribute = size, .test = ratecard::test::at_most, .bound = 200}},
        rule{feature::write,
             {.attribute = where, .test = ratecard::test::one_of, .set = values_of(place::here)}},
        rule{feature::call,
             {.attribute = release,
              .test = ratecard::test::at_least,
              .bound = version_number{"5.8"}.packed(),
              .where = where,
              .where_set = values_of(place::here, place::there)}},
    };
    std::array<version_row<version>, 2> versions{
        version_row{version::first, {"first", instant{1'000}, second}},
        version_row{version::second, {"second", instant{2'000}, {}}}};
    std::array<plan_price, 2> plan_prices{plan_price{first, pro, 10_dec},
                                          plan_price{second, pro, 12.5_dec}};
    std::array<term_price, 2> term_prices{
        term_price{.version = first, .edition = pro, .months = 6, .amount = 54_dec},
        term_price{.version = second, .edition = pro, .months = 6, .percentage_off = 10_dec},
    };
    std::array<charge_row<charge>, 2> charges{
        charge_row{charge::user, {.key = "user", .unit = "users", .included = quota::users}},
        charge_row{charge::minute, {.key = "minute", .unit = "minutes"}},
    };
    std::array<charge_price, 4> charge_prices{
        charge_price{first, pro, user, {.up_to = limit::finite(100), .unit_price = 0.02_dec}},
        charge_price{first, pro, user, {.up_to = limit::finite(1'000), .unit_price = 0.01_dec}},
        charge_price{first, pro, user, {.unit_price = 0.005_dec}},
        charge_price{first, pro, minute, {.unit_price = 0.3_dec}},
    };
    std::array<price_adjustment, 2> price_adjustments{
        price_adjustment{
            .version = first, .edition = pro, .charge = user, .percentage_off = 12.5_dec},
        price_adjustment{.version = first, .edition = pro, .maximum = 90_dec, .minimum = 5_dec},
    };
    std::array<change_rule, 2> changes{
        change_rule{.kind = change_kind::forbidden},
        change_rule{.from = basic, .to = pro, .kind = change_kind::with_credit}};
    std::array<reason, 8> reasons{
        reason::not_in_edition,      reason::not_applied, reason::awaiting_activation,
        reason::trial_not_activated, reason::trial_over,  refused_by(where),
        refused_by(release),         refused_by(size),
    };

    std::array<add_on_row<add_on>, 2> add_ons{add_on_row{add_on::seats, "seats"},
                                              add_on_row{add_on::rooms, "rooms"}};
    std::array<add_on_rule, 2> add_on_rules{
        add_on_rule{.of = add_on::seats, .edition = pro},
        add_on_rule{
            .of = add_on::rooms, .relation = add_on_relation::needs, .other = add_on::seats},
    };
    std::array<add_on_gift, 2> gifts{
        add_on_gift{.of = add_on::seats, .raises = quota::users, .per_unit = quantity{10}},
        add_on_gift{
            .of = add_on::seats, .gives = feature::write, .value = feature_value::option(1)},
    };
    std::array<feature_option, 2> options{feature_option{feature::write, "plain"},
                                          feature_option{feature::write, "rich"}};
    std::array<edition_value, 2> edition_values{
        edition_value{feature::write, basic, feature_value::option(0)},
        edition_value{feature::write, pro, feature_value::option(1)}};
    std::array<value_text, 1> texts{value_text{"small"}};

    [[nodiscard]] constexpr auto compiled() const {
        return ratecard::compile(offering, editions, trials, features, quotas, attributes, values,
                                 rules, versions, plan_prices, term_prices, charges, charge_prices,
                                 price_adjustments, changes, reasons, add_ons, gifts, add_on_rules,
                                 options, edition_values, texts);
    }
};

/// The catalog, after a change of its tables.
template <class Change>
constexpr auto spoiled(Change change) {
    tables t;
    change(t);
    return t.compiled();
}
/// The catalog as it is.
inline constexpr auto good = [](tables&) {};

}  // namespace small

#endif

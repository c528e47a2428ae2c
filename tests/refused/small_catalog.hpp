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
enum class add_on : std::uint8_t { seats };
enum class place : std::uint8_t { here, there, elsewhere };

using key = keys<edition, feature, quota, charge, version, attribute, trial, add_on>;

inline constexpr edition_id basic = key::id(edition::basic), pro = key::id(edition::pro);
inline constexpr version_id first = key::id(version::first), second = key::id(version::second);
inline constexpr charge_id user = key::id(charge::user), minute = key::id(charge::minute);
inline constexpr attribute_id where = key::id(attribute::place),
                              release = key::id(attribute::release),
                              size = key::id(attribute::size);

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
        .lifecycle = {.expiry_grace = hours(24),
                      .arrears_grace = hours(24),
                      .retention_days = 90,
                      .remind_from = 6,
                      .remind_until = 1},
        .rating = {.mode = rounding::half_to_even},
        .billing = {.issue_from = 1, .issue_until = 3},
    };
    std::array<ratecard::edition, 2> editions{ratecard::edition{"basic"}, ratecard::edition{"pro"}};
    std::array<ratecard::trial, 1> trials{
        ratecard::trial{.key = "call", .length = days(60), .activates = {}}};
    std::array<feature_row<2>, 2> features{
        feature_row<2>{{.key = "write", .kind = value_kind::option},
                       {availability::included, availability::included}},
        feature_row<2>{{.key = "call", .trial = key::id(trial::call)},
                       {availability::on_trial, availability::on_application}},
    };
    std::array<quota_row<2>, 2> quotas{
        quota_row<2>{{.key = "users"}, {hard(100), soft(10'000)}},
        quota_row<2>{{.key = "guests", .part_of = key::id(quota::users)}, {hard(5), no_limit}},
    };
    std::array<ratecard::attribute, 3> attributes{
        ratecard::attribute{.key = "place", .kind = attribute_kind::enumerated, .fixed = true},
        ratecard::attribute{.key = "release", .kind = attribute_kind::version},
        ratecard::attribute{.key = "size", .kind = attribute_kind::count},
    };
    std::array<attribute_value, 3> values{attribute_value{where, "here"},
                                          attribute_value{where, "there"},
                                          attribute_value{where, "elsewhere"}};
    std::array<rule, 3> rules{
        rule{key::id(feature::call),
             {.attribute = size, .test = ratecard::test::at_most, .bound = 200}},
        rule{key::id(feature::write),
             {.attribute = where, .test = ratecard::test::one_of, .set = values_of(place::here)}},
        rule{key::id(feature::call),
             {.attribute = release,
              .test = ratecard::test::at_least,
              .bound = version_number{"5.8"}.packed(),
              .where = where,
              .where_set = values_of(place::here, place::there)}},
    };
    std::array<price_version, 2> versions{price_version{"first", instant{1'000}, second},
                                          price_version{"second", instant{2'000}, {}}};
    std::array<plan_price, 2> plan_prices{plan_price{first, pro, 10_dec},
                                          plan_price{second, pro, 12.5_dec}};
    std::array<ratecard::charge, 2> charges{
        ratecard::charge{.key = "user", .unit = "users", .included = key::id(quota::users)},
        ratecard::charge{.key = "minute", .unit = "minutes"},
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

    std::array<ratecard::add_on, 1> add_ons{ratecard::add_on{"seats"}};
    std::array<add_on_gift, 2> gifts{
        add_on_gift{.of = key::id(add_on::seats),
                    .raises = key::id(quota::users),
                    .per_unit = quantity{10}},
        add_on_gift{.of = key::id(add_on::seats),
                    .gives = key::id(feature::write),
                    .value = feature_value::option(1)},
    };
    std::array<feature_option, 2> options{feature_option{key::id(feature::write), "plain"},
                                          feature_option{key::id(feature::write), "rich"}};
    std::array<edition_value, 2> edition_values{
        edition_value{key::id(feature::write), basic, feature_value::option(0)},
        edition_value{key::id(feature::write), pro, feature_value::option(1)}};
    std::array<value_text, 1> texts{value_text{"small"}};

    [[nodiscard]] constexpr auto compiled() const {
        return compile<key>(offering, editions, trials, features, quotas, attributes, values, rules,
                            versions, plan_prices, charges, charge_prices, price_adjustments,
                            changes, reasons, add_ons, gifts, options, edition_values, texts);
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

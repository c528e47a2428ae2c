// SPDX-License-Identifier: MIT
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <ratecard/catalog/builder.hpp>
#include <ratecard/catalog/catalog.hpp>
#include <ratecard/catalog/validate.hpp>

#include "catch.hpp"
#include "rebuilt_catalog.hpp"
#include "refused/small_catalog.hpp"

using namespace small;

namespace {

constexpr tables t0;
constexpr decimal minus_one = decimal::from("-1").value();

template <class Id>
constexpr Id nth(std::size_t place) {
    return {static_cast<std::uint16_t>(place)};
}

constexpr std::optional<fault> fault_of(auto change) { return spoiled(change).find_fault(); }
/// The code of a fault of the whole catalog's policies.
constexpr std::optional<errc> policy_fault(auto change) {
    const auto found = spoiled([&](tables& t) { change(t.offering); }).find_fault();
    if (!found) return std::nullopt;
    if (*found != fault{found->code, entity::offering, 0, name{"Small"}, {}}) return errc{};
    return found->code;
}

}  // namespace

TEST_CASE("empty_catalog: the catalog has no edition, or no price-book version") {
    STATIC_REQUIRE(compile(t0.offering, t0.editions, t0.changes).find_fault() ==
                   fault{catalog_errc::empty_catalog, entity::offering, 0, "Small", {}});
    STATIC_REQUIRE(compile(t0.offering, t0.versions, t0.changes).find_fault() ==
                   fault{catalog_errc::empty_catalog, entity::offering, 0, "Small", {}});
}

TEST_CASE("too_many_entities: more than 16 attributes, or more than 64 values of one") {
    constexpr auto attributes_of = []<std::size_t N>(std::integral_constant<std::size_t, N>) {
        std::array<attribute_row<attribute_id>, N> rows{};
        for (std::size_t i = 0; i < N; ++i) {
            const char letter = static_cast<char>('a' + i);
            rows[i] = {nth<attribute_id>(i), name::from({&letter, 1}).value()};
        }
        return compile(t0.offering, t0.editions, t0.versions, t0.changes, rows).find_fault();
    };
    STATIC_REQUIRE(!attributes_of(std::integral_constant<std::size_t, 16>{}));
    STATIC_REQUIRE(attributes_of(std::integral_constant<std::size_t, 17>{}) ==
                   fault{core_errc::too_many_entities, entity::attribute, 16, "q", {}});

    constexpr auto values_of_one = []<std::size_t N>(std::integral_constant<std::size_t, N>) {
        std::array<attribute_value, N> rows{};
        for (std::size_t i = 0; i < N; ++i) {
            const char letter = static_cast<char>('!' + i);
            rows[i] = {where, name::from({&letter, 1}).value()};
        }
        return compile(t0.offering, t0.editions, t0.versions, t0.changes, t0.attributes, rows)
            .find_fault();
    };
    STATIC_REQUIRE(!values_of_one(std::integral_constant<std::size_t, 64>{}));
    STATIC_REQUIRE(values_of_one(std::integral_constant<std::size_t, 65>{}) ==
                   fault{core_errc::too_many_entities, entity::value, 64, "a", {}});
}

TEST_CASE("duplicate_name: the later of two entities with one name, for every kind") {
    STATIC_REQUIRE(fault_of([](tables& t) { t.editions[1].what.key = "basic"; }) ==
                   fault{catalog_errc::duplicate_name, entity::edition, 1, "basic", {}});
    STATIC_REQUIRE(fault_of([](tables& t) { t.features[0].what.key = "call"; }) ==
                   fault{catalog_errc::duplicate_name, entity::feature, 1, "call", {}});
    STATIC_REQUIRE(fault_of([](tables& t) { t.quotas[1].what.key = "users"; }) ==
                   fault{catalog_errc::duplicate_name, entity::quota, 1, "users", {}});
    STATIC_REQUIRE(fault_of([](tables& t) { t.attributes[2].what.key = "place"; }) ==
                   fault{catalog_errc::duplicate_name, entity::attribute, 2, "place", {}});
    STATIC_REQUIRE(fault_of([](tables& t) { t.versions[1].what.key = "first"; }) ==
                   fault{catalog_errc::duplicate_name, entity::version, 1, "first", {}});
    STATIC_REQUIRE(fault_of([](tables& t) { t.charges[1].what.key = "user"; }) ==
                   fault{catalog_errc::duplicate_name, entity::charge, 1, "user", {}});
    STATIC_REQUIRE(fault_of([](tables& t) { t.values[2].key = "here"; }) ==
                   fault{catalog_errc::duplicate_name, entity::value, 2, "here", {}});
    constexpr std::array twice{trial_row{trial_id{0}, {.key = "call", .length = days(1)}},
                               trial_row{trial_id{1}, {.key = "call", .length = days(2)}}};
    STATIC_REQUIRE(compile(t0.offering, t0.editions, t0.versions, t0.changes, twice).find_fault() ==
                   fault{catalog_errc::duplicate_name, entity::trial, 1, "call", {}});
}

TEST_CASE("entities of two kinds may have one name, and so may values of two attributes") {
    STATIC_REQUIRE(!fault_of([](tables& t) { t.quotas[0].what.key = "call"; }));
    STATIC_REQUIRE(!fault_of([](tables& t) {
        t.attributes[1].what.kind = attribute_kind::enumerated;
        t.rules[2].must.attribute = where;
        t.rules[2].must.test = ratecard::test::none_of;
        t.values[2] = {release, "here"};
    }));
}

TEST_CASE("duplicate_value: a price, a step of a charge or a change rule is stated twice") {
    STATIC_REQUIRE(fault_of([](tables& t) { t.plan_prices[1].version = first; }) ==
                   fault{catalog_errc::duplicate_value, entity::plan_price, 1, "pro", {}});
    // The steps of one charge are not listed together.
    STATIC_REQUIRE(fault_of([](tables& t) {
                       t.charge_prices[0].step = {};
                       t.charge_prices[1].charge = minute;
                       t.charge_prices[1].step = {};
                   }) ==
                   fault{catalog_errc::duplicate_value, entity::charge_price, 2, "user", "pro"});
    STATIC_REQUIRE(fault_of([](tables& t) { t.changes[1] = t.changes[0]; }) ==
                   fault{catalog_errc::duplicate_value, entity::change_rule, 1, {}, {}});
}

TEST_CASE("a missing cell is a fault that names the row and the edition") {
    STATIC_REQUIRE(fault_of([](tables& t) { t.features[1].in[0] = availability::unstated; }) ==
                   fault{catalog_errc::feature_without_value_in_an_edition, entity::feature, 1,
                         "call", "basic"});
    STATIC_REQUIRE(fault_of([](tables& t) { t.features[0].in[1] = availability::unstated; }) ==
                   fault{catalog_errc::feature_without_value_in_an_edition, entity::feature, 0,
                         "write", "pro"});
    STATIC_REQUIRE(
        fault_of([](tables& t) { t.quotas[1].in[1] = quota_limit{}; }) ==
        fault{catalog_errc::quota_without_limit_in_an_edition, entity::quota, 1, "guests", "pro"});
    STATIC_REQUIRE(
        fault_of([](tables& t) { t.quotas[0].in[0].enforcement = enforcement::unstated; }) ==
        fault{catalog_errc::quota_without_limit_in_an_edition, entity::quota, 0, "users", "basic"});
}

TEST_CASE("policy_out_of_range: a fixed window has no length, or another window has one") {
    constexpr auto with = [](quota_window window, duration length) {
        const auto found = fault_of([&](tables& t) {
            t.quotas[1].what.window = window;
            t.quotas[1].what.length = length;
        });
        return found ? found->code : errc{};
    };
    CHECK(with(quota_window::fixed, seconds(1)) == errc{});
    CHECK(with(quota_window::fixed, days(36'525)) == errc{});
    CHECK(with(quota_window::fixed, seconds(0)) == core_errc::policy_out_of_range);
    CHECK(with(quota_window::fixed, seconds(-1)) == core_errc::policy_out_of_range);
    CHECK(with(quota_window::fixed, seconds(36'525 * 86'400ll + 1)) ==
          core_errc::policy_out_of_range);
    CHECK(with(quota_window::billing_period, seconds(0)) == errc{});
    CHECK(with(quota_window::calendar_day, seconds(1)) == core_errc::policy_out_of_range);
}

TEST_CASE("policy_out_of_range: an origin of windows that are not fixed, or outside the years") {
    constexpr auto with = [](quota_window window, instant origin) {
        const auto found = fault_of([&](tables& t) {
            t.quotas[1].what.window = window;
            t.quotas[1].what.length = seconds(window == quota_window::fixed ? 60 : 0);
            t.quotas[1].what.origin = origin;
        });
        return found ? found->code : errc{};
    };
    CHECK(with(quota_window::fixed, instant{1'767'225'600}) == errc{});
    CHECK(with(quota_window::fixed, instant{-1}) == errc{});
    CHECK(with(quota_window::fixed, instant::never()) == core_errc::policy_out_of_range);
    CHECK(with(quota_window::fixed, instant{instant::first_of_data - 1}) ==
          core_errc::policy_out_of_range);
    for (const auto kind :
         {quota_window::standing, quota_window::calendar_day, quota_window::billing_period})
        CHECK(with(kind, instant{1}) == core_errc::policy_out_of_range);
}

TEST_CASE("policy_out_of_range: a time of day or first weekday of a window that has none") {
    constexpr auto with = [](quota_window window, time_of_day starts_at, weekday week_begins) {
        const auto found = fault_of([=](tables& t) {
            t.quotas[1].what.window = window;
            t.quotas[1].what.starts_at = starts_at;
            t.quotas[1].what.week_begins = week_begins;
        });
        return found ? found->code : errc{};
    };
    constexpr time_of_day six{6, 0, 0};
    constexpr errc out = core_errc::policy_out_of_range;
    using enum weekday;
    for (const auto window : {quota_window::calendar_day, quota_window::calendar_week,
                              quota_window::calendar_month, quota_window::calendar_year})
        CHECK(with(window, six, monday) == errc{});
    for (const auto window :
         {quota_window::standing, quota_window::billing_period, quota_window::age})
        CHECK(with(window, six, monday) == out);
    CHECK(with(quota_window::calendar_week, {}, sunday) == errc{});
    CHECK(with(quota_window::calendar_week, {}, static_cast<weekday>(7)) == out);
    CHECK(with(quota_window::calendar_day, {}, sunday) == out);
    CHECK(with(quota_window::standing, {}, tuesday) == out);
}

TEST_CASE("policy_out_of_range: the grace of a limit is above 255 percent") {
    STATIC_REQUIRE(fault_of([](tables& t) { t.quotas[1].in[1].grace_percent = 256; }) ==
                   fault{core_errc::policy_out_of_range, entity::quota, 1, "guests", "pro"});
    STATIC_REQUIRE_FALSE(fault_of([](tables& t) { t.quotas[1].in[1].grace_percent = 255; }));
}

TEST_CASE("feature_on_trial_without_a_trial, unknown_trial, trial_without_a_length") {
    STATIC_REQUIRE(
        fault_of([](tables& t) { t.features[0].in[1] = availability::on_trial; }) ==
        fault{catalog_errc::feature_on_trial_without_a_trial, entity::feature, 0, "write", "pro"});
    STATIC_REQUIRE(fault_of([](tables& t) { t.features[0].what.trial = trial_id{1}; }) ==
                   fault{catalog_errc::unknown_trial, entity::feature, 0, "write", {}});
    STATIC_REQUIRE(fault_of([](tables& t) { t.trials[0].what.length = days(0); }) ==
                   fault{catalog_errc::trial_without_a_length, entity::trial, 0, "call", {}});
    STATIC_REQUIRE(fault_of([](tables& t) { t.trials[0].what.length = seconds(-1); }) ==
                   fault{catalog_errc::trial_without_a_length, entity::trial, 0, "call", {}});
    STATIC_REQUIRE(!fault_of([](tables& t) { t.trials[0].what.length = seconds(1); }));
}

TEST_CASE("default_edition_is_for_sale: the default edition has a price") {
    STATIC_REQUIRE(
        fault_of([](tables& t) { t.plan_prices[1].edition = basic; }) ==
        fault{catalog_errc::default_edition_is_for_sale, entity::plan_price, 1, "basic", {}});
    STATIC_REQUIRE(
        fault_of([](tables& t) { t.offering.default_edition = pro; }) ==
        fault{catalog_errc::default_edition_is_for_sale, entity::plan_price, 0, "pro", {}});
}

TEST_CASE("seats_on_sale_are_empty: the least number of seats is 0, or above the largest") {
    constexpr auto with = [](std::int64_t least, limit most) {
        return fault_of([=](tables& t) {
            t.plan_prices[1].seats = seat_terms{.least = quantity{least}, .most = most};
        });
    };
    constexpr fault empty{catalog_errc::seats_on_sale_are_empty, entity::plan_price, 1, "pro", {}};
    STATIC_REQUIRE(!with(1, limit::unlimited()));
    STATIC_REQUIRE(!with(3, limit::finite(3)));
    STATIC_REQUIRE(with(0, limit::unlimited()) == empty);
    STATIC_REQUIRE(with(3, limit::finite(2)) == empty);
    STATIC_REQUIRE(with(1, limit::finite(0)) == empty);
}

TEST_CASE("the price of a term is of a term on sale, and an amount or a percentage off") {
    constexpr auto with = [](auto change) {
        const auto found = fault_of([&](tables& t) { change(t.term_prices[1]); });
        if (!found) return errc{};
        if (*found != fault{found->code, entity::term_price, 1, "pro", {}}) return found->code;
        return found->code;
    };
    STATIC_REQUIRE(with([](term_price& t) { t.months = 12; }) == errc{});
    STATIC_REQUIRE(with([](term_price& t) { t.months = 13; }) == catalog_errc::months_out_of_range);
    STATIC_REQUIRE(with([](term_price& t) { t.months = 0; }) == catalog_errc::months_out_of_range);
    STATIC_REQUIRE(with([](term_price& t) { t.amount = 1_dec; }) ==
                   catalog_errc::not_one_of_amount_and_percentage);
    STATIC_REQUIRE(with([](term_price& t) { t.percentage_off = {}; }) ==
                   catalog_errc::not_one_of_amount_and_percentage);
    STATIC_REQUIRE(with([](term_price& t) { t.percentage_off = 100_dec; }) == errc{});
    STATIC_REQUIRE(with([](term_price& t) { t.percentage_off = 100.01_dec; }) ==
                   money_errc::discount_out_of_range);
    STATIC_REQUIRE(with([](term_price& t) { t.percentage_off = minus_one; }) ==
                   money_errc::discount_out_of_range);
    STATIC_REQUIRE(with([](term_price& t) {
                       t.percentage_off = {};
                       t.amount = minus_one;
                   }) == catalog_errc::negative_price);
    STATIC_REQUIRE(with([](term_price& t) { t.version = {2}; }) == catalog_errc::unknown_version);
    STATIC_REQUIRE(with([](term_price& t) { t.version = first; }) == catalog_errc::duplicate_value);
    STATIC_REQUIRE(with([](term_price& t) { t.unit = usd; }) == errc{});
    STATIC_REQUIRE(fault_of([](tables& t) { t.term_prices[1].edition = {2}; }) ==
                   fault{catalog_errc::unknown_edition, entity::term_price, 1, {}, {}});
}

TEST_CASE("no_price: a term has a price, but the edition has none in this version and currency") {
    STATIC_REQUIRE(fault_of([](tables& t) { t.term_prices[1].edition = basic; }) ==
                   fault{catalog_errc::no_price, entity::term_price, 1, "basic", {}});
    STATIC_REQUIRE(fault_of([](tables& t) { t.term_prices[1].unit = eur; }) ==
                   fault{catalog_errc::no_price, entity::term_price, 1, "pro", {}});
    STATIC_REQUIRE(fault_of([](tables& t) { t.plan_prices[0].unit = eur; }) ==
                   fault{catalog_errc::no_price, entity::term_price, 0, "pro", {}});
    STATIC_REQUIRE(!fault_of([](tables& t) { t.plan_prices[1].unit = eur; }));
}

TEST_CASE("a price on request has no amount, and no prices of terms") {
    STATIC_REQUIRE(
        fault_of([](tables& t) { t.plan_prices[1].on_request = true; }) ==
        fault{catalog_errc::on_request_with_an_amount, entity::plan_price, 1, "pro", {}});
    STATIC_REQUIRE(fault_of([](tables& t) {
                       t.plan_prices[1].on_request = true;
                       t.plan_prices[1].amount = {};
                   }) == fault{catalog_errc::price_on_request, entity::term_price, 1, "pro", {}});
    STATIC_REQUIRE(
        fault_of([](tables& t) {
            t.plan_prices[1] = {.version = first, .edition = basic, .on_request = true};
        }) == fault{catalog_errc::default_edition_is_for_sale, entity::plan_price, 1, "basic", {}});
}

TEST_CASE("time_not_priced: a billing period or a term is no whole number of the time of a price") {
    constexpr auto with = [](cadence every, cadence priced_for) {
        const auto found = fault_of([=](tables& t) {
            t.offering.billing.every = every;
            for (plan_price& p : t.plan_prices) p.priced_for = priced_for;
            t.term_prices[1].percentage_off = {};
            t.term_prices[1].amount = 50_dec;
        });
        return found ? found->code : errc{};
    };
    constexpr cadence two_weeks{calendar_unit::day, 14};
    STATIC_REQUIRE(with(monthly, monthly) == errc{});
    STATIC_REQUIRE(with(yearly, quarterly) == errc{});
    STATIC_REQUIRE(with(two_weeks, weekly) == errc{});
    STATIC_REQUIRE(with(monthly, quarterly) == catalog_errc::time_not_priced);
    STATIC_REQUIRE(with(weekly, two_weeks) == catalog_errc::time_not_priced);
    STATIC_REQUIRE(with(weekly, monthly) == catalog_errc::time_not_priced);
    STATIC_REQUIRE(with(monthly, weekly) == catalog_errc::time_not_priced);
    // What is on request has no price that must fit.
    STATIC_REQUIRE(!fault_of([](tables& t) {
        t.offering.billing.every = weekly;
        for (plan_price& p : t.plan_prices) p = {p.version, p.edition, {}, {}, {}, monthly, true};
        for (term_price& term : t.term_prices) term.version = first;
        t.plan_prices[0] = {first, pro, 10_dec, {}, {}, weekly};
        t.term_prices[1].months = 7;
        t.term_prices[1].percentage_off = {};
        t.term_prices[1].amount = 1_dec;
    }));
    STATIC_REQUIRE(fault_of([](tables& t) {
                       t.offering.billing.every = yearly;
                       t.plan_prices[1].priced_for = {calendar_unit::month, 4};
                   }) == fault{catalog_errc::time_not_priced, entity::term_price, 1, "pro", {}});
}

TEST_CASE(
    "policy_out_of_range: a billing period or the time of a price is in seconds, or too long") {
    constexpr auto every = [](calendar_unit unit, std::int32_t count) {
        return policy_fault([=](ratecard::offering& o) { o.billing.every = {unit, count}; });
    };
    STATIC_REQUIRE(every(calendar_unit::second, 3'600) == core_errc::policy_out_of_range);
    STATIC_REQUIRE(every(calendar_unit::month, 1'201) == core_errc::policy_out_of_range);
    STATIC_REQUIRE(every(calendar_unit::day, 36'526) == core_errc::policy_out_of_range);
    STATIC_REQUIRE(!every(calendar_unit::month, 1'200));
    STATIC_REQUIRE(fault_of([](tables& t) { t.plan_prices[1].priced_for = hourly; }) ==
                   fault{core_errc::policy_out_of_range, entity::plan_price, 1, "pro", {}});
}

TEST_CASE(
    "an included quota counts what the charge counts: the whole subscription as it is billed") {
    constexpr auto with = [](quota_scope scope, quota_window window, cadence every = monthly) {
        const auto found = fault_of([=](tables& t) {
            t.quotas[0].what.scope = scope;
            t.quotas[0].what.window = window;
            t.quotas[0].what.length = window == quota_window::fixed ? days(30) : duration{};
            t.offering.billing.every = every;
        });
        return found ? found->code : errc{};
    };
    constexpr quota_scope whole = quota_scope::subscription;
    constexpr errc other = catalog_errc::included_quota_does_not_fit;
    STATIC_REQUIRE(with(whole, quota_window::standing) == errc{});
    STATIC_REQUIRE(with(whole, quota_window::billing_period) == errc{});
    STATIC_REQUIRE(with(whole, quota_window::billing_period, quarterly) == errc{});
    STATIC_REQUIRE(with(whole, quota_window::calendar_month) == errc{});
    STATIC_REQUIRE(with(whole, quota_window::calendar_month, quarterly) == other);
    STATIC_REQUIRE(with(whole, quota_window::calendar_day) == other);
    STATIC_REQUIRE(with(whole, quota_window::calendar_week) == other);
    STATIC_REQUIRE(with(whole, quota_window::calendar_year) == other);
    STATIC_REQUIRE(with(whole, quota_window::fixed) == other);
    STATIC_REQUIRE(with(whole, quota_window::age) == other);
    STATIC_REQUIRE(with(quota_scope::user, quota_window::billing_period) == other);
    STATIC_REQUIRE(with(quota_scope::group, quota_window::billing_period) == other);
    STATIC_REQUIRE(with(quota_scope::account, quota_window::billing_period) == other);
    STATIC_REQUIRE(fault_of([](tables& t) { t.quotas[0].what.scope = quota_scope::user; }) ==
                   fault{catalog_errc::included_quota_does_not_fit, entity::charge, 0, "user", {}});
    // A quota that no charge includes counts as it likes.
    STATIC_REQUIRE(!fault_of([](tables& t) { t.quotas[1].what.scope = quota_scope::user; }));
}

TEST_CASE("a condition tests an attribute of the catalog, with a test for its kind") {
    // Conditions are in the order of features: first that of "write", then those of "call".
    STATIC_REQUIRE(fault_of([](tables& t) { t.rules[0].must.attribute = {3}; }) ==
                   fault{catalog_errc::condition_on_unknown_attribute, entity::rule, 2, {}, {}});
    STATIC_REQUIRE(fault_of([](tables& t) { t.rules[2].must.where = {3}; }) ==
                   fault{catalog_errc::condition_on_unknown_attribute, entity::rule, 1, {}, {}});
    STATIC_REQUIRE(!fault_of([](tables& t) { t.rules[1].must.where = {3}; }));
    for (const auto tested_by : {ratecard::test::at_least, ratecard::test::at_most})
        CHECK(fault_of([=](tables& t) { t.rules[1].must.test = tested_by; }) ==
              fault{catalog_errc::condition_of_the_wrong_kind, entity::rule, 0, "place", {}});
    for (const auto tested_by : {ratecard::test::one_of, ratecard::test::none_of}) {
        CHECK(fault_of([=](tables& t) { t.rules[0].must.test = tested_by; }) ==
              fault{catalog_errc::condition_of_the_wrong_kind, entity::rule, 2, "size", {}});
        CHECK(fault_of([=](tables& t) { t.rules[2].must.test = tested_by; }) ==
              fault{catalog_errc::condition_of_the_wrong_kind, entity::rule, 1, "release", {}});
        CHECK(!fault_of([=](tables& t) { t.rules[1].must.test = tested_by; }));
    }
    STATIC_REQUIRE(
        fault_of([](tables& t) { t.rules[2].must.where = small::size; }) ==
        fault{catalog_errc::condition_of_the_wrong_kind, entity::rule, 1, "release", {}});
    STATIC_REQUIRE(fault_of([](tables& t) { t.rules[0].of = {2}; }) ==
                   fault{catalog_errc::unknown_feature, entity::rule, 2, {}, {}});
    STATIC_REQUIRE(compile(t0.offering, t0.editions, t0.versions, t0.changes, t0.attributes,
                           t0.values, t0.rules)
                       .find_fault() ==
                   fault{catalog_errc::unknown_feature, entity::rule, 0, {}, {}});
}

TEST_CASE("only an enumerated attribute has values") {
    STATIC_REQUIRE(fault_of([](tables& t) { t.values[1].of = small::size; }) ==
                   fault{catalog_errc::condition_of_the_wrong_kind, entity::value, 1, "there", {}});
    STATIC_REQUIRE(fault_of([](tables& t) { t.values[1].of = {3}; }) ==
                   fault{catalog_errc::unknown_attribute, entity::value, 1, "there", {}});
}

TEST_CASE("the bounds of steps increase, and only the last step is open") {
    const auto fault_of_step = [](errc code, std::size_t index) {
        return fault{code, entity::charge_price, index, "user", "pro"};
    };
    const auto second_step = [](limit up_to) {
        return fault_of([=](tables& t) { t.charge_prices[1].step.up_to = up_to; });
    };
    CHECK(second_step(limit::finite(100)) == fault_of_step(catalog_errc::tiers_do_not_increase, 1));
    CHECK(second_step(limit::finite(99)) == fault_of_step(catalog_errc::tiers_do_not_increase, 1));
    CHECK(!second_step(limit::finite(101)));
    CHECK(second_step(limit::unlimited()) ==
          fault_of_step(catalog_errc::tier_after_the_open_one, 2));
    CHECK(fault_of([](tables& t) { t.charge_prices[0].step.up_to = limit{}; }) ==
          fault_of_step(catalog_errc::tiers_do_not_increase, 0));
    CHECK(!fault_of([](tables& t) { t.charge_prices[0].step.up_to = limit::finite(1); }));
    CHECK(fault_of([](tables& t) { t.charge_prices[2].step.up_to = limit::finite(2'000); }) ==
          fault_of_step(catalog_errc::tiers_without_an_open_end, 2));
    CHECK(fault_of([](tables& t) { t.charge_prices[3].step.up_to = limit::finite(1); }) ==
          fault{catalog_errc::tiers_without_an_open_end, entity::charge_price, 3, "minute", "pro"});
    // A step of another version or edition does not continue the price.
    CHECK(fault_of([](tables& t) { t.charge_prices[2].version = second; }) ==
          fault_of_step(catalog_errc::tiers_without_an_open_end, 1));
    CHECK(fault_of([](tables& t) { t.charge_prices[2].edition = basic; }) ==
          fault_of_step(catalog_errc::tiers_without_an_open_end, 1));
}

TEST_CASE("a bounded last step is valid if the pricing states what is beyond it") {
    for (const beyond_tiers beyond :
         {beyond_tiers::refused, beyond_tiers::last_tier, beyond_tiers::unbilled})
        CHECK(!fault_of([=](tables& t) {
            t.charges[0].what.pricing.beyond = beyond;
            t.charge_prices[2].step.up_to = limit::finite(2'000);
        }));
}

TEST_CASE("a package has units, a stairstep has no unit price, a scale is at most 6") {
    STATIC_REQUIRE(fault_of([](tables& t) { t.charge_prices[1].step.package = quantity{}; }) ==
                   fault{catalog_errc::empty_package, entity::charge_price, 1, "user", "pro"});
    STATIC_REQUIRE(!fault_of([](tables& t) { t.charge_prices[1].step.package = quantity{1}; }));
    STATIC_REQUIRE(
        fault_of([](tables& t) { t.charges[1].what.pricing.tiers = tiering::stairstep; }) ==
        fault{catalog_errc::stairstep_with_a_unit_price, entity::charge_price, 3, "minute", "pro"});
    STATIC_REQUIRE(!fault_of([](tables& t) {
        t.charges[1].what.pricing.tiers = tiering::stairstep;
        t.charge_prices[3].step.unit_price = {};
    }));
    for (const int scale : {-1, 7})
        CHECK(fault_of([=](tables& t) { t.charges[1].what.pricing.scale = scale; }) ==
              fault{core_errc::policy_out_of_range, entity::charge, 1, "minute", {}});
    for (const int scale : {0, 6})
        CHECK(!fault_of([=](tables& t) { t.charges[1].what.pricing.scale = scale; }));
}

TEST_CASE("price-book versions are in the order of their dates and lead only to later ones") {
    STATIC_REQUIRE(
        fault_of([](tables& t) { t.versions[1].what.effective_from = instant{1'000}; }) ==
        fault{catalog_errc::version_dates_do_not_increase, entity::version, 1, "second", {}});
    STATIC_REQUIRE(
        fault_of([](tables& t) { t.versions[1].what.effective_from = instant{999}; }) ==
        fault{catalog_errc::version_dates_do_not_increase, entity::version, 1, "second", {}});
    STATIC_REQUIRE(
        !fault_of([](tables& t) { t.versions[1].what.effective_from = instant{1'001}; }));
    STATIC_REQUIRE(
        fault_of([](tables& t) { t.versions[1].what.migrates_to = first; }) ==
        fault{catalog_errc::version_migrates_backwards, entity::version, 1, "second", {}});
    STATIC_REQUIRE(
        fault_of([](tables& t) { t.versions[1].what.migrates_to = second; }) ==
        fault{catalog_errc::version_migrates_backwards, entity::version, 1, "second", {}});
    STATIC_REQUIRE(fault_of([](tables& t) { t.versions[0].what.migrates_to = version_id{2}; }) ==
                   fault{catalog_errc::unknown_version, entity::version, 0, "first", {}});
}

TEST_CASE("negative_price: a price is below zero; zero is valid") {
    STATIC_REQUIRE(fault_of([](tables& t) { t.plan_prices[1].amount = minus_one; }) ==
                   fault{catalog_errc::negative_price, entity::plan_price, 1, "pro", {}});
    STATIC_REQUIRE(!fault_of([](tables& t) { t.plan_prices[1].amount = {}; }));
    STATIC_REQUIRE(fault_of([](tables& t) { t.charge_prices[3].step.unit_price = minus_one; }) ==
                   fault{catalog_errc::negative_price, entity::charge_price, 3, "minute", "pro"});
    STATIC_REQUIRE(fault_of([](tables& t) { t.charge_prices[1].step.flat = minus_one; }) ==
                   fault{catalog_errc::negative_price, entity::charge_price, 1, "user", "pro"});
}

TEST_CASE("an id in a row must be of the catalog") {
    STATIC_REQUIRE(
        fault_of([](tables& t) { t.charges[1].what.included = quota_id{2}; }) ==
        fault{catalog_errc::charge_includes_unknown_quota, entity::charge, 1, "minute", {}});
    STATIC_REQUIRE(fault_of([](tables& t) { t.plan_prices[1].version = {2}; }) ==
                   fault{catalog_errc::unknown_version, entity::plan_price, 1, {}, {}});
    STATIC_REQUIRE(fault_of([](tables& t) { t.plan_prices[1].edition = {2}; }) ==
                   fault{catalog_errc::unknown_edition, entity::plan_price, 1, {}, {}});
    STATIC_REQUIRE(fault_of([](tables& t) { t.charge_prices[3].version = {2}; }) ==
                   fault{catalog_errc::unknown_version, entity::charge_price, 3, "minute", "pro"});
    STATIC_REQUIRE(fault_of([](tables& t) { t.charge_prices[3].edition = {2}; }) ==
                   fault{catalog_errc::unknown_edition, entity::charge_price, 3, "minute", {}});
    STATIC_REQUIRE(fault_of([](tables& t) { t.charge_prices[3].charge = {2}; }) ==
                   fault{catalog_errc::unknown_charge, entity::charge_price, 3, {}, "pro"});
    STATIC_REQUIRE(fault_of([](tables& t) { t.changes[1].from = edition_id{2}; }) ==
                   fault{catalog_errc::unknown_edition, entity::change_rule, 1, {}, {}});
    STATIC_REQUIRE(fault_of([](tables& t) { t.changes[1].to = edition_id{2}; }) ==
                   fault{catalog_errc::unknown_edition, entity::change_rule, 1, {}, {}});
    STATIC_REQUIRE(policy_fault([](ratecard::offering& o) { o.default_edition = {2}; }) ==
                   catalog_errc::unknown_edition);
}

TEST_CASE(
    "unknown_quota: a quota may be part of another, but not of itself, also not in a circle") {
    STATIC_REQUIRE(fault_of([](tables& t) { t.quotas[1].what.part_of = quota_id{2}; }) ==
                   fault{catalog_errc::unknown_quota, entity::quota, 1, "guests", {}});
    STATIC_REQUIRE(fault_of([](tables& t) { t.quotas[1].what.part_of = quota_id{1}; }) ==
                   fault{catalog_errc::unknown_quota, entity::quota, 1, "guests", {}});
    STATIC_REQUIRE(fault_of([](tables& t) { t.quotas[0].what.part_of = quota_id{1}; }) ==
                   fault{catalog_errc::unknown_quota, entity::quota, 0, "users", {}});
    // Every way four quotas can be parts of one another.
    int endless = 0;
    for (int way = 0; way < 5 * 5 * 5 * 5; ++way) {
        std::array<quota_row<quota_id, 2>, 4> rows{};
        std::array<int, 4> part_of{way % 5 - 1, way / 5 % 5 - 1, way / 25 % 5 - 1, way / 125 - 1};
        bool ends = true;
        for (std::size_t i = 0; i < 4; ++i) {
            const char letter = static_cast<char>('a' + i);
            rows[i] = {nth<quota_id>(i), name::from({&letter, 1}).value(), {hard(1), hard(1)}};
            if (part_of[i] >= 0)
                rows[i].what.part_of = quota_id{static_cast<std::uint16_t>(part_of[i])};
            int at = static_cast<int>(i);
            for (int step = 0; step < 4 && at >= 0; ++step)
                at = part_of[static_cast<std::size_t>(at)];
            ends = ends && at < 0;
        }
        const auto found =
            compile(t0.offering, t0.editions, t0.versions, t0.changes, rows).find_fault();
        CHECK(found.has_value() == !ends);
        if (found) CHECK(found->code == catalog_errc::unknown_quota);
        endless += ends ? 0 : 1;
    }
    CHECK(endless == 625 - 125);  // 5^3 labelled rooted forests on four nodes
}

TEST_CASE("upgrade_rules_without_a_default: no change rule is for every edition") {
    STATIC_REQUIRE(
        fault_of([](tables& t) { t.changes[0].from = basic; }) ==
        fault{catalog_errc::upgrade_rules_without_a_default, entity::change_rule, 0, {}, {}});
    STATIC_REQUIRE(
        fault_of([](tables& t) { t.changes[0].to = basic; }) ==
        fault{catalog_errc::upgrade_rules_without_a_default, entity::change_rule, 0, {}, {}});
    STATIC_REQUIRE(
        compile(t0.offering, t0.editions, t0.versions).find_fault() ==
        fault{catalog_errc::upgrade_rules_without_a_default, entity::change_rule, 0, {}, {}});
}

TEST_CASE("months_on_sale_are_empty: the shortest term is below one month or above the longest") {
    const auto terms = [](std::int32_t least, std::int32_t most) {
        return policy_fault([=](ratecard::offering& o) { o.terms = {least, most}; });
    };
    CHECK(!terms(6, 6));
    CHECK(!terms(1, 1'200));
    CHECK(terms(2, 1) == catalog_errc::months_on_sale_are_empty);
    CHECK(terms(0, 12) == catalog_errc::months_on_sale_are_empty);
    CHECK(terms(-1, -1) == catalog_errc::months_on_sale_are_empty);
    CHECK(terms(1, 1'201) == core_errc::policy_out_of_range);
    CHECK(terms(INT32_MAX, INT32_MAX) == core_errc::policy_out_of_range);
}

TEST_CASE(
    "policy_out_of_range: a duration or a reminder is above a century, or a bill day above 28") {
    const auto with = [](auto member, auto value) {
        return policy_fault([=](ratecard::offering& o) { o.lifecycle.*member = value; });
    };
    using l = lifecycle_policy;
    for (cause_rule l::*cause : {&l::expiry, &l::arrears, &l::refund, &l::abuse}) {
        const auto clock = [&](duration grace) { return with(cause, cause_rule{.grace = grace}); };
        CHECK(!clock(seconds(0)));
        CHECK(!clock(days(36'525)));
        CHECK(clock(seconds(-1)) == core_errc::policy_out_of_range);
        CHECK(clock(seconds(36'525 * 86'400ll + 1)) == core_errc::policy_out_of_range);
        CHECK(clock(seconds(INT64_MAX)) == core_errc::policy_out_of_range);
        CHECK(clock(seconds(INT64_MIN)) == core_errc::policy_out_of_range);
        const auto kept = [&](std::int32_t n) {
            return with(cause, cause_rule{.retention_days = n});
        };
        CHECK(!kept(0));
        CHECK(!kept(36'525));
        CHECK(kept(-1) == core_errc::policy_out_of_range);
        CHECK(kept(36'526) == core_errc::policy_out_of_range);
    }
    CHECK(!with(&l::retention_days, 0));
    CHECK(!with(&l::retention_days, 36'525));
    CHECK(with(&l::retention_days, -1) == core_errc::policy_out_of_range);
    CHECK(with(&l::retention_days, 36'526) == core_errc::policy_out_of_range);
    const auto reminded = [](std::int32_t days) {
        return policy_fault([=](ratecard::offering& o) {
            o.lifecycle.reminders = daily_reminders(life_event::bill, days, days);
        });
    };
    CHECK(!reminded(0));
    CHECK(!reminded(36'525));
    CHECK(!reminded(-36'525));
    CHECK(reminded(36'526) == core_errc::policy_out_of_range);
    CHECK(reminded(-36'526) == core_errc::policy_out_of_range);
    CHECK(reminded(INT32_MIN) == core_errc::policy_out_of_range);
    const auto bill_days = [](std::int32_t from, std::int32_t until) {
        return policy_fault([=](ratecard::offering& o) {
            o.billing.issue_from = from;
            o.billing.issue_until = until;
        });
    };
    CHECK(!bill_days(1, 1));
    CHECK(!bill_days(1, 28));
    CHECK(!bill_days(28, 28));
    CHECK(bill_days(0, 3) == core_errc::policy_out_of_range);
    CHECK(bill_days(3, 2) == core_errc::policy_out_of_range);
    CHECK(bill_days(1, 29) == core_errc::policy_out_of_range);
    STATIC_REQUIRE(fault_of([](tables& t) { t.trials[0].what.length = days(36'526); }) ==
                   fault{core_errc::policy_out_of_range, entity::trial, 0, "call", {}});
    STATIC_REQUIRE(fault_of([](tables& t) { t.features[1].what.activation_delay = seconds(-1); }) ==
                   fault{core_errc::policy_out_of_range, entity::feature, 1, "call", {}});
    STATIC_REQUIRE(fault_of([](tables& t) {
                       t.features[1].what.activation_delay = seconds(INT64_MAX);
                   }) == fault{core_errc::policy_out_of_range, entity::feature, 1, "call", {}});
}

TEST_CASE("a version that ends has a successor that is in force by then") {
    constexpr auto ending = [](std::size_t place, instant at) {
        const auto found =
            spoiled([=](tables& t) { t.versions[place].what.ends_at = at; }).find_fault();
        return found ? std::optional{found->code} : std::nullopt;
    };
    constexpr instant successor = t0.versions[1].what.effective_from;
    STATIC_REQUIRE(!ending(0, successor));
    STATIC_REQUIRE(ending(0, instant{successor.seconds_since_1970() - 1}) ==
                   catalog_errc::version_migrates_backwards);
    STATIC_REQUIRE(ending(1, successor) == catalog_errc::migration_not_offered);
}

TEST_CASE(
    "policy_out_of_range: a refund divides by usage, or a period that does not fit its unit") {
    constexpr auto fault_with = [](auto change) {
        return policy_fault([=](offering& o) { change(o.refunds); });
    };
    for (const refund_policy& p : {presets::refunds::none, presets::refunds::tencent_chat,
                                   presets::refunds::tencent_cloud, presets::refunds::stripe})
        CHECK(!fault_with([&](refund_policy& r) { r = p; }));
    constexpr auto unit_and_whole = [=](refund_unit unit, proration_whole whole) {
        return fault_with([=](refund_policy& r) {
            r.unit = unit;
            r.used.whole = whole;
        });
    };
    STATIC_REQUIRE(unit_and_whole(refund_unit::month, proration_whole::order) ==
                   core_errc::policy_out_of_range);
    STATIC_REQUIRE(unit_and_whole(refund_unit::order, proration_whole::calendar_month) ==
                   core_errc::policy_out_of_range);
    STATIC_REQUIRE(!unit_and_whole(refund_unit::order, proration_whole::order));
    STATIC_REQUIRE(!unit_and_whole(refund_unit::order, proration_whole::running_period));
    STATIC_REQUIRE(!unit_and_whole(refund_unit::month, proration_whole::calendar_month));
    STATIC_REQUIRE(fault_with([](refund_policy& r) {
                       r.used.basis = proration_basis::usage_share;
                   }) == core_errc::policy_out_of_range);
    STATIC_REQUIRE(fault_with([](refund_policy& r) { r.used.month_days = 0; }) ==
                   core_errc::policy_out_of_range);
    constexpr auto discount = [=](decimal off, credit_basis of) {
        return fault_with([=](refund_policy& r) {
            r.use_discount = off;
            r.used.credit = of;
        });
    };
    constexpr decimal hundred = decimal::from("100").value();
    constexpr decimal more = decimal::from("100.01").value();
    STATIC_REQUIRE(!discount(hundred, credit_basis::list_price));
    STATIC_REQUIRE(discount(more, credit_basis::list_price) == money_errc::discount_out_of_range);
    STATIC_REQUIRE(discount(minus_one, credit_basis::list_price) ==
                   money_errc::discount_out_of_range);
    STATIC_REQUIRE(discount(hundred, credit_basis::price_paid) == core_errc::policy_out_of_range);
    STATIC_REQUIRE(!discount({}, credit_basis::price_paid));
    constexpr auto window = [=](duration length) {
        return fault_with([=](refund_policy& r) { r.in_full.length = length; });
    };
    STATIC_REQUIRE(!window(days(36'525)));
    STATIC_REQUIRE(window(seconds(36'525 * 86'400ll + 1)) == core_errc::policy_out_of_range);
    STATIC_REQUIRE(window(seconds(-1)) == core_errc::policy_out_of_range);
}

TEST_CASE("reason_order_incomplete: an order of reasons must have each reason exactly once") {
    constexpr fault incomplete{
        catalog_errc::reason_order_incomplete, entity::reason_order, 0, {}, {}};
    for (std::size_t i = 0; i < 8; ++i) {
        for (const reason other : {reason::allowed, reason::suspended, refused_by({3})})
            CHECK(fault_of([=](tables& t) { t.reasons[i] = other; }) == incomplete);
        for (std::size_t j = 0; j < 8; ++j)
            if (i != j)
                CHECK(fault_of([=](tables& t) { t.reasons[i] = t.reasons[j]; }) == incomplete);
        CHECK(!fault_of([=](tables& t) { std::swap(t.reasons[i], t.reasons[0]); }));
    }
    constexpr std::array<reason, 9> one_more{
        reason::not_in_edition,      reason::not_applied,     reason::awaiting_activation,
        reason::trial_not_activated, reason::trial_over,      refused_by(where),
        refused_by(release),         refused_by(small::size), reason::suspended};
    STATIC_REQUIRE(compile(t0.offering, t0.editions, t0.versions, t0.changes, t0.attributes,
                           t0.values, one_more)
                       .find_fault() == incomplete);
}

namespace {

/// The fault of row `i` of the price adjustments, of which the change spoils something.
constexpr std::optional<errc> adjustment_fault(std::size_t i, auto change) {
    const auto found = spoiled([&](tables& t) { change(t.price_adjustments[i]); }).find_fault();
    if (!found) return std::nullopt;
    if (found->kind != entity::price_adjustment) return errc{};
    return found->code;
}

}  // namespace

TEST_CASE("a price adjustment with an id that the catalog does not have is a fault") {
    STATIC_REQUIRE(adjustment_fault(0, [](auto& a) { a.version = nowhere<version_id>; }) ==
                   catalog_errc::unknown_version);
    STATIC_REQUIRE(adjustment_fault(0, [](auto& a) { a.edition = nowhere<edition_id>; }) ==
                   catalog_errc::unknown_edition);
    STATIC_REQUIRE(adjustment_fault(0, [](auto& a) { a.charge = nowhere<charge_id>; }) ==
                   catalog_errc::unknown_charge);
    STATIC_REQUIRE(
        spoiled([](tables& t) {
            t.price_adjustments[0].charge = nowhere<charge_id>;
        }).find_fault() ==
        fault{catalog_errc::unknown_charge, entity::price_adjustment, 0, {}, name{"pro"}});
    STATIC_REQUIRE(
        spoiled([](tables& t) { t.price_adjustments[0].percentage_off = 101_dec; }).find_fault() ==
        fault{money_errc::discount_out_of_range, entity::price_adjustment, 0, name{"user"},
              name{"pro"}});
}

TEST_CASE("two price adjustments for one charge, edition, version and currency are a fault") {
    STATIC_REQUIRE(adjustment_fault(1, [](auto& a) { a.charge = user; }) ==
                   catalog_errc::duplicate_value);
    STATIC_REQUIRE(!adjustment_fault(1, [](auto& a) { a.charge = minute; }));
    STATIC_REQUIRE(!adjustment_fault(1, [](auto& a) {
        a.charge = user;
        a.version = second;
    }));
    STATIC_REQUIRE(!adjustment_fault(1, [](auto& a) {
        a.charge = user;
        a.edition = basic;
    }));
    STATIC_REQUIRE(!adjustment_fault(1, [](auto& a) {
        a.charge = user;
        a.unit = eur;
    }));
    STATIC_REQUIRE(adjustment_fault(1, [](auto& a) {
                       a.charge = user;
                       a.unit = usd;
                   }) == catalog_errc::duplicate_value);
}

TEST_CASE(
    "amounts of an adjustment are whole and not negative, and the minimum is not above the "
    "maximum") {
    constexpr auto with = [](auto member, decimal amount) {
        return adjustment_fault(1, [=](auto& a) { a.*member = amount; });
    };
    constexpr auto least = &price_adjustment::minimum, most = &price_adjustment::maximum,
                   off = &price_adjustment::amount_off, part = &price_adjustment::percentage_off;
    for (const auto member : {least, off}) {
        CHECK(with(member, minus_one) == catalog_errc::negative_price);
        CHECK(with(member, 0.005_dec) == money_errc::inexact);
        CHECK(!with(member, 0.01_dec));
    }
    STATIC_REQUIRE(with(most, 90.001_dec) == money_errc::inexact);
    STATIC_REQUIRE(with(most, decimal::from(INT64_MAX, 0).value()) == core_errc::overflow);
    STATIC_REQUIRE(with(most, 4.99_dec) == core_errc::policy_out_of_range);
    STATIC_REQUIRE(!with(most, 5_dec));
    STATIC_REQUIRE(with(part, minus_one) == money_errc::discount_out_of_range);
    STATIC_REQUIRE(with(part, 100.01_dec) == money_errc::discount_out_of_range);
    STATIC_REQUIRE(!with(part, 100_dec));
    STATIC_REQUIRE(with(part, decimal::from(1, 17).value()) == core_errc::ratio_overflow);
    // In yen, 0.01 is less than the minor unit.
    STATIC_REQUIRE(adjustment_fault(1, [](auto& a) {
                       a.unit = jpy;
                       a.minimum = 0.01_dec;
                   }) == money_errc::inexact);
}

TEST_CASE("a commitment or free units are only for one charge") {
    STATIC_REQUIRE(adjustment_fault(1, [](auto& a) { a.free_units = quantity{1}; }) ==
                   catalog_errc::unknown_charge);
    STATIC_REQUIRE(adjustment_fault(1, [](auto& a) { a.commitment = commitment{}; }) ==
                   catalog_errc::unknown_charge);
    STATIC_REQUIRE(!adjustment_fault(0, [](auto& a) { a.free_units = quantity{1}; }));
    STATIC_REQUIRE(!adjustment_fault(0, [](auto& a) { a.commitment = commitment{}; }));
    STATIC_REQUIRE(adjustment_fault(0, [](auto& a) {
                       a.commitment = commitment{.amount = minus_one};
                   }) == catalog_errc::negative_price);
    STATIC_REQUIRE(adjustment_fault(0, [](auto& a) {
                       a.commitment = commitment{.overage_factor = minus_one};
                   }) == catalog_errc::negative_price);
    STATIC_REQUIRE(adjustment_fault(0, [](auto& a) {
                       a.commitment = commitment{.amount = 0.001_dec};
                   }) == money_errc::inexact);
}

TEST_CASE("prices in different currencies are no duplicates") {
    STATIC_REQUIRE(!fault_of([](tables& t) {
        t.plan_prices[1].version = first;
        t.plan_prices[1].unit = eur;
        t.term_prices[1] = t.term_prices[0];
        t.term_prices[1].unit = eur;
    }));
    STATIC_REQUIRE(fault_of([](tables& t) {
                       t.plan_prices[1].version = first;
                       t.plan_prices[1].unit = usd;
                   }) == fault{catalog_errc::duplicate_value, entity::plan_price, 1, "pro", {}});
    // A step in another currency begins another price: here of one bounded step.
    STATIC_REQUIRE(fault_of([](tables& t) { t.charge_prices[1].unit = eur; })->code ==
                   catalog_errc::tiers_without_an_open_end);
    STATIC_REQUIRE(!fault_of([](tables& t) {
        t.charge_prices[3] = t.charge_prices[2];
        t.charge_prices[3].unit = eur;
    }));
}

TEST_CASE("a conversion has a factor above zero and the scale of the pricing") {
    constexpr auto with = [](unit_conversion conversion) {
        const auto found = fault_of([=](tables& t) { t.charges[0].what.conversion = conversion; });
        return found ? std::optional{found->code} : std::nullopt;
    };
    STATIC_REQUIRE(!with({.factor = 1000_dec}));
    STATIC_REQUIRE(with({.factor = decimal{}}) == core_errc::policy_out_of_range);
    STATIC_REQUIRE(with({.factor = minus_one}) == core_errc::policy_out_of_range);
    STATIC_REQUIRE(with({.factor = 1_dec, .scale = 1}) == core_errc::policy_out_of_range);
}

TEST_CASE("a rating policy that uses a step twice is a fault") {
    STATIC_REQUIRE(policy_fault([](offering& o) { o.rating.steps = 6; }) ==
                   core_errc::policy_out_of_range);
    STATIC_REQUIRE(!policy_fault([](offering& o) { o.rating = presets::lago; }));
}

TEST_CASE("a discount or bound without its step in the policy is a fault of the catalog") {
    constexpr auto with = [](rating_step missing, auto state) {
        return spoiled([&](tables& t) {
                   rating_policy& p = t.offering.rating;
                   p.steps = 0;
                   for (const rating_step step : rating_policy{}.order)
                       if (step != missing) p.order[p.steps++] = step;
                   for (price_adjustment& a : t.price_adjustments)
                       a = {.version = a.version, .edition = a.edition, .charge = a.charge};
                   state(t.price_adjustments[1]);
               })
            .find_fault();
    };
    constexpr auto is_fault = [](const std::optional<fault>& found) {
        return found && found->code == catalog_errc::adjustment_without_its_step &&
               found->kind == entity::price_adjustment && found->index == 1;
    };
    constexpr auto percentage = [](price_adjustment& a) { a.percentage_off = 5_dec; };
    constexpr auto amount = [](price_adjustment& a) { a.amount_off = 5_dec; };
    constexpr auto most = [](price_adjustment& a) { a.maximum = 5_dec; };
    constexpr auto least = [](price_adjustment& a) { a.minimum = 5_dec; };
    STATIC_REQUIRE(is_fault(with(rating_step::percentage_discount, percentage)));
    STATIC_REQUIRE(is_fault(with(rating_step::amount_discount, amount)));
    STATIC_REQUIRE(is_fault(with(rating_step::maximum, most)));
    STATIC_REQUIRE(is_fault(with(rating_step::minimum, least)));
    STATIC_REQUIRE(!with(rating_step::credits, percentage));
    STATIC_REQUIRE(!with(rating_step::credits, least));
    STATIC_REQUIRE(!with(rating_step::minimum, most));
}

namespace {

/// The first fault of a seller of one charge, after `state` has stated its prices.
template <class State>
fault fault_of_prices(const ratecard::charge& what, const State& state) {
    catalog_builder b{offering{.product = "shop", .unit = usd}};
    b.add(ratecard::attribute{.key = "size", .kind = attribute_kind::count});
    b.add(ratecard::edition{"free"})
        .add(ratecard::edition{"sold"})
        .add(price_version{"only", instant{}, {}});
    b.add(ratecard::quota{.key = "room"}, {hard(0), hard(10)});
    b.add(what).add(ratecard::charge{.key = "other"});
    state(b);
    const auto built = b.change("", "", change_kind::forbidden).build();
    return built ? fault{} : built.error();
}
constexpr ratecard::charge plain{.key = "what"};
constexpr ratecard::charge sized{.key = "what", .dimensions = {{attribute_id{0}}, 1}};

}  // namespace

TEST_CASE("a percentage is not negative, is one row, and has no included units and no conversion") {
    const auto found = [](const ratecard::charge& what, const percentage& p, int times = 1) {
        return fault_of_prices(what, [&](catalog_builder& b) {
            for (int i = 0; i < times; ++i) b.price_by("only", "sold", "what", p);
        });
    };
    const auto at = [](errc code, std::size_t row = 0) {
        return fault{code, entity::percentage_price, row, "what", "sold"};
    };
    CHECK(found(plain, {.rate = 0.01_dec}) == fault{});
    CHECK(found(plain, {.rate = minus_one}) == at(catalog_errc::negative_price));
    CHECK(found(plain, {.per_event = minus_one}) == at(catalog_errc::negative_price));
    CHECK(found(plain, {.least = minus_one}) == at(catalog_errc::negative_price));
    CHECK(found(plain, {.most = minus_one}) == at(catalog_errc::negative_price));
    CHECK(found(plain, {.least = 2_dec, .most = 1_dec}) == at(core_errc::policy_out_of_range));
    CHECK(found(plain, {.least = 2_dec, .most = 2_dec}) == fault{});
    CHECK(found(plain, {.scale = 7}) == at(core_errc::policy_out_of_range));
    CHECK(found(plain, {}, 2) == at(catalog_errc::duplicate_value, 1));
    CHECK(found({.key = "what", .included = quota_id{0}}, {}) ==
          at(core_errc::policy_out_of_range));
    CHECK(found({.key = "what", .conversion = unit_conversion{.factor = 2_dec}}, {}) ==
          at(core_errc::policy_out_of_range));
}

TEST_CASE("capacity steps have increasing limits, and no included or free units") {
    using step = capacity_tier<max_capacity_units>;
    const auto found = [](const ratecard::charge& what, const step& a, const step& b) {
        return fault_of_prices(what, [&](catalog_builder& to) {
            to.price_by("only", "sold", "what", a).price_by("only", "sold", "what", b);
        });
    };
    const auto at = [](errc code, std::size_t row) {
        return fault{code, entity::capacity_price, row, "what", "sold"};
    };
    const step small_one{{limit::finite(1), limit::finite(10)}, 1_dec};
    const step large_one{{limit::finite(2), limit::unlimited()}, 2_dec};
    CHECK(found(plain, small_one, large_one) == fault{});
    CHECK(found(plain, large_one, small_one) == at(catalog_errc::tiers_do_not_increase, 1));
    CHECK(found(plain, small_one, small_one) == at(catalog_errc::tiers_do_not_increase, 1));
    CHECK(found(plain, small_one, {large_one.limits, minus_one}) ==
          at(catalog_errc::negative_price, 1));
    CHECK(found({.key = "what", .included = quota_id{0}}, small_one, large_one) ==
          at(core_errc::policy_out_of_range, 0));
}

TEST_CASE("a matrix has attributes of the catalog, one default row and no duplicate row") {
    const auto found = [](const ratecard::charge& what, const std::vector<matrix_row>& rows) {
        return fault_of_prices(what, [&](catalog_builder& b) {
            for (const matrix_row& row : rows) b.price_by("only", "sold", "what", row);
        });
    };
    const auto at = [](errc code, std::size_t row) {
        return fault{code, entity::matrix_price, row, "what", "sold"};
    };
    const matrix_row one{{{1}}, 1_dec}, rest{{}, 2_dec};
    CHECK(found(sized, {one, rest}) == fault{});
    CHECK(found(plain, {one, rest}) == at(core_errc::policy_out_of_range, 0));
    CHECK(found(sized, {one}) == at(catalog_errc::no_price, 0));
    CHECK(found(sized, {one, rest, one}) == at(catalog_errc::duplicate_value, 2));
    CHECK(found({.key = "what", .dimensions = {{attribute_id{1}}, 1}}, {rest}) ==
          at(catalog_errc::unknown_attribute, 0));
    CHECK(found({.key = "what",
                 .conversion = unit_conversion{.factor = 2_dec},
                 .dimensions = sized.dimensions},
                {rest}) == at(core_errc::policy_out_of_range, 0));
}

TEST_CASE("a charge has prices in one table, and free units only if the table allows them") {
    CHECK(fault_of_prices(plain, [](catalog_builder& b) {
              b.price("only", "sold", "what", {.unit_price = 1_dec});
              b.price_by("only", "sold", "what", percentage{.rate = 1_dec});
          }) == fault{catalog_errc::duplicate_value, entity::charge, 0, "what", {}});
    CHECK(fault_of_prices(sized, [](catalog_builder& b) {
              b.price_by("only", "sold", "what", matrix_row{{}, 1_dec});
              b.price_by("only", "sold", "what",
                         capacity_tier<max_capacity_units>{{limit::unlimited()}, 1_dec});
          }) == fault{catalog_errc::duplicate_value, entity::charge, 0, "what", {}});
    const auto with_free_units = [](auto price) {
        return fault_of_prices(sized,
                               [&](catalog_builder& b) {
                                   b.price_by("only", "sold", "what", price);
                                   b.adjust("only", "sold", "what", {.free_units = quantity{1}});
                               })
            .code;
    };
    CHECK(with_free_units(percentage{}) == core_errc::policy_out_of_range);
    CHECK(with_free_units(capacity_tier<max_capacity_units>{{limit::unlimited()}, 1_dec}) ==
          core_errc::policy_out_of_range);
    CHECK(with_free_units(matrix_row{{}, 1_dec}) == errc{});
    CHECK(fault_of_prices(plain, [](catalog_builder& b) {
              b.price("only", "sold", "other", {.unit_price = 1_dec});
              b.price_by("only", "sold", "what", percentage{.rate = 1_dec});
              b.adjust("only", "sold", "other", {.free_units = quantity{1}});
          }) == fault{});
}

TEST_CASE("a catalog built at run time has the same fault as the constexpr one") {
    using change = void (*)(tables&);
    const change spoil[] = {
        [](tables& t) { t.editions[1].what.key = "basic"; },
        [](tables& t) { t.features[1].what.key = "write"; },
        [](tables& t) { t.features[1].in[0] = availability::unstated; },
        [](tables& t) { t.quotas[1].in[0] = quota_limit{}; },
        [](tables& t) { t.features[1].what.trial.reset(); },
        [](tables& t) { t.trials[0].what.length = days(0); },
        [](tables& t) { t.plan_prices[1].edition = basic; },
        [](tables& t) { t.plan_prices[1].version = first; },
        [](tables& t) { t.rules[0].must.test = ratecard::test::one_of; },
        [](tables& t) { t.charge_prices[1].step.up_to = limit::finite(100); },
        [](tables& t) { t.charge_prices[1].step.up_to = limit::unlimited(); },
        [](tables& t) { t.charge_prices[3].step.up_to = limit::finite(1); },
        [](tables& t) { t.versions[1].what.effective_from = instant{1'000}; },
        [](tables& t) { t.versions[1].what.migrates_to = first; },
        [](tables& t) { t.plan_prices[0].amount = minus_one; },
        [](tables& t) { t.changes[0].from = basic; },
        [](tables& t) { t.offering.terms.min_months = 0; },
        [](tables& t) { t.reasons[0] = reason::not_applied; },
        [](tables& t) { t.offering.billing.issue_until = 29; },
        [](tables& t) { t.values[1].of = small::size; },
        [](tables& t) { t.price_adjustments[1].charge = user; },
        [](tables& t) { t.price_adjustments[1].minimum = 90.01_dec; },
        [](tables& t) { t.price_adjustments[0].amount_off = minus_one; },
        [](tables& t) { t.charges[0].what.conversion = unit_conversion{.factor = decimal{}}; },
    };
    for (const change c : spoil) {
        const auto compiled = spoiled(c);
        REQUIRE(compiled.find_fault().has_value());
        const auto built = ratecard_test::builder_of(compiled.view()).build();
        REQUIRE(!built);
        CHECK(built.error() == *compiled.find_fault());
    }
}

namespace {

constexpr std::size_t many_features = 400, many_editions = 10;

constexpr name numbered(char kind, std::size_t n) {
    const char text[] = {kind, static_cast<char>('0' + n / 100),
                         static_cast<char>('0' + n / 10 % 10), static_cast<char>('0' + n % 10)};
    return name::from({text, 4}).value();
}
constexpr auto large = [] {
    std::array<edition_row<edition_id>, many_editions> editions{};
    for (std::size_t e = 0; e < many_editions; ++e)
        editions[e] = {nth<edition_id>(e), numbered('e', e)};
    std::array<feature_row<feature_id, many_editions>, many_features> features{};
    for (std::size_t f = 0; f < many_features; ++f) {
        features[f].key = nth<feature_id>(f);
        features[f].what.key = numbered('f', f);
        for (auto& cell : features[f].in) cell = availability::included;
    }
    return compile(t0.offering, editions, features, t0.versions, t0.changes);
}();

}  // namespace

TEST_CASE("400 features in 10 editions are validated at compile time") {
    STATIC_REQUIRE(validate(large));
}

TEST_CASE("a duplicate name is found at any place among 60 names, and the later one is the fault") {
    for (std::size_t i = 0; i < 60; ++i)
        for (std::size_t j = i + 1; j < 60; ++j) {
            std::array<edition_row<edition_id>, 60> editions{};
            for (std::size_t e = 0; e < 60; ++e)
                editions[e] = {nth<edition_id>(e), numbered('e', e)};
            editions[j].what.key = editions[i].what.key;
            const auto found = compile(t0.offering, editions, t0.versions, t0.changes).find_fault();
            if (found !=
                fault{catalog_errc::duplicate_name, entity::edition, j, numbered('e', i), {}})
                FAIL(i << ' ' << j);
        }
    SUCCEED();
}

TEST_CASE(
    "a feature value is of the feature's kind, is stated once, and in each edition with the "
    "feature") {
    const auto at = [](errc code, std::size_t i, name in) {
        return fault{code, entity::edition_value, i, "write", in};
    };
    CHECK(fault_of([](tables& t) { t.edition_values[1].value = feature_value::integer(1); }) ==
          at(catalog_errc::value_of_another_kind, 1, "pro"));
    CHECK(fault_of([](tables& t) { t.edition_values[1].value = feature_value{}; }) ==
          at(catalog_errc::value_of_another_kind, 1, "pro"));
    CHECK(fault_of([](tables& t) { t.edition_values[1].value = feature_value::option(2); }) ==
          at(catalog_errc::value_of_another_kind, 1, "pro"));
    CHECK(fault_of([](tables& t) { t.edition_values[1].in = basic; }) ==
          at(catalog_errc::duplicate_value, 1, "basic"));
    CHECK(fault_of([](tables& t) { t.edition_values[0].of = nowhere<feature_id>; }) ==
          fault{catalog_errc::unknown_feature, entity::edition_value, 0, {}, {}});
    CHECK(fault_of([](tables& t) { t.edition_values[0].in = nowhere<edition_id>; }) ==
          fault{catalog_errc::unknown_edition, entity::edition_value, 0, "write", {}});
    CHECK(fault_of([](tables& t) { t.features[1].what.kind = value_kind::text; }) ==
          fault{catalog_errc::feature_without_value_in_an_edition, entity::feature, 1, "call",
                "basic"});
    // An edition without the feature needs no value.
    CHECK_FALSE(fault_of([](tables& t) {
        t.features[1].what.kind = value_kind::text;
        t.features[1].in = {availability::absent, availability::absent};
    }));
}

TEST_CASE("options belong to a feature of that kind, have different names, and are at most 64") {
    CHECK(fault_of([](tables& t) { t.options[1].of = nowhere<feature_id>; }) ==
          fault{catalog_errc::unknown_feature, entity::option, 1, "rich", {}});
    CHECK(fault_of([](tables& t) { t.options[0].of = small::feature::call; }) ==
          fault{catalog_errc::value_of_another_kind, entity::option, 0, "plain", {}});
    CHECK(fault_of([](tables& t) { t.options[1].key = "plain"; }) ==
          fault{catalog_errc::duplicate_name, entity::option, 1, "plain", {}});
    std::array<feature_option, 65> many{};
    for (std::size_t i = 0; i < many.size(); ++i)
        many[i] = {small::feature::write, *name::from("option " + std::to_string(i))};
    const tables t;
    const auto of_many =
        compile(t.offering, t.editions, t.features, t.quotas, t.trials, t.attributes, t.values,
                t.versions, t.changes, t.edition_values, many);
    CHECK(of_many.find_fault()->code == core_errc::too_many_entities);
    CHECK(of_many.find_fault()->index == 64);
}

TEST_CASE("an add-on is priced by a charge that can be divided by time") {
    const auto with = [](charge_id by, const auto& spoil) {
        return fault_of([&](tables& t) {
            t.add_ons[0].what.charged = by;
            ratecard::charge& c = t.charges[by.index()].what;
            c.kind = charge_kind::recurring;
            c.included.reset();
            spoil(t, c);
        });
    };
    const auto at = [](errc code) { return fault{code, entity::add_on, 0, "seats", {}}; };
    CHECK(!fault_of([](tables& t) {
        t.charges[1].what.kind = charge_kind::one_off;
        t.add_ons[0].what.charged = minute;
        t.add_ons[0].what.paid = add_on_payment::once;
    }));
    CHECK(fault_of([](tables& t) {
              t.charges[1].what.kind = charge_kind::recurring;
              t.add_ons[0].what.charged = minute;
              t.add_ons[0].what.paid = add_on_payment::once;
          }) == at(catalog_errc::add_on_not_charged_by_units));
    CHECK(!with(minute, [](tables&, ratecard::charge&) {}));
    CHECK(fault_of([](tables& t) { t.add_ons[0].what.charged = nowhere<charge_id>; }) ==
          at(catalog_errc::unknown_charge));
    const auto unparted = at(catalog_errc::add_on_not_charged_by_units);
    CHECK(with(minute, [](tables&, ratecard::charge& c) { c.kind = charge_kind::usage; }) ==
          unparted);
    CHECK(with(minute, [](tables&, ratecard::charge& c) { c.kind = charge_kind::one_off; }) ==
          unparted);
    CHECK(with(user, [](tables&, ratecard::charge& c) { c.included = small::quota::users; }) ==
          unparted);
    CHECK(with(user, [](tables&, ratecard::charge& c) { c.pricing.tiers = tiering::volume; }) ==
          unparted);
    CHECK(with(minute, [](tables&, ratecard::charge& c) {
              c.conversion = unit_conversion{.factor = 60_dec};
          }) == unparted);
    CHECK(with(minute, [](tables& t, ratecard::charge&) {
              t.charge_prices[3].step.package = quantity{10};
          }) == unparted);
    CHECK(!with(user, [](tables&, ratecard::charge&) {}));
}

TEST_CASE("a gift refers to entities of the catalog, and its value is of the feature's kind") {
    const auto at = [](errc code, std::size_t i) {
        return fault{code, entity::gift, i, "seats", {}};
    };
    CHECK(fault_of([](tables& t) { t.gifts[0].of = nowhere<add_on_id>; }) ==
          fault{catalog_errc::unknown_add_on, entity::gift, 0, {}, {}});
    CHECK(fault_of([](tables& t) { t.gifts[0].raises = nowhere<quota_id>; }) ==
          at(catalog_errc::unknown_quota, 0));
    CHECK(fault_of([](tables& t) { t.gifts[1].gives = nowhere<feature_id>; }) ==
          at(catalog_errc::unknown_feature, 1));
    CHECK(fault_of([](tables& t) { t.gifts[0].raises.reset(); }) ==
          at(catalog_errc::unknown_feature, 0));
    CHECK(fault_of([](tables& t) { t.gifts[1].value = {}; }) ==
          at(catalog_errc::value_of_another_kind, 1));
    CHECK(fault_of([](tables& t) { t.gifts[1].value = feature_value::option(2); }) ==
          at(catalog_errc::value_of_another_kind, 1));
    CHECK(fault_of([](tables& t) { t.gifts[0].value = feature_value::option(1); }) ==
          at(catalog_errc::value_of_another_kind, 0));
}

// SPDX-License-Identifier: MIT
#include <cstdint>
#include <initializer_list>
#include <set>
#include <string>

#include <ratecard/ratecard.hpp>
#include <ratecard/rim/fmt.hpp>

#include "catch.hpp"
#include "examined.hpp"

using namespace ratecard;
using namespace ratecard::literals;

namespace {

const catalog_view chat = tencent_chat::catalog;
constexpr zone utc8 = zone::fixed(hours(8));

instant local(std::int32_t year, std::uint32_t month, std::uint32_t day, std::int32_t hour = 0,
              std::int32_t minute = 0, std::int32_t second = 0) {
    return instant_of(civil(year, month, day), time_of_day{hour, minute, second}, utc8);
}

money cents(std::int64_t n) { return money{n, usd}; }

edition_id edition_named(std::string_view key) { return chat.find_edition(key).value(); }
const version_id current = chat.find_version("2022-12-26").value();
const charge_id users = chat.find_charge("mau").value();

std::string usage(std::int64_t used, std::optional<limit> included = {}) {
    return explain(chat, rate(chat, edition_named("standard"), current,
                              {.charge = users, .used = quantity{used}, .included = included},
                              local(2024, 2, 1))
                             .value());
}

/// A subscription that bought one order.
struct customer {
    order bought;
    attributes fixed{};
    std::vector<feature_purchase> purchases{};

    [[nodiscard]] subscription view() const {
        return {.id = bought.owner,
                .created_at = local(2023, 1, 1),
                .fixed = fixed,
                .orders = {&bought, 1},
                .purchases = purchases};
    }
};

customer three_months() {
    return {{.id = {1},
             .owner = {1},
             .edition = edition_named("standard"),
             .version = current,
             .months = 3,
             .placed_at = local(2023, 12, 31, 15, 30),
             .begins = local(2023, 12, 31, 15, 30),
             .paid_by = {cents(80'000), cents(30'000), cents(5'000), cents(4'700)}}};
}

}  // namespace

TEST_CASE("the text of a change names both sides, their parts and what is left to pay") {
    catalog_view c = chat;
    change_rule rules[] = {
        {.kind = change_kind::with_credit, .divided = presets::prorations::stripe}};
    c.changes = rules;
    const period march{local(2024, 3, 1), local(2024, 4, 1)};
    const running_plan plan{.edition = edition_named("standard"),
                            .version = current,
                            .whole = march,
                            .began = march.begin(),
                            .price = cents(399'00),
                            .paid = cents(399'00)};
    const auto told = [&](std::string_view to) {
        return explain(c, quote_change(c, plan, edition_named(to), change_direction::upgrade,
                                       local(2024, 3, 16, 12))
                              .value());
    };
    CHECK(told("premium") ==
          "standard to premium, with_credit on 2024-03-16 12:00:00\n"
          "    credited of standard: 1/2 of 399.00 USD = 199.50 USD\n"
          "    charged for premium: 1/2 of 699.00 USD = 349.50 USD\n"
          "349.50 - 199.50 = 150.00 USD to pay");
    CHECK(told("developer").ends_with("0.00 - 199.50 = -199.50 USD: 199.50 USD given back"));
    rules[0].divided = presets::prorations::tencent_chat;
    CHECK(told("premium").find("credited of standard: 399.00 USD less 16/31 of it = 193.06 USD") !=
          std::string::npos);
    rules[0].kind = change_kind::at_period_end;
    CHECK(told("premium") ==
          "standard to premium, at_period_end on 2024-04-01 00:00:00\n"
          "    charged for premium: 699.00 USD, all of it\n"
          "699.00 - 0.00 = 699.00 USD to pay");
    rules[0].kind = change_kind::forbidden;
    CHECK(told("premium") == "refused: forbidden");
}

TEST_CASE(
    "money is printed with the decimals of its currency, in groups of three, the sign in front") {
    CHECK(fmt::format("{}", cents(123'450)) == "1,234.50 USD");
    CHECK(fmt::format("{}", cents(0)) == "0.00 USD");
    CHECK(fmt::format("{}", cents(7)) == "0.07 USD");
    CHECK(fmt::format("{}", cents(-7)) == "-0.07 USD");
    CHECK(fmt::format("{}", cents(-123'456'789)) == "-1,234,567.89 USD");
    CHECK(fmt::format("{}", cents(99'999)) == "999.99 USD");
    CHECK(fmt::format("{}", cents(100'000)) == "1,000.00 USD");
    CHECK(fmt::format("{}", money{1'234'567, jpy}) == "1,234,567 JPY");
    CHECK(fmt::format("{}", money{5, jpy}) == "5 JPY");
    CHECK(fmt::format("{}", money{1'234'567, kwd}) == "1,234.567 KWD");
    CHECK(fmt::format("{}", money{1, clf}) == "0.0001 CLF");
    CHECK(fmt::format("{}", money{INT64_MAX, usd}) == "92,233,720,368,547,758.07 USD");
    CHECK(fmt::format("{}", money{-INT64_MAX, usd}) == "-92,233,720,368,547,758.07 USD");
    CHECK(fmt::format("{}", money{}) == "0 XXX");
}

TEST_CASE("width, alignment and fill work as for text") {
    CHECK(fmt::format("[{:>14}]", cents(123'450)) == "[  1,234.50 USD]");
    CHECK(fmt::format("[{:<14}]", cents(123'450)) == "[1,234.50 USD  ]");
    CHECK(fmt::format("[{:.^11}]", quantity{12'500}) == "[..12,500...]");
    CHECK(fmt::format("[{:10}]", state::active) == "[active    ]");
    CHECK(fmt::format("[{:{}}]", core_errc::overflow, 10) == "[overflow  ]");
}

TEST_CASE("a price is printed as in a price list") {
    CHECK(fmt::format("{}", 0.015_dec) == "0.015");
    CHECK(fmt::format("{}", 399_dec) == "399");
    CHECK(fmt::format("{}", 0.20_dec) == "0.2");
    CHECK(fmt::format("{}", 1234567.5_dec) == "1234567.5");
    CHECK(fmt::format("{}", decimal{}) == "0");
    CHECK(fmt::format("{}", decimal::from("-0.5").value()) == "-0.5");
    for (const char* text :
         {"0", "7", "-7", "0.000000000000000001", "9223372036854775807", "-12.34", "1000000"})
        CHECK(to_string(decimal::from(text).value()) == text);
}

TEST_CASE("an amount before rounding shows every digit") {
    CHECK(to_string(exact::product(0.015_dec, quantity{3}, usd)) == "0.045 USD");
    CHECK(to_string(exact::product(0.015_dec, quantity{2}, usd)) == "0.03 USD");
    CHECK(to_string(exact::product(0.015_dec, quantity{1'000'000}, usd)) == "15,000.00 USD");
    CHECK(to_string(exact::product(399_dec, quantity{1}, jpy)) == "399 JPY");
    CHECK(to_string(-exact::product(0.015_dec, quantity{1}, usd)) == "-0.015 USD");
    CHECK(to_string(exact{cents(0)}) == "0.00 USD");
    // 92,233,720,368,547,758.07 x 10^15: wider than 64 bits.
    CHECK(to_string(exact::product(decimal::from(INT64_MAX, 2).value(),
                                   quantity{quantity::max_count}, usd)) ==
          "92,233,720,368,547,758,070,000,000,000,000.00 USD");
}

TEST_CASE("counts, limits and ratios are printed as numbers") {
    CHECK(fmt::format("{}", quantity{}) == "0");
    CHECK(fmt::format("{}", quantity{999}) == "999");
    CHECK(fmt::format("{}", quantity{12'500}) == "12,500");
    CHECK(fmt::format("{}", quantity{quantity::max_count}) == "1,000,000,000,000,000");
    CHECK(fmt::format("{}", limit::finite(10'000)) == "10,000");
    CHECK(fmt::format("{}", limit::unlimited()) == "unlimited");
    CHECK(fmt::format("{}", hard(100)) == "100");
    CHECK(fmt::format("{}", soft(10'000)) == "10,000 (soft)");
    CHECK(fmt::format("{}", no_limit) == "unlimited");
    CHECK(fmt::format("{}", ratio{10, 31}) == "10/31");
    CHECK(fmt::format("{}", ratio{2, 4}) == "2/4");
}

TEST_CASE("names, currencies and versions are printed as they are written") {
    CHECK(fmt::format("{}", name{"standard"}) == "standard");
    CHECK(fmt::format("{}", name{}) == "");
    CHECK(fmt::format("{}", usd) == "USD");
    CHECK(fmt::format("{}", version_number{"5.8.1668"}) == "5.8.1668");
    CHECK(fmt::format("{}", version_number{"2"}) == "2.0.0");
    CHECK(fmt::format("{}", version_number{"2097151.2097151.2097151"}) ==
          "2097151.2097151.2097151");
}

TEST_CASE("dates are written year first, with all their digits") {
    CHECK(fmt::format("{}", civil_date{2024, 2, 29}) == "2024-02-29");
    CHECK(fmt::format("{}", civil_date{7, 1, 2}) == "0007-01-02");
    CHECK(fmt::format("{}", civil(2024, 2, 29)) == "2024-02-29");
    CHECK(fmt::format("{}", civil_month{2024, 2}) == "2024-02");
}

TEST_CASE("an instant is printed as the local time of a zone") {
    const instant t = local(2024, 2, 29, 23, 59, 59);
    CHECK(local_time(t, utc8) == "2024-02-29 23:59:59");
    CHECK(local_time(t, utc) == "2024-02-29 15:59:59");
    CHECK(local_time(t + seconds(1), utc8) == "2024-03-01 00:00:00");
    CHECK(local_time(instant{-1}, utc) == "1969-12-31 23:59:59");
    CHECK(local_time(instant::never(), utc8) == "never");
}

TEST_CASE("an enumerator is printed by its own name") {
    CHECK(fmt::format("{}", account_errc::payment_mismatch) == "payment_mismatch");
    CHECK(fmt::format("{}", reason::not_in_edition) == "not_in_edition");
    CHECK(fmt::format("{}", state::reclaimed) == "reclaimed");
    CHECK(fmt::format("{}", suspension_cause::arrears) == "arrears");
    CHECK(fmt::format("{}", refund_refusal::promotional) == "promotional");
    CHECK(fmt::format("{}", purchase_kind::upgrade) == "upgrade");
    CHECK(fmt::format("{}", purchase_refusal::refund_first) == "refund_first");
    CHECK(fmt::format("{}", renewal_refusal::balance_too_small) == "balance_too_small");
    CHECK(fmt::format("{}", trial_refusal::already_used) == "already_used");
    CHECK(fmt::format("{}", quota_answer::limit_reached) == "limit_reached");
    CHECK(fmt::format("{}", quota_answer::admitted_in_part) == "admitted_in_part");
    CHECK(fmt::format("{}", taking::as_much_as_fits) == "as_much_as_fits");
    CHECK(fmt::format("{}", commit_answer::committed_before) == "committed_before");
    CHECK(fmt::format("{}", settle_answer::more_than_leased) == "more_than_leased");
    CHECK(fmt::format("{}", rate_answer::too_soon) == "too_soon");
    CHECK(fmt::format("{}", above_policy::grace_until) == "grace_until");
    CHECK(fmt::format("{}", standing::above_billed) == "above_billed");
    CHECK(fmt::format("{}", audit_verdict::limit_passed) == "limit_passed");
    CHECK(fmt::format("{}", with_grace(soft(100), 10)) == "100 + 10 % (soft)");
    CHECK(fmt::format("{}", grant_kind::promotional) == "promotional");
    CHECK(fmt::format("{}", burn_extent::as_much_as_is_left) == "as_much_as_is_left");
    CHECK(fmt::format("{}", overage_at_reset::carried) == "carried");
    CHECK(fmt::format("{}", availability::on_application) == "on_application");
    CHECK(fmt::format("{}", rounding::half_to_even) == "half_to_even");
    CHECK(fmt::format("{}", change_kind::with_credit) == "with_credit");
    CHECK(fmt::format("{}", entity::feature) == "feature");
    STATIC_REQUIRE(identifier(money_errc::malformed_number) == "malformed_number");
}

TEST_CASE("the reason of an attribute has the name that the catalog gives it") {
    const reason too_old = refused_by(chat.find_attribute("sdk").value());
    CHECK(to_string(chat, too_old) == "sdk_too_old");
    CHECK(to_string(chat, reason::trial_over) == "trial_over");
    CHECK(to_string(too_old) == "refused_by_attribute_2");
    // An attribute that this catalog does not have.
    CHECK(to_string(chat, refused_by({15})) == "refused_by_attribute_15");
}

TEST_CASE("a state names its cause, a fault its row, a contradiction its fact") {
    CHECK(fmt::format("{}", status{state::active, {}}) == "active");
    CHECK(fmt::format("{}", status{state::suspended, suspension_cause::arrears}) ==
          "suspended (arrears)");
    CHECK(fmt::format("{}", fault{catalog_errc::duplicate_name, entity::feature, 3, "push", {}}) ==
          "duplicate_name: feature 'push', row 3");
    CHECK(fmt::format("{}", fault{catalog_errc::quota_without_limit_in_an_edition, entity::quota, 1,
                                  "friends", "premium"}) ==
          "quota_without_limit_in_an_edition: quota 'friends', row 1, in edition 'premium'");
    CHECK(fmt::format("{}", fault{catalog_errc::empty_catalog, entity::offering, 0, {}, {}}) ==
          "empty_catalog: offering, row 0");
    CHECK(fmt::format("{}", contradiction{account_errc::payment_mismatch, fact::order, 2}) ==
          "payment_mismatch: order[2]");
    CHECK(fmt::format("{}", contradiction{catalog_errc::no_version_in_force, fact::subscription,
                                          0}) == "no_version_in_force: subscription");
}

TEST_CASE("the text of a charge names what was used, included, charged and rounded") {
    CHECK(usage(12'500) == "2,500 MAU over 10,000 included x 0.015 USD = 37.50 USD");
    CHECK(usage(7'412) == "7,412 MAU, within 10,000 included");
    CHECK(usage(10'000) == "10,000 MAU, within 10,000 included");
    CHECK(usage(0) == "0 MAU, within 10,000 included");
    CHECK(usage(10'003) ==
          "3 MAU over 10,000 included x 0.015 USD = 0.045 USD, rounded half_away_from_zero to "
          "0.05 USD");
    CHECK(usage(31, limit{}) ==
          "31 MAU x 0.015 USD = 0.465 USD, rounded half_away_from_zero to "
          "0.47 USD");
    CHECK(usage(0, limit{}) == "0 MAU");
    CHECK(usage(12'500, limit::unlimited()) == "12,500 MAU, all included");
}

TEST_CASE("the text of a charge in a promotion says until when it is free") {
    const auto explained = [](const catalog_view& c) {
        return explain(
            c, rate(c, edition_named("standard"), current,
                    {.charge = c.find_charge("concurrent_users").value(), .used = quantity{31}},
                    local(2024, 1, 1))
                   .value());
    };
    CHECK(explained(chat) == "31 concurrent users, free by a promotion");
    const auto ending = tencent_chat::tables::with_promotion_until(local(2024, 2, 1));
    CHECK(explained(ending) == "31 concurrent users, free until 2024-02-01 00:00:00");
    const auto over = tencent_chat::tables::with_promotion_until(local(2024, 1, 1));
    CHECK(explained(over) == "31 concurrent users x 0.2 USD = 6.20 USD");
}

TEST_CASE("the text of a charge shows each step of the price that was used") {
    catalog_builder b{{.product = "storage", .unit = usd}};
    b.add(edition{"free"}).add(edition{"paid"});
    b.add(price_version{"first", instant{}, {}});
    b.add(charge{.key = "storage", .unit = "GB"});
    b.price("first", "paid", 10_dec);
    b.price("first", "paid", "storage", {.up_to = limit::finite(500), .unit_price = 0.02_dec});
    b.price("first", "paid", "storage",
            {.up_to = limit::finite(1'000), .unit_price = 0.015_dec, .flat = 5_dec});
    b.price("first", "paid", "storage", {.unit_price = 0.01_dec});
    b.change("", "", change_kind::forbidden);
    const auto built = b.build();
    REQUIRE(built);
    const catalog_view c = *built;
    const auto explained = [&](std::int64_t used) {
        return explain(
            c, rate(c, {1}, {0}, {.charge = {}, .used = quantity{used}}, instant{}).value());
    };
    CHECK(explained(500) == "500 GB: 500 x 0.02 = 10.00 USD");
    CHECK(explained(700) == "700 GB: 500 x 0.02 + 200 x 0.015 + 5 once = 18.00 USD");
    CHECK(explained(1'200) ==
          "1,200 GB: 500 x 0.02 + 500 x 0.015 + 5 once + 200 x 0.01 = 24.50 USD");
    CHECK(explained(0) == "0 GB");
}

TEST_CASE("the text of a charge shows packages, parts of a unit, and what is not billed") {
    using namespace literals;
    const auto explained = [](const pricing& how, std::initializer_list<tier> steps,
                              std::int64_t used) {
        catalog_builder b{offering{.product = "Store", .unit = usd}};
        b.add(edition{"free"}).add(edition{"pro"});
        b.add(price_version{.key = "2024"});
        b.add(charge{.key = "storage", .unit = "GB", .pricing = how});
        for (const tier& step : steps) b.price("2024", "pro", "storage", step);
        const auto made = b.change("", "", change_kind::forbidden).build().value();
        const auto line = rate(made, {1}, {0}, {.charge = {}, .used = quantity{used}}, instant{});
        return explain(made, line.value());
    };
    const pricing tenths{.beyond = beyond_tiers::unbilled, .scale = 1};
    CHECK(explained(tenths, {{limit::finite(1'000), 0.5_dec, {}, {}}}, 1'255) ==
          "125.5 GB: 100 x 0.5, 25.5 not billed = 50.00 USD");
    CHECK(explained(tenths, {{.unit_price = 0.02_dec}}, 12'345) ==
          "1,234.5 GB x 0.02 USD = 24.69 USD");
    CHECK(explained(tenths, {{.unit_price = 15_dec, .package = quantity{100}}}, 121) ==
          "12.1 GB: 2 x 15 per 10 = 30.00 USD");
    CHECK(explained({.tiers = tiering::stairstep, .flat_when_unused = true}, {{.flat = 7_dec}},
                    0) == "0 GB: 7 once = 7.00 USD");
}

TEST_CASE("a percentage prints its formula and its own unit") {
    using namespace literals;
    const auto shop_in = [](currency unit, const percentage& price, const char* name_of_one) {
        catalog_builder b{offering{.product = "Shop", .unit = unit}};
        b.add(edition{"free"}).add(edition{"sold"}).add(price_version{"2024", instant{}, {}});
        charge payouts{.key = "payouts"};
        if (name_of_one[0] != 0) payouts.unit = name::from(name_of_one).value();
        b.add(payouts).price_by("2024", "sold", "payouts", price);
        return b.change("", "", change_kind::forbidden).build().value();
    };
    const auto line_of = [](const catalog_view& c, const metered& m) {
        return rate(c, {1}, {0}, m, instant{}).value();
    };
    constexpr percentage price{.rate = 0.029_dec, .per_event = 0.3_dec};
    const auto usd_shop = shop_in(usd, price, "payouts");
    const std::array two{quantity{100'00}, quantity{33'33}};
    const metered reading{.charge = {}, .each = two};
    CHECK(explain(usd_shop, line_of(usd_shop, reading)) ==
          "2 payouts of 133.33 USD: 133.33 x 0.029 + 2 x 0.3 = 4.46657 USD, rounded "
          "half_away_from_zero to 4.47 USD");
    CHECK(explain(usd_shop, line_of(usd_shop, {.charge = {}})) == "0 payouts of 0.00 USD");
    CHECK(
        explain(usd_shop, explanation_of(usd_shop, line_of(usd_shop, reading), reading).value()) ==
        R"(payouts in 2024: 2 payouts of 133.33 USD, 133.33 USD charged by rate
    step 1   133.33 USD x 0.029 = 3.86657 USD
    step 2      2 payouts x 0.3 = 0.60000 USD
    sum 4.46657 USD, rounded half_away_from_zero to 4.47 USD)");
    // Yen have no decimals; the least, the most and what is free are named, too.
    constexpr percentage bounded{
        .rate = 0.036_dec, .free_events = quantity{1}, .least = 100_dec, .most = 500_dec};
    const auto jpy_shop = shop_in(jpy, bounded, "");
    const std::array four{quantity{7'000}, quantity{5'000}, quantity{10}, quantity{90'000}};
    const metered in_yen{.charge = {}, .each = four};
    CHECK(explain(jpy_shop, line_of(jpy_shop, in_yen)) ==
          "4 transactions of 102,010 JPY: 5,000 x 0.036 + 1 x 100 + 1 x 500 = 780 JPY");
    const metered free{.charge = {}, .each = std::span{four}.first(1)};
    CHECK(explain(jpy_shop, line_of(jpy_shop, free)) == "1 transactions of 7,000 JPY, free");
}

TEST_CASE("capacities and matrices are printed without the steps that they do not have") {
    using namespace literals;
    catalog_builder b{offering{.product = "Shop", .unit = usd}};
    b.add(attribute{.key = "size", .kind = attribute_kind::count});
    b.add(edition{"free"}).add(edition{"sold"}).add(price_version{"2024", instant{}, {}});
    b.add(charge{.key = "members", .pricing = {.flat_when_unused = true}});
    b.add(charge{.key = "machines", .unit = "hours", .dimensions = {{attribute_id{0}}, 1}});
    b.price_by("2024", "sold", "members",
               capacity_tier<max_capacity_units>{{limit::unlimited()}, 29_dec});
    b.price_by("2024", "sold", "machines", matrix_row{{}, 0.5_dec});
    const auto shop = b.change("", "", change_kind::forbidden).build().value();
    const std::array members{quantity{3}};
    const std::array hours{used_with{{}, quantity{12}}};
    const auto explained = [&](const metered& m) {
        return explain(shop, rate(shop, {1}, {0}, m, instant{}).value());
    };
    CHECK(explained({.charge = {0}, .each = members}) == "the price of one capacity = 29.00 USD");
    CHECK(explained({.charge = {1}, .included = limit::finite(2), .with = hours}) ==
          "10 hours over 2 included, each by its attributes = 5.00 USD");
}

TEST_CASE("an explanation is a table of steps, and a change of an amount is a table of causes") {
    using namespace literals;
    catalog_builder b{
        offering{.product = "Store", .unit = usd, .rating = {.mode = rounding::half_to_even}}};
    b.add(edition{"free"}).add(edition{"pro"}).add(price_version{.key = "2024"});
    b.add(quota{.key = "storage"}, {hard(0), soft(2)});
    b.add(charge{.key = "storage",
                 .unit = "GB",
                 .included = quota_id{0},
                 .pricing = {.beyond = beyond_tiers::unbilled}});
    b.price("2024", "pro", "storage", {limit::finite(10), 1_dec, 5_dec, {}});
    b.price("2024", "pro", "storage", {limit::finite(20), 0.125_dec, {}, {}});
    b.price("2024", "pro", "storage", {limit::finite(30), 2_dec, {}, quantity{4}});
    const auto c = b.change("", "", change_kind::forbidden).build().value();
    const auto of = [&](std::int64_t used) {
        const metered reading{.charge = {}, .used = quantity{used}};
        return explanation_of(c, rate(c, {1}, {0}, reading, instant{}).value()).value();
    };
    CHECK(explain(c, of(15)) ==
          "storage in 2024: 13 GB charged of 15, 2 included\n"
          "    step 1      10 GB x 1 = 10.000 USD\n"
          "    step 1         5 once =  5.000 USD\n"
          "    step 2   3 GB x 0.125 =  0.375 USD\n"
          "    sum 15.375 USD, rounded half_to_even to 15.38 USD");
    CHECK(explain(c, of(40)) ==
          "storage in 2024: 38 GB charged of 40, 2 included, 8 not billed\n"
          "    step 1        10 GB x 1 = 10.00 USD\n"
          "    step 1           5 once =  5.00 USD\n"
          "    step 2    10 GB x 0.125 =  1.25 USD\n"
          "    step 3   3 packages x 2 =  6.00 USD\n"
          "    sum 22.25 USD");
    CHECK(explain(c, of(1)) == "storage in 2024: 0 GB charged of 1, 2 included\n    sum 0.00 USD");
    CHECK(explain(diff(of(11), of(15)).value()) ==
          "+1.38 USD\n"
          "    +1.000 USD  step 1, by_unit: 10.00 USD, was 9.00 USD\n"
          "    +0.375 USD  step 2, by_unit: 0.375 USD, was 0.00 USD\n"
          "    +0.005 USD  by rounding");
    CHECK(explain(diff(of(15), of(15)).value()) == "+0.00 USD");
}

TEST_CASE("the text of a condition says what it requires") {
    const auto conditions = [](std::string_view feature) {
        const feature_id f = chat.find_feature(feature).value();
        const condition_table all = chat.condition_rows();
        std::set<std::string> text;
        for (const condition* c = all.begin_of(f); c != all.end_of(f); ++c)
            text.insert(explain(chat, *c));
        return text;
    };
    CHECK(conditions("local_search") == std::set<std::string>{"platform: android, ios"});
    CHECK(conditions("community") ==
          std::set<std::string>{"data_center: not korea, germany",
                                "sdk: 5.8.1668 or later on android, ios, windows",
                                "sdk: 2.17.0 or later on web"});
    CHECK(conditions("read_receipts") ==
          std::set<std::string>{"platform: android, ios, windows", "sdk: 6.1.2155 or later",
                                "group_type: Work, Public, Meeting", "group_size: at most 200"});
    CHECK(explain(chat, {.attribute = chat.find_attribute("group_size").value(),
                         .test = test::at_least,
                         .bound = 1'500}) == "group_size: at least 1,500");
}

TEST_CASE("the text of an order shows its list price and how it was paid") {
    customer c = three_months();
    CHECK(explain(chat, c.bought) ==
          "3 x 399.00 = 1,197.00 USD: 800.00 cash + 300.00 credit + "
          "50.00 voucher + 47.00 discount");
    c.bought.paid_by = {cents(0), cents(119'700), cents(0), cents(0)};
    CHECK(explain(chat, c.bought) == "3 x 399.00 = 1,197.00 USD: 1,197.00 credit");
    // Sold by a book whose prices are not known.
    c.bought.version = chat.find_version("original").value();
    CHECK(explain(chat, c.bought) == "3 months: 1,197.00 credit");
    c.bought.months = 1;
    c.bought.paid_by = {cents(0), cents(0), cents(0), cents(0)};
    CHECK(explain(chat, c.bought) == "1 month: nothing paid");
}

TEST_CASE("a list price is explained by months, seats and the price of its term") {
    catalog_builder b{{.product = "Boards", .unit = usd, .terms = {1, 24}}};
    b.add(edition{"free"}).add(edition{"team"}).add(price_version{.key = "2024"});
    b.change("", "", change_kind::forbidden);
    b.price("2024", "team", plan_price{.amount = 30_dec, .seats = seat_terms{quantity{3}}});
    b.price_term("2024", "team", {.months = 12, .percentage_off = 20_dec});
    b.price_term("2024", "team", {.months = 24, .amount = 555.5_dec});
    const auto built = b.build().value();
    const auto explained = [&](std::int32_t months, std::int64_t seats) {
        return explain_list_price(built, {1}, {0}, months, quantity{seats});
    };
    CHECK(explained(1, 5) == "1 x 5 seats x 30.00 = 150.00 USD");
    CHECK(explained(1, 2) == "1 x 3 seats (the least) x 30.00 = 90.00 USD");
    CHECK(explained(12, 5) == "12 x 5 seats x 30.00, less 20 % = 1,440.00 USD");
    CHECK(explained(24, 5) == "5 seats x 555.50 for 24 months = 2,777.50 USD");
    CHECK(explained(1, 0) == "");
    CHECK(explain_list_price(built, {0}, {0}, 1) == "");
}

TEST_CASE("the text of a refund shows how its amount was computed, line by line") {
    const customer c = three_months();
    const auto explained = [&](instant at) {
        return explain(chat, refund(ratecard_test::examined(chat, c.view()), at).value());
    };
    // 1,100.00 really paid, over three months: 366.67, 366.67, 366.66.
    CHECK(explained(local(2024, 2, 10, 15, 30)) ==
          "1 month over, consumed: 366.67 USD\n"
          "paid for the month 2024-01-31 15:30:00 to 2024-02-29 15:30:00: 366.67 USD\n"
          "paid for 1 month to come: 366.66 USD\n"
          "used 399.00 USD x 10/29 days = 137.59 USD\n"
          "366.67 + 366.66 - 137.59 = 595.74 USD given back\n"
          "433.27 cash + 162.47 credit, as 800.00 cash and 300.00 credit were paid");
    // The last second of the last month: all of it is used, at list price.
    CHECK(explained(local(2024, 3, 31, 15, 29, 59)) ==
          "2 months over, consumed: 733.34 USD\n"
          "paid for the month 2024-02-29 15:30:00 to 2024-03-31 15:30:00: 366.66 USD\n"
          "used 399.00 USD x 31/31 days = 399.00 USD\n"
          "366.66 - 399.00 is below zero: 0.00 USD given back\n"
          "0.00 cash + 0.00 credit, as 800.00 cash and 300.00 credit were paid");
    CHECK(explained(local(2024, 3, 31, 15, 30)) == "refused: after_last_end");
}

TEST_CASE("the text of a refund says if no month has begun, and if all was paid in one form") {
    customer c = three_months();
    c.bought.begins = local(2024, 1, 5);
    c.bought.paid_by = {cents(119'700), cents(0), cents(0), cents(0)};
    CHECK(
        explain(chat, refund(ratecard_test::examined(chat, c.view()), local(2024, 1, 1)).value()) ==
        "paid for 3 months to come: 1,197.00 USD\n"
        "nothing is used, for no month has begun\n"
        "1,197.00 = 1,197.00 USD given back\n"
        "1,197.00 cash, as all of it was paid");
    c.bought.paid_by = {cents(0), cents(119'700), cents(0), cents(0)};
    CHECK(
        explain(chat, refund(ratecard_test::examined(chat, c.view()), local(2024, 1, 1)).value()) ==
        "paid for 3 months to come: 1,197.00 USD\n"
        "nothing is used, for no month has begun\n"
        "1,197.00 = 1,197.00 USD given back\n"
        "1,197.00 credit, as all of it was paid");
}

TEST_CASE("the text of a refund shows what its policy changes") {
    customer c = three_months();
    offering o = *chat.offering;
    catalog_view selling = chat;
    selling.offering = &o;
    const auto explained = [&](instant at) {
        return explain(selling, refund(ratecard_test::examined(selling, c.view()), at).value());
    };
    o.refunds = presets::refunds::stripe;
    o.refunds.vouchers = voucher_rule::returned_as_voucher;
    o.refunds.split = refund_split::credit_first;
    c.bought.paid_by = {cents(80'000), cents(30'000), cents(9'700), cents(0)};
    CHECK(explained(local(2023, 12, 31, 15, 30)) ==
          "paid for the month 2023-12-31 15:30:00 to 2024-01-31 15:30:00: 399.00 USD\n"
          "paid for 2 months to come: 798.00 USD\n"
          "used 399.00 USD x 0/2678400 seconds = 0.00 USD\n"
          "399.00 + 798.00 - 0.00 = 1,197.00 USD given back\n"
          "800.00 cash + 300.00 credit + 97.00 as a voucher");
    o.refunds = presets::refunds::tencent_cloud;
    o.refunds.floor = refund_floor::customer_owes;
    c.bought.paid_by = {cents(10'000), cents(0), cents(0), cents(109'700)};
    CHECK(explained(local(2024, 1, 5, 15, 30)) ==
          "paid for the order 2023-12-31 15:30:00 to 2024-03-31 15:30:00: 100.00 USD\n"
          "in full, whatever was used\n"
          "100.00 = 100.00 USD given back\n"
          "100.00 cash, as all of it was paid");
    CHECK(explained(local(2024, 1, 10, 15, 30)) ==
          "paid for the order 2023-12-31 15:30:00 to 2024-03-31 15:30:00: 100.00 USD\n"
          "used 1,197.00 USD x 10/91 days = 131.54 USD\n"
          "100.00 - 131.54 is below zero: 0.00 USD given back\n"
          "31.54 USD is owed\n"
          "0.00 cash, as all of it was paid");
}

TEST_CASE("the text of a purchase shows how its price was computed, line by line") {
    customer c = three_months();
    c.purchases.push_back({.feature = chat.find_feature("community").value(),
                           .begins = local(2024, 1, 1),
                           .cash = cents(4'500),
                           .credit = cents(500)});
    const auto explained = [&](std::string_view edition, std::int32_t months, instant at) {
        return explain(chat, quote_purchase(ratecard_test::examined(chat, c.view()),
                                            edition_named(edition), months, at)
                                 .value());
    };
    const instant at = local(2024, 2, 10, 15, 30);
    CHECK(explained("premium", 2, at) ==
          "upgrade: premium for 2 months, 2024-02-10 15:30:00 to 2024-04-10 15:30:00\n"
          "2 x 699.00 = 1,398.00 USD\n"
          "less what is unused of the plan:\n"
          "    1 month over, consumed: 366.67 USD\n"
          "    paid for the month 2024-01-31 15:30:00 to 2024-02-29 15:30:00: 366.67 USD\n"
          "    paid for 1 month to come: 366.66 USD\n"
          "    used 399.00 USD x 10/29 days = 137.59 USD\n"
          "    366.67 + 366.66 - 137.59 = 595.74 USD credited\n"
          "less what was paid for features that premium includes: 50.00 USD\n"
          "1,398.00 - 595.74 - 50.00 = 752.26 USD to pay");
    CHECK(explained("standard", 1, at) ==
          "renew: standard for 1 month, 2024-03-31 15:30:00 to 2024-04-30 15:30:00\n"
          "1 x 399.00 = 399.00 USD to pay");
    CHECK(explained("standard", 25, at) == "refused: term_not_on_sale");
    c.bought.promotional = true;
    CHECK(explained("premium", 1, at) == "refused: plan_not_refundable (promotional)");
}

TEST_CASE("the text of an upgrade that costs less than its credit says what is given back") {
    customer c = three_months();
    c.bought.months = 24;
    c.bought.paid_by = {cents(957'600), cents(0), cents(0), cents(0)};
    const std::string text =
        explain(chat, quote_purchase(ratecard_test::examined(chat, c.view()),
                                     edition_named("premium"), 1, c.bought.begins)
                          .value());
    CHECK(text.find("699.00 - 9,576.00 = -8,877.00 USD: 8,877.00 USD given back") !=
          std::string::npos);
}

TEST_CASE("the text of a period shows its charges, its lines and their adjustments") {
    catalog_builder b{offering{.product = "Shop", .unit = usd, .rating = presets::lago}};
    b.add(edition{"free"}).add(edition{"sold"}).add(price_version{"2024", instant{}, {}});
    b.add(charge{.key = "calls", .unit = "calls"});
    b.add(charge{.key = "seats", .unit = "seats", .kind = charge_kind::recurring});
    b.price("2024", "sold", "calls", {.unit_price = 0.015_dec});
    b.price("2024", "sold", "seats", {.unit_price = 12_dec});
    b.adjust("2024", "sold", "calls", {.percentage_off = 10_dec});
    b.adjust("2024", "sold", "seats", {.commitment = commitment{10_dec, 1.5_dec, true}});
    b.adjust("2024", "sold", "", {.minimum = 30_dec});
    const auto shop = b.change("", "", change_kind::forbidden).build().value();
    const std::array usage{metered{charge_id{0}, quantity{1'001}, {}}};
    const period_facts facts{
        .edition = edition_id{1},
        .version = version_id{0},
        .usage = usage,
        .agreed = {.amount_off = money{3'00, usd}, .credits = money{1'00, usd}}};
    CHECK(explain(shop, explain_period(shop, facts).value()) ==
          R"(calls in 2024: 1,001 calls charged of 1,001
    step 1   1,001 calls x 0.015 = 15.015 USD
    sum 15.015 USD, rounded half_away_from_zero to 15.02 USD
seats in 2024: 1 seats charged of 1
    step 1   1 seats x 12 = 12.00 USD
    sum 12.00 USD
    committed to 10: 10.00 USD within it, 2.00 USD above it times 1.5
line 1, usage of calls: 15.02 USD
    -1.50 USD  percentage_discount of calls: 10/100 of 15.02 USD
    -1.35 USD  amount_discount of all charges: 1352/3000 of 3.00 USD
    -1.00 USD  credits of all charges: 1.00 USD of credits
line 2, usage of seats: 10.00 USD
    -1.00 USD  amount_discount of all charges: 1000/3000 of 3.00 USD
line 3, overage of seats: 3.00 USD
    -0.30 USD  amount_discount of all charges: 300/3000 of 3.00 USD
line 4, minimum of all charges: 3.48 USD
    +3.48 USD  minimum of all charges: 30.00 USD at least, of 26.52
    -0.35 USD  amount_discount of all charges: 348/3000 of 3.00 USD
net 27.00 USD, due 26.00 USD)");
    const std::array more{metered{charge_id{0}, quantity{2'000}, {}}};
    period_facts later = facts;
    later.usage = more;
    later.agreed = {.maximum = money{40'00, usd}};
    const auto before = rate_period(shop, facts).value(), after = rate_period(shop, later).value();
    const auto lines = [](const auto& p) {
        return std::span<const bill_line>{p.lines.data(), p.lines.size()};
    };
    CHECK(explain(shop, diff(lines(before), lines(after), usd).value()) ==
          R"(+14.00 USD
    +14.98 USD  usage of calls: 30.00 USD, was 15.02 USD
     -1.50 USD  percentage_off of calls: -3.00 USD, was -1.50 USD
     +1.35 USD  amount_off of calls: 0.00 USD, was -1.35 USD
     +1.00 USD  credited of calls: 0.00 USD, was -1.00 USD
     +1.30 USD  amount_off of seats: 0.00 USD, was -1.30 USD
     -3.48 USD  minimum of all charges: 0.00 USD, was 3.48 USD
     +0.35 USD  amount_off of all charges: 0.00 USD, was -0.35 USD)");
}

TEST_CASE("the text of a maximum shows the sum of all lines") {
    catalog_builder b{offering{.product = "Shop", .unit = usd, .rating = presets::open_meter}};
    b.add(edition{"free"}).add(edition{"sold"}).add(price_version{"2024", instant{}, {}});
    b.add(charge{.key = "seats", .unit = "seats", .kind = charge_kind::recurring});
    b.price("2024", "sold", "seats", {.unit_price = 12_dec});
    const auto shop = b.change("", "", change_kind::forbidden).build().value();
    const auto e = explain_period(shop, {.edition = edition_id{1},
                                         .version = version_id{0},
                                         .agreed = {.maximum = money{10'00, usd}}});
    CHECK(explain(shop, e.value()) ==
          R"(seats in 2024: 1 seats charged of 1
    step 1   1 seats x 12 = 12.00 USD
    sum 12.00 USD
line 1, usage of seats: 12.00 USD
    -2.00 USD  maximum of all charges: 10.00 USD at most, of 12.00
due 10.00 USD)");
}

// SPDX-License-Identifier: MIT
#include <array>
#include <cstdint>
#include <set>
#include <vector>

#include <ratecard/catalog/builder.hpp>
#include <ratecard/catalog/content_hash.hpp>
#include <ratecard/reference/tencent_chat.hpp>

#include "catch.hpp"
#include "rebuilt_catalog.hpp"

using namespace ratecard;
using namespace ratecard::literals;

namespace {

constexpr version_id first{0}, second{1};

/// The tables of a view, with a row of each kind in both versions.
struct tables {
    ratecard::offering offering{.product = "shop", .unit = usd, .rating = presets::stripe};
    std::vector<edition> editions{{"free"}, {"sold"}};
    std::vector<quota> quotas{{.key = "calls"}, {.key = "other"}};
    std::vector<quota_limit> limits{hard(1), soft(10), hard(2), hard(3)};
    std::vector<attribute> attributes{{.key = "region"}, {.key = "size"}};
    std::vector<price_version> versions{{.key = "a"}, {.key = "b", .effective_from = instant{9}}};
    std::vector<plan_price> plans{{first, {1}, 10_dec, {}}, {second, {1}, 12_dec, {}}};
    std::vector<term_price> terms{{first, {1}, 6, 54_dec, {}, {}}, {second, {1}, 6, {}, 9_dec, {}}};
    std::vector<charge> charges{{.key = "calls", .included = quota_id{0}},
                                {.key = "payments"},
                                {.key = "members"},
                                {.key = "machines", .dimensions = {{attribute_id{0}}, 1}}};
    std::vector<charge_price> steps{{first, {1}, {0}, {.unit_price = 1_dec}, {}},
                                    {second, {1}, {0}, {.unit_price = 2_dec}, {}}};
    std::vector<percentage_price> percentages{{first, {1}, {1}, {.rate = 0.1_dec}, {}}};
    std::vector<capacity_price> capacities{{first, {1}, {2}, {{limit::unlimited()}, 5_dec}, {}}};
    std::vector<matrix_price> matrices{{first, {1}, {3}, {{}, 7_dec}, {}}};
    std::vector<add_on> sold{{"rooms"}, {"calls", charge_id{2}}};
    std::vector<add_on_gift> gifts{{.of = {1}, .raises = quota_id{0}, .per_unit = quantity{5}},
                                   {.of = {0}, .raises = quota_id{1}, .per_unit = quantity{5}}};
    std::vector<price_adjustment> adjusted{{.version = first, .edition = {1}, .minimum = 3_dec}};

    [[nodiscard]] catalog_view view() const {
        return {.offering = &offering,
                .editions = editions,
                .quotas = quotas,
                .quota_table = limits,
                .attributes = attributes,
                .versions = versions,
                .plan_prices = plans,
                .term_prices = terms,
                .charges = charges,
                .charge_prices = steps,
                .percentage_prices = percentages,
                .capacity_prices = capacities,
                .matrix_prices = matrices,
                .price_adjustments = adjusted,
                .add_ons = sold,
                .gifts = gifts};
    }
};
std::uint64_t of(const tables& t, version_id v = first) { return content_hash(t.view(), v); }

}  // namespace

TEST_CASE("the content hash of the reference catalog's current version has not changed") {
    constexpr catalog_view chat = tencent_chat::catalog;
    constexpr version_id current = chat.find_version("2022-12-26").value();
    STATIC_REQUIRE(content_hash(chat, current) == 13847788324470896268u);
    CHECK(content_hash(ratecard_test::rebuilt(chat), current) == content_hash(chat, current));
}

TEST_CASE("any change in a version changes its content hash, and no other version's") {
    using change = void (*)(tables&);
    const change of_first[] = {
        [](tables& t) { t.plans[0].amount = 11_dec; },
        [](tables& t) { t.plans[0].unit = eur; },
        [](tables& t) { t.plans[0].edition = {0}; },
        [](tables& t) { t.plans.erase(t.plans.begin()); },
        [](tables& t) { t.plans[0].on_request = true; },
        [](tables& t) { t.plans[0].priced_for = yearly; },
        [](tables& t) { t.plans[0].seats = seat_terms{}; },
        [](tables& t) { t.plans[0].seats = seat_terms{.least = quantity{3}}; },
        [](tables& t) { t.plans[0].seats = seat_terms{.most = limit::finite(9)}; },
        [](tables& t) { t.plans[0].seats = seat_terms{.below_least = fewer_seats::refused}; },
        [](tables& t) { t.terms[0].amount = 55_dec; },
        [](tables& t) { t.terms[0].months = 7; },
        [](tables& t) { t.terms[0].unit = eur; },
        [](tables& t) { t.terms[0].edition = {0}; },
        [](tables& t) {
            t.terms[0].amount = {};
            t.terms[0].percentage_off = 54_dec;
        },
        [](tables& t) { t.terms.erase(t.terms.begin()); },
        [](tables& t) { t.steps[0].step.unit_price = 1.5_dec; },
        [](tables& t) { t.steps[0].step.flat = 1_dec; },
        [](tables& t) { t.steps[0].step.up_to = limit::finite(4); },
        [](tables& t) { t.steps[0].step.package = quantity{1}; },
        [](tables& t) { t.steps[0].charge = {1}; },
        [](tables& t) { t.percentages[0].price.least = 1_dec; },
        [](tables& t) { t.percentages[0].price.most = 1_dec; },
        [](tables& t) { t.percentages[0].price.scale = 3; },
        [](tables& t) { t.percentages[0].price.zero_is_free = true; },
        [](tables& t) { t.capacities[0].step.limits[1] = limit::finite(1); },
        [](tables& t) { t.capacities[0].step.price = 6_dec; },
        [](tables& t) {
            t.matrices[0].row.values = {0, 0, 0};
        },
        [](tables& t) { t.matrices[0].row.unit_price = 8_dec; },
        [](tables& t) { t.adjusted[0].maximum = 9_dec; },
        [](tables& t) {
            t.adjusted[0].commitment = commitment{1_dec, 1_dec, false};
        },
        [](tables& t) { t.adjusted[0].charge = charge_id{0}; },
        [](tables& t) { t.adjusted.clear(); },
        [](tables& t) { t.versions[0].key = "c"; },
        [](tables& t) { t.versions[0].effective_from = instant{1}; },
    };
    const change of_both[] = {
        [](tables& t) { t.offering.rating.mode = rounding::floor; },
        [](tables& t) { t.offering.rating = presets::lago; },
        [](tables& t) { t.offering.rating.stated = stated_amounts::by_time; },
        [](tables& t) { t.offering.unit = eur; },
        [](tables& t) { t.offering.billing.every = quarterly; },
        [](tables& t) { t.offering.billing.plans = billing_time::in_arrears; },
        [](tables& t) { t.charges[0].pricing.tiers = tiering::volume; },
        [](tables& t) { t.charges[0].free_until = instant{1}; },
        [](tables& t) { t.charges[0].included = quota_id{1}; },
        [](tables& t) { t.charges[0].kind = charge_kind::one_off; },
        [](tables& t) { t.charges[1].conversion = unit_conversion{.factor = 2_dec}; },
        [](tables& t) { t.charges[3].dimensions.by[0] = attribute_id{1}; },
        [](tables& t) { t.limits[1] = soft(11); },
        [](tables& t) { t.limits[1].grace_percent = 5; },
        [](tables& t) { t.editions[1].key = "bought"; },
        [](tables& t) { t.sold[1].charged = charge_id{1}; },
        [](tables& t) { t.sold[1].charged = {}; },
        [](tables& t) { t.sold[0].charged = charge_id{2}; },
        [](tables& t) { t.sold[1].paid = add_on_payment::once; },
        [](tables& t) { t.gifts[0].per_unit = quantity{6}; },
        [](tables& t) { t.gifts[0].sets = limit::unlimited(); },
        [](tables& t) { t.gifts[0].of = {0}; },
    };
    const tables whole;
    std::set<std::uint64_t> seen{of(whole), of(whole, second)};
    CHECK(seen.size() == 2);
    for (const change c : of_first) {
        tables t;
        c(t);
        CHECK(seen.insert(of(t)).second);
        CHECK(of(t, second) == of(whole, second));
    }
    for (const change c : of_both) {
        tables t;
        c(t);
        CHECK(seen.insert(of(t)).second);
        CHECK(seen.insert(of(t, second)).second);
    }
    CHECK(of(tables{}) == of(whole));
}

TEST_CASE("data that no amount depends on does not change the content hash") {
    const tables whole;
    tables t;
    t.offering.terms.max_months = 24;
    t.offering.lifecycle.retention_days = 90;
    t.versions[0].migrates_to = second;
    t.limits[3] = hard(7);  // of a quota that no charge includes
    t.attributes[0].fixed = true;
    t.sold[0].key = "rooms and halls";  // no charge, and no quota that a charge includes
    t.gifts[1].per_unit = quantity{7};
    CHECK(of(t) == of(whole));
}

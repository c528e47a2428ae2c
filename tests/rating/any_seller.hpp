// SPDX-License-Identifier: MIT
#ifndef RATECARD_TESTS_RATING_ANY_SELLER_HPP
#define RATECARD_TESTS_RATING_ANY_SELLER_HPP

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <ratecard/catalog/builder.hpp>
#include <ratecard/catalog/rating_policy.hpp>
#include <ratecard/rating/rated_period.hpp>

#include "property.hpp"

// Random sellers of several charges, and what their customers used.
namespace ratecard_test {

inline constexpr ratecard::edition_id sold_edition{1};
inline constexpr ratecard::version_id only_version{0}, later_version{1};
inline constexpr std::size_t most_charges = 4;

inline std::int64_t from_to(std::int64_t least, std::int64_t most) {
    return *rc::gen::inRange<std::int64_t>(least, most + 1);
}
inline bool one_in(int n) { return from_to(1, n) == 1; }
inline ratecard::decimal amount_up_to(std::int64_t most, int decimals) {
    return ratecard::decimal::from(from_to(0, most), decimals).value();
}

inline ratecard::rating_policy any_policy() {
    using namespace ratecard;
    rating_policy p = *rc::gen::element(presets::stripe, presets::lago, presets::open_meter,
                                        presets::kill_bill, presets::flexprice, presets::polar,
                                        presets::autumn, presets::meteroid, presets::tencent_chat);
    if (one_in(3)) p.stated = stated_amounts::by_time;
    p.point =
        *rc::gen::element(rounding_point::line, rounding_point::charge, rounding_point::statement);
    p.mode = *rc::gen::element(rounding::half_to_even, rounding::half_away_from_zero,
                               rounding::floor, rounding::ceiling);
    return p;
}

inline ratecard::price_adjustment any_adjustment(bool of_one_charge) {
    using namespace ratecard;
    price_adjustment a;
    if (one_in(2)) a.percentage_off = amount_up_to(1'000, 1);
    if (one_in(3)) a.amount_off = amount_up_to(500, 2);
    if (one_in(3)) a.minimum = amount_up_to(2'000, 2);
    if (one_in(3)) {
        a.maximum = amount_up_to(5'000, 2);
        if (a.minimum && *a.maximum < *a.minimum) a.maximum = a.minimum;
    }
    if (of_one_charge && one_in(3)) a.free_units = quantity{from_to(0, 20)};
    if (of_one_charge && one_in(3))
        a.commitment = commitment{amount_up_to(3'000, 2), amount_up_to(30, 1), one_in(2)};
    return a;
}

inline ratecard::percentage any_percentage() {
    using namespace ratecard;
    percentage p{.rate = amount_up_to(200, 3), .per_event = amount_up_to(100, 2)};
    if (one_in(2)) p.free_events = quantity{from_to(0, 3)};
    if (one_in(2)) p.free_amount = quantity{from_to(0, 5'000)};
    if (one_in(2)) p.least = amount_up_to(100, 2);
    if (one_in(2)) p.most = p.least.value_or(decimal::from(120, 2).value());
    return p;
}
/// Of two units, up to 100 and 1,000, and as much as one likes.
inline void add_capacity(ratecard::catalog_builder& b, std::string_view version,
                         std::string_view key) {
    using namespace ratecard;
    b.price_by(version, "sold", key,
               capacity_tier<max_capacity_units>{{limit::finite(100), limit::finite(1'000)},
                                                 amount_up_to(2'000, 3)});
    b.price_by(version, "sold", key,
               capacity_tier<max_capacity_units>{{limit::unlimited(), limit::unlimited()},
                                                 amount_up_to(9'000, 2)});
}
/// By the first attribute: 0, 1 and whatever else.
inline void add_matrix(ratecard::catalog_builder& b, std::string_view version,
                       std::string_view key) {
    using namespace ratecard;
    for (const std::int64_t value : {0, 1})
        b.price_by(version, "sold", key, matrix_row{{{value}}, amount_up_to(2'000, 4)});
    b.price_by(version, "sold", key, matrix_row{{}, amount_up_to(2'000, 3)});
}

/// A seller of one to four charges in one edition.
inline ratecard::owned_catalog any_seller() {
    using namespace ratecard;
    catalog_builder b{offering{.product = "any", .unit = usd, .rating = any_policy()}};
    b.add(attribute{.key = "size", .kind = attribute_kind::count});
    b.add(edition{"free"}).add(edition{"sold"}).add(price_version{"only", instant{}, {}});
    b.add(price_version{"later", instant{1}, {}});
    const auto charges = from_to(1, most_charges);
    for (std::int64_t i = 0; i < charges; ++i) {
        const std::string key = "charge " + std::to_string(i);
        charge what{.key = name::from(key).value()};
        what.pricing.tiers = *rc::gen::element(tiering::graduated, tiering::volume);
        what.pricing.flat_when_unused = one_in(2);
        what.kind = *rc::gen::element(charge_kind::usage, charge_kind::usage,
                                      charge_kind::recurring, charge_kind::one_off);
        if (one_in(4)) {
            what.pricing.scale = static_cast<int>(from_to(0, 3));
            what.conversion =
                unit_conversion{.by = *rc::gen::element(unit_conversion::operation::multiply,
                                                        unit_conversion::operation::divide),
                                .factor = decimal::from(from_to(1, 40), 1).value(),
                                .rounded = rounding::ceiling,
                                .scale = what.pricing.scale};
        }
        if (one_in(8)) what.free_until = instant{1'000};
        if (const auto model = from_to(1, 8); model <= 3) {
            what.conversion = {};
            if (model == 3) what.dimensions = {.by = {attribute_id{0}}, .count = 1};
            b.add(what);
            for (const std::string_view version : {"only", "later"}) {
                if (model == 1) b.price_by(version, "sold", key, any_percentage());
                if (model == 2) add_capacity(b, version, key);
                if (model == 3) add_matrix(b, version, key);
            }
            if (one_in(2)) {
                price_adjustment a = any_adjustment(true);
                if (model != 3) a.free_units = {};
                b.adjust("only", "sold", key, a);
            }
            continue;
        }
        b.add(what);
        std::int64_t bound = 0;
        for (auto bounded_ones = from_to(0, 3); bounded_ones > 0; --bounded_ones) {
            bound += from_to(1, 60);
            b.price("only", "sold", key,
                    {limit::finite(bound), amount_up_to(2'000, 3), amount_up_to(300, 2), {}});
        }
        tier last{.unit_price = amount_up_to(2'000, static_cast<int>(from_to(0, 4)))};
        if (one_in(3)) last.package = quantity{from_to(1, 9)};
        b.price("only", "sold", key, last);
        last.unit_price = amount_up_to(2'000, 3);
        b.price("later", "sold", key, last);
        if (one_in(3)) b.adjust("later", "sold", key, any_adjustment(true));
        if (one_in(2)) b.adjust("only", "sold", key, any_adjustment(true));
    }
    if (one_in(2)) b.adjust("only", "sold", "", any_adjustment(false));
    return b.change("", "", change_kind::forbidden).build().value();
}

/// Facts of a period that the readings given to it belong to.
struct any_facts {
    std::vector<ratecard::metered> readings{};
    std::vector<std::vector<ratecard::quantity>> each{};   ///< of reading i
    std::vector<std::vector<ratecard::used_with>> with{};  ///< of reading i
    std::vector<ratecard::price_segment> earlier{};
    ratecard::period_facts facts{};

    /// Leaves `part` of three parts of what a reading read: the first of what has an order.
    void keep(std::size_t reading, std::int64_t part) {
        ratecard::metered& m = readings[reading];
        m.used = ratecard::quantity{m.used.count() * part / 3};
        const auto first = [&](auto& all) {
            all.resize(all.size() * static_cast<std::size_t>(part) / 3);
        };
        first(each[reading]);
        first(with[reading]);
    }
    /// Turns the order of the readings round.
    void turn_round() {
        std::reverse(readings.begin(), readings.end());
        std::reverse(each.begin(), each.end());
        std::reverse(with.begin(), with.end());
    }

    /// Lets the facts look at what this holds.
    void hand_in() {
        for (std::size_t i = 0; i < readings.size(); ++i) {
            readings[i].each = each[i];
            readings[i].with = with[i];
        }
        facts.usage = readings;
        facts.earlier = earlier;
    }
};
inline any_facts any_period(const ratecard::catalog_view& c) {
    using namespace ratecard;
    any_facts made;
    std::optional<ratio> last_part;
    if (one_in(3)) {
        const auto days = static_cast<std::uint64_t>(from_to(1, 29));
        made.earlier.push_back({sold_edition, later_version, {}, ratio{days, 30}});
        last_part = ratio{30 - days, 30};
    }
    for (std::size_t i = 0; i < c.charges.size(); ++i)
        for (std::size_t segment = 0; segment <= made.earlier.size(); ++segment)
            if (!one_in(5)) {
                const charge_id what{static_cast<std::uint16_t>(i)};
                made.readings.push_back({.charge = what, .segment = segment});
                auto& each = made.each.emplace_back();
                auto& with = made.with.emplace_back();
                if (c.percentage_of(what, sold_edition, only_version) != nullptr) {
                    for (auto n = from_to(0, 5); n > 0; --n)
                        each.push_back(quantity{from_to(0, 4'000)});
                } else if (!c.capacity_of(what, sold_edition, only_version).empty()) {
                    each = {quantity{from_to(0, 200)}, quantity{from_to(0, 1'100)}};
                } else if (!c.matrix_of(what, sold_edition, only_version).empty()) {
                    for (auto n = from_to(0, 5); n > 0; --n)
                        with.push_back({attributes{}.set(attribute_id{0}, from_to(0, 2)),
                                        quantity{from_to(0, 60)}});
                } else {
                    made.readings.back().used = quantity{from_to(0, 200)};
                }
            }
    made.facts = {.edition = sold_edition,
                  .version = only_version,
                  .begin = instant{from_to(0, 2) * 1'000},
                  .part = last_part,
                  .first = one_in(2)};
    adjustments& a = made.facts.agreed;
    const auto cents = [](std::int64_t most) { return money{from_to(0, most), usd}; };
    if (one_in(3)) a.percentage_off = ratio{static_cast<std::uint64_t>(from_to(0, 100)), 100};
    if (one_in(3)) a.amount_off = cents(5'000);
    if (one_in(3)) a.credits = cents(9'000);
    if (one_in(4)) a.closes = false;
    return made;
}

}  // namespace ratecard_test

#endif

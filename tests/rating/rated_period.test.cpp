// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include <ratecard/rating/period_explanation.hpp>
#include <ratecard/rating/rated_period.hpp>

#include "any_seller.hpp"
#include "property.hpp"
#include "recomputed.hpp"

using namespace ratecard;
using namespace ratecard::literals;
using namespace ratecard_test;

namespace {

constexpr money cents(std::int64_t n) { return money{n, usd}; }
constexpr charge_id calls{0}, storage{1}, seats{2}, set_up{3};

/// Calls in three steps, storage metered in bytes, five seats and a set-up.
catalog_builder shop(const rating_policy& policy) {
    catalog_builder b{offering{.product = "Shop", .unit = usd, .rating = policy}};
    b.add(edition{"free"}).add(edition{"sold"}).add(price_version{"only", instant{}, {}});
    b.add(charge{.key = "calls"});
    b.add(charge{.key = "storage",
                 .pricing = {.scale = 3},
                 .conversion = unit_conversion{.by = unit_conversion::operation::divide,
                                               .factor = 1'000'000'000_dec,
                                               .rounded = rounding::ceiling,
                                               .scale = 3}});
    b.add(charge{.key = "seats", .kind = charge_kind::recurring});
    b.add(charge{.key = "set-up", .kind = charge_kind::one_off});
    b.price("only", "sold", "calls", {.up_to = limit::finite(100), .unit_price = 0.015_dec});
    b.price("only", "sold", "calls", {.unit_price = 0.0125_dec});
    b.price("only", "sold", "storage", {.unit_price = 0.1_dec});
    b.price("only", "sold", "seats", {.unit_price = 12_dec});
    b.price("only", "sold", "set-up", {.flat = 30_dec});
    return b;
}
owned_catalog closed(catalog_builder b) {
    return b.change("", "", change_kind::forbidden).build().value();
}
auto rated(const catalog_view& c, const std::vector<metered>& usage, bool first = false,
           const adjustments& agreed = {}) {
    return rate_period(c, {.edition = sold_edition,
                           .version = only_version,
                           .first = first,
                           .usage = usage,
                           .agreed = agreed});
}
/// What is due of each line, in cents.
template <class Period>
std::vector<std::int64_t> dues(const Period& p) {
    std::vector<std::int64_t> all;
    for (const bill_line& line : p.lines) all.push_back(line.due().minor_units());
    return all;
}
using list = std::vector<std::int64_t>;

}  // namespace

TEST_CASE(
    "a recurring charge is due once without a reading, a one-off charge only in the first period") {
    const auto c = closed(shop({}));
    CHECK(dues(rated(c, {}).value()) == list{12'00});
    CHECK(dues(rated(c, {}, true).value()) == list{12'00, 30'00});
    // A reading of a recurring charge is what is subscribed to.
    CHECK(dues(rated(c, {{seats, quantity{5}, {}}}).value()) == list{60'00});
    CHECK(dues(rated(c, {{seats, quantity{0}, {}}}).value()) == list{0});
    CHECK(dues(rated(c, {{set_up, quantity{2}, {}}, {seats, quantity{1}, {}}}).value()) ==
          list{12'00});
    CHECK(dues(rated(c, {{set_up, quantity{2}, {}}, {seats, quantity{1}, {}}}, true).value()) ==
          list{30'00, 12'00});
}

TEST_CASE("a recurring or one-off charge without a reading is one unit at every scale") {
    for (int scale = 0; scale <= pricing::max_scale; ++scale)
        for (const charge_kind kind : {charge_kind::recurring, charge_kind::one_off}) {
            const auto sold = [&](const charge& what, const auto& add_price) {
                catalog_builder b{offering{.product = "Shop", .unit = usd}};
                b.add(attribute{.key = "size", .kind = attribute_kind::count});
                b.add(edition{"free"}).add(edition{"sold"});
                b.add(price_version{"only", instant{}, {}}).add(what);
                add_price(b);
                return closed(std::move(b));
            };
            const auto by_steps = [](catalog_builder& b) {
                b.price("only", "sold", "what", {.unit_price = 50_dec});
            };
            const auto by_matrix = [](catalog_builder& b) {
                b.price_by("only", "sold", "what", matrix_row{{{1}}, 9_dec});
                b.price_by("only", "sold", "what", matrix_row{{}, 50_dec});
            };
            const charge what{.key = "what", .pricing = {.scale = scale}, .kind = kind};
            charge converted = what;  // a reading would be converted; one unit is one unit
            converted.conversion = unit_conversion{.by = unit_conversion::operation::divide,
                                                   .factor = 1'000_dec,
                                                   .rounded = rounding::ceiling,
                                                   .scale = scale};
            charge by_size = what;
            by_size.dimensions = {.by = {attribute_id{0}}, .count = 1};
            for (const auto& c :
                 {sold(what, by_steps), sold(converted, by_steps), sold(by_size, by_matrix)}) {
                CHECK(rated(c, {}, true)->due == cents(50'00));
                const period_facts f{
                    .edition = sold_edition, .version = only_version, .first = true};
                CHECK(disagreement(explain_period(c, f).value()) == "");
            }
        }
}

TEST_CASE("a recurring charge without a price for the edition is not due") {
    const auto c = closed(shop({}));
    const auto p = rate_period(c, {.edition = edition_id{0}, .version = only_version});
    CHECK(p->lines.empty());
    CHECK(p->due == cents(0));
}

TEST_CASE("metered units are converted before they are priced, and the line shows both") {
    const auto c = closed(shop({}));
    const auto p = rated(c, {{storage, quantity{2'500'000'001}, {}}}).value();
    CHECK(p.charges[0].metered == quantity{2'500'000'001});
    CHECK(p.charges[0].used == quantity{2'501});
    CHECK(p.lines[0].amount == cents(25));  // 2.501 x 0.10
    const auto exactly = rated(c, {{storage, quantity{2'500'000'000}, {}}}).value();
    CHECK(exactly.charges[0].used == quantity{2'500});
}

TEST_CASE("free units of a price list are added to the included ones") {
    auto b = shop({});
    const auto c = closed(b.adjust("only", "sold", "calls", {.free_units = quantity{50}}));
    const auto p = rated(c, {{calls, quantity{170}, limit::finite(20)}}).value();
    CHECK(p.charges[0].included == limit::finite(70));
    CHECK(p.charges[0].free_units == quantity{50});
    CHECK(p.charges[0].charged == quantity{100});
    CHECK(p.lines[0].due() == cents(1'50));
    // A charge without a row has no free units.
    CHECK(p.charges[1].free_units == quantity{});
    CHECK(rated(c, {{calls, quantity{70}, limit::unlimited()}})->charges[0].included ==
          limit::unlimited());
    CHECK(rated(c, {{calls, quantity{}, limit{quantity{quantity::max_count}}}}) ==
          core_errc::quantity_too_large);
}

TEST_CASE("the policy says whether each line, each charge or the statement is rounded") {
    const std::vector<metered> usage{
        {calls, quantity{101}, {}}, {storage, quantity{50'000'000}, {}}, {seats, quantity{0}, {}}};
    // 1.50 and 0.0125 of calls, 0.005 of storage.
    const auto by = [&](rounding_point point, rounding mode = rounding::half_away_from_zero) {
        return dues(rated(closed(shop({.point = point, .mode = mode})), usage).value());
    };
    CHECK(by(rounding_point::line) == list{1'50, 1, 1});
    CHECK(by(rounding_point::charge) == list{1'51, 1, 0});
    CHECK(by(rounding_point::statement) == list{1'51, 1, 0});  // 1.5175: .5125 and .5, both up
    CHECK(by(rounding_point::statement, rounding::half_to_even) == list{1'51, 1, 0});
    CHECK(by(rounding_point::statement, rounding::floor) == list{1'51, 0, 0});
    CHECK(by(rounding_point::charge, rounding::floor) == list{1'51, 0, 0});
    CHECK(by(rounding_point::line, rounding::floor) == list{1'50, 1, 0});
    const auto nothing_rounds = closed(shop({.point = rounding_point::none}));
    CHECK(rated(nothing_rounds, usage) == money_errc::inexact);
    CHECK(dues(rated(nothing_rounds, {{calls, quantity{108}, {}}, {seats, {}, {}}}).value()) ==
          list{1'60, 0});
}

TEST_CASE("an adjustment that the price list states for a charge applies only to its lines") {
    auto b = shop({.order = {rating_step::percentage_discount, rating_step::minimum}, .steps = 2});
    b.adjust("only", "sold", "seats", {.percentage_off = 25_dec});
    b.adjust("only", "sold", "calls", {.minimum = 5_dec});
    const auto p = rated(closed(b), {{calls, quantity{100}, {}}, {seats, quantity{2}, {}}}).value();
    REQUIRE(p.lines.size() == 3);
    CHECK(dues(p) == list{1'50, 3'50, 18'00});
    CHECK(p.lines[1].kind == line_kind::minimum);
    CHECK(p.lines[1].charge == calls);
    CHECK(p.lines[2].charge == seats);
    CHECK(p.net == cents(23'00));
}

TEST_CASE("a charge with a commitment has the lines of the commitment, each rounded") {
    auto b = shop({});
    b.adjust("only", "sold", "calls", {.commitment = commitment{10_dec, 1.5_dec, true}});
    const auto c = closed(b);
    const auto over = rated(c, {{calls, quantity{1'100}, {}}, {seats, {}, {}}}).value();
    CHECK(dues(over) == list{10'00, 6'00, 0});  // 14.00: 4.00 above, one and a half times
    CHECK(over.lines[1].kind == line_kind::overage);
    const auto under = rated(c, {{calls, quantity{100}, {}}, {seats, {}, {}}}).value();
    CHECK(dues(under) == list{1'50, 8'50, 0});
    CHECK(under.lines[1].kind == line_kind::commitment);
}

TEST_CASE("the true-up of a commitment is due when the period closes, not on bills in between") {
    auto b = shop({});
    b.adjust("only", "sold", "calls", {.commitment = commitment{100_dec, 1_dec, true}});
    const auto c = closed(b);
    const std::vector<metered> usage{{calls, quantity{2'300}, {}}, {seats, {}, {}}};  // 29.00
    CHECK(dues(rated(c, usage, false, {.closes = false}).value()) == list{29'00, 0});
    CHECK(dues(rated(c, usage).value()) == list{29'00, 71'00, 0});
}

TEST_CASE("a charge with a commitment or minimum is due without a reading as with one of 0") {
    law("for any seller, in any segments", [] {
        const auto c = any_seller();
        any_facts f = any_period(c);
        // Without readings of the charges by use that have a price for a quantity.
        const auto is_left_out = [&](const metered& m) {
            return c.view()[m.charge].kind == charge_kind::usage &&
                   !c.view().price_of(m.charge, sold_edition, only_version).empty();
        };
        any_facts without = f, of_zero = f;
        without.readings.clear();
        without.each.clear();
        without.with.clear();
        for (std::size_t i = 0; i < f.readings.size(); ++i)
            if (!is_left_out(f.readings[i])) {
                without.readings.push_back(f.readings[i]);
                without.each.push_back(f.each[i]);
                without.with.push_back(f.with[i]);
            }
        of_zero.readings = without.readings;
        of_zero.each = without.each;
        of_zero.with = without.with;
        for (std::size_t i = 0; i < c.view().charges.size(); ++i) {
            const metered none{.charge = charge_id{static_cast<std::uint16_t>(i)},
                               .segment = f.earlier.size()};
            if (!is_left_out(none)) continue;
            const bool stated = [&] {
                for (const version_id v : {only_version, later_version}) {
                    if (v == later_version && f.earlier.empty()) continue;
                    const auto row = c.view().adjustment_of(none.charge, sold_edition, v);
                    if (row.commitment || row.minimum) return true;
                }
                return false;
            }();
            if (!stated) continue;
            // In the segment that states it last.
            const auto last = c.view().adjustment_of(none.charge, sold_edition, only_version);
            metered reading = none;
            if (!last.commitment && !last.minimum) reading.segment = 0;
            of_zero.readings.push_back(reading);
            of_zero.each.emplace_back();
            of_zero.with.emplace_back();
        }
        without.hand_in();
        of_zero.hand_in();
        const auto p = rate_period(c, without.facts), q = rate_period(c, of_zero.facts);
        RC_ASSERT(p.has_value() == q.has_value());
        RC_PRE(p.has_value());
        std::int64_t before_adjustments = 0;
        for (const bill_line& line : p->lines) before_adjustments += line.amount.minor_units();
        for (const bill_line& line : q->lines) before_adjustments -= line.amount.minor_units();
        RC_ASSERT(p->charges.size() == q->charges.size());
        if (c.view().offering->rating.point != rounding_point::statement)
            RC_ASSERT(before_adjustments == 0);
    });
    auto b = shop({});
    b.adjust("only", "sold", "calls", {.commitment = commitment{100_dec, 1_dec, true}});
    b.adjust("only", "sold", "storage", {.minimum = 7_dec});
    const auto c = closed(b);
    const std::vector<metered> zero{{seats, {}, {}}, {calls, {}, {}}, {storage, {}, {}}};
    CHECK(rated(c, zero)->due == cents(107'00));
    CHECK(dues(rated(c, {{seats, {}, {}}}).value()) == list{0, 100'00, 0, 7'00});
    CHECK(rated(c, {{seats, {}, {}}}, false, {.closes = false})->due == cents(0));
}

TEST_CASE("a promoted charge bills nothing, also with a minimum or a commitment") {
    for (const rounding_point point :
         {rounding_point::line, rounding_point::charge, rounding_point::statement}) {
        catalog_builder b{offering{.product = "Shop", .unit = usd, .rating = {.point = point}}};
        b.add(edition{"free"}).add(edition{"sold"}).add(price_version{"only", instant{}, {}});
        b.add(charge{.key = "calls", .free_until = instant{1'000}});
        b.add(charge{.key = "mails", .free_until = instant{1'000}});
        b.price("only", "sold", "calls", {.unit_price = 1_dec, .flat = 2_dec});
        b.price("only", "sold", "mails", {.unit_price = 1_dec});
        b.adjust("only", "sold", "calls", {.commitment = commitment{100_dec, 1_dec, true}});
        b.adjust("only", "sold", "mails", {.minimum = 7_dec});
        const auto c = closed(b);
        const std::array usage{metered{charge_id{0}, quantity{60}, {}}};
        const auto from = [&](std::int64_t begin) {
            return rate_period(c, {.edition = sold_edition,
                                   .version = only_version,
                                   .begin = instant{begin},
                                   .usage = usage});
        };
        CHECK(from(999)->due == cents(0));
        CHECK(from(1'000)->due == cents(107'00));
    }
}

TEST_CASE("what is stated for a period holds once, whatever segments its prices have") {
    // The renewal of a plan under a new version of the book.
    const auto renewed = [](const price_adjustment& before, const price_adjustment& after,
                            std::int64_t first, std::int64_t second,
                            stated_amounts by = stated_amounts::of_last_segment) {
        auto b = shop({.stated = by});
        b.add(price_version{"2025", instant{1}, {}});
        b.price("2025", "sold", "calls", {.unit_price = 0.0125_dec});
        b.adjust("only", "sold", "calls", before).adjust("2025", "sold", "calls", after);
        const auto c = closed(b);
        const std::vector<price_segment> earlier{{sold_edition, only_version, {}, ratio{10, 30}}};
        const std::vector<metered> usage{{calls, quantity{first}, {}},
                                         {calls, quantity{second}, {}, 1}};
        const period_facts f{.edition = sold_edition,
                             .version = version_id{1},
                             .earlier = earlier,
                             .part = ratio{20, 30},
                             .usage = usage};
        CHECK(disagreement(explain_period(c, f).value()) == "");
        return rate_period(c, f)->due;
    };
    // 80 calls at 0.015, 400 at 0.0125: 1.20 and 5.00.
    CHECK(renewed({}, {}, 80, 400) == cents(6'20));
    const price_adjustment committed{.commitment = commitment{100_dec, 2_dec, true}};
    CHECK(renewed(committed, committed, 80, 400) == cents(100'00));
    const price_adjustment little{.commitment = commitment{2_dec, 2_dec, true}};
    CHECK(renewed(little, little, 80, 400) == cents(10'40));  // 2.00 and twice 4.20
    const price_adjustment least{.minimum = 10_dec}, most{.maximum = 2_dec},
        off{.amount_off = 3_dec}, free{.free_units = quantity{100}};
    CHECK(renewed(least, least, 80, 400) == cents(10'00));
    CHECK(renewed(most, most, 80, 400) == cents(2'00));
    CHECK(renewed(off, off, 80, 400) == cents(3'20));
    CHECK(renewed(free, free, 80, 400) == cents(4'75));  // 80, and 20 of the second segment
    // What only one of the versions states holds for the period, too.
    CHECK(renewed(least, {}, 80, 400) == cents(10'00));
    CHECK(renewed({}, least, 80, 400) == cents(10'00));
    CHECK(renewed(least, {.minimum = 20_dec}, 80, 400) == cents(20'00));
    // A percentage is of the segment that states it.
    CHECK(renewed({.percentage_off = 50_dec}, {}, 80, 400) == cents(5'60));
    // A seller may divide by time: a third of 10.00 and two thirds of 40.00.
    const auto by_time = stated_amounts::by_time;
    CHECK(renewed(least, {.minimum = 40_dec}, 80, 400, by_time) == cents(30'00));
    CHECK(renewed(least, {}, 80, 400, by_time) == cents(6'20));  // 3.33
    CHECK(renewed(committed, committed, 80, 400, by_time) == cents(100'00));
    CHECK(renewed(most, {}, 80, 400, by_time) == cents(6'20));
    CHECK(renewed(most, {.maximum = 5_dec}, 80, 400, by_time) == cents(4'00));
    CHECK(renewed(off, {}, 80, 400, by_time) == cents(5'20));
}

TEST_CASE("amounts are divided by time only if each segment has its part of the period") {
    auto b = shop({.stated = stated_amounts::by_time});
    b.adjust("only", "sold", "calls", {.minimum = 10_dec});
    const auto c = closed(b);
    const std::vector<price_segment> earlier{{sold_edition, only_version}};
    CHECK(rate_period(c, {.edition = sold_edition, .version = only_version, .earlier = earlier}) ==
          rating_errc::segment_without_its_part);
    CHECK(rated(c, {})->due == cents(22'00));
}

TEST_CASE("segments of one price bill what the period bills at once") {
    law("with a commitment, bounds, an amount off and free units together", [] {
        rating_policy policy = any_policy();
        // One price of whole cents, so that nothing is rounded.
        const decimal each = decimal::from(from_to(1, 300), 2).value();
        price_adjustment stated = any_adjustment(true);
        stated.percentage_off.reset();
        if (stated.commitment) stated.commitment->overage_factor = 2_dec;
        auto b = shop(policy);
        b.add(price_version{"same", instant{1}, {}}).add(price_version{"again", instant{2}, {}});
        for (const char* version : {"same", "again"}) {
            b.price(version, "sold", "calls", {.unit_price = each});
            b.adjust(version, "sold", "calls", stated);
        }
        const auto c = closed(b);
        const auto count = static_cast<std::size_t>(from_to(1, 4));
        std::vector<price_segment> earlier;
        for (std::size_t i = 1; i < count; ++i)
            earlier.push_back({sold_edition,
                               version_id{static_cast<std::uint16_t>(from_to(1, 2))},
                               {},
                               ratio{1, count}});
        std::vector<metered> parts;
        std::int64_t whole = 0;
        for (std::size_t s = 0; s < count; ++s) {
            const auto used = from_to(0, 40);
            whole += used;
            parts.push_back({calls, quantity{used}, {}, s});
        }
        const bool closes = one_in(2);
        const auto in_parts = rate_period(c, {.edition = sold_edition,
                                              .version = version_id{1},
                                              .earlier = earlier,
                                              .part = ratio{1, count},
                                              .usage = parts,
                                              .agreed = {.closes = closes}});
        const std::array all{metered{calls, quantity{whole}, {}}};
        const auto at_once = rate_period(c, {.edition = sold_edition,
                                             .version = version_id{1},
                                             .usage = all,
                                             .agreed = {.closes = closes}});
        RC_ASSERT(in_parts.value().due == at_once.value().due);
    });
    law("the free transactions and the free amount of a percentage, too", [] {
        percentage price = any_percentage();
        price.rate = decimal::from(from_to(0, 30), 2).value();
        price.scale = 0;
        catalog_builder b{offering{.product = "Shop", .unit = usd}};
        b.add(edition{"free"}).add(edition{"sold"});
        b.add(price_version{"only", instant{}, {}}).add(price_version{"later", instant{1}, {}});
        b.add(charge{.key = "payments"});
        b.price_by("only", "sold", "payments", price);
        b.price_by("later", "sold", "payments", price);
        const auto c = closed(std::move(b));
        std::vector<quantity> each;
        for (auto n = from_to(0, 8); n > 0; --n) each.push_back(quantity{from_to(0, 200)});
        const auto cut = static_cast<std::size_t>(from_to(0, std::ssize(each)));
        const std::vector<metered> parts{
            {.charge = charge_id{0}, .each = std::span{each}.first(cut)},
            {.charge = charge_id{0}, .segment = 1, .each = std::span{each}.subspan(cut)}};
        const std::vector<metered> all{{.charge = charge_id{0}, .each = each}};
        const std::array earlier{price_segment{sold_edition, only_version}};
        const period_facts whole{.edition = sold_edition, .version = later_version, .usage = all};
        period_facts parted = whole;
        parted.earlier = earlier;
        parted.usage = parts;
        RC_ASSERT(rate_period(c, parted)->due == rate_period(c, whole)->due);
    });
}

TEST_CASE("a segment with its own part has only that part of what is free") {
    auto b = shop({});
    b.adjust("only", "sold", "calls", {.free_units = quantity{30}});
    b.add(charge{.key = "payments"});
    b.price_by("only", "sold", "payments",
               percentage{.per_event = 1_dec, .free_events = quantity{4}});
    const auto c = closed(b);
    constexpr charge_id payments{4};
    const std::vector<quantity> four(4, quantity{100});
    const std::vector<metered> usage{{calls, quantity{100}, {}},
                                     {calls, quantity{100}, {}, 1},
                                     {.charge = payments, .each = four},
                                     {.charge = payments, .segment = 1, .each = four}};
    const std::vector<price_segment> earlier{{sold_edition, only_version, ratio{1, 4}}};
    const auto p = rate_period(c, {.edition = sold_edition,
                                   .version = only_version,
                                   .earlier = earlier,
                                   .included = ratio{3, 4},
                                   .usage = usage})
                       .value();
    CHECK(p.charges[0].free_units == quantity{7});
    CHECK(p.charges[1].free_units == quantity{22});
    CHECK(p.charges[2].amount == cents(3'00));  // one of four is free
    CHECK(p.charges[3].amount == cents(1'00));  // three of four
}

TEST_CASE("an agreement with a customer replaces what the price list states for all charges") {
    auto b = shop(presets::open_meter);
    b.adjust("only", "sold", "", {.percentage_off = 50_dec, .maximum = 10_dec});
    const auto c = closed(b);
    const std::vector<metered> usage{{seats, quantity{2}, {}}};
    CHECK(rated(c, usage)->due == cents(10'00));
    CHECK(rated(c, usage, false, {.percentage_off = ratio{3, 4}})->due == cents(6'00));
    CHECK(rated(c, usage, false, {.maximum = cents(5'00)})->due == cents(5'00));
    CHECK(rated(c, usage, false, {.maximum = cents(5'00)})->lines[0].charge == seats);
}

TEST_CASE("an amount off for all charges is divided over them, unless another is agreed") {
    auto b = shop(presets::stripe);
    b.adjust("only", "sold", "", {.amount_off = 3_dec});
    const auto c = closed(b);
    const std::vector<metered> usage{{calls, quantity{200}, {}}, {seats, quantity{1}, {}}};
    CHECK(dues(rated(c, usage).value()) == list{1'19, 1'00, 9'56});
    CHECK(rated(c, usage, false, {.amount_off = cents(5'00)})->due == cents(9'75));
}

TEST_CASE("a minimum of the whole bill is a line without a charge when the period closes") {
    auto b = shop(presets::open_meter);
    b.adjust("only", "sold", "", {.minimum = 100_dec});
    b.adjust("only", "sold", "calls", {.minimum = 2_dec});
    const auto c = closed(b);
    const std::vector<metered> usage{{calls, quantity{100}, {}}, {seats, quantity{1}, {}}};
    const auto p = rated(c, usage).value();
    CHECK(dues(p) == list{1'50, 50, 12'00, 86'00});
    CHECK(!p.lines[3].charge);
    CHECK(dues(rated(c, usage, false, {.closes = false}).value()) == list{1'50, 12'00});
}

TEST_CASE("credits lower what is due, not what is net") {
    const auto c = closed(shop(presets::stripe));
    const auto p = rated(c, {{seats, quantity{1}, {}}}, true, {.credits = cents(20'00)}).value();
    CHECK(p.net == cents(42'00));
    CHECK(p.due == cents(22'00));
    CHECK(dues(p) == list{0, 22'00});
}

TEST_CASE("two readings of one charge are an error, and so is a lack of room") {
    const auto c = closed(shop({}));
    const std::vector<metered> twice{{calls, quantity{1}, {}}, {calls, quantity{2}, {}}};
    CHECK(rated(c, twice) == catalog_errc::duplicate_value);
    const std::vector<metered> usage{{calls, quantity{1}, {}}, {seats, quantity{1}, {}}};
    const period_facts f{.edition = sold_edition, .version = only_version, .usage = usage};
    CHECK(rate_period<2, 2>(c, f).has_value());
    CHECK(rate_period<1, 2>(c, f) == core_errc::capacity_exceeded);
    CHECK(rate_period<2, 1>(c, f) == core_errc::capacity_exceeded);
    CHECK(rate_period(c, {.edition = edition_id{9}}) == catalog_errc::unknown_edition);
    CHECK(rate_period(c, {.edition = sold_edition, .version = version_id{9}}) ==
          catalog_errc::unknown_version);
    const std::vector<metered> unknown{{charge_id{9}, quantity{1}, {}}};
    CHECK(rated(c, unknown) == catalog_errc::unknown_charge);
}

TEST_CASE("if a price changes within a period, each unit is priced once, in its segment") {
    auto b = shop({});
    b.add(price_version{"2025", instant{1}, {}});
    b.price("2025", "sold", "calls", {.unit_price = 0.02_dec});
    b.price("2025", "sold", "seats", {.unit_price = 15_dec});
    const auto c = closed(b);
    const std::vector<price_segment> earlier{{sold_edition, only_version}};
    const auto rated_in = [&](const std::vector<metered>& usage) {
        return rate_period(c, {.edition = sold_edition,
                               .version = version_id{1},
                               .earlier = earlier,
                               .usage = usage});
    };
    // 120 calls by the old book, 50 of them included; 40 by the new one, from its first step on.
    const limit fifty = limit::finite(50);
    const auto p = rated_in({{calls, quantity{120}, fifty, 0}, {calls, quantity{40}, fifty, 1}});
    REQUIRE(p.has_value());
    CHECK(dues(*p) == list{1'05, 80, 15'00});  // a seat by the book of the last segment
    CHECK(p->lines[0].segment == 0);
    CHECK(p->lines[1].segment == 1);
    CHECK(p->charges[1].included == limit{});
    CHECK(p->charges[1].charged == quantity{40});
    // Included units also cover the second segment, whichever reading is listed first.
    const auto q = rated_in({{calls, quantity{40}, fifty, 1}, {calls, quantity{30}, fifty, 0}});
    CHECK(dues(*q) == list{0, 40, 15'00});
    CHECK(rated_in({{calls, quantity{1}, {}, 2}}) == rating_errc::unknown_segment);
    CHECK(rated_in({{calls, quantity{1}, {}, 1}, {calls, quantity{1}, {}, 1}}) ==
          catalog_errc::duplicate_value);
}

TEST_CASE("a segment with its own part of the included units ignores usage before and after") {
    auto b = shop({});
    b.add(price_version{"2025", instant{1}, {}});
    b.price("2025", "sold", "calls", {.unit_price = 0.02_dec});
    const auto c = closed(b);
    const limit fifty = limit::finite(50);
    const std::vector<metered> usage{{calls, quantity{120}, fifty, 0},
                                     {calls, quantity{40}, fifty, 1},
                                     {calls, quantity{60}, fifty, 2}};
    const auto included = [&](std::optional<ratio> one, std::optional<ratio> two,
                              std::optional<ratio> last) {
        const std::vector<price_segment> earlier{{sold_edition, only_version, one},
                                                 {sold_edition, version_id{1}, two}};
        const auto p = rate_period(c, {.edition = sold_edition,
                                       .version = version_id{1},
                                       .earlier = earlier,
                                       .included = last,
                                       .usage = usage})
                           .value();
        list all;
        for (std::size_t i = 0; i < 3; ++i) all.push_back(p.charges[i].included.most().count());
        return all;
    };
    CHECK(included({}, {}, {}) == list{50, 0, 0});
    CHECK(included(ratio{1, 1}, ratio{1, 1}, ratio{1, 1}) == list{50, 50, 50});
    CHECK(included(ratio{1, 2}, ratio{1, 3}, ratio{1, 6}) == list{25, 16, 8});
    // Segments without a part of their own share the included units of the period.
    CHECK(included(ratio{1, 2}, {}, {}) == list{25, 50, 10});
    CHECK(included({}, ratio{1, 2}, {}) == list{50, 25, 0});
    const std::vector<metered> much{{calls, quantity{1}, limit::finite(quantity::max_count), 0}};
    CHECK(rate_period(c, {.edition = sold_edition,
                          .version = version_id{1},
                          .included = ratio{2, 1},
                          .usage = much}) == core_errc::quantity_too_large);
    const std::vector<metered> free{{calls, quantity{1}, limit::unlimited(), 0}};
    CHECK(rate_period(c, {.edition = sold_edition,
                          .version = version_id{1},
                          .included = ratio{1, 2},
                          .usage = free})
              ->charges[0]
              .included.is_unlimited());
}

TEST_CASE("segments with the same price change only the rounding") {
    law("for a single unit price and any included units", [] {
        auto b = shop({});
        b.add(price_version{"same", instant{1}, {}});
        const decimal each = amount_up_to(2'000, 3);
        b.price("same", "sold", "calls", {.unit_price = each});
        const auto c = closed(b);
        const limit included = one_in(5) ? limit::unlimited() : limit::finite(from_to(0, 300));
        const auto count = static_cast<std::size_t>(from_to(1, 4));
        const std::vector<price_segment> earlier(count - 1, {sold_edition, version_id{1}});
        std::vector<metered> parts;
        std::int64_t whole = 0;
        for (std::size_t s = 0; s < count; ++s) {
            const auto used = from_to(0, 200);
            whole += used;
            parts.push_back({calls, quantity{used}, included, s});
        }
        const auto in_parts = rate_period(c, {.edition = sold_edition,
                                              .version = version_id{1},
                                              .earlier = earlier,
                                              .usage = parts})
                                  .value();
        const std::array all{metered{calls, quantity{whole}, included}};
        const auto at_once =
            rate_period(c, {.edition = sold_edition, .version = version_id{1}, .usage = all})
                .value();
        exact sum{cents(0)};
        std::int64_t charged = 0;
        for (const charge_line& line : in_parts.charges) {
            sum = checked_add(sum, line.before_rounding).value();
            charged += line.charged.count();
        }
        RC_ASSERT(sum == at_once.charges[0].before_rounding);
        RC_ASSERT(charged == at_once.charges[0].charged.count());
    });
}

TEST_CASE("the lines of a period add up to what is due, and rating it again bills no line") {
    law("for any seller and usage", [] {
        const auto c = any_seller();
        any_facts f = any_period(c);
        f.hand_in();
        const auto p = rate_period(c, f.facts);
        RC_PRE(p.has_value());
        std::int64_t net = 0, due = 0;
        for (const bill_line& line : p->lines) {
            net += line.net().minor_units();
            due += line.due().minor_units();
        }
        RC_ASSERT(p->net == cents(net));
        RC_ASSERT(p->due == cents(due));
        RC_ASSERT(rate_period(c, f.facts) == p);
        const std::span<const bill_line> lines{p->lines.data(), p->lines.size()};
        std::array<bill_line, 64> again{};
        RC_ASSERT(difference(lines, lines, again) == std::size_t{0});
    });
}

TEST_CASE("the lines of a charge add up to its amount, and follow the order of the charges") {
    law("for any seller and usage, unless a commitment or minimum takes the place of the price",
        [] {
            const auto c = any_seller();
            any_facts f = any_period(c);
            f.hand_in();
            const auto p = rate_period(c, f.facts);
            RC_PRE(p.has_value());
            std::size_t next = 0;
            for (const charge_line& charge : p->charges) {
                std::int64_t sum = 0;
                for (; next < p->lines.size() && p->lines[next].charge == charge.charge &&
                       p->lines[next].segment == charge.segment;
                     ++next)
                    if (p->lines[next].kind != line_kind::minimum)
                        sum += p->lines[next].amount.minor_units();
                if (charge.promoted ||
                    !detail::terms_of(c, f.facts, charge.charge).value().committed)
                    RC_ASSERT(sum == charge.amount.minor_units());
            }
            for (; next < p->lines.size(); ++next) RC_ASSERT(!p->lines[next].charge);
        });
}

TEST_CASE("a period rated into the caller's memory is the same, also in memory used before") {
    law("for any seller and usage", [] {
        static rating_memory<64, 32> memory;  // keeps what the case before left in it
        const auto c = any_seller();
        any_facts f = any_period(c);
        f.hand_in();
        const auto value = rate_period<64, 32>(c, f.facts);
        const auto rated = rate_period(c, f.facts, memory.room());
        RC_ASSERT(rated.has_value() == value.has_value());
        if (!value) {
            RC_ASSERT(rated.error() == value.error());
            return;
        }
        RC_ASSERT(rated->net == value->net);
        RC_ASSERT(rated->due == value->due);
        RC_ASSERT(std::ranges::equal(rated->charges, value->charges));
        RC_ASSERT(std::ranges::equal(rated->lines, value->lines));
        RC_ASSERT(rated->lines.data() == memory.lines.data());
        rating_room little = memory.room();
        little.lines = little.lines.first(value->lines.size());
        little.charges = little.charges.first(value->charges.size());
        RC_ASSERT(rate_period(c, f.facts, little).has_value());
        if (value->lines.empty()) return;
        little.lines = little.lines.first(value->lines.size() - 1);
        RC_ASSERT(rate_period(c, f.facts, little) == core_errc::capacity_exceeded);
    });
}

TEST_CASE("the order of the readings changes only the order of the lines") {
    law("if nothing is divided over lines or taken off the last ones", [] {
        const auto c = any_seller();
        any_facts f = any_period(c);
        f.hand_in();
        // Shares, a maximum and credits are taken line by line. Their sum is the same in any order,
        // and so is what is due, but not what each line is due.
        const auto p = rate_period(c, f.facts);
        any_facts turned = f;
        turned.turn_round();
        turned.hand_in();
        const auto q = rate_period(c, turned.facts);
        RC_ASSERT(p.has_value() == q.has_value());
        RC_PRE(p.has_value());
        if (c.view().offering->rating.point != rounding_point::statement) {
            RC_ASSERT(p->charges.size() == q->charges.size());
            std::int64_t sum = 0;
            for (const charge_line& line : p->charges) sum += line.amount.minor_units();
            for (const charge_line& line : q->charges) sum -= line.amount.minor_units();
            RC_ASSERT(sum == 0);
        }
        bool rounded_shares = false;
        for (const price_adjustment& a : c.view().price_adjustments)
            rounded_shares = rounded_shares || a.percentage_off || a.amount_off || a.maximum;
        if (rounded_shares || f.facts.agreed.percentage_off) return;
        RC_ASSERT(p->net == q->net);
        RC_ASSERT(p->due == q->due);
    });
}

TEST_CASE("bills in parts add up to the one bill, whatever the preset's order") {
    // Half off and a minimum of 100, with 60 calls and then none; half off and a maximum of 100, with
    // 80 calls and then as many.
    const auto in_two = [](const rating_policy& policy, const price_adjustment& stated,
                           std::int64_t first, std::int64_t all) {
        catalog_builder b{offering{.product = "Shop", .unit = usd, .rating = policy}};
        b.add(edition{"free"}).add(edition{"sold"}).add(price_version{"only", instant{}, {}});
        b.add(charge{.key = "calls"}).price("only", "sold", "calls", {.unit_price = 1_dec});
        const auto c = closed(b.adjust("only", "sold", "", stated));
        const auto open =
            rated(c, {{calls, quantity{first}, {}}}, false, {.closes = false}).value();
        const auto last = rated(c, {{calls, quantity{all}, {}}}).value();
        std::array<bill_line, 8> bill{};
        const auto size = difference({last.lines.data(), last.lines.size()},
                                     {open.lines.data(), open.lines.size()}, bill)
                              .value();
        const auto rest = due_of(std::span{bill}.first(size), usd).value();
        return open.due.minor_units() + rest.minor_units();
    };
    const price_adjustment least{.percentage_off = 50_dec, .minimum = 100_dec};
    const price_adjustment most{.percentage_off = 50_dec, .maximum = 100_dec};
    CHECK(in_two(presets::lago, least, 60, 60) == 50'00);
    CHECK(in_two(presets::polar, most, 80, 160) == 50'00);
    CHECK(in_two(presets::stripe, least, 60, 60) == 100'00);
    CHECK(in_two(presets::stripe, most, 80, 160) == 80'00);
    law("for any seller, in any number of bills", [] {
        const auto c = any_seller();
        any_facts f = any_period(c);
        f.hand_in();
        const auto whole = rate_period(c, f.facts);
        RC_PRE(whole.has_value());
        std::vector<bill_line> billed;
        std::int64_t sum = 0;
        for (const std::int64_t part : {1, 2, 3}) {
            any_facts so_far = f;
            for (std::size_t i = 0; i < so_far.readings.size(); ++i)
                if (c.view()[so_far.readings[i].charge].kind == charge_kind::usage)
                    so_far.keep(i, part);
            so_far.hand_in();
            if (part < 3) so_far.facts.agreed.closes = false;
            const auto p = rate_period(c, so_far.facts);
            RC_ASSERT(p.has_value());
            const std::span<const bill_line> now{p->lines.data(), p->lines.size()};
            std::vector<bill_line> bill(now.size() + billed.size());
            bill.resize(difference(now, billed, bill).value());
            sum += due_of(bill, usd)->minor_units();
            billed.assign(now.begin(), now.end());
        }
        RC_ASSERT(cents(sum) == whole->due);
    });
}

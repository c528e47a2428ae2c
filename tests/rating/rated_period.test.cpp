// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include <ratecard/rating/rated_period.hpp>

#include "any_seller.hpp"
#include "property.hpp"

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
    CHECK(dues(*q) == list{40, 0, 15'00});
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
                if (!c.view()
                         .adjustment_of(charge.charge, charge.edition, charge.version)
                         .commitment)
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

TEST_CASE("bills during a period add up to the bill of the whole period") {
    law("for any seller, in any number of bills", [] {
        const auto c = any_seller();
        any_facts f = any_period(c);
        f.facts.agreed.billed_before = {};
        f.facts.agreed.credits = {};
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

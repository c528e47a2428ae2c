// SPDX-License-Identifier: MIT
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <ratecard/catalog/builder.hpp>
#include <ratecard/catalog/catalog.hpp>
#include <ratecard/rating/charge_line.hpp>
#include <ratecard/rating/explanation.hpp>
#include <ratecard/rating/rated_period.hpp>

#include "big.hpp"
#include "catalog/same_tables.hpp"
#include "property.hpp"
#include "rating/any_seller.hpp"
#include "rating/recomputed.hpp"
#include "rebuilt_catalog.hpp"

using namespace ratecard;
using namespace ratecard::literals;
using namespace ratecard_test;

namespace {

enum class plan : std::uint8_t { free, sold };
enum class priced : std::uint8_t { payments, members, machines };
enum class known_by : std::uint8_t { region };
enum class book : std::uint8_t { first, second };
[[maybe_unused]] constexpr edition_id id_of(plan) { return {}; }
[[maybe_unused]] constexpr charge_id id_of(priced) { return {}; }
[[maybe_unused]] constexpr attribute_id id_of(known_by) { return {}; }
[[maybe_unused]] constexpr version_id id_of(book) { return {}; }
constexpr charge_id payments = priced::payments, members = priced::members,
                    machines = priced::machines;
constexpr edition_id sold = plan::sold;
constexpr version_id first = book::first, second = book::second;

/// Payments of whole dollars, members and their calls, and machines in two regions.
constexpr auto seller_with(rounding_point point) {
    constexpr percentage of_payments{.rate = 0.0135_dec,
                                     .per_event = 0.25_dec,
                                     .free_events = quantity{2},
                                     .least = 0.5_dec,
                                     .most = 4_dec,
                                     .scale = 0};
    percentage later = of_payments;
    later.rate = 0.02_dec;
    const offering shop{.product = "shop", .unit = usd, .rating = {.point = point}};
    return compile(
        shop, std::array{edition_row{plan::free, "free"}, edition_row{plan::sold, "sold"}},
        std::array{version_row{book::first, "first"},
                   version_row{book::second, {"second", instant{9}, {}}}},
        attribute_row{known_by::region, {.key = "region", .kind = attribute_kind::count}},
        std::array{charge_row{priced::payments, "payments"}, charge_row{priced::members, "members"},
                   charge_row{priced::machines,
                              {.key = "machines",
                               .pricing = {.scale = 1},
                               .dimensions = {{known_by::region}, 1}}}},
        std::array{percentage_price{first, sold, payments, of_payments, {}},
                   percentage_price{second, sold, payments, later, {}}},
        std::array{
            capacity_price{
                first, sold, members, {{limit::finite(10), limit::finite(100)}, 29_dec}, {}},
            capacity_price{
                first, sold, members, {{limit::finite(50), limit::unlimited()}, 99_dec}, {}}},
        std::array{matrix_price{first, sold, machines, {{{1}}, 0.125_dec}, {}},
                   matrix_price{first, sold, machines, {{}, 0.3_dec}, {}}},
        std::array{change_rule{}});
}
constexpr auto seller = seller_with(rounding_point::charge);
constexpr auto by_the_line = seller_with(rounding_point::line);
static_assert(validate(seller));

constexpr std::array<quantity, 6> dollars{quantity{900}, quantity{7},   quantity{10},
                                          quantity{100}, quantity{400}, quantity{120}};
constexpr used_with in_region(std::int64_t which, std::int64_t tenths) {
    return {attributes{}.set(known_by::region, which), quantity{tenths}};
}
constexpr std::array used{in_region(1, 10), in_region(2, 25), in_region(1, 30)};

constexpr metered of_payments(std::span<const quantity> each) {
    return {.charge = payments, .each = each};
}

}  // namespace

TEST_CASE("a percentage of the catalog prices transactions as it does alone") {
    // 900 and 7 are free; 10 costs the least, 400 the most, 100 and 120 1.35 % and 0.25.
    constexpr auto line = rate(seller, sold, first, of_payments(dollars), instant{});
    STATIC_REQUIRE(line->used == quantity{1'537});
    STATIC_REQUIRE(line->charged == quantity{220});
    STATIC_REQUIRE(line->before_rounding == exact::product(7.97_dec, quantity{1}, usd));
    STATIC_REQUIRE(line->amount == money{7'97, usd});
    STATIC_REQUIRE(percentage_fee(seller.view().percentage_of(payments, sold, first)[0], dollars,
                                  usd) == line->before_rounding);
    STATIC_REQUIRE(rate(seller, sold, first, of_payments({}), instant{})->amount == money{0, usd});
}

TEST_CASE("an explanation of a percentage lists the rate, the fixed part, the least and the most") {
    constexpr auto line = rate(seller, sold, first, of_payments(dollars), instant{}).value();
    constexpr auto why = explanation_of(seller, line, of_payments(dollars)).value();
    STATIC_REQUIRE(why.steps.size() == 5);
    STATIC_REQUIRE(why.steps[1].by == derivation::by_unit);
    STATIC_REQUIRE(why.steps[1].units == quantity{220});
    STATIC_REQUIRE(why.steps[1].price == 0.0135_dec);
    STATIC_REQUIRE(why.steps[2].by == derivation::by_event);
    STATIC_REQUIRE(why.steps[2].units == quantity{2});
    STATIC_REQUIRE(why.steps[3].price == 0.5_dec);
    STATIC_REQUIRE(why.steps[4].price == 4_dec);
    STATIC_REQUIRE(why.steps[4].units == quantity{1});
    CHECK(disagreement(why) == "");
    // Another reading is not what the line was made of.
    STATIC_REQUIRE(explanation_of(seller, line) == rating_errc::another_reading);
    STATIC_REQUIRE(explanation_of(seller, line, of_payments(std::span{dollars}.first(5))) ==
                   rating_errc::another_reading);
    constexpr std::array<quantity, 6> more_free{quantity{901}, quantity{7},   quantity{10},
                                                quantity{100}, quantity{400}, quantity{120}};
    STATIC_REQUIRE(explanation_of(seller, line, of_payments(more_free)) ==
                   rating_errc::another_reading);
    STATIC_REQUIRE(explanation_of<4>(seller, line, of_payments(dollars)) ==
                   core_errc::capacity_exceeded);
}

TEST_CASE("a capacity costs the price of the step that holds every unit, however much is used") {
    constexpr auto cost = [](std::int64_t people, std::int64_t calls) {
        const std::array each{quantity{people}, quantity{calls}};
        return rate(seller, sold, first, {.charge = members, .each = each}, instant{});
    };
    STATIC_REQUIRE(cost(10, 100)->amount == money{29'00, usd});
    STATIC_REQUIRE(cost(10, 101)->amount == money{99'00, usd});
    STATIC_REQUIRE(cost(0, 0)->amount == money{0, usd});
    STATIC_REQUIRE(cost(51, 0) == catalog_errc::beyond_the_last_tier);
    constexpr std::array five{quantity{1}, quantity{1}, quantity{1}, quantity{1}, quantity{1}};
    STATIC_REQUIRE(rate(seller, sold, first, {.charge = members, .each = five}, instant{}) ==
                   core_errc::capacity_exceeded);
}

TEST_CASE("a matrix prices units by their attributes, after the included ones") {
    constexpr auto cost = [](std::optional<limit> included) {
        return rate(seller, sold, first, {.charge = machines, .included = included, .with = used},
                    instant{});
    };
    // 4.0 at 0.125 and 2.5 at 0.3.
    STATIC_REQUIRE(cost({})->before_rounding == exact::product(1.25_dec, quantity{1}, usd));
    STATIC_REQUIRE(cost({})->charged == quantity{65});
    // 1.5 of the second reading and all of the third one are left.
    STATIC_REQUIRE(cost(limit::finite(20))->before_rounding ==
                   exact::product(0.825_dec, quantity{1}, usd));
    STATIC_REQUIRE(cost(limit::finite(20))->charged == quantity{45});
    STATIC_REQUIRE(cost(limit::finite(65))->amount == money{0, usd});
    STATIC_REQUIRE(cost(limit::unlimited())->charged == quantity{});
}

TEST_CASE("an edition or a version without a row has no price") {
    for (const charge_id what : {payments, members, machines}) {
        CHECK(rate(seller, plan::free, first, {.charge = what}, instant{}) ==
              catalog_errc::no_price);
        if (what != payments)
            CHECK(rate(seller, sold, second, {.charge = what}, instant{}) ==
                  catalog_errc::no_price);
    }
}

TEST_CASE("the same prices are built from names by a builder") {
    CHECK(differing_table(rebuilt(seller.view()), seller.view()) == "");
}

TEST_CASE("each part is a separate line if lines are rounded") {
    const std::array capacity{quantity{3}, quantity{5}};
    const std::vector<metered> readings{of_payments(dollars),
                                        {.charge = members, .each = capacity},
                                        {.charge = machines, .with = used}};
    const auto p = rate_period(by_the_line,
                               {.edition = sold, .version = first, .begin = {}, .usage = readings})
                       .value();
    std::vector<std::int64_t> amounts;
    for (const bill_line& line : p.lines) amounts.push_back(line.amount.minor_units());
    // 220 x 0.0135, 2 x 0.25, 0.50, 4.00; 29.00; 4.0 x 0.125, 2.5 x 0.3.
    CHECK(amounts == std::vector<std::int64_t>{2'97, 50, 50, 4'00, 29'00, 50, 75});
    CHECK(p.charges[0].amount == money{7'97, usd});
    CHECK(disagreement(
              explain_period(by_the_line, {.edition = sold, .version = first, .usage = readings})
                  .value()) == "");
}

TEST_CASE("a capacity that costs nothing has no line if lines are rounded") {
    catalog_builder b{
        offering{.product = "shop", .unit = usd, .rating = {.point = rounding_point::line}}};
    b.add(edition{"free"}).add(edition{"sold"}).add(price_version{"only", instant{}, {}});
    b.add(charge{.key = "members"});
    b.price_by("only", "sold", "members",
               capacity_tier<max_capacity_units>{{limit::unlimited()}, 0_dec});
    const auto c = b.change("", "", change_kind::forbidden).build().value();
    const std::array each{quantity{3}};
    const std::array readings{metered{.charge = charge_id{0}, .each = each}};
    const period_facts f{.edition = sold_edition, .version = only_version, .usage = readings};
    CHECK(rate_period(c, f)->lines.empty());
    CHECK(disagreement(explain_period(c, f).value()) == "");
}

TEST_CASE("a later segment of a period has no free transactions of its own") {
    // Both free ones were used up in the first segment; the second prices the rest at 2 %.
    const std::vector<metered> readings{
        of_payments(std::span{dollars}.first(3)),
        {.charge = payments, .segment = 1, .each = std::span{dollars}.subspan(3)}};
    constexpr std::array earlier{price_segment{sold, first}};
    const auto p =
        rate_period(seller,
                    {.edition = sold, .version = second, .earlier = earlier, .usage = readings})
            .value();
    CHECK(p.charges[0].amount == money{50, usd});                  // 10 at the least
    CHECK(p.charges[1].amount == money{2'25 + 4'00 + 2'65, usd});  // 100, 400 at most, 120
}

TEST_CASE("a charge of the catalog costs the same as its price alone") {
    law("for any percentage and transactions, split anywhere into two segments", [] {
        const percentage price = any_percentage();
        const auto b = [&] {
            catalog_builder made{offering{.product = "any", .unit = usd}};
            made.add(edition{"free"}).add(edition{"sold"});
            made.add(price_version{"only", instant{}, {}}).add(charge{.key = "payments"});
            made.price_by("only", "sold", "payments", price);
            return made.change("", "", change_kind::forbidden).build().value();
        }();
        std::vector<quantity> each;
        for (auto n = from_to(0, 6); n > 0; --n) each.push_back(quantity{from_to(0, 4'000)});
        const auto all = percentage_fee(price, each, usd).value();
        const auto line =
            rate(b, sold_edition, only_version, {.charge = charge_id{0}, .each = each}, instant{});
        RC_ASSERT(line->before_rounding == all);
        const auto cut = static_cast<std::size_t>(from_to(0, std::ssize(each)));
        const std::vector<metered> parts{
            {.charge = charge_id{0}, .each = std::span{each}.first(cut)},
            {.charge = charge_id{0}, .segment = 1, .each = std::span{each}.subspan(cut)}};
        const std::array earlier{price_segment{sold_edition, only_version}};
        const auto p = rate_period(b, {.edition = sold_edition,
                                       .version = only_version,
                                       .earlier = earlier,
                                       .usage = parts})
                           .value();
        RC_ASSERT(checked_add(p.charges[0].before_rounding, p.charges[1].before_rounding) == all);
    });
    law("for any matrix and included units, as if each unit were priced alone", [] {
        const decimal prices[] = {amount_up_to(2'000, 4), amount_up_to(2'000, 3)};
        const auto c = [&] {
            catalog_builder made{offering{.product = "any", .unit = usd}};
            made.add(attribute{.key = "size", .kind = attribute_kind::count});
            made.add(edition{"free"}).add(edition{"sold"});
            made.add(price_version{"only", instant{}, {}});
            made.add(charge{.key = "machines", .dimensions = {{attribute_id{0}}, 1}});
            made.price_by("only", "sold", "machines", matrix_row{{{7}}, prices[0]});
            made.price_by("only", "sold", "machines", matrix_row{{}, prices[1]});
            return made.change("", "", change_kind::forbidden).build().value();
        }();
        std::vector<used_with> with;
        big sum;
        auto free = from_to(0, 40);
        const limit included = limit::finite(free);
        for (auto n = from_to(0, 4); n > 0; --n) {
            const auto size = from_to(6, 8);
            with.push_back({attributes{}.set(attribute_id{0}, size), quantity{from_to(0, 20)}});
            for (auto u = with.back().used.count(); u > 0; --u)
                if (--free < 0) sum = sum + of(prices[size == 7 ? 0 : 1]).magnitude;
        }
        const auto line =
            rate(c, sold_edition, only_version,
                 {.charge = charge_id{0}, .included = included, .with = with}, instant{});
        RC_ASSERT(of(line->before_rounding).magnitude == sum);
    });
}

// SPDX-License-Identifier: MIT
#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <ratecard/rating/explanation.hpp>
#include <ratecard/rating/rate.hpp>

#include "any_price.hpp"
#include "recomputed.hpp"

using namespace ratecard;
using namespace ratecard::literals;
using namespace ratecard_test;

namespace {

constexpr instant month{1'714'492'800};

charge_line line_of(const catalog_view& c, std::int64_t used) {
    return rate(c, paid_edition, first_version, {the_charge, quantity{used}, {}}, month).value();
}
constexpr exact dollars(decimal d) { return exact::product(d, quantity{1}, usd); }

const std::vector<tier> three_steps{{limit::finite(10), 1_dec, 5_dec, {}},
                                    {limit::finite(20), 0.5_dec, {}, quantity{4}},
                                    {limit::unlimited(), 0.125_dec, {}, {}}};

}  // namespace

TEST_CASE("an explanation lists each step of the price with its units and its amount") {
    const auto c = selling(three_steps, usd, rounding::half_to_even, soft(2));
    const auto e = explanation_of(c, line_of(c, 23)).value();
    CHECK(e.version == first_version);
    CHECK(e.charged == quantity{21});
    REQUIRE(e.steps.size() == 5);
    CHECK(e.steps[0] == derived_value{.by = derivation::sum, .value = dollars(16.625_dec)});
    CHECK(e.steps[1] == derived_value{.by = derivation::by_unit,
                                      .tier = 0,
                                      .units = quantity{10},
                                      .price = 1_dec,
                                      .value = dollars(10_dec)});
    CHECK(e.steps[2].by == derivation::flat);
    CHECK(e.steps[3].by == derivation::by_package);
    CHECK(e.steps[3].units == quantity{3});
    CHECK(e.steps[4].value == dollars(0.125_dec));
    CHECK(e.amount == money{16'62, usd});
    CHECK(e.rounding_delta() == -dollars(0.005_dec));
    CHECK(disagreement(e) == "");
}

TEST_CASE("an explanation shows promoted units, and units beyond the last step") {
    const auto free = selling(three_steps, usd, rounding::floor, {}, instant::never());
    const auto e = explanation_of(free, line_of(free, 23)).value();
    CHECK(e.promoted);
    CHECK(e.steps.empty());
    CHECK(e.rounding_delta() == exact{money{0, usd}});

    catalog_builder b{offering{.product = "any", .unit = usd}};
    b.add(edition{"free"}).add(edition{"paid"}).add(price_version{"first", instant{}, {}});
    b.add(charge{.key = "units", .pricing = {.beyond = beyond_tiers::unbilled}});
    b.price("first", "paid", "units", {limit::finite(5), 1_dec, {}, {}});
    const auto c = b.change("", "", change_kind::forbidden).build().value();
    CHECK(explanation_of(c, line_of(c, 7))->unbilled == quantity{2});
    CHECK(explanation_of(c, line_of(c, 5))->unbilled == quantity{0});
}

TEST_CASE(
    "an explanation without room for its steps is an error, and so is another catalog's line") {
    const auto c = selling(three_steps, usd, rounding::floor);
    const charge_line line = line_of(c, 23);
    CHECK(explanation_of<5>(c, line).has_value());
    CHECK(explanation_of<4>(c, line) == core_errc::capacity_exceeded);
    charge_line other = line;
    other.edition = free_edition;
    CHECK(explanation_of(c, other) == catalog_errc::no_price);
    other.edition = edition_id{2};
    CHECK(explanation_of(c, other) == catalog_errc::unknown_edition);
    other = line;
    other.version = version_id{1};
    CHECK(explanation_of(c, other) == catalog_errc::unknown_version);
    other = line;
    other.charge = charge_id{1};
    CHECK(explanation_of(c, other) == catalog_errc::unknown_charge);
}

TEST_CASE("every amount can be computed again from its explanation, by other code") {
    law("for any price, in any currency", [] {
        const currency unit = any_currency();
        const auto mode = *rc::gen::element(rounding::half_to_even, rounding::half_away_from_zero,
                                            rounding::floor, rounding::ceiling);
        const auto c = selling(any_steps(), unit, mode, soft(*rc::gen::inRange(0, 50)));
        const auto line =
            rate(c, paid_edition, first_version, {the_charge, any_usage(), {}}, month);
        RC_PRE(line.has_value());
        const auto e = explanation_of(c, *line);
        RC_ASSERT(e.has_value());
        RC_ASSERT(disagreement(*e) == "");
    });
}

TEST_CASE("the change of an amount is explained by the steps that differ, and by rounding") {
    const auto c = selling(three_steps, usd, rounding::half_to_even);
    const auto at = [&](std::int64_t used) { return explanation_of(c, line_of(c, used)).value(); };
    const auto why = diff(at(9), at(21)).value();  // 14.00, then 15 + 3 x 0.50 + 0.125
    CHECK(why.delta == money{2'62, usd});
    REQUIRE(why.steps.size() == 3);
    CHECK(why.steps[0] ==
          changed_value{derivation::by_unit, 0, dollars(9_dec), dollars(10_dec), dollars(1_dec)});
    CHECK(why.steps[1] == changed_value{derivation::by_package, 1, dollars(0_dec), dollars(1.5_dec),
                                        dollars(1.5_dec)});
    CHECK(why.steps[2].tier == 2);
    CHECK(why.by_rounding == -dollars(0.005_dec));
    // Backwards, the signs are reversed; without a change there are no parts.
    CHECK(diff(at(21), at(9))->delta == money{-2'62, usd});
    CHECK(diff(at(21), at(9))->steps.size() == 3);
    CHECK(diff(at(9), at(9))->steps.empty());
    CHECK(diff<2>(at(9), at(21)) == core_errc::capacity_exceeded);
    const auto euros = selling(three_steps, eur, rounding::half_to_even);
    CHECK(diff(at(9), explanation_of(euros, line_of(euros, 9)).value()) ==
          money_errc::currency_mismatch);
}

TEST_CASE("the explained parts of a change add up to it") {
    law("between any two bills of one currency", [] {
        const auto any_explanation = [&] {
            const auto c = selling(any_steps(), usd, rounding::half_away_from_zero);
            const auto line =
                rate(c, paid_edition, first_version, {the_charge, any_usage(), {}}, month);
            RC_PRE(line.has_value());
            return explanation_of(c, *line).value();
        };
        const auto a = any_explanation(), b = any_explanation();
        const auto why = diff(a, b);
        RC_PRE(why.has_value());
        exact sum = why->by_rounding;
        for (const changed_value& step : why->steps) {
            const auto both = checked_add(sum, step.delta);
            RC_PRE(both.has_value());
            sum = *both;
        }
        RC_ASSERT(sum == exact{why->delta});
    });
}

// SPDX-License-Identifier: MIT
#include <cstdint>
#include <span>
#include <vector>

#include <ratecard/rating/period_explanation.hpp>

#include "any_seller.hpp"
#include "recomputed.hpp"

using namespace ratecard;
using namespace ratecard::literals;
using namespace ratecard_test;

namespace {

constexpr money cents(std::int64_t n) { return money{n, usd}; }
constexpr charge_id calls{0};

owned_catalog shop(const rating_policy& policy) {
    catalog_builder b{offering{.product = "Shop", .unit = usd, .rating = policy}};
    b.add(edition{"free"}).add(edition{"sold"}).add(price_version{"only", instant{}, {}});
    b.add(charge{.key = "calls"}).add(charge{.key = "seats", .kind = charge_kind::recurring});
    b.price("only", "sold", "calls", {.unit_price = 0.015_dec});
    b.price("only", "sold", "seats", {.unit_price = 12_dec});
    b.adjust("only", "sold", "calls", {.percentage_off = 10_dec});
    b.adjust("only", "sold", "", {.minimum = 20_dec});
    return b.change("", "", change_kind::forbidden).build().value();
}
period_facts facts(const std::vector<metered>& usage, const adjustments& agreed = {}) {
    return {.edition = sold_edition, .version = only_version, .usage = usage, .agreed = agreed};
}

}  // namespace

TEST_CASE("an explanation of a period shows each adjustment of each line, and who stated it") {
    const auto c = shop(presets::lago);
    const std::vector<metered> usage{{calls, quantity{1'001}, {}}};  // 15.015, rounded once
    const auto e =
        explain_period(c, facts(usage, {.amount_off = cents(3'00), .credits = cents(1)})).value();
    REQUIRE(e.charges.size() == 2);
    CHECK(e.charges[0].of.amount == cents(15'02));
    REQUIRE(e.adjustments.size() == 4);
    const explained_adjustment& tenth = e.adjustments[0];
    CHECK(tenth.by == rating_step::percentage_discount);
    CHECK(tenth.charge == calls);
    CHECK(tenth.base == cents(15'02));
    CHECK(tenth.before_rounding == scaled{exact{cents(15'02)}, ratio{100, 1000}});
    CHECK(tenth.amount == cents(1'50));
    // 13.52 and 12.00 are above the minimum. Of 3.00 off, 13.52 takes 1.5894..., 12.00 the rest.
    CHECK(e.adjustments[1].by == rating_step::amount_discount);
    CHECK(!e.adjustments[1].charge);
    CHECK(e.adjustments[1].of_all == cents(25'52));
    CHECK(e.adjustments[1].before_rounding == scaled{exact{cents(3'00)}, ratio{13'52, 25'52}});
    CHECK(e.adjustments[1].amount == cents(1'59));
    CHECK(e.adjustments[2].line == 1);
    CHECK(e.adjustments[2].amount == cents(1'41));
    CHECK(e.adjustments[3].by == rating_step::credits);
    CHECK(e.adjustments[3].base == cents(11'93));
    CHECK(e.due == cents(22'51));
    CHECK(disagreement(e) == "");
}

TEST_CASE("a minimum explains its line by the sum of the others") {
    const auto c = shop(presets::lago);
    const auto e = explain_period(c, facts({})).value();
    REQUIRE(e.adjustments.size() == 1);
    CHECK(e.adjustments[0].by == rating_step::minimum);
    CHECK(e.adjustments[0].line == 1);
    CHECK(e.adjustments[0].of_all == cents(12'00));
    CHECK(e.adjustments[0].stated == cents(20'00));
    CHECK(e.adjustments[0].amount == cents(8'00));
    CHECK(disagreement(e) == "");
}

TEST_CASE("a discount on a minimum alone can be computed again") {
    catalog_builder b{offering{.product = "Shop", .unit = usd, .rating = presets::lago}};
    b.add(edition{"free"}).add(edition{"sold"}).add(price_version{"only", instant{}, {}});
    b.adjust("only", "sold", "", {.percentage_off = 0.1_dec, .minimum = 5_dec});
    const auto c = b.change("", "", change_kind::forbidden).build().value();
    const auto e = explain_period(c, facts({})).value();
    CHECK(e.charges.empty());
    CHECK(e.rounded == rounding::half_away_from_zero);
    CHECK(e.due == cents(4'99));  // half a cent off
    CHECK(disagreement(e) == "");
}

TEST_CASE(
    "an explanation of a period that does not fit is an error, and so are errors of its facts") {
    const auto c = shop(presets::lago);
    CHECK(explain_period<32, 16, 16, 1>(c, facts({})).has_value());
    CHECK(explain_period<32, 16, 16, 0>(c, facts({})) == core_errc::capacity_exceeded);
    CHECK(explain_period<32, 16, 1, 1>(c, facts({})) == core_errc::capacity_exceeded);
    CHECK(explain_period<1, 16>(c, facts({})) == core_errc::capacity_exceeded);
    CHECK(explain_period(c, {.edition = edition_id{9}}) == catalog_errc::unknown_edition);
    CHECK(explain_period(c, facts({}, {.maximum = cents(1)})) == core_errc::policy_out_of_range);
}

TEST_CASE("every amount of a period can be computed again from its explanation, by other code") {
    law("for any seller and usage", [] {
        const auto c = any_seller();
        any_facts f = any_period(c);
        f.hand_in();
        const auto p = rate_period(c, f.facts);
        const auto e = explain_period(c, f.facts);
        RC_ASSERT(p.has_value() == e.has_value());
        RC_PRE(p.has_value());
        RC_ASSERT(e->lines == p->lines);
        RC_ASSERT(e->net == p->net);
        RC_ASSERT(e->due == p->due);
        RC_ASSERT(disagreement(*e) == "");
        RC_ASSERT(e->content == content_hash(c, f.facts.version));
    });
}

TEST_CASE("the change of a bill is explained by charge and part, down to the cent") {
    const auto c = shop(presets::lago);
    const auto lines = [&](std::int64_t used, const adjustments& agreed) {
        const std::vector<metered> usage{{calls, quantity{used}, {}}};
        return rate_period(c, facts(usage, agreed)).value().lines;
    };
    const auto march = lines(100, {}), april = lines(1'000, {.credits = cents(50)});
    const auto why =
        diff(std::span{march.data(), march.size()}, std::span{april.data(), april.size()}, usd)
            .value();
    CHECK(why.delta == cents(5'00));  // 20.00, then 13.50 + 12.00 - 0.50
    REQUIRE(why.parts.size() == 4);
    CHECK(why.parts[0] ==
          changed_part{calls, bill_part::usage, cents(1'50), cents(15'00), cents(13'50)});
    CHECK(why.parts[1] ==
          changed_part{calls, bill_part::percentage_off, cents(-15), cents(-1'50), cents(-1'35)});
    CHECK(why.parts[2] ==
          changed_part{calls, bill_part::credited, cents(0), cents(-50), cents(-50)});
    CHECK(why.parts[3] ==
          changed_part{{}, bill_part::minimum, cents(6'65), cents(0), cents(-6'65)});
    CHECK(diff<3>(std::span{march.data(), march.size()}, std::span{april.data(), april.size()},
                  usd) == core_errc::capacity_exceeded);
    CHECK(diff(std::span{march.data(), march.size()}, std::span{march.data(), march.size()}, usd)
              ->parts.empty());
}

TEST_CASE("the explained parts of a change of a bill add up to it") {
    law("between any two bills of a seller", [] {
        const auto c = any_seller();
        const auto lines = [&] {
            any_facts f = any_period(c);
            f.hand_in();
            const auto p = rate_period(c, f.facts);
            RC_PRE(p.has_value());
            return std::vector<bill_line>(p->lines.begin(), p->lines.end());
        };
        const auto before = lines(), after = lines();
        const auto why = diff(before, after, usd).value();
        std::int64_t sum = 0;
        for (const changed_part& part : why.parts) {
            RC_ASSERT(part.delta != cents(0));
            sum += part.delta.minor_units();
        }
        RC_ASSERT(cents(sum) == why.delta);
        RC_ASSERT(why.delta.minor_units() ==
                  due_of(after, usd)->minor_units() - due_of(before, usd)->minor_units());
    });
}

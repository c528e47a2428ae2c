// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cstdint>
#include <numeric>
#include <span>
#include <vector>

#include <ratecard/rating/pipeline.hpp>

#include "property.hpp"

using namespace ratecard;
using namespace ratecard::literals;
using namespace ratecard_test;

namespace {

bill_line usage(std::int64_t cents) { return line_of(line_kind::usage, 0, 1, money{cents, usd}); }
constexpr money cents(std::int64_t n) { return money{n, usd}; }

result<std::vector<bill_line>> adjusted(const rating_policy& policy, const adjustments& agreed,
                                        std::vector<bill_line> lines) {
    const std::size_t size = lines.size();
    lines.resize(size + 1);
    std::vector<std::uint64_t> weights(lines.size());
    std::vector<money> parts(lines.size());
    const auto n = adjust(policy, agreed, lines, size, usd, weights, parts);
    if (!n) return n.error();
    lines.resize(*n);
    return lines;
}
std::int64_t due(const rating_policy& policy, const adjustments& agreed,
                 const std::vector<bill_line>& lines) {
    return due_of(adjusted(policy, agreed, lines).value(), usd).value().minor_units();
}

}  // namespace

TEST_CASE("the policy orders the steps: a percentage before or after a maximum") {
    const adjustments agreed{.percentage_off = ratio{1, 2}, .maximum = cents(100)};
    const rating_policy first{.order = {rating_step::percentage_discount, rating_step::maximum},
                              .steps = 2};
    const rating_policy last{.order = {rating_step::maximum, rating_step::percentage_discount},
                             .steps = 2};
    CHECK(due(first, agreed, {usage(300)}) == 100);
    CHECK(due(last, agreed, {usage(300)}) == 50);
}

TEST_CASE("what is agreed without its step in the policy is an error") {
    const rating_policy none{.steps = 0};
    const auto refused = [&](const adjustments& agreed) {
        return adjusted(none, agreed, {usage(300)}) == catalog_errc::adjustment_without_its_step;
    };
    CHECK(refused({.percentage_off = ratio{1, 2}}));
    CHECK(refused({.amount_off = cents(1)}));
    CHECK(refused({.maximum = cents(1)}));
    CHECK(refused({.minimum = cents(1)}));
    CHECK(refused({.credits = cents(1)}));
    CHECK(due(none, {}, {usage(300)}) == 300);
    CHECK(due({}, {.percentage_off = ratio{1, 2}, .credits = cents(1)}, {usage(300)}) == 149);
}

TEST_CASE("a minimum is a separate line when the period closes, before credits") {
    const adjustments agreed{.minimum = cents(200), .credits = cents(175)};
    const auto closed = adjusted(presets::open_meter, agreed, {usage(100), usage(50)}).value();
    REQUIRE(closed.size() == 3);
    CHECK(closed[2].kind == line_kind::minimum);
    CHECK(closed[2].amount == cents(50));
    CHECK(closed[2].credited == cents(25));
    adjustments open = agreed;
    open.closes = false;
    CHECK(adjusted(presets::open_meter, open, {usage(100), usage(50)})->size() == 2);
    // If the line does not fit, that is an error, not a bill without the line.
    std::vector<bill_line> lines{usage(100)};
    std::vector<std::uint64_t> weights(1);
    std::vector<money> parts(1);
    CHECK(adjust(presets::open_meter, agreed, lines, 1, usd, weights, parts) ==
          core_errc::capacity_exceeded);
}

TEST_CASE("a minimum above the maximum is an error, and so is a repeated step") {
    CHECK(adjusted(presets::open_meter, {.maximum = cents(99), .minimum = cents(100)}, {}) ==
          core_errc::policy_out_of_range);
    CHECK(adjusted(presets::open_meter, {.maximum = cents(100), .minimum = cents(100)}, {})
              .has_value());
    CHECK(adjusted({.order = {rating_step::credits, rating_step::credits}, .steps = 2}, {}, {}) ==
          core_errc::policy_out_of_range);
}

TEST_CASE("an error of one step is returned") {
    const adjustments other{.amount_off = money{1, eur}};
    CHECK(adjusted(presets::stripe, other, {usage(100)}) == money_errc::currency_mismatch);
    CHECK(adjusted(presets::stripe, {.percentage_off = ratio{2, 1}}, {usage(100)}) ==
          money_errc::discount_out_of_range);
    CHECK(adjusted(presets::stripe, {}, {line_of(line_kind::usage, 0, 1, money{1, eur})}) ==
          money_errc::currency_mismatch);
    CHECK(adjusted(presets::open_meter, {.minimum = money{1, eur}}, {usage(1)}) ==
          money_errc::currency_mismatch);
}

TEST_CASE("the lines add up to what the bill is due, in any order") {
    law("for every preset that divides nothing over lines", [] {
        const rating_policy policy = *rc::gen::element(
            presets::open_meter, presets::stripe, presets::lago, presets::polar, presets::meteroid,
            presets::flexprice, presets::kill_bill, presets::autumn, presets::tencent_chat);
        std::vector<bill_line> lines;
        for (int i = *rc::gen::inRange(0, 6); i > 0; --i)
            lines.push_back(usage(*rc::gen::inRange<std::int64_t>(0, 10'000)));
        const auto maybe = [](std::int64_t most) {
            return *rc::gen::arbitrary<bool>()
                       ? std::optional{cents(*rc::gen::inRange<std::int64_t>(0, most))}
                       : std::nullopt;
        };
        adjustments agreed{.amount_off = maybe(20'000), .credits = maybe(20'000)};
        if (*rc::gen::arbitrary<bool>())
            agreed.percentage_off = ratio{*rc::gen::inRange<std::uint64_t>(0, 101), 100};
        agreed.minimum = maybe(10'000);
        if (*rc::gen::arbitrary<bool>())
            agreed.maximum = cents(10'000 + *rc::gen::inRange<std::int64_t>(0, 10'000));
        const auto done = adjusted(policy, agreed, lines).value();
        std::int64_t sum = 0;
        for (const bill_line& line : done) {
            RC_ASSERT(!line.due().is_negative());
            sum += line.due().minor_units();
        }
        RC_ASSERT(sum == due(policy, agreed, lines));
        std::vector<bill_line> turned(lines.rbegin(), lines.rend());
        RC_ASSERT(due(policy, agreed, turned) == sum);
    });
}

// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include <ratecard/rating/rate.hpp>

#include "allocations.hpp"
#include "any_price.hpp"

using namespace ratecard;
using namespace ratecard_test;

namespace {

constexpr instant month{1'714'492'800};
constexpr auto half_up = rounding::half_away_from_zero;

decimal price(std::string_view text) { return decimal::from(text).value(); }
std::vector<tier> each(std::string_view text) { return {{limit::unlimited(), price(text), {}}}; }
constexpr money cents(std::int64_t n) { return money{n, usd}; }

result<charge_line> line_of(const catalog_view& c, std::int64_t used,
                            std::optional<limit> included = {}) {
    return rate(c, paid_edition, first_version, {the_charge, quantity{used}, included}, month);
}
money amount_of(const std::vector<tier>& steps, std::int64_t used, rounding mode = half_up) {
    const auto c = selling(steps, usd, mode);
    return line_of(c, used).value().amount;
}

/// 1,000 at 0.10, the next 9,000 at 0.08, and 0.05 from there on.
const std::vector<tier> graduated{{limit::finite(1'000), price("0.1"), {}},
                                  {limit::finite(10'000), price("0.08"), {}},
                                  {limit::unlimited(), price("0.05"), {}}};

}  // namespace

TEST_CASE("a line is rounded once, not unit by unit") {
    CHECK(amount_of(each("0.004"), 10'000) == cents(4'000));    // a unit alone would be nothing
    CHECK(amount_of(each("0.0125"), 10'001) == cents(12'501));  // 125.0125
    CHECK(amount_of(each("0.0125"), 10'002) == cents(12'503));  // 125.025, a tie
    CHECK(amount_of(each("0.0125"), 10'002, rounding::half_to_even) == cents(12'502));
    CHECK(amount_of(each("0.0125"), 10'002, rounding::ceiling) == cents(12'503));
    CHECK(amount_of(each("0.0125"), 10'003, rounding::floor) == cents(12'503));  // 125.0375
    CHECK(amount_of(each("0.005"), 1) == cents(1));
    CHECK(amount_of(each("0.004999999999999999"), 1) == cents(0));
    CHECK(amount_of(each("0.000000000000000001"), 1'000'000'000'000'000) == cents(0));  // 0.001
}

TEST_CASE("steps are added up before the line is rounded") {
    const std::vector<tier> steps{{limit::finite(1), price("0.004"), {}},
                                  {limit::finite(2), price("0.004"), {}},
                                  {limit::unlimited(), price("0.004"), {}}};
    CHECK(amount_of(steps, 3) == cents(1));  // 0.012, where each alone is nothing
}

TEST_CASE("each step prices the units in it") {
    CHECK(amount_of(graduated, 0) == cents(0));
    CHECK(amount_of(graduated, 1) == cents(10));
    CHECK(amount_of(graduated, 1'000) == cents(10'000));
    CHECK(amount_of(graduated, 1'001) == cents(10'008));
    CHECK(amount_of(graduated, 10'000) == cents(82'000));
    CHECK(amount_of(graduated, 10'001) == cents(82'005));
    CHECK(amount_of(graduated, 20'000) == cents(132'000));
}

TEST_CASE("a flat part is charged once a step is entered, and not before") {
    const std::vector<tier> steps{{limit::finite(10), price("0"), price("5")},
                                  {limit::unlimited(), price("1"), price("2.50")}};
    CHECK(amount_of(steps, 0) == cents(0));
    CHECK(amount_of(steps, 1) == cents(500));
    CHECK(amount_of(steps, 10) == cents(500));
    CHECK(amount_of(steps, 11) == cents(850));
    CHECK(amount_of(steps, 12) == cents(950));
}

TEST_CASE("only units above the included ones are charged") {
    const auto c = selling(each("0.5"), usd, half_up, soft(100));
    CHECK(line_of(c, 99)->amount == cents(0));
    CHECK(line_of(c, 100)->amount == cents(0));
    CHECK(line_of(c, 101)->amount == cents(50));
    CHECK(line_of(c, 101)->charged == quantity{1});
    CHECK(line_of(c, 101)->included == limit::finite(100));
    // Included units agreed with a customer replace those of the catalog.
    CHECK(line_of(c, 101, limit::finite(0))->amount == cents(5'050));
    CHECK(line_of(c, 101, limit::finite(101))->amount == cents(0));
    CHECK(line_of(c, 101, limit::unlimited())->amount == cents(0));
    CHECK(line_of(c, 101, limit::unlimited())->charged == quantity{0});
    const auto all = selling(each("0.5"), usd, half_up, no_limit);
    CHECK(line_of(all, quantity::max_count)->amount == cents(0));
    // Without a quota every unit is charged; the steps begin above the included units.
    CHECK(line_of(selling(each("0.5"), usd, half_up), 101)->amount == cents(5'050));
    CHECK(line_of(selling(graduated, usd, half_up, soft(500)), 1'501)->amount == cents(10'008));
}

TEST_CASE("a promotion makes every month that begins before its end free") {
    const auto c = selling(each("0.5"), usd, half_up, soft(10), month);
    const auto at = [&](instant begin) {
        return rate(c, paid_edition, first_version, {the_charge, quantity{30}, {}}, begin).value();
    };
    const charge_line before = at(month - seconds(1));
    CHECK(before.promoted);
    CHECK(before.amount == cents(0));
    CHECK(before.before_rounding.is_zero());
    CHECK(before.used == quantity{30});
    CHECK(before.charged == quantity{20});
    CHECK(before.unit_price == price("0.5"));
    CHECK_FALSE(at(month).promoted);
    CHECK(at(month).amount == cents(1'000));
    CHECK(at(month + seconds(1)).amount == cents(1'000));
}

TEST_CASE("a line shows its unit price if there is only one") {
    CHECK(line_of(selling(each("0.5"), usd, half_up), 1)->unit_price == price("0.5"));
    CHECK_FALSE(line_of(selling(graduated, usd, half_up), 1)->unit_price);
    const std::vector<tier> with_flat{{limit::unlimited(), price("1"), price("2")}};
    CHECK_FALSE(line_of(selling(with_flat, usd, half_up), 1)->unit_price);
}

TEST_CASE("a missing price and an unknown id are named errors") {
    const auto c = selling(each("0.5"), usd, half_up);
    const auto asked = [&](edition_id e, version_id v, charge_id what) {
        return rate(c, e, v, {what, quantity{1}, {}}, month);
    };
    CHECK(asked(free_edition, first_version, the_charge) == catalog_errc::no_price);
    CHECK(asked(edition_id{2}, first_version, the_charge) == catalog_errc::unknown_edition);
    CHECK(asked(paid_edition, version_id{1}, the_charge) == catalog_errc::unknown_version);
    CHECK(asked(paid_edition, first_version, charge_id{1}) == catalog_errc::unknown_charge);
    // A price of zero is a price.
    CHECK(line_of(selling(each("0"), usd, half_up), 7)->amount == cents(0));
}

TEST_CASE("an amount that does not fit is a named error, never a smaller amount") {
    // 92,233,720,368,547,758.07 USD is the largest amount.
    CHECK(amount_of(each("92233720368547758.07"), 1).minor_units() == INT64_MAX);
    const auto asked = [](std::string_view text, std::int64_t used) {
        return line_of(selling(each(text), usd, half_up), used);
    };
    CHECK(asked("92233720368547758.07", 2) == core_errc::overflow);
    CHECK(asked("92233720368547758.1", 1) == core_errc::overflow);
    CHECK(asked("92233720368547758", 1'000'000'000'000'000) == core_errc::overflow);
    CHECK(asked("100", 1'000'000'000'000'000) == core_errc::overflow);
    CHECK(asked("92.23", 1'000'000'000'000'000)->amount == cents(9'223'000'000'000'000'000));
    const std::vector<tier> steps{{limit::finite(1), price("92233720368547758.07"), {}},
                                  {limit::unlimited(), price("0.004"), price("0.001")}};
    CHECK(amount_of(steps, 1).minor_units() == INT64_MAX);
    CHECK(line_of(selling(steps, usd, half_up), 2) == core_errc::overflow);
    // A promoted charge has no amount that can overflow.
    CHECK(line_of(selling(each("92233720368547758"), usd, half_up, {}, instant::never()),
                  1'000'000'000'000'000)
              ->amount == cents(0));
}

TEST_CASE("no digit is lost if the catalog's rounding is exact") {
    const auto c = selling(each("0.015"), usd, rounding::exact);
    CHECK(line_of(c, 2)->amount == cents(3));
    CHECK(line_of(c, 1) == money_errc::inexact);
}

TEST_CASE("an amount equals the one computed step by step by other code") {
    law("for any steps, currency, rounding and included units", [] {
        const auto steps = any_steps();
        const auto unit = any_currency();
        const auto mode =
            *rc::gen::elementOf(std::vector(std::begin(every_rounding), std::end(every_rounding)));
        const std::int64_t used = any_usage().count();
        std::optional<quota_limit> in_catalog;
        std::optional<limit> agreed;
        std::int64_t included = 0;
        bool all = false;
        switch (*rc::gen::inRange(0, 5)) {
            case 0: in_catalog = soft(included = any_usage().count()); break;
            case 1: agreed = limit::finite(included = any_usage().count()); break;
            case 2:
                in_catalog = soft(3);
                agreed = limit::finite(included = any_usage().count());
                break;
            case 3:
                *rc::gen::arbitrary<bool>() ? void(in_catalog = no_limit)
                                            : void(agreed = limit::unlimited());
                all = true;
                break;
            default: break;
        }
        const auto c = selling(steps, unit, mode, in_catalog);
        const auto line =
            rate(c, paid_edition, first_version, {the_charge, quantity{used}, agreed}, month);

        const std::int64_t charged = all ? 0 : std::max<std::int64_t>(0, used - included);
        const auto expected =
            rounded(false, price_by_hand(steps, charged), ten_to_the(18 - unit.digits()), mode);
        const bool fits = expected && expected->magnitude <= big{INT64_MAX};
        if (!fits) {
            RC_ASSERT(!line.has_value());
            // An amount that is neither exact nor small enough may give either error.
            const bool small =
                price_by_hand(steps, charged) <= big{INT64_MAX} * ten_to_the(18 - unit.digits());
            if (expected)
                RC_ASSERT(line.error() == core_errc::overflow);
            else if (small)
                RC_ASSERT(line.error() == money_errc::inexact);
            else
                RC_ASSERT(line.error() == money_errc::inexact ||
                          line.error() == core_errc::overflow);
            return;
        }
        RC_ASSERT(line.has_value());
        RC_ASSERT(big{static_cast<std::uint64_t>(line->amount.minor_units())} ==
                  expected->magnitude);
        RC_ASSERT(line->amount.unit() == unit);
        RC_ASSERT(line->used == quantity{used});
        RC_ASSERT(line->charged == quantity{charged});
        // The amount can be computed again from the explanation.
        RC_ASSERT(line->before_rounding.round(line->rounded) == line->amount);
        RC_ASSERT(line->rounded == mode);
        if (!all) RC_ASSERT(line->used.above(line->included.most()) == line->charged);
    });
}

TEST_CASE("more usage never costs less") {
    law("for any price, as long as the amount fits", [] {
        const auto steps = any_steps();
        const auto mode = *rc::gen::elementOf(
            std::vector(std::begin(every_rounding) + 1, std::end(every_rounding)));
        std::optional<quota_limit> included;
        if (*rc::gen::arbitrary<bool>()) included = soft(any_usage().count());
        const auto c = selling(steps, any_currency(), mode, included);
        std::int64_t less = any_usage().count();
        std::int64_t more = *rc::gen::arbitrary<bool>() ? any_usage().count()
                                                        : std::min(less + 1, quantity::max_count);
        if (more < less) std::swap(less, more);
        const auto cheap = line_of(c, less), dear = line_of(c, more);
        if (!cheap) {
            RC_ASSERT(cheap.error() == core_errc::overflow);
            RC_ASSERT(dear == core_errc::overflow);
        } else if (dear) {
            RC_ASSERT(cheap->amount <= dear->amount);
        }
    });
}

TEST_CASE("the steps divide the charged units, each up to its width") {
    law("the units of all steps add up to the charged ones", [] {
        const auto steps = any_steps();
        const auto c = selling(steps, usd, half_up);
        const std::int64_t charged = any_usage().count();
        std::int64_t sum = 0, bound = 0;
        std::size_t visited = 0;
        const auto billed = for_each_tier_part(
            pricing{}, c.view().price_of(the_charge, paid_edition, first_version),
            {quantity{charged}, quantity{charged}}, usd,
            [&](const tier_part& part, const tier& step) {
                RC_ASSERT(step == steps[visited]);
                RC_ASSERT(part.step == visited);
                RC_ASSERT(part.units.count() > 0);
                sum += part.units.count();
                if (!step.up_to.is_unlimited()) {
                    RC_ASSERT(part.units.count() <= step.up_to.most().count() - bound);
                    // A step is full before the next is entered.
                    if (sum < charged) RC_ASSERT(sum == step.up_to.most().count());
                    bound = step.up_to.most().count();
                }
                ++visited;
            });
        RC_ASSERT(billed == quantity{charged});
        RC_ASSERT(sum == charged);
        RC_ASSERT((visited == 0) == (charged == 0));
    });
}

TEST_CASE("several meters are rated one by one, and their rounded lines added up") {
    law("the total is the sum of the lines", [] {
        const auto c = selling(any_steps(), usd, half_up, soft(any_usage().count()));
        std::vector<metered> meters;
        const int size = *rc::gen::inRange(0, 6);
        for (int i = 0; i < size; ++i) {
            meters.push_back({the_charge, any_usage(), {}});
            if (*rc::gen::inRange(0, 3) == 0) meters.back().included = limit{any_usage()};
            if (*rc::gen::inRange(0, 20) == 0) meters.back().charge = charge_id{9};
        }
        std::vector<charge_line> lines(meters.size());
        const auto total = rate_all(c, paid_edition, first_version, meters, month, lines);
        std::vector<money> amounts;
        for (std::size_t i = 0; i < meters.size(); ++i) {
            const auto line = rate(c, paid_edition, first_version, meters[i], month);
            if (!line) {
                RC_ASSERT(total == line.error());
                return;
            }
            amounts.push_back(line->amount);
            if (!sum(amounts, usd)) {
                RC_ASSERT(total == core_errc::overflow);
                return;
            }
        }
        RC_ASSERT(total == sum(amounts, usd));
        for (std::size_t i = 0; i < meters.size(); ++i)
            RC_ASSERT(rate(c, paid_edition, first_version, meters[i], month) == lines[i]);
    });
    const auto c = selling(each("0.5"), usd, half_up);
    CHECK(rate_all(c, paid_edition, first_version, {}, month, {}) == cents(0));
}

TEST_CASE("eight lines are rated without an allocation, also over older lines") {
    const auto c = selling(graduated, usd, half_up);
    const auto one_price = selling(each("0.0125"), usd, half_up);
    std::array<metered, 8> meters{};
    for (std::size_t i = 0; i < meters.size(); ++i)
        meters[i] = {the_charge, quantity{static_cast<std::int64_t>(i * i * 250)}, {}};
    meters[3].included = limit::finite(2'000);
    std::array<charge_line, 8> lines{};
    const auto rated = [&](const catalog_view& of) {
        return rate_all(of, paid_edition, first_version, meters, month, lines);
    };
    const auto promoted = selling(graduated, usd, half_up, {}, month + seconds(1));
    CHECK(rated(one_price));
    CHECK(rated(promoted) == cents(0));
    CHECK(lines[7].promoted);
    CHECK(lines[7].before_rounding == exact{cents(0)});
    CHECK_FALSE(lines[7].unit_price);
    const std::size_t before = allocations;
    const auto total = rated(c);
    const std::size_t after = allocations;
    CHECK(after == before);
    CHECK(an_allocation_is_counted());
    REQUIRE(total);
    for (std::size_t i = 0; i < lines.size(); ++i)
        CHECK(rate(c, paid_edition, first_version, meters[i], month) == lines[i]);
}

TEST_CASE("a charge can be rated in a constant expression") {
    static constexpr edition editions[] = {{"free"}, {"paid"}};
    static constexpr price_version versions[] = {{"first", instant{}, {}}};
    static constexpr charge charges[] = {{.key = "units", .unit = "unit"}};
    static constexpr charge_price prices[] = {
        {first_version, paid_edition, the_charge, {.unit_price = decimal::from(15, 3).value()}}};
    static constexpr offering o{.product = "any", .unit = usd};
    constexpr catalog_view c{.offering = &o,
                             .editions = editions,
                             .versions = versions,
                             .charges = charges,
                             .charge_prices = prices};
    STATIC_REQUIRE(rate(c, paid_edition, first_version, {the_charge, quantity{2'501}, {}}, month)
                       .value()
                       .amount == money{3'752, usd});
}

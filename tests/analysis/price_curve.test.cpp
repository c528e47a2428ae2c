// SPDX-License-Identifier: MIT
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <ratecard/analysis/price_curve.hpp>

#include "catch.hpp"

using namespace ratecard;
using namespace ratecard::literals;

namespace {

constexpr exact dollars(decimal d) { return exact::product(d, quantity{1}, usd); }

std::vector<price_point> curve(const pricing& how, const std::vector<tier>& tiers,
                               std::int64_t included = 0) {
    std::vector<price_point> points(tiers.size());
    points.resize(
        price_curve(how, std::span<const tier>{tiers}, usd, limit::finite(included), points)
            .value());
    return points;
}

const std::vector<tier> rebate{{limit::finite(10), 2_dec, {}, {}},
                               {limit::finite(20), 1.5_dec, {}, {}},
                               {limit::unlimited(), 1_dec, 5_dec, {}}};
constexpr pricing volume{.tiers = tiering::volume};

}  // namespace

TEST_CASE("a volume price falls at its bounds, where one more unit costs less") {
    const auto points = curve(volume, rebate);
    REQUIRE(points.size() == 2);
    CHECK(points[0] == price_point{quantity{10}, dollars(20_dec), dollars(16.5_dec)});
    CHECK(points[0].falls());
    CHECK(points[1] == price_point{quantity{20}, dollars(30_dec), dollars(26_dec)});
    CHECK(points[1].falls());
    CHECK(curve({}, rebate).size() == 2);
    CHECK(!curve({}, rebate)[0].falls());
    // Included units move the points up.
    CHECK(curve(volume, rebate, 7)[0].at == quantity{17});
}

TEST_CASE("a price curve ends at the last step if the price refuses larger quantities") {
    const std::vector<tier> bounded{{limit::finite(10), 2_dec, {}, {}}};
    CHECK(curve({.beyond = beyond_tiers::refused}, bounded).empty());
    CHECK(curve({.beyond = beyond_tiers::unbilled}, bounded).size() == 1);
    CHECK(curve({}, {{limit::unlimited(), 1_dec, {}, {}}}).empty());
    std::array<price_point, 1> room{};
    CHECK(price_curve(volume, std::span<const tier>{rebate}, usd, limit{}, room) ==
          core_errc::capacity_exceeded);
    CHECK(price_curve(volume, std::span<const tier>{rebate}, usd, limit::unlimited(), {}) ==
          std::size_t{0});
}

TEST_CASE("between two points a larger quantity never costs less, and every fall is a point") {
    const std::vector<std::vector<tier>> prices{
        rebate,
        {{limit::finite(7), 3_dec, 9_dec, {}},
         {limit::finite(15), 2_dec, {}, quantity{4}},
         {limit::unlimited(), 0.5_dec, 1_dec, quantity{3}}},
        {{limit::finite(5), {}, 8_dec, {}}, {limit::unlimited(), {}, 3_dec, {}}},
        {{limit::finite(12), 1_dec, {}, {}}, {limit::finite(25), 0.1_dec, 2_dec, {}}},
    };
    std::size_t falls = 0;
    for (const auto& tiers : prices)
        for (const tiering t : {tiering::graduated, tiering::volume})
            for (int choices = 0; choices < 16; ++choices)
                for (const std::int64_t included : {0, 3}) {
                    const pricing how{
                        .tiers = t,
                        .beyond = beyond_tiers::unbilled,
                        .flat_when_unused = (choices & 1) != 0,
                        .included = (choices & 2) != 0 ? inclusion::free_tier : inclusion::deducted,
                        .tier_by_whole_units = (choices & 4) != 0,
                        .scale = (choices & 8) != 0 ? 1 : 0};
                    const auto points = curve(how, tiers, included);
                    const auto at = [&](std::int64_t q) {
                        return fee(how, std::span<const tier>{tiers}, quantity{q}, usd,
                                   limit::finite(included))
                            .value();
                    };
                    for (std::int64_t q = 0; q < 60; ++q) {
                        bool is_fall = false;
                        for (const price_point& p : points)
                            if (p.at == quantity{q}) {
                                CHECK(p.fee == at(q));
                                CHECK(p.fee_above == at(q + 1));
                                is_fall = p.falls();
                            }
                        CHECK((at(q + 1) < at(q)) == is_fall);
                        falls += is_fall ? 1u : 0u;
                        if (t == tiering::graduated) CHECK(!is_fall);
                    }
                }
    CHECK(falls > 100);
}

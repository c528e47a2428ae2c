// SPDX-License-Identifier: MIT
#include <cstdint>

#include <ratecard/time/anchor.hpp>
#include <ratecard/time/period.hpp>

#include "any_zone.hpp"
#include "edges.hpp"

using namespace ratecard;
using namespace ratecard_test;

namespace {

constexpr instant at(std::int32_t y, std::uint32_t m, std::uint32_t d) {
    return start_of(civil(y, m, d), utc);
}

}  // namespace

TEST_CASE("created on 15 May, anchored on 1 June: a short period, then months from the 1st") {
    constexpr schedule s{at(2023, 5, 15), {civil(2023, 6, 1)}, monthly, utc};
    STATIC_REQUIRE(period_at(s, 0) == period{at(2023, 5, 15), at(2023, 6, 1)});
    STATIC_REQUIRE(period_at(s, 1) == period{at(2023, 6, 1), at(2023, 7, 1)});
    STATIC_REQUIRE(whole_period_at(s, 0) == period{at(2023, 5, 1), at(2023, 6, 1)});
    STATIC_REQUIRE(index_of(s, at(2023, 5, 15)) == 0);
    STATIC_REQUIRE(index_of(s, at(2023, 6, 1) - seconds(1)) == 0);
    STATIC_REQUIRE(index_of(s, at(2023, 6, 1)) == 1);
}

TEST_CASE("a schedule that starts on a boundary has no short period") {
    constexpr schedule s{at(2024, 1, 31), {civil(2024, 1, 31)}, monthly, utc};
    STATIC_REQUIRE(period_at(s, 0) == period{at(2024, 1, 31), at(2024, 2, 29)});
    STATIC_REQUIRE(period_at(s, 0) == whole_period_at(s, 0));
    STATIC_REQUIRE(s.first() == 0);
}

TEST_CASE("a schedule leaves no gap and no overlap after its start, in every zone") {
    law("each period ends where the next begins, and index_of finds the period of an instant", [] {
        const any_zone_table table = any_zone_with_changes();
        const zone z = table.in();
        const cadence c = *rc::gen::element(hourly, daily, weekly, monthly, quarterly, yearly,
                                            cadence{calendar_unit::month, 5});
        const anchor a{day{*rc::gen::inRange(-30'000, 30'000)},
                       time_of_day{*rc::gen::inRange(0, 86'400)},
                       *rc::gen::inRange<std::uint8_t>(0, 32)};
        const instant start{*rc::gen::inRange<std::int64_t>(-2'000'000'000, 2'000'000'000)};
        const schedule s{start, a, c, z};
        RC_ASSERT(period_at(s, 0).begin() == start);
        const auto n = *rc::gen::inRange<std::int64_t>(0, 100);
        const period p = period_at(s, n);
        RC_ASSERT(p.end() == period_at(s, n + 1).begin());
        RC_ASSERT(index_of(s, p.begin()) == n);
        RC_ASSERT(index_of(s, p.end() - seconds(1)) == n);
        RC_ASSERT(index_of(s, p.end()) == n + 1);
        RC_ASSERT(whole_period_at(s, n).contains(p));
    });
}

// SPDX-License-Identifier: MIT
#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include <ratecard/time/phase.hpp>

#include "any_zone.hpp"

using namespace ratecard;
using namespace ratecard_test;

namespace {

constexpr instant at(std::int32_t y, std::uint32_t m, std::uint32_t d) {
    return start_of(civil(y, m, d), utc);
}
constexpr std::array life{phase{phase_kind::trial, daily, 14},
                          phase{phase_kind::fixed_term, monthly, 12}, phase{}};

}  // namespace

TEST_CASE("14 days of trial, then 12 months from the trial's end, then evergreen") {
    static constexpr instant start = at(2024, 1, 17);
    constexpr auto place = [](instant t) { return **place_of(t, start, life, utc); };
    STATIC_REQUIRE(place(start) == place_in_phases{0, 0, {start, start + days(1)}});
    STATIC_REQUIRE(place(at(2024, 1, 30)).index == 13);
    STATIC_REQUIRE(place(at(2024, 1, 31)) ==
                   place_in_phases{1, 0, {at(2024, 1, 31), at(2024, 2, 29)}});
    STATIC_REQUIRE(place(at(2025, 1, 31) - seconds(1)).index == 11);
    STATIC_REQUIRE(place(at(2025, 1, 31)) ==
                   place_in_phases{2, 0, {at(2025, 1, 31), at(2025, 2, 28)}});
    STATIC_REQUIRE(place(at(2124, 2, 15)).phase == 2);
    STATIC_REQUIRE(!place_of(start - seconds(1), start, life, utc)->has_value());
}

TEST_CASE("after the last fixed term there is no phase") {
    constexpr std::array once{phase{phase_kind::fixed_term, monthly, 1}};
    STATIC_REQUIRE(place_of(at(2024, 2, 28), at(2024, 1, 31), once, utc)->has_value());
    STATIC_REQUIRE(!place_of(at(2024, 2, 29), at(2024, 1, 31), once, utc)->has_value());
    STATIC_REQUIRE(!place_of(at(2024, 2, 29), at(2024, 1, 31), {}, utc)->has_value());
}

TEST_CASE("a phase without periods, and one that is never reached, are named errors") {
    constexpr std::array empty{phase{phase_kind::trial, daily, 0}, phase{}};
    constexpr std::array never{phase{}, phase{phase_kind::fixed_term, monthly, 1}};
    STATIC_REQUIRE(place_of(instant{}, instant{}, empty, utc).error() == time_errc::empty_phase);
    STATIC_REQUIRE(place_of(instant{}, instant{}, never, utc).error() ==
                   time_errc::phase_after_the_open_one);
}

TEST_CASE("a phase can begin in an hour that clocks repeat") {
    constexpr zone z = new_york(local_choice::latest);
    constexpr instant first_half_past_one{1'730'613'600 - 1'800};
    constexpr std::array months{phase{phase_kind::fixed_term, monthly, 2}};
    constexpr auto place = **place_of(first_half_past_one, first_half_past_one, months, z);
    STATIC_REQUIRE(place.index == 0);
    STATIC_REQUIRE(place.period.begin() == first_half_past_one);
}

TEST_CASE("phases tile time") {
    law("each period ends where the next begins, in the same phase or in the next one", [] {
        const any_zone_table table = any_zone_with_changes();
        std::vector<phase> phases;
        for (int n = *rc::gen::inRange(0, 3); n > 0; --n)
            phases.push_back({*rc::gen::element(phase_kind::trial, phase_kind::fixed_term),
                              *rc::gen::element(daily, weekly, monthly, hourly),
                              *rc::gen::inRange(1, 4)});
        phases.push_back({});
        const instant start{*rc::gen::inRange<std::int64_t>(-2'000'000'000, 2'000'000'000)};
        instant t = start;
        std::size_t phase = 0;
        std::int64_t index = 0;
        for (int i = 0; i < 12; ++i) {
            const place_in_phases p = **place_of(t, start, phases, table.in());
            RC_ASSERT(p.period.begin() == t);
            RC_ASSERT(p.phase == phase);
            RC_ASSERT(p.index == index);
            RC_ASSERT(**place_of(p.period.end() - seconds(1), start, phases, table.in()) == p);
            t = p.period.end();
            const bool over =
                phases[phase].kind != phase_kind::evergreen && index + 1 == phases[phase].periods;
            phase += over ? 1 : 0;
            index = over ? 0 : index + 1;
        }
    });
}

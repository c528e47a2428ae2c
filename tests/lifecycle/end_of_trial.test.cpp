// SPDX-License-Identifier: MIT
#include <ratecard/lifecycle/end_of_trial.hpp>
#include <ratecard/time/calendar.hpp>

#include "catch.hpp"

using namespace ratecard;

namespace {

constexpr clock_change forward[] = {{instant{1'711'846'800}, hours(2)}};  // 2024-03-31 01:00 UTC
constexpr zone berlin = *zone::from(hours(1), forward);
constexpr instant at(std::int32_t year, std::uint32_t month, std::uint32_t day) {
    return instant_of(civil(year, month, day), time_of_day{10, 0, 0}, berlin);
}

}  // namespace

TEST_CASE("a trial of seconds ends after them, whatever the clocks do") {
    constexpr trial t{.key = "week", .length = days(7)};
    STATIC_REQUIRE(end_of_trial(t, at(2024, 3, 28), berlin) == at(2024, 4, 4) + hours(1));
}

TEST_CASE("a trial of civil days or months ends at the same local time") {
    constexpr trial fortnight{.key = "days", .lasts = cadence{calendar_unit::day, 14}};
    constexpr trial month{.key = "month", .lasts = monthly};
    STATIC_REQUIRE(end_of_trial(fortnight, at(2024, 3, 28), berlin) == at(2024, 4, 11));
    STATIC_REQUIRE(end_of_trial(month, at(2024, 3, 16), berlin) == at(2024, 4, 16));
    STATIC_REQUIRE(end_of_trial(month, at(2024, 1, 31), berlin) == at(2024, 2, 29));
}

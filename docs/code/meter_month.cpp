// SPDX-License-Identifier: MIT
#include <array>
#include <cstdint>
#include <vector>

#include <ratecard/ratecard.hpp>

using namespace ratecard;

// [events]
struct log_in {
    std::uint64_t user;
    instant at;
};
using session = connection<std::uint64_t>;
// [/events]

int main() {
    // [month]
    const zone local = zone::fixed(hours(8));
    const period may = period_of(civil_month{2024, 5}, local);
    // [/month]

    const instant t = may.begin();
    // [users]
    const std::vector<log_in> log_ins{
        {7, t}, {9, t + hours(3)}, {7, t + hours(5)}, {11, t - seconds(1)}};
    std::vector<std::uint64_t> room(log_ins.size());
    const auto users = unique_users(log_ins, may, std::span{room});  // 2: 7 and 9
    // [/users]
    if (users != quantity{2}) return 1;

    // [peak]
    const std::vector<session> sessions{
        {.user = 7, .begin = t, .end = t + hours(2)},
        {.user = 7, .begin = t + hours(1), .end = t + hours(3)},
        {.user = 9, .begin = t + hours(3), .end = t + hours(4)},
    };
    std::vector<session> places(sessions.size());
    const auto peak = peak_concurrent(sessions, may, std::span{places});  // 1
    // [/peak]
    if (peak != quantity{1}) return 1;

    // [growth]
    const std::vector<lifetime> groups{
        {.begin = t - days(3)},
        {.begin = t, .end = t + hours(1)},
        {.begin = t + hours(2)},
    };
    const period first_day{t, t + days(1)};
    const auto grown = net_growth(groups, first_day);  // 1: the second was disbanded the same day
    const auto now = existing(groups, t);              // 2
    // [/growth]
    if (grown != quantity{1} || now != quantity{2}) return 1;

    // [place]
    const auto held = place_held(t, t + days(1), t + days(2));
    if (!held) return 1;
    const std::array held_places{*held};
    const auto taken = existing(held_places, t + days(1));  // 1: disabled, and not yet deleted
    // [/place]
    return taken == quantity{1} ? 0 : 1;
}

// SPDX-License-Identifier: MIT
#ifndef RATECARD_TESTS_TIME_ANY_ZONE_HPP
#define RATECARD_TESTS_TIME_ANY_ZONE_HPP

#include <cstdint>
#include <vector>

#include <ratecard/time/zone.hpp>

#include "property.hpp"

namespace ratecard_test {

/// New York in 2024: summer from 10 March 02:00 to 3 November 02:00.
inline constexpr ratecard::clock_change new_york_changes[] = {
    {ratecard::instant{1'710'054'000}, ratecard::hours(-4)},
    {ratecard::instant{1'730'613'600}, ratecard::hours(-5)}};
constexpr ratecard::zone new_york(ratecard::local_choice choice) {
    return *ratecard::zone::from(ratecard::hours(-5), new_york_changes, choice);
}

/// A zone whose clocks change now and then by up to two hours, days apart, and the table it needs.
struct any_zone_table {
    ratecard::duration before{};
    std::vector<ratecard::clock_change> changes{};
    ratecard::local_choice choice{};

    [[nodiscard]] ratecard::zone in() const {
        return *ratecard::zone::from(before, changes, choice);
    }
};
inline any_zone_table any_zone_with_changes() {
    any_zone_table z;
    z.before = ratecard::seconds(*rc::gen::inRange<std::int64_t>(-56, 57) * 900);
    z.choice = *rc::gen::element(ratecard::local_choice::earliest, ratecard::local_choice::latest);
    std::int64_t at = *rc::gen::inRange<std::int64_t>(-2'000'000'000, 2'000'000'000);
    ratecard::duration offset = z.before;
    for (int n = *rc::gen::inRange(0, 12); n > 0; --n) {
        const auto step = *rc::gen::inRange<std::int64_t>(-8, 9) * 900;
        offset = ratecard::seconds(offset.seconds + step > 57'600 || offset.seconds + step < -57'600
                                       ? offset.seconds - step
                                       : offset.seconds + step);
        z.changes.push_back({ratecard::instant{at}, offset});
        at += *rc::gen::inRange<std::int64_t>(3 * 86'400, 300 * 86'400);
    }
    return z;
}

}  // namespace ratecard_test

#endif

// SPDX-License-Identifier: MIT
#ifndef RATECARD_TESTS_CONFORMANCE_CYCLES_HPP
#define RATECARD_TESTS_CONFORMANCE_CYCLES_HPP

#include <cstdint>
#include <optional>
#include <vector>

#include <ratecard/time/anchor.hpp>
#include <ratecard/time/cadence.hpp>
#include <ratecard/time/day.hpp>
#include <ratecard/time/day_period.hpp>

#include "case.hpp"
#include "set_aside.hpp"

// How Kill Bill cuts a subscription into items, in terms of a schedule: asked for as dates by the
// cases of periods, and as parts of a price by those of proration.
namespace conformance {

ratecard::instant midnight(ratecard::day d);

/// The schedule of a start and a billing cycle day: boundary 0 is the first on or after the start.
/// Days and weeks are counted from the start; a year looks for its day in the start's month only.
struct cycle_schedule {
    ratecard::anchor from;
    ratecard::cadence every;
    [[nodiscard]] ratecard::day boundary(std::int64_t n) const;
    /// The last boundary on or before a day.
    [[nodiscard]] std::int64_t last_until(ratecard::day d) const;
};
cycle_schedule cycles_of(ratecard::day start, std::int64_t bcd, ratecard::cadence every);

/// What is billed at once, and the whole period it is billed as a part of: the one that ends with a
/// leading part, or begins with a trailing one. Its other end is counted anew from that end.
struct billed_item {
    ratecard::day_period part;
    ratecard::day_period whole;
};

struct billed_interval {
    cycle_schedule cycles;
    ratecard::day start;
    std::optional<ratecard::day> end;
    std::optional<ratecard::day> effective_end{};

    [[nodiscard]] ratecard::day first() const { return cycles.boundary(0); }
    /// The last boundary that is billed up to, never before the first.
    [[nodiscard]] std::int64_t last() const;
    [[nodiscard]] std::vector<billed_item> items() const;
};
/// What a target date bills. `refused` when the dates are out of order.
billed_interval billed(ratecard::day start, std::optional<ratecard::day> end,
                       std::optional<ratecard::day> target, std::int64_t bcd,
                       ratecard::cadence every, const std::string& mode);
/// The same of `start`, `target_date`, `period` and `mode` of a case.
billed_interval billed_from(parameters& in, const json& bcd, const json* end);

}  // namespace conformance

#endif

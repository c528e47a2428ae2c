// SPDX-License-Identifier: MIT
#include "cycles.hpp"

#include <algorithm>

#include <fmt/format.h>

#include <ratecard/time/anchor.hpp>
#include <ratecard/time/period.hpp>

#include "answers.hpp"
#include "reading.hpp"
#include "times.hpp"

namespace conformance {

using namespace ratecard;

instant midnight(day d) { return start_of(d, utc); }

day cycle_schedule::boundary(std::int64_t n) const { return boundary_day_at(from, every, n); }
std::int64_t cycle_schedule::last_until(day d) const {
    return index_of(from, every, midnight(d), utc);
}

cycle_schedule cycles_of(day start, std::int64_t bcd, cadence every) {
    if (every.unit() != calendar_unit::month) return {{start}, every};
    if (every.count() % 12 != 0) return {value_of(anchor_on_day_of_month(start, bcd)), every};
    const day here = first_day(month_of(start));
    anchor from = value_of(anchor_on_day_of_month(here, bcd));
    if (from.day < start) from.day = boundary_day_at(from, every, 1);
    return {from, every};
}

std::int64_t billed_interval::last() const {
    return effective_end ? std::max<std::int64_t>(0, cycles.last_until(*effective_end)) : 0;
}

std::vector<billed_item> billed_interval::items() const {
    std::vector<billed_item> all;
    if (!effective_end) return all;
    const auto add = [&](day from, day to, const day_period& whole) {
        if (from < std::min(to, *effective_end))
            all.push_back({{from, std::min(to, *effective_end)}, whole});
    };
    add(start, first(), {boundary_day_at({first()}, cycles.every, -1), first()});
    for (std::int64_t n = 0; cycles.boundary(n) < *effective_end; ++n) {
        const day from = cycles.boundary(n), to = cycles.boundary(n + 1);
        const bool cut = *effective_end < to;
        add(from, to, {from, cut ? boundary_day_at({from}, cycles.every, 1) : to});
    }
    return all;
}

billed_interval billed(day start, std::optional<day> end, std::optional<day> target_date,
                       std::int64_t bcd, cadence every, const std::string& mode) {
    billed_interval b{cycles_of(start, bcd, every), start, end};
    const day first = b.first();
    // Without a target nothing is asserted that depends on it.
    const day target = target_date.value_or(first);
    if (target < start || (b.end && *b.end < start)) throw refused{"invalid_date_sequence"};
    const auto capped = [&](day d) { return b.end && *b.end <= d ? *b.end : d; };
    const std::int64_t before = b.cycles.last_until(target);
    if (mode == "in_advance") {
        if (b.end && *b.end <= target)
            b.effective_end = *b.end;
        else
            b.effective_end = capped(target < first ? first : b.cycles.boundary(before + 1));
        return b;
    }
    if (mode != "in_arrear" && mode != "in_arrear_greedy")
        not_expressible(fmt::format("the billing mode {}", mode));
    if (b.end && *b.end == target) {
        b.effective_end = *b.end;
    } else if (mode == "in_arrear_greedy") {
        const bool begins = b.cycles.boundary(before) == target;
        if (first <= target)
            b.effective_end = capped(b.cycles.boundary(begins ? before : before + 1));
        else if (start < target)
            b.effective_end = capped(first);
    } else if (first <= target) {
        b.effective_end =
            b.end && (*b.end <= target || *b.end < first) ? *b.end : b.cycles.boundary(before);
    }
    return b;
}

billed_interval billed_from(parameters& in, const json& bcd, const json* end) {
    const json* target = in.find("target_date");
    const auto day_or_none = [](const json* j) {
        return j == nullptr ? std::nullopt : std::optional{day_from(*j)};
    };
    return billed(day_from(in["start"]), day_or_none(end), day_or_none(target), integer_from(bcd),
                  cadence_from(in["period"]), text_from(in["mode"]));
}

}  // namespace conformance

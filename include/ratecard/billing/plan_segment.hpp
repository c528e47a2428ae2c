// SPDX-License-Identifier: MIT
#ifndef RATECARD_BILLING_PLAN_SEGMENT_HPP
#define RATECARD_BILLING_PLAN_SEGMENT_HPP

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include <ratecard/account/subscription.hpp>
#include <ratecard/catalog/view.hpp>
#include <ratecard/core/bounded.hpp>
#include <ratecard/core/contract.hpp>
#include <ratecard/core/id.hpp>
#include <ratecard/core/instant.hpp>
#include <ratecard/core/ratio.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/core/sort.hpp>
#include <ratecard/lifecycle/timeline.hpp>
#include <ratecard/time/period.hpp>

/// Divides a billing period by the plans that price its usage.
namespace ratecard::inline v0 {

/// A part of a billing period whose usage is priced by one edition and version. It ends where the
/// next segment begins.
struct plan_segment {
    instant begin{};
    edition_id edition{};
    version_id version{};

    friend constexpr bool operator==(const plan_segment&, const plan_segment&) = default;
};

/// Divides a period into segments by the plan that covers it, in the order of time; none if no
/// order covers a part of it. The segments tile the period. Time without a plan belongs to the plan
/// before it, or else to the first plan. A renewal at the same edition and version continues the
/// segment.
///
/// For example, with plan A until 10 March and plan B from 20 March, the segments of March are A
/// from the 1st and B from the 20th.
///
/// `core_errc::capacity_exceeded` if they do not fit in `room`. One place for each order always
/// suffices.
/// \return how many segments were written to `room`.
[[nodiscard]] constexpr result<std::size_t> plan_segments(const timeline_view& life,
                                                          const period& within,
                                                          std::span<plan_segment> room) {
    std::size_t written = 0;
    for (const stretch& plan : life.stretches()) {
        if (within.end() <= plan.begin) break;
        if (plan.end <= within.begin()) continue;
        if (written != 0) {
            const plan_segment& last = room[written - 1];
            if (last.edition == plan.edition && last.version == plan.version) continue;
        }
        if (written == room.size()) return core_errc::capacity_exceeded;
        room[written] = {written == 0 ? within.begin() : plan.begin, plan.edition, plan.version};
        ++written;
    }
    return written;
}

/// The segments of a period as one value. Errors as for the overload that writes to `room`.
template <std::size_t Segments = 16>
[[nodiscard]] constexpr result<bounded<plan_segment, Segments>> plan_segments(
    const timeline_view& life, const period& within) {
    bounded<plan_segment, Segments> segments;
    const auto written = plan_segments(life, within, segments.room());
    if (!written) return written.error();
    segments.resize(*written);
    return segments;
}

/// The part of a period that a segment takes, by the second, such as 10/31.
[[nodiscard]] constexpr ratio part_of_period(std::span<const plan_segment> segments,
                                             const period& within, std::size_t place) {
    const instant begin = segments[place].begin;
    const instant end = place + 1 < segments.size() ? segments[place + 1].begin : within.end();
    return ratio{static_cast<std::uint64_t>((end - begin).seconds),
                 static_cast<std::uint64_t>(within.length().seconds)};
}

/// The part of its included units that a segment has for itself, by the rules of the changes at its
/// two ends. None if the first units of the period use them up. One if each edition includes all of
/// its own. If they are prorated: the time of the segment divided by that of the period, such as
/// 10/31.
[[nodiscard]] constexpr std::optional<ratio> included_part(const catalog_view& c,
                                                           std::span<const plan_segment> segments,
                                                           const period& within,
                                                           std::size_t place) {
    const auto rule_at = [&](std::size_t later) {
        return later == 0 || later >= segments.size()
                   ? included_units::used_up
                   : c.change(segments[later - 1].edition, segments[later].edition).included;
    };
    const included_units began = rule_at(place), ended = rule_at(place + 1);
    if (began == included_units::prorated || ended == included_units::prorated)
        return part_of_period(segments, within, place);
    if (began == included_units::anew || ended == included_units::anew) return ratio{1, 1};
    return std::nullopt;
}

/// The place of the segment that usage at `at` belongs to: the last one that has begun by then.
/// \pre `segments` is not empty, and `at` is not before the first segment begins.
[[nodiscard]] constexpr std::size_t segment_at(std::span<const plan_segment> segments, instant at) {
    if (segments.empty() || at < segments[0].begin) detail::instant_must_be_inside_the_period();
    std::size_t place = 0;
    while (place + 1 < segments.size() && segments[place + 1].begin <= at) ++place;
    return place;
}

}  // namespace ratecard::inline v0

#endif

// SPDX-License-Identifier: MIT
#ifndef RATECARD_TIME_PHASE_HPP
#define RATECARD_TIME_PHASE_HPP

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include <ratecard/core/errc.hpp>
#include <ratecard/core/instant.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/time/cadence.hpp>
#include <ratecard/time/day.hpp>
#include <ratecard/time/period.hpp>
#include <ratecard/time/zone.hpp>

namespace ratecard::inline v0 {

/// What a phase of a subscription is: free, bound to an end, or open.
enum class phase_kind : std::uint8_t {
    trial,       ///< so many periods, free
    fixed_term,  ///< so many periods, then the next phase or the end
    evergreen,   ///< period after period, without an end
};

/// A stretch of a subscription's life with periods of one length. Each phase is anchored where it
/// begins: 14 days of trial, then 12 months from the day the trial ended on.
struct phase {
    phase_kind kind = phase_kind::evergreen;
    cadence every = monthly;
    std::int32_t periods = 1;  ///< of an evergreen phase, of no account

    friend constexpr bool operator==(const phase&, const phase&) = default;
};

/// Where an instant lies.
struct place_in_phases {
    std::size_t phase = 0;   ///< its place among the phases
    std::int64_t index = 0;  ///< the number of the period in the phase
    ratecard::period period{instant{}, instant{1}};

    friend constexpr bool operator==(const place_in_phases&, const place_in_phases&) = default;
};

/// Where `t` lies in phases that begin at `start`; nothing before them, and nothing after the last of
/// a fixed length.
///
/// `time_errc::empty_phase` for a trial or a fixed term of less than one period; `time_errc::phase_after_the_open_one`
/// for one behind an evergreen phase.
[[nodiscard]] constexpr result<std::optional<place_in_phases>> place_of(
    instant t, instant start, std::span<const phase> phases, const zone& z) {
    for (std::size_t i = 0; i < phases.size(); ++i) {
        if (phases[i].kind == phase_kind::evergreen) {
            if (i + 1 != phases.size()) return time_errc::phase_after_the_open_one;
        } else if (phases[i].periods < 1) {
            return time_errc::empty_phase;
        }
    }
    if (t < start) return std::optional<place_in_phases>{};
    for (std::size_t i = 0; i < phases.size(); ++i) {
        const phase& p = phases[i];
        const anchor a = anchor_at(start, z);
        const bool open = p.kind == phase_kind::evergreen;
        const instant end = open ? instant::never() : boundary_at(a, p.every, p.periods, z);
        if (t < end) {
            // An anchor in an hour that clocks repeat may be off its phase's begin by that hour.
            const std::int64_t found = index_of(a, p.every, t, z);
            const std::int64_t n = found < 0 ? 0 : found;
            return std::optional{place_in_phases{i,
                                                 n,
                                                 {n == 0 ? start : boundary_at(a, p.every, n, z),
                                                  boundary_at(a, p.every, n + 1, z)}}};
        }
        start = end;
    }
    return std::optional<place_in_phases>{};
}

}  // namespace ratecard::inline v0

#endif

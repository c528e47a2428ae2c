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

/// The phases of a subscription, such as a trial followed by a fixed term.
namespace ratecard::inline v0 {

/// How a phase ends, and whether it is free.
enum class phase_kind : std::uint8_t {
    trial,       ///< a number of periods, free
    fixed_term,  ///< a number of periods
    evergreen,   ///< one period after another, without an end
};

/// A part of a subscription's life in which all periods have one length. Each phase is anchored at
/// its own begin: 14 days of trial, then 12 months counted from the end of the trial.
struct phase {
    phase_kind kind = phase_kind::evergreen;
    cadence every = monthly;
    std::int32_t periods = 1;  ///< ignored for `evergreen`

    friend constexpr bool operator==(const phase&, const phase&) = default;
};

/// Where an instant lies among phases.
struct place_in_phases {
    std::size_t phase = 0;   ///< the index of the phase
    std::int64_t index = 0;  ///< the number of the period in that phase
    ratecard::period period{instant{}, instant{1}};

    friend constexpr bool operator==(const place_in_phases&, const place_in_phases&) = default;
};

/// Where `t` lies, if the first phase begins at `start`. Nothing if `t` is before `start`, or after
/// the end of the last phase.
///
/// `time_errc::empty_phase` if a trial or a fixed term has less than one period.
/// `time_errc::phase_after_the_open_one` if a phase follows an evergreen phase.
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
            // If the clocks repeat the hour of the anchor, the anchor can be an hour off the
            // phase's begin.
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

// SPDX-License-Identifier: MIT
#ifndef RATECARD_QUOTA_RATE_LIMIT_HPP
#define RATECARD_QUOTA_RATE_LIMIT_HPP

#include <cstdint>

#include <ratecard/core/quantity.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/core/wide.hpp>
#include <ratecard/quota/decide.hpp>

/// Limits a number of units per time, with bursts.
namespace ratecard::inline v0 {

/// A token bucket: it holds at most `burst` units, and gains `units` units every `ticks` ticks. A
/// tick is the unit of the caller's clock, such as a millisecond. 100 units in 1,000 ticks with
/// burst 20: 20 units can come at once, then one every 10 ticks.
///
/// The bucket is stored as in the generic cell rate algorithm (ITU-T I.371, annex A): as the time
/// at which it is full again. That time is counted in fractions of a tick, chosen so that one unit
/// takes a whole number of them. So nothing is rounded.
class rate_limit {
public:
    /// A rate of `units` every `ticks` ticks. `core_errc::policy_out_of_range` if `units`, `ticks`
    /// or `burst` is below one. `core_errc::overflow` if refilling the burst takes 2^61 fractions
    /// of a tick or more.
    [[nodiscard]] static constexpr result<rate_limit> from(quantity units, std::int64_t ticks,
                                                           quantity burst) noexcept {
        if (units == quantity{} || ticks < 1 || burst == quantity{})
            return core_errc::policy_out_of_range;
        const auto common = static_cast<std::int64_t>(detail::gcd(
            static_cast<std::uint64_t>(units.count()), static_cast<std::uint64_t>(ticks)));
        const std::int64_t parts = units.count() / common, unit = ticks / common;
        if (burst.count() > bound / unit) return core_errc::overflow;
        return rate_limit{parts, unit, burst};
    }
    /// A rate that admits at most `most` units in any `ticks` consecutive ticks, with at most
    /// `burst` at once. A larger burst means a lower steady rate: `most - burst` units every
    /// `ticks` ticks. `core_errc::policy_out_of_range` unless `0 < burst < most` and `0 < ticks`.
    [[nodiscard]] static constexpr result<rate_limit> within_any(std::int64_t ticks, quantity most,
                                                                 quantity burst) noexcept {
        return from(most.above(burst), ticks, burst);
    }

    /// The number of fractions in one tick.
    [[nodiscard]] constexpr std::int64_t parts() const noexcept { return parts_; }
    /// The number of fractions of a tick in which one unit is refilled.
    [[nodiscard]] constexpr std::int64_t unit() const noexcept { return unit_; }
    [[nodiscard]] constexpr quantity burst() const noexcept { return burst_; }
    /// The latest clock reading that can be counted; the earliest is its negative.
    [[nodiscard]] constexpr std::int64_t last_tick() const noexcept { return bound / parts_; }

    friend constexpr bool operator==(const rate_limit&, const rate_limit&) = default;

private:
    constexpr rate_limit(std::int64_t parts, std::int64_t unit, quantity burst) noexcept
        : parts_{parts}, unit_{unit}, burst_{burst} {}

    // A time, the time of a burst, and the sum of two of them stay below 2^63.
    static constexpr std::int64_t bound = std::int64_t{1} << 61;

    std::int64_t parts_;
    std::int64_t unit_;
    quantity burst_;
};

/// The time at which the bucket is full again, in fractions of a tick. A default state is full. A
/// state is meaningful only for the rate limit that produced it.
struct rate_state {
    std::int64_t full_at = INT64_MIN;

    friend constexpr bool operator==(const rate_state&, const rate_state&) = default;
};

/// The answer to "can this many more come now?".
enum class rate_answer : std::uint8_t {
    /// The whole amount.
    admitted,
    admitted_in_part,    ///< as much as the bucket holds
    too_soon,            ///< refused: try again at the tick in the decision
    more_than_burst,     ///< refused: this many can never come at once
    clock_out_of_range,  ///< refused: the clock reading cannot be counted
};

/// True if something was admitted, even in part.
[[nodiscard]] constexpr bool is_admitted(rate_answer a) noexcept {
    return a <= rate_answer::admitted_in_part;
}

/// The outcome of `decide`: an answer, and the next state. A refusal does not change the state.
struct rate_decision {
    rate_answer answer{};
    rate_state next{};
    quantity taken{};            ///< zero after a refusal
    std::int64_t admitted_at{};  ///< the first tick that admits it, if nothing else comes

    [[nodiscard]] constexpr bool allowed() const noexcept { return is_admitted(answer); }
    /// The answer itself: the reason, when it is no.
    [[nodiscard]] constexpr rate_answer why() const noexcept { return answer; }
    friend constexpr bool operator==(const rate_decision&, const rate_decision&) = default;
};

/// Decides whether `amount` more can come at the tick `now`. If the clock goes back, the bucket
/// only seems less full.
[[nodiscard]] constexpr rate_decision decide(const rate_state& state, const rate_limit& r,
                                             quantity amount, std::int64_t now,
                                             taking mode = taking::all_or_nothing) noexcept {
    if (now > r.last_tick() || now < -r.last_tick())
        return {rate_answer::clock_out_of_range, state, {}, now};
    // No decision reaches a later time, but a state from outside bytes can.
    constexpr std::int64_t latest = std::int64_t{1} << 62;
    const std::int64_t time = now * r.parts();
    const std::int64_t full_at =
        state.full_at < time ? time : (state.full_at < latest ? state.full_at : latest);
    const std::int64_t whole = r.burst().count() * r.unit();
    const std::int64_t empty = full_at - time;  // the time until the bucket is full
    const std::int64_t holds = empty < whole ? (whole - empty) / r.unit() : 0;
    if (amount.count() <= holds)
        return {rate_answer::admitted, {full_at + amount.count() * r.unit()}, amount, now};
    if (mode == taking::as_much_as_fits && holds > 0)
        return {rate_answer::admitted_in_part, {full_at + holds * r.unit()}, quantity{holds}, now};
    if (r.burst() < amount) return {rate_answer::more_than_burst, state, {}, now};
    const std::int64_t wait = empty + amount.count() * r.unit() - whole;  // in fractions, above 0
    return {rate_answer::too_soon, state, {}, now + (wait - 1) / r.parts() + 1};
}

}  // namespace ratecard::inline v0

#endif

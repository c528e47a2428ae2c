// SPDX-License-Identifier: MIT
#ifndef RATECARD_QUOTA_RATE_LIMIT_HPP
#define RATECARD_QUOTA_RATE_LIMIT_HPP

#include <cstdint>

#include <ratecard/core/quantity.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/core/sort.hpp>
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

/// The time at which the bucket is full again, in fractions of a tick, and the rate limit that
/// counts so. A default state is full, whatever the rate. A state that was used is of one rate; if
/// the rate changes, take it along with `carried`.
struct rate_state {
    std::int64_t full_at = INT64_MIN;
    std::int64_t parts = 0;  ///< fractions in one tick; 0: of no rate yet, and full
    std::int64_t unit = 0;   ///< fractions in which one unit is refilled
    quantity burst{};        ///< the most units the bucket holds

    /// Whether the state counts by this rate, or is of no rate yet.
    [[nodiscard]] constexpr bool is_of(const rate_limit& r) const noexcept {
        if (parts == 0) return full_at == rate_state{}.full_at;
        return parts == r.parts() && unit == r.unit() && burst == r.burst();
    }
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
    other_rate,          ///< refused: the state is of another rate; take it along with `carried`
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

namespace detail {

// No decision reaches a later time than this, but a state from outside bytes can.
inline constexpr std::int64_t latest_full_at = std::int64_t{1} << 62;

/// `n * by / over`, rounded down.
/// \pre the result is below 2^62, and no argument is negative; `over >= 1`.
constexpr std::int64_t scaled_down(std::int64_t n, std::int64_t by, std::int64_t over) noexcept {
    const wide product = multiply(static_cast<std::uint64_t>(n), static_cast<std::uint64_t>(by));
    const auto divisor = static_cast<std::uint64_t>(over);
    return static_cast<std::int64_t>(divide(product, divisor).value.low);
}

}  // namespace detail

/// Decides whether `amount` more can come at the tick `now`. If the clock goes back, the bucket
/// only seems less full. A state of another rate is refused, because its fractions of a tick say
/// something else: `other_rate`.
[[nodiscard]] constexpr rate_decision decide(const rate_state& state, const rate_limit& r,
                                             quantity amount, std::int64_t now,
                                             taking mode = taking::all_or_nothing) noexcept {
    if (!state.is_of(r)) return {rate_answer::other_rate, state, {}, now};
    if (now > r.last_tick() || now < -r.last_tick())
        return {rate_answer::clock_out_of_range, state, {}, now};
    const std::int64_t time = now * r.parts();
    const std::int64_t full_at =
        detail::smaller_of(detail::larger_of(state.full_at, time), detail::latest_full_at);
    const std::int64_t whole = r.burst().count() * r.unit();
    const std::int64_t empty = full_at - time;  // the time until the bucket is full
    const std::int64_t holds = empty < whole ? (whole - empty) / r.unit() : 0;
    const auto after = [&](std::int64_t taken) {
        return rate_state{full_at + taken * r.unit(), r.parts(), r.unit(), r.burst()};
    };
    if (amount.count() <= holds) return {rate_answer::admitted, after(amount.count()), amount, now};
    if (mode == taking::as_much_as_fits && holds > 0)
        return {rate_answer::admitted_in_part, after(holds), quantity{holds}, now};
    if (r.burst() < amount) return {rate_answer::more_than_burst, state, {}, now};
    const std::int64_t wait = empty + amount.count() * r.unit() - whole;  // in fractions, above 0
    return {rate_answer::too_soon, state, {}, now + (wait - 1) / r.parts() + 1};
}

/// The state at the tick `now`, from which on the rate `to` holds instead of the state's own: the
/// bucket keeps the units it holds, parts of a unit included, but not more than the new burst. What
/// is missing is refilled at the new rate. What is held is rounded down to a fraction of a tick of
/// the new rate. No answer at this rate shows that, because clocks are read in whole ticks; after
/// further changes a unit can come later by a fraction of a tick for each. If the clock went back,
/// the bucket is carried at the tick at which it was last empty.
///
/// With 10 a minute, empty, then 7 a second: nothing is there at once, the next unit comes in a
/// seventh of a second. A state of this rate, or of none yet, stays as it is. So `carried` can
/// stand before each decision.
///
/// `core_errc::overflow` if one of the two rates cannot count the clock reading, or if the state's
/// own parts are of no rate.
[[nodiscard]] constexpr result<rate_state> carried(const rate_state& state, const rate_limit& to,
                                                   std::int64_t now) noexcept {
    if (state.is_of(to)) return state;
    // The state's own rate is one that `from` can give; from_bytes reads no other.
    const auto own =
        rate_limit::from(quantity::from(state.parts).value_or(quantity{}), state.unit, state.burst);
    if (!own || own->last_tick() < now || now < -own->last_tick() || to.last_tick() < now ||
        now < -to.last_tick())
        return core_errc::overflow;
    const std::int64_t whole = own->burst().count() * own->unit();
    const std::int64_t new_whole = to.burst().count() * to.unit();
    const std::int64_t time = now * own->parts();
    const std::int64_t full_at =
        detail::smaller_of(detail::larger_of(state.full_at, time), detail::latest_full_at);
    std::int64_t empty_at = now * to.parts();  // when what is held was counted, in new fractions
    std::int64_t missing = full_at - time;
    if (missing > whole) {
        // The clock went back: the bucket was empty at a later time than `now`.
        const std::int64_t later = missing - whole;
        const auto ticks = later / own->parts() + (later % own->parts() == 0 ? 0 : 1);
        if (to.last_tick() - now < ticks) return core_errc::overflow;
        empty_at += ticks * to.parts();
        missing = whole;
    }
    const std::int64_t holds = whole - missing;
    // Rounded down: never more than was there, and never so much less that a clock reading shows it.
    const std::int64_t kept = holds / own->unit() < to.burst().count()
                                  ? detail::scaled_down(holds, to.unit(), own->unit())
                                  : new_whole;
    return rate_state{empty_at + (new_whole - kept), to.parts(), to.unit(), to.burst()};
}

}  // namespace ratecard::inline v0

#endif

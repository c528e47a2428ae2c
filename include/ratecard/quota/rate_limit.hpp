// SPDX-License-Identifier: MIT
#ifndef RATECARD_QUOTA_RATE_LIMIT_HPP
#define RATECARD_QUOTA_RATE_LIMIT_HPP

#include <cstdint>

#include <ratecard/core/quantity.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/core/wide.hpp>
#include <ratecard/quota/decide.hpp>

namespace ratecard::inline v0 {

/// So many units in so many ticks, and so many at once: a token bucket that holds `burst` units and
/// gains one each `ticks / units`. A tick is what the caller's clock counts, such as a millisecond.
///
/// It is kept as the generic cell rate algorithm keeps it (ITU-T I.371, annex A): one number, the
/// time at which the bucket is full again. The number counts parts of a tick of which a whole number
/// makes a unit, so that nothing is ever rounded.
class rate_limit {
public:
    /// `core_errc::policy_out_of_range` for no units, no ticks or no burst; `core_errc::overflow` when the
    /// burst takes 2^61 parts of a tick or more to refill.
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
    /// The rate that admits at most `most` units in any `ticks` ticks that follow each other, of
    /// which `burst` may come at once: what one gains in ease, the other loses in steadiness.
    /// `core_errc::policy_out_of_range` unless `0 < burst < most` and `0 < ticks`.
    [[nodiscard]] static constexpr result<rate_limit> within_any(std::int64_t ticks, quantity most,
                                                                 quantity burst) noexcept {
        return from(most.above(burst), ticks, burst);
    }

    /// How many parts a tick has.
    [[nodiscard]] constexpr std::int64_t parts() const noexcept { return parts_; }
    /// How many parts of a tick one unit takes to refill.
    [[nodiscard]] constexpr std::int64_t unit() const noexcept { return unit_; }
    [[nodiscard]] constexpr quantity burst() const noexcept { return burst_; }
    /// The latest reading of a clock that can be counted in parts; the earliest is minus this.
    [[nodiscard]] constexpr std::int64_t last_tick() const noexcept { return bound / parts_; }

    friend constexpr bool operator==(const rate_limit&, const rate_limit&) = default;

private:
    constexpr rate_limit(std::int64_t parts, std::int64_t unit, quantity burst) noexcept
        : parts_{parts}, unit_{unit}, burst_{burst} {}

    // A time, what a burst takes, and the sum of two of them stay below 2^63.
    static constexpr std::int64_t bound = std::int64_t{1} << 61;

    std::int64_t parts_;
    std::int64_t unit_;
    quantity burst_;
};

/// When the bucket is full again, in parts of a tick of its rate. A default one is full. One of
/// another rate means nothing.
struct rate_state {
    std::int64_t full_at = INT64_MIN;

    friend constexpr bool operator==(const rate_state&, const rate_state&) = default;
};

/// The answer to "may so many more come now?".
enum class rate_answer : std::uint8_t {
    admitted,
    admitted_in_part,    ///< as many as the bucket holds
    too_soon,            ///< refused: try again at the tick that the decision names
    more_than_burst,     ///< refused: so many never come at once
    clock_out_of_range,  ///< refused: the clock's reading cannot be counted
};

/// True when at least a part was admitted.
[[nodiscard]] constexpr bool is_admitted(rate_answer a) noexcept {
    return a <= rate_answer::admitted_in_part;
}

/// An answer and the state it leads to: a refusal leads to the same state.
struct rate_decision {
    rate_answer answer{};
    rate_state next{};
    quantity taken{};            ///< nothing, when refused
    std::int64_t admitted_at{};  ///< the first tick at which it is admitted, if nothing else comes

    friend constexpr bool operator==(const rate_decision&, const rate_decision&) = default;
};

/// Decides whether `amount` more may come at the tick `now`. A clock that goes back only finds the
/// bucket less full.
[[nodiscard]] constexpr rate_decision decide(const rate_state& state, const rate_limit& r,
                                             std::int64_t now, quantity amount,
                                             taking how = taking::all_or_nothing) noexcept {
    if (now > r.last_tick() || now < -r.last_tick())
        return {rate_answer::clock_out_of_range, state, {}, now};
    // No decision leads beyond this; bytes from outside may.
    constexpr std::int64_t latest = std::int64_t{1} << 62;
    const std::int64_t time = now * r.parts();
    const std::int64_t full_at =
        state.full_at < time ? time : (state.full_at < latest ? state.full_at : latest);
    const std::int64_t whole = r.burst().count() * r.unit();
    const std::int64_t empty = full_at - time;  // what is missing in the bucket
    const std::int64_t holds = empty < whole ? (whole - empty) / r.unit() : 0;
    if (amount.count() <= holds)
        return {rate_answer::admitted, {full_at + amount.count() * r.unit()}, amount, now};
    if (how == taking::as_much_as_fits && holds > 0)
        return {rate_answer::admitted_in_part, {full_at + holds * r.unit()}, quantity{holds}, now};
    if (r.burst() < amount) return {rate_answer::more_than_burst, state, {}, now};
    const std::int64_t wait = empty + amount.count() * r.unit() - whole;  // in parts, above zero
    return {rate_answer::too_soon, state, {}, now + (wait - 1) / r.parts() + 1};
}

}  // namespace ratecard::inline v0

#endif

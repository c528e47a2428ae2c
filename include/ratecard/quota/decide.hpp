// SPDX-License-Identifier: MIT
#ifndef RATECARD_QUOTA_DECIDE_HPP
#define RATECARD_QUOTA_DECIDE_HPP

#include <cstdint>

#include <ratecard/core/instant.hpp>
#include <ratecard/core/quantity.hpp>
#include <ratecard/core/quota_limit.hpp>
#include <ratecard/quota/state.hpp>
#include <ratecard/quota/window.hpp>

namespace ratecard::inline v0 {

/// The answer to "may this much more be taken?".
enum class quota_answer : std::uint8_t {
    admitted,        ///< within the limit
    admitted_above,  ///< beyond a soft limit: admitted, and counted as overage
    limit_reached,   ///< refused: it does not fit below a hard limit
    counter_full,    ///< refused: more than 10^15 cannot be counted
    window_closed,   ///< refused: the window handed in is over; ask for the one that runs
};

[[nodiscard]] constexpr bool is_admitted(quota_answer a) noexcept {
    return a <= quota_answer::admitted_above;
}

/// What was taken, and in which window: what `release` needs to give it back.
struct ticket {
    std::int64_t window = INT64_MIN;
    quantity amount{};

    friend constexpr bool operator==(const ticket&, const ticket&) = default;
};

/// An answer and the state it leads to. A refusal leads to no other state than the window's own.
struct quota_decision {
    quota_answer answer{};
    quota_state next{};
    ticket taken{};  ///< of nothing when refused

    friend constexpr bool operator==(const quota_decision&, const quota_decision&) = default;
};

/// Decides whether `amount` more may be taken now: all of it or nothing.
///
/// A state of an earlier window starts anew. A state of a later one is kept and counted on, so that
/// a clock that lags behind never reopens a window. Past the end of the window handed in nothing is
/// admitted.
[[nodiscard]] constexpr quota_decision decide(const quota_state& state, const quota_limit& limit,
                                              const window& running, instant now,
                                              quantity amount) noexcept {
    quota_state current = state;
    if (current.window < running.index) current = {running.index, quantity{}};
    if (running.end <= now) return {quota_answer::window_closed, state, {}};
    const bool fits = limit.most.admits(current.taken, amount);
    if (!fits && limit.enforcement != enforcement::soft)
        return {quota_answer::limit_reached, current, {}};
    const auto taken = checked_add(current.taken, amount);
    if (!taken) return {quota_answer::counter_full, current, {}};
    current.taken = *taken;
    return {fits ? quota_answer::admitted : quota_answer::admitted_above,
            current,
            {current.window, amount}};
}

/// Gives back what a ticket took, if its window still runs: a place freed in a later window frees
/// nothing there. Giving back more than is taken leaves nothing taken.
[[nodiscard]] constexpr quota_state release(const quota_state& state, const ticket& taken,
                                            const window& running) noexcept {
    quota_state current = state;
    if (current.window < running.index) current = {running.index, quantity{}};
    if (taken.window != current.window) return current;
    current.taken = current.taken.above(taken.amount);
    return current;
}

}  // namespace ratecard::inline v0

#endif

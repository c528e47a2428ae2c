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
    admitted,           ///< within the limit
    admitted_in_part,   ///< as much as fitted, which is less than was wanted
    admitted_in_grace,  ///< above the limit, within its grace: admitted, and not charged
    admitted_above,     ///< beyond a soft limit and its grace: admitted, and counted as overage
    limit_reached,      ///< refused: it does not fit below a hard limit
    counter_full,       ///< refused: the counter cannot hold it, such as more than 10^15
    window_closed,      ///< refused: the window handed in is over; ask for the one that runs
};

[[nodiscard]] constexpr bool is_admitted(quota_answer a) noexcept {
    return a <= quota_answer::admitted_above;
}

/// What is taken when not all of an amount fits.
enum class taking : std::uint8_t {
    all_or_nothing,   ///< nothing
    as_much_as_fits,  ///< what fits; nothing only where nothing fits
};

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

namespace detail {

/// The decision on an amount that does not fit below the limit, or not into the counter.
constexpr quota_decision beyond_the_limit(const quota_state& current, const quota_limit& l,
                                          quantity amount, taking how) noexcept {
    const auto admitted = [&](quota_answer answer, quantity part) -> quota_decision {
        return {answer,
                {current.window, quantity{current.taken.count() + part.count()}},
                {current.window, part}};
    };
    constexpr limit countable{quantity{quantity::max_count}};
    const limit free = end_of_grace(l);
    const bool bounded = l.enforcement != enforcement::soft && !free.is_unlimited();
    const limit most = bounded ? free : countable;
    if (most.admits(current.taken, amount))
        return admitted(free.admits(current.taken, amount) ? quota_answer::admitted_in_grace
                                                           : quota_answer::admitted_above,
                        amount);
    const quantity room = most.most().above(current.taken);
    if (how == taking::as_much_as_fits && room != quantity{})
        return admitted(quota_answer::admitted_in_part, room);
    return {bounded ? quota_answer::limit_reached : quota_answer::counter_full, current, {}};
}

}  // namespace detail

/// Decides whether `amount` more may be taken now: all of it or nothing, unless `how` asks for as
/// much as fits; the ticket says how much was taken.
///
/// A state of an earlier window starts anew. A state of a later one is kept and counted on, so that
/// a clock that lags behind never reopens a window. Past the end of the window handed in nothing is
/// admitted. More than the limit may be taken already, as after a move to a smaller edition: then
/// nothing more is admitted, not even an amount of nothing, until enough was given back.
[[nodiscard]] constexpr quota_decision decide(const quota_state& state, const quota_limit& limit,
                                              const window& running, instant now, quantity amount,
                                              taking how = taking::all_or_nothing) noexcept {
    if (running.end <= now) return {quota_answer::window_closed, state, {}};
    const quota_state current = rolled(state, running.index);
    const std::int64_t sum = current.taken.count() + amount.count();
    if (limit.most.admits(current.taken, amount) && sum <= quantity::max_count)
        return {quota_answer::admitted, {current.window, quantity{sum}}, {current.window, amount}};
    return detail::beyond_the_limit(current, limit, amount, how);
}

/// Gives back what a ticket took, if its window still runs: a place freed in a later window frees
/// nothing there. Giving back more than is taken leaves nothing taken.
[[nodiscard]] constexpr quota_state release(const quota_state& state, const ticket& taken,
                                            const window& running) noexcept {
    quota_state current = rolled(state, running.index);
    if (taken.window != current.window) return current;
    current.taken = current.taken.above(taken.amount);
    return current;
}

}  // namespace ratecard::inline v0

#endif

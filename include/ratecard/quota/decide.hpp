// SPDX-License-Identifier: MIT
#ifndef RATECARD_QUOTA_DECIDE_HPP
#define RATECARD_QUOTA_DECIDE_HPP

#include <cstdint>

#include <ratecard/core/instant.hpp>
#include <ratecard/core/limit.hpp>
#include <ratecard/core/quantity.hpp>
#include <ratecard/core/window.hpp>
#include <ratecard/quota/state.hpp>

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

/// True when the usage is admitted, within the limit or above it.
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

/// An answer, and how much of the amount it admits.
struct admission {
    quota_answer answer{};
    quantity part{};
};

/// What is admitted of an amount that does not fit below the limit, or not into the counter.
constexpr admission beyond_the_limit(quantity taken, const quota_limit& l, quantity amount,
                                     taking how) noexcept {
    const limit free = end_of_grace(l);
    const bool bounded = l.enforcement != enforcement::soft && !free.is_unlimited();
    const limit most = bounded ? free : limit{quantity{quantity::max_count}};
    if (most.admits(taken, amount))
        return {free.admits(taken, amount) ? quota_answer::admitted_in_grace
                                           : quota_answer::admitted_above,
                amount};
    const quantity room = most.most().above(taken);
    if (how == taking::as_much_as_fits && room != quantity{})
        return {quota_answer::admitted_in_part, room};
    return {bounded ? quota_answer::limit_reached : quota_answer::counter_full, {}};
}

/// The decision where the state is of an earlier window, or the amount does not simply fit. States
/// are put together part by part: copied whole, they are read back from memory right after their
/// parts were written there, which costs more than all that is decided here.
constexpr quota_decision decide_slow(const quota_state& state, const quota_limit& l,
                                     const window& running, instant now, quantity amount,
                                     taking how) noexcept {
    if (running.end <= now) return {quota_answer::window_closed, {state.window, state.taken}, {}};
    auto [window, taken] = rolled(state, running.index);
    admission admitted{quota_answer::admitted, amount};
    if (!l.most.admits(taken, amount) || taken.count() + amount.count() > quantity::max_count)
        admitted = beyond_the_limit(taken, l, amount, how);
    if (!is_admitted(admitted.answer)) return {admitted.answer, {window, taken}, {}};
    return {admitted.answer,
            {window, quantity{taken.count() + admitted.part.count()}},
            {window, admitted.part}};
}

}  // namespace detail

/// Decides whether `amount` more may be taken now: all of it or nothing, unless `how` asks for as
/// much as fits; the ticket says how much was taken.
///
/// A state of an earlier window starts anew. A state of a later one is kept and counted on, so that
/// a clock that lags behind never reopens a window. Past the end of the window handed in nothing is
/// admitted. More than the limit may be taken already, as after a move to a smaller edition: then
/// nothing more is admitted, not even an amount of nothing, until enough was given back.
///
/// (Where each nanosecond counts, keep the decision in a variable that is not const: g++ 12 keeps a
/// const one in memory, and reads it back.)
[[nodiscard]] constexpr quota_decision decide(const quota_state& state, const quota_limit& limit,
                                              const window& running, instant now, quantity amount,
                                              taking how = taking::all_or_nothing) noexcept {
    // What nearly every request is: one more that fits, in the window that the state is of.
    const std::int64_t sum = state.taken.count() + amount.count();
    if (now < running.end && running.index <= state.window &&
        limit.most.admits(state.taken, amount) &&
        static_cast<std::uint64_t>(sum) <= std::uint64_t{quantity::max_count}) [[likely]]
        return {quota_answer::admitted, {state.window, quantity{sum}}, {state.window, amount}};
    return detail::decide_slow(state, limit, running, now, amount, how);
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

/// When something that is kept for a limited age is dropped: `most` days of 24 hours after it was
/// made; `instant::never()` when the age is unlimited.
[[nodiscard]] constexpr instant dropped_at(instant made, limit most) noexcept {
    if (most.is_unlimited()) return instant::never();
    const std::int64_t kept = most.most().count();
    const std::int64_t left = (instant::never() - made).seconds / 86'400;
    return kept < left ? made + days(kept) : instant::never();
}

/// Whether it is still kept at `now`.
[[nodiscard]] constexpr bool is_kept(instant made, limit most, instant now) noexcept {
    return now < dropped_at(made, most);
}

}  // namespace ratecard::inline v0

#endif

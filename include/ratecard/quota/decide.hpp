// SPDX-License-Identifier: MIT
#ifndef RATECARD_QUOTA_DECIDE_HPP
#define RATECARD_QUOTA_DECIDE_HPP

#include <cstdint>

#include <ratecard/core/instant.hpp>
#include <ratecard/core/limit.hpp>
#include <ratecard/core/quantity.hpp>
#include <ratecard/core/window.hpp>
#include <ratecard/quota/state.hpp>

/// Decides whether more of a quota can be taken, and gives back what was taken.
namespace ratecard::inline v0 {

/// The answer to "can this much more be taken?".
enum class quota_answer : std::uint8_t {
    admitted,           ///< within the limit
    admitted_in_part,   ///< only as much as fitted, which is less than the amount
    admitted_in_grace,  ///< above the limit, but within its grace: admitted, and not charged
    admitted_above,     ///< above a soft limit and its grace: admitted, and counted as overage
    limit_reached,      ///< refused: the amount would exceed a hard limit and its grace
    counter_full,       ///< refused: the counter cannot hold the sum, such as more than 10^15
    window_closed,      ///< refused: the window passed in has ended; pass the current one
    /// Refused: the state cannot hold the window's number. Count windows from a later origin.
    window_out_of_range,
    /// Refused: the state counts stretches of another length; take it along with `carried`.
    other_length,
    // The refusals of a `gate`, before anything is counted.
    unknown_quota,  ///< refused: the catalog has no such quota
    stale,          ///< refused: the snapshot is not valid now, or is of another catalog
    suspended,      ///< refused: suspended or in grace; this quota cannot be taken then
    reclaimed,      ///< refused: the subscription's resources were reclaimed
    deleted,        ///< refused: the subscription was deleted
};

/// True if something was admitted, even in part.
[[nodiscard]] constexpr bool is_admitted(quota_answer a) noexcept {
    return a <= quota_answer::admitted_above;
}

/// What to take if the whole amount does not fit.
enum class taking : std::uint8_t {
    all_or_nothing,   ///< nothing
    as_much_as_fits,  ///< as much as fits
};

/// An amount that was taken, and its window. `release` needs it to give the amount back, once.
struct ticket {
    std::int64_t window = INT64_MIN;
    quantity amount{};

    friend constexpr bool operator==(const ticket&, const ticket&) = default;
};

/// The ticket after the windows were numbered anew; see `renumbered` of a state. One of an earlier
/// window than `from` is of a window before all.
[[nodiscard]] constexpr ticket renumbered(const ticket& t, std::int64_t from,
                                          std::int64_t to) noexcept {
    return {t.window < from ? ticket{}.window : to, t.amount};
}

/// What a quota is decided by: its limit, the window that runs, and whether anything can be taken at
/// all. `gate::terms_of` gives those of a snapshot.
struct quota_terms {
    quota_limit limit{};
    window running{};
    /// Why nothing can be taken, such as `suspended`; `admitted` if the limit decides.
    quota_answer refused = quota_answer::admitted;

    friend constexpr bool operator==(const quota_terms&, const quota_terms&) = default;
};

/// The terms of a quota of which nothing can be taken: no limit or window in them admits anything.
/// \pre `why` is a refusal.
[[nodiscard]] constexpr quota_terms refused_terms(quota_answer why) noexcept {
    return {{limit{}, enforcement::hard}, closed_window, why};
}

/// The outcome of `decide`: an answer, and the next state. After a refusal the next state differs
/// only if a new window began.
struct quota_decision {
    quota_answer answer{};
    quota_state next{};
    ticket taken{};  ///< zero after a refusal

    [[nodiscard]] constexpr bool allowed() const noexcept { return is_admitted(answer); }
    /// The answer itself: the reason, when it is no.
    [[nodiscard]] constexpr quota_answer why() const noexcept { return answer; }
    friend constexpr bool operator==(const quota_decision&, const quota_decision&) = default;
};

namespace detail {

/// An answer, and how much of the amount is admitted.
struct admission {
    quota_answer answer{};
    quantity part{};
};

/// The answer if the amount exceeds the limit or the counter.
constexpr admission beyond_the_limit(quantity taken, const quota_limit& l, quantity amount,
                                     taking mode) noexcept {
    const limit free = end_of_grace(l);
    const bool bounded = l.enforcement != enforcement::soft && !free.is_unlimited();
    const limit most = bounded ? free : limit{quantity{quantity::max_count}};
    if (most.admits(taken, amount))
        return {free.admits(taken, amount) ? quota_answer::admitted_in_grace
                                           : quota_answer::admitted_above,
                amount};
    const quantity room = most.most().above(taken);
    if (mode == taking::as_much_as_fits && room != quantity{})
        return {quota_answer::admitted_in_part, room};
    return {bounded ? quota_answer::limit_reached : quota_answer::counter_full, {}};
}

/// The decision if the state is of an earlier window, or the amount exceeds the limit. States are
/// built member by member. If they were copied whole, the processor would wait for the stores
/// before it, which costs more than the decision itself.
constexpr quota_decision decide_slow(const quota_state& state, const quota_limit& l,
                                     const window& running, quantity amount, instant now,
                                     taking mode) noexcept {
    if (running.end <= now) return {quota_answer::window_closed, {state.window, state.taken}, {}};
    auto [window, taken] = rolled(state, running.index);
    admission admitted{quota_answer::admitted, amount};
    if (!l.most.admits(taken, amount) || taken.count() + amount.count() > quantity::max_count)
        admitted = beyond_the_limit(taken, l, amount, mode);
    if (!is_admitted(admitted.answer)) return {admitted.answer, {window, taken}, {}};
    return {admitted.answer,
            {window, quantity{taken.count() + admitted.part.count()}},
            {window, admitted.part}};
}

}  // namespace detail

/// Decides whether `amount` more can be taken at `now`. With the default `mode` it takes all or
/// nothing. The ticket says how much was taken. With a hard limit of 10 and 8 taken: 2 are
/// `admitted`, 3 are `limit_reached`, and 3 with `taking::as_much_as_fits` are `admitted_in_part`
/// with a ticket for 2.
///
/// A state of an earlier window starts at zero. A state of a later window is kept and counted on,
/// so that a clock that lags behind never reopens a window. After the end of `running` the answer
/// is `window_closed`. If more than the limit is already taken, as after a move to a smaller
/// edition, even an amount of zero is refused until enough was given back.
///
/// Performance with g++ 12: keep the decision in a variable that is not const. A const one is kept
/// in memory and read back.
[[nodiscard]] constexpr quota_decision decide(const quota_state& state, const quota_limit& limit,
                                              const window& running, quantity amount, instant now,
                                              taking mode = taking::all_or_nothing) noexcept {
    // The fast path: the amount fits, and the state is of the current window or a later one.
    const std::int64_t sum = state.taken.count() + amount.count();
    if (now < running.end && running.index <= state.window &&
        limit.most.admits(state.taken, amount) &&
        static_cast<std::uint64_t>(sum) <= std::uint64_t{quantity::max_count}) [[likely]]
        return {quota_answer::admitted, {state.window, quantity{sum}}, {state.window, amount}};
    return detail::decide_slow(state, limit, running, amount, now, mode);
}

/// The same by terms. If they refuse, the state stays as it is.
[[nodiscard]] constexpr quota_decision decide(const quota_state& state, const quota_terms& by,
                                              quantity amount, instant now,
                                              taking mode = taking::all_or_nothing) noexcept {
    if (!is_admitted(by.refused)) return {by.refused, {state.window, state.taken}, {}};
    return decide(state, by.limit, by.running, amount, now, mode);
}

/// The answer to "can this be given back?".
enum class release_answer : std::uint8_t {
    released,      ///< the amount is free again
    free_already,  ///< nothing changes: the window has ended, or the reservation has expired
    /// Refused, and nothing changes: the state holds less than this. It was given back before, or is
    /// of another quota.
    not_taken,
};

/// The outcome of `release`: an answer, and the next state. If nothing is released, the next state
/// differs only if a new window or epoch began.
template <class State>
struct release_decision {
    release_answer answer{};
    State next{};

    [[nodiscard]] constexpr bool allowed() const noexcept {
        return answer != release_answer::not_taken;
    }
    /// The answer itself: the reason, when it is no.
    [[nodiscard]] constexpr release_answer why() const noexcept { return answer; }
    friend constexpr bool operator==(const release_decision&, const release_decision&) = default;
};

/// Gives back what a ticket took, if its window is the current one. A ticket of an earlier window
/// frees nothing.
///
/// A state is a count, and cannot tell one ticket from another. It refuses a ticket for more than it
/// holds; but if 3 and 3 are taken and the first 3 are given back twice, it frees the second 3, too.
/// If a ticket can come twice, as from a message that is sent again, keep it in `open_tickets`,
/// which closes it once; `audit` finds a ticket that was given back twice.
[[nodiscard]] constexpr release_decision<quota_state> release(const quota_state& state,
                                                              const ticket& taken,
                                                              const window& running) noexcept {
    quota_state current = rolled(state, running.index);
    if (taken.window < current.window) return {release_answer::free_already, current};
    if (taken.window != current.window || current.taken < taken.amount)
        return {release_answer::not_taken, current};
    current.taken = current.taken.above(taken.amount);
    return {release_answer::released, current};
}

/// When something with a maximum age is dropped: `most` days of 24 hours after it was made;
/// `instant::never()` if the age is unlimited.
[[nodiscard]] constexpr instant dropped_at(instant made, limit most) noexcept {
    if (most.is_unlimited()) return instant::never();
    const std::int64_t kept = most.most().count();
    const std::int64_t left = (instant::never() - made).seconds / 86'400;
    return kept < left ? made + days(kept) : instant::never();
}

/// Whether something with a maximum age still exists at `now`.
[[nodiscard]] constexpr bool is_kept(instant made, limit most, instant now) noexcept {
    return now < dropped_at(made, most);
}

}  // namespace ratecard::inline v0

#endif

// SPDX-License-Identifier: MIT
#ifndef RATECARD_QUOTA_RESERVE_HPP
#define RATECARD_QUOTA_RESERVE_HPP

#include <cstdint>

#include <ratecard/core/instant.hpp>
#include <ratecard/core/limit.hpp>
#include <ratecard/core/quantity.hpp>
#include <ratecard/core/window.hpp>
#include <ratecard/quota/decide.hpp>
#include <ratecard/quota/epoch.hpp>
#include <ratecard/quota/state.hpp>

/// Reserves an amount of a quota, to be committed or released later.
namespace ratecard::inline v0 {

/// What is committed of one quota (`taken`), and what is reserved in the current epoch and in the
/// one before. Older reservations have expired. A default state holds nothing.
struct reserving_state {
    std::int64_t window = INT64_MIN;
    std::int64_t epoch = INT64_MIN;
    quantity taken{};
    quantity reserved{};
    quantity reserved_before{};

    friend constexpr bool operator==(const reserving_state&, const reserving_state&) = default;
};

/// The right to take an amount; the caller keeps it. It expires when the second epoch after its own
/// begins.
struct reservation {
    std::int64_t window = INT64_MIN;
    std::int64_t epoch = INT64_MIN;
    quantity amount{};

    friend constexpr bool operator==(const reservation&, const reservation&) = default;
};

/// The outcome of `reserve`: an answer, the next state, and what was reserved (nothing after a
/// refusal).
struct reserve_decision {
    quota_answer answer{};
    reserving_state next{};
    reservation reserved{};

    [[nodiscard]] constexpr bool allowed() const noexcept { return is_admitted(answer); }
    /// The answer itself: the reason, when it is no.
    [[nodiscard]] constexpr quota_answer why() const noexcept { return answer; }
    friend constexpr bool operator==(const reserve_decision&, const reserve_decision&) = default;
};

/// The outcome of `decide`: an answer, the next state, and what was taken (nothing after a
/// refusal).
struct take_decision {
    quota_answer answer{};
    reserving_state next{};
    ticket taken{};

    [[nodiscard]] constexpr bool allowed() const noexcept { return is_admitted(answer); }
    /// The answer itself: the reason, when it is no.
    [[nodiscard]] constexpr quota_answer why() const noexcept { return answer; }
    friend constexpr bool operator==(const take_decision&, const take_decision&) = default;
};

/// The answer to "can this reservation be committed?".
enum class commit_answer : std::uint8_t {
    committed,           ///< the amount is taken
    committed_before,    ///< the amount is taken in the reservation's own window, which has ended
    expired,             ///< refused: two epochs have begun since, and the amount is free again
    not_reserved,        ///< refused: no such amount is reserved; it may have been used already
    more_than_reserved,  ///< refused: more was used than the reservation holds
    epoch_closed,        ///< refused: the epoch passed in has ended; pass the current one
    counter_full,        ///< refused: the counter cannot hold the sum
    epoch_out_of_range,  ///< refused: the word cannot hold the epoch's number
};

/// True if the reservation was committed.
[[nodiscard]] constexpr bool is_committed(commit_answer a) noexcept {
    return a <= commit_answer::committed_before;
}

/// The outcome of `commit`: an answer, the next state, and what was taken (nothing after a
/// refusal).
struct commit_decision {
    commit_answer answer{};
    reserving_state next{};
    ticket taken{};

    [[nodiscard]] constexpr bool allowed() const noexcept { return is_committed(answer); }
    /// The answer itself: the reason, when it is no.
    [[nodiscard]] constexpr commit_answer why() const noexcept { return answer; }
    friend constexpr bool operator==(const commit_decision&, const commit_decision&) = default;
};

/// The state in the epoch `running`. Reservations of two epochs ago, or of an earlier window, are
/// dropped. A state of a later epoch is kept: the caller's clock is behind.
[[nodiscard]] constexpr reserving_state expire(const reserving_state& state,
                                               const epoch& running) noexcept {
    if (state.window < running.window) return {running.window, running.index, {}, {}, {}};
    reserving_state next = state;
    if (running.index <= state.epoch) return next;
    const bool is_next = running.index - 1 == state.epoch;
    next.epoch = running.index;
    next.reserved_before = is_next ? state.reserved : quantity{};
    next.reserved = quantity{};
    return next;
}

namespace detail {

/// Everything that a state holds, as the state of a quota without reservations.
constexpr result<quota_state> held(const reserving_state& s) noexcept {
    const auto sum =
        quantity::from(s.taken.count() + s.reserved.count() + s.reserved_before.count());
    if (!sum) return sum.error();
    return quota_state{s.window, *sum};
}

/// The decision of a quota that counts everything held, in the current epoch.
constexpr quota_decision decide_on_held(const reserving_state& current, const quota_limit& l,
                                        const epoch& running, quantity amount, instant now,
                                        taking mode) noexcept {
    const auto everything = held(current);
    if (!everything) return {quota_answer::counter_full, {}, {}};
    return decide(*everything, l, {running.window, running.end}, amount, now, mode);
}

/// The counter of a state that holds the reservation. Null if the reservation has expired, or is of
/// another window.
constexpr quantity* place_of(reserving_state& current, const reservation& r) noexcept {
    if (r.window != current.window) return nullptr;
    if (r.epoch == current.epoch) return &current.reserved;
    if (r.epoch < current.epoch && r.epoch + 1 == current.epoch) return &current.reserved_before;
    return nullptr;
}

}  // namespace detail

/// Decides whether `amount` more can be reserved. It answers like `decide`, with every reservation
/// counted as taken.
[[nodiscard]] constexpr reserve_decision reserve(const reserving_state& state,
                                                 const quota_limit& limit, const epoch& running,
                                                 quantity amount, instant now,
                                                 taking mode = taking::all_or_nothing) noexcept {
    if (running.end <= now) return {quota_answer::window_closed, state, {}};
    reserving_state next = expire(state, running);
    const quota_decision d = detail::decide_on_held(next, limit, running, amount, now, mode);
    if (!is_admitted(d.answer)) return {d.answer, next, {}};
    next.reserved = quantity{next.reserved.count() + d.taken.amount.count()};
    return {d.answer, next, {next.window, next.epoch, d.taken.amount}};
}

/// Takes `amount` at once, without a reservation. The answer is the same as for `reserve`.
[[nodiscard]] constexpr take_decision decide(const reserving_state& state, const quota_limit& limit,
                                             const epoch& running, quantity amount, instant now,
                                             taking mode = taking::all_or_nothing) noexcept {
    if (running.end <= now) return {quota_answer::window_closed, state, {}};
    reserving_state next = expire(state, running);
    const quota_decision d = detail::decide_on_held(next, limit, running, amount, now, mode);
    if (!is_admitted(d.answer)) return {d.answer, next, {}};
    next.taken = quantity{next.taken.count() + d.taken.amount.count()};
    return {d.answer, next, d.taken};
}

/// Commits a reservation: takes the `used` part of it and frees the rest. The limit is not checked
/// again, because the amount was promised. After the end of the reservation's window nothing is
/// counted.
///
/// A state cannot tell one reservation of an epoch from another. A second commit of one is
/// `not_reserved` if no other holds as much; else it uses up the other's. If a commit can come
/// twice, keep the reservation in `open_tickets`, which closes it once.
[[nodiscard]] constexpr commit_decision commit(const reserving_state& state, const reservation& r,
                                               const epoch& running, quantity used,
                                               instant now) noexcept {
    if (running.end <= now) return {commit_answer::epoch_closed, state, {}};
    reserving_state next = expire(state, running);
    if (r.amount < used) return {commit_answer::more_than_reserved, next, {}};
    if (r.epoch < next.epoch && r.epoch + 1 < next.epoch) return {commit_answer::expired, next, {}};
    if (r.window < next.window && r.epoch < next.epoch)
        return {commit_answer::committed_before, next, {r.window, used}};
    quantity* const place = detail::place_of(next, r);
    const auto taken = checked_add(next.taken, used);
    if (place == nullptr || *place < r.amount) return {commit_answer::not_reserved, next, {}};
    if (!taken) return {commit_answer::counter_full, next, {}};
    *place = place->above(r.amount);
    next.taken = *taken;
    return {commit_answer::committed, next, {next.window, used}};
}

/// Commits the whole reservation.
[[nodiscard]] constexpr commit_decision commit(const reserving_state& state, const reservation& r,
                                               const epoch& running, instant now) noexcept {
    return commit(state, r, running, r.amount, now);
}

/// Frees a reservation. If it has expired, nothing changes. If the state holds less than its amount,
/// it is refused; see `release` of a `quota_state` for what a count can know.
[[nodiscard]] constexpr release_decision<reserving_state> release(const reserving_state& state,
                                                                  const reservation& r,
                                                                  const epoch& running) noexcept {
    reserving_state next = expire(state, running);
    if (r.window < next.window || (r.epoch < next.epoch && r.epoch + 1 < next.epoch))
        return {release_answer::free_already, next};
    quantity* const place = detail::place_of(next, r);
    if (place == nullptr || *place < r.amount) return {release_answer::not_taken, next};
    *place = place->above(r.amount);
    return {release_answer::released, next};
}

/// Gives back what a ticket took, if its window is the current one.
[[nodiscard]] constexpr release_decision<reserving_state> release(const reserving_state& state,
                                                                  const ticket& t,
                                                                  const epoch& running) noexcept {
    reserving_state next = expire(state, running);
    if (t.window < next.window) return {release_answer::free_already, next};
    if (t.window != next.window || next.taken < t.amount) return {release_answer::not_taken, next};
    next.taken = next.taken.above(t.amount);
    return {release_answer::released, next};
}

/// The state after epochs were numbered anew, as by another length: what is held in epoch `from` is
/// held in epoch `to`.
/// If the state is of a later epoch than `from`, pass that one instead: reservations of two epochs
/// would be mixed.
[[nodiscard]] constexpr reserving_state renumbered(const reserving_state& state, const epoch& from,
                                                   const epoch& to) noexcept {
    reserving_state next = expire(state, from);
    next.window = to.window;
    next.epoch = to.index;
    return next;
}

/// The reservation after epochs were numbered anew. One that has expired in epoch `from` is of an
/// epoch before all.
[[nodiscard]] constexpr reservation renumbered(const reservation& r, const epoch& from,
                                               const epoch& to) noexcept {
    if (r.window < from.window || (r.epoch < from.index && r.epoch + 1 < from.index))
        return {.amount = r.amount};
    return {to.window, to.index - (r.epoch < from.index ? 1 : 0), r.amount};
}

}  // namespace ratecard::inline v0

#endif

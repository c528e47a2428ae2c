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

namespace ratecard::inline v0 {

/// What is taken of one quota for good, and what is reserved: in the running epoch, and in the one
/// before. What was reserved earlier is free again. A default one holds nothing.
struct reserving_state {
    std::int64_t window = INT64_MIN;
    std::int64_t epoch = INT64_MIN;
    quantity taken{};
    quantity reserved{};
    quantity reserved_before{};

    friend constexpr bool operator==(const reserving_state&, const reserving_state&) = default;
};

/// The right to take an amount, which the caller holds. It is worth nothing once two epochs began
/// after its own.
struct reservation {
    std::int64_t window = INT64_MIN;
    std::int64_t epoch = INT64_MIN;
    quantity amount{};

    friend constexpr bool operator==(const reservation&, const reservation&) = default;
};

/// An answer, the state it leads to, and what was reserved: nothing, when refused.
struct reserve_decision {
    quota_answer answer{};
    reserving_state next{};
    reservation reserved{};

    friend constexpr bool operator==(const reserve_decision&, const reserve_decision&) = default;
};

/// An answer, the state it leads to, and what was taken at once: nothing, when refused.
struct take_decision {
    quota_answer answer{};
    reserving_state next{};
    ticket taken{};

    friend constexpr bool operator==(const take_decision&, const take_decision&) = default;
};

/// The answer to "may what was reserved be taken for good?".
enum class commit_answer : std::uint8_t {
    committed,           ///< taken
    committed_before,    ///< taken of the window it was reserved in, which is over: none counts now
    expired,             ///< refused: two epochs began since, and it is free again
    not_reserved,        ///< refused: so much is not reserved, as when it was used before
    more_than_reserved,  ///< refused: more was used than the reservation holds
    epoch_closed,        ///< refused: the epoch handed in is over; ask for the one that runs
};

/// True when the reservation is committed, by this request or an earlier one.
[[nodiscard]] constexpr bool is_committed(commit_answer a) noexcept {
    return a <= commit_answer::committed_before;
}

/// An answer, the state it leads to, and what was taken: nothing, when refused.
struct commit_decision {
    commit_answer answer{};
    reserving_state next{};
    ticket taken{};

    friend constexpr bool operator==(const commit_decision&, const commit_decision&) = default;
};

/// The state once the epoch `running` runs: what was reserved two epochs ago, or in an earlier
/// window, is free. A state of a later epoch stays as it is.
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

/// All that a state holds, as a quota that knows no reservations counts it.
constexpr result<quota_state> held(const reserving_state& s) noexcept {
    const auto sum =
        quantity::from(s.taken.count() + s.reserved.count() + s.reserved_before.count());
    if (!sum) return sum.error();
    return quota_state{s.window, *sum};
}

/// The decision of the quota that counts all that is held, in the running epoch.
constexpr quota_decision decide_on_held(const reserving_state& current, const quota_limit& l,
                                        const epoch& running, instant now, quantity amount,
                                        taking how) noexcept {
    const auto all = held(current);
    if (!all) return {quota_answer::counter_full, {}, {}};
    return decide(*all, l, {running.window, running.end}, now, amount, how);
}

/// The place in a state where a reservation counts; null when it is expired, of another window, or
/// not of this quota.
constexpr quantity* place_of(reserving_state& current, const reservation& r) noexcept {
    if (r.window != current.window) return nullptr;
    if (r.epoch == current.epoch) return &current.reserved;
    if (r.epoch < current.epoch && r.epoch + 1 == current.epoch) return &current.reserved_before;
    return nullptr;
}

}  // namespace detail

/// Decides whether `amount` more may be reserved: as `decide` does, where all that is reserved counts
/// as taken.
[[nodiscard]] constexpr reserve_decision reserve(const reserving_state& state,
                                                 const quota_limit& limit, const epoch& running,
                                                 instant now, quantity amount,
                                                 taking how = taking::all_or_nothing) noexcept {
    if (running.end <= now) return {quota_answer::window_closed, state, {}};
    reserving_state next = expire(state, running);
    const quota_decision d = detail::decide_on_held(next, limit, running, now, amount, how);
    if (!is_admitted(d.answer)) return {d.answer, next, {}};
    next.reserved = quantity{next.reserved.count() + d.taken.amount.count()};
    return {d.answer, next, {next.window, next.epoch, d.taken.amount}};
}

/// Takes at once, without a reservation: the same answer as `reserve` has.
[[nodiscard]] constexpr take_decision decide(const reserving_state& state, const quota_limit& limit,
                                             const epoch& running, instant now, quantity amount,
                                             taking how = taking::all_or_nothing) noexcept {
    if (running.end <= now) return {quota_answer::window_closed, state, {}};
    reserving_state next = expire(state, running);
    const quota_decision d = detail::decide_on_held(next, limit, running, now, amount, how);
    if (!is_admitted(d.answer)) return {d.answer, next, {}};
    next.taken = quantity{next.taken.count() + d.taken.amount.count()};
    return {d.answer, next, d.taken};
}

/// Takes for good what was `used` of a reservation, and frees the rest of it. Whatever the limit is
/// by now: it was promised. In a later window than its own it counts nothing.
[[nodiscard]] constexpr commit_decision commit(const reserving_state& state, const reservation& r,
                                               const epoch& running, instant now,
                                               quantity used) noexcept {
    if (running.end <= now) return {commit_answer::epoch_closed, state, {}};
    reserving_state next = expire(state, running);
    if (r.amount < used) return {commit_answer::more_than_reserved, next, {}};
    if (r.epoch < next.epoch && r.epoch + 1 < next.epoch) return {commit_answer::expired, next, {}};
    if (r.window < next.window && r.epoch < next.epoch)
        return {commit_answer::committed_before, next, {r.window, used}};
    quantity* const place = detail::place_of(next, r);
    const auto taken = checked_add(next.taken, used);
    if (place == nullptr || *place < r.amount || !taken)
        return {commit_answer::not_reserved, next, {}};
    *place = place->above(r.amount);
    next.taken = *taken;
    return {commit_answer::committed, next, {next.window, used}};
}

/// Takes all of a reservation for good.
[[nodiscard]] constexpr commit_decision commit(const reserving_state& state, const reservation& r,
                                               const epoch& running, instant now) noexcept {
    return commit(state, r, running, now, r.amount);
}

/// Frees a reservation, if it is not free already. One that so much is not reserved for frees
/// nothing.
[[nodiscard]] constexpr reserving_state release(const reserving_state& state, const reservation& r,
                                                const epoch& running) noexcept {
    reserving_state next = expire(state, running);
    quantity* const place = detail::place_of(next, r);
    if (place != nullptr && r.amount <= *place) *place = place->above(r.amount);
    return next;
}

/// Gives back what was taken for good, if its window still runs.
[[nodiscard]] constexpr reserving_state release(const reserving_state& state, const ticket& t,
                                                const epoch& running) noexcept {
    reserving_state next = expire(state, running);
    if (t.window == next.window) next.taken = next.taken.above(t.amount);
    return next;
}

}  // namespace ratecard::inline v0

#endif

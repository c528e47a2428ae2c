// SPDX-License-Identifier: MIT
#ifndef RATECARD_QUOTA_LEASE_HPP
#define RATECARD_QUOTA_LEASE_HPP

#include <cstddef>
#include <cstdint>
#include <span>

#include <ratecard/core/contract.hpp>
#include <ratecard/core/instant.hpp>
#include <ratecard/core/limit.hpp>
#include <ratecard/core/quantity.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/core/share.hpp>
#include <ratecard/core/window.hpp>
#include <ratecard/quota/decide.hpp>
#include <ratecard/quota/state.hpp>

namespace ratecard::inline v0 {

/// A part of a quota that one machine may use up without asking: a message from the lender to a
/// holder. Rounds count the leases of one holder; 0 is none.
struct lease {
    std::int64_t window = INT64_MIN;
    std::uint64_t round = 0;
    quantity amount{};

    friend constexpr bool operator==(const lease&, const lease&) = default;
};

/// What was used of a lease that its holder uses no more: a message back to the lender. It may be
/// sent as often as is needed until it arrives.
struct settlement {
    std::int64_t window = INT64_MIN;
    std::uint64_t round = 0;
    quantity used{};

    friend constexpr bool operator==(const settlement&, const settlement&) = default;
};

// ---- the lender ----

/// What the lender knows of one holder: its last lease, and whether that is still out.
struct loan {
    lease given{};
    bool is_open = false;

    friend constexpr bool operator==(const loan&, const loan&) = default;
};

/// An answer, the lender's state and the loan it leads to. The message is `record.given`.
struct lend_decision {
    quota_answer answer{};
    quota_state next{};
    loan record{};

    friend constexpr bool operator==(const lend_decision&, const lend_decision&) = default;
};

/// The answer to a settlement.
enum class settle_answer : std::uint8_t {
    settled,           ///< what was not used is free again
    settled_before,    ///< nothing changes: the message came late, or twice
    more_than_leased,  ///< nothing changes: more was used than the lease held
};

/// An answer, the lender's state and the loan it leads to.
struct settle_decision {
    settle_answer answer{};
    quota_state next{};
    loan record{};

    friend constexpr bool operator==(const settle_decision&, const settle_decision&) = default;
};

/// Shares what is left of a limit among holders, in proportion to their weights: into `parts[i]` for
/// each. The parts add up to what is left exactly (by largest remainder, as `allocate` shares
/// money); of an unlimited quota, to what can be counted. Nothing is written unless all of it is.
///
/// `core_errc::zero_weights` when something is left and every weight is zero, `core_errc::overflow` when the
/// weights add up to 2^64 or more.
/// \pre `parts.size() >= weights.size()`.
/// \return how many parts were written: one a weight.
[[nodiscard]] constexpr result<std::size_t> shares(limit most, quantity used,
                                                   std::span<const std::uint64_t> weights,
                                                   std::span<quantity> parts) {
    if (parts.size() < weights.size()) detail::every_part_must_have_a_place();
    const quantity left =
        (most.is_unlimited() ? quantity{quantity::max_count} : most.most()).above(used);
    return detail::share_out(static_cast<std::uint64_t>(left.count()), weights,
                             [&](std::size_t i, std::uint64_t share) {
                                 parts[i] = quantity{static_cast<std::int64_t>(share)};
                             });
}

/// Decides whether a holder may have a lease of `amount`, which counts as taken from now on. One
/// that is still out is given again as it is, for the message may have been lost: a holder has one
/// lease at a time. Those of earlier windows are over.
///
/// A lease is not taken back: what a lost holder had is taken until the window ends. So no clock and
/// no lost message lets the leases of a window, and what was used of it, exceed the limit.
[[nodiscard]] constexpr lend_decision lend(const quota_state& state, const loan& record,
                                           const quota_limit& limit, const window& running,
                                           instant now, quantity amount,
                                           taking how = taking::all_or_nothing) noexcept {
    const quota_state current = rolled(state, running.index);
    if (now < running.end && record.is_open && record.given.window == current.window)
        return {quota_answer::admitted, current, record};
    const quota_decision d = decide(state, limit, running, now, amount, how);
    if (!is_admitted(d.answer)) return {d.answer, d.next, record};
    return {d.answer, d.next, {{d.taken.window, record.given.round + 1, d.taken.amount}, true}};
}

/// Takes back what was not used of a lease, once.
[[nodiscard]] constexpr settle_decision settle(const quota_state& state, const loan& record,
                                               const settlement& s,
                                               const window& running) noexcept {
    const quota_state current = rolled(state, running.index);
    if (!record.is_open || s.round != record.given.round || s.window != record.given.window)
        return {settle_answer::settled_before, current, record};
    if (record.given.amount < s.used) return {settle_answer::more_than_leased, current, record};
    const ticket unused{s.window, record.given.amount.above(s.used)};
    return {settle_answer::settled, release(current, unused, running), {record.given, false}};
}

// ---- a holder ----

/// What a holder knows: its last lease, how much of it is used, and whether it still uses it.
struct leased {
    lease held{};
    quantity used{};
    bool is_open = false;

    friend constexpr bool operator==(const leased&, const leased&) = default;
};

/// An answer and the state it leads to.
struct spend_decision {
    quota_answer answer{};
    leased next{};
    quantity taken{};  ///< nothing, when refused

    friend constexpr bool operator==(const spend_decision&, const spend_decision&) = default;
};

/// The holder's state when a lease arrives: one that came before, late or twice, changes nothing.
[[nodiscard]] constexpr leased accept(const leased& state, const lease& arrived) noexcept {
    if (arrived.round <= state.held.round) return state;
    return {arrived, {}, true};
}

/// Decides from the lease alone whether `amount` may be taken. Without an open lease of the window
/// that runs the answer is `limit_reached`: ask the lender.
[[nodiscard]] constexpr spend_decision spend(const leased& state, const window& running,
                                             instant now, quantity amount,
                                             taking how = taking::all_or_nothing) noexcept {
    if (running.end <= now) return {quota_answer::window_closed, state, {}};
    if (!state.is_open || state.held.window < running.index)
        return {quota_answer::limit_reached, state, {}};
    const quota_decision d =
        decide(quota_state{state.held.window, state.used},
               {limit{state.held.amount}, enforcement::hard}, running, now, amount, how);
    return {d.answer, {state.held, d.next.taken, true}, d.taken.amount};
}

/// The holder's state when it uses its lease no more. Then it may tell: `settlement_of`.
[[nodiscard]] constexpr leased closed(const leased& state) noexcept {
    return {state.held, state.used, false};
}

/// The message that settles a lease that was closed.
[[nodiscard]] constexpr settlement settlement_of(const leased& state) noexcept {
    return {state.held.window, state.held.round, state.used};
}

}  // namespace ratecard::inline v0

#endif

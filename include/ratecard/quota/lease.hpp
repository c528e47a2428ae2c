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

/// Leases of a quota, which machines use up without asking a central counter again.
namespace ratecard::inline v0 {

/// A part of a quota that one machine can use without asking: a message from the lender to a
/// holder. `round` numbers the leases of one holder from 1; 0 is no lease.
struct lease {
    std::int64_t window = INT64_MIN;
    std::uint64_t round = 0;
    quantity amount{};

    friend constexpr bool operator==(const lease&, const lease&) = default;
};

/// How much of a lease was used, after its holder stopped using it: a message to the lender. It can
/// be sent repeatedly until it arrives.
struct settlement {
    std::int64_t window = INT64_MIN;
    std::uint64_t round = 0;
    quantity used{};

    friend constexpr bool operator==(const settlement&, const settlement&) = default;
};

// ---- the lender ----

/// What the lender knows about one holder: its last lease, and whether it is still open.
struct loan {
    lease given{};
    bool is_open = false;

    friend constexpr bool operator==(const loan&, const loan&) = default;
};

/// The outcome of `lend`: an answer, the lender's next state and next loan. `record.given` is the
/// message to the holder.
struct lend_decision {
    quota_answer answer{};
    quota_state next{};
    loan record{};

    [[nodiscard]] constexpr bool allowed() const noexcept { return is_admitted(answer); }
    /// The answer itself: the reason, when it is no.
    [[nodiscard]] constexpr quota_answer why() const noexcept { return answer; }
    friend constexpr bool operator==(const lend_decision&, const lend_decision&) = default;
};

/// The answer to a settlement.
enum class settle_answer : std::uint8_t {
    settled,           ///< the unused rest is free again
    settled_before,    ///< nothing changes: the message is late or a duplicate
    more_than_leased,  ///< nothing changes: more was used than the lease held
};

/// The outcome of `settle`: an answer, the lender's next state and next loan.
struct settle_decision {
    settle_answer answer{};
    quota_state next{};
    loan record{};

    [[nodiscard]] constexpr bool allowed() const noexcept {
        return answer != settle_answer::more_than_leased;
    }
    /// The answer itself: the reason, when it is no.
    [[nodiscard]] constexpr settle_answer why() const noexcept { return answer; }
    friend constexpr bool operator==(const settle_decision&, const settle_decision&) = default;
};

/// Divides what is left of a limit among holders in proportion to `weights`, by largest remainder,
/// into `parts[i]`. The parts add up to what is left; for an unlimited quota, to 10^15 less `used`.
///
/// `core_errc::zero_weights` if something is left and every weight is zero, `core_errc::overflow`
/// if the weights add up to 2^64 or more. `parts` is unchanged then.
/// \pre `parts.size() >= weights.size()`.
/// \return the number of parts written, one for each weight.
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

/// Decides whether a holder can have a lease of `amount`. The amount counts as taken from now on. A
/// holder has one lease at a time: if its lease in this window is still open, it gets the same
/// lease again, because the message may have been lost. Leases of earlier windows have ended.
///
/// A lease cannot be taken back. If its holder is lost, the amount stays taken until the window
/// ends. So neither a wrong clock nor a lost message lets the usage of a window exceed the limit.
[[nodiscard]] constexpr lend_decision lend(const quota_state& state, const loan& record,
                                           const quota_limit& limit, const window& running,
                                           quantity amount, instant now,
                                           taking mode = taking::all_or_nothing) noexcept {
    const quota_state current = rolled(state, running.index);
    if (now < running.end && record.is_open && record.given.window == current.window)
        return {quota_answer::admitted, current, record};
    const quota_decision d = decide(state, limit, running, amount, now, mode);
    if (!is_admitted(d.answer)) return {d.answer, d.next, record};
    return {d.answer, d.next, {{d.taken.window, record.given.round + 1, d.taken.amount}, true}};
}

/// Frees the unused rest of a lease. A second settlement of the same lease changes nothing.
[[nodiscard]] constexpr settle_decision settle(const quota_state& state, const loan& record,
                                               const settlement& s,
                                               const window& running) noexcept {
    const quota_state current = rolled(state, running.index);
    if (!record.is_open || s.round != record.given.round || s.window != record.given.window)
        return {settle_answer::settled_before, current, record};
    if (record.given.amount < s.used) return {settle_answer::more_than_leased, current, record};
    const ticket unused{s.window, record.given.amount.above(s.used)};
    return {settle_answer::settled, release(current, unused, running).next, {record.given, false}};
}

// ---- a holder ----

/// What a holder knows: its last lease, how much of it is used, and whether it is still open.
struct leased {
    lease held{};
    quantity used{};
    bool is_open = false;

    friend constexpr bool operator==(const leased&, const leased&) = default;
};

/// The outcome of `spend`: an answer, the holder's next state, and how much was taken.
struct spend_decision {
    quota_answer answer{};
    leased next{};
    quantity taken{};  ///< zero after a refusal

    [[nodiscard]] constexpr bool allowed() const noexcept { return is_admitted(answer); }
    /// The answer itself: the reason, when it is no.
    [[nodiscard]] constexpr quota_answer why() const noexcept { return answer; }
    friend constexpr bool operator==(const spend_decision&, const spend_decision&) = default;
};

/// The holder's state after a lease arrived. A late or repeated lease changes nothing.
[[nodiscard]] constexpr leased accept(const leased& state, const lease& arrived) noexcept {
    if (arrived.round <= state.held.round) return state;
    return {arrived, {}, true};
}

/// Decides whether `amount` can be taken from the lease, without asking the lender. If the holder
/// has no open lease in the current window, the answer is `limit_reached`: ask the lender.
[[nodiscard]] constexpr spend_decision spend(const leased& state, const window& running,
                                             quantity amount, instant now,
                                             taking mode = taking::all_or_nothing) noexcept {
    if (running.end <= now) return {quota_answer::window_closed, state, {}};
    if (!state.is_open || state.held.window < running.index)
        return {quota_answer::limit_reached, state, {}};
    const quota_decision d =
        decide(quota_state{state.held.window, state.used},
               {limit{state.held.amount}, enforcement::hard}, running, amount, now, mode);
    return {d.answer, {state.held, d.next.taken, true}, d.taken.amount};
}

/// The holder's state after it stops using its lease. Next, send `settlement_of` to the lender.
[[nodiscard]] constexpr leased closed(const leased& state) noexcept {
    return {state.held, state.used, false};
}

/// The message that settles a closed lease.
[[nodiscard]] constexpr settlement settlement_of(const leased& state) noexcept {
    return {state.held.window, state.held.round, state.used};
}

}  // namespace ratecard::inline v0

#endif

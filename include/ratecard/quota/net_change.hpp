// SPDX-License-Identifier: MIT
#ifndef RATECARD_QUOTA_NET_CHANGE_HPP
#define RATECARD_QUOTA_NET_CHANGE_HPP

#include <concepts>
#include <cstdint>

#include <ratecard/core/instant.hpp>
#include <ratecard/core/limit.hpp>
#include <ratecard/core/quantity.hpp>
#include <ratecard/core/window.hpp>
#include <ratecard/quota/decide.hpp>
#include <ratecard/quota/state.hpp>

/// Quotas for net growth, which is begins less ends in a window.
namespace ratecard::inline v0 {

/// Begins and ends in one window. Ends count even for what began before the window, so the
/// difference can be negative: such ends make room for as many begins. If only ends of what began
/// in the window should count, use `quota_state` with tickets. An end that is told twice counts twice:
/// if that can happen, close its ticket in `open_tickets` first.
struct net_change {
    std::int64_t window = INT64_MIN;
    quantity begun{};
    quantity ended{};

    friend constexpr bool operator==(const net_change&, const net_change&) = default;
};

/// The outcome of `decide`: an answer, the next state, and how many can begin.
struct net_decision {
    quota_answer answer{};
    net_change next{};
    quantity begins{};  ///< zero after a refusal

    [[nodiscard]] constexpr bool allowed() const noexcept { return is_admitted(answer); }
    /// The answer itself: the reason, when it is no.
    [[nodiscard]] constexpr quota_answer why() const noexcept { return answer; }
    friend constexpr bool operator==(const net_decision&, const net_decision&) = default;
};

namespace detail {

/// The state in window `index`: a state of an earlier window starts at zero.
constexpr net_change rolled(const net_change& state, std::int64_t index) noexcept {
    if (state.window < index) return {index, {}, {}};
    return state;
}

}  // namespace detail

/// Decides whether `amount` more can begin: begins less ends must stay within the limit. With limit
/// 10, 12 begun and 3 ended, 1 more can begin. (It is a template so that `decide({}, ...)` still
/// means a `quota_state`.)
template <std::same_as<net_change> State>
[[nodiscard]] constexpr net_decision decide(const State& state, const quota_limit& limit,
                                            const window& running, quantity amount, instant now,
                                            taking mode = taking::all_or_nothing) noexcept {
    if (running.end <= now) return {quota_answer::window_closed, state, {}};
    net_change next = detail::rolled(state, running.index);
    // First the surplus of ends is used up; the rest is decided like any other quota.
    const quantity unused = next.ended.above(next.begun);
    const quota_decision d = decide(quota_state{running.index, next.begun.above(next.ended)}, limit,
                                    running, amount.above(unused), now, mode);
    quantity begins = amount;
    quota_answer answer = d.answer;
    if (!is_admitted(d.answer) && mode == taking::as_much_as_fits && unused != quantity{}) {
        begins = unused;
        answer = quota_answer::admitted_in_part;
    } else if (d.answer == quota_answer::admitted_in_part) {
        begins = quantity{d.taken.amount.count() + unused.count()};
    }
    const auto begun = checked_add(next.begun, begins);
    if (!is_admitted(answer)) return {answer, next, {}};
    if (!begun) return {quota_answer::counter_full, next, {}};
    next.begun = *begun;
    return {answer, next, begins};
}

/// The state after `amount` ended. `core_errc::quantity_too_large` if the sum is above 10^15.
[[nodiscard]] constexpr result<net_change> ended(const net_change& state, quantity amount,
                                                 const window& running) noexcept {
    net_change next = detail::rolled(state, running.index);
    const auto sum = checked_add(next.ended, amount);
    if (!sum) return sum.error();
    next.ended = *sum;
    return next;
}

}  // namespace ratecard::inline v0

#endif

// SPDX-License-Identifier: MIT
#ifndef RATECARD_QUOTA_SLIDING_HPP
#define RATECARD_QUOTA_SLIDING_HPP

#include <cstdint>

#include <ratecard/core/contract.hpp>
#include <ratecard/core/limit.hpp>
#include <ratecard/core/quantity.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/core/sort.hpp>
#include <ratecard/core/window.hpp>
#include <ratecard/quota/decide.hpp>
#include <ratecard/quota/state.hpp>

/// Limits the units in every stretch of time of a given length.
namespace ratecard::inline v0 {

/// What came in two consecutive buckets, each as long as the sliding window, and the last tick in
/// each at which something came. A tick is the unit of the caller's clock. A default state is
/// empty. A state that was used counts stretches of one length; if the length changes, take it along
/// with `carried`.
struct sliding_state {
    std::int64_t bucket = INT64_MIN;
    quantity current{};
    quantity previous{};
    std::int64_t last = INT64_MIN;         ///< tick of the last admission in the current bucket
    std::int64_t last_before = INT64_MIN;  ///< tick of the last admission in the previous bucket
    std::int64_t length = 0;               ///< of a bucket; 0: of no length yet, and empty

    /// Whether nothing was asked of it yet: it is of any length.
    [[nodiscard]] constexpr bool is_new() const noexcept {
        return length == 0 && bucket == INT64_MIN;
    }
    friend constexpr bool operator==(const sliding_state&, const sliding_state&) = default;
};

/// The outcome of `decide`: an answer, the next state, and how much was taken.
struct sliding_decision {
    quota_answer answer{};
    sliding_state next{};
    quantity taken{};  ///< zero after a refusal

    [[nodiscard]] constexpr bool allowed() const noexcept { return is_admitted(answer); }
    /// The answer itself: the reason, when it is no.
    [[nodiscard]] constexpr quota_answer why() const noexcept { return answer; }
    friend constexpr bool operator==(const sliding_decision&, const sliding_decision&) = default;
};

namespace detail {

/// The bucket that contains the tick `t`.
constexpr std::int64_t bucket_of(std::int64_t t, std::int64_t length) noexcept {
    return t / length - (t % length < 0 ? 1 : 0);
}

}  // namespace detail

/// Decides whether `amount` more can come at the tick `now`, if at most the limit can come in any
/// `length` consecutive ticks.
///
/// Only two counts are stored. Everything that may lie in the sliding window counts as if it did.
/// So it never admits more than an exact sliding window. It can admit less, for up to one length
/// after much came late in a bucket. If the clock goes back, it is treated as if it stood still.
///
/// A state of another length is refused, because its buckets lie elsewhere: `other_length`.
/// \pre `length >= 1`.
[[nodiscard]] constexpr sliding_decision decide(const sliding_state& state,
                                                const quota_limit& limit, std::int64_t length,
                                                quantity amount, std::int64_t now,
                                                taking mode = taking::all_or_nothing) {
    if (length < 1) detail::length_must_be_at_least_one();
    if (state.length != length && !state.is_new()) return {quota_answer::other_length, state, {}};
    const auto bucket_of = [&](std::int64_t t) { return detail::bucket_of(t, length); };
    std::int64_t time = now < state.last ? state.last : now;
    if (bucket_of(time) < state.bucket)  // its first tick; only outside bytes can wrap here
        time = static_cast<std::int64_t>(static_cast<std::uint64_t>(state.bucket) *
                                         static_cast<std::uint64_t>(length));
    const std::int64_t bucket = bucket_of(time);
    sliding_state next = state;
    next.length = length;
    if (state.bucket < bucket) {
        const bool is_next = bucket - 1 == state.bucket;
        next = {bucket,
                {},
                is_next ? state.current : quantity{},
                INT64_MIN,
                is_next ? state.last : INT64_MIN,
                length};
    }
    // Modulo 2^64 the difference is correct, because here `last_before <= time`.
    const bool counts =
        next.last_before > time ||
        static_cast<std::uint64_t>(time) - static_cast<std::uint64_t>(next.last_before) <
            static_cast<std::uint64_t>(length);
    const auto within = counts ? checked_add(next.current, next.previous) : next.current;
    if (!within) return {quota_answer::counter_full, next, {}};
    const quota_decision d =
        decide(quota_state{0, *within}, limit, standing_window, amount, instant{}, mode);
    if (!is_admitted(d.answer)) return {d.answer, next, {}};
    next.current = quantity{next.current.count() + d.taken.amount.count()};
    if (d.taken.amount != quantity{}) next.last = time;
    return {d.answer, next, d.taken.amount};
}

/// The state at the tick `now`, from which on stretches of `length` ticks are counted instead of the
/// state's own. Everything that it knows and that may lie in the new stretch counts as if it did, so
/// the limit holds for every stretch of the new length that begins no earlier than the two buckets
/// of the state. What the state has forgotten, because it was older than they are, is not counted. A
/// state of this length, or of none yet, stays as it is.
///
/// `core_errc::quantity_too_large` if the counts of two buckets fall into one that cannot hold them,
/// `core_errc::policy_out_of_range` if the state counts, but by no length.
/// \pre `length >= 1`.
[[nodiscard]] constexpr result<sliding_state> carried(const sliding_state& state,
                                                      std::int64_t length, std::int64_t now) {
    if (length < 1) detail::length_must_be_at_least_one();
    if (state.is_new() || state.length == length) return state;
    if (state.length < 1) return core_errc::policy_out_of_range;
    const std::int64_t time = detail::larger_of(now, state.last);
    sliding_state next{.bucket = detail::bucket_of(time, length), .length = length};
    // Each count goes to the bucket of its last admission: there it counts at least as long.
    const auto put = [&](quantity count, std::int64_t last) {
        if (count == quantity{}) return true;
        if (last == INT64_MIN) last = time;  // only from outside bytes
        const std::int64_t at = detail::bucket_of(last, length);
        if (at < next.bucket && at + 1 < next.bucket) return true;  // longer ago than the length
        const bool is_current = at >= next.bucket;
        quantity& sum = is_current ? next.current : next.previous;
        std::int64_t& latest = is_current ? next.last : next.last_before;
        const auto more = checked_add(sum, count);
        if (!more) return false;
        sum = *more;
        latest = detail::larger_of(latest, last);
        return true;
    };
    if (!put(state.previous, state.last_before) || !put(state.current, state.last))
        return core_errc::quantity_too_large;
    return next;
}

}  // namespace ratecard::inline v0

#endif

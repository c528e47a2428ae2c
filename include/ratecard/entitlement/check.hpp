// SPDX-License-Identifier: MIT
#ifndef RATECARD_ENTITLEMENT_CHECK_HPP
#define RATECARD_ENTITLEMENT_CHECK_HPP

#include <array>
#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>

#include <ratecard/core/answer.hpp>
#include <ratecard/core/attributes.hpp>
#include <ratecard/core/condition.hpp>
#include <ratecard/core/feature_value.hpp>
#include <ratecard/core/id.hpp>
#include <ratecard/core/instant.hpp>
#include <ratecard/core/limit.hpp>
#include <ratecard/core/quantity.hpp>
#include <ratecard/core/reason.hpp>
#include <ratecard/core/window.hpp>
#include <ratecard/entitlement/snapshot.hpp>
#include <ratecard/quota/decide.hpp>
#include <ratecard/quota/state.hpp>

/// The gate of a subscription: may this feature be used for this request, and may this much of that
/// quota be taken?
namespace ratecard::inline v0 {

/// The answer of a check: allowed, or the first reason for the refusal. It takes one byte.
class decision {
public:
    constexpr explicit decision(reason why) noexcept : why_{why} {}

    [[nodiscard]] constexpr bool allowed() const noexcept { return why_ == reason::allowed; }
    [[nodiscard]] constexpr reason why() const noexcept { return why_; }

    friend constexpr bool operator==(const decision&, const decision&) = default;

private:
    reason why_;
};

namespace detail {

/// The answer for a feature whose conditions depend on the request.
template <class Snapshot>
constexpr decision check_request(const condition_table& rows, const Snapshot& s, feature_id feature,
                                 const attributes& request) noexcept {
    if (feature.value >= rows.features) return decision{reason::unknown_feature};
    const reason why = s.answers[feature.value].why();
    // A condition on a fixed attribute that fails is found by this loop too, at its own rank.
    const std::uint8_t rank = s.rank(why);
    for (const condition* c = rows.begin_of(feature); c != rows.end_of(feature); ++c) {
        if (c->rank > rank) break;
        if (!holds(*c, s.fixed, request)) return decision{refused_by(c->attribute)};
    }
    return decision{why};
}

/// The refusal of a quota that a snapshot refuses for a reason; a place without a limit has none.
constexpr quota_answer refusal_of_quota(reason why) noexcept {
    switch (why) {
        case reason::stale: return quota_answer::stale;
        case reason::suspended: return quota_answer::suspended;
        case reason::reclaimed: return quota_answer::reclaimed;
        case reason::deleted: return quota_answer::deleted;
        default: return quota_answer::unknown_quota;
    }
}

/// `decide`, for a caller in whose scope the name means something else.
template <class State>
constexpr auto decide_by_limit(const State& state, const quota_limit& l, const window& running,
                               quantity amount, instant now, taking mode) noexcept {
    return decide(state, l, running, amount, now, mode);
}
/// A refusal that leaves the state as it is. A `quota_state` is copied member by member: see
/// `decide_slow`.
template <class Answer, class State>
constexpr Answer refused_by_gate(quota_answer why, const State& state) noexcept {
    if constexpr (requires { state.window, state.taken, State{state.window, state.taken}; })
        return Answer{why, State{state.window, state.taken}, {}};
    else
        return Answer{why, state, {}};
}
template <class State, class Epoch>
constexpr auto reserve_by_limit(const State& state, const quota_limit& l, const Epoch& running,
                                quantity amount, instant now, taking mode) noexcept {
    return reserve(state, l, running, amount, now, mode);
}

}  // namespace detail

/// A set of allowed features with one bit for each, for example to send to a client. Bit f % 64 of
/// word f / 64 is feature f.
template <std::size_t Features>
struct feature_mask {
    std::array<std::uint64_t, (Features + 63) / 64> words{};

    [[nodiscard]] constexpr bool contains(feature_id f) const noexcept {
        return f.index() < Features && ((words[f.index() / 64] >> (f.index() % 64)) & 1u) != 0;
    }
    /// The number of allowed features.
    [[nodiscard]] constexpr std::size_t count() const noexcept {
        std::size_t sum = 0;
        for (const std::uint64_t word : words) sum += static_cast<std::size_t>(std::popcount(word));
        return sum;
    }
    friend constexpr bool operator==(const feature_mask&, const feature_mask&) = default;
};

/// What is left of a quota, for example for the headers of a response.
struct quota_remaining {
    limit most{};  ///< the limit
    limit left{};  ///< what can be taken within the limit, without its grace; 0 above it
    instant resets_at = instant::never();  ///< the end of the window; never for a standing quota

    friend constexpr bool operator==(const quota_remaining&, const quota_remaining&) = default;
};

/// What one subscription may do at one instant: a snapshot with the conditions of the catalog from
/// which it was resolved. Features and quotas are refused for the same reasons, in the same order:
/// unknown; stale; suspended, reclaimed or deleted, unless the catalog keeps the feature or the
/// quota in that state. `at` makes a gate for a request. It refers to the snapshot, and is made
/// anew for each.
///
/// A snapshot that is not valid now, or that was resolved from another catalog (another fingerprint
/// of the conditions), gives a gate that answers `stale` to everything: resolve again.
template <class Snapshot>
class gate {
public:
    /// Answers `stale` to everything.
    constexpr gate() noexcept = default;
    /// The snapshot may be used from `valid_from` up to, not including, `valid_until`; in between
    /// it is asked with these conditions.
    // Parameters `rows` and `now` would shadow globals of a user's program, with -Wshadow.
    constexpr gate(const condition_table& of, const Snapshot& s, instant valid_from,
                   instant valid_until, instant at) noexcept
        : rows_{of}, now_{at} {
        if (valid_from <= at && at < valid_until && s.resolved_from == of.fingerprint) [[likely]]
            snapshot_ = &s;
    }

    /// Whether every answer is `stale`.
    [[nodiscard]] constexpr bool is_stale() const noexcept {
        return snapshot_ == &stale_snapshot<Snapshot>;
    }

    /// Whether the subscription may use a feature for this request. A refusal has the first reason
    /// that applies: unknown feature, stale snapshot, lifecycle, withheld by an override, and then
    /// the others in the order of the catalog. Only conditions of this feature are tested, and only
    /// if the request can change them.
    [[nodiscard]] constexpr decision check(feature_id feature,
                                           const attributes& request = {}) const noexcept {
        if (feature.value >= Snapshot::capacity) return decision{reason::unknown_feature};
        const feature_answer answer = snapshot_->answers[feature.value];
        if (!answer.depends_on_request()) [[likely]]
            return decision{answer.why()};
        return detail::check_request(rows_, *snapshot_, feature, request);
    }

    /// The features that `check` allows for a request; none if the snapshot is stale.
    [[nodiscard]] constexpr feature_mask<Snapshot::capacity> mask(
        const attributes& request = {}) const noexcept {
        feature_mask<Snapshot::capacity> mask;
        for (std::size_t f = 0; f < Snapshot::capacity; ++f)
            if (check(feature_id{static_cast<std::uint16_t>(f)}, request).allowed())
                mask.words[f / 64] |= std::uint64_t{1} << (f % 64);
        return mask;
    }

    /// The value of a feature; nothing if it has none or is refused. If the answer depends on the
    /// request, a value does not mean that the feature may be used: ask `check`.
    [[nodiscard]] constexpr std::optional<feature_value> value_of(feature_id f) const noexcept {
        for (std::size_t i = 0; i < snapshot_->valued && snapshot_->values[i].of <= f; ++i)
            if (snapshot_->values[i].of == f) return snapshot_->values[i].value;
        return std::nullopt;
    }

    /// Decides whether `amount` more of a quota can be taken, in the window of the snapshot. If the
    /// life of the subscription forbids it, the answer says so and the state stays as it is. Else
    /// it is the answer of `decide` for this kind of state: a `quota_state`, or a `quota_word`
    /// after `quota/word.hpp` is included.
    ///
    /// The answer is `window_closed` when the window has ended within the validity of the snapshot,
    /// and for a shared snapshot, which has no windows: resolve again, or pass the window.
    template <class State>
    [[nodiscard]] constexpr auto decide(quota_id q, const State& state, quantity amount,
                                        taking mode = taking::all_or_nothing) const noexcept {
        if constexpr (std::same_as<State, quota_state>) {
            // The fast path, as in the free function.
            const packed_limit limit =
                q.value < Snapshot::quota_capacity ? snapshot_->limits[q.value] : packed_limit{};
            const std::int64_t sum = state.taken.count() + amount.count();
            if (limit.holds(sum)) [[likely]] {
                const window running = window_by(limit.clock());
                if (now_ < running.end && running.index <= state.window) [[likely]]
                    return quota_decision{quota_answer::admitted,
                                          {state.window, quantity{sum}},
                                          {state.window, amount}};
            }
        }
        return decide_slow(q, state, amount, mode);
    }
    /// The same in a window of the caller's, such as that of `window_of`.
    template <class State>
    [[nodiscard]] constexpr auto decide(quota_id q, const State& state, const window& running,
                                        quantity amount,
                                        taking mode = taking::all_or_nothing) const noexcept {
        using answer = decltype(detail::decide_by_limit(state, {}, {}, amount, now_, mode));
        if (takes(q)) [[likely]]
            return detail::decide_by_limit(state, snapshot_->limits[q.value].limit(), running,
                                           amount, now_, mode);
        return detail::refused_by_gate<answer>(refusal(q), state);
    }
    /// Decides whether `amount` more of a quota can be reserved, in the epoch that `by` has for now
    /// in the window of the snapshot. Include `quota/reserve.hpp` for the states and the epochs.
    template <class State, class Epochs>
    [[nodiscard]] constexpr auto reserve(quota_id q, const State& state, const Epochs& by,
                                         quantity amount,
                                         taking mode = taking::all_or_nothing) const noexcept {
        using answer =
            decltype(detail::reserve_by_limit(state, {}, by.at({}, now_), amount, now_, mode));
        const quota_terms terms = terms_of(q);
        if (!is_admitted(terms.refused)) return answer{terms.refused, state, {}};
        if (terms.running.end <= now_) return answer{quota_answer::window_closed, state, {}};
        return detail::reserve_by_limit(state, terms.limit, by.at(terms.running, now_), amount,
                                        now_, mode);
    }

    /// What a quota is decided by, for `decide_all`, `begin_one` and counters that threads share.
    /// If it is refused, `refused` says why, and no limit or window in the terms admits anything.
    [[nodiscard]] constexpr quota_terms terms_of(quota_id q) const noexcept {
        if (!takes(q)) return refused_terms(refusal(q));
        return {snapshot_->limits[q.value].limit(), window_in(q)};
    }
    /// The limit of a quota, or why there is none now. For a maximum age, see `is_kept`: where
    /// nothing is known, nothing should be dropped.
    [[nodiscard]] constexpr answer<quota_limit, quota_answer> limit_of(quota_id q) const noexcept {
        if (!takes(q)) return refusal(q);
        return snapshot_->limits[q.value].limit();
    }
    /// What is left of a quota, and when it is reset; or why nothing can be taken.
    [[nodiscard]] constexpr answer<quota_remaining, quota_answer> remaining(
        quota_id q, const quota_state& state) const noexcept {
        return remaining(terms_of(q), state);
    }
    /// The same in a window of the caller's.
    [[nodiscard]] constexpr answer<quota_remaining, quota_answer> remaining(
        quota_id q, const quota_state& state, const window& running) const noexcept {
        quota_terms terms = terms_of(q);
        terms.running = running;
        return remaining(terms, state);
    }

private:
    [[nodiscard]] constexpr answer<quota_remaining, quota_answer> remaining(
        const quota_terms& terms, const quota_state& state) const noexcept {
        if (!is_admitted(terms.refused)) return terms.refused;
        if (terms.running.end <= now_) return quota_answer::window_closed;
        const limit most = terms.limit.most;
        if (most.is_unlimited()) return quota_remaining{most, most, terms.running.end};
        const quantity taken = rolled(state, terms.running.index).taken;
        return quota_remaining{most,
                               taken < most.most() ? limit{most.most().above(taken)} : limit{},
                               terms.running.end};
    }
    /// The decision for any state, which is passed by value so that it stays in registers.
    template <class State>
    [[nodiscard, gnu::noinline]] constexpr auto decide_slow(quota_id q, State state,
                                                            quantity amount,
                                                            taking mode) const noexcept {
        using answer = decltype(detail::decide_by_limit(state, {}, {}, amount, now_, mode));
        if (!takes(q)) return detail::refused_by_gate<answer>(refusal(q), state);
        return detail::decide_by_limit(state, snapshot_->limits[q.value].limit(), window_in(q),
                                       amount, now_, mode);
    }
    /// Whether the limit of a quota decides.
    [[nodiscard]] constexpr bool takes(quota_id q) const noexcept {
        return q.value < Snapshot::quota_capacity && snapshot_->limits[q.value].decides();
    }
    /// Why it does not. \pre `!takes(q)`.
    [[nodiscard]] constexpr quota_answer refusal(quota_id q) const noexcept {
        if (q.value >= Snapshot::quota_capacity) return quota_answer::unknown_quota;
        return detail::refusal_of_quota(snapshot_->limits[q.value].refusal());
    }
    /// \pre `takes(q)`.
    [[nodiscard]] constexpr window window_in(quota_id q) const noexcept {
        return window_by(snapshot_->limits[q.value].clock());
    }
    [[nodiscard]] constexpr window window_by(std::size_t clock) const noexcept {
        if (clock >= Snapshot::clocks) return standing_window;
        return {snapshot_->windows[clock], snapshot_->resets[clock]};
    }

    const Snapshot* snapshot_ = &stale_snapshot<Snapshot>;
    condition_table rows_{};
    instant now_{};
};

/// The gate of a snapshot at `now`. `rows` are the conditions of the catalog (`condition_rows()`).
template <std::size_t Features, std::size_t Quotas, snapshot_room Room>
[[nodiscard]] constexpr gate<snapshot<Features, Quotas, Room>> at(
    const condition_table& rows, const snapshot<Features, Quotas, Room>& s, instant now) noexcept {
    return {rows, s, s.valid_from, s.valid_until, now};
}

}  // namespace ratecard::inline v0

#endif

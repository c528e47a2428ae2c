// SPDX-License-Identifier: MIT
#ifndef RATECARD_USAGE_GROWTH_HPP
#define RATECARD_USAGE_GROWTH_HPP

#include <array>
#include <concepts>
#include <cstddef>
#include <optional>

#include <ratecard/catalog/view.hpp>
#include <ratecard/core/contract.hpp>
#include <ratecard/core/id.hpp>
#include <ratecard/core/instant.hpp>
#include <ratecard/core/limit.hpp>
#include <ratecard/core/quantity.hpp>
#include <ratecard/core/window.hpp>
#include <ratecard/quota/decide_all.hpp>
#include <ratecard/time/anchor.hpp>
#include <ratecard/usage/window_at.hpp>

/// Net growth of things in nested quotas, such as groups within an account.
namespace ratecard::inline v0 {

/// How much has grown in the current window, in a quota and in the wider quotas that it is part of.
/// `Depth` is the largest number of nested quotas. One value serves one chain: a narrow quota and
/// the wider ones around it. A second chain needs a second value.
template <std::size_t Depth = 2>
struct growth {
    std::array<quota_state, Depth> states{};

    friend constexpr bool operator==(const growth&, const growth&) = default;
};

/// What one begin took from each quota. Its end gives that back, within the same window.
template <std::size_t Depth = 2>
struct growth_ticket {
    std::array<ticket, Depth> taken{};

    friend constexpr bool operator==(const growth_ticket&, const growth_ticket&) = default;
};

/// The outcome of `begin_one`: an answer, the quota that refused it, the next state and the ticket.
template <std::size_t Depth = 2>
struct growth_decision {
    quota_answer answer{};
    std::optional<quota_id> refused_by{};
    growth<Depth> next{};
    growth_ticket<Depth> taken{};

    [[nodiscard]] constexpr bool allowed() const noexcept { return is_admitted(answer); }
    /// The answer itself: the reason, when it is no.
    [[nodiscard]] constexpr quota_answer why() const noexcept { return answer; }
    friend constexpr bool operator==(const growth_decision&, const growth_decision&) = default;
};

namespace detail {

/// A quota, then the wider quotas that it is part of, one after the other.
template <std::size_t Depth>
struct quota_chain {
    std::array<quota_id, Depth> quotas{};
    std::size_t size = 0;
};

/// The quotas from `narrowest` to the widest.
/// \pre no more than `Depth` quotas nest.
template <std::size_t Depth>
constexpr quota_chain<Depth> chain_of(const catalog_view& c, quota_id narrowest) {
    quota_chain<Depth> chain;
    std::optional<quota_id> next = narrowest;
    while (next && chain.size < Depth) {
        chain.quotas[chain.size] = *next;
        ++chain.size;
        next = c[*next].part_of;
    }
    if (next) quotas_must_nest_no_deeper_than_the_growth();
    return chain;
}

}  // namespace detail

/// A function that says by which terms a quota is decided: `quota_terms f(quota_id)`.
template <class F>
concept terms_of_quotas = requires(const F& f, quota_id q) {
    { f(q) } -> std::same_as<quota_terms>;
};
/// A function that says which window of a quota runs: `window f(quota_id)`.
template <class F>
concept windows_of_quotas = requires(const F& f, quota_id q) {
    { f(q) } -> std::same_as<window>;
};

/// Begins one thing of the quota `kind` at `now`. It is taken from that quota and from every wider
/// one, or from none. The widest quota's state is always the last entry of `current.states`.
/// `terms_of` gives the limit and the window of each quota of the chain, from wherever the caller
/// has them: a gate, overrides, `window_of`.
/// \pre the id is of this catalog, and no more than `Depth` quotas nest.
template <std::size_t Depth>
[[nodiscard]] constexpr growth_decision<Depth> begin_one(const catalog_view& c, quota_id kind,
                                                         const growth<Depth>& current,
                                                         const terms_of_quotas auto& terms_of,
                                                         instant now) {
    const auto chain = detail::chain_of<Depth>(c, kind);
    std::array<quota_demand, Depth> demands{};
    std::array<quota_decision, Depth> decisions{};
    // Entry Depth - 1 is the widest quota. A chain shorter than Depth does not use the first
    // entries.
    const std::size_t front = Depth - chain.size;
    for (std::size_t i = 0; i < chain.size; ++i) {
        demands[i] = demand_by(terms_of(chain.quotas[i]), current.states[front + i], quantity{1});
    }
    const joint_answer joint =
        decide_all(std::span{demands.data(), chain.size}, now, std::span{decisions});
    growth_decision<Depth> decision{joint.answer, {}, current, {}};
    if (joint.refused_by != chain.size) {
        decision.refused_by = chain.quotas[joint.refused_by];
        return decision;
    }
    for (std::size_t i = 0; i < chain.size; ++i) {
        decision.next.states[front + i] = decisions[i].next;
        decision.taken.taken[front + i] = decisions[i].taken;
    }
    return decision;
}

/// The same with the limits of edition `e`, and the windows of an order whose billing periods are
/// counted from `billing`.
/// \pre the ids are of this catalog, and no more than `Depth` quotas nest.
template <std::size_t Depth>
[[nodiscard]] constexpr growth_decision<Depth> begin_one(const catalog_view& c, edition_id e,
                                                         quota_id kind,
                                                         const growth<Depth>& current,
                                                         const anchor& billing, instant now) {
    return begin_one(
        c, kind, current,
        [&](quota_id q) {
            return quota_terms{c.at(q, e), window_at(c[q], c.offering->billing_zone, billing, now)};
        },
        now);
}

/// The same for quotas that do not depend on an order. One that is counted by billing period
/// refuses with `window_closed`, because no order says when its window ends.
/// \pre the ids are of this catalog, and no more than `Depth` quotas nest.
template <std::size_t Depth>
[[nodiscard]] constexpr growth_decision<Depth> begin_one(const catalog_view& c, edition_id e,
                                                         quota_id kind,
                                                         const growth<Depth>& current,
                                                         instant now) {
    return begin_one(
        c, kind, current,
        [&](quota_id q) {
            return quota_terms{c.at(q, e), window_at(c[q], c.offering->billing_zone, now)};
        },
        now);
}

/// Ends one thing. What its begin took is free again where that window is the current one; if one
/// quota of the chain holds less than that, nothing changes in any, and the answer is `not_taken`.
/// `kind` is the quota under which it began; `window_of` gives the window of each quota of the
/// chain. If an end can come twice, keep the growth ticket in `open_tickets`.
/// \pre the id is of this catalog, and no more than `Depth` quotas nest.
template <std::size_t Depth>
[[nodiscard]] constexpr release_decision<growth<Depth>> end_one(
    const catalog_view& c, quota_id kind, const growth<Depth>& current,
    const growth_ticket<Depth>& taken, const windows_of_quotas auto& window_of) {
    const auto chain = detail::chain_of<Depth>(c, kind);
    const std::size_t front = Depth - chain.size;
    release_decision<growth<Depth>> joint{release_answer::free_already, current};
    for (std::size_t i = 0; i < chain.size; ++i) {
        const auto d =
            release(current.states[front + i], taken.taken[front + i], window_of(chain.quotas[i]));
        if (!d.allowed()) return {d.answer, current};
        if (d.answer == release_answer::released) joint.answer = d.answer;
        joint.next.states[front + i] = d.next;
    }
    return joint;
}

/// The same at `now`, with the windows of an order whose billing periods are counted from
/// `billing`.
/// \pre the id is of this catalog, and no more than `Depth` quotas nest.
template <std::size_t Depth>
[[nodiscard]] constexpr release_decision<growth<Depth>> end_one(
    const catalog_view& c, quota_id kind, const growth<Depth>& current,
    const growth_ticket<Depth>& taken, const anchor& billing, instant now) {
    return end_one(c, kind, current, taken, [&](quota_id q) {
        return window_at(c[q], c.offering->billing_zone, billing, now);
    });
}

/// The same at `now`, for quotas that do not depend on an order.
/// \pre the id is of this catalog, and no more than `Depth` quotas nest.
template <std::size_t Depth>
[[nodiscard]] constexpr release_decision<growth<Depth>> end_one(const catalog_view& c,
                                                                quota_id kind,
                                                                const growth<Depth>& current,
                                                                const growth_ticket<Depth>& taken,
                                                                instant now) {
    return end_one(c, kind, current, taken,
                   [&](quota_id q) { return window_at(c[q], c.offering->billing_zone, now); });
}

}  // namespace ratecard::inline v0

#endif

// SPDX-License-Identifier: MIT
#ifndef RATECARD_USAGE_GROWTH_HPP
#define RATECARD_USAGE_GROWTH_HPP

#include <array>
#include <cstddef>
#include <optional>

#include <ratecard/catalog/view.hpp>
#include <ratecard/core/contract.hpp>
#include <ratecard/core/id.hpp>
#include <ratecard/core/instant.hpp>
#include <ratecard/core/limit.hpp>
#include <ratecard/core/quantity.hpp>
#include <ratecard/quota/decide_all.hpp>
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

/// Begins one thing of the quota `kind` at `now`. It is taken from that quota and from every wider
/// one, or from none. The widest quota's state is always the last entry of `current.states`.
/// \pre the ids are of this catalog, and no more than `Depth` quotas nest.
template <std::size_t Depth>
[[nodiscard]] constexpr growth_decision<Depth> begin_one(const catalog_view& c, edition_id e,
                                                         quota_id kind,
                                                         const growth<Depth>& current,
                                                         instant now) {
    const auto chain = detail::chain_of<Depth>(c, kind);
    std::array<quota_demand, Depth> demands{};
    std::array<quota_decision, Depth> decisions{};
    // Entry Depth - 1 is the widest quota. A chain shorter than Depth does not use the first
    // entries.
    const std::size_t front = Depth - chain.size;
    for (std::size_t i = 0; i < chain.size; ++i) {
        const quota_id q = chain.quotas[i];
        demands[i] = {current.states[front + i], c.at(q, e),
                      window_at(c[q], c.offering->billing_zone, now), quantity{1}};
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

/// Ends one thing at `now`. What its begin took is free again if that window is the current one.
/// `kind` is the quota under which it began.
/// \pre the id is of this catalog, and no more than `Depth` quotas nest.
template <std::size_t Depth>
[[nodiscard]] constexpr growth<Depth> end_one(const catalog_view& c, quota_id kind,
                                              const growth<Depth>& current,
                                              const growth_ticket<Depth>& taken, instant now) {
    const auto chain = detail::chain_of<Depth>(c, kind);
    const std::size_t front = Depth - chain.size;
    growth<Depth> next = current;
    for (std::size_t i = 0; i < chain.size; ++i)
        next.states[front + i] =
            release(current.states[front + i], taken.taken[front + i],
                    window_at(c[chain.quotas[i]], c.offering->billing_zone, now));
    return next;
}

}  // namespace ratecard::inline v0

#endif

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

namespace ratecard::inline v0 {

/// What has grown in the running window, in a quota and in the quotas it is a part of: a fold of
/// quota transitions over begins and ends. `Depth` is how many quotas may nest. One value serves the
/// widest quota and one chain of narrower ones; a second chain beside it needs states of its own.
template <std::size_t Depth = 2>
struct growth {
    std::array<quota_state, Depth> states{};

    friend constexpr bool operator==(const growth&, const growth&) = default;
};

/// What a begin took: given back by its end, as long as the window lasts.
template <std::size_t Depth = 2>
struct growth_ticket {
    std::array<ticket, Depth> taken{};

    friend constexpr bool operator==(const growth_ticket&, const growth_ticket&) = default;
};

/// The answer to a begin, the quota that refused it, and what follows.
template <std::size_t Depth = 2>
struct growth_decision {
    quota_answer answer{};
    std::optional<quota_id> refused_by{};
    growth<Depth> next{};
    growth_ticket<Depth> taken{};

    friend constexpr bool operator==(const growth_decision&, const growth_decision&) = default;
};

namespace detail {

/// The quota itself, then the wider ones it is a part of, each once.
template <std::size_t Depth>
struct quota_chain {
    std::array<quota_id, Depth> quotas{};
    std::size_t size = 0;
};

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

/// One more of `kind` at `now` in an edition: taken from its quota and every wider one, or from none.
/// The state of the widest quota is the last entry, whether it is asked for itself or through a
/// narrower one.
/// \pre the ids are of this catalog, and no more than `Depth` quotas nest.
template <std::size_t Depth>
[[nodiscard]] constexpr growth_decision<Depth> begin_one(const catalog_view& c, edition_id e,
                                                         quota_id kind,
                                                         const growth<Depth>& current,
                                                         instant now) {
    const auto chain = detail::chain_of<Depth>(c, kind);
    std::array<quota_demand, Depth> demands{};
    std::array<quota_decision, Depth> decisions{};
    // Entry Depth - 1 is the widest quota; a chain shorter than Depth leaves the front untouched.
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

/// One less at `now`: what its begin took is free again if that window still runs. `kind` is the
/// quota it was begun under.
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

// SPDX-License-Identifier: MIT
#ifndef RATECARD_QUOTA_DECIDE_ALL_HPP
#define RATECARD_QUOTA_DECIDE_ALL_HPP

#include <cstddef>
#include <span>

#include <ratecard/core/contract.hpp>
#include <ratecard/core/instant.hpp>
#include <ratecard/core/limit.hpp>
#include <ratecard/core/quantity.hpp>
#include <ratecard/core/sort.hpp>
#include <ratecard/core/window.hpp>
#include <ratecard/quota/decide.hpp>
#include <ratecard/quota/state.hpp>

/// Takes from several quotas at once, all or nothing.
namespace ratecard::inline v0 {

/// A request to one of several quotas that must all admit it.
struct quota_demand {
    quota_state state{};
    quota_limit limit{};
    window running{};
    quantity amount{};
    /// Why nothing can be taken, as `quota_terms` say; `admitted` if the limit decides.
    quota_answer refused = quota_answer::admitted;

    friend constexpr bool operator==(const quota_demand&, const quota_demand&) = default;
};

/// A request by the terms of a quota, as a gate gives them.
[[nodiscard]] constexpr quota_demand demand_by(const quota_terms& terms, const quota_state& state,
                                               quantity amount) noexcept {
    return {state, terms.limit, terms.running, amount, terms.refused};
}

/// The common answer, and the index of the first demand that was refused. If none was refused,
/// `refused_by` is the number of demands, and the answer is the furthest one: `admitted_above` if
/// one demand is above its limit and grace, else `admitted_in_grace` if one is inside a grace.
struct joint_answer {
    quota_answer answer = quota_answer::admitted;
    std::size_t refused_by = 0;

    [[nodiscard]] constexpr bool allowed() const noexcept { return is_admitted(answer); }
    /// The answer itself: the reason, when it is no.
    [[nodiscard]] constexpr quota_answer why() const noexcept { return answer; }
    friend constexpr bool operator==(const joint_answer&, const joint_answer&) = default;
};

/// Takes from several quotas, all or nothing: for example from a quota and the wider one it is part
/// of, or from a user's quota and a group's. `out[i]` is the decision for demand i. If one is
/// refused, nothing is taken from any: every `out[i].next` is the state before, and the tickets are
/// empty. Each demand is decided on the state that it has: two demands of one quota do not see each
/// other, so make them one.
/// \pre `out.size() >= demands.size()`.
[[nodiscard]] constexpr joint_answer decide_all(std::span<const quota_demand> demands, instant now,
                                                std::span<quota_decision> out) {
    if (out.size() < demands.size()) detail::every_part_must_have_a_place();
    joint_answer joint{quota_answer::admitted, demands.size()};
    for (std::size_t i = 0; i < demands.size(); ++i) {
        const quota_demand& d = demands[i];
        out[i] = decide(d.state, quota_terms{d.limit, d.running, d.refused}, d.amount, now);
        if (joint.refused_by != demands.size()) continue;
        if (!is_admitted(out[i].answer))
            joint = {out[i].answer, i};
        else  // the answers that admit are listed by how far they go
            joint.answer = detail::larger_of(joint.answer, out[i].answer);
    }
    if (joint.refused_by != demands.size())
        for (std::size_t i = 0; i < demands.size(); ++i)
            out[i] = {
                is_admitted(out[i].answer) ? joint.answer : out[i].answer, demands[i].state, {}};
    return joint;
}

}  // namespace ratecard::inline v0

#endif

// SPDX-License-Identifier: MIT
#ifndef RATECARD_QUOTA_DECIDE_ALL_HPP
#define RATECARD_QUOTA_DECIDE_ALL_HPP

#include <cstddef>
#include <span>

#include <ratecard/core/contract.hpp>
#include <ratecard/core/instant.hpp>
#include <ratecard/core/limit.hpp>
#include <ratecard/core/quantity.hpp>
#include <ratecard/core/window.hpp>
#include <ratecard/quota/decide.hpp>
#include <ratecard/quota/state.hpp>

namespace ratecard::inline v0 {

/// A wish against one of several quotas that must all admit it.
struct quota_demand {
    quota_state state{};
    quota_limit limit{};
    window running{};
    quantity amount{};

    friend constexpr bool operator==(const quota_demand&, const quota_demand&) = default;
};

/// The common answer, and the place of the first demand that refused; the number of demands when
/// none did.
struct joint_answer {
    quota_answer answer = quota_answer::admitted;
    std::size_t refused_by = 0;

    friend constexpr bool operator==(const joint_answer&, const joint_answer&) = default;
};

/// Takes from several quotas (a nested one and the wider one, a user's and a group's) all or
/// nothing. `out[i]` is the decision of demand i; when one refuses, every other `out[i].next` is the
/// state it had, and no ticket is given.
/// \pre `out.size() >= demands.size()`.
[[nodiscard]] constexpr joint_answer decide_all(std::span<const quota_demand> demands, instant now,
                                                std::span<quota_decision> out) {
    if (out.size() < demands.size()) detail::every_part_must_have_a_place();
    joint_answer joint{quota_answer::admitted, demands.size()};
    for (std::size_t i = 0; i < demands.size(); ++i) {
        const quota_demand& d = demands[i];
        out[i] = decide(d.state, d.limit, d.running, now, d.amount);
        if (joint.refused_by != demands.size()) continue;
        if (!is_admitted(out[i].answer)) joint = {out[i].answer, i};
        if (out[i].answer == quota_answer::admitted_above) joint.answer = out[i].answer;
    }
    if (joint.refused_by != demands.size())
        for (std::size_t i = 0; i < demands.size(); ++i)
            out[i] = {
                is_admitted(out[i].answer) ? joint.answer : out[i].answer, demands[i].state, {}};
    return joint;
}

}  // namespace ratecard::inline v0

#endif

// SPDX-License-Identifier: MIT
#ifndef RATECARD_QUOTA_LIMIT_CHANGE_HPP
#define RATECARD_QUOTA_LIMIT_CHANGE_HPP

#include <cstdint>

#include <ratecard/core/instant.hpp>
#include <ratecard/core/limit.hpp>
#include <ratecard/core/quantity.hpp>
#include <ratecard/core/window.hpp>
#include <ratecard/quota/state.hpp>

namespace ratecard::inline v0 {

/// What follows when a limit falls below what is taken already.
enum class above_policy : std::uint8_t {
    block_new,    ///< what is there stays, nothing more is admitted
    grace_until,  ///< the limit there was goes on until an instant; then as `block_new`
    bill,         ///< more is admitted, and all above the new limit is overage
};

/// A limit that was replaced in a running window.
struct limit_change {
    quota_limit before{};
    quota_limit after{};
    above_policy above = above_policy::block_new;
    instant grace_end{};  ///< of `grace_until`

    friend constexpr bool operator==(const limit_change&, const limit_change&) = default;
};

/// Where a state stands to the new limit.
enum class standing : std::uint8_t {
    within,          ///< at most the limit is taken
    above_blocked,   ///< more is taken, and no more is admitted
    above_in_grace,  ///< more is taken, and the limit there was still holds
    above_billed,    ///< more is taken, and is overage
};

/// Where a state stands, and the limit to decide by.
struct limit_in_force {
    standing where{};
    quota_limit limit{};

    friend constexpr bool operator==(const limit_in_force&, const limit_in_force&) = default;
};

/// The limit that holds for a state at `now`, after a change. What is used is kept: the state is the
/// same before and after. A state within the new limit knows no other, be it that a window began or
/// that enough was given back.
[[nodiscard]] constexpr limit_in_force limit_at(const limit_change& change,
                                                const quota_state& state, const window& running,
                                                instant now) noexcept {
    const quota_state current = rolled(state, running.index);
    if (change.after.most.admits(current.taken, quantity{}))
        return {standing::within, change.after};
    const limit_in_force blocked{standing::above_blocked,
                                 {change.after.most, enforcement::hard, 0}};
    switch (change.above) {
        case above_policy::block_new: break;
        case above_policy::grace_until:
            if (now < change.grace_end) return {standing::above_in_grace, change.before};
            break;
        case above_policy::bill:
            return {standing::above_billed, {change.after.most, enforcement::soft, 0}};
    }
    return blocked;
}

}  // namespace ratecard::inline v0

#endif

// SPDX-License-Identifier: MIT
#ifndef RATECARD_QUOTA_LIMIT_CHANGE_HPP
#define RATECARD_QUOTA_LIMIT_CHANGE_HPP

#include <cstdint>

#include <ratecard/core/instant.hpp>
#include <ratecard/core/limit.hpp>
#include <ratecard/core/quantity.hpp>
#include <ratecard/core/window.hpp>
#include <ratecard/quota/state.hpp>

/// Decides what holds after a limit fell below what is already taken.
namespace ratecard::inline v0 {

/// What happens if more is already taken than the new limit.
enum class above_policy : std::uint8_t {
    block_new,    ///< what is taken stays, and nothing more is admitted
    grace_until,  ///< the old limit holds until an instant, then as `block_new`
    bill,         ///< more is admitted, and everything above the new limit is overage
};

/// A limit that was replaced during a window.
struct limit_change {
    quota_limit before{};
    quota_limit after{};
    above_policy above = above_policy::block_new;
    instant grace_end{};  ///< for `grace_until`

    friend constexpr bool operator==(const limit_change&, const limit_change&) = default;
};

/// How a state compares to the new limit.
enum class standing : std::uint8_t {
    within,          ///< at most the limit is taken
    above_blocked,   ///< more is taken; nothing more is admitted
    above_in_grace,  ///< more is taken; the old limit still holds
    above_billed,    ///< more is taken; the excess is overage
};

/// The outcome of `limit_at`: how a state compares to the new limit, and the limit to decide by.
struct limit_in_force {
    standing where{};
    quota_limit limit{};

    friend constexpr bool operator==(const limit_in_force&, const limit_in_force&) = default;
};

/// The limit in force for a state at `now`, after a change. The state itself does not change. The
/// new limit alone holds as soon as the state is within it, because a window began or because
/// enough was given back.
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

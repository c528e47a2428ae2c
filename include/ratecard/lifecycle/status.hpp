// SPDX-License-Identifier: MIT
#ifndef RATECARD_LIFECYCLE_STATUS_HPP
#define RATECARD_LIFECYCLE_STATUS_HPP

#include <cstdint>
#include <optional>

#include <ratecard/catalog/offering.hpp>
#include <ratecard/core/instant.hpp>

/// The states of a subscription: active, expired, suspended, reclaimed or deleted.
namespace ratecard::inline v0 {

/// The state a subscription is in.
enum class state : std::uint8_t {
    active,
    expired,    ///< the plan has ended without a renewal; within the grace it still runs
    suspended,  ///< nothing runs, and everything is kept
    reclaimed,  ///< final: the resources are deleted
    deleted,    ///< final: the customer deleted the subscription
};

/// The state of a subscription at one instant. `cause` has a value if the state is `suspended` or
/// `reclaimed`: the cause that began first, among those in force at that instant or, for
/// `reclaimed`, at the time of reclaiming.
struct status {
    ratecard::state state = ratecard::state::active;
    std::optional<suspension_cause> cause{};

    friend constexpr bool operator==(const status&, const status&) = default;
};

/// A stretch of time in which one cause suspends the subscription.
struct suspension {
    instant begin{};
    instant end{};  ///< not included; `instant::never()` if nothing has ended it
    suspension_cause cause{};

    [[nodiscard]] constexpr bool contains(instant t) const noexcept {
        return begin <= t && t < end;
    }
    friend constexpr bool operator==(const suspension&, const suspension&) = default;
};

/// A state, and the instant from which it holds.
struct state_change {
    instant at{};
    status becomes{};

    friend constexpr bool operator==(const state_change&, const state_change&) = default;
};

}  // namespace ratecard::inline v0

#endif

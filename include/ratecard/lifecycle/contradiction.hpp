// SPDX-License-Identifier: MIT
#ifndef RATECARD_LIFECYCLE_CONTRADICTION_HPP
#define RATECARD_LIFECYCLE_CONTRADICTION_HPP

#include <cstddef>
#include <cstdint>

#include <ratecard/core/errc.hpp>

/// Names a fact that contradicts others.
namespace ratecard::inline v0 {

/// Names the list of facts in which a contradiction was found.
enum class fact : std::uint8_t {
    subscription,
    order,
    refund,
    bill,
    approval,
    trial,
    purchase,
    account_refund,
    finding,
    renewal,
    add_on,
    feature_override,
    limit_override,
    plan,
    plan_change,
    seat_change,
    pause,
    cancellation,
    add_on_return,
};

/// A fact that cannot be true together with the others, and the reason.
struct contradiction {
    errc code{};            ///< the rule that the fact breaks
    fact kind{};            ///< the list that holds the fact
    std::size_t index = 0;  ///< the position in that list; 0 for the subscription itself

    friend constexpr bool operator==(const contradiction&, const contradiction&) = default;
};

}  // namespace ratecard::inline v0

#endif

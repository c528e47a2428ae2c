// SPDX-License-Identifier: MIT
#ifndef RATECARD_ENTITLEMENT_DECISION_HPP
#define RATECARD_ENTITLEMENT_DECISION_HPP

#include <ratecard/core/reason.hpp>

namespace ratecard::inline v0 {

/// The answer of a check: allowed, or the first reason why not. One byte.
class decision {
public:
    constexpr explicit decision(reason why) noexcept : why_{why} {}

    [[nodiscard]] constexpr bool allowed() const noexcept { return why_ == reason::allowed; }
    [[nodiscard]] constexpr reason why() const noexcept { return why_; }

    friend constexpr bool operator==(const decision&, const decision&) = default;

private:
    reason why_;
};

}  // namespace ratecard::inline v0

#endif

// SPDX-License-Identifier: MIT
#ifndef RATECARD_ACCOUNT_ADD_ON_PURCHASE_HPP
#define RATECARD_ACCOUNT_ADD_ON_PURCHASE_HPP

#include <ratecard/core/id.hpp>
#include <ratecard/core/instant.hpp>
#include <ratecard/core/quantity.hpp>

namespace ratecard::inline v0 {

/// Some units of an add-on, bought for the time between two instants. Of no units, or of no time, it
/// gives nothing.
struct add_on_purchase {
    purchase_id id{};
    add_on_id add_on{};
    quantity units{1};
    instant begins{};
    instant ends = instant::never();

    [[nodiscard]] constexpr bool is_in_force(instant t) const noexcept {
        return begins <= t && t < ends && units != quantity{};
    }
    friend constexpr bool operator==(const add_on_purchase&, const add_on_purchase&) = default;
};

}  // namespace ratecard::inline v0

#endif

// SPDX-License-Identifier: MIT
#ifndef RATECARD_ACCOUNT_ACCOUNT_REFUND_HPP
#define RATECARD_ACCOUNT_ACCOUNT_REFUND_HPP

#include <ratecard/core/id.hpp>
#include <ratecard/core/instant.hpp>

namespace ratecard::inline v0 {

/// A refund of another subscription of the same account: it counts where an account has so many of
/// them.
struct account_refund {
    refund_id id{};
    instant at{};
    bool in_full = false;

    friend constexpr bool operator==(const account_refund&, const account_refund&) = default;
};

}  // namespace ratecard::inline v0

#endif

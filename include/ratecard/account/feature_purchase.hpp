// SPDX-License-Identifier: MIT
#ifndef RATECARD_ACCOUNT_FEATURE_PURCHASE_HPP
#define RATECARD_ACCOUNT_FEATURE_PURCHASE_HPP

#include <ratecard/core/id.hpp>
#include <ratecard/core/instant.hpp>
#include <ratecard/money/money.hpp>

namespace ratecard::inline v0 {

/// A value-added feature bought beside the plan, for the time between two instants, and what was
/// paid for it.
struct feature_purchase {
    feature_id feature{};
    instant begins{};
    instant ends = instant::never();
    money cash{};
    money credit{};
    purchase_id id{};

    friend constexpr bool operator==(const feature_purchase&, const feature_purchase&) = default;
};

}  // namespace ratecard::inline v0

#endif

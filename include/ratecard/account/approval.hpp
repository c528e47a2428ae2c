// SPDX-License-Identifier: MIT
#ifndef RATECARD_ACCOUNT_APPROVAL_HPP
#define RATECARD_ACCOUNT_APPROVAL_HPP

#include <ratecard/core/id.hpp>
#include <ratecard/core/instant.hpp>

namespace ratecard::inline v0 {

/// The seller approved an application for a feature. It counts for the plan of that instant, as long
/// as every edition in force since has the feature.
struct approval {
    feature_id feature{};
    instant approved_at{};
    approval_id id{};

    friend constexpr bool operator==(const approval&, const approval&) = default;
};

}  // namespace ratecard::inline v0

#endif

// SPDX-License-Identifier: MIT
#ifndef RATECARD_QUOTA_STATE_HPP
#define RATECARD_QUOTA_STATE_HPP

#include <cstdint>

#include <ratecard/core/quantity.hpp>

namespace ratecard::inline v0 {

/// What is taken of one quota, and in which window. A default one has taken nothing.
struct quota_state {
    std::int64_t window = INT64_MIN;  ///< before every window
    quantity taken{};

    friend constexpr bool operator==(const quota_state&, const quota_state&) = default;
};

}  // namespace ratecard::inline v0

#endif

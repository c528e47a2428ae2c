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

/// The state once the window `index` runs: one of an earlier window starts anew. One of a later
/// window stays as it is, for the clock that says `index` lags behind.
[[nodiscard]] constexpr quota_state rolled(const quota_state& state, std::int64_t index) noexcept {
    const bool is_earlier = state.window < index;
    return {is_earlier ? index : state.window, is_earlier ? quantity{} : state.taken};
}

}  // namespace ratecard::inline v0

#endif

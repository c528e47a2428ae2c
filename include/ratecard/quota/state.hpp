// SPDX-License-Identifier: MIT
#ifndef RATECARD_QUOTA_STATE_HPP
#define RATECARD_QUOTA_STATE_HPP

#include <cstdint>

#include <ratecard/core/quantity.hpp>

/// The state of one quota.
namespace ratecard::inline v0 {

/// How much of one quota is taken in which window. In a default state nothing is taken.
struct quota_state {
    std::int64_t window = INT64_MIN;  ///< before every window
    quantity taken{};

    friend constexpr bool operator==(const quota_state&, const quota_state&) = default;
};

/// The state in window `index`. A state of an earlier window starts at zero. A state of a later
/// window is kept: the caller's clock is behind.
[[nodiscard]] constexpr quota_state rolled(const quota_state& state, std::int64_t index) noexcept {
    const bool is_earlier = state.window < index;
    return {is_earlier ? index : state.window, is_earlier ? quantity{} : state.taken};
}

/// The state after the windows were numbered anew, as from another origin or by another length: what
/// is taken in window `from` is taken in window `to`. Without it, a smaller number looks like a
/// clock that is behind, and the count is kept for ever; a larger one like a new window.
[[nodiscard]] constexpr quota_state renumbered(const quota_state& state, std::int64_t from,
                                               std::int64_t to) noexcept {
    return {to, rolled(state, from).taken};
}

}  // namespace ratecard::inline v0

#endif

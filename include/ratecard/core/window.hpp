// SPDX-License-Identifier: MIT
#ifndef RATECARD_CORE_WINDOW_HPP
#define RATECARD_CORE_WINDOW_HPP

#include <cstdint>

#include <ratecard/core/instant.hpp>

namespace ratecard::inline v0 {

/// The stretch of time a quota is counted over: its number, and the instant it is over. Handed in by
/// the caller, who computes it once and keeps it until `end` (`window_at` in usage/).
struct window {
    std::int64_t index = 0;
    instant end = instant::never();

    friend constexpr bool operator==(const window&, const window&) = default;
};

/// The window of a standing quota: always the same, never over.
inline constexpr window standing_window{};

/// A window that is over: whatever is asked of it is `window_closed`.
inline constexpr window closed_window{INT32_MIN, instant{-instant::bound}};

}  // namespace ratecard::inline v0

#endif

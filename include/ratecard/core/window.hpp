// SPDX-License-Identifier: MIT
#ifndef RATECARD_CORE_WINDOW_HPP
#define RATECARD_CORE_WINDOW_HPP

#include <compare>
#include <cstdint>

#include <ratecard/core/contract.hpp>
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

/// Windows of one length, that follow each other from an origin on, and before it.
class fixed_windows {
public:
    /// Window 0 begins at `origin`. \pre `length >= seconds(1)`.
    constexpr explicit fixed_windows(duration length, instant origin = instant{})
        : length_{length.seconds}, origin_{origin} {
        if (length < seconds(1)) detail::length_must_be_at_least_one();
    }

    /// The window that `now` lies in. One that would end later than all instants never ends.
    [[nodiscard]] constexpr window at(instant now) const noexcept {
        const std::int64_t passed = (now - origin_).seconds;
        const std::int64_t index = passed / length_ - (passed % length_ < 0 ? 1 : 0);
        const std::int64_t begun = passed - index * length_;  // before now
        if ((instant::never() - now).seconds <= length_ - begun) return {index, instant::never()};
        return {index, now + duration{length_ - begun}};
    }

    friend constexpr bool operator==(const fixed_windows&, const fixed_windows&) = default;

private:
    std::int64_t length_;
    instant origin_;
};

}  // namespace ratecard::inline v0

#endif

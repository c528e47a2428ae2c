// SPDX-License-Identifier: MIT
#ifndef RATECARD_CORE_WINDOW_HPP
#define RATECARD_CORE_WINDOW_HPP

#include <compare>
#include <cstdint>

#include <ratecard/core/contract.hpp>
#include <ratecard/core/instant.hpp>

/// The stretches of time (windows) over which a quota is counted.
namespace ratecard::inline v0 {

/// One window of a quota: its number, and the instant it ends. The caller computes it once
/// (`window_at` in usage/) and uses it until `end`.
struct window {
    std::int64_t index = 0;
    instant end = instant::never();

    friend constexpr bool operator==(const window&, const window&) = default;
};

/// The only window of a standing quota. It never ends.
inline constexpr window standing_window{};

/// A window that has always ended: every request in it is answered `window_closed`.
inline constexpr window closed_window{INT32_MIN, instant{-instant::bound}};

/// Windows of equal length, numbered from an origin. Windows before the origin have negative
/// numbers.
class fixed_windows {
public:
    /// Windows of `length`; window 0 begins at `origin`.
    /// \pre `length >= seconds(1)`.
    constexpr explicit fixed_windows(duration length, instant origin = instant{})
        : length_{length.seconds}, origin_{origin} {
        if (length < seconds(1)) detail::length_must_be_at_least_one();
    }

    /// The window that contains `now`. If its end is not representable, it never ends.
    [[nodiscard]] constexpr window at(instant now) const noexcept {
        const std::int64_t passed = (now - origin_).seconds;
        const std::int64_t index = passed / length_ - (passed % length_ < 0 ? 1 : 0);
        const std::int64_t begun = passed - index * length_;  // seconds since the window began
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

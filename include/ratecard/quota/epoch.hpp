// SPDX-License-Identifier: MIT
#ifndef RATECARD_QUOTA_EPOCH_HPP
#define RATECARD_QUOTA_EPOCH_HPP

#include <cstdint>

#include <ratecard/core/contract.hpp>
#include <ratecard/core/instant.hpp>
#include <ratecard/core/window.hpp>

namespace ratecard::inline v0 {

/// The stretch of time by which the age of a reservation is told: its number, the number of the
/// window it lies in, and the instant it is over. Numbers increase over all windows of a quota.
struct epoch {
    std::int64_t index = 0;
    std::int64_t window = 0;
    instant end = instant::never();

    friend constexpr bool operator==(const epoch&, const epoch&) = default;
};

/// How the windows of a quota are divided into epochs. An epoch is in one window, for it ends when
/// the window does.
class epochs {
public:
    /// Each window has `per_window` epochs, counted back from its end. All but the first last
    /// `length`; the first has what is left of the window. A window too short for all of them begins
    /// with a later one: those left out count in the age of a reservation as if they had passed.
    /// \pre `length >= seconds(1)` and `per_window >= 1`.
    constexpr epochs(duration length, std::uint16_t per_window)
        : length_{length.seconds}, per_window_{per_window} {
        if (length < seconds(1)) detail::length_must_be_at_least_one();
        if (per_window < 1) detail::shares_must_be_at_least_one();
    }
    /// Of the standing window: epoch 0 begins at `origin`, and each lasts `length`.
    /// \pre `length >= seconds(1)`.
    [[nodiscard]] static constexpr epochs standing(duration length, instant origin = instant{}) {
        epochs e{length, 1};
        e.per_window_ = 0;
        e.origin_ = origin;
        return e;
    }

    /// The epoch that runs at `now` in a window; past the window's end its last one, which is over.
    [[nodiscard]] constexpr epoch at(const window& running, instant now) const noexcept {
        if (per_window_ == 0) {
            const window w = fixed_windows{duration{length_}, origin_}.at(now);
            return {w.index, 0, w.end};
        }
        const std::int64_t last = std::int64_t{per_window_} - 1;
        const std::int64_t left = (running.end - now).seconds;
        std::int64_t behind =
            left <= 0 ? 0 : (left - 1) / length_;  // epochs between this and the end
        if (behind > last) behind = last;
        // The product wraps for a window no calendar has, and is the same number again modulo 2^64.
        const auto first =
            static_cast<std::int64_t>(static_cast<std::uint64_t>(running.index) * per_window_);
        // `behind` lengths before the end is not before now, so it is an instant.
        return {first + (last - behind), running.index, running.end - duration{behind * length_}};
    }

    /// The window that epoch `index` lies in.
    [[nodiscard]] constexpr std::int64_t window_of(std::int64_t index) const noexcept {
        if (per_window_ == 0) return 0;
        return index / per_window_ - (index % per_window_ < 0 ? 1 : 0);
    }

    friend constexpr bool operator==(const epochs&, const epochs&) = default;

private:
    std::int64_t length_;
    std::uint16_t per_window_;  // 0: the standing window
    instant origin_{};
};

}  // namespace ratecard::inline v0

#endif

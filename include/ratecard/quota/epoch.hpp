// SPDX-License-Identifier: MIT
#ifndef RATECARD_QUOTA_EPOCH_HPP
#define RATECARD_QUOTA_EPOCH_HPP

#include <cstdint>

#include <ratecard/core/contract.hpp>
#include <ratecard/core/instant.hpp>
#include <ratecard/core/window.hpp>

/// The stretches of time (epochs) by which reservations expire.
namespace ratecard::inline v0 {

/// One epoch: its number, the number of the window that contains it, and the instant it ends.
/// Numbers increase across all windows of a quota.
struct epoch {
    std::int64_t index = 0;
    std::int64_t window = 0;
    instant end = instant::never();

    friend constexpr bool operator==(const epoch&, const epoch&) = default;
};

/// How the windows of a quota are divided into epochs. Every epoch lies in one window.
class epochs {
public:
    /// Each window has `per_window` epochs, counted backwards from its end. Each has the length
    /// `length`, except the first, which takes the rest of the window. In a window too short for
    /// all epochs, the first ones are missing; for the age of a reservation they count as passed.
    /// \pre `length >= seconds(1)` and `per_window >= 1`.
    constexpr epochs(duration length, std::uint16_t per_window)
        : length_{length.seconds}, per_window_{per_window} {
        if (length < seconds(1)) detail::length_must_be_at_least_one();
        if (per_window < 1) detail::shares_must_be_at_least_one();
    }
    /// Epochs of the standing window. Epoch 0 begins at `origin`, and each epoch has the length
    /// `length`.
    /// \pre `length >= seconds(1)`.
    [[nodiscard]] static constexpr epochs standing(duration length, instant origin = instant{}) {
        epochs e{length, 1};
        e.per_window_ = 0;
        e.origin_ = origin;
        return e;
    }

    /// The epoch at `now` in a window. After the window's end: its last epoch, which has ended.
    [[nodiscard]] constexpr epoch at(const window& running, instant now) const noexcept {
        if (per_window_ == 0) {
            const window w = fixed_windows{duration{length_}, origin_}.at(now);
            return {w.index, 0, w.end};
        }
        const std::int64_t last = std::int64_t{per_window_} - 1;
        const std::int64_t left = (running.end - now).seconds;
        std::int64_t behind =
            left <= 0 ? 0 : (left - 1) / length_;  // epochs between this one and the end
        if (behind > last) behind = last;
        // The product can wrap if no calendar has such a window. Modulo 2^64 the number is still
        // correct.
        const auto first =
            static_cast<std::int64_t>(static_cast<std::uint64_t>(running.index) * per_window_);
        // The result is not before `now`, so it is representable.
        return {first + (last - behind), running.index, running.end - duration{behind * length_}};
    }

    /// The window that contains epoch `index`.
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

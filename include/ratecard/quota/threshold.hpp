// SPDX-License-Identifier: MIT
#ifndef RATECARD_QUOTA_THRESHOLD_HPP
#define RATECARD_QUOTA_THRESHOLD_HPP

#include <cstdint>

#include <ratecard/core/limit.hpp>
#include <ratecard/core/quantity.hpp>
#include <ratecard/core/wide.hpp>
#include <ratecard/quota/state.hpp>

/// Decides when to warn a customer about usage.
namespace ratecard::inline v0 {

/// How much must be taken to warn the customer: a percentage of the limit, or an amount.
class threshold {
public:
    /// A percentage of the limit: 80 means 80 %. It can be above 100 if grace or a soft limit
    /// admits more.
    [[nodiscard]] static constexpr threshold percent(std::uint16_t of_the_limit) noexcept {
        threshold t;
        t.percent_ = of_the_limit;
        t.is_percent_ = true;
        return t;
    }
    /// An amount, whatever the limit is.
    [[nodiscard]] static constexpr threshold at(quantity amount) noexcept {
        threshold t;
        t.amount_ = amount;
        return t;
    }

    /// Whether the threshold is reached. A percentage of an unlimited quota is never reached.
    [[nodiscard]] constexpr bool is_reached(limit most, quantity taken) const noexcept {
        if (!is_percent_) return amount_ <= taken;
        if (most.is_unlimited()) return false;
        const auto times = [](quantity q, std::uint64_t n) {
            return detail::multiply(static_cast<std::uint64_t>(q.count()), n);
        };
        return times(most.most(), percent_) <= times(taken, 100);
    }

    friend constexpr bool operator==(const threshold&, const threshold&) = default;

private:
    constexpr threshold() noexcept = default;

    quantity amount_{};
    std::uint16_t percent_ = 0;
    bool is_percent_ = false;
};

/// Whether a decision reaches the threshold: the state after it does, and the state before it did
/// not. A state of an earlier window has nothing taken in the window of `after`.
[[nodiscard]] constexpr bool fires(const threshold& t, limit most, const quota_state& before,
                                   const quota_state& after) noexcept {
    return t.is_reached(most, after.taken) &&
           !t.is_reached(most, rolled(before, after.window).taken);
}

}  // namespace ratecard::inline v0

#endif

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

/// For which window a warning was given last: one value for each threshold and quota. In a default
/// value none was.
struct warned {
    std::int64_t window = INT64_MIN;  ///< before every window

    friend constexpr bool operator==(const warned&, const warned&) = default;
};

/// The outcome of `warn`: whether to warn now, and the next value.
struct warning {
    bool is_due = false;
    warned next{};

    friend constexpr bool operator==(const warning&, const warning&) = default;
};

/// Decides whether to warn, for a state after a decision, and the limit of that decision. A warning
/// is due once in each window: when the threshold is reached for the first time, by taking or because
/// the limit fell. What is given back afterwards makes no second one, and neither does a state of an
/// earlier window.
[[nodiscard]] constexpr warning warn(const warned& given, const threshold& t, limit most,
                                     const quota_state& state) noexcept {
    if (state.window <= given.window || !t.is_reached(most, state.taken)) return {false, given};
    return {true, {state.window}};
}

}  // namespace ratecard::inline v0

#endif

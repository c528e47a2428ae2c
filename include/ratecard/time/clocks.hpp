// SPDX-License-Identifier: MIT
#ifndef RATECARD_TIME_CLOCKS_HPP
#define RATECARD_TIME_CLOCKS_HPP

#include <cstdint>

#include <ratecard/core/instant.hpp>
#include <ratecard/time/period.hpp>
#include <ratecard/time/schedule.hpp>

namespace ratecard::inline v0 {

/// What a subscription's periods are for. They may have three lengths and three anchors, and none of
/// them is made from another by chance: each purpose has types of its own.
enum class purpose : std::uint8_t {
    metering,  ///< usage is measured over it
    billing,   ///< it is billed as one
    reset,     ///< what is included is given anew with it
};

/// A period of one purpose. It converts to that of no other.
template <purpose For>
class period_for {
public:
    constexpr explicit period_for(const period& p) noexcept : period_{p} {}

    [[nodiscard]] constexpr const period& span() const noexcept { return period_; }
    [[nodiscard]] constexpr instant begin() const noexcept { return period_.begin(); }
    [[nodiscard]] constexpr instant end() const noexcept { return period_.end(); }
    [[nodiscard]] constexpr bool contains(instant t) const noexcept { return period_.contains(t); }

    friend constexpr bool operator==(const period_for&, const period_for&) = default;

private:
    period period_;
};

using metering_window = period_for<purpose::metering>;
using billing_period = period_for<purpose::billing>;
using reset_period = period_for<purpose::reset>;

/// The schedule of one purpose.
template <purpose For>
class clock_for {
public:
    constexpr explicit clock_for(const schedule& s) noexcept : schedule_{s} {}

    [[nodiscard]] constexpr const schedule& periods() const noexcept { return schedule_; }
    /// \pre `n >= 0`, and both ends are representable.
    [[nodiscard]] constexpr period_for<For> at(std::int64_t n) const {
        return period_for<For>{period_at(schedule_, n)};
    }
    /// The period that contains `t`. \pre it is not before the start.
    [[nodiscard]] constexpr period_for<For> of(instant t) const {
        return at(index_of(schedule_, t));
    }

    friend constexpr bool operator==(const clock_for&, const clock_for&) = default;

private:
    schedule schedule_;
};

using metering_clock = clock_for<purpose::metering>;
using billing_clock = clock_for<purpose::billing>;
using reset_clock = clock_for<purpose::reset>;

}  // namespace ratecard::inline v0

#endif

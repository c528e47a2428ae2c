// SPDX-License-Identifier: MIT
#ifndef RATECARD_CORE_INSTANT_HPP
#define RATECARD_CORE_INSTANT_HPP

#include <compare>
#include <cstdint>

#include <ratecard/core/contract.hpp>
#include <ratecard/core/result.hpp>

/// Instants and durations in whole seconds of UTC.
namespace ratecard::inline v0 {

/// A length of time in whole seconds. It cannot count civil days: a civil day can have 23 or 25
/// hours.
struct duration {
    std::int64_t seconds = 0;

    friend constexpr bool operator==(const duration&, const duration&) = default;
    friend constexpr std::strong_ordering operator<=>(const duration&, const duration&) = default;
};

/// `n` seconds.
[[nodiscard]] constexpr duration seconds(std::int64_t n) noexcept { return {n}; }
/// `n` hours of 3,600 seconds.
[[nodiscard]] constexpr duration hours(std::int64_t n) noexcept { return {n * 3'600}; }
/// `n` days of 24 hours. For days of a calendar see time/calendar.hpp.
[[nodiscard]] constexpr duration days(std::int64_t n) noexcept { return {n * 86'400}; }

/// A second of UTC, counted from 1970-01-01 00:00:00 without leap seconds. Which civil day it lies
/// on depends on a time zone.
///
/// Instants from outside must lie in the years 1 to 9999. The type has a range of about 28,500
/// years before and after 1970. So adding a term, a grace period or a retention to an instant from
/// outside never overflows.
class instant {
public:
    static constexpr std::int64_t first_of_data = -62'135'596'800;  // 0001-01-01 00:00:00
    static constexpr std::int64_t last_of_data = 253'402'300'799;   // 9999-12-31 23:59:59
    static constexpr std::int64_t bound = 900'000'000'000;

    constexpr instant() noexcept = default;
    /// The instant `seconds_since_1970` seconds after 1970-01-01 00:00:00 UTC.
    /// \pre `|seconds_since_1970| <= bound`.
    constexpr explicit instant(std::int64_t seconds_since_1970) : seconds_{seconds_since_1970} {
        if (seconds_ > bound || seconds_ < -bound) detail::instant_must_be_representable();
    }
    /// An instant from outside. `core_errc::instant_out_of_range` if it is outside the years 1 to
    /// 9999.
    [[nodiscard]] static constexpr result<instant> from(std::int64_t seconds_since_1970) noexcept {
        if (seconds_since_1970 < first_of_data || seconds_since_1970 > last_of_data)
            return core_errc::instant_out_of_range;
        return instant{seconds_since_1970};
    }
    /// Later than every other instant: the end of something that does not end.
    [[nodiscard]] static constexpr instant never() noexcept { return instant{bound}; }

    [[nodiscard]] constexpr std::int64_t seconds_since_1970() const noexcept { return seconds_; }

    friend constexpr bool operator==(const instant&, const instant&) = default;
    friend constexpr std::strong_ordering operator<=>(const instant&, const instant&) = default;

    /// The instant `d` after `t`.
    /// \pre the sum is within `bound`.
    [[nodiscard]] friend constexpr instant operator+(instant t, duration d) {
        // No two instants are further apart, so the sum of what passes here fits 64 bits.
        if (d.seconds > 2 * bound || d.seconds < -2 * bound)
            detail::instant_must_be_representable();
        return instant{t.seconds_ + d.seconds};
    }
    /// The instant `d` before `t`.
    /// \pre the difference is within `bound`.
    [[nodiscard]] friend constexpr instant operator-(instant t, duration d) {
        if (d.seconds < -2 * bound) detail::instant_must_be_representable();
        return t + duration{-d.seconds};
    }
    /// The time from `earlier` to `later`; negative if they are in the other order.
    [[nodiscard]] friend constexpr duration operator-(instant later, instant earlier) noexcept {
        return {later.seconds_ - earlier.seconds_};
    }

private:
    std::int64_t seconds_ = 0;
};

}  // namespace ratecard::inline v0

#endif

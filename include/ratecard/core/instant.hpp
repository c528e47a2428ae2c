// SPDX-License-Identifier: MIT
#ifndef RATECARD_CORE_INSTANT_HPP
#define RATECARD_CORE_INSTANT_HPP

#include <compare>
#include <cstdint>

#include <ratecard/core/contract.hpp>
#include <ratecard/core/result.hpp>

namespace ratecard::inline v0 {

/// A length of time in whole seconds. Not a number of civil days: a day of a zone may have 23 hours.
struct duration {
    std::int64_t seconds = 0;

    friend constexpr bool operator==(const duration&, const duration&) = default;
    friend constexpr std::strong_ordering operator<=>(const duration&, const duration&) = default;
};

/// A duration of `n` seconds.
[[nodiscard]] constexpr duration seconds(std::int64_t n) noexcept { return {n}; }
/// A duration of `n` hours.
[[nodiscard]] constexpr duration hours(std::int64_t n) noexcept { return {n * 3'600}; }
/// Days of 24 hours, as clocks count them.
[[nodiscard]] constexpr duration days(std::int64_t n) noexcept { return {n * 86'400}; }

/// A second of UTC, counted from 1970-01-01 00:00:00 without leap seconds. It has no day without a
/// zone.
///
/// Outside data covers the years 1 to 9999; the type itself reaches 20,000 years further, so that
/// adding any term, grace or retention to outside data cannot leave it.
class instant {
public:
    static constexpr std::int64_t first_of_data = -62'135'596'800;  // 0001-01-01 00:00:00
    static constexpr std::int64_t last_of_data = 253'402'300'799;   // 9999-12-31 23:59:59
    static constexpr std::int64_t bound = 900'000'000'000;

    constexpr instant() noexcept = default;
    /// \pre `|seconds_since_1970| <= bound`.
    constexpr explicit instant(std::int64_t seconds_since_1970) : seconds_{seconds_since_1970} {
        if (seconds_ > bound || seconds_ < -bound) detail::instant_must_be_representable();
    }
    /// Outside data. `core_errc::instant_out_of_range` outside the years 1 to 9999.
    [[nodiscard]] static constexpr result<instant> from(std::int64_t seconds_since_1970) noexcept {
        if (seconds_since_1970 < first_of_data || seconds_since_1970 > last_of_data)
            return core_errc::instant_out_of_range;
        return instant{seconds_since_1970};
    }
    /// Later than everything that happens: the end of what has none.
    [[nodiscard]] static constexpr instant never() noexcept { return instant{bound}; }

    [[nodiscard]] constexpr std::int64_t seconds_since_1970() const noexcept { return seconds_; }

    friend constexpr bool operator==(const instant&, const instant&) = default;
    friend constexpr std::strong_ordering operator<=>(const instant&, const instant&) = default;

    /// \pre the sum is representable.
    [[nodiscard]] friend constexpr instant operator+(instant t, duration d) {
        // No two instants are further apart, and the sum of what is left does not wrap.
        if (d.seconds > 2 * bound || d.seconds < -2 * bound)
            detail::instant_must_be_representable();
        return instant{t.seconds_ + d.seconds};
    }
    /// \pre the difference is representable.
    [[nodiscard]] friend constexpr instant operator-(instant t, duration d) {
        if (d.seconds < -2 * bound) detail::instant_must_be_representable();
        return t + duration{-d.seconds};
    }
    [[nodiscard]] friend constexpr duration operator-(instant later, instant earlier) noexcept {
        return {later.seconds_ - earlier.seconds_};
    }

private:
    std::int64_t seconds_ = 0;
};

}  // namespace ratecard::inline v0

#endif

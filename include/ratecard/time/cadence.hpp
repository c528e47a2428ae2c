// SPDX-License-Identifier: MIT
#ifndef RATECARD_TIME_CADENCE_HPP
#define RATECARD_TIME_CADENCE_HPP

#include <cstdint>

#include <ratecard/core/contract.hpp>

namespace ratecard::inline v0 {

enum class calendar_unit : std::uint8_t { day, month };

/// How often: every so many civil days or months. Weeks are seven days, years twelve months.
class cadence {
public:
    /// \pre `count >= 1`.
    constexpr cadence(calendar_unit unit, std::int32_t count) : unit_{unit}, count_{count} {
        if (count < 1) detail::cadence_must_count_at_least_one();
    }

    [[nodiscard]] constexpr calendar_unit unit() const noexcept { return unit_; }
    [[nodiscard]] constexpr std::int32_t count() const noexcept { return count_; }

    friend constexpr bool operator==(const cadence&, const cadence&) = default;

private:
    calendar_unit unit_;
    std::int32_t count_;
};

inline constexpr cadence daily{calendar_unit::day, 1};
inline constexpr cadence weekly{calendar_unit::day, 7};
inline constexpr cadence monthly{calendar_unit::month, 1};
inline constexpr cadence quarterly{calendar_unit::month, 3};
inline constexpr cadence half_yearly{calendar_unit::month, 6};
inline constexpr cadence yearly{calendar_unit::month, 12};

}  // namespace ratecard::inline v0

#endif

// SPDX-License-Identifier: MIT
#ifndef RATECARD_TIME_CADENCE_HPP
#define RATECARD_TIME_CADENCE_HPP

#include <cstdint>

#include <ratecard/core/contract.hpp>
#include <ratecard/core/errc.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/time/day.hpp>

/// How often something repeats, such as every month.
namespace ratecard::inline v0 {

/// The unit that a cadence counts.
enum class calendar_unit : std::uint8_t {
    day,     ///< a civil day; it can have 23 or 25 hours
    month,   ///< a month of the civil calendar
    second,  ///< an elapsed second; changes of clocks do not matter
};

/// A number of civil days, civil months, or seconds. A week is 7 days, a year is 12 months, an hour
/// is 3,600 seconds.
class cadence {
public:
    /// Every `count` units.
    /// \pre `count >= 1`.
    constexpr cadence(calendar_unit unit, std::int32_t count) : unit_{unit}, count_{count} {
        if (count < 1) detail::cadence_must_count_at_least_one();
    }
    /// A cadence from outside. `time_errc::empty_cadence` if `count` is below one.
    [[nodiscard]] static constexpr result<cadence> from(calendar_unit unit,
                                                        std::int32_t count) noexcept {
        if (count < 1) return time_errc::empty_cadence;
        return cadence{unit, count};
    }

    [[nodiscard]] constexpr calendar_unit unit() const noexcept { return unit_; }
    [[nodiscard]] constexpr std::int32_t count() const noexcept { return count_; }

    friend constexpr bool operator==(const cadence&, const cadence&) = default;

private:
    calendar_unit unit_;
    std::int32_t count_;
};

inline constexpr cadence hourly{calendar_unit::second, 3'600};  ///< every 3,600 seconds
inline constexpr cadence daily{calendar_unit::day, 1};          ///< every civil day
inline constexpr cadence weekly{calendar_unit::day, 7};         ///< every 7 civil days
inline constexpr cadence monthly{calendar_unit::month, 1};      ///< every civil month
inline constexpr cadence quarterly{calendar_unit::month, 3};    ///< every 3 civil months
inline constexpr cadence half_yearly{calendar_unit::month, 6};  ///< every 6 civil months
inline constexpr cadence yearly{calendar_unit::month, 12};      ///< every 12 civil months

}  // namespace ratecard::inline v0

#endif

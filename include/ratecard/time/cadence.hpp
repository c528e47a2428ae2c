// SPDX-License-Identifier: MIT
#ifndef RATECARD_TIME_CADENCE_HPP
#define RATECARD_TIME_CADENCE_HPP

#include <cstdint>

#include <ratecard/core/contract.hpp>
#include <ratecard/core/errc.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/time/day.hpp>

namespace ratecard::inline v0 {

/// The unit in which a cadence counts.
enum class calendar_unit : std::uint8_t {
    day,     ///< civil: it may have 23 hours
    month,   ///< civil
    second,  ///< as clocks tick, whatever they show
};

/// How often: every so many civil days or months, or seconds. Weeks are seven days, years twelve
/// months, hours 3,600 seconds.
class cadence {
public:
    /// \pre `count >= 1`.
    constexpr cadence(calendar_unit unit, std::int32_t count) : unit_{unit}, count_{count} {
        if (count < 1) detail::cadence_must_count_at_least_one();
    }
    /// Outside data. `time_errc::empty_cadence` for a count below one.
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
inline constexpr cadence quarterly{calendar_unit::month, 3};    ///< every 3 months
inline constexpr cadence half_yearly{calendar_unit::month, 6};  ///< every 6 months
inline constexpr cadence yearly{calendar_unit::month, 12};      ///< every 12 months

}  // namespace ratecard::inline v0

#endif

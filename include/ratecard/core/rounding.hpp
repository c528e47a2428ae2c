// SPDX-License-Identifier: MIT
#ifndef RATECARD_CORE_ROUNDING_HPP
#define RATECARD_CORE_ROUNDING_HPP

#include <cstdint>

/// Rounding modes for amounts.
namespace ratecard::inline v0 {

/// Nine rounding modes, and `exact`, which does not round. None is named "half up", because that
/// name is used for two different modes.
enum class rounding : std::uint8_t {
    exact,                ///< an error if a digit would be lost
    toward_zero,          ///< 1.9 to 1, and -1.9 to -1
    away_from_zero,       ///< 1.1 to 2, and -1.1 to -2
    floor,                ///< toward negative infinity: 1.9 to 1, and -1.1 to -2
    ceiling,              ///< toward positive infinity: 1.1 to 2, and -1.9 to -1
    half_to_even,         ///< nearest; ties to the even neighbour: 0.5 to 0, and 1.5 to 2
    half_away_from_zero,  ///< nearest; ties away from zero: 1.5 to 2, and -1.5 to -2
    half_toward_zero,     ///< nearest; ties toward zero: 1.5 to 1, and -1.5 to -1
    half_to_positive,     ///< nearest; ties up: 1.5 to 2, and -1.5 to -1
    half_to_negative,     ///< nearest; ties down: 1.5 to 1, and -1.5 to -2
};

namespace detail {

/// Whether a tie (exactly one half lost) increases the magnitude by one. False for the modes that
/// do not round to the nearest.
[[gnu::always_inline]] constexpr bool grows_on_tie(rounding mode, bool negative,
                                                   bool odd) noexcept {
    switch (mode) {
        case rounding::half_to_even: return odd;
        case rounding::half_away_from_zero: return true;
        case rounding::half_to_positive: return !negative;
        case rounding::half_to_negative: return negative;
        default: return false;
    }
}

/// Whether rounding increases the truncated magnitude by one.
/// \param nearer  more than one half was lost
/// \param tie     exactly one half was lost
/// \param lost    anything was lost
/// \param odd     the truncated magnitude is odd
// Bit operations, not branches: the direction of rounding is unpredictable for the processor.
[[gnu::always_inline]] constexpr bool grows(rounding mode, bool negative, bool odd, bool lost,
                                            bool tie, bool nearer) noexcept {
    switch (mode) {
        case rounding::exact:
        case rounding::toward_zero: return false;
        case rounding::away_from_zero: return lost;
        case rounding::floor: return lost & negative;
        case rounding::ceiling: return lost & !negative;
        case rounding::half_to_even:
        case rounding::half_away_from_zero:
        case rounding::half_toward_zero:
        case rounding::half_to_positive:
        case rounding::half_to_negative: return nearer | (tie & grows_on_tie(mode, negative, odd));
    }
    return false;
}

/// The same for a number that was divided by `divisor` with remainder `rest`. A tie that rounds up
/// adds 1 to twice the remainder, so that one comparison decides.
/// \pre `rest < divisor` and `rest < 2^63`.
[[gnu::always_inline]] constexpr bool grows(rounding mode, bool negative, bool odd,
                                            std::uint64_t rest, std::uint64_t divisor) noexcept {
    if (mode >= rounding::half_to_even)
        return 2 * rest + std::uint64_t{grows_on_tie(mode, negative, odd)} > divisor;
    return grows(mode, negative, odd, rest != 0, false, false);
}

}  // namespace detail
}  // namespace ratecard::inline v0

#endif

// SPDX-License-Identifier: MIT
#ifndef RATECARD_CORE_ROUNDING_HPP
#define RATECARD_CORE_ROUNDING_HPP

#include <cstdint>

namespace ratecard::inline v0 {

/// The nine ways to round, and `exact`, which refuses to. No mode is called "half up": the field
/// uses the word for two different ones.
enum class rounding : std::uint8_t {
    exact,                ///< an error if a digit would be lost
    toward_zero,          ///< cut
    away_from_zero,       ///< the next magnitude, if anything is lost
    floor,                ///< toward negative infinity
    ceiling,              ///< toward positive infinity
    half_to_even,         ///< nearest; a tie to the even neighbour
    half_away_from_zero,  ///< nearest; a tie to the larger magnitude
    half_toward_zero,     ///< nearest; a tie to the smaller magnitude
    half_to_positive,     ///< nearest; a tie upwards
    half_to_negative,     ///< nearest; a tie downwards
};

namespace detail {

/// Whether the magnitude grows by one when just one half was lost, under a mode that asks for the
/// nearest.
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

/// Whether the magnitude of a cut value grows by one.
/// \param nearer  more than one half was lost
/// \param tie     one half was lost
/// \param lost    anything was lost
/// \param odd     whether the cut magnitude is odd
// Bits, not branches: which way an amount is rounded is as good as random.
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

/// The same of a number that was divided by `divisor`, which left `rest`: two halves and a tie's one
/// are compared at once.
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

// SPDX-License-Identifier: MIT
#ifndef RATECARD_MONEY_PERCENT_HPP
#define RATECARD_MONEY_PERCENT_HPP

#include <cstdint>

#include <ratecard/core/ratio.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/core/wide.hpp>
#include <ratecard/money/decimal.hpp>

namespace ratecard::inline v0 {

/// A percentage as a part of a whole: 12.5 is 1/8. `errc::discount_out_of_range` below zero or above
/// 100, `errc::ratio_overflow` with more than 16 decimals.
[[nodiscard]] constexpr result<ratio> percent(decimal of_hundred) noexcept {
    if (of_hundred.is_negative()) return errc::discount_out_of_range;
    if (of_hundred.scale() > 16) return errc::ratio_overflow;
    const std::uint64_t whole = detail::power_of_ten(of_hundred.scale() + 2);
    const auto part = static_cast<std::uint64_t>(of_hundred.count());
    if (part > whole) return errc::discount_out_of_range;
    return ratio{part, whole};
}

}  // namespace ratecard::inline v0

#endif

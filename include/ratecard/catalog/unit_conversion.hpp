// SPDX-License-Identifier: MIT
#ifndef RATECARD_CATALOG_UNIT_CONVERSION_HPP
#define RATECARD_CATALOG_UNIT_CONVERSION_HPP

#include <cstdint>

#include <ratecard/core/quantity.hpp>
#include <ratecard/core/ratio.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/core/rounding.hpp>
#include <ratecard/core/wide.hpp>
#include <ratecard/money/currency.hpp>
#include <ratecard/money/decimal.hpp>
#include <ratecard/money/exact.hpp>

namespace ratecard::inline v0 {

/// How a metered quantity becomes one of the units that are priced: bytes into gigabytes.
struct unit_conversion {
    enum class operation : std::uint8_t { multiply, divide };

    operation by = operation::multiply;
    decimal factor{};
    /// How what does not fit into `scale` decimals is rounded; `exact` refuses it.
    rounding rounded = rounding::exact;
    int scale = 0;  ///< decimals of a converted unit, 0 to 6

    friend constexpr bool operator==(const unit_conversion&, const unit_conversion&) = default;
};

/// The converted quantity, counted in `10^-how.scale` of a unit. `metered` counts `10^-scale`.
/// `errc::policy_out_of_range` for a factor that is not above zero, or a scale outside 0 and 6;
/// `errc::inexact` where a digit would be lost and none may be, `errc::quantity_too_large`.
[[nodiscard]] constexpr result<quantity> converted(const unit_conversion& how, quantity metered,
                                                   int scale = 0) {
    if (how.factor <= decimal{} || how.scale < 0 || how.scale > 6 || scale < 0 || scale > 6)
        return errc::policy_out_of_range;
    const std::uint64_t one = detail::power_of_ten(how.scale);
    const bool divides = how.by == unit_conversion::operation::divide;
    // A count of no currency, whose minor unit is the smallest unit that is priced.
    const exact product =
        exact::product(divides ? *decimal::from(static_cast<std::int64_t>(one), 0) : how.factor,
                       metered, currency{}, scale);
    const ratio part = divides ? ratio{detail::power_of_ten(how.factor.scale()),
                                       static_cast<std::uint64_t>(how.factor.count())}
                               : ratio{one, 1};
    const auto count = scaled{product, part}.round(how.rounded);
    if (!count) return count == errc::overflow ? errc::quantity_too_large : count.error();
    return quantity::from(count->minor_units());
}

}  // namespace ratecard::inline v0

#endif

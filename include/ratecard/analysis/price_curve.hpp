// SPDX-License-Identifier: MIT
#ifndef RATECARD_ANALYSIS_PRICE_CURVE_HPP
#define RATECARD_ANALYSIS_PRICE_CURVE_HPP

#include <cstddef>
#include <cstdint>
#include <span>

#include <ratecard/catalog/fault.hpp>
#include <ratecard/catalog/price_forms.hpp>
#include <ratecard/core/limit.hpp>
#include <ratecard/core/quantity.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/core/wide.hpp>
#include <ratecard/money/currency.hpp>
#include <ratecard/money/exact.hpp>
#include <ratecard/rating/fee.hpp>

/// Finds the quantities at which a price moves to its next step, and where it falls there.
namespace ratecard::inline v0 {

/// The last quantity that a step of a price covers, with its fee and the fee of one unit more.
struct price_point {
    quantity at{};
    exact fee{};        ///< for `at`
    exact fee_above{};  ///< for `at` plus one of the smallest unit

    /// Whether the larger quantity costs less. This is possible only for volume and stairstep
    /// prices.
    [[nodiscard]] constexpr bool falls() const noexcept { return fee_above < fee; }

    friend constexpr bool operator==(const price_point&, const price_point&) = default;
};

/// The points at which a price moves from one step to the next, in increasing order. Between two
/// points, a larger quantity never costs less. The last step gives no point if it is open, or if
/// the price refuses larger quantities. For a volume price of $3 a unit up to 10 units and $2
/// above, the point is 10, with a fee of $30 and $22 above.
///
/// `core_errc::capacity_exceeded` if `points` is too short; one entry for each step is always
/// enough. `core_errc::overflow` as for `fee`.
/// \return the number of points written. After an error, the contents of `points` are unspecified.
/// \pre `!find_tier_fault(price, rows)`.
template <price_row Row>
[[nodiscard]] constexpr result<std::size_t> price_curve(const pricing& price,
                                                        std::span<const Row> rows, currency unit,
                                                        const limit& included,
                                                        std::span<price_point> points) {
    std::size_t written = 0;
    if (included.is_unlimited()) return written;
    const bool by_whole_units = price.tier_by_whole_units && price.tiers != tiering::graduated;
    const auto unit_size =
        static_cast<std::int64_t>(by_whole_units ? detail::power_of_ten(price.scale) : 1u);
    for (const Row& row : rows) {
        const limit& up_to = step_of(row).up_to;
        if (up_to.is_unlimited()) break;
        const std::int64_t at =
            up_to.most().count() / unit_size * unit_size + included.most().count();
        if (at >= quantity::max_count) break;
        const auto fee_here = fee(price, rows, quantity{at}, unit, included);
        const auto fee_above = fee(price, rows, quantity{at + 1}, unit, included);
        if (!fee_here) return fee_here.error();
        if (fee_above == catalog_errc::beyond_the_last_tier) break;
        if (!fee_above) return fee_above.error();
        if (written > 0 && points[written - 1].at == quantity{at}) continue;
        if (written == points.size()) return core_errc::capacity_exceeded;
        points[written++] = {quantity{at}, *fee_here, *fee_above};
    }
    return written;
}

}  // namespace ratecard::inline v0

#endif

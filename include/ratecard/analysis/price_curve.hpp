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

namespace ratecard::inline v0 {

/// The last quantity that a step of a price holds, and what one smallest unit more costs.
struct price_point {
    quantity at{};
    exact fee{};        ///< of `at`
    exact fee_above{};  ///< of one smallest unit more

    /// Whether more costs less. Only a volume or stairstep price falls, and only at such points.
    [[nodiscard]] constexpr bool falls() const noexcept { return fee_above < fee; }

    friend constexpr bool operator==(const price_point&, const price_point&) = default;
};

/// The points at which a price goes from one step to the next, in rising order. Between two of them
/// more never costs less. A price that is refused beyond its last step ends there.
///
/// `core_errc::capacity_exceeded` when there are more points than `points` holds: as many as steps always suffice;
/// `core_errc::overflow` as `fee` has it.
/// \return how many points were written; nothing of `points` may be used after an error.
/// \pre `!find_tier_fault(price, rows)`.
template <price_row Row>
[[nodiscard]] constexpr result<std::size_t> price_curve(const pricing& price,
                                                        std::span<const Row> rows, currency unit,
                                                        const limit& included,
                                                        std::span<price_point> points) {
    std::size_t written = 0;
    if (included.is_unlimited()) return written;
    const bool by_whole_units = price.tier_by_whole_units && price.tiers != tiering::graduated;
    const auto one =
        static_cast<std::int64_t>(by_whole_units ? detail::power_of_ten(price.scale) : 1u);
    for (const Row& row : rows) {
        const limit& up_to = step_of(row).up_to;
        if (up_to.is_unlimited()) break;
        const std::int64_t at = up_to.most().count() / one * one + included.most().count();
        if (at >= quantity::max_count) break;
        const auto here = fee(price, rows, quantity{at}, unit, included);
        const auto above = fee(price, rows, quantity{at + 1}, unit, included);
        if (!here) return here.error();
        if (above == catalog_errc::beyond_the_last_tier) break;
        if (!above) return above.error();
        if (written > 0 && points[written - 1].at == quantity{at}) continue;
        if (written == points.size()) return core_errc::capacity_exceeded;
        points[written++] = {quantity{at}, *here, *above};
    }
    return written;
}

}  // namespace ratecard::inline v0

#endif

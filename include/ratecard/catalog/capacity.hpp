// SPDX-License-Identifier: MIT
#ifndef RATECARD_CATALOG_CAPACITY_HPP
#define RATECARD_CATALOG_CAPACITY_HPP

#include <array>
#include <cstddef>
#include <optional>
#include <span>

#include <ratecard/catalog/fault.hpp>
#include <ratecard/core/errc.hpp>
#include <ratecard/core/limit.hpp>
#include <ratecard/core/quantity.hpp>
#include <ratecard/money/decimal.hpp>

namespace ratecard::inline v0 {

/// A step of a capacity price: one price for all, while every unit keeps its limit.
template <std::size_t Units>
struct capacity_tier {
    std::array<limit, Units> limits{};
    decimal price{};

    /// Limits are inclusive.
    [[nodiscard]] constexpr bool holds(const std::array<quantity, Units>& used) const noexcept {
        for (std::size_t u = 0; u < Units; ++u)
            if (!limits[u].admits(quantity{}, used[u])) return false;
        return true;
    }

    friend constexpr bool operator==(const capacity_tier&, const capacity_tier&) = default;
};

/// The first fault, or nothing: `errc::no_price` without a step, `errc::negative_price`, and
/// `errc::tiers_do_not_increase` for a step that holds less of a unit than the one before, or no
/// more of any.
template <std::size_t Units>
[[nodiscard]] constexpr std::optional<row_fault> find_capacity_fault(
    std::span<const capacity_tier<Units>> tiers) noexcept {
    if (tiers.empty()) return row_fault{errc::no_price, 0};
    for (std::size_t i = 0; i < tiers.size(); ++i) {
        if (tiers[i].price.is_negative()) return row_fault{errc::negative_price, i};
        if (i == 0) continue;
        bool more = false, less = false;
        for (std::size_t u = 0; u < Units; ++u) {
            more = more || tiers[i - 1].limits[u] < tiers[i].limits[u];
            less = less || tiers[i].limits[u] < tiers[i - 1].limits[u];
        }
        if (less || !more) return row_fault{errc::tiers_do_not_increase, i};
    }
    return std::nullopt;
}

}  // namespace ratecard::inline v0

#endif

// SPDX-License-Identifier: MIT
#ifndef RATECARD_CATALOG_CAPACITY_HPP
#define RATECARD_CATALOG_CAPACITY_HPP

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <tuple>
#include <type_traits>
#include <utility>

#include <ratecard/catalog/fault.hpp>
#include <ratecard/core/errc.hpp>
#include <ratecard/core/id.hpp>
#include <ratecard/core/limit.hpp>
#include <ratecard/core/quantity.hpp>
#include <ratecard/money/currency.hpp>
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

/// How many units a capacity of a catalog has at most.
inline constexpr std::size_t max_capacity_units = 4;

/// A row of the price list: one step of the price of a charge whose reading is a capacity, in one
/// edition and price-book version. The steps of a charge stand in the order of their limits; units
/// that a charge does not have are of no step.
struct capacity_price {
    version_id version{};
    edition_id edition{};
    charge_id charge{};
    capacity_tier<max_capacity_units> step{};
    std::optional<currency> unit{};  ///< none: the offering's

    friend constexpr bool operator==(const capacity_price&, const capacity_price&) = default;
};

template <std::size_t Units>
[[nodiscard]] constexpr const capacity_tier<Units>& step_of(
    const capacity_tier<Units>& tier) noexcept {
    return tier;
}
[[nodiscard]] constexpr const capacity_tier<max_capacity_units>& step_of(
    const capacity_price& p) noexcept {
    return p.step;
}

/// How many units the steps of a capacity price have.
template <class Row>
inline constexpr std::size_t capacity_units =
    std::tuple_size_v<std::remove_cvref_t<decltype(step_of(std::declval<const Row&>()).limits)>>;

/// The first fault, or nothing: `errc::no_price` without a step, `errc::negative_price`, and
/// `errc::tiers_do_not_increase` for a step that holds less of a unit than the one before, or no
/// more of any.
template <class Row>
[[nodiscard]] constexpr std::optional<row_fault> find_capacity_fault(
    std::span<const Row> rows) noexcept {
    if (rows.empty()) return row_fault{errc::no_price, 0};
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto& limits = step_of(rows[i]).limits;
        if (step_of(rows[i]).price.is_negative()) return row_fault{errc::negative_price, i};
        if (i == 0) continue;
        const auto& below = step_of(rows[i - 1]).limits;
        bool more = false, less = false;
        for (std::size_t u = 0; u < limits.size(); ++u) {
            more = more || below[u] < limits[u];
            less = less || limits[u] < below[u];
        }
        if (less || !more) return row_fault{errc::tiers_do_not_increase, i};
    }
    return std::nullopt;
}

}  // namespace ratecard::inline v0

#endif

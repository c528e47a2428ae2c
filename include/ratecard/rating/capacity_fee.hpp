// SPDX-License-Identifier: MIT
#ifndef RATECARD_RATING_CAPACITY_FEE_HPP
#define RATECARD_RATING_CAPACITY_FEE_HPP

#include <array>
#include <cstddef>
#include <optional>
#include <span>

#include <ratecard/catalog/capacity.hpp>
#include <ratecard/core/errc.hpp>
#include <ratecard/core/quantity.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/money/currency.hpp>
#include <ratecard/money/exact.hpp>
#include <ratecard/money/money.hpp>

namespace ratecard::inline v0 {

/// The place of the first step that holds every unit; none where nothing was used.
/// `errc::beyond_the_last_tier` when no step holds it.
/// \pre `!find_capacity_fault(rows)`.
template <class Row>
[[nodiscard]] constexpr result<std::optional<std::size_t>> capacity_step(
    std::span<const Row> rows, const std::array<quantity, capacity_units<Row>>& used) {
    if (used == std::array<quantity, capacity_units<Row>>{}) return std::optional<std::size_t>{};
    for (std::size_t i = 0; i < rows.size(); ++i)
        if (step_of(rows[i]).holds(used)) return std::optional{i};
    return errc::beyond_the_last_tier;
}

/// What a capacity costs, not rounded: the price of the first step that holds every unit, whatever
/// of it was used; nothing where nothing was. `errc::beyond_the_last_tier` when no step holds it.
/// \pre `!find_capacity_fault(rows)`.
template <class Row>
[[nodiscard]] constexpr result<exact> capacity_fee(
    std::span<const Row> rows, const std::array<quantity, capacity_units<Row>>& used,
    currency unit) {
    const auto place = capacity_step(rows, used);
    if (!place) return place.error();
    if (!*place) return exact{money{0, unit}};
    return exact::product(step_of(rows[**place]).price, quantity{1}, unit);
}

}  // namespace ratecard::inline v0

#endif

// SPDX-License-Identifier: MIT
#ifndef RATECARD_CATALOG_TIER_HPP
#define RATECARD_CATALOG_TIER_HPP

#include <concepts>
#include <optional>

#include <ratecard/core/limit.hpp>
#include <ratecard/core/quantity.hpp>
#include <ratecard/money/decimal.hpp>

namespace ratecard::inline v0 {

/// A step of a price: what lies above the step before, up to and including `up_to`. A price for
/// every unit is one open step.
///
/// Bounds and packages are counted as quantities are: in the smallest unit of the charge
/// (`pricing::scale`).
struct tier {
    limit up_to = limit::unlimited();
    decimal unit_price{};
    decimal flat{};  ///< once, when the step is entered or reached
    /// Units that are sold together only: `unit_price` is then the price of one package.
    std::optional<quantity> package{};

    friend constexpr bool operator==(const tier&, const tier&) = default;
};

/// The step that a row of a price list states.
[[nodiscard]] constexpr const tier& step_of(const tier& t) noexcept { return t; }

/// A step of a price, or a row of a price list that states one.
template <class Row>
concept price_row = requires(const Row& row) {
    { step_of(row) } -> std::same_as<const tier&>;
};

}  // namespace ratecard::inline v0

#endif

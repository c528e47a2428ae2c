// SPDX-License-Identifier: MIT
#ifndef RATECARD_CATALOG_PERCENTAGE_HPP
#define RATECARD_CATALOG_PERCENTAGE_HPP

#include <optional>

#include <ratecard/core/quantity.hpp>
#include <ratecard/money/decimal.hpp>

namespace ratecard::inline v0 {

/// A price of transactions by their amounts: a rate of each amount and something for each
/// transaction, the first ones free.
///
/// Amounts count `10^-scale` of the main unit of money.
struct percentage {
    decimal rate{};       ///< of the amount: 0.013 for 1.3 %
    decimal per_event{};  ///< once for each transaction of which anything is paid
    /// The first transactions are free, up to so many and up to so much in all: whichever limit is
    /// reached first. None free where neither is stated.
    std::optional<quantity> free_events{};
    std::optional<quantity> free_amount{};
    /// What a paid transaction costs at least and at most, rate and fixed part together.
    std::optional<decimal> least{};
    std::optional<decimal> most{};
    int scale = 2;

    friend constexpr bool operator==(const percentage&, const percentage&) = default;
};

}  // namespace ratecard::inline v0

#endif

// SPDX-License-Identifier: MIT
#ifndef RATECARD_CATALOG_COMMITMENT_HPP
#define RATECARD_CATALOG_COMMITMENT_HPP

#include <ratecard/money/decimal.hpp>

namespace ratecard::inline v0 {

/// An amount that a customer committed to for a period, and what becomes of more and of less.
struct commitment {
    decimal amount{};          ///< of the main unit of money
    decimal overage_factor{};  ///< what exceeds the commitment is billed so many times
    bool true_up = false;      ///< what is missing to the commitment is billed when a period closes

    friend constexpr bool operator==(const commitment&, const commitment&) = default;
};

}  // namespace ratecard::inline v0

#endif

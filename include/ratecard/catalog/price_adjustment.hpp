// SPDX-License-Identifier: MIT
#ifndef RATECARD_CATALOG_PRICE_ADJUSTMENT_HPP
#define RATECARD_CATALOG_PRICE_ADJUSTMENT_HPP

#include <optional>

#include <ratecard/catalog/commitment.hpp>
#include <ratecard/core/id.hpp>
#include <ratecard/core/quantity.hpp>
#include <ratecard/money/currency.hpp>
#include <ratecard/money/decimal.hpp>

namespace ratecard::inline v0 {

/// A row of the price list: what is done to the quantities and amounts of one charge, or of all
/// charges of an edition together, in each billing period. In which order, the offering's
/// `rating_policy` says; a step that its order does not have is not done.
///
/// Amounts are of the main unit of money, and whole in its minor unit.
struct price_adjustment {
    version_id version{};
    edition_id edition{};
    std::optional<charge_id> charge{};  ///< none: all charges together
    /// The first units of a period, beside those included, are free: a usage discount. Of one charge.
    quantity free_units{};
    std::optional<decimal> percentage_off{};  ///< of a hundred
    std::optional<decimal> amount_off{};
    std::optional<decimal> maximum{};
    std::optional<decimal> minimum{};
    std::optional<ratecard::commitment> commitment{};  ///< of one charge
    std::optional<currency> unit{};                    ///< none: the offering's

    friend constexpr bool operator==(const price_adjustment&, const price_adjustment&) = default;
};

}  // namespace ratecard::inline v0

#endif

// SPDX-License-Identifier: MIT
#ifndef RATECARD_CATALOG_PERCENTAGE_HPP
#define RATECARD_CATALOG_PERCENTAGE_HPP

#include <optional>

#include <ratecard/core/errc.hpp>
#include <ratecard/core/id.hpp>
#include <ratecard/core/quantity.hpp>
#include <ratecard/money/currency.hpp>
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

/// What is wrong with such a price, or nothing: `errc::negative_price`, and
/// `errc::policy_out_of_range` for a least above the most, or a scale outside 0 and 6.
[[nodiscard]] constexpr std::optional<errc> find_percentage_fault(const percentage& p) noexcept {
    for (const decimal& price :
         {p.rate, p.per_event, p.least.value_or(decimal{}), p.most.value_or(decimal{})})
        if (price.is_negative()) return errc::negative_price;
    if (p.scale < 0 || p.scale > 6 || (p.least && p.most && *p.most < *p.least))
        return errc::policy_out_of_range;
    return std::nullopt;
}

/// A row of the price list: the price of a charge whose readings are transactions, in one edition
/// and price-book version.
struct percentage_price {
    version_id version{};
    edition_id edition{};
    charge_id charge{};
    percentage price{};
    std::optional<currency> unit{};  ///< none: the offering's

    friend constexpr bool operator==(const percentage_price&, const percentage_price&) = default;
};

}  // namespace ratecard::inline v0

#endif

// SPDX-License-Identifier: MIT
#ifndef RATECARD_CATALOG_PRICE_BOOK_HPP
#define RATECARD_CATALOG_PRICE_BOOK_HPP

#include <cstdint>
#include <optional>

#include <ratecard/core/id.hpp>
#include <ratecard/core/instant.hpp>
#include <ratecard/core/name.hpp>
#include <ratecard/money/currency.hpp>
#include <ratecard/money/decimal.hpp>

namespace ratecard::inline v0 {

/// Which date decides by which version of the price book a subscription is priced.
enum class grandfathering : std::uint8_t {
    by_creation,     ///< its creation: prices last as long as it does
    by_first_order,  ///< the placing of its first order, from then on
    by_order,        ///< the placing of each order: always the prices of the day
};

/// A version of the price book. A subscription is priced by the version that was in force on the
/// date that the offering's `grandfathering` names, until it migrates or the version ends.
struct price_version {
    name key{};
    instant effective_from{};
    /// The later version a subscription may move to; it never moves back.
    std::optional<version_id> migrates_to{};
    /// The sunset: from then on nobody is priced by it any more, but by its successor.
    std::optional<instant> ends_at{};

    friend constexpr bool operator==(const price_version&, const price_version&) = default;
};

/// A row of the price list: the monthly price of an edition in a version. An edition without a row
/// has no price there. A book may state prices in several currencies: one row for each.
struct plan_price {
    version_id version{};
    edition_id edition{};
    decimal per_month{};
    std::optional<currency> unit{};  ///< none: the offering's

    friend constexpr bool operator==(const plan_price&, const plan_price&) = default;
};

}  // namespace ratecard::inline v0

#endif

// SPDX-License-Identifier: MIT
#ifndef RATECARD_CATALOG_PRICE_BOOK_HPP
#define RATECARD_CATALOG_PRICE_BOOK_HPP

#include <optional>

#include <ratecard/core/id.hpp>
#include <ratecard/core/instant.hpp>
#include <ratecard/core/name.hpp>
#include <ratecard/money/currency.hpp>
#include <ratecard/money/decimal.hpp>

namespace ratecard::inline v0 {

/// A version of the price book. A subscription is priced by the version that was in force when it
/// was created, until it migrates.
struct price_version {
    name key{};
    instant effective_from{};
    /// The later version a subscription may move to; it never moves back.
    std::optional<version_id> migrates_to{};

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

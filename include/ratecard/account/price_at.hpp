// SPDX-License-Identifier: MIT
#ifndef RATECARD_ACCOUNT_PRICE_AT_HPP
#define RATECARD_ACCOUNT_PRICE_AT_HPP

#include <cstdint>

#include <ratecard/account/subscription.hpp>
#include <ratecard/catalog/list_price.hpp>
#include <ratecard/catalog/view.hpp>
#include <ratecard/core/id.hpp>
#include <ratecard/core/instant.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/money/money.hpp>

/// The price of an edition for one subscription.
namespace ratecard::inline v0 {

/// A price, its price-book version, and the date and reason that decided the version.
struct dated_price {
    money price{};
    dated_version by{};

    friend constexpr bool operator==(const dated_price&, const dated_price&) = default;
};

/// The list price of some months of an edition for a subscription at `now`. Errors as for
/// `dated_version_of` and `list_price`.
[[nodiscard]] constexpr result<dated_price> price_at(const catalog_view& c, const subscription& s,
                                                     edition_id e, std::int32_t months,
                                                     instant now) {
    const auto by = dated_version_of(c, s, now);
    if (!by) return by.error();
    return list_price(c, e, by->version, months).transform([&](money price) {
        return dated_price{price, *by};
    });
}

}  // namespace ratecard::inline v0

#endif

// SPDX-License-Identifier: MIT
#ifndef RATECARD_CATALOG_OFFERING_HPP
#define RATECARD_CATALOG_OFFERING_HPP

#include <ratecard/catalog/lifecycle_policy.hpp>
#include <ratecard/catalog/policies.hpp>
#include <ratecard/catalog/price_book.hpp>
#include <ratecard/catalog/rating_policy.hpp>
#include <ratecard/core/id.hpp>
#include <ratecard/core/name.hpp>
#include <ratecard/money/currency.hpp>
#include <ratecard/time/zone.hpp>

namespace ratecard::inline v0 {

/// What holds for a whole catalog: the product, its money, its civil time and its policies.
struct offering {
    name product{};
    currency unit{};  ///< of prices that name no other
    zone billing_zone{};
    edition_id default_edition{};  ///< of a new subscription, free
    term_policy terms{};
    refund_policy refunds{};
    lifecycle_policy lifecycle{};
    rating_policy rating{};
    billing_policy billing{};
    grandfathering prices = grandfathering::by_creation;

    friend constexpr bool operator==(const offering&, const offering&) = default;
};

}  // namespace ratecard::inline v0

#endif

// SPDX-License-Identifier: MIT
#ifndef RATECARD_CATALOG_LIST_PRICE_HPP
#define RATECARD_CATALOG_LIST_PRICE_HPP

#include <cstdint>

#include <ratecard/catalog/fault.hpp>
#include <ratecard/catalog/view.hpp>
#include <ratecard/core/id.hpp>
#include <ratecard/core/quantity.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/money/exact.hpp>
#include <ratecard/money/money.hpp>

/// The list price of an edition for a number of months.
namespace ratecard::inline v0 {

namespace detail {

/// The monthly price times `months`, rounded once. Any number of months is allowed.
constexpr result<money> price_of_months(const catalog_view& c, edition_id e, version_id v,
                                        std::int32_t months) noexcept {
    if (!c.has(e)) return catalog_errc::unknown_edition;
    if (!c.has(v)) return catalog_errc::unknown_version;
    const auto per_month = c.price_of(e, v);
    if (!per_month) return catalog_errc::no_price;
    return exact::product(*per_month, quantity{months}, c.unit()).round(c.offering->rating.mode);
}

}  // namespace detail

/// The list price of an edition for some months: the monthly price times `months`, rounded once.
/// For 9.99 a month and 12 months it is 119.88.
///
/// `catalog_errc::no_price` if the version has no price for the edition,
/// `catalog_errc::months_out_of_range` if this length is not on sale,
/// `catalog_errc::unknown_edition` or `catalog_errc::unknown_version` for an id that the catalog
/// does not have, `core_errc::overflow` if the product does not fit.
[[nodiscard]] constexpr result<money> list_price(const catalog_view& c, edition_id e, version_id v,
                                                 std::int32_t months) noexcept {
    const bool on_sale =
        c.offering->terms.min_months <= months && months <= c.offering->terms.max_months;
    if (c.has(e) && c.has(v) && !on_sale) return catalog_errc::months_out_of_range;
    return detail::price_of_months(c, e, v, months);
}

/// The list price of an edition for one month, even if a single month is not on sale. Errors as for
/// `list_price`, without `catalog_errc::months_out_of_range`.
[[nodiscard]] constexpr result<money> monthly_fee(const catalog_view& c, edition_id e,
                                                  version_id v) noexcept {
    return detail::price_of_months(c, e, v, 1);
}

}  // namespace ratecard::inline v0

#endif

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

namespace ratecard::inline v0 {

namespace detail {

/// The monthly price times so many months, rounded once.
constexpr result<money> price_of_months(const catalog_view& c, edition_id e, version_id v,
                                        std::int32_t months) noexcept {
    if (!c.has(e)) return catalog_errc::unknown_edition;
    if (!c.has(v)) return catalog_errc::unknown_version;
    const auto per_month = c.price_of(e, v);
    if (!per_month) return catalog_errc::no_price;
    return exact::product(*per_month, quantity{months}, c.unit()).round(c.offering->rating.mode);
}

}  // namespace detail

/// The list price of some months of an edition: the monthly price times their number, rounded once.
///
/// `catalog_errc::no_price` where the version has none for the edition, `catalog_errc::months_out_of_range` when the
/// length is not on sale, `catalog_errc::unknown_edition` or `catalog_errc::unknown_version` for an id of another
/// catalog, `core_errc::overflow` when the product does not fit.
[[nodiscard]] constexpr result<money> list_price(const catalog_view& c, edition_id e, version_id v,
                                                 std::int32_t months) noexcept {
    const bool on_sale =
        c.offering->terms.min_months <= months && months <= c.offering->terms.max_months;
    if (c.has(e) && c.has(v) && !on_sale) return catalog_errc::months_out_of_range;
    return detail::price_of_months(c, e, v, months);
}

/// The list price of one month of an edition, also where a single month is not on sale. Errors as
/// for `list_price`, except `catalog_errc::months_out_of_range`.
[[nodiscard]] constexpr result<money> monthly_fee(const catalog_view& c, edition_id e,
                                                  version_id v) noexcept {
    return detail::price_of_months(c, e, v, 1);
}

}  // namespace ratecard::inline v0

#endif

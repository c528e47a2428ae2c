// SPDX-License-Identifier: MIT
#ifndef RATECARD_CATALOG_LIST_PRICE_HPP
#define RATECARD_CATALOG_LIST_PRICE_HPP

#include <cstdint>
#include <optional>

#include <ratecard/catalog/fault.hpp>
#include <ratecard/catalog/view.hpp>
#include <ratecard/core/id.hpp>
#include <ratecard/core/quantity.hpp>
#include <ratecard/core/ratio.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/core/rounding.hpp>
#include <ratecard/money/decimal.hpp>
#include <ratecard/money/exact.hpp>
#include <ratecard/money/money.hpp>
#include <ratecard/time/cadence.hpp>

/// The list price of an edition for a number of months and seats.
namespace ratecard::inline v0 {

/// The number of seats that an order for `seats` seats is billed for: at least the least number.
///
/// `catalog_errc::seats_out_of_range` for no seat, for more than are sold, and for fewer if such
/// orders are refused; `catalog_errc::not_sold_by_the_seat` if the edition has one price and `seats`
/// is not 1.
[[nodiscard]] constexpr result<quantity> billed_seats(const plan_price& p,
                                                      quantity seats) noexcept {
    if (!p.seats) {
        if (seats != quantity{1}) return catalog_errc::not_sold_by_the_seat;
        return seats;
    }
    const seat_terms& sold = *p.seats;
    if (seats == quantity{} || !sold.most.admits({}, seats))
        return catalog_errc::seats_out_of_range;
    if (!(seats < sold.least)) return seats;
    if (sold.below_least == fewer_seats::refused) return catalog_errc::seats_out_of_range;
    return sold.least;
}

namespace detail {

/// Whether a time is a whole number of another.
constexpr bool is_whole(cadence time, cadence of) noexcept {
    return time.unit() == of.unit() && time.count() % of.count() == 0;
}

/// The price of `times` times the time that a row is for, rounded once.
constexpr result<money> price_of_times(const catalog_view& c, const plan_price& row,
                                       std::int32_t times, quantity billed,
                                       std::optional<decimal> percentage_off = {}) noexcept {
    const auto price = checked_multiply(exact::product(row.amount, billed, c.unit()),
                                        static_cast<std::uint64_t>(times));
    if (!price) return price.error();
    const rounding mode = c.offering->rating.mode;
    if (!percentage_off) return price->round(mode);
    const auto off = percent(*percentage_off);
    if (!off) return off.error();
    return scaled{*price, ratio{off->denominator() - off->numerator(), off->denominator()}}.round(
        mode);
}

/// What the price list states for an edition, and the seats that it bills.
struct priced_seats {
    const plan_price* row = nullptr;
    quantity billed{};
};

/// Errors as for `list_price`, without those of the time.
constexpr result<priced_seats> price_seats(const catalog_view& c, edition_id e, version_id v,
                                           quantity seats) noexcept {
    if (!c.has(e)) return catalog_errc::unknown_edition;
    if (!c.has(v)) return catalog_errc::unknown_version;
    const plan_price* const row = c.find_plan_price(e, v);
    if (row == nullptr) return catalog_errc::no_price;
    if (row->on_request) return catalog_errc::price_on_request;
    const auto billed = billed_seats(*row, seats);
    if (!billed) return billed.error();
    return priced_seats{row, *billed};
}

/// The price of any number of months, also of one that is not on sale, rounded once.
constexpr result<money> price_of_months(const catalog_view& c, edition_id e, version_id v,
                                        std::int32_t months,
                                        quantity seats = quantity{1}) noexcept {
    const auto priced = price_seats(c, e, v, seats);
    if (!priced) return priced.error();
    const auto& [row, billed] = *priced;
    if (months < 0) return catalog_errc::months_out_of_range;
    const term_price* const term = c.find_term_price(e, v, months);
    if (term != nullptr && term->amount)
        return exact::product(*term->amount, billed, c.unit()).round(c.offering->rating.mode);
    if (row->priced_for.unit() != calendar_unit::month || months % row->priced_for.count() != 0)
        return catalog_errc::time_not_priced;
    return price_of_times(c, *row, months / row->priced_for.count(), billed,
                          term != nullptr ? term->percentage_off : std::nullopt);
}

}  // namespace detail

/// The list price of an edition for some months: the price of this term if the price list states
/// one, otherwise the price times `months`; times `seats`, and rounded once. For 9.99 a
/// month and 12 months it is 119.88. For 30.00 a month and seat, with 3 as the least number of
/// seats, a month of 2 seats costs 90.00; with 20 % off for 12 months, a year of 5 seats costs
/// 1,440.00.
///
/// `catalog_errc::no_price` if the version has no price for the edition,
/// `catalog_errc::price_on_request` if its price is agreed with each customer,
/// `catalog_errc::months_out_of_range` if this length is not on sale,
/// `catalog_errc::time_not_priced` if it is no whole number of the time that the price is for,
/// `catalog_errc::unknown_edition` or `catalog_errc::unknown_version` for an id that the catalog
/// does not have, the errors of `billed_seats`, `core_errc::overflow` if the product does not fit.
[[nodiscard]] constexpr result<money> list_price(const catalog_view& c, edition_id e, version_id v,
                                                 std::int32_t months,
                                                 quantity seats = quantity{1}) noexcept {
    const bool on_sale =
        c.offering->terms.min_months <= months && months <= c.offering->terms.max_months;
    if (c.has(e) && c.has(v) && !on_sale) return catalog_errc::months_out_of_range;
    return detail::price_of_months(c, e, v, months, seats);
}

/// The list price of an edition for one month, even if a single month is not on sale. Errors as for
/// `list_price`, without `catalog_errc::months_out_of_range`.
[[nodiscard]] constexpr result<money> monthly_fee(const catalog_view& c, edition_id e, version_id v,
                                                  quantity seats = quantity{1}) noexcept {
    return detail::price_of_months(c, e, v, 1, seats);
}

/// The list price of an edition for one billing period (`billing_policy::every`), for plans that are
/// billed by periods. A period of months costs what a term of so many months costs. At 10.00 a week
/// and seat, a period of four weeks of 3 seats costs 120.00. Errors as for `list_price`, without
/// `catalog_errc::months_out_of_range`.
[[nodiscard]] constexpr result<money> period_fee(const catalog_view& c, edition_id e, version_id v,
                                                 quantity seats = quantity{1}) noexcept {
    const cadence every = c.offering->billing.every;
    if (every.unit() == calendar_unit::month)
        return detail::price_of_months(c, e, v, every.count(), seats);
    const auto priced = detail::price_seats(c, e, v, seats);
    if (!priced) return priced.error();
    const auto& [row, billed] = *priced;
    if (!detail::is_whole(every, row->priced_for)) return catalog_errc::time_not_priced;
    return detail::price_of_times(c, *row, every.count() / row->priced_for.count(), billed);
}

}  // namespace ratecard::inline v0

#endif

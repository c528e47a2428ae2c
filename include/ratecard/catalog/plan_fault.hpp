// SPDX-License-Identifier: MIT
#ifndef RATECARD_CATALOG_PLAN_FAULT_HPP
#define RATECARD_CATALOG_PLAN_FAULT_HPP

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include <ratecard/catalog/fault.hpp>
#include <ratecard/catalog/list_price.hpp>
#include <ratecard/catalog/offering.hpp>
#include <ratecard/catalog/price_book.hpp>
#include <ratecard/catalog/repeated_row.hpp>
#include <ratecard/catalog/view.hpp>
#include <ratecard/core/errc.hpp>
#include <ratecard/core/instant.hpp>
#include <ratecard/core/name.hpp>
#include <ratecard/core/quantity.hpp>
#include <ratecard/money/currency.hpp>
#include <ratecard/money/decimal.hpp>
#include <ratecard/time/cadence.hpp>

/// Checks the prices of plans: by the month, by the seat and by the term.
namespace ratecard::inline v0::detail {

/// The longest duration in a policy, and the longest term on sale in months: a century. So every
/// computed instant stays representable.
inline constexpr duration longest_clock = days(36'525);
inline constexpr std::int32_t longest_term = 1'200;

/// Whether a price can be for such a time, and a billing period so long: civil months or days, at
/// most a century.
constexpr bool is_civil_time(cadence c) noexcept {
    return (c.unit() == calendar_unit::month && c.count() <= longest_term) ||
           (c.unit() == calendar_unit::day && c.count() <= 36'525);
}

/// The key of a plan's price: its version and edition, and its currency.
constexpr std::uint64_t plan_key(const catalog_view& c, const plan_price& p) noexcept {
    return row_key(0, p.version.index(), p.edition.index(), p.unit.value_or(c.offering->unit));
}

/// The error in the price of a plan by itself, or nothing.
constexpr std::optional<errc> find_plan_price_error(const catalog_view& c, const plan_price& p) {
    if (p.amount.is_negative()) return catalog_errc::negative_price;
    if (!is_civil_time(p.priced_for)) return core_errc::policy_out_of_range;
    if (p.on_request && p.amount != decimal{}) return catalog_errc::on_request_with_an_amount;
    if (p.seats && (p.seats->least == quantity{} || !p.seats->most.admits({}, p.seats->least)))
        return catalog_errc::seats_on_sale_are_empty;
    if (!p.on_request && !is_whole(c.offering->billing.every, p.priced_for))
        return catalog_errc::time_not_priced;
    if (p.edition == c.offering->default_edition) return catalog_errc::default_edition_is_for_sale;
    return std::nullopt;
}

/// The error in the price of a term, or nothing. `plans` are the sorted keys of plan prices.
constexpr std::optional<errc> find_term_price_error(const catalog_view& c, const term_price& t,
                                                    std::span<const hashed_name> plans) {
    if (t.months < c.offering->terms.min_months || t.months > c.offering->terms.max_months)
        return catalog_errc::months_out_of_range;
    if (t.amount.has_value() == t.percentage_off.has_value())
        return catalog_errc::not_one_of_amount_and_percentage;
    if (t.amount && t.amount->is_negative()) return catalog_errc::negative_price;
    if (t.percentage_off)
        if (const auto part = percent(*t.percentage_off); !part) return part.error();
    const std::uint64_t key =
        row_key(0, t.version.index(), t.edition.index(), t.unit.value_or(c.offering->unit));
    // A percentage that names no currency is taken off the price in each: its bits do not matter.
    const int ignored = t.percentage_off && !t.unit ? currency_bits : 0;
    const std::size_t at = first_not_below(plans, key >> ignored << ignored);
    if (at == plans.size() || plans[at].hash >> ignored != key >> ignored)
        return catalog_errc::no_price;
    const plan_price& plan = c.plan_prices[plans[at].place];
    if (plan.on_request) return catalog_errc::price_on_request;
    if (t.percentage_off && !is_whole({calendar_unit::month, t.months}, plan.priced_for))
        return catalog_errc::time_not_priced;
    return std::nullopt;
}

/// The first fault in the prices of plans and of terms.
constexpr std::optional<fault> find_plan_fault(const catalog_view& c, std::span<hashed_name> room) {
    const auto find_unknown = [&](const auto& row) -> std::optional<errc> {
        if (!c.has(row.version)) return catalog_errc::unknown_version;
        if (!c.has(row.edition)) return catalog_errc::unknown_edition;
        return std::nullopt;
    };
    for (std::size_t i = 0; i < c.plan_prices.size(); ++i) {
        const plan_price& p = c.plan_prices[i];
        if (const auto code = find_unknown(p)) return fault{*code, entity::plan_price, i, {}, {}};
        if (const auto code = find_plan_price_error(c, p))
            return fault{*code, entity::plan_price, i, c[p.edition].key, {}};
    }
    const auto plans =
        sorted_keys(c.plan_prices, room, [&](const plan_price& p) { return plan_key(c, p); });
    if (const auto i = first_repeated(plans))
        return fault{catalog_errc::duplicate_value,
                     entity::plan_price,
                     *i,
                     c[c.plan_prices[*i].edition].key,
                     {}};

    for (std::size_t i = 0; i < c.term_prices.size(); ++i) {
        const term_price& t = c.term_prices[i];
        if (const auto code = find_unknown(t)) return fault{*code, entity::term_price, i, {}, {}};
        if (const auto code = find_term_price_error(c, t, plans))
            return fault{*code, entity::term_price, i, c[t.edition].key, {}};
    }
    const auto terms = sorted_keys(c.term_prices, room, [&](const term_price& t) {
        return row_key(static_cast<std::size_t>(t.months), t.version.index(), t.edition.index(),
                       t.unit.value_or(c.offering->unit));
    });
    if (const auto i = first_repeated(terms))
        return fault{catalog_errc::duplicate_value,
                     entity::term_price,
                     *i,
                     c[c.term_prices[*i].edition].key,
                     {}};
    return std::nullopt;
}

}  // namespace ratecard::inline v0::detail

#endif

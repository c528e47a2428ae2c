// SPDX-License-Identifier: MIT
#ifndef RATECARD_RATING_RATE_HPP
#define RATECARD_RATING_RATE_HPP

#include <cstddef>
#include <optional>
#include <span>

#include <ratecard/catalog/fault.hpp>
#include <ratecard/catalog/price_book.hpp>
#include <ratecard/catalog/price_forms.hpp>
#include <ratecard/catalog/rating_policy.hpp>
#include <ratecard/catalog/view.hpp>
#include <ratecard/core/contract.hpp>
#include <ratecard/core/instant.hpp>
#include <ratecard/core/limit.hpp>
#include <ratecard/core/quantity.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/core/rounding.hpp>
#include <ratecard/money/exact.hpp>
#include <ratecard/money/money.hpp>
#include <ratecard/rating/bill_line.hpp>
#include <ratecard/rating/charge_line.hpp>
#include <ratecard/rating/fee.hpp>

namespace ratecard::inline v0 {

namespace detail {

/// What is not charged of a charge: what is included, and the free units of a usage discount.
constexpr result<limit> included_with(const limit& included, quantity free_units) {
    if (included.is_unlimited()) return included;
    const auto both = checked_add(included.most(), free_units);
    if (!both) return both.error();
    return limit{*both};
}

/// What was metered, in the units that are priced.
constexpr result<quantity> priced_units(const charge& what, quantity used) {
    if (!what.conversion) return used;
    return converted(*what.conversion, used);
}

/// Adds up what is rounded part by part.
class settled_sum {
public:
    constexpr explicit settled_sum(currency unit) noexcept : sum_{0, unit} {}
    constexpr void add(const result<money>& amount) noexcept {
        if (wrong_ != errc{}) return;
        const auto both = amount ? checked_add(sum_, *amount) : amount;
        if (both)
            sum_ = *both;
        else
            wrong_ = both.error();
    }
    [[nodiscard]] constexpr result<money> total() const noexcept {
        if (wrong_ != errc{}) return wrong_;
        return sum_;
    }

private:
    money sum_;
    errc wrong_{};
};

/// The settled amount of a line whose value before rounding is known.
constexpr result<money> settled_amount(const catalog_view& c, const charge_line& line) {
    if (line.point == rounding_point::none) return line.before_rounding.round(rounding::exact);
    if (line.point != rounding_point::line) return line.before_rounding.round(line.rounded);
    const pricing& how = c[line.charge].pricing;
    settled_sum sum{c.unit()};
    const auto billed =
        for_each_line(how, c.price_of(line.charge, line.edition, line.version),
                      charged_of(how, line.used, line.included), c.unit(), line.rounded,
                      [&](const bill_line& part) { sum.add(part.amount); });
    if (!billed) return billed.error();
    return sum.total();
}

/// Writes what a price that has no steps for a quantity makes of a reading into a line of which the
/// rest is known, or returns why there is none.
constexpr errc rate_reading_into(charge_line& line, const catalog_view& c, const metered& m) {
    exact_sum sum{line.before_rounding, c.unit()};
    settled_sum settled{c.unit()};
    const auto read = for_each_priced_part(c, line.edition, line.version, line.included, m,
                                           [&](const priced_part& part) {
                                               if (line.promoted) return;
                                               sum.add(part.value);
                                               if (line.point == rounding_point::line)
                                                   settled.add(part.value.round(line.rounded));
                                           });
    if (!read) return read.error();
    if (sum.error != errc{}) return sum.error;
    line.metered = line.used = read->used;
    line.charged = read->charged;
    const auto amount =
        line.point == rounding_point::line
            ? settled.total()
            : line.before_rounding.round(line.point == rounding_point::none ? rounding::exact
                                                                            : line.rounded);
    if (!amount) return amount.error();
    line.amount = *amount;
    return {};
}

/// Writes the line, or returns why there is none. In place: a line of many members is costly to hand on.
constexpr errc rate_into(charge_line& line, const catalog_view& c, edition_id e, version_id v,
                         const metered& m, instant begin) {
    if (!c.has(e)) return catalog_errc::unknown_edition;
    if (!c.has(v)) return catalog_errc::unknown_version;
    if (!c.has(m.charge)) return catalog_errc::unknown_charge;
    const auto steps = c.price_of(m.charge, e, v);
    const charge& what = c[m.charge];
    const currency unit = c.unit();
    line.charge = m.charge;
    line.edition = e;
    line.version = v;
    line.segment = m.segment;
    line.metered = m.used;
    const auto units = priced_units(what, m.used);
    if (!units) return units.error();
    line.used = *units;
    line.included = m.included      ? *m.included
                    : what.included ? c.at(*what.included, e).most
                                    : limit{};
    const price_adjustment* const stated = c.find_adjustment(m.charge, e, v);
    line.free_units = stated != nullptr ? stated->free_units : quantity{};
    if (line.free_units != quantity{}) {
        const auto all_free = included_with(line.included, line.free_units);
        if (!all_free) return all_free.error();
        line.included = *all_free;
    }
    if (m.used_before != quantity{} && !line.included.is_unlimited())
        line.included = limit{line.included.most().above(m.used_before)};
    line.promoted = what.free_until && begin < *what.free_until;
    line.rounded = c.offering->rating.mode;
    line.point = c.offering->rating.point;
    line.unit_price.reset();
    if (steps.empty()) return rate_reading_into(line, c, m);
    const charged_units charged = charged_of(what.pricing, line.used, line.included);
    line.charged = charged.priced;
    const tier& only = steps[0].step;
    if (only.up_to.is_unlimited() && only.flat == decimal{} && !only.package)
        line.unit_price = only.unit_price;
    if (line.promoted) {
        line.amount = money{0, unit};
        line.before_rounding = exact{line.amount};
        return {};
    }
    const errc wrong = fee_into(line.before_rounding, what.pricing, steps, charged, unit);
    if (wrong != errc{}) return wrong;
    const auto amount = settled_amount(c, line);
    if (!amount) return amount.error();
    line.amount = *amount;
    return {};
}

}  // namespace detail

/// What one meter's reading costs in an edition and price-book version, for the billing period that
/// begins at `begin`: converted, then less what is included and free, then priced (`fee`, or by the
/// percentage, capacity or matrix that is its price), and
/// rounded where and as the offering's policy says; where that is the statement, as if the charge
/// stood on it alone, and where it is nothing, not at all.
///
/// `catalog_errc::no_price` where the version has no price of the charge for the edition,
/// `catalog_errc::beyond_the_last_tier` where its steps end before, `core_errc::overflow` when the amount does
/// not fit, `money_errc::inexact` for an amount between two minor units that nothing rounds,
/// `core_errc::quantity_too_large` for a conversion or free units beyond what a quantity counts,
/// `errc::unknown_...` for an id of another catalog.
[[nodiscard]] constexpr result<charge_line> rate(const catalog_view& c, edition_id e, version_id v,
                                                 const metered& m, instant begin) {
    charge_line line;
    if (const errc wrong = detail::rate_into(line, c, e, v, m, begin); wrong != errc{})
        return wrong;
    return line;
}

/// Rates several meters of one billing period. Writes a line a meter and returns the sum of the
/// rounded lines; nothing of `lines` may be used when it returns an error, which is that of the first
/// meter that has one.
/// \pre `lines.size() >= meters.size()`.
[[nodiscard]] constexpr result<money> rate_all(const catalog_view& c, edition_id e, version_id v,
                                               std::span<const metered> meters, instant begin,
                                               std::span<charge_line> lines) {
    if (lines.size() < meters.size()) detail::every_part_must_have_a_place();
    money total{0, c.unit()};
    for (std::size_t i = 0; i < meters.size(); ++i) {
        const errc wrong = detail::rate_into(lines[i], c, e, v, meters[i], begin);
        if (wrong != errc{}) return wrong;
        const auto both = checked_add(total, lines[i].amount);
        if (!both) return both.error();
        total = *both;
    }
    return total;
}

}  // namespace ratecard::inline v0

#endif

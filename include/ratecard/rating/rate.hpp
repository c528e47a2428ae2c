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

/// One reading priced: its charge, its amount and its lines.
namespace ratecard::inline v0 {

namespace detail {

/// What is not charged of a charge: what is included, and the free units of a usage discount.
constexpr result<limit> included_with(const limit& included, quantity free_units) {
    if (included.is_unlimited()) return included;
    const auto uncharged = checked_add(included.most(), free_units);
    if (!uncharged) return uncharged.error();
    return limit{*uncharged};
}

/// What was metered, in the units that are priced.
constexpr result<quantity> priced_units(const charge& what, quantity used) {
    if (!what.conversion) return used;
    return converted(*what.conversion, used);
}

/// Adds up amounts that were rounded one by one: the first error stays.
class settled_sum {
public:
    constexpr explicit settled_sum(currency unit) noexcept : sum_{0, unit} {}
    constexpr void add(money amount) noexcept {
        if (error_ != errc{}) return;
        if (const auto total = checked_add(sum_, amount))
            sum_ = *total;
        else
            error_ = total.error();
    }
    [[nodiscard]] constexpr result<money> total() const noexcept {
        if (error_ != errc{}) return error_;
        return sum_;
    }

private:
    money sum_;
    errc error_{};
};

/// Settles a line that is rounded as a whole, or not at all, or returns why it has no amount.
constexpr errc settle_whole(charge_line& line) {
    const auto amount = line.before_rounding.round(
        line.point == rounding_point::none ? rounding::exact : line.rounded);
    if (!amount) return amount.error();
    line.amount = *amount;
    return {};
}

/// The amounts that a price makes of one reading, as they come: they add up to the line's value
/// before rounding. Where each of them is rounded by itself, it is handed to
/// `each_line(kind, step, units, amount)`, and the line's amount is their sum.
template <class EachLine>
class priced_amounts {
public:
    // A parameter `line` would shadow one of the caller's globals, where templates are compiled.
    constexpr priced_amounts(charge_line& written, currency unit,
                             const EachLine& each_line) noexcept
        : line_{written},
          each_line_{each_line},
          exact_{written.before_rounding, unit},
          settled_{unit} {}

    constexpr void add(line_kind kind, std::size_t step, std::int64_t units, const exact& amount) {
        exact_.add(amount);
        if (line_.point != rounding_point::line || rounding_error_ != errc{}) return;
        rounding_error_ =
            visit_rounded(kind, step, units, amount, line_.rounded,
                          [this](line_kind k, std::size_t s, std::int64_t u, money settled) {
                              settled_.add(settled);
                              each_line_(k, s, u, settled);
                          });
    }

    /// Writes the amount of the line, or returns why there is none.
    constexpr errc settle() {
        if (exact_.error != errc{}) return exact_.error;
        if (line_.point != rounding_point::line) return settle_whole(line_);
        if (rounding_error_ != errc{}) return rounding_error_;
        const auto amount = settled_.total();
        if (!amount) return amount.error();
        line_.amount = *amount;
        return {};
    }

private:
    charge_line& line_;
    const EachLine& each_line_;
    exact_sum exact_;
    settled_sum settled_;
    errc rounding_error_{};
};

/// Prices a charge whose price has steps for a quantity.
/// \pre all but the amounts of `line` is known.
constexpr errc price_steps_into(charge_line& line, const pricing& model,
                                const std::span<const charge_price>& steps,
                                const charged_units& charged, currency unit,
                                const auto& each_line) {
    if (line.point != rounding_point::line) {
        const errc error = fee_into(line.before_rounding, model, steps, charged, unit);
        return error != errc{} ? error : settle_whole(line);
    }
    priced_amounts amounts{line, unit, each_line};
    const auto billed =
        for_each_amount(model, steps, charged, unit,
                        [&](line_kind kind, std::size_t step, std::int64_t units,
                            const exact& amount) { amounts.add(kind, step, units, amount); });
    return billed ? amounts.settle() : billed.error();
}

/// Prices a charge by percentage, capacity or matrix, and writes what the reading was in all.
/// \pre all but the units and amounts of `line` is known.
constexpr errc price_reading_into(charge_line& line, const catalog_view& c, const metered& m,
                                  const auto& each_line) {
    priced_amounts amounts{line, c.unit(), each_line};
    const auto units = for_each_priced_part(
        c, line.edition, line.version, line.included, m, [&](const priced_part& part) {
            if (line.promoted) return;
            if (part.by == derivation::flat)
                amounts.add(line_kind::flat, part.step, 0, part.value);
            else
                amounts.add(line_kind::usage, part.step, part.units.count(), part.value);
        });
    if (!units) return units.error();
    line.metered = line.used = units->used;
    line.charged = units->charged;
    return amounts.settle();
}

/// Prices one reading, once: writes the line of its charge or returns why there is none, and calls
/// `each_line(kind, step, units, amount)` with each line of the bill that is rounded by itself.
/// In place: a line of many members is costly to hand on.
constexpr errc rate_into(charge_line& line, const catalog_view& c, edition_id e, version_id v,
                         const metered& m, instant begin, const auto& each_line) {
    if (!c.has(e)) return catalog_errc::unknown_edition;
    if (!c.has(v)) return catalog_errc::unknown_version;
    if (!c.has(m.charge)) return catalog_errc::unknown_charge;
    const auto steps = c.price_of(m.charge, e, v);
    const charge& what = c[m.charge];
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
    if (steps.empty()) return price_reading_into(line, c, m, each_line);
    const charged_units charged = charged_of(what.pricing, line.used, line.included);
    line.charged = charged.priced;
    const tier& only = steps[0].step;
    if (only.up_to.is_unlimited() && only.flat == decimal{} && !only.package)
        line.unit_price = only.unit_price;
    if (line.promoted) {
        line.amount = money{0, c.unit()};
        line.before_rounding = exact{line.amount};
        return {};
    }
    return price_steps_into(line, what.pricing, steps, charged, c.unit(), each_line);
}

/// The same where nobody asks for the lines of the bill.
constexpr errc rate_into(charge_line& line, const catalog_view& c, edition_id e, version_id v,
                         const metered& m, instant begin) {
    return rate_into(line, c, e, v, m, begin,
                     [](line_kind, std::size_t, std::int64_t, const money&) {});
}

}  // namespace detail

/// What one meter's reading costs in an edition and price-book version, for the billing period that
/// begins at `begin`: converted, then less what is included and free, then priced (`fee`, or by the
/// percentage, capacity or matrix that is its price).
///
/// Rounded per `rating_policy::point`: at `statement`, as if this were the only charge; at `none`,
/// not rounded.
///
/// `catalog_errc::no_price` where the version has no price of the charge for the edition,
/// `catalog_errc::beyond_the_last_tier` where its steps end before, `core_errc::overflow` when the
/// amount does not fit, `money_errc::inexact` for an amount between two minor units that nothing
/// rounds, `core_errc::quantity_too_large` for a conversion or free units beyond what a quantity
/// counts, `errc::unknown_...` for an id of another catalog.
[[nodiscard]] constexpr result<charge_line> rate(const catalog_view& c, edition_id e, version_id v,
                                                 const metered& m, instant begin) {
    charge_line line;
    const errc error = detail::rate_into(line, c, e, v, m, begin);
    if (error != errc{}) return error;
    return line;
}

/// Rates several meters of one billing period. Writes a line a meter and returns the sum of the
/// rounded lines; nothing of `lines` may be used when it returns an error, which is that of the
/// first meter that has one.
/// \pre `lines.size() >= meters.size()`.
[[nodiscard]] constexpr result<money> rate_all(const catalog_view& c, edition_id e, version_id v,
                                               std::span<const metered> meters, instant begin,
                                               std::span<charge_line> lines) {
    if (lines.size() < meters.size()) detail::every_part_must_have_a_place();
    money total{0, c.unit()};
    for (std::size_t i = 0; i < meters.size(); ++i) {
        const errc error = detail::rate_into(lines[i], c, e, v, meters[i], begin);
        if (error != errc{}) return error;
        const auto sum = checked_add(total, lines[i].amount);
        if (!sum) return sum.error();
        total = *sum;
    }
    return total;
}

}  // namespace ratecard::inline v0

#endif

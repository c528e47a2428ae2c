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

/// Prices one reading: its charge, its amount and its lines.
namespace ratecard::inline v0 {

namespace detail {

/// The units that are not charged: the included ones and the free ones.
constexpr result<limit> included_with(const limit& included, quantity free_units) {
    if (included.is_unlimited()) return included;
    const auto uncharged = checked_add(included.most(), free_units);
    if (!uncharged) return uncharged.error();
    return limit{*uncharged};
}

/// A metered quantity in priced units.
constexpr result<quantity> priced_units(const charge& row, quantity used) {
    if (!row.conversion) return used;
    return converted(*row.conversion, used);
}

/// Adds up amounts that were rounded one by one. Keeps the first error.
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

/// Writes the amount of a line that is rounded as a whole, or not at all. Returns why it has no
/// amount.
constexpr errc settle_whole(charge_line& line) {
    const auto amount = line.before_rounding.round(
        line.point == rounding_point::none ? rounding::exact : line.rounded);
    if (!amount) return amount.error();
    line.amount = *amount;
    return {};
}

/// Collects the amounts of one reading. They add up to the value of the line before rounding. If
/// each is rounded by itself, it is passed to `each_line(kind, step, units, amount)`, and the
/// amount of the line is their sum.
template <class EachLine>
class priced_amounts {
public:
    // Not named `line`: that would shadow a global of a caller in whose file this is instantiated.
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

/// Prices a charge by the steps for its quantity.
/// \pre `line` is complete except for its amounts.
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

/// Prices a charge by percentage, capacity or matrix, and writes the units of the reading.
/// \pre `line` is complete except for its units and amounts.
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
    line.converted = false;
    line.charged = units->charged;
    line.transactions = units->transactions;
    line.paid = units->paid;
    return amounts.settle();
}

/// Prices one reading once. Writes the line of its charge, or returns why there is none. Calls
/// `each_line(kind, step, units, amount)` with each bill line that is rounded by itself. The line
/// is written in place, because it is expensive to copy.
constexpr errc rate_into(charge_line& line, const catalog_view& c, edition_id e, version_id v,
                         const metered& m, instant begin, const auto& each_line) {
    if (!c.has(e)) return catalog_errc::unknown_edition;
    if (!c.has(v)) return catalog_errc::unknown_version;
    if (!c.has(m.charge)) return catalog_errc::unknown_charge;
    const auto steps = c.price_of(m.charge, e, v);
    const charge& row = c[m.charge];
    line.charge = m.charge;
    line.edition = e;
    line.version = v;
    line.segment = m.segment;
    line.metered = m.used;
    line.converted = row.conversion && !m.in_priced_units;
    if (line.converted) {
        const auto units = priced_units(row, m.used);
        if (!units) return units.error();
        line.used = *units;
    } else {
        line.used = m.used;
    }
    line.included = m.included ? *m.included : row.included ? c.at(*row.included, e).most : limit{};
    const price_adjustment* const stated = c.find_adjustment(m.charge, e, v);
    line.free_units = stated != nullptr ? stated->free_units : quantity{};
    if (line.free_units != quantity{} && m.free_part) {
        const auto some = part_of(line.free_units, *m.free_part);
        if (!some) return some.error();
        line.free_units = *some;
    }
    if (line.free_units != quantity{}) {
        const auto all_free = included_with(line.included, line.free_units);
        if (!all_free) return all_free.error();
        line.included = *all_free;
    }
    if (m.used_before != quantity{} && !line.included.is_unlimited())
        line.included = limit{line.included.most().above(m.used_before)};
    line.promoted = row.free_until && begin < *row.free_until;
    line.rounded = c.offering->rating.mode;
    line.point = c.offering->rating.point;
    line.unit_price.reset();
    line.transactions = {};
    line.paid = {};
    if (steps.empty()) return price_reading_into(line, c, m, each_line);
    const charged_units charged = charged_of(row.pricing, line.used, line.included);
    line.charged = charged.priced;
    const tier& only = steps[0].step;
    if (only.up_to.is_unlimited() && only.flat == decimal{} && !only.package)
        line.unit_price = only.unit_price;
    if (line.promoted) {
        line.amount = money{0, c.unit()};
        line.before_rounding = exact{line.amount};
        return {};
    }
    return price_steps_into(line, row.pricing, steps, charged, c.unit(), each_line);
}

/// Prices one reading, without its bill lines.
constexpr errc rate_into(charge_line& line, const catalog_view& c, edition_id e, version_id v,
                         const metered& m, instant begin) {
    return rate_into(line, c, e, v, m, begin,
                     [](line_kind, std::size_t, std::int64_t, const money&) {});
}

}  // namespace detail

/// What one reading costs in an edition and price-book version, for the billing period that begins
/// at `begin`. The quantity is converted; included and free units are taken off; the rest is priced
/// by the charge's steps (`fee`), percentage, capacity or matrix.
///
/// Rounded per `rating_policy::point`: at `statement`, as if this were the only charge; at `none`,
/// not rounded.
///
/// `catalog_errc::unknown_edition`, `catalog_errc::unknown_version` or
/// `catalog_errc::unknown_charge` if an id is not of this catalog. `catalog_errc::no_price` if the
/// version has no price of the charge for the edition. `catalog_errc::beyond_the_last_tier` if
/// there are units beyond its last step and it refuses them. `core_errc::quantity_too_large` if
/// converted or free units do not fit. `core_errc::overflow` if the amount does not fit.
/// `money_errc::inexact` if the amount is not rounded and is not a whole number of minor units.
[[nodiscard]] constexpr result<charge_line> rate(const catalog_view& c, edition_id e, version_id v,
                                                 const metered& m, instant begin) {
    charge_line line;
    const errc error = detail::rate_into(line, c, e, v, m, begin);
    if (error != errc{}) return error;
    return line;
}

/// Rates several meters of one billing period, one line each. Stops at the first error; then the
/// content of `lines` must not be used.
/// \pre `lines.size() >= meters.size()`.
/// \return the sum of the rounded lines.
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

// SPDX-License-Identifier: MIT
#ifndef RATECARD_RATING_RATE_HPP
#define RATECARD_RATING_RATE_HPP

#include <cstddef>
#include <optional>
#include <span>

#include <ratecard/catalog/view.hpp>
#include <ratecard/core/contract.hpp>
#include <ratecard/core/instant.hpp>
#include <ratecard/core/quantity.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/money/exact.hpp>
#include <ratecard/money/money.hpp>
#include <ratecard/rating/fee.hpp>
#include <ratecard/rating/line.hpp>

namespace ratecard::inline v0 {

namespace detail {

/// Writes the line, or returns why there is none.
constexpr errc rate_into(charge_line& line, const catalog_view& c, edition_id e, version_id v,
                         const metered& m, instant month) {
    if (!c.has(e)) return errc::unknown_edition;
    if (!c.has(v)) return errc::unknown_version;
    if (!c.has(m.charge)) return errc::unknown_charge;
    const auto steps = c.price_of(m.charge, e, v);
    if (steps.empty()) return errc::no_price;

    const charge& what = c[m.charge];
    const currency unit = c.offering->unit;
    line.charge = m.charge;
    line.edition = e;
    line.version = v;
    line.used = m.used;
    line.included = m.included      ? *m.included
                    : what.included ? c.at(*what.included, e).most
                                    : limit{};
    const charged_units charged = charged_of(what.pricing, m.used, line.included);
    line.charged = charged.priced;
    line.promoted = what.free_until && month < *what.free_until;
    const tier& only = steps[0].step;
    line.unit_price.reset();
    if (only.up_to.is_unlimited() && only.flat == decimal{} && !only.package)
        line.unit_price = only.unit_price;
    line.rounded = c.offering->billing.rounding;
    if (line.promoted) {
        line.amount = money{0, unit};
        line.before_rounding = exact{line.amount};
        return {};
    }
    const errc wrong = fee_into(line.before_rounding, what.pricing, steps, charged, unit);
    if (wrong != errc{}) return wrong;
    const auto amount = line.before_rounding.round(line.rounded);
    if (!amount) return amount.error();
    line.amount = *amount;
    return {};
}

}  // namespace detail

/// What one meter's reading costs in an edition and price-book version, for the billing month that
/// begins at `month`: what is charged beside the included units (`fee`), rounded once.
///
/// `errc::no_price` where the version has no price of the charge for the edition,
/// `errc::beyond_the_last_tier` where its steps end before, `errc::overflow` when the amount does
/// not fit, `errc::unknown_...` for an id of another catalog.
[[nodiscard]] constexpr result<charge_line> rate(const catalog_view& c, edition_id e, version_id v,
                                                 const metered& m, instant month) {
    charge_line line;
    if (const errc wrong = detail::rate_into(line, c, e, v, m, month); wrong != errc{})
        return wrong;
    return line;
}

/// Rates several meters of one billing month. Writes a line a meter and returns the sum of the
/// rounded lines; nothing of `lines` may be used when it returns an error, which is that of the first
/// meter that has one.
/// \pre `lines.size() >= meters.size()`.
[[nodiscard]] constexpr result<money> rate_all(const catalog_view& c, edition_id e, version_id v,
                                               std::span<const metered> meters, instant month,
                                               std::span<charge_line> lines) {
    if (lines.size() < meters.size()) detail::every_part_must_have_a_place();
    money total{0, c.offering->unit};
    for (std::size_t i = 0; i < meters.size(); ++i) {
        const errc wrong = detail::rate_into(lines[i], c, e, v, meters[i], month);
        if (wrong != errc{}) return wrong;
        const auto both = checked_add(total, lines[i].amount);
        if (!both) return both.error();
        total = *both;
    }
    return total;
}

}  // namespace ratecard::inline v0

#endif

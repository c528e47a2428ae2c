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

/// What one meter's reading costs in an edition and price-book version, for the billing month that
/// begins at `month`: what is charged beside the included units (`fee`), rounded once.
///
/// `errc::no_price` where the version has no price of the charge for the edition,
/// `errc::beyond_the_last_tier` where its steps end before, `errc::overflow` when the amount does
/// not fit, `errc::unknown_...` for an id of another catalog.
[[nodiscard]] constexpr result<charge_line> rate(const catalog_view& c, edition_id e, version_id v,
                                                 const metered& m, instant month) {
    if (!c.has(e)) return errc::unknown_edition;
    if (!c.has(v)) return errc::unknown_version;
    if (!c.has(m.charge)) return errc::unknown_charge;
    const auto steps = c.price_of(m.charge, e, v);
    if (steps.empty()) return errc::no_price;

    const charge& what = c[m.charge];
    charge_line line{.charge = m.charge,
                     .edition = e,
                     .version = v,
                     .used = m.used,
                     .rounded = c.offering->billing.rounding,
                     .amount = money{0, c.offering->unit}};
    line.before_rounding = exact{line.amount};
    if (m.included)
        line.included = *m.included;
    else if (what.included)
        line.included = c.at(*what.included, e).most;
    line.charged = charged_of(what.pricing, m.used, line.included).priced;
    line.promoted = what.free_until && month < *what.free_until;
    const tier& only = steps[0].step;
    if (only.up_to.is_unlimited() && only.flat == decimal{} && !only.package)
        line.unit_price = only.unit_price;
    if (line.promoted) return line;

    const auto unrounded = fee(what.pricing, steps, m.used, c.offering->unit, line.included);
    if (!unrounded) return unrounded.error();
    line.before_rounding = *unrounded;
    const auto amount = line.before_rounding.round(line.rounded);
    if (!amount) return amount.error();
    line.amount = *amount;
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
        const auto line = rate(c, e, v, meters[i], month);
        if (!line) return line.error();
        lines[i] = *line;
        const auto both = checked_add(total, line->amount);
        if (!both) return both.error();
        total = *both;
    }
    return total;
}

}  // namespace ratecard::inline v0

#endif

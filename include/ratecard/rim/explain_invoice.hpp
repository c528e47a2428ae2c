// SPDX-License-Identifier: MIT
#ifndef RATECARD_RIM_EXPLAIN_INVOICE_HPP
#define RATECARD_RIM_EXPLAIN_INVOICE_HPP

#include <numeric>
#include <string>

#include <ratecard/billing/invoice.hpp>
#include <ratecard/billing/period_lines.hpp>
#include <ratecard/catalog/view.hpp>
#include <ratecard/core/ratio.hpp>
#include <ratecard/money/money.hpp>
#include <ratecard/rim/text.hpp>
#include <ratecard/time/zone.hpp>

/// Says in words how the line of an invoice for a billing period was computed: `explain(catalog,
/// line, amount)`.
namespace ratecard::inline v0 {

/// How a line for a billing period was computed:
///
///     team, 5 seats, 2024-03-16 to 2024-04-16: 150.00 USD
///     team, 7 seats instead of 5, from 2024-04-01: 15/31 of 60.00 USD = 29.03 USD
///     archive, 2 units, from 2024-03-26: 21/31 of 8.00 USD = 5.42 USD
///     credited: team, 5 seats, from 2024-04-01: 15/31 of 150.00 USD = 72.58 USD
[[nodiscard]] inline std::string explain(const catalog_view& c, const period_line& line,
                                         money amount) {
    const zone& z = c.offering->billing_zone;
    const bool changes = line.units_before != quantity{};
    const bool is_credit = line.is_credit() && !changes;
    std::string text = is_credit ? "credited: " : "";
    text += to_string(line.add_on ? c[*line.add_on].key : c[line.edition].key);
    const plan_price* const price = c.find_plan_price(line.edition, line.version);
    if (line.add_on || (price != nullptr && price->seats)) {
        const std::string_view one = line.add_on ? "unit" : "seat";
        text += ", " + detail::counted(line.units.count(), one, std::string{one} + "s");
        if (changes) text += " instead of " + to_string(line.units_before);
    }
    const auto date = [&](instant t) { return to_string(day_of(t, z)); };
    text += line.from == line.whole.begin()
                ? ", " + date(line.from) + " to " + date(line.whole.end())
                : ", from " + date(line.from);
    const money whole = is_credit ? -line.price : line.price;
    const money part = is_credit ? -amount : amount;
    if (line.share == ratio{1, 1}) return text + ": " + to_string(part);
    const auto divisor = std::gcd(line.share.numerator(), line.share.denominator());
    const std::string share =
        to_string(ratio{line.share.numerator() / divisor, line.share.denominator() / divisor});
    return text +
           (line.is_rest ? ": " + to_string(whole) + " less " + share + " of it = "
                         : ": " + share + " of " + to_string(whole) + " = ") +
           to_string(part);
}

}  // namespace ratecard::inline v0

#endif

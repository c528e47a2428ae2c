// SPDX-License-Identifier: MIT
#ifndef RATECARD_RIM_EXPLAIN_QUOTE_HPP
#define RATECARD_RIM_EXPLAIN_QUOTE_HPP

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <string>
#include <string_view>

#include <ratecard/account/order.hpp>
#include <ratecard/billing/change.hpp>
#include <ratecard/billing/purchase.hpp>
#include <ratecard/billing/refund.hpp>
#include <ratecard/billing/refund_eligibility.hpp>
#include <ratecard/catalog/list_price.hpp>
#include <ratecard/catalog/view.hpp>
#include <ratecard/core/answer.hpp>
#include <ratecard/core/id.hpp>
#include <ratecard/core/quantity.hpp>
#include <ratecard/core/ratio.hpp>
#include <ratecard/core/rounding.hpp>
#include <ratecard/money/decimal.hpp>
#include <ratecard/money/exact.hpp>
#include <ratecard/money/money.hpp>
#include <ratecard/rim/names.hpp>
#include <ratecard/rim/text.hpp>
#include <ratecard/time/proration.hpp>
#include <ratecard/time/zone.hpp>

/// Says in words how an order was paid, and how a quote of a refund, a purchase or a change was
/// computed: `explain(catalog, quote)`.
namespace ratecard::inline v0 {

namespace detail {

/// The unit in which the used part of a month is counted.
constexpr std::string_view units_of(proration_basis basis) noexcept {
    switch (basis) {
        case proration_basis::second: return "seconds";
        case proration_basis::civil_day:
        case proration_basis::day_of_24_hours:
        case proration_basis::day_of_360: return "days";
        case proration_basis::whole_period:
        case proration_basis::usage_share:
        case proration_basis::none:
        case proration_basis::exact_difference: break;
    }
    return "months";
}

}  // namespace detail

/// How the price of some months of an edition was computed:
///
///     3 x 399.00 = 1,197.00 USD
///     12 x 5 seats x 30.00, less 20 % = 1,440.00 USD
///     1 x 3 seats (the least) x 30.00 = 90.00 USD
///     5 seats x 288.00 for 12 months = 1,440.00 USD
///
/// Empty if there is no such price. The terms need not be on sale.
[[nodiscard]] inline std::string explain_list_price(const catalog_view& c, edition_id e,
                                                    version_id v, std::int32_t months,
                                                    quantity seats = quantity{1}) {
    const auto price = detail::price_of_months(c, e, v, months, seats);
    if (!price) return {};
    const plan_price& row = *c.find_plan_price(e, v);
    const term_price* const term = c.find_term_price(e, v, months);
    const auto bare = [&](decimal amount) {
        const auto exactly = exact::product(amount, quantity{1}, c.unit()).round(rounding::exact);
        return exactly ? detail::bare(*exactly) : to_string(amount);
    };
    std::string by_seats;
    if (row.seats) {
        const quantity billed = *billed_seats(row, seats);
        by_seats = detail::counted(billed.count(), "seat", "seats") +
                   (seats < billed ? " (the least) x " : " x ");
    }
    std::string text;
    if (term != nullptr && term->amount)
        text = fmt::format("{}{} for {}", by_seats, bare(*term->amount),
                           detail::counted(months, "month", "months"));
    else
        text =
            fmt::format("{} x {}{}", months / row.priced_for.count(), by_seats, bare(row.amount));
    if (term != nullptr && term->percentage_off)
        text += fmt::format(", less {} %", to_string(*term->percentage_off));
    return fmt::format("{} = {}", text, to_string(*price));
}

/// How an order was paid:
/// "3 x 399.00 = 1,197.00 USD: 800.00 cash + 300.00 credit + 97.00 voucher".
[[nodiscard]] inline std::string explain(const catalog_view& c, const order& o) {
    std::string text;
    if (list_price(c, o.edition, o.version, o.months))
        text = explain_list_price(c, o.edition, o.version, o.months);
    else
        text = detail::counted(o.months, "month", "months");
    text += ": ";
    const payment& p = o.paid_by;
    std::string_view before;
    const auto part = [&](money amount, std::string_view means) {
        if (amount.is_zero()) return;
        text += fmt::format("{}{} {}", before, detail::bare(amount), means);
        before = " + ";
    };
    part(p.cash, "cash");
    part(p.credit, "credit");
    part(p.voucher, "voucher");
    part(p.discount, "discount");
    if (before.empty()) text += "nothing paid";
    return text;
}

namespace detail {

/// How the amount of a refund was computed. `verb` says what happens to it: "given back".
inline std::string refund_lines(const catalog_view& c, const refund_quote& quote,
                                std::string_view verb) {
    const zone& z = c.offering->billing_zone;
    std::string text;
    if (quote.months_over > 0)
        text +=
            fmt::format("{} over, consumed: {}\n", counted(quote.months_over, "month", "months"),
                        to_string(quote.consumed));
    std::string sum;
    const bool whole_order = c.offering->refunds.unit == refund_unit::order || quote.in_full;
    if (quote.running) {
        text +=
            fmt::format("paid for the {} {} to {}: {}\n", whole_order ? "order" : "month",
                        local_time(quote.running->begin(), z), local_time(quote.running->end(), z),
                        to_string(quote.paid_current_month));
        sum = bare(quote.paid_current_month);
    }
    if (quote.months_to_come > 0) {
        text += fmt::format("paid for {} to come: {}\n",
                            counted(quote.months_to_come, "month", "months"),
                            to_string(quote.paid_future_months));
        sum += (sum.empty() ? "" : " + ") + bare(quote.paid_future_months);
    }
    if (quote.in_full) text += "in full, whatever was used\n";
    if (quote.running && !(quote.in_full && quote.used.is_zero())) {
        text += fmt::format(
            "used {} x {} {} = {}\n", to_string(quote.unit_price), to_string(quote.used_part),
            detail::units_of(c.offering->refunds.used.basis), to_string(quote.used));
        sum += " - " + bare(quote.used);
    } else if (!quote.running) {
        text += "nothing is used, for no month has begun\n";
    }
    const money parts[] = {quote.paid_current_month, quote.paid_future_months, -quote.used};
    const auto rest = ratecard::sum(parts, quote.amount.unit());
    if (rest && !rest->is_negative() && *rest != quote.amount)
        return text + fmt::format("each order by itself: {} {}", to_string(quote.amount), verb);
    if (rest && *rest == quote.amount)
        return text + fmt::format("{} = {} {}", sum, to_string(quote.amount), verb);
    return text + fmt::format("{} is below zero: {} {}", sum, to_string(quote.amount), verb);
}

}  // namespace detail

/// How a refund was computed, and in what form it is given back:
///
///     paid for the month 2024-01-31 15:30:00 to 2024-02-29 15:30:00: 366.67 USD
///     paid for 1 month to come: 366.66 USD
///     used 399.00 USD x 10/29 days = 137.59 USD
///     366.67 + 366.66 - 137.59 = 595.74 USD given back
///     433.27 cash + 162.47 credit, as 800.00 cash and 300.00 credit were paid
[[nodiscard]] inline std::string explain(const catalog_view& c, const refund_quote& quote) {
    std::string text = detail::refund_lines(c, quote, "given back") + "\n";
    if (!quote.owed.is_zero()) text += fmt::format("{} is owed\n", to_string(quote.owed));
    if (c.offering->refunds.split != refund_split::proportion || !quote.paid_voucher.is_zero()) {
        text += fmt::format("{} cash + {} credit", detail::bare(quote.cash),
                            detail::bare(quote.credit));
        if (!quote.voucher.is_zero())
            text += fmt::format(" + {} as a voucher", detail::bare(quote.voucher));
        return text;
    }
    if (quote.paid_credit.is_zero())
        return text + fmt::format("{} cash, as all of it was paid", detail::bare(quote.cash));
    if (quote.paid_cash.is_zero())
        return text + fmt::format("{} credit, as all of it was paid", detail::bare(quote.credit));
    return text + fmt::format("{} cash + {} credit, as {} cash and {} credit were paid",
                              detail::bare(quote.cash), detail::bare(quote.credit),
                              detail::bare(quote.paid_cash), detail::bare(quote.paid_credit));
}

/// How the price of a purchase was computed: the months, and what an upgrade credits.
///
///     renew: standard for 1 month, 2024-03-31 15:30:00 to 2024-04-30 15:30:00
///     1 x 399.00 = 399.00 USD to pay
[[nodiscard]] inline std::string explain(const catalog_view& c, const purchase_quote& quote) {
    const zone& z = c.offering->billing_zone;
    std::string text =
        fmt::format("{}: {} for {}, {} to {}\n", identifier(quote.kind),
                    c[quote.edition].key.view(), detail::counted(quote.months, "month", "months"),
                    local_time(quote.begins, z), local_time(quote.ends, z));
    const std::string price = explain_list_price(c, quote.edition, quote.version, quote.months);
    text += price.empty() ? to_string(quote.price) : price;
    if (quote.kind != purchase_kind::upgrade) return text + " to pay";
    text += "\nless what is unused of the plan:\n";
    const std::string credit = detail::refund_lines(c, quote.credit, "credited");
    for (std::size_t at = 0; at < credit.size();) {
        const std::size_t end = (std::min)(credit.find('\n', at), credit.size());
        text += fmt::format("    {}\n", std::string_view{credit}.substr(at, end - at));
        at = end + 1;
    }
    std::string sum =
        fmt::format("{} - {}", detail::bare(quote.price), detail::bare(quote.credit.amount));
    if (!quote.unnecessary.is_zero()) {
        text += fmt::format("less what was paid for features that {} includes: {}\n",
                            c[quote.edition].key.view(), to_string(quote.unnecessary));
        sum += " - " + detail::bare(quote.unnecessary);
    }
    return text + (quote.net.is_negative()
                       ? fmt::format("{} = {}: {} given back", sum, to_string(quote.net),
                                     to_string(-quote.net))
                       : fmt::format("{} = {} to pay", sum, to_string(quote.net)));
}

namespace detail {

/// The amount of one side of a change: "39/62 of 49.00 USD = 30.82 USD". If it is what the other
/// side leaves: "399.00 USD less 16/31 of it = 193.06 USD".
inline std::string side_text(const change_side& side) {
    if (side.amount == side.price) return to_string(side.amount) + ", all of it";
    const auto divisor = std::gcd(side.share.numerator(), side.share.denominator());
    const std::string part =
        to_string(ratio{side.share.numerator() / divisor, side.share.denominator() / divisor});
    return side.is_rest
               ? fmt::format("{} less {} of it = {}", to_string(side.price), part,
                             to_string(side.amount))
               : fmt::format("{} of {} = {}", part, to_string(side.price), to_string(side.amount));
}

}  // namespace detail

/// How the price of a change was computed: what is credited, what is charged, what is left to pay.
[[nodiscard]] inline std::string explain(const catalog_view& c, const change_quote& quote) {
    const std::string_view before = c[quote.old_side.edition].key.view(),
                           after = c[quote.new_side.edition].key.view();
    std::string text =
        fmt::format("{} to {}, {} on {}\n", before, after, identifier(quote.rule.kind),
                    local_time(quote.at, c.offering->billing_zone));
    if (quote.old_side.part)
        text += fmt::format("    credited of {}: {}\n", before, detail::side_text(quote.old_side));
    text += fmt::format("    charged for {}: {}\n", after, detail::side_text(quote.new_side));
    const std::string sum = fmt::format("{} - {}", detail::bare(quote.new_side.amount),
                                        detail::bare(quote.old_side.amount));
    return text + (quote.net.is_negative()
                       ? fmt::format("{} = {}: {} given back", sum, to_string(quote.net),
                                     to_string(-quote.net))
                       : fmt::format("{} = {} to pay", sum, to_string(quote.net)));
}

namespace detail {

/// The reason of a refusal, with the reason of a refund that a purchase needed.
template <named_enumeration Why>
std::string refusal_text(Why why) {
    return fmt::format("refused: {}", identifier(why));
}
inline std::string refusal_text(const refused_purchase& why) {
    const std::string text = refusal_text(why.because);
    return why.credit == refund_refusal::none
               ? text
               : fmt::format("{} ({})", text, identifier(why.credit));
}

}  // namespace detail

/// How a quote was computed, or why it was refused: "refused: plan_not_refundable (promotional)".
template <class Quote, class Why>
[[nodiscard]] std::string explain(const catalog_view& c, const answer<Quote, Why>& quote) {
    return quote.allowed() ? explain(c, *quote) : detail::refusal_text(quote.why());
}

}  // namespace ratecard::inline v0

#endif

// SPDX-License-Identifier: MIT
#ifndef RATECARD_RIM_EXPLAIN_HPP
#define RATECARD_RIM_EXPLAIN_HPP

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include <ratecard/account/order.hpp>
#include <ratecard/billing/change.hpp>
#include <ratecard/billing/purchase.hpp>
#include <ratecard/billing/refund.hpp>
#include <ratecard/billing/refund_eligibility.hpp>
#include <ratecard/catalog/list_price.hpp>
#include <ratecard/catalog/price_book.hpp>
#include <ratecard/catalog/price_forms.hpp>
#include <ratecard/catalog/product.hpp>
#include <ratecard/catalog/view.hpp>
#include <ratecard/core/answer.hpp>
#include <ratecard/core/condition.hpp>
#include <ratecard/core/id.hpp>
#include <ratecard/core/instant.hpp>
#include <ratecard/core/quantity.hpp>
#include <ratecard/money/currency.hpp>
#include <ratecard/money/decimal.hpp>
#include <ratecard/money/exact.hpp>
#include <ratecard/money/money.hpp>
#include <ratecard/rating/charge_line.hpp>
#include <ratecard/rating/explanation.hpp>
#include <ratecard/rating/fee.hpp>
#include <ratecard/rating/period_explanation.hpp>
#include <ratecard/rim/names.hpp>
#include <ratecard/rim/text.hpp>
#include <ratecard/time/proration.hpp>
#include <ratecard/time/zone.hpp>

/// Amounts explained by what made them: `explain(catalog, line)`.
namespace ratecard::inline v0 {

namespace detail {

/// A quantity in units of a charge, without the decimals that carry no meaning: "10.5".
inline std::string units_text(quantity q, int scale) {
    std::string text = scaled_text(false, digits_of(q.count()), scale);
    if (scale > 0) text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.') text.pop_back();
    return text;
}

/// What the steps of a price took: "10 x 0.02 + 5 x 0.01 + 3 once".
inline std::string parts_text(const catalog_view& c, const charge_line& line) {
    const pricing& how = c[line.charge].pricing;
    std::string text;
    const auto add = [&](const std::string& term) { text += (text.empty() ? "" : " + ") + term; };
    const auto billed = for_each_tier_part(
        how, c.price_of(line.charge, line.edition, line.version),
        charged_of(how, line.used, line.included), c.unit(),
        [&](const tier_part& part, const tier& step) {
            if (part.packages)
                add(fmt::format("{} x {} per {}", to_string(*part.packages),
                                to_string(step.unit_price), units_text(*step.package, how.scale)));
            else if (step.unit_price != decimal{} || step.flat == decimal{})
                add(fmt::format("{} x {}", units_text(part.units, how.scale),
                                to_string(step.unit_price)));
            if (step.flat != decimal{}) add(to_string(step.flat) + " once");
        });
    if (billed && *billed < line.charged)
        text += fmt::format(", {} not billed", units_text(line.charged.above(*billed), how.scale));
    return text;
}

}  // namespace detail

/// What made the amount of a charge:
/// "2,500 MAU over 10,000 included x 0.015 USD = 37.50 USD".
[[nodiscard]] inline std::string explain(const catalog_view& c, const charge_line& line) {
    const charge& what = c[line.charge];
    const int scale = what.pricing.scale;
    const currency unit = c.unit();
    const auto units = [&](quantity q) { return detail::units_text(q, scale); };
    const std::string used = fmt::format("{} {}", units(line.used), what.unit.view());
    if (line.promoted)
        return *what.free_until == instant::never()
                   ? used + ", free by a promotion"
                   : fmt::format("{}, free until {}", used,
                                 local_time(*what.free_until, c.offering->billing_zone));
    if (line.included.is_unlimited()) return used + ", all included";
    const bool any_included = line.included.most() > quantity{};
    const bool nothing_due = line.charged == quantity{} && line.before_rounding.is_zero();
    if (nothing_due)
        return any_included
                   ? fmt::format("{}, within {} included", used, units(line.included.most()))
                   : used;

    std::string text = fmt::format("{} {}", units(line.charged), what.unit.view());
    if (any_included) text += fmt::format(" over {} included", units(line.included.most()));
    if (line.unit_price)
        text += fmt::format(" x {} {}", to_string(*line.unit_price), unit.code());
    else
        text += ": " + detail::parts_text(c, line);
    if (!(exact{line.amount} == line.before_rounding))
        return fmt::format("{} = {}, rounded {} to {}", text, to_string(line.before_rounding),
                           identifier(line.rounded), to_string(line.amount));
    return text + " = " + to_string(line.amount);
}

namespace detail {

/// What a step of an explanation multiplied: "10 GB x 1", "3 packages x 0.5", "5 once".
inline std::string product_text(const derived_value& step, std::string_view unit, int scale) {
    switch (step.by) {
        case derivation::sum: return "sum";
        case derivation::by_unit:
            return fmt::format("{} {} x {}", units_text(step.units, scale), unit,
                               to_string(step.price));
        case derivation::by_package:
            return fmt::format("{} x {}", counted(step.units.count(), "package", "packages"),
                               to_string(step.price));
        case derivation::by_event:
            return fmt::format("{} x {}", counted(step.units.count(), "event", "events"),
                               to_string(step.price));
        case derivation::flat: return to_string(step.price) + " once";
    }
    return "";
}

/// The decimals that an amount is written with.
inline std::size_t decimals_of(const std::string& amount) {
    const std::size_t point = amount.find('.');
    return point == std::string::npos ? 0 : amount.find(' ') - point - 1;
}
/// "10.00 USD" with three decimals: "10.000 USD", so that points stand below each other.
inline std::string with_decimals(std::string amount, std::size_t decimals) {
    const std::size_t has = decimals_of(amount);
    if (has >= decimals) return amount;
    const std::string zeros = (has == 0 ? "." : "") + std::string(decimals - has, '0');
    return amount.insert(amount.find(' '), zeros);
}

}  // namespace detail

/// How the amount of a charge came about, step by step, in lines:
///
///     storage in 2024: 13 GB charged of 15, 2 included
///         step 1      10 GB x 1 = 10.000 USD
///         step 1         5 once =  5.000 USD
///         step 2   3 GB x 0.125 =  0.375 USD
///         sum 15.375 USD, rounded half_to_even to 15.38 USD
template <std::size_t Steps>
[[nodiscard]] std::string explain(const catalog_view& c, const explanation<Steps>& e) {
    const charge& what = c[e.charge];
    const std::string_view unit = what.unit.view();
    const auto units = [&](quantity q) { return detail::units_text(q, e.scale); };
    std::string text = fmt::format("{} in {}: {} {} charged of {}", what.key.view(),
                                   c[e.version].key.view(), units(e.charged), unit, units(e.used));
    if (e.included.is_unlimited())
        text += ", all included";
    else if (e.included.most() > quantity{})
        text += fmt::format(", {} included", units(e.included.most()));
    if (e.unbilled > quantity{}) text += fmt::format(", {} not billed", units(e.unbilled));
    if (e.promoted) return text + ", free by a promotion";
    std::size_t product_width = 0, value_width = 0, decimals = 0;
    const auto value = [&](const derived_value& step) {
        return detail::with_decimals(to_string(step.value), decimals);
    };
    for (const derived_value& step : e.steps)
        decimals = (std::max)(decimals, detail::decimals_of(to_string(step.value)));
    for (const derived_value& step : e.steps)
        if (step.by != derivation::sum) {
            product_width =
                (std::max)(product_width, detail::product_text(step, unit, e.scale).size());
            value_width = (std::max)(value_width, value(step).size());
        }
    for (const derived_value& step : e.steps)
        if (step.by != derivation::sum)
            text += fmt::format("\n    step {:<2}  {:>{}} = {:>{}}", step.tier + 1,
                                detail::product_text(step, unit, e.scale), product_width,
                                value(step), value_width);
    if (e.steps.empty()) return text;
    text += fmt::format("\n    sum {}", to_string(e.steps[0].value));
    if (!(exact{e.amount} == e.steps[0].value))
        text += fmt::format(", rounded {} to {}", identifier(e.rounded), to_string(e.amount));
    return text;
}

/// Why an amount became another one, in lines:
///
///     +1.38 USD
///         +1.000 USD  step 1, by_unit: 10.00 USD, was 9.00 USD
///         +0.375 USD  step 2, by_unit: 0.375 USD, was 0.00 USD
///         +0.005 USD  by rounding
template <std::size_t Changes>
[[nodiscard]] std::string explain(const explained_change<Changes>& why) {
    const auto with_sign = [](bool negative, const std::string& text) {
        return negative ? text : "+" + text;
    };
    std::string text = with_sign(why.delta.is_negative(), to_string(why.delta));
    std::size_t width = 0, decimals = detail::decimals_of(to_string(why.by_rounding));
    for (const changed_value& step : why.steps)
        decimals = (std::max)(decimals, detail::decimals_of(to_string(step.delta)));
    const auto delta = [&](const exact& e) {
        return with_sign(e.is_negative(), detail::with_decimals(to_string(e), decimals));
    };
    for (const changed_value& step : why.steps) width = (std::max)(width, delta(step.delta).size());
    for (const changed_value& step : why.steps)
        text += fmt::format("\n    {:>{}}  step {}, {}: {}, was {}", delta(step.delta), width,
                            step.tier + 1, identifier(step.by), to_string(step.after),
                            to_string(step.before));
    if (!why.by_rounding.is_zero())
        text += fmt::format("\n    {:>{}}  by rounding", delta(why.by_rounding), width);
    return text;
}

namespace detail {

/// The key of a charge, or what stands for all of them.
inline std::string_view charge_text(const catalog_view& c, std::optional<charge_id> charge) {
    return charge ? c[*charge].key.view() : "all charges";
}

/// "+1.50 USD", "-1.50 USD".
inline std::string signed_text(money m) { return (m.is_negative() ? "" : "+") + to_string(m); }

/// By what an adjustment came to its amount: "10 % of 15.02 USD", "1,352/2,552 of 3.00 USD".
inline std::string basis_text(const explained_adjustment& a) {
    const auto billed = [&] {
        return a.before.is_zero() ? std::string{} : fmt::format(" + {} billed", bare(a.before));
    };
    switch (a.by) {
        case rating_step::percentage_discount:
            return fmt::format("{} of {}", to_string(a.part), to_string(a.base));
        case rating_step::amount_discount:
            return fmt::format("{} of {}", to_string(a.before_rounding.part()),
                               to_string(a.before_rounding.whole()));
        case rating_step::maximum:
            return fmt::format("{} at most, of {}{}", to_string(a.stated), bare(a.of_all),
                               billed());
        case rating_step::minimum:
            return fmt::format("{} at least, of {}{}", to_string(a.stated), bare(a.of_all),
                               billed());
        case rating_step::credits: return fmt::format("{} of credits", to_string(a.stated));
    }
    return "";
}

}  // namespace detail

/// How the lines of a period came about: each charge, what was done to its line, and the sum.
///
///     calls in 2024: 1,001 calls charged of 1,001
///         step 1   1,001 calls x 0.015 = 15.015 USD
///         sum 15.015 USD, rounded half_away_from_zero to 15.02 USD
///     line 1, calls:  15.02 USD
///         -1.50 USD  percentage_discount of calls: 10/100 of 15.02 USD
///     due 13.52 USD
template <std::size_t Lines, std::size_t Charges, std::size_t Steps, std::size_t Adjustments>
[[nodiscard]] std::string explain(const catalog_view& c,
                                  const period_explanation<Lines, Charges, Steps, Adjustments>& e) {
    std::string text;
    for (const auto& charge : e.charges) {
        text += explain(c, charge.of) + "\n";
        if (charge.committed_to)
            text +=
                fmt::format("    committed to {}: {} within it, {} above it times {}\n",
                            to_string(charge.committed_to->amount), to_string(charge.parts.within),
                            to_string(charge.parts.overage.whole()),
                            to_string(charge.committed_to->overage_factor));
    }
    for (std::size_t i = 0; i < e.lines.size(); ++i) {
        const bill_line& line = e.lines[i];
        text += fmt::format("line {}, {} of {}: {}\n", i + 1, identifier(line.kind),
                            detail::charge_text(c, line.charge), to_string(line.amount));
        std::size_t width = 0;
        const auto sign = [&](const explained_adjustment& a) {
            return detail::signed_text(a.by == rating_step::minimum ? a.amount : -a.amount);
        };
        for (const explained_adjustment& a : e.adjustments)
            if (a.line == i) width = (std::max)(width, sign(a).size());
        for (const explained_adjustment& a : e.adjustments)
            if (a.line == i)
                text += fmt::format("    {:>{}}  {} of {}: {}\n", sign(a), width, identifier(a.by),
                                    detail::charge_text(c, a.charge), detail::basis_text(a));
    }
    if (e.net != e.due) text += fmt::format("net {}, ", to_string(e.net));
    return text + "due " + to_string(e.due);
}

/// Why what is due became another amount, part by part:
///
///     +5.00 USD
///         +13.50 USD  usage of calls: 15.00 USD, was 1.50 USD
///          -1.35 USD  percentage_off of calls: -1.50 USD, was -0.15 USD
///          -7.15 USD  minimum of all charges: 0.00 USD, was 7.15 USD
template <std::size_t Changes>
[[nodiscard]] std::string explain(const catalog_view& c, const bill_change<Changes>& why) {
    std::string text = detail::signed_text(why.delta);
    std::size_t width = 0;
    for (const changed_part& part : why.parts)
        width = (std::max)(width, detail::signed_text(part.delta).size());
    for (const changed_part& part : why.parts)
        text += fmt::format("\n    {:>{}}  {} of {}: {}, was {}", detail::signed_text(part.delta),
                            width, identifier(part.part), detail::charge_text(c, part.charge),
                            to_string(part.after), to_string(part.before));
    return text;
}

/// What a feature asks for: "platform: android, ios", "sdk: 2.17.0 or later on web".
[[nodiscard]] inline std::string explain(const catalog_view& c, const condition& must) {
    const auto names = [&](attribute_id of, value_set set) {
        std::string all;
        std::int64_t number = 0;
        for (const attribute_value& v : c.values) {
            if (v.of != of) continue;
            if (set.contains(number)) all += (all.empty() ? "" : ", ") + to_string(v.key);
            ++number;
        }
        return all;
    };
    const attribute& what = c[must.attribute];
    const bool is_version = what.kind == attribute_kind::version;
    const std::string bound = is_version ? detail::version_text(must.bound)
                                         : detail::grouped(detail::digits_of(must.bound));
    std::string text = to_string(what.key) + ": ";
    switch (must.test) {
        case test::one_of: text += names(must.attribute, must.set); break;
        case test::none_of: text += "not " + names(must.attribute, must.set); break;
        case test::at_least: text += is_version ? bound + " or later" : "at least " + bound; break;
        case test::at_most: text += is_version ? bound + " or earlier" : "at most " + bound; break;
    }
    if (must.where_set.bits != 0) text += " on " + names(must.where, must.where_set);
    return text;
}

namespace detail {

/// What the used part of a month is counted in.
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

/// How an order was paid:
/// "3 x 399.00 = 1,197.00 USD: 800.00 cash + 300.00 credit + 97.00 voucher".
[[nodiscard]] inline std::string explain(const catalog_view& c, const order& o) {
    std::string text;
    const auto price = list_price(c, o.edition, o.version, o.months);
    const auto per_month = monthly_fee(c, o.edition, o.version);
    if (price && per_month)
        text = fmt::format("{} x {} = {}: ", o.months, detail::bare(*per_month), to_string(*price));
    else
        text = detail::counted(o.months, "month", "months") + ": ";
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

/// How the amount of a refund came about; `verb` says what becomes of it.
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

/// How a refund came about, in a few lines:
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

/// What an offer is made of, in a few lines.
[[nodiscard]] inline std::string explain(const catalog_view& c, const purchase_quote& quote) {
    const zone& z = c.offering->billing_zone;
    std::string text =
        fmt::format("{}: {} for {}, {} to {}\n", identifier(quote.kind),
                    c[quote.edition].key.view(), detail::counted(quote.months, "month", "months"),
                    local_time(quote.begins, z), local_time(quote.ends, z));
    const auto per_month = monthly_fee(c, quote.edition, quote.version);
    if (per_month)
        text += fmt::format("{} x {} = {}", quote.months, detail::bare(*per_month),
                            to_string(quote.price));
    else
        text += to_string(quote.price);
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

/// "39/62 of 49.00 USD = 30.82 USD", or what the other side leaves: "30.00 USD less 15/29 of it".
inline std::string side_text(const change_side& side) {
    if (side.amount == side.price) return to_string(side.amount) + ", all of it";
    const auto by = std::gcd(side.share.numerator(), side.share.denominator());
    const std::string part =
        to_string(ratio{side.share.numerator() / by, side.share.denominator() / by});
    return side.is_rest
               ? fmt::format("{} less {} of it = {}", to_string(side.price), part,
                             to_string(side.amount))
               : fmt::format("{} of {} = {}", part, to_string(side.price), to_string(side.amount));
}

}  // namespace detail

/// Both sides of a change, and what is left to pay.
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

/// How a quote came about, or why it is refused: "refused: plan_not_refundable (promotional)".
template <class Quote, class Why>
[[nodiscard]] std::string explain(const catalog_view& c, const answer<Quote, Why>& quote) {
    return quote.allowed() ? explain(c, *quote) : detail::refusal_text(quote.why());
}

}  // namespace ratecard::inline v0

#endif

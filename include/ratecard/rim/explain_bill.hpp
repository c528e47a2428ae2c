// SPDX-License-Identifier: MIT
#ifndef RATECARD_RIM_EXPLAIN_BILL_HPP
#define RATECARD_RIM_EXPLAIN_BILL_HPP

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include <ratecard/catalog/price_forms.hpp>
#include <ratecard/catalog/view.hpp>
#include <ratecard/core/id.hpp>
#include <ratecard/core/instant.hpp>
#include <ratecard/core/quantity.hpp>
#include <ratecard/money/currency.hpp>
#include <ratecard/money/decimal.hpp>
#include <ratecard/money/exact.hpp>
#include <ratecard/money/money.hpp>
#include <ratecard/rating/bill_line.hpp>
#include <ratecard/rating/charge_line.hpp>
#include <ratecard/rating/explanation.hpp>
#include <ratecard/rating/fee.hpp>
#include <ratecard/rating/period_explanation.hpp>
#include <ratecard/rim/names.hpp>
#include <ratecard/rim/text.hpp>

/// Says in words how the amounts of charges and bills were computed: `explain(catalog, line)`.
namespace ratecard::inline v0 {

namespace detail {

/// A quantity in units of a charge, without trailing zeros: "10.5".
inline std::string units_text(quantity q, int scale) {
    std::string text = scaled_text(false, digits_of(q.count()), scale);
    if (scale > 0) text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.') text.pop_back();
    return text;
}

/// What each step of a price charged for the line: "10 x 0.02 + 5 x 0.01 + 3 once".
inline std::string parts_text(const catalog_view& c, const charge_line& line) {
    const pricing& form = c[line.charge].pricing;
    std::string text;
    const auto add = [&](const std::string& term) { text += (text.empty() ? "" : " + ") + term; };
    const auto billed = for_each_tier_part(
        form, c.price_of(line.charge, line.edition, line.version),
        charged_of(form, line.used, line.included), c.unit(),
        [&](const tier_part& part, const tier& step) {
            if (part.packages)
                add(fmt::format("{} x {} per {}", to_string(*part.packages),
                                to_string(step.unit_price), units_text(*step.package, form.scale)));
            else if (step.unit_price != decimal{} || step.flat == decimal{})
                add(fmt::format("{} x {}", units_text(part.units, form.scale),
                                to_string(step.unit_price)));
            if (step.flat != decimal{}) add(to_string(step.flat) + " once");
        });
    if (billed && *billed < line.charged)
        text += fmt::format(", {} not billed", units_text(line.charged.above(*billed), form.scale));
    return text;
}

}  // namespace detail

namespace detail {

/// A part of a price of transactions, as text: "133.33 x 0.029".
inline std::string transactions_text(const percentage& price, const charged_transactions& paid,
                                     currency unit) {
    std::string text;
    const auto add = [&](const std::string& count, quantity of, const decimal& each) {
        if (of == quantity{} || each == decimal{}) return;
        text += fmt::format("{}{} x {}", text.empty() ? "" : " + ", count, to_string(each));
    };
    add(scaled_text(false, digits_of(paid.amount.count()), price.decimals_of(unit)), paid.amount,
        price.rate);
    add(to_string(paid.events), paid.events, price.per_event);
    add(to_string(paid.at_least), paid.at_least, price.least.value_or(decimal{}));
    add(to_string(paid.at_most), paid.at_most, price.most.value_or(decimal{}));
    return text;
}

/// The name of the transactions that a percentage prices.
inline std::string_view transaction_name(const charge& row) {
    return row.unit.empty() ? std::string_view{"transactions"} : row.unit.view();
}

/// An amount in `10^-scale` of the main unit: "133.33 USD".
inline std::string amount_text(quantity amount, int scale, currency unit) {
    return fmt::format("{} {}", scaled_text(false, digits_of(amount.count()), scale), unit.code());
}

/// " = 37.50 USD", or what was rounded, and how.
inline std::string result_text(const charge_line& line) {
    if (exact{line.amount} == line.before_rounding) return " = " + to_string(line.amount);
    return fmt::format(" = {}, rounded {} to {}", to_string(line.before_rounding),
                       identifier(line.rounded), to_string(line.amount));
}

}  // namespace detail

/// How the amount of a charge was computed, in one line:
/// "2,500 MAU over 10,000 included x 0.015 USD = 37.50 USD", and for a percentage
/// "2 payouts of 133.33 USD: 133.33 x 0.029 + 2 x 0.3 = 4.46657 USD, rounded ... to 4.47 USD".
[[nodiscard]] inline std::string explain(const catalog_view& c, const charge_line& line) {
    const charge& row = c[line.charge];
    const int scale = row.pricing.scale;
    const currency unit = c.unit();
    const auto units = [&](quantity q) { return detail::units_text(q, scale); };
    const bool by_steps = !c.price_of(line.charge, line.edition, line.version).empty();
    const percentage* const rate =
        by_steps ? nullptr : c.percentage_of(line.charge, line.edition, line.version);
    const std::string used =
        rate == nullptr
            ? fmt::format("{} {}", units(line.used), row.unit.view())
            : fmt::format("{} {} of {}", to_string(line.transactions),
                          detail::transaction_name(row),
                          detail::amount_text(line.used, rate->decimals_of(unit), unit));
    if (line.promoted)
        return *row.free_until == instant::never()
                   ? used + ", free by a promotion"
                   : fmt::format("{}, free until {}", used,
                                 local_time(*row.free_until, c.offering->billing_zone));
    if (rate != nullptr) {
        const std::string formula = detail::transactions_text(*rate, line.paid, unit);
        if (formula.empty()) return used + (line.used == quantity{} ? "" : ", free");
        return fmt::format("{}: {}{}", used, formula, detail::result_text(line));
    }
    if (line.included.is_unlimited()) return used + ", all included";
    const bool any_included = line.included.most() > quantity{};
    const bool nothing_due = line.charged == quantity{} && line.before_rounding.is_zero();
    if (nothing_due)
        return any_included
                   ? fmt::format("{}, within {} included", used, units(line.included.most()))
                   : used;

    std::string text = fmt::format("{} {}", units(line.charged), row.unit.view());
    if (any_included) text += fmt::format(" over {} included", units(line.included.most()));
    if (line.unit_price)
        text += fmt::format(" x {} {}", to_string(*line.unit_price), unit.code());
    else if (by_steps)
        text += ": " + detail::parts_text(c, line);
    else if (c.capacity_of(line.charge, line.edition, line.version).empty())
        text += ", each by its attributes";
    else
        text = "the price of one capacity";
    return text + detail::result_text(line);
}

namespace detail {

/// How the units of an explanation are written.
struct unit_text {
    std::string_view unit;          ///< of what is counted; of a percentage, the currency
    std::string_view transactions;  ///< the name of transactions; empty for other prices
    int scale = 0;

    /// "10.5 GB"; an amount has all its decimals, "133.30 USD".
    [[nodiscard]] std::string operator()(quantity q) const {
        return fmt::format("{} {}",
                           transactions.empty() ? units_text(q, scale)
                                                : scaled_text(false, digits_of(q.count()), scale),
                           unit);
    }
};

/// The product that a step of an explanation charged: "10 GB x 1", "3 packages x 0.5", "5 once",
/// "133.33 USD x 0.029", "2 payouts x 0.3".
inline std::string product_text(const derived_value& step, const unit_text& text) {
    switch (step.by) {
        case derivation::sum: return "sum";
        case derivation::by_unit:
            return fmt::format("{} x {}", text(step.units), to_string(step.price));
        case derivation::by_package:
            return fmt::format("{} x {}", counted(step.units.count(), "package", "packages"),
                               to_string(step.price));
        case derivation::by_event:
            return fmt::format("{} {} x {}", to_string(step.units), text.transactions,
                               to_string(step.price));
        case derivation::flat: return to_string(step.price) + " once";
    }
    return "";
}

/// The number of decimals in the text of an amount.
inline std::size_t decimals_of(const std::string& amount) {
    const std::size_t point = amount.find('.');
    return point == std::string::npos ? 0 : amount.find(' ') - point - 1;
}
/// The text of an amount with at least so many decimals: "10.00 USD" with 3 is "10.000 USD". It
/// aligns the decimal points of a list.
inline std::string with_decimals(std::string amount, std::size_t decimals) {
    const std::size_t present = decimals_of(amount);
    if (present >= decimals) return amount;
    const std::string zeros = (present == 0 ? "." : "") + std::string(decimals - present, '0');
    return amount.insert(amount.find(' '), zeros);
}

}  // namespace detail

/// How the amount of a charge was computed, with one line for each step of its price:
///
///     storage in 2024: 13 GB charged of 15, 2 included
///         step 1      10 GB x 1 = 10.000 USD
///         step 1         5 once =  5.000 USD
///         step 2   3 GB x 0.125 =  0.375 USD
///         sum 15.375 USD, rounded half_to_even to 15.38 USD
///
/// A percentage names the transactions and their amount: "payments in 2024: 2 payouts of 133.33
/// USD, 133.33 USD charged by rate".
template <std::size_t Steps>
[[nodiscard]] std::string explain(const catalog_view& c, const explanation<Steps>& e) {
    const charge& row = c[e.charge];
    const auto units = [&](quantity q) { return detail::units_text(q, e.scale); };
    const bool is_rate = c.percentage_of(e.charge, e.edition, e.version) != nullptr;
    const currency money_unit = e.amount.unit();  // its code is read below
    const detail::unit_text unit{is_rate ? money_unit.code() : row.unit.view(),
                                 is_rate ? detail::transaction_name(row) : std::string_view{},
                                 e.scale};
    std::string text = fmt::format("{} in {}: ", row.key.view(), c[e.version].key.view());
    if (is_rate)
        text += fmt::format("{} {} of {}, {} charged by rate", to_string(e.transactions),
                            unit.transactions, unit(e.used), unit(e.charged));
    else
        text += fmt::format("{} charged of {}", unit(e.charged), units(e.used));
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
            product_width = (std::max)(product_width, detail::product_text(step, unit).size());
            value_width = (std::max)(value_width, value(step).size());
        }
    for (const derived_value& step : e.steps)
        if (step.by != derivation::sum)
            text += fmt::format("\n    step {:<2}  {:>{}} = {:>{}}", step.tier + 1,
                                detail::product_text(step, unit), product_width, value(step),
                                value_width);
    if (e.steps.empty()) return text;
    text += fmt::format("\n    sum {}", to_string(e.steps[0].value));
    if (!(exact{e.amount} == e.steps[0].value))
        text += fmt::format(", rounded {} to {}", identifier(e.rounded), to_string(e.amount));
    return text;
}

/// Why the amount of a charge changed, with one line for each step whose value changed:
///
///     +1.38 USD
///         +1.000 USD  step 1, by_unit: 10.00 USD, was 9.00 USD
///         +0.375 USD  step 2, by_unit: 0.375 USD, was 0.00 USD
///         +0.005 USD  by rounding
template <std::size_t Changes>
[[nodiscard]] std::string explain(const explained_change<Changes>& change) {
    const auto with_sign = [](bool negative, const std::string& text) {
        return negative ? text : "+" + text;
    };
    std::string text = with_sign(change.delta.is_negative(), to_string(change.delta));
    std::size_t width = 0, decimals = detail::decimals_of(to_string(change.by_rounding));
    for (const changed_value& step : change.steps)
        decimals = (std::max)(decimals, detail::decimals_of(to_string(step.delta)));
    const auto delta = [&](const exact& e) {
        return with_sign(e.is_negative(), detail::with_decimals(to_string(e), decimals));
    };
    for (const changed_value& step : change.steps)
        width = (std::max)(width, delta(step.delta).size());
    for (const changed_value& step : change.steps)
        text += fmt::format("\n    {:>{}}  step {}, {}: {}, was {}", delta(step.delta), width,
                            step.tier + 1, identifier(step.by), to_string(step.after),
                            to_string(step.before));
    if (!change.by_rounding.is_zero())
        text += fmt::format("\n    {:>{}}  by rounding", delta(change.by_rounding), width);
    return text;
}

namespace detail {

/// The key of a charge; "all charges" if none is given.
inline std::string_view charge_text(const catalog_view& c, std::optional<charge_id> charge) {
    return charge ? c[*charge].key.view() : "all charges";
}

/// An amount with its sign, also if it is positive: "+1.50 USD", "-1.50 USD".
inline std::string signed_text(money m) { return (m.is_negative() ? "" : "+") + to_string(m); }

/// From what the amount of an adjustment was computed: "10/100 of 15.02 USD", "1352/3000 of 3.00
/// USD".
inline std::string basis_text(const explained_adjustment& a) {
    switch (a.by) {
        case rating_step::percentage_discount:
            return fmt::format("{} of {}", to_string(a.part), to_string(a.base));
        case rating_step::amount_discount:
            return fmt::format("{} of {}", to_string(a.before_rounding.part()),
                               to_string(a.before_rounding.whole()));
        case rating_step::maximum:
            return fmt::format("{} at most, of {}", to_string(a.stated), bare(a.of_all));
        case rating_step::minimum:
            return fmt::format("{} at least, of {}", to_string(a.stated), bare(a.of_all));
        case rating_step::credits: return fmt::format("{} of credits", to_string(a.stated));
    }
    return "";
}

}  // namespace detail

/// How the bill of a period was computed: each charge, each line with its adjustments, and the sum.
///
///     calls in 2024: 1,001 calls charged of 1,001
///         step 1   1,001 calls x 0.015 = 15.015 USD
///         sum 15.015 USD, rounded half_away_from_zero to 15.02 USD
///     line 1, usage of calls: 15.02 USD
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

/// Why the amount due changed, with one line for each part of the bill that changed:
///
///     +5.00 USD
///         +13.50 USD  usage of calls: 15.00 USD, was 1.50 USD
///          -1.35 USD  percentage_off of calls: -1.50 USD, was -0.15 USD
///          -7.15 USD  minimum of all charges: 0.00 USD, was 7.15 USD
template <std::size_t Changes>
[[nodiscard]] std::string explain(const catalog_view& c, const bill_change<Changes>& change) {
    std::string text = detail::signed_text(change.delta);
    std::size_t width = 0;
    for (const changed_part& part : change.parts)
        width = (std::max)(width, detail::signed_text(part.delta).size());
    for (const changed_part& part : change.parts)
        text += fmt::format("\n    {:>{}}  {} of {}: {}, was {}", detail::signed_text(part.delta),
                            width, identifier(part.part), detail::charge_text(c, part.charge),
                            to_string(part.after), to_string(part.before));
    return text;
}

}  // namespace ratecard::inline v0

#endif

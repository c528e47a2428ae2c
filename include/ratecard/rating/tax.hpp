// SPDX-License-Identifier: MIT
#ifndef RATECARD_RATING_TAX_HPP
#define RATECARD_RATING_TAX_HPP

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include <ratecard/core/contract.hpp>
#include <ratecard/core/ratio.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/core/rounding.hpp>
#include <ratecard/money/allocate.hpp>
#include <ratecard/money/currency.hpp>
#include <ratecard/money/exact.hpp>
#include <ratecard/money/money.hpp>
#include <ratecard/rating/bill_line.hpp>

/// Adds tax to the lines of a bill, and returns it with a credit.
namespace ratecard::inline v0 {

/// Whether prices include the tax.
enum class tax_behavior : std::uint8_t {
    exclusive,  ///< the tax is added to the amount
    inclusive,  ///< the tax is a part of the amount
};

/// The tax rate of a category of goods. The caller knows it; the library has no rates.
struct tax_rate {
    std::uint16_t category = 0;  ///< a number chosen by the caller
    ratio rate{};                ///< such as 19/100; at most 1/1

    friend constexpr bool operator==(const tax_rate&, const tax_rate&) = default;
};

/// A line of a bill with its tax.
struct taxed_line {
    std::uint16_t category = 0;
    money amount{};  ///< what is due, with or without the tax, as the prices are
    money tax{};

    friend constexpr bool operator==(const taxed_line&, const taxed_line&) = default;
};

/// Computes the tax of bill lines. The tax of a category is computed on the sum of its lines,
/// rounded once, and divided over these lines by `allocate`. For example, at 19 %, exclusive lines
/// of 10.00 and 20.00 have 5.70 of tax: 1.90 and 3.80. With inclusive prices the tax is a part of
/// the amount: 11.90 contains 1.90.
///
/// `rating_errc::no_tax_rate` if a category has no rate. `money_errc::negative_amount` if a line is
/// below zero; `tax_back` is for credits. `core_errc::policy_out_of_range` if a rate is above 1/1.
/// `money_errc::currency_mismatch` if a line is not in `unit`. `core_errc::overflow`,
/// `core_errc::ratio_overflow` and `money_errc::inexact` as for sums, ratios and rounding. After an
/// error the content of `lines` must not be used.
/// \pre `weights` and `parts` are as long as `lines`.
/// \return the tax of all lines.
[[nodiscard]] constexpr result<money> add_tax(std::span<taxed_line> lines,
                                              std::span<const tax_rate> rates, tax_behavior prices,
                                              currency unit, rounding mode,
                                              std::span<std::uint64_t> weights,
                                              std::span<money> parts) {
    if (weights.size() < lines.size() || parts.size() < lines.size())
        detail::every_part_must_have_a_place();
    money total{0, unit};
    for (const taxed_line& line : lines) {
        if (line.amount.unit() != unit) return money_errc::currency_mismatch;
        if (line.amount.is_negative()) return money_errc::negative_amount;
    }
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const std::uint16_t category = lines[i].category;
        bool seen = false;
        for (std::size_t j = 0; j < i; ++j) seen = seen || lines[j].category == category;
        if (seen) continue;
        std::optional<ratio> rate;
        for (const tax_rate& r : rates)
            if (r.category == category) rate = r.rate;
        if (!rate) return rating_errc::no_tax_rate;
        if (*rate > ratio{1, 1}) return core_errc::policy_out_of_range;
        money base{0, unit};
        std::size_t size = 0;
        for (const taxed_line& line : lines) {
            if (line.category != category) continue;
            const auto new_base = checked_add(base, line.amount);
            if (!new_base) return new_base;
            base = *new_base;
            weights[size++] = static_cast<std::uint64_t>(line.amount.minor_units());
        }
        // If the amount includes its tax, the tax is rate / (1 + rate) of it.
        ratio part = *rate;
        if (prices == tax_behavior::inclusive) {
            if (rate->numerator() > UINT64_MAX - rate->denominator())
                return core_errc::ratio_overflow;
            part = ratio{rate->numerator(), rate->denominator() + rate->numerator()};
        }
        const auto tax = scaled{exact{base}, part}.round(mode);
        if (!tax) return tax;
        const auto shared = allocate(*tax, weights.first(size), parts);
        if (!shared) return shared.error();
        std::size_t next = 0;
        for (taxed_line& line : lines)
            if (line.category == category) line.tax = parts[next++];
        const auto new_total = checked_add(total, *tax);
        if (!new_total) return new_total;
        total = *new_total;
    }
    return total;
}

/// The tax to return with a credit on a line of which `before` is already credited. The tax
/// returned in total is the credited share of the line's tax, rounded down, so a fully credited
/// line returns all of its tax. For example, three credits of 1.00 on a line of 3.00 with a tax of
/// 1.00 return 0.33, 0.33 and 0.34.
///
/// `rating_errc::credit_above_the_line` if more is credited than the line's amount.
/// `money_errc::negative_amount` if an amount is below zero. `money_errc::currency_mismatch` if the
/// amounts are in two currencies. `core_errc::overflow` if the sum of the credits does not fit.
[[nodiscard]] constexpr result<money> tax_back(const taxed_line& line, money before, money credit) {
    if (before.is_negative() || credit.is_negative() || line.amount.is_negative())
        return money_errc::negative_amount;
    const auto credited = checked_add(before, credit);
    if (!credited) return credited;
    if (credited->unit() != line.amount.unit()) return money_errc::currency_mismatch;
    if (line.amount < *credited) return rating_errc::credit_above_the_line;
    if (line.amount.is_zero()) return money{0, line.amount.unit()};
    const auto share = [&](money part) {
        return scaled{exact{line.tax}, ratio{static_cast<std::uint64_t>(part.minor_units()),
                                             static_cast<std::uint64_t>(line.amount.minor_units())}}
            .round(rounding::toward_zero);
    };
    const auto returned = share(*credited), returned_before = share(before);
    if (!returned) return returned;
    if (!returned_before) return returned_before;
    return checked_subtract(*returned, *returned_before);
}

}  // namespace ratecard::inline v0

#endif

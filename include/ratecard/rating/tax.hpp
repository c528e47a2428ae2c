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

/// Tax on the lines of a bill.
namespace ratecard::inline v0 {

/// Whether prices hold the tax already.
enum class tax_behavior : std::uint8_t {
    exclusive,  ///< the tax comes on top
    inclusive,  ///< the tax is a part of the amount
};

/// A rate, as the caller knows it for a category of goods: this library knows no rates.
struct tax_rate {
    std::uint16_t category = 0;  ///< a number of the caller's
    ratio rate{};                ///< 19/100; at most 1/1

    friend constexpr bool operator==(const tax_rate&, const tax_rate&) = default;
};

/// A line of a bill as tax sees it.
struct taxed_line {
    std::uint16_t category = 0;
    money amount{};  ///< what is due, with or without the tax as the prices are
    money tax{};

    friend constexpr bool operator==(const taxed_line&, const taxed_line&) = default;
};

/// Taxes the lines of a bill: the tax of a category is that of its whole base, rounded once, and
/// shared over its lines by `allocate`. It is on top of the amounts, or a part of them.
///
/// `rating_errc::no_tax_rate` for a category without a rate, `money_errc::negative_amount` for a line below zero
/// (what is given back is taxed by `tax_back`), `core_errc::policy_out_of_range` for a rate above 1/1,
/// `money_errc::currency_mismatch`, `core_errc::overflow`, `money_errc::inexact` as rounding has it. Nothing of
/// `lines` may be used after an error.
/// \pre `weights` and `parts` have room for as many as `lines`.
/// \return the tax of all lines.
[[nodiscard]] constexpr result<money> add_tax(std::span<taxed_line> lines,
                                              std::span<const tax_rate> rates, tax_behavior prices,
                                              currency unit, rounding mode,
                                              std::span<std::uint64_t> weights,
                                              std::span<money> parts) {
    if (weights.size() < lines.size() || parts.size() < lines.size())
        detail::every_part_must_have_a_place();
    money all{0, unit};
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
        // Of an amount that holds its tax, the tax is rate / (1 + rate).
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
        const auto new_total = checked_add(all, *tax);
        if (!new_total) return new_total;
        all = *new_total;
    }
    return all;
}

/// The tax to give back with a credit on a line of which `before` was credited already: what is given
/// back in all is the share of the tax, cut, so that a line credited in whole gives back all of its
/// tax, in however many credits.
/// `rating_errc::credit_above_the_line` when more is credited than the line is, `money_errc::negative_amount`,
/// `money_errc::currency_mismatch`.
[[nodiscard]] constexpr result<money> tax_back(const taxed_line& line, money before, money credit) {
    if (before.is_negative() || credit.is_negative() || line.amount.is_negative())
        return money_errc::negative_amount;
    const auto all = checked_add(before, credit);
    if (!all) return all;
    if (all->unit() != line.amount.unit()) return money_errc::currency_mismatch;
    if (line.amount < *all) return rating_errc::credit_above_the_line;
    if (line.amount.is_zero()) return money{0, line.amount.unit()};
    const auto share = [&](money credited) {
        return scaled{exact{line.tax}, ratio{static_cast<std::uint64_t>(credited.minor_units()),
                                             static_cast<std::uint64_t>(line.amount.minor_units())}}
            .round(rounding::toward_zero);
    };
    const auto now = share(*all), then = share(before);
    if (!now) return now;
    if (!then) return then;
    return checked_subtract(*now, *then);
}

}  // namespace ratecard::inline v0

#endif

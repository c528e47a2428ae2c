// SPDX-License-Identifier: MIT
#ifndef RATECARD_RATING_DISCOUNT_HPP
#define RATECARD_RATING_DISCOUNT_HPP

#include <cstddef>
#include <cstdint>
#include <span>

#include <ratecard/core/contract.hpp>
#include <ratecard/core/ratio.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/core/rounding.hpp>
#include <ratecard/money/allocate.hpp>
#include <ratecard/money/exact.hpp>
#include <ratecard/money/money.hpp>
#include <ratecard/rating/bill_line.hpp>

namespace ratecard::inline v0 {

/// Takes a percentage of what is due before credits off each line, each discount rounded by `mode`.
/// `errc::discount_out_of_range` for more than the whole, `errc::inexact` as rounding has it; nothing
/// of `lines` is changed then.
[[nodiscard]] constexpr result<money> take_percentage(std::span<bill_line> lines, ratio part,
                                                      currency unit, rounding mode) {
    if (part > ratio{1, 1}) return errc::discount_out_of_range;
    const auto discount = [&](const bill_line& line) {
        return scaled{exact{line.net()}, part}.round(mode);
    };
    money total{0, unit};
    for (const bill_line& line : lines) {
        const auto off = discount(line);
        if (!off) return off;
        const auto both = checked_add(total, *off);
        if (!both) return both;
        total = *both;
    }
    for (bill_line& line : lines)
        line.percentage_off =
            money{line.percentage_off.minor_units() + discount(line)->minor_units(), unit};
    return total;
}

/// Takes an amount off the lines that are due something before credits, in proportion, by
/// `allocate`: at most all that is due.
/// `errc::negative_amount` for an amount below zero, `errc::currency_mismatch`; nothing of `lines` is
/// changed then.
/// \return what was taken off.
/// \pre `weights.size() >= lines.size()` and `parts.size() >= lines.size()`: room for the work.
[[nodiscard]] constexpr result<money> take_amount(std::span<bill_line> lines, money off,
                                                  std::span<std::uint64_t> weights,
                                                  std::span<money> parts) {
    if (weights.size() < lines.size() || parts.size() < lines.size())
        detail::every_part_must_have_a_place();
    if (off.is_negative()) return errc::negative_amount;
    money due{0, off.unit()};
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const money net = lines[i].net();
        weights[i] = net.is_negative() ? 0 : static_cast<std::uint64_t>(net.minor_units());
        if (net.is_negative()) continue;
        const auto both = checked_add(due, net);
        if (!both) return both;
        due = *both;
    }
    if (due < off) off = due;
    const auto shared = allocate(off, weights.first(lines.size()), parts);
    if (!shared) return shared.error();
    for (std::size_t i = 0; i < lines.size(); ++i)
        lines[i].amount_off =
            money{lines[i].amount_off.minor_units() + parts[i].minor_units(), off.unit()};
    return off;
}

}  // namespace ratecard::inline v0

#endif

// SPDX-License-Identifier: MIT
#ifndef RATECARD_MONEY_ALLOCATE_HPP
#define RATECARD_MONEY_ALLOCATE_HPP

#include <cstddef>
#include <cstdint>
#include <span>

#include <ratecard/core/contract.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/core/rounding.hpp>
#include <ratecard/core/share.hpp>
#include <ratecard/money/currency.hpp>
#include <ratecard/money/exact.hpp>
#include <ratecard/money/money.hpp>

namespace ratecard::inline v0 {

/// Shares `total` over parts in proportion to their weights, by largest remainder: each part is its
/// exact share, cut or made whole by less than one minor unit, and the parts add up to `total`.
/// A tie between remainders goes to the part named first. A negative total is minus the shares of
/// its magnitude. Nothing is written unless all of it is.
///
/// `core_errc::zero_weights` when every weight is zero (a total of zero then is still shared: into
/// zeros), `core_errc::overflow` when the weights add up to 2^64 or more.
/// \pre `parts.size() >= weights.size()`.
/// \return how many parts were written: one a weight.
[[nodiscard]] constexpr result<std::size_t> allocate(money total,
                                                     std::span<const std::uint64_t> weights,
                                                     std::span<money> parts) {
    if (parts.size() < weights.size()) detail::every_part_must_have_a_place();
    const bool negative = total.is_negative();
    const auto magnitude =
        static_cast<std::uint64_t>(negative ? -total.minor_units() : total.minor_units());
    return detail::share_out(magnitude, weights, [&](std::size_t i, std::uint64_t share) {
        const auto units = static_cast<std::int64_t>(share);
        parts[i] = money{negative ? -units : units, total.unit()};
    });
}

/// The `index`-th of `count` equal parts of `total`: the whole quotient, and one minor unit more in
/// each of the first parts, as many as are left over. The parts add up to `total`.
/// \pre `count >= 1` and `0 <= index < count`.
[[nodiscard]] constexpr money equal_part(money total, std::int64_t count, std::int64_t index) {
    return money{equal_share(total.minor_units(), count, index), total.unit()};
}

/// The first `first` of `count` equal parts of `total`, together.
/// \pre `count >= 1` and `0 <= first <= count`.
[[nodiscard]] constexpr money first_parts(money total, std::int64_t count, std::int64_t first) {
    return money{first_shares(total.minor_units(), count, first), total.unit()};
}

/// Rounds amounts together: their sum once, and each of them down or up by less than one minor unit,
/// so that they add up to the rounded sum. Those with the largest remainder are made whole; of equal
/// remainders, the first. An amount of whole minor units stays what it is.
///
/// `money_errc::currency_mismatch` for an amount of another currency than `unit`, `core_errc::overflow`,
/// `money_errc::inexact` as rounding has it. Nothing of `parts` may be used after an error.
/// \pre `parts.size() >= amounts.size()`.
/// \return the rounded sum.
[[nodiscard]] constexpr result<money> round_together(std::span<const exact> amounts, currency unit,
                                                     rounding mode, std::span<money> parts) {
    if (parts.size() < amounts.size()) detail::every_part_must_have_a_place();
    exact whole{money{0, unit}};
    money cut{0, unit};
    for (std::size_t i = 0; i < amounts.size(); ++i) {
        const auto both = checked_add(whole, amounts[i]);
        if (!both) return both.error();
        const auto down = amounts[i].round(rounding::floor);
        if (!down) return down;
        const auto all = checked_add(cut, *down);
        if (!all) return all;
        whole = *both;
        cut = *all;
        parts[i] = *down;
    }
    const auto sum = whole.round(mode);
    if (!sum) return sum;
    const auto missing = checked_subtract(*sum, cut);
    if (!missing) return missing;
    const auto remainder = [&](std::size_t i) -> exact {
        return *checked_add(amounts[i], -exact{*amounts[i].round(rounding::floor)});
    };
    for (std::size_t i = 0; !missing->is_zero() && i < amounts.size(); ++i) {
        const exact mine = remainder(i);
        std::int64_t before = 0;  // amounts whose claim on a missing unit is older
        for (std::size_t j = 0; j < amounts.size(); ++j) {
            const exact theirs = remainder(j);
            if (theirs > mine || (theirs == mine && j < i)) ++before;
        }
        if (before < missing->minor_units()) parts[i] = money{parts[i].minor_units() + 1, unit};
    }
    return sum;
}

}  // namespace ratecard::inline v0

#endif

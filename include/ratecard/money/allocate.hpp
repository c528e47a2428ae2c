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
#include <ratecard/core/sort.hpp>
#include <ratecard/money/currency.hpp>
#include <ratecard/money/exact.hpp>
#include <ratecard/money/money.hpp>

/// Divides amounts of money into parts that add up to the amount.
namespace ratecard::inline v0 {

/// Divides `total` in proportion to `weights`, by largest remainder, into `parts[i]`. Each exact
/// share is rounded down to whole minor units first. The units that are left go to the largest
/// remainders, one each; equal remainders are served in order. The parts add up to `total`: 1.00
/// USD by weights 1, 1, 1 is 0.34, 0.33, 0.33. A negative total is divided like its magnitude. The
/// time is linear in the number of weights, times the bits of their sum.
///
/// `core_errc::zero_weights` if every weight is zero and `total` is not (a total of zero becomes
/// zero parts). `core_errc::overflow` if the weights add up to 2^64 or more. `parts` is unchanged
/// then.
/// \pre `parts.size() >= weights.size()`.
/// \return the number of parts written, one for each weight.
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

/// Part `index` when `total` is divided into `count` equal parts. If it does not divide evenly, the
/// first parts are larger by one minor unit: 10.00 USD in 3 is 3.34, 3.33, 3.33. The parts add up
/// to `total`.
/// \pre `count >= 1` and `0 <= index < count`.
[[nodiscard]] constexpr money equal_part(money total, std::int64_t count, std::int64_t index) {
    return money{equal_share(total.minor_units(), count, index), total.unit()};
}

/// The sum of the first `first` of `count` equal parts, as `equal_part` divides.
/// \pre `count >= 1` and `0 <= first <= count`.
[[nodiscard]] constexpr money first_parts(money total, std::int64_t count, std::int64_t first) {
    return money{first_shares(total.minor_units(), count, first), total.unit()};
}

/// Rounds amounts so that they add up to their rounded sum. The sum is rounded once. Each amount is
/// rounded down first. The minor units that are still missing go to the largest remainders, one
/// each; equal remainders are served in order. An amount of whole minor units is not changed. With
/// `half_to_even`, 0.4, 0.4 and 0.4 cents have the sum 1.2, rounded 1; they become 1, 0 and 0
/// cents. Takes O(n log n).
///
/// `money_errc::currency_mismatch` if an amount is not in `unit`. `core_errc::overflow` and
/// `money_errc::inexact` as for `exact::round`. After an error the content of `parts` is
/// unspecified.
/// \pre `parts.size() >= amounts.size()`.
/// \return the rounded sum.
[[nodiscard]] constexpr result<money> round_together(std::span<const exact> amounts, currency unit,
                                                     rounding mode, std::span<money> parts) {
    if (parts.size() < amounts.size()) detail::every_part_must_have_a_place();
    exact whole{money{0, unit}};
    money cut{0, unit};
    for (std::size_t i = 0; i < amounts.size(); ++i) {
        const auto next_whole = checked_add(whole, amounts[i]);
        if (!next_whole) return next_whole.error();
        const auto down = amounts[i].round(rounding::floor);
        if (!down) return down;
        const auto next_cut = checked_add(cut, *down);
        if (!next_cut) return next_cut;
        whole = *next_whole;
        cut = *next_cut;
        parts[i] = *down;
    }
    const auto sum = whole.round(mode);
    if (!sum) return sum;
    const auto missing = checked_subtract(*sum, cut);
    if (!missing) return missing;
    if (missing->is_zero()) return sum;
    // The parts hold the places of the amounts while these are sorted by their remainders. Then a
    // mark on each part says whether its amount gets a missing unit.
    for (std::size_t i = 0; i < amounts.size(); ++i)
        parts[i] = money{static_cast<std::int64_t>(i), unit};
    const auto remainder = [&](std::int64_t place) -> exact {
        const exact& amount = amounts[static_cast<std::size_t>(place)];
        return *checked_add(amount, -exact{*amount.round(rounding::floor)});
    };
    detail::sort(parts.first(amounts.size()), [&](const money& a, const money& b) {
        const auto order = remainder(a.minor_units()) <=> remainder(b.minor_units());
        return order == 0 ? a.minor_units() < b.minor_units() : order > 0;
    });
    constexpr std::int64_t mark = std::int64_t{1} << 62;
    const auto getting = static_cast<std::size_t>(missing->minor_units());
    for (std::size_t i = 0; i < getting; ++i) {
        money& part = parts[static_cast<std::size_t>(parts[i].minor_units() & ~mark)];
        part = money{part.minor_units() | mark, unit};
    }
    for (std::size_t i = 0; i < amounts.size(); ++i) {
        const std::int64_t more = parts[i].minor_units() >= mark ? 1 : 0;
        parts[i] = money{amounts[i].round(rounding::floor)->minor_units() + more, unit};
    }
    return sum;
}

}  // namespace ratecard::inline v0

#endif

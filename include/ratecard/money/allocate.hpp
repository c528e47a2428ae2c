// SPDX-License-Identifier: MIT
#ifndef RATECARD_MONEY_ALLOCATE_HPP
#define RATECARD_MONEY_ALLOCATE_HPP

#include <cstddef>
#include <cstdint>
#include <span>

#include <ratecard/core/contract.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/core/wide.hpp>
#include <ratecard/money/money.hpp>

namespace ratecard::inline v0 {

/// Shares `total` over parts in proportion to their weights, by largest remainder: each part is its
/// exact share, cut or made whole by less than one minor unit, and the parts add up to `total`.
/// A tie between remainders goes to the part named first. A negative total is minus the shares of
/// its magnitude. Nothing is written unless all of it is.
///
/// `errc::zero_weights` when every weight is zero (a total of zero then is still shared: into
/// zeros), `errc::overflow` when the weights add up to 2^64 or more.
/// \pre `parts.size() >= weights.size()`.
/// \return how many parts were written: one a weight.
[[nodiscard]] constexpr result<std::size_t> allocate(money total,
                                                     std::span<const std::uint64_t> weights,
                                                     std::span<money> parts) {
    if (parts.size() < weights.size()) detail::every_part_must_have_a_place();
    const bool negative = total.is_negative();
    const auto magnitude =
        static_cast<std::uint64_t>(negative ? -total.minor_units() : total.minor_units());
    std::uint64_t whole = 0;
    for (const std::uint64_t weight : weights) {
        if (whole + weight < whole) return errc::overflow;
        whole += weight;
    }
    if (whole == 0) {
        if (magnitude != 0) return errc::zero_weights;
        for (std::size_t i = 0; i < weights.size(); ++i) parts[i] = total;
        return weights.size();
    }
    const auto share = [&](std::size_t i) {
        return detail::divide(detail::multiply(magnitude, weights[i]), whole);
    };
    std::uint64_t given = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) given += share(i).value.low;
    const std::uint64_t left = magnitude - given;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        const auto mine = share(i);
        std::uint64_t before = 0;  // parts whose claim on a leftover unit is older
        for (std::size_t j = 0; left != 0 && j < weights.size(); ++j) {
            const std::uint64_t theirs = share(j).remainder;
            if (theirs > mine.remainder || (theirs == mine.remainder && j < i)) ++before;
        }
        const auto units = static_cast<std::int64_t>(mine.value.low + (before < left ? 1u : 0u));
        parts[i] = money{negative ? -units : units, total.unit()};
    }
    return weights.size();
}

/// The `index`-th of `count` equal parts of `total`: the whole quotient, and one minor unit more in
/// each of the first parts, as many as are left over. The parts add up to `total`.
/// \pre `count >= 1` and `0 <= index < count`.
[[nodiscard]] constexpr money equal_part(money total, std::int64_t count, std::int64_t index) {
    if (count < 1) detail::shares_must_be_at_least_one();
    if (index < 0 || index >= count) detail::index_must_be_below_the_size();
    const std::int64_t quotient = total.minor_units() / count;
    const std::int64_t left = total.minor_units() % count;
    const std::int64_t extra = index < (left < 0 ? -left : left) ? (left < 0 ? -1 : 1) : 0;
    return money{quotient + extra, total.unit()};
}

}  // namespace ratecard::inline v0

#endif

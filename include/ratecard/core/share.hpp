// SPDX-License-Identifier: MIT
#ifndef RATECARD_CORE_SHARE_HPP
#define RATECARD_CORE_SHARE_HPP

#include <cstddef>
#include <cstdint>
#include <span>

#include <ratecard/core/contract.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/core/wide.hpp>

/// Divides a whole number into shares that add up to it.
namespace ratecard::inline v0 {

namespace detail {

/// Divides `total` in proportion to `weights` and calls `put(i, share)` for each weight. Each exact
/// share is rounded down first. The units that are left go to the largest remainders, one each;
/// equal remainders are served in order. The shares add up to `total`: 100 by weights 1, 1, 1 is
/// 34, 33, 33.
///
/// The time is linear in the number of weights, times the bits of their sum.
///
/// `core_errc::zero_weights` if every weight is zero and `total` is not (a total of zero becomes
/// zero shares). `core_errc::overflow` if the weights add up to 2^64 or more. `put` is not called
/// then.
/// \return the number of shares, one for each weight.
template <class Put>
constexpr result<std::size_t> share_out(std::uint64_t total, std::span<const std::uint64_t> weights,
                                        const Put& put) {
    std::uint64_t whole = 0;
    for (const std::uint64_t weight : weights) {
        if (whole + weight < whole) return core_errc::overflow;
        whole += weight;
    }
    if (whole == 0) {
        if (total != 0) return core_errc::zero_weights;
        for (std::size_t i = 0; i < weights.size(); ++i) put(i, std::uint64_t{0});
        return weights.size();
    }
    const auto share = [&](std::size_t i) { return divide(multiply(total, weights[i]), whole); };
    // A few shares, as for means of payment, are kept in an array: each is divided only once.
    constexpr std::size_t few = 4;
    if (weights.size() <= few) {
        wide_quotient shares[few]{};
        std::uint64_t left = total;
        for (std::size_t i = 0; i < weights.size(); ++i) {
            if (weights[i] == 0) continue;
            shares[i] = share(i);
            left -= shares[i].value.low;
        }
        for (std::size_t i = 0; i < weights.size(); ++i) {
            std::uint64_t before = 0;
            for (std::size_t j = 0; left != 0 && j < weights.size(); ++j)
                if (shares[j].remainder > shares[i].remainder ||
                    (shares[j].remainder == shares[i].remainder && j < i))
                    ++before;
            put(i, shares[i].value.low + (before < left ? 1u : 0u));
        }
        return weights.size();
    }
    std::uint64_t given = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) given += share(i).value.low;
    const std::uint64_t left = total - given;
    // Remainders above `border` get a unit each, and the first of those equal to it get the rest.
    // Found by bisection, because there is no memory to sort in: one pass for each bit of `whole`.
    std::uint64_t border = 0, above_border = 0;
    for (std::uint64_t most = left == 0 ? 0 : whole - 1; border < most;) {
        const std::uint64_t middle = border + (most - border) / 2;
        std::uint64_t above = 0;
        for (std::size_t i = 0; i < weights.size(); ++i)
            above += share(i).remainder > middle ? 1u : 0u;
        if (above <= left)
            most = middle;
        else
            border = middle + 1;
    }
    for (std::size_t i = 0; left != 0 && i < weights.size(); ++i)
        above_border += share(i).remainder > border ? 1u : 0u;
    std::uint64_t at_border = left - above_border;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        const auto mine = share(i);
        bool gets_one = left != 0 && mine.remainder > border;
        if (mine.remainder == border && at_border != 0) {
            gets_one = true;
            --at_border;
        }
        put(i, mine.value.low + (gets_one ? 1u : 0u));
    }
    return weights.size();
}

}  // namespace detail

/// Share `index` when `total` is divided into `count` equal shares. If it does not divide evenly,
/// the first shares are larger by one: 8 into 3 is 3, 3, 2, and -8 into 3 is -3, -3, -2. The shares
/// add up to `total`.
/// \pre `count >= 1` and `0 <= index < count`.
[[nodiscard]] constexpr std::int64_t equal_share(std::int64_t total, std::int64_t count,
                                                 std::int64_t index) {
    if (count < 1) detail::shares_must_be_at_least_one();
    if (index < 0 || index >= count) detail::index_must_be_below_the_size();
    const std::int64_t left = total % count;
    const std::int64_t extra = index < (left < 0 ? -left : left) ? (left < 0 ? -1 : 1) : 0;
    return total / count + extra;
}

/// The sum of the first `first` of `count` equal shares, as `equal_share` divides: of 8 into 3, the
/// first two are 6. A sum of shares from the middle is a difference of two such sums.
/// \pre `count >= 1` and `0 <= first <= count`.
[[nodiscard]] constexpr std::int64_t first_shares(std::int64_t total, std::int64_t count,
                                                  std::int64_t first) {
    if (count < 1) detail::shares_must_be_at_least_one();
    if (first < 0 || first > count) detail::index_must_be_below_the_size();
    const std::int64_t left = total % count;
    const std::int64_t most = left < 0 ? -left : left;
    const std::int64_t extra = first < most ? first : most;
    return total / count * first + (left < 0 ? -extra : extra);
}

}  // namespace ratecard::inline v0

#endif

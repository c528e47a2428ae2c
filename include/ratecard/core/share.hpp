// SPDX-License-Identifier: MIT
#ifndef RATECARD_CORE_SHARE_HPP
#define RATECARD_CORE_SHARE_HPP

#include <cstddef>
#include <cstdint>
#include <span>

#include <ratecard/core/contract.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/core/wide.hpp>

namespace ratecard::inline v0 {

namespace detail {

/// Shares `total` in proportion to the weights, by largest remainder, and calls `put(i, share)` for
/// each: the exact share, cut or made whole by less than one. The shares add up to `total`. A tie
/// between remainders goes to the part named first. Nothing is put unless all of it is.
///
/// `core_errc::zero_weights` when every weight is zero (a total of zero then is still shared: into
/// zeros), `core_errc::overflow` when the weights add up to 2^64 or more.
/// \return how many parts there were: one a weight.
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
    // Few parts, as means of payment are, keep their shares: each is divided once.
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
    for (std::size_t i = 0; i < weights.size(); ++i) {
        const auto mine = share(i);
        std::uint64_t before = 0;  // parts whose claim on a leftover unit is older
        for (std::size_t j = 0; left != 0 && j < weights.size(); ++j) {
            const std::uint64_t theirs = share(j).remainder;
            if (theirs > mine.remainder || (theirs == mine.remainder && j < i)) ++before;
        }
        put(i, mine.value.low + (before < left ? 1u : 0u));
    }
    return weights.size();
}

}  // namespace detail

/// The `index`-th of `count` equal shares of `total`: the whole quotient, and one more in each of the
/// first shares, as many as are left over. The shares add up to `total`.
/// \pre `count >= 1` and `0 <= index < count`.
[[nodiscard]] constexpr std::int64_t equal_share(std::int64_t total, std::int64_t count,
                                                 std::int64_t index) {
    if (count < 1) detail::shares_must_be_at_least_one();
    if (index < 0 || index >= count) detail::index_must_be_below_the_size();
    const std::int64_t left = total % count;
    const std::int64_t extra = index < (left < 0 ? -left : left) ? (left < 0 ? -1 : 1) : 0;
    return total / count + extra;
}

/// The sum of the first `first` of `count` equal shares of `total`, as `equal_share` makes them: what
/// lies between two shares is a difference of two sums.
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

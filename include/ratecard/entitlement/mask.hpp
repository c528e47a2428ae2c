// SPDX-License-Identifier: MIT
#ifndef RATECARD_ENTITLEMENT_MASK_HPP
#define RATECARD_ENTITLEMENT_MASK_HPP

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

#include <ratecard/core/attributes.hpp>
#include <ratecard/core/condition.hpp>
#include <ratecard/core/id.hpp>
#include <ratecard/entitlement/check.hpp>
#include <ratecard/entitlement/snapshot.hpp>

namespace ratecard::inline v0 {

/// Which features are allowed, one bit each: for a menu, or to tell a client once. Bit f % 64 of word
/// f / 64 is feature f.
template <std::size_t Features>
struct feature_mask {
    std::array<std::uint64_t, (Features + 63) / 64> words{};

    [[nodiscard]] constexpr bool contains(feature_id f) const noexcept {
        return f.index() < Features && ((words[f.index() / 64] >> (f.index() % 64)) & 1u) != 0;
    }
    /// How many are allowed.
    [[nodiscard]] constexpr std::size_t count() const noexcept {
        std::size_t sum = 0;
        for (const std::uint64_t word : words) sum += static_cast<std::size_t>(std::popcount(word));
        return sum;
    }
    friend constexpr bool operator==(const feature_mask&, const feature_mask&) = default;
};

/// The features that `check` allows for a request; none when the snapshot is stale.
template <class Snapshot>
[[nodiscard]] constexpr feature_mask<Snapshot::capacity> mask_of(
    const condition_table& rows, live<Snapshot> now, const attributes& request) noexcept {
    feature_mask<Snapshot::capacity> mask;
    for (std::size_t f = 0; f < Snapshot::capacity; ++f)
        if (check(rows, now, feature_id{static_cast<std::uint16_t>(f)}, request).allowed())
            mask.words[f / 64] |= std::uint64_t{1} << (f % 64);
    return mask;
}

}  // namespace ratecard::inline v0

#endif

// SPDX-License-Identifier: MIT
#ifndef RATECARD_CATALOG_FINGERPRINT_HPP
#define RATECARD_CATALOG_FINGERPRINT_HPP

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <ratecard/catalog/view.hpp>
#include <ratecard/core/condition.hpp>

/// One number for what the ids of a catalog mean.
namespace ratecard::inline v0 {

namespace detail {

/// Hashes words: each step is a bijection of the state.
class fingerprint_hasher {
public:
    constexpr void add(std::uint64_t word) noexcept {
        state_ = (state_ ^ word) * 0x9e3779b97f4a7c15u;
        state_ ^= state_ >> 29;
    }
    constexpr void add(std::string_view text) noexcept {
        add(text.size());
        std::uint64_t word = 0;
        for (std::size_t i = 0; i < text.size(); ++i) {
            word = word << 8 | static_cast<unsigned char>(text[i]);
            if (i % 8 == 7) add(word);
        }
        add(word);
    }
    [[nodiscard]] constexpr std::uint64_t value() const noexcept { return state_; }

private:
    std::uint64_t state_ = 0x2545f4914f6cdd1du;
};

}  // namespace detail

/// A hash of what the ids in a snapshot mean: the names of the editions, features, quotas and
/// attributes, the values of attributes, and the conditions, each in its order. Prices, limits and
/// what an edition includes make no difference.
///
/// The owners of a catalog compute it once. A snapshot that was resolved from another catalog has
/// another fingerprint, except with a probability of 2^-64, and is refused as `stale`.
[[nodiscard]] constexpr std::uint64_t fingerprint_of(const catalog_view& c) noexcept {
    detail::fingerprint_hasher hash;
    const auto add_names = [&](const auto& rows) {
        hash.add(rows.size());
        for (const auto& row : rows) hash.add(row.key.view());
    };
    add_names(c.editions), add_names(c.features), add_names(c.quotas), add_names(c.attributes);
    for (const attribute& a : c.attributes)
        hash.add(static_cast<std::uint64_t>(a.kind) << 1 | (a.fixed ? 1u : 0u));
    add_names(c.values);
    for (const attribute_value& v : c.values) hash.add(v.of.value);
    hash.add(c.conditions.size());
    for (const condition& must : c.conditions) {
        const auto& [attribute, test, set, bound, where, where_set, rank] = must;
        hash.add(std::uint64_t{attribute.value} << 32 | std::uint64_t{where.value} << 16 |
                 static_cast<std::uint64_t>(test) << 8 | rank);
        hash.add(set.bits), hash.add(where_set.bits), hash.add(static_cast<std::uint64_t>(bound));
    }
    for (const std::uint16_t end : c.condition_ends) hash.add(end);
    return hash.value();
}

}  // namespace ratecard::inline v0

#endif

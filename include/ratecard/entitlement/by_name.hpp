// SPDX-License-Identifier: MIT
#ifndef RATECARD_ENTITLEMENT_BY_NAME_HPP
#define RATECARD_ENTITLEMENT_BY_NAME_HPP

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <type_traits>

#include <ratecard/catalog/fault.hpp>
#include <ratecard/catalog/view.hpp>
#include <ratecard/core/id.hpp>
#include <ratecard/core/name.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/core/wide.hpp>

/// Finds the id of a feature by its name.
namespace ratecard::inline v0 {

namespace detail {

/// The first `Size` bytes of a text as a little-endian number.
template <std::size_t Size>
constexpr std::uint64_t word_of(const char* text) noexcept {
    std::uint64_t word = 0;
    if (std::is_constant_evaluated() || std::endian::native != std::endian::little) {
        for (std::size_t i = 0; i < Size; ++i)
            word |= std::uint64_t{static_cast<unsigned char>(text[i])} << (8 * i);
    } else {
        std::memcpy(&word, text, Size);
    }
    return word;
}

/// The two halves of the 128-bit product, combined by XOR. Each bit of a factor can change many
/// bits of the result.
constexpr std::uint64_t folded_product(std::uint64_t a, std::uint64_t b) noexcept {
    const wide product = multiply(a, b);
    return product.low ^ product.high;
}

/// The first and the last 16 bytes of a name, as four numbers. They overlap if the name is shorter,
/// and contain all bytes of a name of at most 32. The constructor has no loop, because the branch
/// at the end of a loop over a name is often mispredicted.
struct name_words {
    std::uint64_t words[4] = {};
    std::uint64_t size = 0;

    constexpr name_words() noexcept = default;
    constexpr explicit name_words(std::string_view text) noexcept : size{text.size()} {
        const char* const t = text.data();
        if (text.size() >= 8) {
            const std::size_t last = text.size() - 8;
            words[0] = word_of<8>(t);
            words[1] = word_of<8>(t + (last < 8 ? last : 8));
            words[2] = word_of<8>(t + (last < 8 ? 0 : last - 8));
            words[3] = word_of<8>(t + last);
        } else if (text.size() >= 4) {
            words[0] = word_of<4>(t);
            words[1] = word_of<4>(t + text.size() - 4);
        } else if (!text.empty()) {
            words[0] = word_of<1>(t);
            words[1] = word_of<1>(t + text.size() / 2);
            words[2] = word_of<1>(t + text.size() - 1);
        }
    }

    [[nodiscard]] constexpr std::uint64_t hash() const noexcept {
        return folded_product(words[0] ^ 0x9e37'79b9'7f4a'7c15u,
                              words[3] ^ size ^ 0xc2b2'ae3d'27d4'eb4fu) ^
               folded_product(words[1] ^ 0x1656'67b1'9e37'79f9u, words[2] ^ 0x27d4'eb2f'1656'67c5u);
    }
    friend constexpr bool operator==(const name_words& a, const name_words& b) noexcept {
        return ((a.words[0] ^ b.words[0]) | (a.words[1] ^ b.words[1]) | (a.words[2] ^ b.words[2]) |
                (a.words[3] ^ b.words[3]) | (a.size ^ b.size)) == 0;
    }
};

}  // namespace detail

/// A hash table from the names of a catalog's features to their ids. Build it once, to turn a name
/// in a request into the id that `check` takes. It holds copies of the names.
template <std::size_t Features = 64>
class feature_names {
public:
    /// Builds the table. `core_errc::capacity_exceeded` if the catalog has more than `Features`.
    [[nodiscard]] static constexpr result<feature_names> of(const catalog_view& c) noexcept {
        if (c.features.size() > Features) return core_errc::capacity_exceeded;
        feature_names table;
        for (std::size_t f = 0; f < c.features.size(); ++f) {
            table.names_[f] = c.features[f].key;
            table.words_[f] = detail::name_words{c.features[f].key.view()};
            std::size_t at = table.words_[f].hash() & (slots - 1);
            while (table.slots_[at] != 0) at = (at + 1) & (slots - 1);
            table.slots_[at] = static_cast<std::uint16_t>(f + 1);
        }
        return table;
    }

    /// The id of the feature with this name. `catalog_errc::unknown_feature` if there is none.
    [[nodiscard]] constexpr result<feature_id> find(std::string_view key) const noexcept {
        const detail::name_words wanted{key};
        for (std::size_t at = wanted.hash() & (slots - 1); slots_[at] != 0;
             at = (at + 1) & (slots - 1)) {
            const auto f = static_cast<std::uint16_t>(slots_[at] - 1);
            if (words_[f] == wanted && (key.size() <= 32 || names_[f].view() == key))
                return feature_id{f};
        }
        return catalog_errc::unknown_feature;
    }

private:
    /// Fewer than one in eight slots is taken, so the first slot is nearly always the right one.
    static constexpr std::size_t slots = std::bit_ceil(8 * Features + 1);

    std::array<std::uint16_t, slots> slots_{};  ///< the feature's number plus 1; 0: free
    std::array<detail::name_words, Features> words_{};
    std::array<name, Features> names_{};
};

}  // namespace ratecard::inline v0

#endif

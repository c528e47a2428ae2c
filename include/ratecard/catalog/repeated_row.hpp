// SPDX-License-Identifier: MIT
#ifndef RATECARD_CATALOG_REPEATED_ROW_HPP
#define RATECARD_CATALOG_REPEATED_ROW_HPP

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include <ratecard/core/contract.hpp>
#include <ratecard/core/sort.hpp>
#include <ratecard/money/currency.hpp>

/// Finds rows of a table that are stated twice, in O(n log n).
namespace ratecard::inline v0 {

/// The hash of a name, or the key of a row, and its place: working memory of `find_fault` for one
/// row.
struct hashed_name {
    std::uint64_t hash = 0;
    std::size_t place = 0;
};

namespace detail {

/// The 64-bit FNV-1a hash of a text.
constexpr std::uint64_t hash_of(std::string_view text) noexcept {
    std::uint64_t h = 14'695'981'039'346'656'037u;
    for (const char c : text) h = (h ^ static_cast<unsigned char>(c)) * 1'099'511'628'211u;
    return h;
}

/// The lowest bits of a `row_key`, which are those of the currency.
inline constexpr int currency_bits = 15;

/// Three numbers below 2^16 (the first up to 2^17) and a currency as one word: different ones give
/// different words. Words
/// that differ only in the currency stand together when they are sorted.
constexpr std::uint64_t row_key(std::size_t a, std::size_t b, std::size_t c,
                                currency unit = {}) noexcept {
    std::uint64_t word = a << 32 | b << 16 | c;
    for (const char letter : unit.code())
        word = word << 5 | (static_cast<unsigned char>(letter) & std::uint64_t{31});
    return word;
}

/// Sorts the keys of the rows into the begin of `room`, and equal keys by place.
/// \pre `room` has an entry for each row.
template <class Row, class Key>
constexpr std::span<const hashed_name> sorted_keys(std::span<const Row> rows,
                                                   std::span<hashed_name> room, const Key& key_of) {
    if (room.size() < rows.size()) every_part_must_have_a_place();
    const auto keys = room.first(rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) keys[i] = {key_of(rows[i]), i};
    detail::sort(keys, [](const hashed_name& a, const hashed_name& b) {
        return a.hash != b.hash ? a.hash < b.hash : a.place < b.place;
    });
    return keys;
}

/// The place of the first row whose key a row before it has, or nothing. The keys are sorted.
constexpr std::optional<std::size_t> first_repeated(std::span<const hashed_name> keys) noexcept {
    std::optional<std::size_t> first;
    for (std::size_t i = 1; i < keys.size(); ++i)
        if (keys[i].hash == keys[i - 1].hash && (!first || keys[i].place < *first))
            first = keys[i].place;
    return first;
}

/// The place of the first row that has the name of a row before it, or nothing. Names are compared
/// only among rows for which `owner_of` is the same number, such as the feature of an option.
template <class Row, class Owner>
constexpr std::optional<std::size_t> first_repeated_name(std::span<const Row> rows,
                                                         std::span<hashed_name> room,
                                                         const Owner& owner_of) {
    if (room.size() < rows.size()) every_part_must_have_a_place();
    const auto hashes = room.first(rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i)
        hashes[i] = {hash_of(rows[i].key.view()) + owner_of(rows[i]) * 0x9e37'79b9'7f4a'7c15u, i};
    // Names with one hash are ordered, too: chosen names cannot make this slow.
    detail::sort(hashes, [&](const hashed_name& a, const hashed_name& b) {
        if (a.hash != b.hash) return a.hash < b.hash;
        const Row &x = rows[a.place], &y = rows[b.place];
        if (owner_of(x) != owner_of(y)) return owner_of(x) < owner_of(y);
        if (x.key != y.key) return x.key.view() < y.key.view();
        return a.place < b.place;
    });
    std::optional<std::size_t> first;
    for (std::size_t i = 1; i < hashes.size(); ++i) {
        const Row &x = rows[hashes[i - 1].place], &y = rows[hashes[i].place];
        if (hashes[i].hash == hashes[i - 1].hash && x.key == y.key && owner_of(x) == owner_of(y) &&
            (!first || hashes[i].place < *first))
            first = hashes[i].place;
    }
    return first;
}

/// The first of the sorted keys that is `key` or larger.
constexpr std::size_t first_not_below(std::span<const hashed_name> keys,
                                      std::uint64_t key) noexcept {
    std::size_t first = 0;
    for (std::size_t left = keys.size(); left != 0;) {
        const std::size_t half = left / 2;
        if (keys[first + half].hash < key) {
            first += half + 1;
            left -= half + 1;
        } else {
            left = half;
        }
    }
    return first;
}

}  // namespace detail

}  // namespace ratecard::inline v0

#endif

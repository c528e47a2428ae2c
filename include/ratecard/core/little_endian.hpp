// SPDX-License-Identifier: MIT
#ifndef RATECARD_CORE_LITTLE_ENDIAN_HPP
#define RATECARD_CORE_LITTLE_ENDIAN_HPP

#include <cstddef>
#include <cstdint>
#include <span>

/// Reads and writes numbers as little-endian bytes.
namespace ratecard::inline v0 {

namespace detail {

/// Calls `put(byte)` for the `Size` lowest bytes of `word`, least significant byte first.
template <std::size_t Size = 8>
constexpr void to_little_endian(std::uint64_t word, const auto& put) {
    for (std::size_t i = 0; i < Size; ++i) put(static_cast<std::byte>(word >> (8 * i) & 0xff));
}

/// The number in the `Size` bytes that start at `at`. Advances `at` by `Size`.
/// \pre `at + Size <= bytes.size()`.
template <std::size_t Size = 8>
constexpr std::uint64_t from_little_endian(std::span<const std::byte> bytes,
                                           std::size_t& at) noexcept {
    std::uint64_t word = 0;
    for (std::size_t i = 0; i < Size; ++i)
        word |= std::to_integer<std::uint64_t>(bytes[at++]) << (8 * i);
    return word;
}

}  // namespace detail

}  // namespace ratecard::inline v0

#endif

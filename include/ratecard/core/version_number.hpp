// SPDX-License-Identifier: MIT
#ifndef RATECARD_CORE_VERSION_NUMBER_HPP
#define RATECARD_CORE_VERSION_NUMBER_HPP

#include <compare>
#include <cstddef>
#include <cstdint>

#include <ratecard/core/contract.hpp>
#include <ratecard/core/result.hpp>

/// Software versions such as 5.8.1668, for conditions on the version of a client.
namespace ratecard::inline v0 {

/// A version of up to three numbers, compared number by number: 5.10.1 is later than 5.8.1668. A
/// missing number is zero: 5.8 equals 5.8.0. Each number is at most 2,097,151 (21 bits), so that a
/// version fits one integer.
class version_number {
public:
    static constexpr std::int64_t max_part = (1 << 21) - 1;

    /// The version 0.0.0.
    constexpr version_number() noexcept = default;

    /// A string literal, checked at compile time.
    template <std::size_t N>
    consteval version_number(const char (&literal)[N]) {
        const auto parsed = from(literal, N - 1);
        if (!parsed) detail::version_literal_must_be_up_to_three_numbers();
        *this = *parsed;
    }

    /// Text from outside. `core_errc::malformed_version` if it is not one to three numbers
    /// separated by points, or if a number is too large.
    [[nodiscard]] static constexpr result<version_number> from(const char* text,
                                                               std::size_t size) noexcept {
        std::int64_t packed = 0;
        std::int64_t part = 0;
        int parts = 1;
        bool digits = false;
        for (std::size_t i = 0; i < size; ++i) {
            const char c = text[i];
            if (c == '.') {
                if (!digits || parts == 3) return core_errc::malformed_version;
                packed = (packed << 21) | part;
                part = 0;
                ++parts;
                digits = false;
            } else if (c >= '0' && c <= '9') {
                part = part * 10 + (c - '0');
                if (part > max_part) return core_errc::malformed_version;
                digits = true;
            } else {
                return core_errc::malformed_version;
            }
        }
        if (!digits) return core_errc::malformed_version;
        packed = (packed << 21) | part;
        return version_number{packed << (21 * (3 - parts))};
    }

    /// The version as one integer. Packed versions compare like the versions.
    [[nodiscard]] constexpr std::int64_t packed() const noexcept { return packed_; }

    friend constexpr bool operator==(const version_number&, const version_number&) = default;
    friend constexpr std::strong_ordering operator<=>(const version_number&,
                                                      const version_number&) = default;

private:
    constexpr explicit version_number(std::int64_t packed) noexcept : packed_{packed} {}

    std::int64_t packed_ = 0;
};

}  // namespace ratecard::inline v0

#endif

// SPDX-License-Identifier: MIT
#ifndef RATECARD_CORE_RECIPROCAL_HPP
#define RATECARD_CORE_RECIPROCAL_HPP

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

#include <ratecard/core/wide.hpp>

namespace ratecard::inline v0::detail {

/// Division by a number that is known before the numbers it divides: a multiplication and a shift.
///
/// With `2^(l-1) < d <= 2^l`, `multiplier = floor(2^(63+l) / d) + 1`, so that `multiplier * d =
/// 2^(63+l) + e` with `0 < e <= d <= 2^l`. Then `n * multiplier / 2^(63+l) = n/d + n * e / (d *
/// 2^(63+l))`, and for `n < 2^63` the second part is less than `1/d`: it never reaches the next whole
/// number. The multiplier fits 64 bits for every `d` up to `2^63`.
class reciprocal {
public:
    /// Of one.
    constexpr reciprocal() noexcept = default;
    /// \pre `0 < divisor <= 2^63`.
    constexpr explicit reciprocal(std::uint64_t divisor) noexcept
        : shift_{static_cast<unsigned>(std::bit_width(divisor - 1))} {
        const unsigned top = 63 + shift_;
        const wide power =
            top < 64 ? wide{0, std::uint64_t{1} << top} : wide{std::uint64_t{1} << (top - 64), 0};
        multiplier_ = divide(power, divisor).value.low + 1;
    }

    /// `n / divisor`, of `2 * n`: whoever has it doubled saves the doubling.
    /// \pre `n < 2^63`.
    [[nodiscard, gnu::always_inline]] constexpr std::uint64_t quotient_of_half(
        std::uint64_t doubled) const noexcept {
        return multiply(doubled, multiplier_).high >> shift_;
    }
    /// \pre `n < 2^63`.
    [[nodiscard]] constexpr std::uint64_t quotient(std::uint64_t n) const noexcept {
        return quotient_of_half(2 * n);
    }

    /// The quotient of `n` is the upper half of `2 * n * multiplier()`, less its last `shift()` bits.
    [[nodiscard]] constexpr std::uint64_t multiplier() const noexcept { return multiplier_; }
    [[nodiscard]] constexpr unsigned shift() const noexcept { return shift_; }

    friend constexpr bool operator==(const reciprocal&, const reciprocal&) = default;

private:
    std::uint64_t multiplier_ = (std::uint64_t{1} << 63) + 1;
    unsigned shift_ = 0;
};

/// Of the powers of ten up to 10^18.
inline constexpr std::array<reciprocal, 19> reciprocals_of_ten = [] {
    std::array<reciprocal, 19> all{};
    for (std::size_t i = 0; i < all.size(); ++i) all[i] = reciprocal{powers_of_ten[i]};
    return all;
}();

}  // namespace ratecard::inline v0::detail

#endif

// SPDX-License-Identifier: MIT
#ifndef RATECARD_TESTS_BIG_HPP
#define RATECARD_TESTS_BIG_HPP

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <optional>

#include <ratecard/core/rounding.hpp>

// What the library's numbers are compared with: a natural number of 768 bits with the arithmetic of
// pencil and paper, and rounding as its definition reads. Slow, and of another kind than the code
// it tests: signed neighbours instead of magnitudes, no division but by bits.
namespace ratecard_test {

class big {
public:
    constexpr big() noexcept = default;
    constexpr big(std::uint64_t value) noexcept
        : limbs_{static_cast<std::uint32_t>(value), static_cast<std::uint32_t>(value >> 32)} {}
    /// `high * 2^64 + low`
    constexpr big(std::uint64_t high, std::uint64_t low) noexcept
        : limbs_{static_cast<std::uint32_t>(low), static_cast<std::uint32_t>(low >> 32),
                 static_cast<std::uint32_t>(high), static_cast<std::uint32_t>(high >> 32)} {}

    friend constexpr bool operator==(const big&, const big&) = default;
    friend constexpr std::strong_ordering operator<=>(const big& a, const big& b) noexcept {
        for (std::size_t i = size; i-- > 0;)
            if (a.limbs_[i] != b.limbs_[i]) return a.limbs_[i] <=> b.limbs_[i];
        return std::strong_ordering::equal;
    }

    friend constexpr big operator+(const big& a, const big& b) {
        big sum;
        std::uint64_t carry = 0;
        for (std::size_t i = 0; i < size; ++i) {
            carry += std::uint64_t{a.limbs_[i]} + b.limbs_[i];
            sum.limbs_[i] = static_cast<std::uint32_t>(carry);
            carry >>= 32;
        }
        if (carry != 0) std::abort();
        return sum;
    }
    friend constexpr big operator-(const big& a, const big& b) {
        big difference;
        std::int64_t borrow = 0;
        for (std::size_t i = 0; i < size; ++i) {
            std::int64_t limb = std::int64_t{a.limbs_[i]} - b.limbs_[i] - borrow;
            borrow = limb < 0 ? 1 : 0;
            if (limb < 0) limb += std::int64_t{1} << 32;
            difference.limbs_[i] = static_cast<std::uint32_t>(limb);
        }
        if (borrow != 0) std::abort();
        return difference;
    }
    friend constexpr big operator*(const big& a, const big& b) {
        big product;
        for (std::size_t i = 0; i < size; ++i) {
            std::uint64_t carry = 0;
            for (std::size_t j = 0; i + j < size; ++j) {
                carry += std::uint64_t{a.limbs_[i]} * b.limbs_[j] + product.limbs_[i + j];
                product.limbs_[i + j] = static_cast<std::uint32_t>(carry);
                carry >>= 32;
            }
            if (carry != 0) std::abort();
        }
        return product;
    }

    /// The position above the highest bit that is set.
    [[nodiscard]] constexpr std::size_t bits() const noexcept {
        for (std::size_t i = size * 32; i-- > 0;)
            if (bit(i)) return i + 1;
        return 0;
    }
    [[nodiscard]] constexpr bool bit(std::size_t i) const noexcept {
        return ((limbs_[i / 32] >> (i % 32)) & 1u) != 0;
    }
    [[nodiscard]] constexpr bool is_zero() const noexcept { return *this == big{}; }
    [[nodiscard]] constexpr bool is_odd() const noexcept { return bit(0); }
    /// The 64 bits from bit `64 * word` on.
    [[nodiscard]] constexpr std::uint64_t word(std::size_t word) const noexcept {
        return limbs_[2 * word] | std::uint64_t{limbs_[2 * word + 1]} << 32;
    }
    constexpr void set(std::size_t i) noexcept { limbs_[i / 32] |= 1u << (i % 32); }

private:
    static constexpr std::size_t size = 24;
    std::array<std::uint32_t, size> limbs_{};
};

struct big_division {
    big quotient;
    big remainder;
};

/// Long division, bit by bit.
constexpr big_division divide(const big& number, const big& divisor) {
    big_division d;
    for (std::size_t i = number.bits(); i-- > 0;) {
        d.remainder = d.remainder + d.remainder + big{number.bit(i) ? 1u : 0u};
        if (d.remainder >= divisor) {
            d.remainder = d.remainder - divisor;
            d.quotient.set(i);
        }
    }
    return d;
}

constexpr big ten_to_the(int exponent) {
    big power{1};
    for (int i = 0; i < exponent; ++i) power = power * big{10};
    return power;
}

/// A whole number with a sign; zero is not negative.
struct whole_number {
    bool negative = false;
    big magnitude{};

    friend constexpr bool operator==(const whole_number&, const whole_number&) = default;
};

/// The whole number that `numerator / denominator`, with a sign, is rounded to; nothing where the
/// mode is `exact` and it is not whole.
constexpr std::optional<whole_number> rounded(bool negative, const big& numerator,
                                              const big& denominator, ratecard::rounding mode) {
    using ratecard::rounding;
    const auto signed_number = [](bool minus, const big& m) {
        return whole_number{minus && !m.is_zero(), m};
    };
    const big_division d = divide(numerator, denominator);
    if (d.remainder.is_zero()) return signed_number(negative, d.quotient);

    // The two whole numbers around it, and which of them is nearer.
    const big farther = d.quotient + big{1};
    const whole_number below = signed_number(negative, negative ? farther : d.quotient);
    const whole_number above = signed_number(negative, negative ? d.quotient : farther);
    const big from_below = negative ? denominator - d.remainder : d.remainder;
    const big to_above = denominator - from_below;
    const bool below_is_nearer = from_below < to_above;
    const bool above_is_nearer = to_above < from_below;
    const auto nearest_or = [&](const whole_number& at_a_tie) {
        return below_is_nearer ? below : above_is_nearer ? above : at_a_tie;
    };
    switch (mode) {
        case rounding::exact: return std::nullopt;
        case rounding::toward_zero: return negative ? above : below;
        case rounding::away_from_zero: return negative ? below : above;
        case rounding::floor: return below;
        case rounding::ceiling: return above;
        case rounding::half_to_even: return nearest_or(below.magnitude.is_odd() ? above : below);
        case rounding::half_away_from_zero: return nearest_or(negative ? below : above);
        case rounding::half_toward_zero: return nearest_or(negative ? above : below);
        case rounding::half_to_positive: return nearest_or(above);
        case rounding::half_to_negative: return nearest_or(below);
    }
    std::abort();
}

inline constexpr ratecard::rounding every_rounding[] = {
    ratecard::rounding::exact,
    ratecard::rounding::toward_zero,
    ratecard::rounding::away_from_zero,
    ratecard::rounding::floor,
    ratecard::rounding::ceiling,
    ratecard::rounding::half_to_even,
    ratecard::rounding::half_away_from_zero,
    ratecard::rounding::half_toward_zero,
    ratecard::rounding::half_to_positive,
    ratecard::rounding::half_to_negative,
};

}  // namespace ratecard_test

#endif

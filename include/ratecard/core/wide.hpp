// SPDX-License-Identifier: MIT
#ifndef RATECARD_CORE_WIDE_HPP
#define RATECARD_CORE_WIDE_HPP

#include <array>
#include <bit>
#include <compare>
#include <cstddef>
#include <cstdint>

/// Unsigned arithmetic with 128 and 192 bits for exact amounts. Code that uses a compiler's 128-bit
/// type has a standard C++ equivalent, and both are tested.
namespace ratecard::inline v0::detail {

/// An unsigned 128-bit number.
struct wide {
    std::uint64_t high = 0;
    std::uint64_t low = 0;

    friend constexpr bool operator==(const wide&, const wide&) = default;
    friend constexpr std::strong_ordering operator<=>(const wide&, const wide&) = default;
};

/// The greatest common divisor. `gcd(n, 0)` is n.
constexpr std::uint64_t gcd(std::uint64_t a, std::uint64_t b) noexcept {
    if (a == 0 || b == 0) return a | b;
    const int twos = std::countr_zero(a | b);
    a >>= std::countr_zero(a);
    while (b != 0) {
        b >>= std::countr_zero(b);
        if (a > b) {
            const std::uint64_t larger = a;
            a = b;
            b = larger;
        }
        b -= a;
    }
    return a << twos;
}

/// The 128-bit product, in standard C++ only.
constexpr wide multiply_standard(std::uint64_t a, std::uint64_t b) noexcept {
    constexpr std::uint64_t half = 0xffffffffu;
    const std::uint64_t al = a & half, ah = a >> 32, bl = b & half, bh = b >> 32;
    const std::uint64_t ll = al * bl, lh = al * bh, hl = ah * bl, hh = ah * bh;
    const std::uint64_t middle = (ll >> 32) + (lh & half) + (hl & half);
    return {hh + (lh >> 32) + (hl >> 32) + (middle >> 32), (middle << 32) | (ll & half)};
}

#ifdef __SIZEOF_INT128__
__extension__ typedef unsigned __int128 native_wide;

/// The 128-bit product.
constexpr wide multiply(std::uint64_t a, std::uint64_t b) noexcept {
    const native_wide product = native_wide{a} * b;
    return {static_cast<std::uint64_t>(product >> 64), static_cast<std::uint64_t>(product)};
}
#else
constexpr wide multiply(std::uint64_t a, std::uint64_t b) noexcept {
    return multiply_standard(a, b);
}
#endif

/// A 128-bit sum, and whether it wrapped.
struct wide_sum {
    wide value;
    bool overflow = false;
};

/// The sum modulo 2^128.
constexpr wide_sum add(wide a, wide b) noexcept {
    const std::uint64_t low = a.low + b.low;
    const std::uint64_t carry = low < a.low ? 1 : 0;
    const std::uint64_t part = a.high + b.high;
    const std::uint64_t high = part + carry;
    return {{high, low}, part < a.high || high < part};
}

/// The difference.
/// \pre `a >= b`.
constexpr wide subtract(wide a, wide b) noexcept {
    return {a.high - b.high - (a.low < b.low ? 1u : 0u), a.low - b.low};
}

/// A 192-bit product: `top * 2^128 + rest`.
struct wide_product {
    std::uint64_t top = 0;
    wide rest;
};

/// The 192-bit product.
constexpr wide_product multiply(wide a, std::uint64_t b) noexcept {
    const wide low = multiply(a.low, b);
    const wide high = multiply(a.high, b);
    const wide_sum middle = add({0, low.high}, high);
    return {middle.value.high, {middle.value.low, low.low}};
}

/// A quotient, `top * 2^128 + value`, and the remainder.
struct wide_quotient {
    std::uint64_t top = 0;
    wide value;
    std::uint64_t remainder = 0;
};

/// Divides `high * 2^64 + low` by `divisor`; the quotient fits 64 bits. It is computed as two
/// digits of 32 bits. Each digit is estimated from the leading digits and corrected at most twice
/// (Knuth, TAOCP 4.3.1, algorithm D).
/// \pre `high < divisor`.
constexpr wide_quotient divide_step(std::uint64_t high, std::uint64_t low,
                                    std::uint64_t divisor) noexcept {
    constexpr std::uint64_t base = std::uint64_t{1} << 32;
    const int shift = std::countl_zero(divisor);
    const std::uint64_t d = divisor << shift;
    const std::uint64_t dh = d >> 32, dl = d & (base - 1);
    const std::uint64_t top = shift == 0 ? high : (high << shift) | (low >> (64 - shift));
    const std::uint64_t rest = low << shift;
    const auto digit = [=](std::uint64_t number, std::uint64_t next) {
        std::uint64_t q = number / dh;
        std::uint64_t r = number - q * dh;
        while (q >= base || q * dl > ((r << 32) | next)) {
            --q;
            r += dh;
            if (r >= base) break;
        }
        return q;
    };
    const std::uint64_t q1 = digit(top, rest >> 32);
    const std::uint64_t middle = ((top << 32) | (rest >> 32)) - q1 * d;
    const std::uint64_t q0 = digit(middle, rest & (base - 1));
    const std::uint64_t remainder = ((middle << 32) | (rest & (base - 1))) - q0 * d;
    return {0, {0, (q1 << 32) + q0}, remainder >> shift};
}

/// Divides a 192-bit number.
/// \pre `divisor > 0`.
constexpr wide_quotient divide(wide_product number, std::uint64_t divisor) noexcept {
    if (number.top == 0 && number.rest.high == 0)  // most amounts: one division
        return {0, {0, number.rest.low / divisor}, number.rest.low % divisor};
    const std::uint64_t top = number.top / divisor;
    const wide_quotient high = divide_step(number.top % divisor, number.rest.high, divisor);
    const wide_quotient low = divide_step(high.remainder, number.rest.low, divisor);
    return {top, {high.value.low, low.value.low}, low.remainder};
}

/// Divides a 128-bit number.
/// \pre `divisor > 0`.
constexpr wide_quotient divide(wide number, std::uint64_t divisor) noexcept {
    return divide(wide_product{0, number}, divisor);
}

// The absolute value. No branch: the sign of an amount is unpredictable for the processor.
constexpr std::uint64_t magnitude_of(std::int64_t number) noexcept {
    const auto bits = static_cast<std::uint64_t>(number);
    const std::uint64_t sign = 0 - (bits >> 63);
    return (bits ^ sign) - sign;
}
/// `magnitude`, or `-magnitude` if `negative`.
/// \pre `magnitude < 2^63`.
constexpr std::int64_t with_sign(std::uint64_t magnitude, bool negative) noexcept {
    const std::uint64_t sign = 0 - std::uint64_t{negative};
    return static_cast<std::int64_t>((magnitude ^ sign) - sign);
}

/// 10^0 to 10^19.
inline constexpr std::array<std::uint64_t, 20> powers_of_ten = [] {
    std::array<std::uint64_t, 20> powers{1};
    for (std::size_t i = 1; i < powers.size(); ++i) powers[i] = powers[i - 1] * 10;
    return powers;
}();
/// 10 to the power of `exponent`.
/// \pre `0 <= exponent <= 19`.
constexpr std::uint64_t power_of_ten(int exponent) noexcept {
    return powers_of_ten[static_cast<std::size_t>(exponent)];
}

}  // namespace ratecard::inline v0::detail

namespace ratecard::inline v0::detail {

/// Divides by a constant divisor with one multiplication and one shift.
///
/// Proof. Let `2^(l-1) < d <= 2^l` and `multiplier = floor(2^(63+l) / d) + 1`. Then
/// `multiplier * d = 2^(63+l) + e` with `0 < e <= d <= 2^l`, so that
/// `n * multiplier / 2^(63+l) = n/d + n * e / (d * 2^(63+l))`. For `n < 2^63` the second term is
/// less than `1/d`: it never reaches the next whole number. The multiplier fits 64 bits for every
/// `d` up to `2^63`.
class reciprocal {
public:
    /// Divides by one.
    constexpr reciprocal() noexcept = default;
    /// Divides by `divisor`.
    /// \pre `0 < divisor <= 2^63`.
    constexpr explicit reciprocal(std::uint64_t divisor) noexcept
        : shift_{static_cast<unsigned>(std::bit_width(divisor - 1))} {
        const unsigned top = 63 + shift_;
        const wide power =
            top < 64 ? wide{0, std::uint64_t{1} << top} : wide{std::uint64_t{1} << (top - 64), 0};
        multiplier_ = divide(power, divisor).value.low + 1;
    }

    /// `n / divisor`, given `doubled = 2 * n`. Saves the doubling if the caller already has it.
    /// \pre `n < 2^63`.
    [[nodiscard, gnu::always_inline]] constexpr std::uint64_t quotient_of_half(
        std::uint64_t doubled) const noexcept {
        return multiply(doubled, multiplier_).high >> shift_;
    }
    /// `n / divisor`.
    /// \pre `n < 2^63`.
    [[nodiscard]] constexpr std::uint64_t quotient(std::uint64_t n) const noexcept {
        return quotient_of_half(2 * n);
    }

    /// The quotient of `n` is the upper 64 bits of `2 * n * multiplier()`, shifted right by
    /// `shift()`.
    [[nodiscard]] constexpr std::uint64_t multiplier() const noexcept { return multiplier_; }
    [[nodiscard]] constexpr unsigned shift() const noexcept { return shift_; }

    friend constexpr bool operator==(const reciprocal&, const reciprocal&) = default;

private:
    std::uint64_t multiplier_ = (std::uint64_t{1} << 63) + 1;
    unsigned shift_ = 0;
};

/// Reciprocals of 10^0 to 10^18.
inline constexpr std::array<reciprocal, 19> reciprocals_of_ten = [] {
    std::array<reciprocal, 19> reciprocals{};
    for (std::size_t i = 0; i < reciprocals.size(); ++i)
        reciprocals[i] = reciprocal{powers_of_ten[i]};
    return reciprocals;
}();

}  // namespace ratecard::inline v0::detail

#endif

// SPDX-License-Identifier: MIT
#ifndef RATECARD_MONEY_DECIMAL_HPP
#define RATECARD_MONEY_DECIMAL_HPP

#include <compare>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include <ratecard/core/contract.hpp>
#include <ratecard/core/ratio.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/core/wide.hpp>
#include <ratecard/money/currency.hpp>

/// Decimal numbers, such as unit prices and percentages.
namespace ratecard::inline v0 {

/// A decimal number: at most 18 decimals, and digits that fit an `std::int64_t`. It is a price or a
/// percentage, not an amount: it has no currency and no rounding. Its product with a quantity is an
/// `exact`.
///
/// It is stored in its shortest form: 0.20 and 0.2 are the same value.
class decimal {
public:
    static constexpr int max_scale = 18;

    /// Zero.
    constexpr decimal() noexcept = default;

    /// A number from text: an optional minus sign, digits, and optionally a point and more digits.
    /// `money_errc::malformed_number` for anything else, and for more digits than fit.
    [[nodiscard]] static constexpr result<decimal> from(std::string_view text) noexcept {
        const bool negative = text.starts_with('-');
        if (negative) text.remove_prefix(1);
        std::int64_t digits = 0;
        int scale = 0;
        bool point = false;
        bool any = false;
        int pending_zeros = 0;  // zeros after the point; they count only if another digit follows
        for (const char c : text) {
            if (c == '.') {
                if (point || !any) return money_errc::malformed_number;
                point = true;
                any = false;
                continue;
            }
            if (c < '0' || c > '9') return money_errc::malformed_number;
            any = true;
            if (point && c == '0') {
                ++pending_zeros;
                continue;
            }
            const int steps = pending_zeros + 1;
            for (int i = 0; i < steps; ++i) {
                const std::int64_t digit = i + 1 == steps ? c - '0' : 0;
                if (digits > (INT64_MAX - digit) / 10) return money_errc::malformed_number;
                digits = digits * 10 + digit;
            }
            if (point) scale += steps;
            pending_zeros = 0;
        }
        if (!any || scale > max_scale) return money_errc::malformed_number;
        return decimal{negative ? -digits : digits, scale};
    }

    /// `count * 10^-scale`. `money_errc::malformed_number` if `scale` is not within 0 to 18, or if
    /// `count` is INT64_MIN.
    [[nodiscard]] static constexpr result<decimal> from(std::int64_t count, int scale) noexcept {
        if (scale < 0 || scale > max_scale || count == INT64_MIN)
            return money_errc::malformed_number;
        return decimal{count, scale};
    }

    /// The digits: the number is `count() * 10^-scale()`.
    [[nodiscard]] constexpr std::int64_t count() const noexcept { return count_; }
    /// The number of decimals.
    [[nodiscard]] constexpr int scale() const noexcept { return scale_; }
    [[nodiscard]] constexpr bool is_negative() const noexcept { return count_ < 0; }

    friend constexpr bool operator==(const decimal&, const decimal&) = default;
    friend constexpr std::strong_ordering operator<=>(const decimal& a, const decimal& b) noexcept {
        const auto magnitude = [](const decimal& d, int scale) {
            return detail::multiply(static_cast<std::uint64_t>(d.count_ < 0 ? -d.count_ : d.count_),
                                    detail::power_of_ten(scale - d.scale_));
        };
        const int scale = a.scale_ > b.scale_ ? a.scale_ : b.scale_;
        if ((a.count_ < 0) != (b.count_ < 0)) return a.count_ <=> b.count_;
        const auto order = magnitude(a, scale) <=> magnitude(b, scale);
        return a.count_ < 0 ? 0 <=> order : order;
    }

private:
    constexpr decimal(std::int64_t count, int scale) noexcept : count_{count}, scale_{scale} {
        while (scale_ > 0 && count_ % 10 == 0) {
            count_ /= 10;
            --scale_;
        }
    }

    std::int64_t count_ = 0;
    int scale_ = 0;
};

/// Literals for decimal numbers.
namespace literals {

/// A decimal number as a literal: `0.015_dec`, `1'399_dec`.
template <char... Digits>
[[nodiscard]] consteval decimal operator""_dec() {
    constexpr char written[] = {Digits...};
    char text[sizeof...(Digits)] = {};
    std::size_t size = 0;
    for (const char c : written)
        if (c != '\'') text[size++] = c;
    const auto parsed = decimal::from(std::string_view{text, size});
    if (!parsed) detail::decimal_literal_must_fit_18_digits();
    return *parsed;
}

}  // namespace literals
/// A percentage as a fraction: 12.5 becomes 125/1000. `money_errc::discount_out_of_range` if it is
/// below 0 or above 100, `core_errc::ratio_overflow` if it has more than 16 decimals.
[[nodiscard]] constexpr result<ratio> percent(decimal of_hundred) noexcept {
    if (of_hundred.is_negative()) return money_errc::discount_out_of_range;
    if (of_hundred.scale() > 16) return core_errc::ratio_overflow;
    const std::uint64_t whole = detail::power_of_ten(of_hundred.scale() + 2);
    const auto part = static_cast<std::uint64_t>(of_hundred.count());
    if (part > whole) return money_errc::discount_out_of_range;
    return ratio{part, whole};
}

}  // namespace ratecard::inline v0

#endif

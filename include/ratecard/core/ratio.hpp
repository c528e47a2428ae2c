// SPDX-License-Identifier: MIT
#ifndef RATECARD_CORE_RATIO_HPP
#define RATECARD_CORE_RATIO_HPP

#include <compare>
#include <cstdint>

#include <ratecard/core/contract.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/core/wide.hpp>

/// Ratios of two counts, such as 10 of 31 days.
namespace ratecard::inline v0 {

/// A fraction of two 64-bit counts, such as days over days or seconds over seconds. It is never
/// rounded to a decimal.
class ratio {
public:
    /// The ratio 0/1.
    constexpr ratio() noexcept = default;
    /// `numerator / denominator`, not reduced.
    /// \pre `denominator > 0`.
    constexpr ratio(std::uint64_t numerator, std::uint64_t denominator)
        : numerator_{numerator}, denominator_{denominator} {
        if (denominator == 0) detail::ratio_must_have_a_positive_denominator();
    }

    [[nodiscard]] constexpr std::uint64_t numerator() const noexcept { return numerator_; }
    [[nodiscard]] constexpr std::uint64_t denominator() const noexcept { return denominator_; }

    /// Equal as numbers: 1/2 equals 2/4.
    friend constexpr bool operator==(const ratio& a, const ratio& b) noexcept {
        return (a <=> b) == 0;
    }
    /// By value.
    friend constexpr std::strong_ordering operator<=>(const ratio& a, const ratio& b) noexcept {
        return detail::multiply(a.numerator_, b.denominator_) <=>
               detail::multiply(b.numerator_, a.denominator_);
    }

private:
    std::uint64_t numerator_ = 0;
    std::uint64_t denominator_ = 1;
};

/// The exact product of two ratios. It is reduced only if it does not fit otherwise.
/// `core_errc::ratio_overflow` if the reduced product does not fit 64 bits either.
[[nodiscard]] constexpr result<ratio> checked_multiply(ratio a, ratio b) noexcept {
    auto up = detail::multiply(a.numerator(), b.numerator());
    auto down = detail::multiply(a.denominator(), b.denominator());
    if (up.high != 0 || down.high != 0) {
        const auto g = detail::gcd(a.numerator(), b.denominator());
        const auto h = detail::gcd(b.numerator(), a.denominator());
        const ratio x = g == 0 ? a : ratio{a.numerator() / g, a.denominator()};
        const ratio y = h == 0 ? b : ratio{b.numerator() / h, b.denominator()};
        up = detail::multiply(x.numerator(), y.numerator());
        down = detail::multiply(a.denominator() / (h == 0 ? 1 : h),
                                b.denominator() / (g == 0 ? 1 : g));
        // Last, each factor is reduced by itself, such as 6/4 in 6/4 x 1/1.
        if (up.high != 0 || down.high != 0) {
            const auto i = detail::gcd(x.numerator(), a.denominator() / (h == 0 ? 1 : h));
            const auto j = detail::gcd(y.numerator(), b.denominator() / (g == 0 ? 1 : g));
            up = detail::multiply(x.numerator() / (i == 0 ? 1 : i),
                                  y.numerator() / (j == 0 ? 1 : j));
            down = detail::multiply(a.denominator() / (h == 0 ? 1 : h) / (i == 0 ? 1 : i),
                                    b.denominator() / (g == 0 ? 1 : g) / (j == 0 ? 1 : j));
        }
    }
    if (up.high != 0 || down.high != 0) return core_errc::ratio_overflow;
    return ratio{up.low, down.low};
}

}  // namespace ratecard::inline v0

#endif

// SPDX-License-Identifier: MIT
#ifndef RATECARD_MONEY_EXACT_HPP
#define RATECARD_MONEY_EXACT_HPP

#include <compare>
#include <cstddef>
#include <cstdint>
#include <utility>

#include <ratecard/core/contract.hpp>
#include <ratecard/core/quantity.hpp>
#include <ratecard/core/ratio.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/core/rounding.hpp>
#include <ratecard/core/wide.hpp>
#include <ratecard/money/currency.hpp>
#include <ratecard/money/decimal.hpp>
#include <ratecard/money/money.hpp>

/// Exact amounts before rounding, and fractions of them.
namespace ratecard::inline v0 {

namespace detail {
struct exact_sum;
}

/// An amount that is not rounded yet: a 128-bit magnitude, with at most 24 decimals below the minor
/// unit. Only `round` turns it into `money`, and `round` names its mode.
class exact {
public:
    static constexpr int max_scale = 24;

    /// Zero, without a currency.
    constexpr exact() noexcept = default;
    /// The amount `settled`.
    constexpr explicit exact(const money& settled) noexcept
        : magnitude_{0, detail::magnitude_of(settled.minor_units())},
          unit_{settled.unit()},
          negative_{settled.is_negative()} {}

    /// The price of `count` units. A unit can be a fraction of a metric's unit: `count` counts
    /// `10^-decimals`. Always fits. Price 0.5 USD, count 3, decimals 0: 150 cents. With decimals 1:
    /// 15 cents.
    /// \pre `0 <= decimals <= 6`.
    [[nodiscard]] static constexpr exact product(decimal price, quantity count, currency unit,
                                                 int decimals = 0) {
        if (decimals < 0 || decimals > 6) detail::a_unit_has_at_most_six_decimals();
        exact e;
        e.magnitude_ = detail::multiply(detail::magnitude_of(price.count()),
                                        static_cast<std::uint64_t>(count.count()));
        e.unit_ = unit;
        const bool any = count.count() != 0, below_zero = price.is_negative();
        e.negative_ = any & below_zero;
        const int below = price.scale() + decimals - unit.digits();
        e.scale_ = below > 0 ? below : 0;
        // 2^63 * 10^15 * 10^4 < 2^128: the product fits in minor units, too.
        if (below < 0)
            e.magnitude_ = detail::multiply(e.magnitude_, detail::power_of_ten(-below)).rest;
        return e;
    }

    [[nodiscard]] constexpr currency unit() const noexcept { return unit_; }
    [[nodiscard]] constexpr bool is_negative() const noexcept { return negative_; }
    [[nodiscard]] constexpr bool is_zero() const noexcept { return magnitude_ == detail::wide{}; }
    /// The number of decimals below the minor unit.
    [[nodiscard]] constexpr int scale() const noexcept { return scale_; }
    /// The upper 64 bits of the magnitude.
    [[nodiscard]] constexpr std::uint64_t high() const noexcept { return magnitude_.high; }
    /// The lower 64 bits of the magnitude.
    [[nodiscard]] constexpr std::uint64_t low() const noexcept { return magnitude_.low; }

    [[nodiscard]] constexpr exact operator-() const noexcept {
        exact e = *this;
        e.negative_ = !negative_ && !is_zero();
        return e;
    }

    /// The exact sum. `money_errc::currency_mismatch` for two currencies, `core_errc::overflow` if
    /// the sum does not fit 128 bits.
    [[nodiscard]] friend constexpr result<exact> checked_add(const exact& a,
                                                             const exact& b) noexcept {
        exact sum{a.magnitude_, a.unit_, a.scale_, a.negative_};
        if (const errc fault = sum.add(b); fault != errc{}) return fault;
        return sum;
    }

    /// The amount multiplied by `times`. `core_errc::overflow` if the product does not fit 128
    /// bits.
    [[nodiscard]] friend constexpr result<exact> checked_multiply(exact e,
                                                                  std::uint64_t times) noexcept {
        const auto product = detail::multiply(e.magnitude_, times);
        if (product.top != 0) return core_errc::overflow;
        e.magnitude_ = product.rest;
        if (e.is_zero()) e.negative_ = false;
        return e;
    }

    /// Equal as amounts, even if the scales differ.
    friend constexpr bool operator==(const exact& a, const exact& b) noexcept {
        if (a.unit_ != b.unit_ || a.negative_ != b.negative_) return false;
        exact x = a, y = b;
        const int scale = a.scale_ > b.scale_ ? a.scale_ : b.scale_;
        // If a value does not fit 128 bits at the larger scale, the two are not equal.
        return x.rescale(scale) && y.rescale(scale) && x.magnitude_ == y.magnitude_;
    }

    /// By value. Amounts in two currencies are unordered.
    friend constexpr std::partial_ordering operator<=>(const exact& a, const exact& b) noexcept {
        if (a.unit_ != b.unit_) return std::partial_ordering::unordered;
        if (a.negative_ != b.negative_)
            return a.negative_ ? std::partial_ordering::less : std::partial_ordering::greater;
        exact x = a, y = b;
        const int scale = a.scale_ > b.scale_ ? a.scale_ : b.scale_;
        // A value that does not fit 128 bits at the larger scale has the larger magnitude.
        const bool x_fits = x.rescale(scale);
        const auto order = !x_fits             ? std::strong_ordering::greater
                           : !y.rescale(scale) ? std::strong_ordering::less
                                               : x.magnitude_ <=> y.magnitude_;
        return a.negative_ ? 0 <=> order : order;
    }

    /// The amount in whole minor units. `core_errc::overflow` if it does not fit 64 bits,
    /// `money_errc::inexact` if the mode is `rounding::exact` and a digit would be lost.
    [[nodiscard, gnu::always_inline]] constexpr result<money> round(rounding mode) const noexcept {
        // Most amounts: no division.
        if ((magnitude_.high | magnitude_.low >> 63) == 0 && scale_ <= 18) [[likely]] {
            const std::uint64_t divisor = detail::power_of_ten(scale_);
            const std::uint64_t cut =
                detail::reciprocals_of_ten[static_cast<std::size_t>(scale_)].quotient(
                    magnitude_.low);
            return settled(cut, magnitude_.low - cut * divisor, divisor, mode);
        }
        return in_unit(
            round_widely(magnitude_.high, magnitude_.low, scale_, negative_, 1, 1, mode));
    }

private:
    friend class scaled;
    friend struct detail::exact_sum;

    // Copied member by member; see detail::exact_sum.
    constexpr exact(const detail::wide& magnitude, const currency& unit, int scale,
                    bool negative) noexcept
        : magnitude_{magnitude}, unit_{unit}, scale_{scale}, negative_{negative} {}

    /// Multiplies the magnitude by `10^by`. False if the product does not fit 128 bits.
    static constexpr bool rescale(detail::wide& magnitude, int by) noexcept {
        if (magnitude.high == 0 && by <= 19) [[likely]] {
            magnitude = detail::multiply(magnitude.low, detail::power_of_ten(by));
            return true;
        }
        while (by > 0) {
            const int step = by < 19 ? by : 19;
            const auto product = detail::multiply(magnitude, detail::power_of_ten(step));
            if (product.top != 0) return false;
            magnitude = product.rest;
            by -= step;
        }
        return true;
    }
    /// Brings the amount to `scale` if its scale is smaller. False if that does not fit 128 bits.
    constexpr bool rescale(int scale) noexcept {
        if (scale_ >= scale) return true;
        const int by = scale - scale_;
        scale_ = scale;
        return rescale(magnitude_, by);
    }

    /// Adds in place. After an error the amount is unspecified.
    constexpr errc add(const exact& term) noexcept {
        if (unit_ != term.unit_) return money_errc::currency_mismatch;
        if ((magnitude_.high | magnitude_.low | static_cast<unsigned>(scale_)) == 0) {
            magnitude_.high = term.magnitude_.high;  // the sum was still zero
            magnitude_.low = term.magnitude_.low;
            scale_ = term.scale_;
            negative_ = term.negative_;
            return {};
        }
        detail::wide more = term.magnitude_;
        if (scale_ > term.scale_ && !rescale(more, scale_ - term.scale_))
            return core_errc::overflow;
        if (!rescale(term.scale_)) return core_errc::overflow;
        if (negative_ == term.negative_) {
            const auto total = detail::add(magnitude_, more);
            if (total.overflow) return core_errc::overflow;
            magnitude_ = total.value;
        } else if (magnitude_ < more) {
            magnitude_ = detail::subtract(more, magnitude_);
            negative_ = term.negative_;
        } else {
            magnitude_ = detail::subtract(magnitude_, more);
            if (is_zero()) negative_ = false;
        }
        return {};
    }

    /// `magnitude * part / 10^scale`, rounded once.
    [[nodiscard, gnu::always_inline]] constexpr result<money> round_part(
        ratio part, rounding mode) const noexcept {
        // Most amounts: one division.
        if (magnitude_.high == 0 && scale_ <= 19) [[likely]] {
            const auto number = detail::multiply(magnitude_.low, part.numerator());
            const auto below = detail::multiply(part.denominator(), detail::power_of_ten(scale_));
            if ((number.high | below.high | number.low >> 63) == 0) [[likely]]
                return settled(number.low / below.low, number.low % below.low, below.low, mode);
        }
        return in_unit(round_widely(magnitude_.high, magnitude_.low, scale_, negative_,
                                    part.numerator(), part.denominator(), mode));
    }

    /// The rounded amount after a division of a number below 2^63. Rounding up cannot overflow.
    [[nodiscard, gnu::always_inline]] constexpr result<money> settled(
        std::uint64_t cut, std::uint64_t rest, std::uint64_t divisor,
        rounding mode) const noexcept {
        if (mode == rounding::exact && rest != 0) return money_errc::inexact;
        const std::uint64_t units =
            cut + std::uint64_t{detail::grows(mode, negative_, (cut & 1) != 0, rest, divisor)};
        const std::int64_t minor = detail::with_sign(units, negative_);
        if (minor == INT64_MIN) __builtin_unreachable();  // else `money` asks again
        return result<money>{std::in_place, minor, unit_};
    }

    /// Minor units or an error, like `result`, but small enough for two registers.
    struct minor_or_error {
        std::int64_t minor = 0;
        errc error{};
    };
    [[nodiscard]] constexpr result<money> in_unit(minor_or_error rounded) const noexcept {
        if (rounded.error != errc{}) return rounded.error;
        return money{rounded.minor, unit_};
    }

    /// Rounds any amount. Arguments and result are words, not references: a reference would force
    /// the fast path to write its amount to memory, even if this function is not called.
    [[nodiscard, gnu::noinline]] static constexpr minor_or_error round_widely(
        std::uint64_t high, std::uint64_t low, int scale, bool negative, std::uint64_t times,
        std::uint64_t divisor, rounding mode) noexcept {
        auto q = detail::divide(detail::multiply(detail::wide{high, low}, times), divisor);
        bool sticky = false;
        // Of the remainders of earlier divisions only one bit is kept: was anything lost? That is
        // enough, because the later divisors are even, so that one half of a divisor is a whole
        // number.
        for (int rest = scale; rest > 0;) {
            const int step = rest < 19 ? rest : 19;
            sticky = sticky || q.remainder != 0;
            divisor = detail::power_of_ten(step);
            q = detail::divide(detail::wide_product{q.top, q.value}, divisor);
            rest -= step;
        }
        const bool lost = q.remainder != 0 || sticky;
        if (lost && mode == rounding::exact) return {0, money_errc::inexact};
        if (q.top != 0 || q.value.high != 0 || q.value.low > INT64_MAX)
            return {0, core_errc::overflow};
        const std::uint64_t to_next = divisor - q.remainder;
        const bool half = q.remainder == to_next;
        const std::uint64_t units =
            q.value.low +
            std::uint64_t{detail::grows(mode, negative, (q.value.low & 1) != 0, lost, half,
                                        q.remainder > to_next || (half && sticky))};
        if (units > INT64_MAX) return {0, core_errc::overflow};
        return {detail::with_sign(units, negative)};
    }

    detail::wide magnitude_;
    currency unit_;
    int scale_ = 0;
    bool negative_ = false;
};

namespace detail {

/// A sum of many amounts, computed in place. The first error is kept.
struct exact_sum {
    exact& value;
    errc error{};

    // Set member by member: g++ 12 would copy the whole object through vector registers and wait
    // for the stores before it.
    constexpr exact_sum(exact& place, const currency& unit) noexcept : value{place} {
        value.magnitude_.high = 0;
        value.magnitude_.low = 0;
        value.unit_ = unit;
        value.scale_ = 0;
        value.negative_ = false;
    }

    constexpr void add(const exact& term) noexcept {
        if (error == errc{}) error = value.add(term);
    }
};

}  // namespace detail

/// A fraction of an exact amount, such as 10/31 of a month's price. It is rounded once, from the
/// exact product.
class scaled {
public:
    constexpr scaled() noexcept = default;
    constexpr scaled(const exact& whole, const ratio& part) noexcept
        : whole_{whole.magnitude_, whole.unit_, whole.scale_, whole.negative_}, part_{part} {}

    [[nodiscard]] constexpr const exact& whole() const noexcept { return whole_; }
    [[nodiscard]] constexpr ratio part() const noexcept { return part_; }

    /// The amount in whole minor units. `core_errc::overflow` if it does not fit 64 bits,
    /// `money_errc::inexact` if the mode is `rounding::exact` and a digit would be lost.
    [[nodiscard, gnu::always_inline]] constexpr result<money> round(rounding mode) const noexcept {
        return whole_.round_part(part_, mode);
    }

    /// The exact sum, over the least common denominator. `core_errc::ratio_overflow` if that
    /// denominator does not fit 64 bits, `core_errc::overflow` if the sum does not fit 128 bits,
    /// `money_errc::currency_mismatch` for two currencies.
    [[nodiscard]] friend constexpr result<scaled> checked_add(const scaled& a,
                                                              const scaled& b) noexcept {
        const std::uint64_t down = a.part_.denominator();
        const std::uint64_t other = b.part_.denominator();
        const std::uint64_t rest = other / detail::gcd(down, other);
        const auto common = detail::multiply(down, rest);
        if (common.high != 0) return core_errc::ratio_overflow;
        const auto over_common = [&](const scaled& s) -> result<exact> {
            const auto times = checked_multiply(s.whole_, s.part_.numerator());
            if (!times) return times;
            return checked_multiply(*times, common.low / s.part_.denominator());
        };
        const auto x = over_common(a), y = over_common(b);
        if (!x) return x.error();
        if (!y) return y.error();
        const auto total = checked_add(*x, *y);
        if (!total) return total.error();
        return scaled{*total, ratio{1, common.low}};
    }

    friend constexpr bool operator==(const scaled&, const scaled&) = default;

private:
    exact whole_;
    ratio part_;
};

}  // namespace ratecard::inline v0

#endif

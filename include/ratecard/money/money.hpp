// SPDX-License-Identifier: MIT
#ifndef RATECARD_MONEY_MONEY_HPP
#define RATECARD_MONEY_MONEY_HPP

#include <compare>
#include <cstdint>
#include <span>

#include <ratecard/core/contract.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/core/wide.hpp>
#include <ratecard/money/currency.hpp>
#include <ratecard/money/decimal.hpp>

/// Settled amounts of money in whole minor units.
namespace ratecard::inline v0 {

/// A settled amount: a whole number of minor units (such as cents) of one currency.
///
/// It has no `+`, because amounts are data, and data can be wrong: `checked_add`,
/// `checked_subtract` and `sum` return an error for an overflow or for two currencies.
class money {
public:
    /// Zero, without a currency.
    constexpr money() noexcept = default;
    /// `minor_units` of `unit`: `money{39900, usd}` is 399.00 USD.
    /// \pre `minor_units != INT64_MIN`.
    constexpr money(std::int64_t minor_units, currency unit) : minor_{minor_units}, unit_{unit} {
        if (minor_units == INT64_MIN) detail::money_must_not_be_int64_min();
    }
    /// An amount in the main unit, such as 399.00. `money_errc::inexact` if it has more decimals
    /// than the currency, `core_errc::overflow` if it does not fit 64 bits of minor units.
    [[nodiscard]] static constexpr result<money> from(decimal amount, currency unit) noexcept {
        if (amount.scale() > unit.digits()) return money_errc::inexact;
        const auto magnitude =
            static_cast<std::uint64_t>(amount.is_negative() ? -amount.count() : amount.count());
        const auto minor =
            detail::multiply(magnitude, detail::power_of_ten(unit.digits() - amount.scale()));
        if (minor.high != 0 || minor.low > INT64_MAX) return core_errc::overflow;
        const auto units = static_cast<std::int64_t>(minor.low);
        return money{amount.is_negative() ? -units : units, unit};
    }

    [[nodiscard]] constexpr std::int64_t minor_units() const noexcept { return minor_; }
    [[nodiscard]] constexpr currency unit() const noexcept { return unit_; }
    [[nodiscard]] constexpr bool is_zero() const noexcept { return minor_ == 0; }
    [[nodiscard]] constexpr bool is_negative() const noexcept { return minor_ < 0; }

    [[nodiscard]] constexpr money operator-() const noexcept { return money{-minor_, unit_}; }

    friend constexpr bool operator==(const money&, const money&) = default;
    /// By amount. Amounts in two currencies are unordered.
    friend constexpr std::partial_ordering operator<=>(const money& a, const money& b) noexcept {
        if (a.unit_ != b.unit_) return std::partial_ordering::unordered;
        return a.minor_ <=> b.minor_;
    }

private:
    std::int64_t minor_ = 0;
    currency unit_;
};

/// The sum of all amounts; zero of `unit` if there are none. Overflow is checked only for the
/// total, so that the order of the amounts does not matter. `money_errc::currency_mismatch` if an
/// amount is not in `unit`, `core_errc::overflow` if the total does not fit 64 bits.
[[nodiscard]] constexpr result<money> sum(std::span<const money> amounts, currency unit) noexcept {
    detail::wide plus;
    detail::wide minus;
    for (const money& amount : amounts) {
        if (amount.unit() != unit) return money_errc::currency_mismatch;
        const std::int64_t minor = amount.minor_units();
        if (minor < 0)
            minus = detail::add(minus, {0, static_cast<std::uint64_t>(-minor)}).value;
        else
            plus = detail::add(plus, {0, static_cast<std::uint64_t>(minor)}).value;
    }
    const bool negative = plus < minus;
    const auto total = negative ? detail::subtract(minus, plus) : detail::subtract(plus, minus);
    if (total.high != 0 || total.low > INT64_MAX) return core_errc::overflow;
    const auto units = static_cast<std::int64_t>(total.low);
    return money{negative ? -units : units, unit};
}

/// The sum of two amounts. `money_errc::currency_mismatch` for two currencies,
/// `core_errc::overflow` if it does not fit 64 bits.
[[nodiscard]] constexpr result<money> checked_add(const money& a, const money& b) noexcept {
    if (a.unit() != b.unit()) return money_errc::currency_mismatch;
    const auto x = static_cast<std::uint64_t>(a.minor_units());
    const auto y = static_cast<std::uint64_t>(b.minor_units());
    const std::uint64_t total = x + y;
    // Wrapped: both terms have the same sign, and the sum has the other one.
    const bool wrapped = ((x ^ total) & (y ^ total)) >> 63 != 0;
    const auto minor = static_cast<std::int64_t>(total);
    if (wrapped || minor == INT64_MIN) return core_errc::overflow;
    return money{minor, a.unit()};
}

/// The difference of two amounts. `money_errc::currency_mismatch` for two currencies,
/// `core_errc::overflow` if it does not fit 64 bits.
[[nodiscard]] constexpr result<money> checked_subtract(const money& a, const money& b) noexcept {
    return checked_add(a, -b);
}

}  // namespace ratecard::inline v0

#endif

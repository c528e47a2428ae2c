// SPDX-License-Identifier: MIT
#ifndef RATECARD_BALANCE_TOP_UP_HPP
#define RATECARD_BALANCE_TOP_UP_HPP

#include <concepts>
#include <cstdint>

#include <ratecard/balance/grant.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/core/sort.hpp>

/// Decides when a low balance is topped up, and by how much.
namespace ratecard::inline v0 {

/// A customer's balance over all grants: what is left of them, and the overage. If grants are
/// burned as soon as possible, one of the two is zero.
template <balance_amount Amount>
struct net_balance {
    Amount left{};
    Amount overage{};

    friend constexpr bool operator==(const net_balance&, const net_balance&) = default;
};

namespace detail {

/// The units by which the net balance is below `wanted`; negative if it is above.
template <balance_amount Amount>
constexpr result<std::int64_t> missing_of(Amount wanted, const net_balance<Amount>& now) noexcept {
    for (const Amount& a : {wanted, now.left, now.overage})
        if (const auto checked = check_amount(a, wanted); !checked) return checked.error();
    std::int64_t missing = units_of(wanted) - units_of(now.left);
    if (__builtin_add_overflow(missing, units_of(now.overage), &missing))
        return core_errc::overflow;
    return missing;
}

/// `units` in the unit of `like`. `core_errc::quantity_too_large` if that is no quantity.
template <balance_amount Amount>
constexpr result<Amount> amount_of(Amount like, std::int64_t units) noexcept {
    if constexpr (std::same_as<Amount, quantity>)
        return quantity::from(units);
    else
        return units_like(like, units);
}

}  // namespace detail

/// Whether the balance is at or below `mark`, so that it should be topped up.
/// `money_errc::negative_amount` and `money_errc::currency_mismatch` for one of the amounts,
/// `core_errc::overflow` if their sum does not fit.
template <balance_amount Amount>
[[nodiscard]] constexpr result<bool> is_low(const net_balance<Amount>& now, Amount mark) noexcept {
    const auto missing = detail::missing_of(mark, now);
    if (!missing) return missing.error();
    return *missing >= 0;
}

/// The amount of the smallest number of whole packages, at least one, that lifts the balance above
/// `mark`. Balance 3, mark 10, packages of 5: 10, because 13 is above 10. A package of zero lifts
/// nothing; then the answer is zero.
///
/// Errors as for `is_low`, and `core_errc::quantity_too_large` if the packages exceed 10^15. The
/// rule is that of Lago's wallets.
template <balance_amount Amount>
[[nodiscard]] constexpr result<Amount> top_up_above(const net_balance<Amount>& now, Amount mark,
                                                    Amount package) noexcept {
    if (const auto checked = detail::check_amount(package, mark); !checked) return checked.error();
    const auto missing = detail::missing_of(mark, now);
    if (!missing) return missing.error();
    const std::int64_t each = detail::units_of(package);
    if (each == 0 || *missing < 0) return package;
    std::int64_t total = 0;
    if (__builtin_mul_overflow(*missing / each, each, &total) ||
        __builtin_add_overflow(total, each, &total))
        return core_errc::overflow;
    return detail::amount_of(package, total);
}

/// The amount that is missing to `target`, but at least `least`; zero if nothing is missing.
/// Balance 3, target 10, least 5: 7.
///
/// Errors as for `is_low`, and `core_errc::quantity_too_large`.
template <balance_amount Amount>
[[nodiscard]] constexpr result<Amount> top_up_to(const net_balance<Amount>& now, Amount target,
                                                 Amount least) noexcept {
    if (const auto checked = detail::check_amount(least, target); !checked) return checked.error();
    const auto missing = detail::missing_of(target, now);
    if (!missing) return missing.error();
    if (*missing <= 0) return detail::amount_of(target, 0);
    return detail::amount_of(target, detail::larger_of(*missing, detail::units_of(least)));
}

}  // namespace ratecard::inline v0

#endif

// SPDX-License-Identifier: MIT
#ifndef RATECARD_BALANCE_TOP_UP_HPP
#define RATECARD_BALANCE_TOP_UP_HPP

#include <concepts>
#include <cstdint>

#include <ratecard/balance/grant.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/core/sort.hpp>

namespace ratecard::inline v0 {

/// What a customer has of grants at an instant: what is left of them, less what was used and not
/// covered. One of the two is zero wherever grants are burned as they can be.
template <balance_amount Amount>
struct net_balance {
    Amount left{};
    Amount overage{};

    friend constexpr bool operator==(const net_balance&, const net_balance&) = default;
};

namespace detail {

/// Units that are missing of `wanted`, below zero when there is more.
template <balance_amount Amount>
constexpr result<std::int64_t> missing_of(Amount wanted, const net_balance<Amount>& now) noexcept {
    for (const Amount& a : {wanted, now.left, now.overage})
        if (const auto fault = fault_of_amount(a, wanted)) return *fault;
    std::int64_t missing = units_of(wanted) - units_of(now.left);
    if (__builtin_add_overflow(missing, units_of(now.overage), &missing))
        return core_errc::overflow;
    return missing;
}

template <balance_amount Amount>
constexpr result<Amount> amount_of(Amount like, std::int64_t units) noexcept {
    if constexpr (std::same_as<Amount, quantity>)
        return quantity::from(units);
    else
        return units_like(like, units);
}

}  // namespace detail

/// Whether so little is there that a rule which waits for `mark` tops it up: the mark itself is
/// little enough. `money_errc::negative_amount`, `money_errc::currency_mismatch`, and `core_errc::overflow` when the
/// amounts have no sum.
template <balance_amount Amount>
[[nodiscard]] constexpr result<bool> is_low(const net_balance<Amount>& now, Amount mark) noexcept {
    const auto missing = detail::missing_of(mark, now);
    if (!missing) return missing.error();
    return *missing >= 0;
}

/// The whole packages that lift what is there above `mark`, together: at least one, and no more than
/// it takes. A package of nothing lifts nothing, and is what is returned then.
///
/// Errors as for `is_low`, and `core_errc::quantity_too_large` for packages that are too many. The rule is
/// that of Lago's wallets.
template <balance_amount Amount>
[[nodiscard]] constexpr result<Amount> top_up_above(const net_balance<Amount>& now, Amount mark,
                                                    Amount package) noexcept {
    if (const auto fault = detail::fault_of_amount(package, mark)) return *fault;
    const auto missing = detail::missing_of(mark, now);
    if (!missing) return missing.error();
    const std::int64_t each = detail::units_of(package);
    if (each == 0 || *missing < 0) return package;
    std::int64_t all = 0;
    if (__builtin_mul_overflow(*missing / each, each, &all) ||
        __builtin_add_overflow(all, each, &all))
        return core_errc::overflow;
    return detail::amount_of(package, all);
}

/// What fills up to `target`: what is missing, at least `least`; nothing where nothing is missing.
///
/// Errors as for `is_low`, and `core_errc::quantity_too_large`.
template <balance_amount Amount>
[[nodiscard]] constexpr result<Amount> top_up_to(const net_balance<Amount>& now, Amount target,
                                                 Amount least) noexcept {
    if (const auto fault = detail::fault_of_amount(least, target)) return *fault;
    const auto missing = detail::missing_of(target, now);
    if (!missing) return missing.error();
    if (*missing <= 0) return detail::amount_of(target, 0);
    return detail::amount_of(target, detail::larger_of(*missing, detail::units_of(least)));
}

}  // namespace ratecard::inline v0

#endif

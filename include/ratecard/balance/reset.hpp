// SPDX-License-Identifier: MIT
#ifndef RATECARD_BALANCE_RESET_HPP
#define RATECARD_BALANCE_RESET_HPP

#include <cstddef>
#include <cstdint>
#include <span>
#include <type_traits>

#include <ratecard/balance/burn.hpp>
#include <ratecard/core/contract.hpp>
#include <ratecard/core/instant.hpp>
#include <ratecard/core/result.hpp>

/// Decides what of a balance rolls over at a reset.
namespace ratecard::inline v0 {

/// What a reset does with overage, which is usage that no grant has covered.
enum class overage_at_reset : std::uint8_t {
    dropped,  ///< it is forgotten
    carried,  ///< it is burned from what rolls over; the rest remains overage
};

/// The balance that a reset leaves: the balance within the bounds of its grant, or zero if the
/// grant has no rollover. With bounds 2 and 5, a balance of 9 becomes 5, and 0 becomes 2. Applying
/// it twice gives the same result. The rule is OpenMeter's.
/// \pre the grant is valid, and the balance has its unit.
template <balance_amount Amount>
[[nodiscard]] constexpr Amount rolled_over(const grant<Amount>& g,
                                           std::type_identity_t<Amount> balance) {
    if (!g.rollover) return detail::units_like(balance, 0);
    const Amount at_least = balance < g.rollover->minimum ? g.rollover->minimum : balance;
    return g.rollover->maximum < at_least ? g.rollover->maximum : at_least;
}

namespace detail {

/// Whether a reset at `at` affects a grant. It must be active before `at` and after: a grant that
/// ends at `at` has ended, and one that begins at `at` has not begun.
template <balance_amount Amount>
constexpr bool runs_through(const grant<Amount>& g, instant at) noexcept {
    return g.effective_from < at && is_active(g, at);
}

/// Rolls the balances over and burns `overage` units from them.
/// \return the units that are still uncovered.
template <balance_amount Amount>
constexpr std::int64_t roll_over(const burn_order<Amount>& order,
                                 std::span<std::type_identity_t<Amount>> balances,
                                 std::int64_t overage, instant at) {
    for (std::size_t i = 0; i < balances.size(); ++i)
        if (runs_through(order.grants()[i], at))
            balances[i] = rolled_over(order.grants()[i], balances[i]);
    return take(order, balances, overage,
                [at](const grant<Amount>& g) { return runs_through(g, at); });
}

}  // namespace detail

/// Resets the grants at `at`. The balance of each grant that is active before and after becomes
/// `rolled_over` of it. Then carried overage is burned from these balances, in burn order. Every
/// other balance does not change: a grant that ends at `at` has ended before the reset, and a grant
/// that is effective from `at` starts after it. `next` receives the new balances; it can be the
/// same list as `balances`.
///
/// Errors as for `burn`. After an error `next` is unchanged.
/// \pre `balances` has one entry for each grant, and `next` has at least as many.
/// \return the overage after the reset; zero if overage is dropped.
template <balance_amount Amount>
[[nodiscard]] constexpr result<Amount> reset(const burn_order<Amount>& order,
                                             std::span<const std::type_identity_t<Amount>> balances,
                                             Amount overage, overage_at_reset rule, instant at,
                                             std::span<std::type_identity_t<Amount>> next) {
    if (next.size() < balances.size()) detail::every_part_must_have_a_place();
    if (const auto checked = detail::check_balances(order, balances, overage); !checked)
        return checked.error();
    if (const auto checked = detail::check_amount(overage, overage); !checked)
        return checked.error();
    detail::copy_balances<Amount>(balances, next);
    const std::int64_t carried =
        rule == overage_at_reset::carried ? detail::units_of(overage) : std::int64_t{0};
    return detail::units_like(overage,
                              detail::roll_over(order, next.first(balances.size()), carried, at));
}

}  // namespace ratecard::inline v0

#endif

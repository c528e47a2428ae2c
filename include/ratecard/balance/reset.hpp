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

namespace ratecard::inline v0 {

/// What becomes at a reset of usage that no grant has covered.
enum class overage_at_reset : std::uint8_t {
    dropped,  ///< it is forgotten
    carried,  ///< it is burned from what rolls over, and the rest stays
};

/// What a reset leaves of a balance: the balance itself within the bounds of its grant, nothing of
/// a grant that has none. Doing so twice changes nothing more. The rule is that of OpenMeter.
/// \pre the grant is sound, and its balance of its currency.
template <balance_amount Amount>
[[nodiscard]] constexpr Amount rolled_over(const grant<Amount>& g,
                                           std::type_identity_t<Amount> balance) {
    if (!g.rollover) return detail::units_like(balance, 0);
    const Amount at_least = balance < g.rollover->minimum ? g.rollover->minimum : balance;
    return g.rollover->maximum < at_least ? g.rollover->maximum : at_least;
}

namespace detail {

/// A reset touches what was active before it and is active after it: what ends at its instant has
/// ended, what begins there has not begun.
template <balance_amount Amount>
constexpr bool runs_through(const grant<Amount>& g, instant at) noexcept {
    return g.effective_from < at && is_active(g, at);
}

/// Rolls the balances over and burns `overage` units from them.
/// \return the units still uncovered.
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

/// Resets at `at`: the balance of each grant that was active before and still is becomes what
/// `rolled_over` leaves of it; then overage that is carried is burned from these balances, in burn
/// order. A grant that ends at `at` has ended before the reset and one effective from `at` starts
/// after it: the balances of both, and of all that are not active, stay what they are. `next` takes
/// the balances afterwards; it may be `balances` itself.
///
/// Errors as for `burn`. Nothing is written unless all of it is.
/// \pre `balances` has one entry a grant, and `next` a place for each.
/// \return the overage afterwards: zero when it is dropped.
template <balance_amount Amount>
[[nodiscard]] constexpr result<Amount> reset(const burn_order<Amount>& order,
                                             std::span<const std::type_identity_t<Amount>> balances,
                                             Amount overage, overage_at_reset rule, instant at,
                                             std::span<std::type_identity_t<Amount>> next) {
    if (next.size() < balances.size()) detail::every_part_must_have_a_place();
    if (const auto fault = detail::fault_of_balances(order, balances, overage)) return *fault;
    if (const auto fault = detail::fault_of_amount(overage, overage)) return *fault;
    detail::copy_balances<Amount>(balances, next);
    const std::int64_t carried =
        rule == overage_at_reset::carried ? detail::units_of(overage) : std::int64_t{0};
    return detail::units_like(overage,
                              detail::roll_over(order, next.first(balances.size()), carried, at));
}

}  // namespace ratecard::inline v0

#endif

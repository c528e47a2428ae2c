// SPDX-License-Identifier: MIT
#ifndef RATECARD_BALANCE_BURN_HPP
#define RATECARD_BALANCE_BURN_HPP

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <type_traits>

#include <ratecard/balance/burn_order.hpp>
#include <ratecard/core/contract.hpp>
#include <ratecard/core/result.hpp>

namespace ratecard::inline v0 {

/// What is taken when the grants do not cover all that is wanted.
enum class burn_extent : std::uint8_t {
    all_or_nothing,      ///< nothing
    as_much_as_is_left,  ///< everything: the rest stays uncovered
};

/// How much of what was wanted the grants covered: `covered` and `uncovered` add up to it.
template <countable Amount>
struct burned {
    Amount covered{};
    Amount uncovered{};

    friend constexpr bool operator==(const burned&, const burned&) = default;
};

/// Takes an amount from the balances of the grants that are active at `now`, in burn order: one is
/// touched only when every active one before it is empty. `balances` are what is left of each grant,
/// listed as the grants are, and `left` takes what is left of each afterwards; it may be `balances`
/// itself. Balances of grants that are not active stay what they are.
///
/// `errc::negative_amount` and `errc::currency_mismatch` for what is wanted and for balances,
/// `errc::balance_above_its_grant` for a balance above `fullest` of its grant. Nothing is written
/// unless all of it is.
/// \pre `balances` has one entry a grant, and `left` a place for each.
template <countable Amount>
[[nodiscard]] constexpr result<burned<Amount>> burn(
    const burn_order<Amount>& order, std::span<const std::type_identity_t<Amount>> balances,
    Amount wanted, burn_extent extent, instant now, std::span<std::type_identity_t<Amount>> left) {
    if (left.size() < balances.size()) detail::every_part_must_have_a_place();
    if (const auto fault = detail::fault_of_balances(order, balances, wanted)) return *fault;
    if (const auto fault = detail::fault_of_amount(wanted, wanted)) return *fault;
    const std::int64_t units = detail::units_of(wanted);
    std::int64_t missing = units;
    for (std::size_t i = 0; i < balances.size() && missing != 0; ++i)
        if (is_active(order.grants()[i], now))
            missing -= (std::min)(missing, detail::units_of(balances[i]));
    if (missing != 0 && extent == burn_extent::all_or_nothing) missing = units;
    detail::copy_balances<Amount>(balances, left);
    const std::int64_t covered = units - missing;
    detail::take(order, left, covered, [now](const grant<Amount>& g) { return is_active(g, now); });
    return burned<Amount>{detail::units_like(wanted, covered), detail::units_like(wanted, missing)};
}

/// What can be burned at `now`: the balances of the active grants together. `nothing` is zero of
/// what they are counted in.
///
/// Errors as for `burn`, and `errc::overflow` or `errc::quantity_too_large` when they have no sum.
/// \pre `balances` has one entry a grant.
template <countable Amount>
[[nodiscard]] constexpr result<Amount> available(
    const burn_order<Amount>& order, std::span<const std::type_identity_t<Amount>> balances,
    instant now, std::type_identity_t<Amount> nothing = {}) {
    if (const auto fault = detail::fault_of_balances(order, balances, nothing)) return *fault;
    Amount total = nothing;
    for (std::size_t i = 0; i < balances.size(); ++i) {
        if (!is_active(order.grants()[i], now)) continue;
        const auto more = checked_add(total, balances[i]);
        if (!more) return more.error();
        total = *more;
    }
    return total;
}

}  // namespace ratecard::inline v0

#endif

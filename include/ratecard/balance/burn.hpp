// SPDX-License-Identifier: MIT
#ifndef RATECARD_BALANCE_BURN_HPP
#define RATECARD_BALANCE_BURN_HPP

#include <cstddef>
#include <cstdint>
#include <span>
#include <type_traits>

#include <ratecard/account/order.hpp>
#include <ratecard/balance/grant.hpp>
#include <ratecard/core/contract.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/core/sort.hpp>

/// Burns usage from grants, in a fixed order.
namespace ratecard::inline v0 {

/// A checked and sorted list of grants. Every grant is valid, ids are unique, all amounts have the
/// same unit, and the burn order is known. Later calls do not sort again.
///
/// It owns nothing: keep the grants and the room alive and unchanged.
template <balance_amount Amount>
class burn_order {
public:
    /// No grants.
    constexpr burn_order() noexcept = default;

    /// Checks and sorts `grants`, which can be in any order. `room` needs one entry for each grant.
    ///
    /// `core_errc::capacity_exceeded` if the room is shorter; `account_errc::duplicate_id` if two
    /// grants have the same id; `money_errc::currency_mismatch` and `money_errc::negative_amount`
    /// for an amount or a rollover bound; `account_errc::ends_before_it_begins` if a grant expires
    /// before it is effective; `balance_errc::rollover_minimum_above_maximum`.
    [[nodiscard]] static constexpr result<burn_order> of(std::span<const grant<Amount>> grants,
                                                         std::span<std::size_t> room) {
        if (room.size() < grants.size()) return core_errc::capacity_exceeded;
        for (const grant<Amount>& g : grants)
            if (const auto checked = detail::check_grant(g, grants[0].amount); !checked)
                return checked.error();
        const auto places = room.first(grants.size());
        for (std::size_t i = 0; i < places.size(); ++i) places[i] = i;
        detail::sort(places, [&](std::size_t a, std::size_t b) {
            return grants[a].id.value < grants[b].id.value;
        });
        for (std::size_t i = 1; i < places.size(); ++i)
            if (grants[places[i - 1]].id == grants[places[i]].id) return account_errc::duplicate_id;
        detail::sort(places, [&](std::size_t a, std::size_t b) {
            return burns_before(grants[a], grants[b]);
        });
        return burn_order{grants, places};
    }

    /// The grants, in the order of the caller's list.
    [[nodiscard]] constexpr std::span<const grant<Amount>> grants() const noexcept {
        return grants_;
    }
    /// The indices of the grants in that list, in burn order.
    [[nodiscard]] constexpr std::span<const std::size_t> places() const noexcept { return places_; }

private:
    constexpr burn_order(std::span<const grant<Amount>> grants,
                         std::span<const std::size_t> places) noexcept
        : grants_{grants}, places_{places} {}

    std::span<const grant<Amount>> grants_{};
    std::span<const std::size_t> places_{};
};

namespace detail {

/// The first error in a list of balances, one for each grant. `like` has the unit of all amounts.
/// \pre `balances.size() == order.grants().size()`.
template <balance_amount Amount>
constexpr result<void> check_balances(const burn_order<Amount>& order,
                                      std::span<const std::type_identity_t<Amount>> balances,
                                      Amount like) noexcept {
    if (balances.size() != order.grants().size()) every_grant_must_have_its_balance();
    for (std::size_t i = 0; i < balances.size(); ++i) {
        if (const auto checked = check_amount(order.grants()[i].amount, like); !checked)
            return checked;
        if (const auto checked = check_amount(balances[i], like); !checked) return checked;
        if (fullest(order.grants()[i]) < balances[i]) return balance_errc::balance_above_its_grant;
    }
    return {};
}

/// Element by element, so that both can be the same list.
template <balance_amount Amount>
constexpr void copy_balances(std::span<const Amount> from, std::span<Amount> to) noexcept {
    for (std::size_t i = 0; i < from.size(); ++i) to[i] = from[i];
}

/// Takes `units` from the balances of the grants for which `may` is true, in burn order, as far as
/// they reach.
/// \return the units that no balance covered.
template <balance_amount Amount, class Predicate>
constexpr std::int64_t take(const burn_order<Amount>& order,
                            std::span<std::type_identity_t<Amount>> balances, std::int64_t units,
                            Predicate may) {
    for (const std::size_t place : order.places()) {
        if (units == 0) break;
        if (!may(order.grants()[place])) continue;
        const std::int64_t had = units_of(balances[place]);
        const std::int64_t taken = detail::smaller_of(had, units);
        balances[place] = units_like(balances[place], had - taken);
        units -= taken;
    }
    return units;
}

}  // namespace detail
/// What to burn if the grants do not cover the whole amount.
enum class burn_extent : std::uint8_t {
    all_or_nothing,      ///< nothing
    as_much_as_is_left,  ///< everything that is left; the rest is uncovered
};

/// How much of the wanted amount the grants covered. `covered + uncovered` is the wanted amount.
template <balance_amount Amount>
struct burned {
    Amount covered{};
    Amount uncovered{};

    friend constexpr bool operator==(const burned&, const burned&) = default;
};

/// Burns an amount from the grants that are active at `now`, in burn order. A grant is touched only
/// if every active grant before it is empty. `balances[i]` is what is left of grant i; `left[i]`
/// receives what is left afterwards. Both can be the same list. Balances of inactive grants do not
/// change. Balances of 5 and 10, 8 wanted: 0 and 7 are left.
///
/// `money_errc::negative_amount` and `money_errc::currency_mismatch` for `wanted` or a balance,
/// `balance_errc::balance_above_its_grant` for a balance above `fullest` of its grant. After an
/// error `left` is unchanged.
/// \pre `balances` has one entry for each grant, and `left` has at least as many.
template <balance_amount Amount>
[[nodiscard]] constexpr result<burned<Amount>> burn(
    const burn_order<Amount>& order, std::span<const std::type_identity_t<Amount>> balances,
    Amount wanted, instant now, burn_extent extent, std::span<std::type_identity_t<Amount>> left) {
    if (left.size() < balances.size()) detail::every_part_must_have_a_place();
    if (const auto checked = detail::check_balances(order, balances, wanted); !checked)
        return checked.error();
    if (const auto checked = detail::check_amount(wanted, wanted); !checked) return checked.error();
    const std::int64_t units = detail::units_of(wanted);
    std::int64_t missing = units;
    for (std::size_t i = 0; i < balances.size() && missing != 0; ++i)
        if (is_active(order.grants()[i], now))
            missing -= detail::smaller_of(missing, detail::units_of(balances[i]));
    if (missing != 0 && extent == burn_extent::all_or_nothing) missing = units;
    detail::copy_balances<Amount>(balances, left);
    const std::int64_t covered = units - missing;
    detail::take(order, left, covered, [now](const grant<Amount>& g) { return is_active(g, now); });
    return burned<Amount>{detail::units_like(wanted, covered), detail::units_like(wanted, missing)};
}

/// The sum of the balances that are active at `now`. `nothing` is zero in the unit of the grants.
///
/// Errors as for `burn`, and `core_errc::overflow` or `core_errc::quantity_too_large` if the sum
/// does not fit.
/// \pre `balances` has one entry for each grant.
template <balance_amount Amount>
[[nodiscard]] constexpr result<Amount> available(
    const burn_order<Amount>& order, std::span<const std::type_identity_t<Amount>> balances,
    instant now, std::type_identity_t<Amount> nothing = {}) {
    if (const auto checked = detail::check_balances(order, balances, nothing); !checked)
        return checked.error();
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

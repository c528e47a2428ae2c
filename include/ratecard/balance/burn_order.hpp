// SPDX-License-Identifier: MIT
#ifndef RATECARD_BALANCE_BURN_ORDER_HPP
#define RATECARD_BALANCE_BURN_ORDER_HPP

#include <algorithm>
#include <cstddef>
#include <optional>
#include <span>
#include <type_traits>

#include <ratecard/balance/grant.hpp>
#include <ratecard/core/contract.hpp>
#include <ratecard/core/result.hpp>

namespace ratecard::inline v0 {

/// Grants that have been looked at once: each is sound, no two have one id, all are counted alike,
/// and it is known in which order they are burned. What is asked of them later costs no sorting.
///
/// It owns nothing: the grants and the room must outlive it unchanged.
template <countable Amount>
class burn_order {
public:
    constexpr burn_order() noexcept = default;

    /// Finds the order of `grants`, in whatever order they are listed. `room` takes one place a
    /// grant.
    ///
    /// `errc::too_small` when the room is shorter; `errc::duplicate_id` when two grants have one id;
    /// `errc::currency_mismatch` and `errc::negative_amount` for amounts and rollover bounds;
    /// `errc::ends_before_it_begins` when one expires before it is effective;
    /// `errc::rollover_minimum_above_maximum`.
    [[nodiscard]] static constexpr result<burn_order> of(std::span<const grant<Amount>> grants,
                                                         std::span<std::size_t> room) {
        if (room.size() < grants.size()) return errc::too_small;
        for (const grant<Amount>& g : grants)
            if (const auto fault = detail::fault_of_grant(g, grants[0].amount)) return *fault;
        const auto places = room.first(grants.size());
        for (std::size_t i = 0; i < places.size(); ++i) places[i] = i;
        std::sort(places.begin(), places.end(), [&](std::size_t a, std::size_t b) {
            return grants[a].id.value < grants[b].id.value;
        });
        for (std::size_t i = 1; i < places.size(); ++i)
            if (grants[places[i - 1]].id == grants[places[i]].id) return errc::duplicate_id;
        std::sort(places.begin(), places.end(),
                  [&](std::size_t a, std::size_t b) { return burns_before(grants[a], grants[b]); });
        return burn_order{grants, places};
    }

    /// As they were listed.
    [[nodiscard]] constexpr std::span<const grant<Amount>> grants() const noexcept {
        return grants_;
    }
    /// Where the grants stand in that list, the first to be burned first.
    [[nodiscard]] constexpr std::span<const std::size_t> places() const noexcept { return places_; }

private:
    constexpr burn_order(std::span<const grant<Amount>> grants,
                         std::span<const std::size_t> places) noexcept
        : grants_{grants}, places_{places} {}

    std::span<const grant<Amount>> grants_{};
    std::span<const std::size_t> places_{};
};

namespace detail {

/// What is wrong with balances, one a grant, among amounts that are counted as `like` is.
template <countable Amount>
constexpr std::optional<errc> fault_of_balances(
    const burn_order<Amount>& order, std::span<const std::type_identity_t<Amount>> balances,
    Amount like) noexcept {
    if (balances.size() != order.grants().size()) every_grant_must_have_its_balance();
    for (std::size_t i = 0; i < balances.size(); ++i) {
        if (const auto fault = fault_of_amount(order.grants()[i].amount, like)) return fault;
        if (const auto fault = fault_of_amount(balances[i], like)) return fault;
        if (fullest(order.grants()[i]) < balances[i]) return errc::balance_above_its_grant;
    }
    return {};
}

/// Element by element, so that both may be one list.
template <countable Amount>
constexpr void copy_balances(std::span<const Amount> from, std::span<Amount> to) noexcept {
    for (std::size_t i = 0; i < from.size(); ++i) to[i] = from[i];
}

/// Takes `units` from the balances of those grants, in their order, for which `may` holds, as far
/// as they reach.
/// \return the units that no balance had.
template <countable Amount, class Predicate>
constexpr std::int64_t take(const burn_order<Amount>& order,
                            std::span<std::type_identity_t<Amount>> balances, std::int64_t units,
                            Predicate may) {
    for (const std::size_t place : order.places()) {
        if (units == 0) break;
        if (!may(order.grants()[place])) continue;
        const std::int64_t had = units_of(balances[place]);
        const std::int64_t taken = (std::min)(had, units);
        balances[place] = units_like(balances[place], had - taken);
        units -= taken;
    }
    return units;
}

}  // namespace detail
}  // namespace ratecard::inline v0

#endif

// SPDX-License-Identifier: MIT
#ifndef RATECARD_BALANCE_HISTORY_HPP
#define RATECARD_BALANCE_HISTORY_HPP

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <type_traits>

#include <ratecard/account/order.hpp>
#include <ratecard/balance/burn.hpp>
#include <ratecard/balance/grant.hpp>
#include <ratecard/balance/reset.hpp>
#include <ratecard/core/contract.hpp>
#include <ratecard/core/id.hpp>
#include <ratecard/core/instant.hpp>
#include <ratecard/core/result.hpp>

namespace ratecard::inline v0 {

/// Something that was used, in the unit of the grants.
template <balance_amount Amount>
struct grant_use {
    instant at{};
    Amount amount{};

    friend constexpr bool operator==(const grant_use&, const grant_use&) = default;
};

/// A reset as it happened.
struct balance_reset {
    instant at{};
    overage_at_reset overage = overage_at_reset::dropped;

    friend constexpr bool operator==(const balance_reset&, const balance_reset&) = default;
};

/// A grant given anew: what was left of it lapses, and its whole amount is there again.
struct grant_renewal {
    grant_id renewed{};
    instant at{};

    friend constexpr bool operator==(const grant_renewal&, const grant_renewal&) = default;
};

/// What happened to grants, each list in any order. It owns nothing.
template <balance_amount Amount>
struct grant_history {
    std::span<const grant_use<Amount>> uses{};
    std::span<const balance_reset> resets{};
    std::span<const grant_renewal> renewals{};
};

/// Where the counting stands at an instant: of what happens at that instant all is counted but
/// usage.
template <balance_amount Amount>
struct tally {
    instant at{};
    Amount overage{};  ///< used, and not covered by any grant so far
    instant since{};   ///< the last reset, or where the counting began
    Amount used{};     ///< since then
    Amount burned{};   ///< since then, from all grants, overage of before included

    friend constexpr bool operator==(const tally&, const tally&) = default;
};

namespace detail {

/// What is wrong with a history, looked at before anything is written. The sum of all that is
/// counted has to fit, so that no part of it overflows later.
template <balance_amount Amount>
constexpr std::optional<errc> fault_of_history(const burn_order<Amount>& order,
                                               const grant_history<Amount>& happened,
                                               const tally<Amount>& start, instant until) {
    const Amount like = start.overage;
    for (const Amount& a : {start.overage, start.used, start.burned})
        if (const auto fault = fault_of_amount(a, like)) return fault;
    if (until < start.at) return account_errc::ends_before_it_begins;
    auto all = checked_add(start.overage, start.used);
    if (all) all = checked_add(*all, start.burned);
    for (const grant_use<Amount>& u : happened.uses) {
        if (const auto fault = fault_of_amount(u.amount, like)) return fault;
        if (all && start.at <= u.at && u.at < until) all = checked_add(*all, u.amount);
    }
    if (!all) return all.error();
    for (const balance_reset& r : happened.resets)
        for (const balance_reset& other : happened.resets)
            if (r.at == other.at && r.overage != other.overage)
                return balance_errc::resets_disagree;
    for (const grant_renewal& r : happened.renewals) {
        bool known = false;
        for (const grant<Amount>& g : order.grants()) known = known || g.id == r.renewed;
        if (!known) return balance_errc::unknown_grant;
    }
    return {};
}

/// The first instant after `now` at which more happens than usage; `until` when none comes before.
template <balance_amount Amount>
constexpr instant next_event(const burn_order<Amount>& order, const grant_history<Amount>& happened,
                             instant now, instant until) {
    instant next = until;
    const auto consider = [&](instant t) {
        if (now < t && t < next) next = t;
    };
    for (const grant<Amount>& g : order.grants()) {
        consider(g.effective_from);
        consider(end_of(g));
    }
    for (const balance_reset& r : happened.resets) consider(r.at);
    for (const grant_renewal& r : happened.renewals) consider(r.at);
    return next;
}

/// Everything that happens at `now` but usage, in its order.
template <balance_amount Amount>
constexpr void happen(const burn_order<Amount>& order, const grant_history<Amount>& happened,
                      tally<Amount>& t, std::span<std::type_identity_t<Amount>> balances,
                      instant now) {
    for (std::size_t i = 0; i < balances.size(); ++i)
        if (end_of(order.grants()[i]) <= now) balances[i] = units_like(t.overage, 0);
    const balance_reset* r = nullptr;
    for (const balance_reset& one : happened.resets)
        if (r == nullptr && one.at == now) r = &one;
    if (r != nullptr) {
        const std::int64_t carried =
            r->overage == overage_at_reset::carried ? units_of(t.overage) : std::int64_t{0};
        const std::int64_t left = roll_over(order, balances, carried, now);
        t.overage = units_like(t.overage, left);
        t.since = now;
        t.used = units_like(t.overage, 0);
        t.burned = units_like(t.overage, carried - left);
    }
    for (std::size_t i = 0; i < balances.size(); ++i) {
        const grant<Amount>& g = order.grants()[i];
        if (!is_active(g, now)) continue;
        if (g.effective_from == now) balances[i] = g.amount;
        for (const grant_renewal& again : happened.renewals)
            if (again.at == now && again.renewed == g.id) balances[i] = g.amount;
    }
}

/// Burns what is not covered, and `more`, from what is active at `now`.
template <balance_amount Amount>
constexpr void cover(const burn_order<Amount>& order, tally<Amount>& t,
                     std::span<std::type_identity_t<Amount>> balances, std::int64_t more,
                     instant now) {
    const std::int64_t wanted = units_of(t.overage) + more;
    const std::int64_t left =
        take(order, balances, wanted, [now](const grant<Amount>& g) { return is_active(g, now); });
    t.used = units_like(t.used, units_of(t.used) + more);
    t.burned = units_like(t.burned, units_of(t.burned) + wanted - left);
    t.overage = units_like(t.overage, left);
}

}  // namespace detail

/// Where counting begins at `at`: the balance of a grant that is active is its amount, that of any
/// other zero. `nothing` is zero of what the grants are counted in.
/// \pre `balances` has a place for each grant.
template <balance_amount Amount>
[[nodiscard]] constexpr tally<Amount> opening(const burn_order<Amount>& order, instant at,
                                              std::span<std::type_identity_t<Amount>> balances,
                                              std::type_identity_t<Amount> nothing = {}) {
    if (balances.size() < order.grants().size()) detail::every_part_must_have_a_place();
    for (std::size_t i = 0; i < order.grants().size(); ++i) {
        const grant<Amount>& g = order.grants()[i];
        balances[i] = is_active(g, at) ? g.amount : detail::units_like(g.amount, 0);
    }
    return {at, nothing, at, nothing, nothing};
}

/// From where the counting stands at `start.at` to where it stands at `until`: each use is burned
/// in the order valid at its time, and what no grant covers is overage, burned as soon as one can.
///
/// What happens at one instant happens in this order: grants end; a reset rolls balances over, and
/// what overage it carries is burned from these; grants start, or are renewed, with their whole
/// amount; overage left is burned; then usage. So a grant that starts at a reset is not rolled over,
/// and one that ends at its renewal is not renewed. At `until` all of this happens but usage, which
/// belongs to what follows: counting on from there gives what counting without a stop would have
/// given. What lies outside of the stretch is not looked at. The rules are those of OpenMeter's
/// grants, but that a grant starting at `until` is counted there like everything else.
///
/// `balances` are those at `start.at`, listed as the grants are, and `next` takes those at `until`;
/// it may be `balances` itself. That of a grant which is not active is zero, whatever was handed in.
///
/// Errors of balances and amounts as for `burn`; `account_errc::ends_before_it_begins` when `until` is
/// before `start.at`; `balance_errc::resets_disagree` when two resets at one instant treat overage
/// differently; `balance_errc::unknown_grant` for a renewal of none of the grants; `core_errc::overflow` or
/// `core_errc::quantity_too_large` when all that is counted does not fit together. Nothing is written
/// unless all of it is.
/// \pre `balances` has one entry a grant, and `next` a place for each.
template <balance_amount Amount>
[[nodiscard]] constexpr result<tally<Amount>> balances_at(
    const burn_order<Amount>& order, const std::type_identity_t<grant_history<Amount>>& happened,
    const tally<Amount>& start, std::span<const std::type_identity_t<Amount>> balances,
    instant until, std::span<std::type_identity_t<Amount>> next) {
    if (next.size() < balances.size()) detail::every_part_must_have_a_place();
    if (const auto fault = detail::fault_of_balances(order, balances, start.overage)) return *fault;
    if (const auto fault = detail::fault_of_history(order, happened, start, until)) return *fault;
    detail::copy_balances<Amount>(balances, next);
    next = next.first(balances.size());
    for (std::size_t i = 0; i < next.size(); ++i)
        if (!is_active(order.grants()[i], start.at)) next[i] = detail::units_like(start.overage, 0);
    tally<Amount> now = start;
    detail::cover(order, now, next, 0, now.at);
    while (now.at < until) {
        const instant then = detail::next_event(order, happened, now.at, until);
        // Until then nothing but usage happens, so that it burns as its sum does.
        std::int64_t used = 0;
        for (const grant_use<Amount>& u : happened.uses)
            if (now.at <= u.at && u.at < then) used += detail::units_of(u.amount);
        detail::cover(order, now, next, used, now.at);
        now.at = then;
        detail::happen(order, happened, now, next, then);
        detail::cover(order, now, next, 0, then);
    }
    return now;
}

}  // namespace ratecard::inline v0

#endif

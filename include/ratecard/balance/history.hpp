// SPDX-License-Identifier: MIT
#ifndef RATECARD_BALANCE_HISTORY_HPP
#define RATECARD_BALANCE_HISTORY_HPP

#include <cstddef>
#include <cstdint>
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

/// Replays the uses, resets and renewals of grants.
namespace ratecard::inline v0 {

/// One use of something, in the unit of the grants.
template <balance_amount Amount>
struct grant_use {
    instant at{};
    Amount amount{};

    friend constexpr bool operator==(const grant_use&, const grant_use&) = default;
};

/// One reset of the balances.
struct balance_reset {
    instant at{};
    overage_at_reset overage = overage_at_reset::dropped;

    friend constexpr bool operator==(const balance_reset&, const balance_reset&) = default;
};

/// One renewal of a grant: its old balance lapses, and its whole amount is available again.
struct grant_renewal {
    grant_id renewed{};
    instant at{};

    friend constexpr bool operator==(const grant_renewal&, const grant_renewal&) = default;
};

/// What happened to the grants. Each list can be in any order. It owns nothing.
template <balance_amount Amount>
struct grant_history {
    std::span<const grant_use<Amount>> uses{};
    std::span<const balance_reset> resets{};
    std::span<const grant_renewal> renewals{};
};

/// The running totals at an instant. Everything that happens at that instant is included, except
/// usage.
template <balance_amount Amount>
struct tally {
    instant at{};
    Amount overage{};  ///< used, and not yet covered by a grant
    instant since{};   ///< the last reset, or the start of counting
    Amount used{};     ///< used since then
    Amount burned{};   ///< burned since then from all grants; includes earlier overage

    friend constexpr bool operator==(const tally&, const tally&) = default;
};

namespace detail {

/// The first error in a history, before anything is written. The sum of all amounts must fit, so
/// that no later sum overflows.
template <balance_amount Amount>
constexpr result<void> check_history(const burn_order<Amount>& order,
                                     const grant_history<Amount>& happened,
                                     const tally<Amount>& start, instant until) {
    const Amount like = start.overage;
    for (const Amount& a : {start.overage, start.used, start.burned})
        if (const auto checked = check_amount(a, like); !checked) return checked;
    if (until < start.at) return account_errc::ends_before_it_begins;
    auto sum = checked_add(start.overage, start.used);
    if (sum) sum = checked_add(*sum, start.burned);
    for (const grant_use<Amount>& u : happened.uses) {
        if (const auto checked = check_amount(u.amount, like); !checked) return checked;
        if (sum && start.at <= u.at && u.at < until) sum = checked_add(*sum, u.amount);
    }
    if (!sum) return sum.error();
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

/// The first instant after `now` at which something other than usage happens; at most `until`.
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

/// Applies everything that happens at `now`, except usage, in the documented order.
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

/// Burns the overage, and `more`, from the grants that are active at `now`.
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

/// Starts counting at `at`. The balance of an active grant is its whole amount, every other balance
/// is zero. `nothing` is zero in the unit of the grants.
/// \pre `balances` has an entry for each grant.
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

/// The running totals and balances at `until`, from those at `start.at`. Each use is burned in the
/// burn order of its time. What no grant covers is overage, and is burned as soon as a grant can
/// cover it.
///
/// Events at the same instant are applied in this order:
///
/// 1. grants end;
/// 2. a reset rolls the balances over, and carried overage is burned from them;
/// 3. grants start or are renewed, with their whole amount;
/// 4. remaining overage is burned;
/// 5. usage is burned.
///
/// So a grant that starts at a reset is not rolled over, and a grant that ends at its renewal is
/// not renewed. At `until` everything is applied except usage, which belongs to the next call:
/// counting in two steps gives the same result as in one. Events before `start.at` and after
/// `until` are ignored. The rules are those of OpenMeter's grants, except that a grant that starts
/// at `until` is included, like everything else.
///
/// `balances` are those at `start.at`, and `next` receives those at `until`, in the order of the
/// grants. Both can be the same list. The balance of an inactive grant becomes zero, whatever was
/// passed.
///
/// Errors of balances and amounts as for `burn`; `account_errc::ends_before_it_begins` if `until`
/// is before `start.at`; `balance_errc::resets_disagree` if two resets at the same instant treat
/// overage differently; `balance_errc::unknown_grant` for a renewal of a grant that is not in the
/// list; `core_errc::overflow` or `core_errc::quantity_too_large` if the sum of everything counted
/// does not fit. After an error `next` is unchanged.
/// \pre `balances` has one entry for each grant, and `next` has at least as many.
template <balance_amount Amount>
[[nodiscard]] constexpr result<tally<Amount>> balances_at(
    const burn_order<Amount>& order, const std::type_identity_t<grant_history<Amount>>& happened,
    const tally<Amount>& start, std::span<const std::type_identity_t<Amount>> balances,
    instant until, std::span<std::type_identity_t<Amount>> next) {
    if (next.size() < balances.size()) detail::every_part_must_have_a_place();
    if (const auto checked = detail::check_balances(order, balances, start.overage); !checked)
        return checked.error();
    if (const auto checked = detail::check_history(order, happened, start, until); !checked)
        return checked.error();
    detail::copy_balances<Amount>(balances, next);
    next = next.first(balances.size());
    for (std::size_t i = 0; i < next.size(); ++i)
        if (!is_active(order.grants()[i], start.at)) next[i] = detail::units_like(start.overage, 0);
    tally<Amount> now = start;
    detail::cover(order, now, next, 0, now.at);
    while (now.at < until) {
        const instant then = detail::next_event(order, happened, now.at, until);
        // Until `then` there is only usage, so it can be burned as one sum.
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

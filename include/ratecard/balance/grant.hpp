// SPDX-License-Identifier: MIT
#ifndef RATECARD_BALANCE_GRANT_HPP
#define RATECARD_BALANCE_GRANT_HPP

#include <concepts>
#include <cstdint>
#include <optional>

#include <ratecard/account/order.hpp>
#include <ratecard/core/id.hpp>
#include <ratecard/core/instant.hpp>
#include <ratecard/core/quantity.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/core/sort.hpp>
#include <ratecard/money/currency.hpp>
#include <ratecard/money/money.hpp>

/// Amounts given to a customer in advance (grants), such as prepaid credit or free units.
namespace ratecard::inline v0 {

/// Errors of grants and balances.
enum class balance_errc : std::uint16_t {
    rollover_minimum_above_maximum =
        0x601,                ///< a reset would lift a balance higher than it may keep
    balance_above_its_grant,  ///< the balance is more than its grant can ever hold
    unknown_grant,            ///< the renewal is of a grant that is not in the list
    resets_disagree,          ///< two resets at the same instant treat overage differently
};
/// Marks `balance_errc` as an error list.
constexpr bool is_error_list(balance_errc) noexcept { return true; }

/// An amount that can be granted and burned: a `quantity` (units of a metric) or `money` (minor
/// units of one currency).
template <class T>
concept balance_amount = std::same_as<T, quantity> || std::same_as<T, money>;

namespace detail {

/// The amount as a number of indivisible units.
constexpr std::int64_t units_of(quantity q) noexcept { return q.count(); }
constexpr std::int64_t units_of(money m) noexcept { return m.minor_units(); }

/// `units` in the unit of `like`.
constexpr quantity units_like(quantity, std::int64_t units) { return quantity{units}; }
constexpr money units_like(money like, std::int64_t units) { return money{units, like.unit()}; }

/// True if both amounts have the same unit.
constexpr bool counted_alike(quantity, quantity) noexcept { return true; }
constexpr bool counted_alike(money a, money b) noexcept { return a.unit() == b.unit(); }

/// Checks that `amount` can be burned from something in the unit of `like`.
template <balance_amount Amount>
constexpr result<void> check_amount(Amount amount, Amount like) noexcept {
    if (!counted_alike(amount, like)) return money_errc::currency_mismatch;
    if (units_of(amount) < 0) return money_errc::negative_amount;
    return {};
}

}  // namespace detail
/// How the customer got a grant; in burn order.
enum class grant_kind : std::uint8_t {
    promotional,  ///< given for free
    paid,         ///< bought
};

/// The bounds of what a reset leaves of a balance: at least `minimum`, at most `maximum`.
template <balance_amount Amount>
struct rollover_bounds {
    Amount minimum{};
    Amount maximum{};

    friend constexpr bool operator==(const rollover_bounds&, const rollover_bounds&) = default;
};

/// An amount that was given to a customer in advance. What is left of it is its balance, which is
/// stored separately.
template <balance_amount Amount>
struct grant {
    grant_id id{};
    Amount amount{};
    std::int32_t priority = 0;  ///< lower is burned first
    instant effective_from{};   ///< the first instant at which it can be burned
    /// The first instant at which it can no longer be burned.
    instant expires_at = instant::never();
    instant voided_at = instant::never();  ///< the first instant at which it is withdrawn
    grant_kind kind = grant_kind::paid;
    std::optional<rollover_bounds<Amount>> rollover{};  ///< without it, a reset leaves nothing

    friend constexpr bool operator==(const grant&, const grant&) = default;
};

/// The first instant at which a grant is no longer active: its expiry or its voiding, whichever is
/// earlier, but not before `effective_from`.
template <balance_amount Amount>
[[nodiscard]] constexpr instant end_of(const grant<Amount>& g) noexcept {
    return detail::larger_of(g.effective_from, detail::smaller_of(g.expires_at, g.voided_at));
}

/// Whether a grant can be burned at `now`: from `effective_from` up to, not including, `end_of`.
template <balance_amount Amount>
[[nodiscard]] constexpr bool is_active(const grant<Amount>& g, instant now) noexcept {
    return g.effective_from <= now && now < end_of(g);
}

/// Whether the active grant `a` is burned before the active grant `b`. The order, first criterion
/// first: lower priority; earlier expiry, because what is lost sooner is used sooner; promotional
/// before paid; earlier `effective_from`; lower id. It is a strict total order of grants with
/// different ids.
///
/// Voiding does not matter: a grant that is withdrawn later keeps its place. The criteria are those
/// of OpenMeter's grants, with the kind, as in Lago, between expiry and age.
template <balance_amount Amount>
[[nodiscard]] constexpr bool burns_before(const grant<Amount>& a, const grant<Amount>& b) noexcept {
    if (a.priority != b.priority) return a.priority < b.priority;
    if (a.expires_at != b.expires_at) return a.expires_at < b.expires_at;
    if (a.kind != b.kind) return a.kind < b.kind;
    if (a.effective_from != b.effective_from) return a.effective_from < b.effective_from;
    return a.id.value < b.id.value;
}

/// The largest possible balance of a grant: its amount, or the minimum of its rollover if that is
/// more.
/// \pre the amounts of the grant have the same currency.
template <balance_amount Amount>
[[nodiscard]] constexpr Amount fullest(const grant<Amount>& g) noexcept {
    return g.rollover && g.amount < g.rollover->minimum ? g.rollover->minimum : g.amount;
}

namespace detail {

/// The first error of a grant among others in the unit of `like`.
template <balance_amount Amount>
constexpr result<void> check_grant(const grant<Amount>& g, Amount like) noexcept {
    if (const auto checked = check_amount(g.amount, like); !checked) return checked;
    if (g.expires_at < g.effective_from) return account_errc::ends_before_it_begins;
    if (!g.rollover) return {};
    if (const auto checked = check_amount(g.rollover->minimum, like); !checked) return checked;
    if (const auto checked = check_amount(g.rollover->maximum, like); !checked) return checked;
    if (g.rollover->maximum < g.rollover->minimum)
        return balance_errc::rollover_minimum_above_maximum;
    return {};
}

}  // namespace detail
}  // namespace ratecard::inline v0

#endif

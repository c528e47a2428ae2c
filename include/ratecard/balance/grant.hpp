// SPDX-License-Identifier: MIT
#ifndef RATECARD_BALANCE_GRANT_HPP
#define RATECARD_BALANCE_GRANT_HPP

#include <concepts>
#include <cstdint>
#include <optional>

#include <ratecard/account/order.hpp>
#include <ratecard/core/errc.hpp>
#include <ratecard/core/id.hpp>
#include <ratecard/core/instant.hpp>
#include <ratecard/core/quantity.hpp>
#include <ratecard/core/sort.hpp>
#include <ratecard/money/currency.hpp>
#include <ratecard/money/money.hpp>

namespace ratecard::inline v0 {

/// What can be wrong with grants, and with what is left of them.
enum class balance_errc : std::uint16_t {
    rollover_minimum_above_maximum =
        0x601,                ///< a reset would lift a balance higher than it may keep
    balance_above_its_grant,  ///< more left of a grant than it can ever hold
    unknown_grant,            ///< the renewal of a grant that is not among those given
    resets_disagree,          ///< two at one instant, of which one carries overage
};
/// Marks `balance_errc` as a list of errors.
constexpr bool is_error_list(balance_errc) noexcept { return true; }

/// What can be granted and burned: an amount that is a whole number of indivisible units. A
/// `quantity` counts the smallest unit of a metric, `money` the minor units of one currency.
template <class T>
concept balance_amount = std::same_as<T, quantity> || std::same_as<T, money>;

namespace detail {

constexpr std::int64_t units_of(quantity q) noexcept { return q.count(); }
constexpr std::int64_t units_of(money m) noexcept { return m.minor_units(); }

/// So many units of what `like` is counted in.
constexpr quantity units_like(quantity, std::int64_t units) { return quantity{units}; }
constexpr money units_like(money like, std::int64_t units) { return money{units, like.unit()}; }

constexpr bool counted_alike(quantity, quantity) noexcept { return true; }
constexpr bool counted_alike(money a, money b) noexcept { return a.unit() == b.unit(); }

/// What keeps `amount` from being burned of something counted as `like` is.
template <balance_amount Amount>
constexpr std::optional<errc> fault_of_amount(Amount amount, Amount like) noexcept {
    if (!counted_alike(amount, like)) return money_errc::currency_mismatch;
    if (units_of(amount) < 0) return money_errc::negative_amount;
    return {};
}

}  // namespace detail
/// What a grant was given for, in the order in which they are burned.
enum class grant_kind : std::uint8_t {
    promotional,  ///< given away
    paid,         ///< bought
};

/// What a reset leaves of a balance: at least `minimum`, at most `maximum`.
template <balance_amount Amount>
struct rollover_bounds {
    Amount minimum{};
    Amount maximum{};

    friend constexpr bool operator==(const rollover_bounds&, const rollover_bounds&) = default;
};

/// An amount given to a customer in advance, as it was given. What is left of it is its balance,
/// which is kept beside it.
template <balance_amount Amount>
struct grant {
    grant_id id{};
    Amount amount{};
    std::int32_t priority = 0;  ///< the lower is burned first
    instant effective_from{};   ///< from here on it can be burned
    instant expires_at = instant::never();
    instant voided_at = instant::never();  ///< from here on it is withdrawn
    grant_kind kind = grant_kind::paid;
    std::optional<rollover_bounds<Amount>> rollover{};  ///< without it a reset leaves nothing

    friend constexpr bool operator==(const grant&, const grant&) = default;
};

/// The instant from which a grant is no more active: its expiry or its voiding, whichever is
/// earlier, and never before it was effective.
template <balance_amount Amount>
[[nodiscard]] constexpr instant end_of(const grant<Amount>& g) noexcept {
    return detail::larger_of(g.effective_from, detail::smaller_of(g.expires_at, g.voided_at));
}

/// Whether a grant can be burned at `now`: from `effective_from`, which is within, up to its end,
/// which is not.
template <balance_amount Amount>
[[nodiscard]] constexpr bool is_active(const grant<Amount>& g, instant now) noexcept {
    return g.effective_from <= now && now < end_of(g);
}

/// Whether of two grants that are both active `a` is burned first: the lower priority; then the
/// earlier expiry, as what is lost sooner is used sooner; then the promotional one; then the one
/// effective earlier; then the lower id. A strict total order of grants whose ids differ.
///
/// Voiding does not count: a grant that is withdrawn later is burned when it would have been. The
/// criteria are those of OpenMeter's grants, with the kind of Lago's between expiry and age.
template <balance_amount Amount>
[[nodiscard]] constexpr bool burns_before(const grant<Amount>& a, const grant<Amount>& b) noexcept {
    if (a.priority != b.priority) return a.priority < b.priority;
    if (a.expires_at != b.expires_at) return a.expires_at < b.expires_at;
    if (a.kind != b.kind) return a.kind < b.kind;
    if (a.effective_from != b.effective_from) return a.effective_from < b.effective_from;
    return a.id.value < b.id.value;
}

/// The most that can ever be left of a grant: its amount, or what a reset lifts it to, if that is
/// more.
/// \pre its amounts are of one currency.
template <balance_amount Amount>
[[nodiscard]] constexpr Amount fullest(const grant<Amount>& g) noexcept {
    return g.rollover && g.amount < g.rollover->minimum ? g.rollover->minimum : g.amount;
}

namespace detail {

/// What is wrong with a grant among others that are counted as `like` is.
template <balance_amount Amount>
constexpr std::optional<errc> fault_of_grant(const grant<Amount>& g, Amount like) noexcept {
    if (const auto fault = fault_of_amount(g.amount, like)) return fault;
    if (g.expires_at < g.effective_from) return account_errc::ends_before_it_begins;
    if (!g.rollover) return {};
    if (const auto fault = fault_of_amount(g.rollover->minimum, like)) return fault;
    if (const auto fault = fault_of_amount(g.rollover->maximum, like)) return fault;
    if (g.rollover->maximum < g.rollover->minimum)
        return balance_errc::rollover_minimum_above_maximum;
    return {};
}

}  // namespace detail
}  // namespace ratecard::inline v0

#endif

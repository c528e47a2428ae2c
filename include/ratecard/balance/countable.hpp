// SPDX-License-Identifier: MIT
#ifndef RATECARD_BALANCE_COUNTABLE_HPP
#define RATECARD_BALANCE_COUNTABLE_HPP

#include <concepts>
#include <cstdint>
#include <optional>

#include <ratecard/core/errc.hpp>
#include <ratecard/core/quantity.hpp>
#include <ratecard/money/money.hpp>

namespace ratecard::inline v0 {

/// What can be granted and burned: an amount that is a whole number of indivisible units. A
/// `quantity` counts the smallest unit of a metric, `money` the minor units of one currency.
template <class T>
concept countable = std::same_as<T, quantity> || std::same_as<T, money>;

namespace detail {

constexpr std::int64_t units_of(quantity q) noexcept { return q.count(); }
constexpr std::int64_t units_of(money m) noexcept { return m.minor_units(); }

/// So many units of what `like` is counted in.
constexpr quantity units_like(quantity, std::int64_t units) { return quantity{units}; }
constexpr money units_like(money like, std::int64_t units) { return money{units, like.unit()}; }

constexpr bool counted_alike(quantity, quantity) noexcept { return true; }
constexpr bool counted_alike(money a, money b) noexcept { return a.unit() == b.unit(); }

/// What keeps `amount` from being burned of something counted as `like` is.
template <countable Amount>
constexpr std::optional<errc> fault_of_amount(Amount amount, Amount like) noexcept {
    if (!counted_alike(amount, like)) return errc::currency_mismatch;
    if (units_of(amount) < 0) return errc::negative_amount;
    return {};
}

}  // namespace detail
}  // namespace ratecard::inline v0

#endif

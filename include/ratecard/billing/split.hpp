// SPDX-License-Identifier: MIT
#ifndef RATECARD_BILLING_SPLIT_HPP
#define RATECARD_BILLING_SPLIT_HPP

#include <ratecard/core/instant.hpp>
#include <ratecard/core/ratio.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/core/rounding.hpp>
#include <ratecard/money/exact.hpp>
#include <ratecard/money/money.hpp>
#include <ratecard/time/fraction.hpp>
#include <ratecard/time/period.hpp>
#include <ratecard/time/proration.hpp>
#include <ratecard/time/zone.hpp>

/// Divides the price of a period at an instant.
namespace ratecard::inline v0 {

/// A price divided into the used and the unused side of a change. The two always add up to the
/// price: one side is counted and rounded, the other is the rest.
struct split_price {
    money used{};
    money unused{};
    ratio counted{};  ///< the part of the price that the counted side is

    friend constexpr bool operator==(const split_price&, const split_price&) = default;
};

/// Divides the price of a period at `at` into its used and its unused side. For example, 30.00 for
/// 30 days, counted by days begun, at noon of the 10th day: 10.00 used, 20.00 unused.
///
/// `time_errc::part_above_one` if the policy counts more than the period, and refuses that.
/// `money_errc::inexact` if the mode is `exact` and a digit would be lost.
/// \pre `whole.contains(at)`, and the policy divides time.
[[nodiscard]] constexpr result<split_price> split(money price, const proration& divided,
                                                  const period& whole, instant at, const zone& z,
                                                  rounding mode) {
    const auto part = counted_part(divided.counted, divided, whole, at, z);
    if (!part) return part.error();
    const auto counted = scaled{exact{price}, *part}.round(mode);
    if (!counted) return counted.error();
    const auto rest = checked_subtract(price, *counted);
    if (!rest) return rest.error();
    const bool used = divided.counted == proration_side::used;
    return split_price{used ? *counted : *rest, used ? *rest : *counted, *part};
}

}  // namespace ratecard::inline v0

#endif

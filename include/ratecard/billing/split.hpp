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

namespace ratecard::inline v0 {

/// A price on both sides of a change. They add up to it under every policy: one is counted and
/// rounded, the other is what is left.
struct split_price {
    money used{};
    money unused{};
    ratio counted{};  ///< the part that the counted side is

    friend constexpr bool operator==(const split_price&, const split_price&) = default;
};

/// The price of a period that is left at `at`.
///
/// `time_errc::part_above_one` when the policy counts more than the period, and refuses that;
/// `money_errc::inexact` when the mode is `exact` and a digit would be lost.
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

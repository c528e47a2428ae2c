// SPDX-License-Identifier: MIT
#ifndef RATECARD_BILLING_GRANTS_USED_HPP
#define RATECARD_BILLING_GRANTS_USED_HPP

#include <span>

#include <ratecard/balance/burn.hpp>
#include <ratecard/core/instant.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/money/currency.hpp>
#include <ratecard/money/money.hpp>
#include <ratecard/rating/bill_line.hpp>
#include <ratecard/rating/pipeline.hpp>

/// Pays bill lines from grants of money.
namespace ratecard::inline v0 {

/// Pays bill lines from the grants of money that are active at `now`: the lines in the order given,
/// the grants in burn order. `balances` is what is left of each grant, in the order of the grants.
/// `left` takes what is left of each afterwards; it may be the same memory as `balances`. For
/// example, grants of 5.00 and 10.00 pay a line of 12.00: 0.00 and 3.00 are left.
///
/// Errors as for `available`, `burn` and `use_credits`. After an error the content of `lines` and
/// `left` must not be used.
/// \pre `balances` has one entry for each grant, and `left` one place for each.
/// \return the amount used: what is credited to the lines, and what the grants lose.
[[nodiscard]] constexpr result<money> use_grants(const burn_order<money>& order,
                                                 std::span<const money> balances,
                                                 std::span<bill_line> lines, currency unit,
                                                 instant now, std::span<money> left) {
    const auto active = available(order, balances, now, money{0, unit});
    if (!active) return active;
    const auto used = use_credits(lines, *active);
    if (!used) return used;
    const auto burnt = burn(order, balances, *used, now, burn_extent::all_or_nothing, left);
    if (!burnt) return burnt.error();
    return burnt->covered;
}

}  // namespace ratecard::inline v0

#endif

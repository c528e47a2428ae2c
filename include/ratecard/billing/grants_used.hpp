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

namespace ratecard::inline v0 {

/// Uses up the grants of money that are active at `now` on what lines are due, line by line in their
/// order, and grant by grant in burn order. `balances` are what is left of each grant, listed as the
/// grants are; `left` takes what is left of each afterwards, and may be `balances` itself.
///
/// The errors of `available`, `burn` and `use_credits`. Nothing of `lines` or `left` may be used after
/// an error.
/// \pre `balances` has one entry a grant, and `left` a place for each.
/// \return what was used: what the lines were credited, and what the grants lost.
[[nodiscard]] constexpr result<money> use_grants(const burn_order<money>& order,
                                                 std::span<const money> balances,
                                                 std::span<bill_line> lines, currency unit,
                                                 instant now, std::span<money> left) {
    const auto all = available(order, balances, now, money{0, unit});
    if (!all) return all;
    const auto used = use_credits(lines, *all);
    if (!used) return used;
    const auto burnt = burn(order, balances, *used, now, burn_extent::all_or_nothing, left);
    if (!burnt) return burnt.error();
    return burnt->covered;
}

}  // namespace ratecard::inline v0

#endif

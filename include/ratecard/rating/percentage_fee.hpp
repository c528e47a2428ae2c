// SPDX-License-Identifier: MIT
#ifndef RATECARD_RATING_PERCENTAGE_FEE_HPP
#define RATECARD_RATING_PERCENTAGE_FEE_HPP

#include <cstdint>
#include <span>

#include <ratecard/catalog/percentage.hpp>
#include <ratecard/core/quantity.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/money/currency.hpp>
#include <ratecard/money/exact.hpp>
#include <ratecard/money/money.hpp>

namespace ratecard::inline v0 {

/// What transactions cost in the order they came, not rounded: of each, the rate of what is not
/// free of its amount, and its fixed part, held between the least and the most. A transaction of
/// which nothing is paid costs nothing; one that is partly free is a paid one, and the last that
/// anything is free of.
///
/// `errc::overflow` when 128 bits do not hold the sum, `errc::policy_out_of_range` for a least above
/// the most or a scale outside 0 and 6.
[[nodiscard]] constexpr result<exact> percentage_fee(const percentage& price,
                                                     std::span<const quantity> amounts,
                                                     currency unit) {
    if (price.scale < 0 || price.scale > 6 ||
        (price.least && price.most && *price.most < *price.least))
        return errc::policy_out_of_range;
    const bool any_free = price.free_events || price.free_amount;
    std::int64_t events_left = price.free_events ? price.free_events->count() : INT64_MAX;
    std::int64_t amount_left = price.free_amount ? price.free_amount->count() : INT64_MAX;
    exact sum = exact{money{0, unit}};
    for (const quantity amount : amounts) {
        std::int64_t free = 0;
        if (any_free && events_left > 0 && amount_left > 0) {
            free = amount.count() < amount_left ? amount.count() : amount_left;
            amount_left -= free;
            --events_left;
        }
        const quantity paid{amount.count() - free};
        if (paid == quantity{}) continue;
        const auto cost = checked_add(exact::product(price.rate, paid, unit, price.scale),
                                      exact::product(price.per_event, quantity{1}, unit));
        if (!cost) return cost.error();
        const auto once = [&](const decimal& d) { return exact::product(d, quantity{1}, unit); };
        exact held = *cost;
        if (price.least && held < once(*price.least)) held = once(*price.least);
        if (price.most && once(*price.most) < held) held = once(*price.most);
        const auto both = checked_add(sum, held);
        if (!both) return both.error();
        sum = *both;
    }
    return sum;
}

}  // namespace ratecard::inline v0

#endif

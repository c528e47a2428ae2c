// SPDX-License-Identifier: MIT
#ifndef RATECARD_RATING_PERCENTAGE_FEE_HPP
#define RATECARD_RATING_PERCENTAGE_FEE_HPP

#include <cstdint>
#include <span>

#include <ratecard/catalog/percentage.hpp>
#include <ratecard/core/errc.hpp>
#include <ratecard/core/quantity.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/money/currency.hpp>
#include <ratecard/money/exact.hpp>
#include <ratecard/money/money.hpp>

namespace ratecard::inline v0 {

/// Transactions by what each of them costs.
struct charged_transactions {
    quantity amount{};    ///< what is paid of those priced by rate and fixed part
    quantity events{};    ///< how many of those there are
    quantity at_least{};  ///< how many cost the least
    quantity at_most{};   ///< how many cost the most

    friend constexpr bool operator==(const charged_transactions&,
                                     const charged_transactions&) = default;
};

/// What is paid of transactions in the order they came, behind `events_before` others of
/// `amount_before` in all, which have used up what is free first. Of each, the rate of what is not
/// free of its amount, and its fixed part, held between the least and the most. A transaction of
/// which nothing is paid costs nothing; one that is partly free is a paid one, and the last that
/// anything is free of.
///
/// `errc::quantity_too_large` when the paid amounts are more than can be counted, and the errors of
/// `find_percentage_fault`.
[[nodiscard]] constexpr result<charged_transactions> charged_of(const percentage& price,
                                                                std::span<const quantity> amounts,
                                                                currency unit,
                                                                quantity events_before = {},
                                                                quantity amount_before = {}) {
    if (const auto fault = find_percentage_fault(price)) return *fault;
    const auto once = [&](const decimal& d) { return exact::product(d, quantity{1}, unit); };
    const exact fixed = once(price.per_event);
    const bool any_free = price.free_events || price.free_amount;
    std::int64_t events_left =
        price.free_events ? price.free_events->above(events_before).count() : INT64_MAX;
    std::int64_t amount_left =
        price.free_amount ? price.free_amount->above(amount_before).count() : INT64_MAX;
    charged_transactions made;
    for (const quantity amount : amounts) {
        std::int64_t free = 0;
        if (any_free && events_left > 0 && amount_left > 0) {
            free = amount.count() < amount_left ? amount.count() : amount_left;
            amount_left -= free;
            --events_left;
        }
        const quantity paid{amount.count() - free};
        if (paid == quantity{}) continue;
        const auto cost = checked_add(exact::product(price.rate, paid, unit, price.scale), fixed);
        if (!cost) return cost.error();
        if (price.most && once(*price.most) < *cost) {
            made.at_most = quantity{made.at_most.count() + 1};
        } else if (price.least && *cost < once(*price.least)) {
            made.at_least = quantity{made.at_least.count() + 1};
        } else {
            const auto sum = checked_add(made.amount, paid);
            if (!sum) return sum.error();
            made.amount = *sum;
            made.events = quantity{made.events.count() + 1};
        }
    }
    return made;
}

/// What transactions cost in the order they came, not rounded; see `charged_of`.
/// Its errors, and `errc::overflow` when 128 bits do not hold the sum.
[[nodiscard]] constexpr result<exact> percentage_fee(const percentage& price,
                                                     std::span<const quantity> amounts,
                                                     currency unit) {
    const auto charged = charged_of(price, amounts, unit);
    if (!charged) return charged.error();
    exact total;
    detail::exact_sum sum{total, unit};
    sum.add(exact::product(price.rate, charged->amount, unit, price.scale));
    sum.add(exact::product(price.per_event, charged->events, unit));
    sum.add(exact::product(price.least.value_or(decimal{}), charged->at_least, unit));
    sum.add(exact::product(price.most.value_or(decimal{}), charged->at_most, unit));
    if (sum.error != errc{}) return sum.error;
    return total;
}

}  // namespace ratecard::inline v0

#endif

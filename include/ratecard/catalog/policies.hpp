// SPDX-License-Identifier: MIT
#ifndef RATECARD_CATALOG_POLICIES_HPP
#define RATECARD_CATALOG_POLICIES_HPP

#include <cstdint>
#include <optional>

#include <ratecard/core/id.hpp>
#include <ratecard/core/instant.hpp>
#include <ratecard/time/proration.hpp>

namespace ratecard::inline v0 {

/// Terms on sale, in months, both included.
struct term_policy {
    std::int32_t min_months = 1;
    std::int32_t max_months = 12;

    friend constexpr bool operator==(const term_policy&, const term_policy&) = default;
};

/// What is returned of a prepaid plan: the amounts really paid for what runs and what is to come,
/// less the list price of the used part of the running service month; never below zero.
struct refund_policy {
    proration used{};

    friend constexpr bool operator==(const refund_policy&, const refund_policy&) = default;
};

/// The clocks of a subscription's life.
struct lifecycle_policy {
    duration expiry_grace{};   ///< from a plan's end to its suspension
    duration arrears_grace{};  ///< from an unpaid bill's issue to suspension
    std::int32_t retention_days =
        0;  ///< civil days resources are kept, the day of suspension included
    std::int32_t remind_from = 0;   ///< civil days before the day of expiry of the first reminder
    std::int32_t remind_until = 0;  ///< civil days after it of the last one

    friend constexpr bool operator==(const lifecycle_policy&, const lifecycle_policy&) = default;
};

/// By whose prices a month of usage is charged, when the plan changes within it.
enum class usage_prices : std::uint8_t {
    last_plan,    ///< all of it by those of the last plan that covered a part of the month
    plan_of_use,  ///< each unit by those of the plan it was used under
};

/// How a month of usage becomes a bill.
struct billing_policy {
    std::int32_t issue_from = 1;   ///< first day of the next month on which the bill is issued
    std::int32_t issue_until = 1;  ///< last such day
    usage_prices priced_by = usage_prices::last_plan;

    friend constexpr bool operator==(const billing_policy&, const billing_policy&) = default;
};

}  // namespace ratecard::inline v0

#endif

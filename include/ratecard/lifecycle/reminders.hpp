// SPDX-License-Identifier: MIT
#ifndef RATECARD_LIFECYCLE_REMINDERS_HPP
#define RATECARD_LIFECYCLE_REMINDERS_HPP

#include <optional>

#include <ratecard/account/bill.hpp>
#include <ratecard/catalog/view.hpp>
#include <ratecard/core/bounded.hpp>
#include <ratecard/core/instant.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/time/calendar.hpp>

namespace ratecard::inline v0 {

/// The civil days on which a customer is reminded of an expiry, in order: from some days before the
/// day that contains it to some days after, as the catalog says.
[[nodiscard]] constexpr bounded<day, 31> expiry_reminders(const catalog_view& c, instant expiry) {
    const lifecycle_policy& p = c.offering->lifecycle;
    const day of_expiry = day_of(expiry, c.offering->billing_zone);
    bounded<day, 31> days;
    for (std::int32_t offset = -p.remind_from; offset <= p.remind_until; ++offset)
        days.push_back(of_expiry + offset);
    return days;
}

/// When a customer is reminded of a bill: at its issue, if the balance leaves it overdue.
/// `errc::currency_mismatch` when balance and bill are of two currencies.
[[nodiscard]] constexpr result<std::optional<instant>> overdue_reminder(const bill& b,
                                                                        money available) noexcept {
    const auto overdue = is_overdue(available, b.amount);
    if (!overdue) return overdue.error();
    return *overdue ? std::optional{b.issued_at} : std::nullopt;
}

}  // namespace ratecard::inline v0

#endif

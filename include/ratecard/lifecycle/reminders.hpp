// SPDX-License-Identifier: MIT
#ifndef RATECARD_LIFECYCLE_REMINDERS_HPP
#define RATECARD_LIFECYCLE_REMINDERS_HPP

#include <cstddef>
#include <optional>

#include <ratecard/account/bill.hpp>
#include <ratecard/account/facts.hpp>
#include <ratecard/account/subscription.hpp>
#include <ratecard/catalog/offering.hpp>
#include <ratecard/catalog/view.hpp>
#include <ratecard/core/bounded.hpp>
#include <ratecard/core/instant.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/lifecycle/coverage.hpp>
#include <ratecard/lifecycle/status.hpp>
#include <ratecard/time/calendar.hpp>

namespace ratecard::inline v0 {

/// The civil days on which a customer is reminded of an event at an instant, in the order in which
/// the catalog lists them: each so many days from the day that contains it.
[[nodiscard]] constexpr bounded<day, reminder_schedule::capacity> reminder_days(
    const catalog_view& c, life_event of, instant at) {
    const day of_event = day_of(at, c.offering->billing_zone);
    bounded<day, reminder_schedule::capacity> days;
    for (const reminder& r : c.offering->lifecycle.reminders)
        if (r.of == of) days.push_back(of_event + r.days);
    return days;
}

/// The days of reminders of an expiry.
[[nodiscard]] constexpr bounded<day, reminder_schedule::capacity> expiry_reminders(
    const catalog_view& c, instant expiry) {
    return reminder_days(c, life_event::expiry, expiry);
}

/// A reminder that the facts of a subscription lead to.
struct due_reminder {
    day on{};
    life_event of{};
    instant at{};  ///< of the event

    friend constexpr bool operator==(const due_reminder&, const due_reminder&) = default;
};

/// Calls `visit` with every reminder that the facts lead to, were they to stay as they are, in no
/// particular order: of the end of each unbroken stretch of plans, of each suspension and of
/// reclaiming, and of each bill that is not paid by the day.
/// \pre the facts hold no contradiction.
constexpr void for_each_reminder(const catalog_view& c, const subscription& s, auto&& visit) {
    const zone& z = c.offering->billing_zone;
    const auto remind = [&](life_event of, instant at, instant settled) {
        for (const day on : reminder_days(c, of, at))
            if (start_of(on, z) < settled) visit(due_reminder{on, of, at});
    };
    for (std::size_t i = 0; i < s.orders.size(); ++i) {
        const covered_time covered = coverage_of(c, s, s.orders[i]);
        if (!is_listed_before(s.orders, i) && !covered.refunded && !order_at(c, s, covered.end))
            remind(life_event::expiry, covered.end, instant::never());
    }
    for_each_suspension(
        c, s, [&](const suspension& x) { remind(life_event::suspension, x.begin, x.end); });
    if (const auto reclaimed = reclaimed_at(c, s))
        remind(life_event::reclaiming, *reclaimed, instant::never());
    for (std::size_t i = 0; i < s.bills.size(); ++i)
        if (!is_listed_before(s.bills, i))
            remind(life_event::bill, s.bills[i].issued_at,
                   s.bills[i].paid_at.value_or(instant::never()));
}

/// The first reminder on a day after `today`; of several on one day, of the event that the
/// enumeration names first. Nothing when there is none.
/// \pre the facts hold no contradiction.
[[nodiscard]] constexpr std::optional<due_reminder> next_reminder(const catalog_view& c,
                                                                  const subscription& s,
                                                                  day today) {
    std::optional<due_reminder> next;
    for_each_reminder(c, s, [&](const due_reminder& r) {
        if (r.on <= today) return;
        if (!next || r.on < next->on ||
            (r.on == next->on && (r.of < next->of || (r.of == next->of && r.at < next->at))))
            next = r;
    });
    return next;
}

/// When a customer is reminded of a bill: at its issue, if the balance leaves it overdue.
/// `money_errc::currency_mismatch` when balance and bill are of two currencies.
[[nodiscard]] constexpr result<std::optional<instant>> overdue_reminder(const bill& b,
                                                                        money available) noexcept {
    const auto overdue = is_overdue(available, b.amount);
    if (!overdue) return overdue.error();
    return *overdue ? std::optional{b.issued_at} : std::nullopt;
}

}  // namespace ratecard::inline v0

#endif

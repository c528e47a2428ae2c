// SPDX-License-Identifier: MIT
#ifndef RATECARD_LIFECYCLE_REMINDERS_HPP
#define RATECARD_LIFECYCLE_REMINDERS_HPP

#include <cstdint>
#include <optional>

#include <ratecard/account/bill.hpp>
#include <ratecard/account/facts.hpp>
#include <ratecard/account/subscription.hpp>
#include <ratecard/catalog/offering.hpp>
#include <ratecard/catalog/view.hpp>
#include <ratecard/core/bounded.hpp>
#include <ratecard/core/instant.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/lifecycle/status.hpp>
#include <ratecard/lifecycle/timeline.hpp>
#include <ratecard/time/calendar.hpp>

/// Computes the days on which a customer is reminded of an expiry, a suspension or a bill.
namespace ratecard::inline v0 {

/// The civil days on which a customer is reminded of an event at `at`, in the order of the list in
/// the catalog. Each is counted from the day that contains `at`: for an event on 10 March, an entry
/// of -7 days gives 3 March.
[[nodiscard]] constexpr bounded<day, reminder_schedule::capacity> reminder_days(
    const catalog_view& c, life_event of, instant at) {
    const day of_event = day_of(at, c.offering->billing_zone);
    bounded<day, reminder_schedule::capacity> days;
    for (const reminder& r : c.offering->lifecycle.reminders)
        if (r.of == of) days.push_back(of_event + r.days);
    return days;
}

/// The civil days on which a customer is reminded that a plan expires at `expiry`.
[[nodiscard]] constexpr bounded<day, reminder_schedule::capacity> expiry_reminders(
    const catalog_view& c, instant expiry) {
    return reminder_days(c, life_event::expiry, expiry);
}

/// A reminder of one event, and the day on which it is sent.
struct due_reminder {
    day on{};         ///< the day of the reminder
    life_event of{};  ///< the event
    instant at{};     ///< the time of the event

    friend constexpr bool operator==(const due_reminder&, const due_reminder&) = default;
};

/// Calls `visit` with every reminder that follows from the facts. The order is unspecified.
/// Reminders are for:
/// - the end of an order that was not refunded, if no other order covers that instant;
/// - the begin of each suspension, on days that begin before it ends;
/// - the time at which the resources are reclaimed;
/// - each bill, on days that begin before it is paid.
constexpr void for_each_reminder(const timeline_view& life, auto&& visit) {
    const catalog_view& c = life.catalog();
    const subscription& s = life.facts();
    const zone& z = c.offering->billing_zone;
    const auto remind = [&](life_event of, instant at, instant settled) {
        for (const day on : reminder_days(c, of, at))
            if (start_of(on, z) < settled) visit(due_reminder{on, of, at});
    };
    for (const covered_order& o : life.orders())
        if (!o.is_refunded() && plan_at(life, o.covers.end) == nullptr)
            remind(life_event::expiry, o.covers.end, instant::never());
    for (const suspension& x : life.suspensions()) remind(life_event::suspension, x.begin, x.end);
    if (const auto reclaimed = life.reclaimed_at())
        remind(life_event::reclaiming, *reclaimed, instant::never());
    for (const std::uint32_t place : life.bills()) {
        const bill& b = s.bills[place];
        remind(life_event::bill, b.issued_at, b.paid_at.value_or(instant::never()));
    }
}

/// The first reminder on a day after `today`; nothing if there is none. Among several reminders on
/// one day, the order of `life_event` decides, then the earlier event.
[[nodiscard]] constexpr std::optional<due_reminder> next_reminder(const timeline_view& life,
                                                                  day today) {
    std::optional<due_reminder> next;
    for_each_reminder(life, [&](const due_reminder& r) {
        if (r.on <= today) return;
        if (!next || r.on < next->on ||
            (r.on == next->on && (r.of < next->of || (r.of == next->of && r.at < next->at))))
            next = r;
    });
    return next;
}

/// When a customer is reminded of a bill: at its issue, if the balance `available` is negative or
/// less than the amount; otherwise nothing. `money_errc::currency_mismatch` if the balance and the
/// bill are in different currencies.
[[nodiscard]] constexpr result<std::optional<instant>> overdue_reminder(const bill& b,
                                                                        money available) noexcept {
    const auto overdue = is_overdue(available, b.amount);
    if (!overdue) return overdue.error();
    return *overdue ? std::optional{b.issued_at} : std::nullopt;
}

}  // namespace ratecard::inline v0

#endif

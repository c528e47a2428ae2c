// SPDX-License-Identifier: MIT
#ifndef RATECARD_LIFECYCLE_STATUS_HPP
#define RATECARD_LIFECYCLE_STATUS_HPP

#include <cstdint>
#include <optional>

#include <ratecard/account/order.hpp>
#include <ratecard/account/subscription.hpp>
#include <ratecard/catalog/view.hpp>
#include <ratecard/core/instant.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/lifecycle/coverage.hpp>
#include <ratecard/time/calendar.hpp>

/// Computes the state of a subscription: active, expired, suspended, reclaimed or deleted.
namespace ratecard::inline v0 {

/// The state a subscription is in.
enum class state : std::uint8_t {
    active,
    expired,    ///< the plan has ended without a renewal; within the grace it still runs
    suspended,  ///< nothing runs, and everything is kept
    reclaimed,  ///< final: the resources are deleted
    deleted,    ///< final: the customer deleted the subscription
};

/// The state of a subscription at one instant. `cause` has a value if the state is `suspended` or
/// `reclaimed`: the cause that began first, among those in force at that instant or, for
/// `reclaimed`, at the time of reclaiming.
struct status {
    ratecard::state state = ratecard::state::active;
    std::optional<suspension_cause> cause{};

    friend constexpr bool operator==(const status&, const status&) = default;
};

/// A stretch of time in which one cause suspends the subscription.
struct suspension {
    instant begin{};
    instant end{};  ///< not included; `instant::never()` if nothing has ended it
    suspension_cause cause{};

    [[nodiscard]] constexpr bool contains(instant t) const noexcept {
        return begin <= t && t < end;
    }
    friend constexpr bool operator==(const suspension&, const suspension&) = default;
};

namespace detail {

/// The begin of the first order after `t`. An order counts even if it was refunded at the instant
/// it began, but not if it was refunded before.
/// \pre the facts hold no contradiction.
constexpr instant next_plan_after(const catalog_view& c, const subscription& s, instant t) {
    instant first = instant::never();
    for (const order& o : s.orders) {
        if (o.begins <= t || first <= o.begins) continue;
        // Coverage begins at the refund if the order was refunded before it began.
        if (coverage_of(c, s, o).begin == o.begins) first = o.begins;
    }
    return first;
}

/// The suspension by `cause` after an event at `at`, such as a bill. It begins after the grace, and
/// ends at `settled` or, if the catalog says so, at the next order if that is earlier. It is empty
/// (`end <= begin`) if it ends within the grace.
constexpr suspension suspension_of(const catalog_view& c, const subscription& s,
                                   suspension_cause cause, instant at, instant settled) {
    const cause_rule& rule = c.offering->lifecycle.of(cause);
    const instant begin = at + rule.grace;
    instant end = settled;
    if (rule.ended_by_plan) {
        const instant plan = next_plan_after(c, s, at);
        if (plan < end) end = plan;
    }
    return {begin, end, cause};
}

}  // namespace detail

/// Calls `visit` with every suspension that follows from the facts. The order is unspecified.
/// At most one comes from each listed bill, from each listed finding of abuse, and from each listed
/// order whose end no other order covers.
/// \pre the facts hold no contradiction.
constexpr void for_each_suspension(const catalog_view& c, const subscription& s, auto&& visit) {
    const auto report = [&](suspension_cause cause, instant at, instant settled) {
        const suspension x = detail::suspension_of(c, s, cause, at, settled);
        if (x.begin < x.end) visit(x);
    };
    for (const order& o : s.orders) {
        const covered_time covered = coverage_of(c, s, o);
        bool end_is_covered = false;
        for (const order& other : s.orders)
            if (&other != &o && coverage_of(c, s, other).contains(covered.end))
                end_is_covered = true;
        if (!end_is_covered)
            report(covered.refunded ? suspension_cause::refund : suspension_cause::expiry,
                   covered.end, instant::never());
    }
    for (const bill& b : s.bills)
        report(suspension_cause::arrears, b.issued_at, b.paid_at.value_or(instant::never()));
    for (const abuse_finding& f : s.findings)
        report(suspension_cause::abuse, f.found_at, f.lifted_at.value_or(instant::never()));
}

/// The cause of the suspension in force at `t`; nothing if none is. Among several, the one that
/// began first; if they began in the same second, the first in the order of `suspension_cause`.
/// \pre the facts hold no contradiction.
[[nodiscard]] constexpr std::optional<suspension_cause> cause_at(const catalog_view& c,
                                                                 const subscription& s, instant t) {
    std::optional<suspension> first;
    for_each_suspension(c, s, [&](const suspension& x) {
        if (x.contains(t) && (!first || x.begin < first->begin ||
                              (x.begin == first->begin && x.cause < first->cause)))
            first = x;
    });
    if (!first) return std::nullopt;
    return first->cause;
}

/// When the resources are reclaimed, assuming that no facts are added; nothing if they never are.
/// Suspensions that overlap or touch count as one, and the cause that began it sets the retention.
/// Reclaiming is at the start of the civil day on which the suspension begins plus the retention,
/// for the first suspension that lasts longer than that. With a retention of 90 days, a suspension
/// that begins on 2 April leads to reclaiming at the start of 1 July.
/// \pre the facts hold no contradiction.
[[nodiscard]] constexpr std::optional<instant> reclaimed_at(const catalog_view& c,
                                                            const subscription& s) {
    const zone& z = c.offering->billing_zone;
    instant from{-instant::bound};
    for (;;) {
        std::optional<suspension> first;
        for_each_suspension(c, s, [&](const suspension& x) {
            if (from <= x.begin && (!first || x.begin < first->begin ||
                                    (x.begin == first->begin && x.cause < first->cause)))
                first = x;
        });
        if (!first) return std::nullopt;
        instant end = first->begin;
        for (instant previous = end;; previous = end) {
            for_each_suspension(c, s, [&](const suspension& x) {
                if (x.begin <= end && end < x.end) end = x.end;
            });
            if (end == previous) break;
        }
        const instant reclaimed =
            start_of(day_of(first->begin, z) + c.offering->lifecycle.retention_of(first->cause), z);
        if (reclaimed < end) return reclaimed;
        from = end + seconds(1);
    }
}

namespace detail {

/// The public `state_at`, with the result of `reclaimed_at` supplied by `when_reclaimed()`. It is
/// called only if something has ended, because it is slow.
constexpr result<status> state_at(const catalog_view& c, const subscription& s, instant now,
                                  const auto& when_reclaimed) {
    if (now < s.created_at) return account_errc::before_creation;
    bool running = false, begun = false, ended = false;
    for (const order& o : s.orders) {
        const covered_time covered = coverage_of(c, s, o);
        running = running || covered.contains(now);
        begun = begun || covered.begin <= now;
        ended = ended || covered.end <= now;
    }
    for (const bill& b : s.bills) ended = ended || b.issued_at <= now;
    for (const abuse_finding& f : s.findings) ended = ended || f.found_at <= now;
    // Without an ended order, a bill or a finding, there has been no suspension.
    const instant reclaimed =
        ended ? when_reclaimed().value_or(instant::never()) : instant::never();
    if (s.deleted_at && *s.deleted_at <= now && *s.deleted_at <= reclaimed)
        return status{state::deleted, {}};
    if (reclaimed <= now) return status{state::reclaimed, cause_at(c, s, reclaimed)};
    if (ended)
        if (const auto cause = cause_at(c, s, now)) return status{state::suspended, cause};
    return status{begun && !running ? state::expired : state::active, {}};
}

}  // namespace detail

/// The state of the subscription at `now`. `account_errc::before_creation` if `now` is before the
/// subscription was created.
/// \pre the facts hold no contradiction.
[[nodiscard]] constexpr result<status> state_at(const catalog_view& c, const subscription& s,
                                                instant now) {
    return detail::state_at(c, s, now, [&] { return reclaimed_at(c, s); });
}

/// A new status, and the instant from which it holds.
struct state_change {
    instant at{};
    status becomes{};

    friend constexpr bool operator==(const state_change&, const state_change&) = default;
};

namespace detail {

/// `next_change`, for a caller who knows the status at `now` and the result of `reclaimed_at`.
constexpr std::optional<state_change> change_after(const catalog_view& c, const subscription& s,
                                                   instant now, const status& current,
                                                   const std::optional<instant>& reclaimed) {
    for (instant t = now;;) {
        std::optional<instant> next;
        const auto consider = [&](instant at) {
            if (t < at && at < instant::never() && (!next || at < *next)) next = at;
        };
        for (const order& o : s.orders) {
            const covered_time covered = coverage_of(c, s, o);
            consider(covered.begin);
            consider(covered.end);
        }
        for_each_suspension(c, s, [&](const suspension& x) {
            consider(x.begin);
            consider(x.end);
        });
        if (reclaimed) consider(*reclaimed);
        if (s.deleted_at) consider(*s.deleted_at);
        if (!next) return std::nullopt;
        const auto becomes = state_at(c, s, *next, [&] { return reclaimed; });
        if (becomes && *becomes != current) return state_change{*next, *becomes};
        t = *next;
    }
}

}  // namespace detail

/// The next change of status after `now`, assuming that no facts are added; nothing if there is
/// none. `account_errc::before_creation` if `now` is before the subscription was created.
/// \pre the facts hold no contradiction.
[[nodiscard]] constexpr result<std::optional<state_change>> next_change(const catalog_view& c,
                                                                        const subscription& s,
                                                                        instant now) {
    const auto reclaimed = reclaimed_at(c, s);
    const auto current = detail::state_at(c, s, now, [&] { return reclaimed; });
    if (!current) return current.error();
    return detail::change_after(c, s, now, *current, reclaimed);
}

}  // namespace ratecard::inline v0

#endif

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

namespace ratecard::inline v0 {

/// The state a subscription is in.
enum class state : std::uint8_t {
    active,
    expired,    ///< the plan has ended and was not renewed; within the grace it still runs
    suspended,  ///< nothing runs, everything is kept
    reclaimed,  ///< for good
    deleted,    ///< by the customer, for good
};

/// The state of a subscription at an instant. `cause` is there when it is suspended or reclaimed: of
/// the causes in force (for reclaimed: in force when it was reclaimed), the one that began first.
struct status {
    ratecard::state state = ratecard::state::active;
    std::optional<suspension_cause> cause{};

    friend constexpr bool operator==(const status&, const status&) = default;
};

/// One cause in force from `begin` up to, not including, `end`; `instant::never()` when nothing has
/// ended it.
struct suspension {
    instant begin{};
    instant end{};
    suspension_cause cause{};

    [[nodiscard]] constexpr bool contains(instant t) const noexcept {
        return begin <= t && t < end;
    }
    friend constexpr bool operator==(const suspension&, const suspension&) = default;
};

namespace detail {

/// The begin of the first plan that begins after `t`, were it only to be given back at once.
/// \pre the facts hold no contradiction.
constexpr instant next_plan_after(const catalog_view& c, const subscription& s, instant t) {
    instant first = instant::never();
    for (const order& o : s.orders) {
        if (o.begins <= t || first <= o.begins) continue;
        // An order given back at its very begin was bought, unlike one that never began.
        if (coverage_of(c, s, o).begin == o.begins) first = o.begins;
    }
    return first;
}

/// What a cause leads to whose event was at `at`, and which is settled at an instant.
constexpr suspension suspension_of(const catalog_view& c, const subscription& s,
                                   suspension_cause why, instant at, instant settled) {
    const cause_rule& rule = c.offering->lifecycle.of(why);
    const instant begin = at + rule.grace;
    instant end = settled;
    if (rule.ended_by_plan) {
        const instant plan = next_plan_after(c, s, at);
        if (plan < end) end = plan;
    }
    return {begin, end, why};
}

}  // namespace detail

/// Calls `visit` with every suspension the facts lead to, in no particular order. One order that
/// ends without another covering its end, one bill and one finding, lead to at most one each.
/// \pre the facts hold no contradiction.
constexpr void for_each_suspension(const catalog_view& c, const subscription& s, auto&& visit) {
    const auto look = [&](suspension_cause why, instant at, instant settled) {
        const suspension x = detail::suspension_of(c, s, why, at, settled);
        if (x.begin < x.end) visit(x);
    };
    for (const order& o : s.orders) {
        const covered_time covered = coverage_of(c, s, o);
        bool open = true;
        for (const order& other : s.orders)
            if (&other != &o && coverage_of(c, s, other).contains(covered.end)) open = false;
        if (open)
            look(covered.refunded ? suspension_cause::refund : suspension_cause::expiry,
                 covered.end, instant::never());
    }
    for (const bill& b : s.bills)
        look(suspension_cause::arrears, b.issued_at, b.paid_at.value_or(instant::never()));
    for (const abuse_finding& f : s.findings)
        look(suspension_cause::abuse, f.found_at, f.lifted_at.value_or(instant::never()));
}

/// The cause in force at `t` that began first; of one second, the one that the enumeration names
/// first.
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

/// When the resources are reclaimed, were the facts to stay as they are: at the beginning of the
/// first civil day after the days of retention, counted from the begin of the first unbroken
/// suspension that lasts so long; as many days as the cause says that began it. Suspensions that
/// overlap or touch are one.
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
        for (instant before = end;; before = end) {
            for_each_suspension(c, s, [&](const suspension& x) {
                if (x.begin <= end && end < x.end) end = x.end;
            });
            if (end == before) break;
        }
        const instant reclaimed =
            start_of(day_of(first->begin, z) + c.offering->lifecycle.retention_of(first->cause), z);
        if (reclaimed < end) return reclaimed;
        from = end + seconds(1);
    }
}

namespace detail {

/// `state_at`, where `when_reclaimed()` is what `reclaimed_at` says: it is asked only if something has
/// ended.
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
    // Where nothing has ended, was billed or found, nothing was ever suspended.
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

/// The state at `now`, from the facts alone. `account_errc::before_creation` before the subscription was
/// created.
/// \pre the facts hold no contradiction.
[[nodiscard]] constexpr result<status> state_at(const catalog_view& c, const subscription& s,
                                                instant now) {
    return detail::state_at(c, s, now, [&] { return reclaimed_at(c, s); });
}

/// A state, and the instant from which it holds.
struct state_change {
    instant at{};
    status becomes{};

    friend constexpr bool operator==(const state_change&, const state_change&) = default;
};

namespace detail {

/// `next_change` where the state at `now` and `reclaimed_at` are known.
constexpr std::optional<state_change> change_after(const catalog_view& c, const subscription& s,
                                                   instant now, const status& current,
                                                   const std::optional<instant>& reclaimed) {
    for (instant t = now;;) {
        std::optional<instant> next;
        const auto consider = [&](instant edge) {
            if (t < edge && edge < instant::never() && (!next || edge < *next)) next = edge;
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
        const auto then = state_at(c, s, *next, [&] { return reclaimed; });
        if (then && *then != current) return state_change{*next, *then};
        t = *next;
    }
}

}  // namespace detail

/// The next instant after `now` at which the state is another, were the facts to stay as they are;
/// nothing when it stays for good. `account_errc::before_creation` as for `state_at`.
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

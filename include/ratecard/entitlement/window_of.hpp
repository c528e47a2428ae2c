// SPDX-License-Identifier: MIT
#ifndef RATECARD_ENTITLEMENT_WINDOW_OF_HPP
#define RATECARD_ENTITLEMENT_WINDOW_OF_HPP

#include <ratecard/account/order.hpp>
#include <ratecard/catalog/product.hpp>
#include <ratecard/catalog/view.hpp>
#include <ratecard/core/id.hpp>
#include <ratecard/core/instant.hpp>
#include <ratecard/core/window.hpp>
#include <ratecard/lifecycle/timeline.hpp>
#include <ratecard/time/anchor.hpp>
#include <ratecard/time/period.hpp>
#include <ratecard/usage/window_at.hpp>

/// Finds the window in which a quota of a subscription is counted.
namespace ratecard::inline v0 {

/// The window of what is counted by billing period at `now`: a month of an
/// order, or a billing period. Windows are
/// numbered through the whole life of the subscription.
///
/// One month that is paid is one window. After the end of a plan its last window goes on, up to the
/// next plan. A month that was cut short, by a refund or a change of plan, and the first month of a
/// plan that begins within it, are one window, unless the rule of the change renews what is
/// included. Before the first plan, windows are months from the creation.
[[nodiscard]] constexpr window billing_window_at(const timeline_view& life, instant now) {
    const catalog_view& c = life.catalog();
    const zone& z = c.offering->billing_zone;
    const stretch* const plan = last_plan_at(life, now);
    if (plan == nullptr) {
        const anchor created = anchor_at(life.facts().created_at, z);
        const numbered_period month = period_around(created, monthly, now, z);
        return {month.number, month.span.end()};
    }
    const numbered_period first = plan_period_at(life, *plan, plan->begin);
    const bool runs = plan->contains(now);
    const numbered_period current =
        plan_period_at(life, *plan, runs ? now : plan->end - seconds(1));
    const std::int64_t number = plan->first_window + current.number - first.number;
    if (runs) return {number, current.span.end()};
    const stretch* const next = next_plan_after(life, now);
    return {number, next != nullptr ? next->begin : instant::never()};
}

/// The window of a quota that contains `now`, for one subscription.
/// \pre the quota is of this catalog.
[[nodiscard]] constexpr window window_of(const timeline_view& life, quota_id q, instant now) {
    const quota& row = life.catalog()[q];
    if (row.window == quota_window::billing_period) return billing_window_at(life, now);
    return window_at(row, life.catalog().offering->billing_zone, now);
}

}  // namespace ratecard::inline v0

#endif

// SPDX-License-Identifier: MIT
#ifndef RATECARD_ENTITLEMENT_WINDOW_OF_HPP
#define RATECARD_ENTITLEMENT_WINDOW_OF_HPP

#include <ratecard/account/subscription.hpp>
#include <ratecard/catalog/product.hpp>
#include <ratecard/catalog/view.hpp>
#include <ratecard/core/id.hpp>
#include <ratecard/core/instant.hpp>
#include <ratecard/core/window.hpp>
#include <ratecard/lifecycle/coverage.hpp>
#include <ratecard/time/anchor.hpp>
#include <ratecard/time/period.hpp>
#include <ratecard/usage/window_at.hpp>

/// Finds the window in which a quota of a subscription is counted.
namespace ratecard::inline v0 {

/// The anchor from which billing periods are counted at `now`: that of the order that covers `now`,
/// or else of the last order that covered time before. Before the first order it is the creation of
/// the subscription.
/// \pre the facts hold no contradiction.
[[nodiscard]] constexpr anchor billing_anchor_at(const catalog_view& c, const subscription& s,
                                                 instant now) {
    instant from = s.created_at;
    instant latest{-instant::bound};
    for (const order& o : s.orders) {
        const covered_time covered = coverage_of(c, s, o);
        if (covered.begin <= now && covered.begin < covered.end && latest <= covered.begin) {
            latest = covered.begin;
            from = o.anchored_at.value_or(o.begins);
        }
    }
    return anchor_at(from, c.offering->billing_zone);
}

/// The window of a quota that contains `now`, for one subscription.
/// \pre the quota is of this catalog, and the facts hold no contradiction.
[[nodiscard]] constexpr window window_of(const catalog_view& c, const subscription& s, quota_id q,
                                         instant now) {
    return window_at(c[q], c.offering->billing_zone, billing_anchor_at(c, s, now), now);
}

}  // namespace ratecard::inline v0

#endif

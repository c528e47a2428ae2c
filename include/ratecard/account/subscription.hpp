// SPDX-License-Identifier: MIT
#ifndef RATECARD_ACCOUNT_SUBSCRIPTION_HPP
#define RATECARD_ACCOUNT_SUBSCRIPTION_HPP

#include <cstdint>
#include <optional>
#include <span>

#include <ratecard/account/bill.hpp>
#include <ratecard/account/facts.hpp>
#include <ratecard/account/order.hpp>
#include <ratecard/account/plan.hpp>
#include <ratecard/catalog/fault.hpp>
#include <ratecard/catalog/view.hpp>
#include <ratecard/core/attributes.hpp>
#include <ratecard/core/id.hpp>
#include <ratecard/core/instant.hpp>
#include <ratecard/core/result.hpp>

/// A subscription as a set of facts, and the price-book version that applies to it.
namespace ratecard::inline v0 {

/// All facts about one customer's use of the product. (In the reference catalog a subscription is
/// one application.) The caller keeps the arrays behind the spans alive. No state is stored: the
/// state at an instant is computed from the facts.
struct subscription {
    subscription_id id{};
    instant created_at{};
    attributes fixed{};               ///< attributes that never change, such as the data center
    std::span<const order> orders{};  ///< in the order in which they were placed
    std::span<const order_refund> refunds{};
    std::span<const bill> bills{};  ///< of the whole account
    std::span<const approval> approvals{};
    std::span<const trial_activation> trials{};
    std::span<const feature_purchase> purchases{};
    std::span<const add_on_purchase> add_ons{};
    std::span<const feature_override> feature_overrides{};
    std::span<const limit_override> limit_overrides{};
    std::optional<instant> migrated_at{};  ///< when it moved to the successor of its version
    std::optional<instant> deleted_at{};
    bool auto_renew = false;  ///< applies until the first renewal decision
    std::span<const account_refund> account_refunds{};  ///< of the account's other subscriptions
    std::span<const abuse_finding> findings{};
    std::span<const renewal_decision> renewals{};
    std::span<const plan_start> plans{};  ///< plans that are billed period by period
    std::span<const plan_change> plan_changes{};
    std::span<const seat_change> seat_changes{};
    std::span<const plan_pause> pauses{};
    std::span<const plan_cancellation> cancellations{};
    std::span<const add_on_return> add_on_returns{};
};

/// Whether a subscription is set to renew at `t`. The decision in force at `t` counts; before the
/// first decision, `auto_renew`.
[[nodiscard]] constexpr bool is_set_to_renew(const subscription& s, instant t) noexcept {
    const auto decision = decision_at(s.renewals, t);
    return decision ? decision->renews : s.auto_renew;
}

/// The reason why a subscription is priced by a certain price-book version.
enum class priced_since : std::uint8_t {
    creation,     ///< it was in force when the subscription was created
    first_order,  ///< it was in force when the first order was placed
    asking,       ///< it is in force at the instant of the question
    migration,    ///< the subscription moved to it
    sunset,       ///< it is the successor of a version that ended
};

/// The version by which a subscription is priced, with the date and reason that decided it.
struct dated_version {
    version_id version{};
    instant decided_at{};
    priced_since by{};

    friend constexpr bool operator==(const dated_version&, const dated_version&) = default;
};

namespace detail {

/// Replaces a version that ended at or before `now` by its successor, until one has not ended.
constexpr dated_version past_sunsets(const catalog_view& c, dated_version v, instant now) {
    for (;;) {
        const price_version& row = c[v.version];
        if (!row.ends_at || now < *row.ends_at || !row.migrates_to) return v;
        const instant at = *row.ends_at < v.decided_at ? v.decided_at : *row.ends_at;
        v = {*row.migrates_to, at, priced_since::sunset};
    }
}

}  // namespace detail

/// The price-book version by which a subscription is priced at `now`, and what decided it.
///
/// It is the version that was in force on the date named by the offering's `grandfathering`. A
/// migration of the subscription moves it to the successor, and so does the end of a version. A
/// migration before that date, such as before the first order, has no version to leave: it changes
/// nothing.
/// `catalog_errc::no_version_in_force` if the date is before the first version,
/// `catalog_errc::migration_not_offered` if it moved from a version that has no successor.
[[nodiscard]] constexpr result<dated_version> dated_version_of(const catalog_view& c,
                                                               const subscription& s, instant now) {
    instant since = s.created_at;
    auto by = priced_since::creation;
    if (c.offering->prices != grandfathering::by_creation) {
        since = now;
        by = priced_since::asking;
    }
    if (c.offering->prices == grandfathering::by_first_order)
        for (const order& o : s.orders)
            if (o.placed_at <= since) {
                since = o.placed_at;
                by = priced_since::first_order;
            }
    const auto in_force = c.version_at(since);
    if (!in_force) return in_force.error();
    const dated_version first{*in_force, since, by};
    // Until a version is decided, there is none to leave.
    if (!s.migrated_at || now < *s.migrated_at || *s.migrated_at < since ||
        by == priced_since::asking)
        return detail::past_sunsets(c, first, now);
    const dated_version from = detail::past_sunsets(c, first, *s.migrated_at);
    const auto successor = c[from.version].migrates_to;
    if (!successor) return catalog_errc::migration_not_offered;
    return detail::past_sunsets(c, {*successor, *s.migrated_at, priced_since::migration}, now);
}

/// The version of `dated_version_of`, without date and reason. The same errors.
[[nodiscard]] constexpr result<version_id> version_of(const catalog_view& c, const subscription& s,
                                                      instant now) {
    return dated_version_of(c, s, now).transform([](const dated_version& v) { return v.version; });
}

/// Checks a move from one version to another, and returns `to`. Only the successor of `from` is
/// allowed: `catalog_errc::migration_not_offered` for any other version,
/// `catalog_errc::unknown_version` for an id that the catalog does not have.
[[nodiscard]] constexpr result<version_id> migrate(const catalog_view& c, version_id from,
                                                   version_id to) noexcept {
    if (!c.has(from) || !c.has(to)) return catalog_errc::unknown_version;
    if (c[from].migrates_to != to) return catalog_errc::migration_not_offered;
    return to;
}

}  // namespace ratecard::inline v0

#endif

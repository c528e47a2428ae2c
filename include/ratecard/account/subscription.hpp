// SPDX-License-Identifier: MIT
#ifndef RATECARD_ACCOUNT_SUBSCRIPTION_HPP
#define RATECARD_ACCOUNT_SUBSCRIPTION_HPP

#include <cstdint>
#include <optional>
#include <span>

#include <ratecard/account/bill.hpp>
#include <ratecard/account/facts.hpp>
#include <ratecard/account/order.hpp>
#include <ratecard/catalog/fault.hpp>
#include <ratecard/catalog/view.hpp>
#include <ratecard/core/attributes.hpp>
#include <ratecard/core/id.hpp>
#include <ratecard/core/instant.hpp>
#include <ratecard/core/result.hpp>

namespace ratecard::inline v0 {

/// Everything known of one customer's use of the product (of one application, in the reference
/// catalog): facts as given, seen through spans that the caller keeps alive. Its state at an instant
/// is a function of these facts; nothing of it is stored.
struct subscription {
    subscription_id id{};
    instant created_at{};
    attributes fixed{};               ///< such as the data center
    std::span<const order> orders{};  ///< in the order in which they were placed
    std::span<const order_refund> refunds{};
    std::span<const bill> bills{};  ///< of the whole account
    std::span<const approval> approvals{};
    std::span<const trial_activation> trials{};
    std::span<const feature_purchase> purchases{};
    std::span<const add_on_purchase> add_ons{};
    std::span<const feature_override> feature_overrides{};
    std::span<const limit_override> limit_overrides{};
    std::optional<instant> migrated_at{};  ///< when it moved to its version's successor
    std::optional<instant> deleted_at{};
    bool auto_renew = false;                            ///< before the first decision about it
    std::span<const account_refund> account_refunds{};  ///< of the account's other subscriptions
    std::span<const abuse_finding> findings{};
    std::span<const renewal_decision> renewals{};
};

/// Whether a subscription is set to renew at `t`: by the decision in force then, `auto_renew` before the
/// first one.
[[nodiscard]] constexpr bool is_set_to_renew(const subscription& s, instant t) noexcept {
    const auto decision = decision_at(s.renewals, t);
    return decision ? decision->renews : s.auto_renew;
}

/// What decided by which version of the price book a subscription is priced.
enum class priced_since : std::uint8_t {
    creation,     ///< the version in force when it was created
    first_order,  ///< when its first order was placed
    asking,       ///< at the instant of the question: each order is priced by its own day
    migration,    ///< the successor it moved to
    sunset,       ///< the successor of one that ended
};

/// The version a subscription is priced by, and the date and reason that decided it.
struct dated_version {
    version_id version{};
    instant decided_at{};
    priced_since by{};

    friend constexpr bool operator==(const dated_version&, const dated_version&) = default;
};

namespace detail {

/// Follows the versions that end by `now`: each leads to its successor.
constexpr dated_version past_sunsets(const catalog_view& c, dated_version v, instant now) {
    for (;;) {
        const price_version& row = c[v.version];
        if (!row.ends_at || now < *row.ends_at || !row.migrates_to) return v;
        const instant at = *row.ends_at < v.decided_at ? v.decided_at : *row.ends_at;
        v = {*row.migrates_to, at, priced_since::sunset};
    }
}

}  // namespace detail

/// By which version of the price book a subscription is priced at `now`, and what decided it: the date
/// that the offering's `grandfathering` names, the move to a successor, or the end of a version.
/// `catalog_errc::no_version_in_force` when that date is older than the book, `catalog_errc::migration_not_offered`
/// when it moved from a version without a successor.
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
    const auto found = c.version_at(since);
    if (!found) return found.error();
    const dated_version first{*found, since, by};
    // Prices of the day have nothing to move from.
    if (!s.migrated_at || now < *s.migrated_at || by == priced_since::asking)
        return detail::past_sunsets(c, first, now);
    const dated_version from = detail::past_sunsets(c, first, *s.migrated_at);
    const auto successor = c[from.version].migrates_to;
    if (!successor) return catalog_errc::migration_not_offered;
    return detail::past_sunsets(c, {*successor, *s.migrated_at, priced_since::migration}, now);
}

/// The price-book version a subscription is priced by at `now`. Errors as for `dated_version_of`.
[[nodiscard]] constexpr result<version_id> version_of(const catalog_view& c, const subscription& s,
                                                      instant now) {
    return dated_version_of(c, s, now).transform([](const dated_version& v) { return v.version; });
}

/// A move to another version: there is one way, to the successor. `catalog_errc::migration_not_offered`
/// for every other one.
[[nodiscard]] constexpr result<version_id> migrate(const catalog_view& c, version_id from,
                                                   version_id to) noexcept {
    if (!c.has(from) || !c.has(to)) return catalog_errc::unknown_version;
    if (c[from].migrates_to != to) return catalog_errc::migration_not_offered;
    return to;
}

}  // namespace ratecard::inline v0

#endif

// SPDX-License-Identifier: MIT
#ifndef RATECARD_ACCOUNT_SUBSCRIPTION_HPP
#define RATECARD_ACCOUNT_SUBSCRIPTION_HPP

#include <optional>
#include <span>

#include <ratecard/account/account_refund.hpp>
#include <ratecard/account/add_on_purchase.hpp>
#include <ratecard/account/approval.hpp>
#include <ratecard/account/bill.hpp>
#include <ratecard/account/entitlement_override.hpp>
#include <ratecard/account/feature_purchase.hpp>
#include <ratecard/account/order.hpp>
#include <ratecard/account/trial_activation.hpp>
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
    bool auto_renew = false;
    std::span<const account_refund> account_refunds{};  ///< of the account's other subscriptions
    /// The end of each order as `end_of` computes it, where the caller has done so already: then it
    /// is not computed again. It adds nothing to the facts.
    std::span<const instant> order_ends{};
};

/// The price-book version a subscription is sold by at `now`: that of its creation, or the successor
/// it moved to. `errc::no_version_in_force` when it is older than the book,
/// `errc::migration_not_offered` when it moved from a version without a successor.
[[nodiscard]] constexpr result<version_id> version_of(const catalog_view& c, const subscription& s,
                                                      instant now) noexcept {
    const auto version = c.version_at(s.created_at);
    if (!version || !s.migrated_at || now < *s.migrated_at) return version;
    const auto successor = c[*version].migrates_to;
    if (!successor) return errc::migration_not_offered;
    return *successor;
}

/// A move to another version: there is one way, to the successor. `errc::migration_not_offered`
/// for every other one.
[[nodiscard]] constexpr result<version_id> migrate(const catalog_view& c, version_id from,
                                                   version_id to) noexcept {
    if (!c.has(from) || !c.has(to)) return errc::unknown_version;
    if (c[from].migrates_to != to) return errc::migration_not_offered;
    return to;
}

}  // namespace ratecard::inline v0

#endif

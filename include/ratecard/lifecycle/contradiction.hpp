// SPDX-License-Identifier: MIT
#ifndef RATECARD_LIFECYCLE_CONTRADICTION_HPP
#define RATECARD_LIFECYCLE_CONTRADICTION_HPP

#include <cstddef>
#include <cstdint>
#include <optional>

#include <ratecard/account/facts.hpp>
#include <ratecard/account/order.hpp>
#include <ratecard/account/subscription.hpp>
#include <ratecard/catalog/fault.hpp>
#include <ratecard/catalog/list_price.hpp>
#include <ratecard/catalog/view.hpp>
#include <ratecard/core/errc.hpp>
#include <ratecard/core/limit.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/lifecycle/coverage.hpp>

/// Checks that the facts of a subscription can all be true.
namespace ratecard::inline v0 {

/// Names the list of facts in which a contradiction was found.
enum class fact : std::uint8_t {
    subscription,
    order,
    refund,
    bill,
    approval,
    trial,
    purchase,
    account_refund,
    finding,
    renewal,
    add_on,
    feature_override,
    limit_override,
};

/// A fact that cannot be true together with the others, and the reason.
struct contradiction {
    errc code{};            ///< the rule that the fact breaks
    fact kind{};            ///< the list that holds the fact
    std::size_t index = 0;  ///< the position in that list; 0 for the subscription itself

    friend constexpr bool operator==(const contradiction&, const contradiction&) = default;
};

namespace detail {

/// Checks one order against the catalog and the subscription, without the other orders.
constexpr result<void> check_order(const catalog_view& c, const subscription& s, const order& o) {
    if (o.owner != s.id) return account_errc::order_of_another_owner;
    if (!c.has(o.edition)) return catalog_errc::unknown_edition;
    if (!c.has(o.version)) return catalog_errc::unknown_version;
    if (o.edition == c.offering->default_edition) return account_errc::edition_not_for_sale;
    if (o.months < c.offering->terms.min_months || o.months > c.offering->terms.max_months)
        return catalog_errc::months_out_of_range;
    if (o.placed_at < s.created_at) return account_errc::before_creation;
    if (o.begins < o.placed_at) return account_errc::order_begins_before_it_was_placed;
    for (std::size_t a = 0; !o.fixed.empty() && a < c.attributes.size(); ++a) {
        const attribute_id id{static_cast<std::uint16_t>(a)};
        if (o.fixed.has(id) && (!s.fixed.has(id) || o.fixed.value(id) != s.fixed.value(id)))
            return account_errc::fixed_attribute_changed;
    }
    if (o.anchored_at) {
        const zone& z = c.offering->billing_zone;
        const anchor a = anchor_at(*o.anchored_at, z);
        if (boundary_at(a, monthly, index_of(a, monthly, o.begins, z), z) != o.begins)
            return account_errc::order_off_its_anchor;
    }
    const payment& p = o.paid_by;
    for (const money& part : {p.cash, p.credit, p.voucher, p.discount}) {
        if (part.unit() != c.unit()) return money_errc::currency_mismatch;
        if (part.is_negative()) return money_errc::negative_amount;
    }
    const auto price = list_price(c, o.edition, o.version, o.months);
    if (price == catalog_errc::no_price) return {};  // the version states no prices to compare with
    if (!price) return price.error();
    if (p.voucher > *price) return account_errc::voucher_exceeds_price;
    const auto paid = settled(p);
    if (!paid) return paid.error();
    if (*paid != *price) return account_errc::payment_mismatch;
    return {};
}

/// Checks one bill, without the others.
constexpr result<void> check_bill(const catalog_view& c, const bill& b) {
    if (b.amount.unit() != c.unit()) return money_errc::currency_mismatch;
    if (b.amount.is_negative()) return money_errc::negative_amount;
    if (b.paid_at && *b.paid_at < b.issued_at) return account_errc::paid_before_issue;
    return {};
}

/// Checks one purchase of a feature, without the others.
constexpr result<void> check_purchase(const catalog_view& c, const subscription& s,
                                      const feature_purchase& p) {
    if (!c.has(p.feature)) return catalog_errc::unknown_feature;
    if (p.begins < s.created_at) return account_errc::before_creation;
    if (p.ends < p.begins) return account_errc::ends_before_it_begins;
    for (const money& part : {p.cash, p.credit}) {
        if (part.unit() != c.unit()) return money_errc::currency_mismatch;
        if (part.is_negative()) return money_errc::negative_amount;
    }
    return {};
}

/// Checks the refund at `index` against its order and against the refunds listed before it.
constexpr result<void> check_refund(const catalog_view& c, const subscription& s,
                                    std::size_t index) {
    const order_refund& r = s.refunds[index];
    const order* refunded = nullptr;
    for (const order& o : s.orders)
        if (o.id == r.order) refunded = &o;
    if (refunded == nullptr) return account_errc::unknown_order;
    for (std::size_t j = 0; j < index; ++j)
        if (s.refunds[j].order == r.order && s.refunds[j] != r) return account_errc::refunded_twice;
    if (r.at < refunded->placed_at) return account_errc::refund_before_order;
    if (end_of(c, *refunded) <= r.at) return account_errc::refund_after_end;
    return {};
}

/// Whether both orders cover at least one common instant.
constexpr bool overlap(const covered_time& a, const covered_time& b) noexcept {
    return a.begin < a.end && b.begin < b.end && a.begin < b.end && b.begin < a.end;
}

}  // namespace detail

/// The first contradiction among the facts of a subscription, or nothing. Functions with the
/// precondition "the facts hold no contradiction" may be called if the result is nothing.
///
/// A fact that is listed twice with the same content counts once. The same id with different
/// content is a contradiction (`account_errc::duplicate_id`).
///
/// No action or purchase of the customer may be earlier than the creation of the subscription
/// (`account_errc::before_creation`). An override may begin earlier, because a seller can agree to
/// it in advance.
[[nodiscard]] constexpr std::optional<contradiction> find_contradiction(const catalog_view& c,
                                                                        const subscription& s) {
    for (std::size_t a = 0; !s.fixed.empty() && a < c.attributes.size(); ++a) {
        const attribute_id id{static_cast<std::uint16_t>(a)};
        if (!s.fixed.has(id) || c.attributes[a].kind != attribute_kind::enumerated) continue;
        std::int64_t value_count = 0;
        for (const attribute_value& v : c.values) value_count += v.of == id ? 1 : 0;
        if (s.fixed.value(id) < 0 || s.fixed.value(id) >= value_count)
            return contradiction{catalog_errc::unknown_value, fact::subscription, 0};
    }
    if (c.offering->prices == grandfathering::by_creation && !c.version_at(s.created_at))
        return contradiction{catalog_errc::no_version_in_force, fact::subscription, 0};
    if (s.migrated_at && (*s.migrated_at < s.created_at || !version_of(c, s, *s.migrated_at)))
        return contradiction{catalog_errc::migration_not_offered, fact::subscription, 0};
    if (s.deleted_at && *s.deleted_at < s.created_at)
        return contradiction{account_errc::ends_before_it_begins, fact::subscription, 0};
    for (std::size_t i = 0; i < s.orders.size(); ++i) {
        if (const auto checked = detail::check_order(c, s, s.orders[i]); !checked)
            return contradiction{checked.error(), fact::order, i};
        if (const auto checked = check_id(s.orders, i); !checked)
            return contradiction{checked.error(), fact::order, i};
    }
    for (std::size_t i = 0; i < s.refunds.size(); ++i) {
        if (const auto checked = detail::check_refund(c, s, i); !checked)
            return contradiction{checked.error(), fact::refund, i};
        if (const auto checked = check_id(s.refunds, i); !checked)
            return contradiction{checked.error(), fact::refund, i};
    }
    for (std::size_t i = 1; i < s.orders.size(); ++i) {
        const covered_time covered = coverage_of(c, s, s.orders[i]);
        for (std::size_t j = 0; j < i; ++j)
            if (s.orders[j].id != s.orders[i].id &&
                detail::overlap(covered, coverage_of(c, s, s.orders[j])))
                return contradiction{account_errc::orders_overlap, fact::order, i};
    }
    for (std::size_t i = 0; i < s.bills.size(); ++i) {
        if (const auto checked = detail::check_bill(c, s.bills[i]); !checked)
            return contradiction{checked.error(), fact::bill, i};
        if (const auto checked = check_id(s.bills, i); !checked)
            return contradiction{checked.error(), fact::bill, i};
    }
    for (std::size_t i = 0; i < s.approvals.size(); ++i) {
        if (!c.has(s.approvals[i].feature))
            return contradiction{catalog_errc::unknown_feature, fact::approval, i};
        if (s.approvals[i].approved_at < s.created_at)
            return contradiction{account_errc::before_creation, fact::approval, i};
        if (const auto checked = check_id(s.approvals, i); !checked)
            return contradiction{checked.error(), fact::approval, i};
    }
    for (std::size_t i = 0; i < s.trials.size(); ++i) {
        const trial_activation& t = s.trials[i];
        if (!c.has(t.trial)) return contradiction{catalog_errc::unknown_trial, fact::trial, i};
        if (t.activated_at < s.created_at)
            return contradiction{account_errc::before_creation, fact::trial, i};
        for (std::size_t j = 0; j < i; ++j)
            if (s.trials[j].trial == t.trial && s.trials[j] != t)
                return contradiction{account_errc::trial_activated_twice, fact::trial, i};
        if (const auto checked = check_id(s.trials, i); !checked)
            return contradiction{checked.error(), fact::trial, i};
    }
    for (std::size_t i = 0; i < s.purchases.size(); ++i) {
        if (const auto checked = detail::check_purchase(c, s, s.purchases[i]); !checked)
            return contradiction{checked.error(), fact::purchase, i};
        if (const auto checked = check_id(s.purchases, i); !checked)
            return contradiction{checked.error(), fact::purchase, i};
    }
    for (std::size_t i = 0; i < s.account_refunds.size(); ++i)
        if (const auto checked = check_id(s.account_refunds, i); !checked)
            return contradiction{checked.error(), fact::account_refund, i};
    for (std::size_t i = 0; i < s.findings.size(); ++i) {
        const abuse_finding& f = s.findings[i];
        if (f.found_at < s.created_at)
            return contradiction{account_errc::before_creation, fact::finding, i};
        if (f.lifted_at && *f.lifted_at < f.found_at)
            return contradiction{account_errc::ends_before_it_begins, fact::finding, i};
        if (const auto checked = check_id(s.findings, i); !checked)
            return contradiction{checked.error(), fact::finding, i};
    }
    for (std::size_t i = 0; i < s.renewals.size(); ++i) {
        if (s.renewals[i].at < s.created_at)
            return contradiction{account_errc::before_creation, fact::renewal, i};
        if (const auto checked = check_id(s.renewals, i); !checked)
            return contradiction{checked.error(), fact::renewal, i};
    }
    for (std::size_t i = 0; i < s.add_ons.size(); ++i) {
        const add_on_purchase& p = s.add_ons[i];
        if (!c.has(p.add_on)) return contradiction{catalog_errc::unknown_add_on, fact::add_on, i};
        if (p.begins < s.created_at)
            return contradiction{account_errc::before_creation, fact::add_on, i};
        if (p.ends < p.begins)
            return contradiction{account_errc::ends_before_it_begins, fact::add_on, i};
        if (const auto checked = check_id(s.add_ons, i); !checked)
            return contradiction{checked.error(), fact::add_on, i};
    }
    for (std::size_t i = 0; i < s.feature_overrides.size(); ++i) {
        const feature_override& o = s.feature_overrides[i];
        const auto contradicts = [&](errc code) {
            return contradiction{code, fact::feature_override, i};
        };
        if (!c.has(o.feature)) return contradicts(catalog_errc::unknown_feature);
        if (o.ends < o.begins) return contradicts(account_errc::ends_before_it_begins);
        if (o.value && !c.can_be(o.feature, *o.value))
            return contradicts(catalog_errc::value_of_another_kind);
        if (const auto checked = check_id(s.feature_overrides, i); !checked)
            return contradicts(checked.error());
    }
    for (std::size_t i = 0; i < s.limit_overrides.size(); ++i) {
        const limit_override& o = s.limit_overrides[i];
        const auto contradicts = [&](errc code) {
            return contradiction{code, fact::limit_override, i};
        };
        if (!c.has(o.quota)) return contradicts(catalog_errc::unknown_quota);
        if (o.ends < o.begins) return contradicts(account_errc::ends_before_it_begins);
        if (o.limit.enforcement == enforcement::unstated ||
            o.limit.grace_percent > packed_limit::max_grace_percent)
            return contradicts(core_errc::policy_out_of_range);
        if (const auto checked = check_id(s.limit_overrides, i); !checked)
            return contradicts(checked.error());
    }
    return std::nullopt;
}

}  // namespace ratecard::inline v0

#endif

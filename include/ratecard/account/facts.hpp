// SPDX-License-Identifier: MIT
#ifndef RATECARD_ACCOUNT_FACTS_HPP
#define RATECARD_ACCOUNT_FACTS_HPP

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include <ratecard/account/order.hpp>
#include <ratecard/core/feature_value.hpp>
#include <ratecard/core/id.hpp>
#include <ratecard/core/instant.hpp>
#include <ratecard/core/limit.hpp>
#include <ratecard/core/quantity.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/money/money.hpp>

/// Facts about a subscription other than its orders and bills: approvals, trials, purchases,
/// overrides, findings.
namespace ratecard::inline v0 {

/// Compares a fact with the earlier ones of its list. `account_errc::duplicate_id` if one of them
/// has the same id and different contents.
/// \pre `place < facts.size()`.
template <class Fact>
[[nodiscard]] constexpr result<void> check_id(std::span<const Fact> facts,
                                              std::size_t place) noexcept {
    for (std::size_t i = 0; i < place; ++i)
        if (facts[i].id == facts[place].id && facts[i] != facts[place])
            return account_errc::duplicate_id;
    return {};
}

/// The seller approved an application for a feature. The approval counts as long as every edition
/// since then has the feature.
struct approval {
    feature_id feature{};
    instant approved_at{};
    approval_id id{};

    friend constexpr bool operator==(const approval&, const approval&) = default;
};

/// The customer started a trial.
struct trial_activation {
    trial_id trial{};
    instant activated_at{};
    activation_id id{};

    friend constexpr bool operator==(const trial_activation&, const trial_activation&) = default;
};

/// The customer switched automatic renewal on or off.
struct renewal_decision {
    decision_id id{};
    instant at{};
    bool renews = true;

    friend constexpr bool operator==(const renewal_decision&, const renewal_decision&) = default;
};

/// The decision in force at `t`: the last one made at or before `t`. Of several made at one
/// instant, the one with the greatest id counts. Nothing before the first decision.
[[nodiscard]] constexpr std::optional<renewal_decision> decision_at(
    std::span<const renewal_decision> decisions, instant t) noexcept {
    const renewal_decision* last = nullptr;
    for (const renewal_decision& d : decisions)
        if (d.at <= t &&
            (last == nullptr || last->at < d.at || (last->at == d.at && last->id < d.id)))
            last = &d;
    if (last == nullptr) return std::nullopt;
    return *last;
}

/// The seller found that the subscription is misused. The finding holds until it is lifted.
struct abuse_finding {
    finding_id id{};
    instant found_at{};
    std::optional<instant> lifted_at{};  ///< none: it still holds

    friend constexpr bool operator==(const abuse_finding&, const abuse_finding&) = default;
};

/// A refund of another subscription of the same account. It counts toward the number of refunds
/// that a policy allows per account.
struct account_refund {
    refund_id id{};
    instant at{};
    bool in_full = false;

    friend constexpr bool operator==(const account_refund&, const account_refund&) = default;
};

/// A value-added feature bought in addition to the plan, for the time from `begins` up to, not
/// including, `ends`.
struct feature_purchase {
    feature_id feature{};
    instant begins{};
    instant ends = instant::never();
    money cash{};
    money credit{};
    purchase_id id{};

    friend constexpr bool operator==(const feature_purchase&, const feature_purchase&) = default;
};

/// Units of an add-on, bought for the time from `begins` up to, not including, `ends`. It gives
/// nothing if there are no units, or if the time is empty.
struct add_on_purchase {
    purchase_id id{};
    add_on_id add_on{};
    quantity units{1};
    instant begins{};
    instant ends = instant::never();
    /// How its price up to the end was paid. None: it is billed with the periods of the plan.
    std::optional<payment> paid_by{};

    friend constexpr bool operator==(const add_on_purchase&, const add_on_purchase&) = default;
};

/// The seller gives one customer a feature, or takes it away, from `begins` up to, not including,
/// `ends`. It wins over the edition and the add-ons, but not over the feature's conditions or a
/// suspension. It may begin before the subscription was created, for a contract made in advance.
struct feature_override {
    feature_id feature{};
    bool granted = true;                   ///< false: the feature is taken away
    std::optional<feature_value> value{};  ///< none: the value without the override
    instant begins{};
    instant ends = instant::never();
    override_id id{};

    [[nodiscard]] constexpr bool is_in_force(instant t) const noexcept {
        return begins <= t && t < ends;
    }
    friend constexpr bool operator==(const feature_override&, const feature_override&) = default;
};

/// The seller sets one customer's limit of a quota, from `begins` up to, not including, `ends`. It
/// wins over the edition and the add-ons. It may begin before the subscription was created.
struct limit_override {
    quota_id quota{};
    quota_limit limit{};
    instant begins{};
    instant ends = instant::never();
    override_id id{};

    [[nodiscard]] constexpr bool is_in_force(instant t) const noexcept {
        return begins <= t && t < ends;
    }
    friend constexpr bool operator==(const limit_override&, const limit_override&) = default;
};

/// Whether override `a` wins over `b` of the same feature: the later begin wins. If both begin at
/// one instant, the one that takes the feature away wins, then the one with a value, then the
/// greater value. The order in which overrides are listed makes no difference.
[[nodiscard]] constexpr bool precedes(const feature_override& a,
                                      const feature_override& b) noexcept {
    if (a.begins != b.begins) return b.begins < a.begins;
    if (a.granted != b.granted) return !a.granted;
    if (a.value.has_value() != b.value.has_value()) return a.value.has_value();
    if (!a.value) return false;
    if (a.value->scale() != b.value->scale() || a.value->number() != b.value->number())
        return detail::decimal_below(b.value->number(), b.value->scale(), a.value->number(),
                                     a.value->scale());
    return false;
}
/// Whether override `a` wins over `b` of the same quota: the later begin wins. If both begin at one
/// instant, the smaller limit wins, then the hard one, then the one with less grace.
[[nodiscard]] constexpr bool precedes(const limit_override& a, const limit_override& b) noexcept {
    if (a.begins != b.begins) return b.begins < a.begins;
    if (a.limit.most != b.limit.most) return a.limit.most < b.limit.most;
    if (a.limit.enforcement != b.limit.enforcement)
        return a.limit.enforcement < b.limit.enforcement;
    return a.limit.grace_percent < b.limit.grace_percent;
}

}  // namespace ratecard::inline v0

#endif

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

namespace ratecard::inline v0 {

/// Whether a fact stands earlier in its list under the same id. Of facts without a contradiction it is
/// the same fact then, and counts once.
/// \pre `place < facts.size()`.
template <class Fact>
[[nodiscard]] constexpr bool is_listed_before(std::span<const Fact> facts,
                                              std::size_t place) noexcept {
    for (std::size_t i = 0; i < place; ++i)
        if (facts[i].id == facts[place].id) return true;
    return false;
}

/// Checks a fact beside those before it: `account_errc::duplicate_id` when one of them has its id and says
/// something else.
/// \pre `place < facts.size()`.
template <class Fact>
[[nodiscard]] constexpr result<void> check_id(std::span<const Fact> facts,
                                              std::size_t place) noexcept {
    for (std::size_t i = 0; i < place; ++i)
        if (facts[i].id == facts[place].id && facts[i] != facts[place])
            return account_errc::duplicate_id;
    return {};
}

/// The seller approved an application for a feature. It counts for the plan of that instant, as long
/// as every edition in force since has the feature.
struct approval {
    feature_id feature{};
    instant approved_at{};
    approval_id id{};

    friend constexpr bool operator==(const approval&, const approval&) = default;
};

/// A trial was started.
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

/// The decision in force at `t`: the last one made by then; of several made at one instant, that with
/// the greatest id. Nothing before the first one.
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

/// The seller found a subscription misused, and perhaps lifted that later.
struct abuse_finding {
    finding_id id{};
    instant found_at{};
    std::optional<instant> lifted_at{};

    friend constexpr bool operator==(const abuse_finding&, const abuse_finding&) = default;
};

/// A refund of another subscription of the same account: it counts where an account has so many of
/// them.
struct account_refund {
    refund_id id{};
    instant at{};
    bool in_full = false;

    friend constexpr bool operator==(const account_refund&, const account_refund&) = default;
};

/// A value-added feature bought beside the plan, for the time between two instants, and what was
/// paid for it.
struct feature_purchase {
    feature_id feature{};
    instant begins{};
    instant ends = instant::never();
    money cash{};
    money credit{};
    purchase_id id{};

    friend constexpr bool operator==(const feature_purchase&, const feature_purchase&) = default;
};

/// Some units of an add-on, bought for the time between two instants. Of no units, or of no time, it
/// gives nothing.
struct add_on_purchase {
    purchase_id id{};
    add_on_id add_on{};
    quantity units{1};
    instant begins{};
    instant ends = instant::never();

    [[nodiscard]] constexpr bool is_in_force(instant t) const noexcept {
        return begins <= t && t < ends && units != quantity{};
    }
    friend constexpr bool operator==(const add_on_purchase&, const add_on_purchase&) = default;
};

/// The seller gives one customer a feature, or takes it away, whatever the edition and the add-ons
/// say, for the time between two instants. It lifts neither the conditions of the feature nor a
/// suspension. It may begin before the subscription was created: a contract made ahead.
struct feature_override {
    feature_id feature{};
    bool granted = true;
    std::optional<feature_value> value{};  ///< in place of the value that there would be
    instant begins{};
    instant ends = instant::never();
    override_id id{};

    [[nodiscard]] constexpr bool is_in_force(instant t) const noexcept {
        return begins <= t && t < ends;
    }
    friend constexpr bool operator==(const feature_override&, const feature_override&) = default;
};

/// The seller sets one customer's limit, whatever the edition and the add-ons say, for the time
/// between two instants. It may begin before the subscription was created, too.
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

/// Whether override `a` wins over `b` of the same feature: the later begin wins. If both begin at one
/// instant, the one that takes the feature away wins, then the one with a value, then the greater
/// value. So the order in which overrides are listed makes no difference.
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

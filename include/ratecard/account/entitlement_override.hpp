// SPDX-License-Identifier: MIT
#ifndef RATECARD_ACCOUNT_ENTITLEMENT_OVERRIDE_HPP
#define RATECARD_ACCOUNT_ENTITLEMENT_OVERRIDE_HPP

#include <cstdint>
#include <optional>

#include <ratecard/core/feature_value.hpp>
#include <ratecard/core/id.hpp>
#include <ratecard/core/instant.hpp>
#include <ratecard/core/quota_limit.hpp>

namespace ratecard::inline v0 {

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

/// Whether an override stands before another of the same feature: the one that began later; of one
/// instant the one that takes away, then the one with a value, then the greater value. So one of
/// several decides, in whatever order they are given.
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
/// The same of limits: the one that began later; of one instant the smaller limit, then the hard one,
/// then the one with less grace.
[[nodiscard]] constexpr bool precedes(const limit_override& a, const limit_override& b) noexcept {
    if (a.begins != b.begins) return b.begins < a.begins;
    if (a.limit.most != b.limit.most) return a.limit.most < b.limit.most;
    if (a.limit.enforcement != b.limit.enforcement)
        return a.limit.enforcement < b.limit.enforcement;
    return a.limit.grace_percent < b.limit.grace_percent;
}

}  // namespace ratecard::inline v0

#endif

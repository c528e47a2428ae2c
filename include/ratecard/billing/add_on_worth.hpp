// SPDX-License-Identifier: MIT
#ifndef RATECARD_BILLING_ADD_ON_WORTH_HPP
#define RATECARD_BILLING_ADD_ON_WORTH_HPP

#include <optional>

#include <ratecard/account/facts.hpp>
#include <ratecard/account/subscription.hpp>
#include <ratecard/catalog/product.hpp>
#include <ratecard/catalog/view.hpp>
#include <ratecard/core/feature_value.hpp>
#include <ratecard/core/id.hpp>
#include <ratecard/core/instant.hpp>
#include <ratecard/core/limit.hpp>
#include <ratecard/core/quantity.hpp>
#include <ratecard/lifecycle/timeline.hpp>

/// Says whether more units of an add-on would give a customer anything.
namespace ratecard::inline v0 {

namespace detail {

/// Whether a feature that an add-on gives at `t` is more than what the customer has: an override
/// decides alone, and what the edition, a purchase or another add-on gives is had already.
constexpr bool feature_is_more(const timeline_view& life, const add_on_gift& gift, instant t) {
    const catalog_view& c = life.catalog();
    const subscription& s = life.facts();
    const feature_id f = *gift.gives;
    for (const feature_override& o : s.feature_overrides)
        if (o.feature == f && o.is_in_force(t)) return false;
    bool is_had = false;
    std::optional<feature_value> value;
    if (has_edition_at(life, t)) {
        const edition_id e = edition_at(life, t);
        is_had = c.at(f, e) == availability::included;
        if (c.at(f, e) != availability::absent) value = c.value_of(f, e);
    }
    for (const feature_purchase& p : s.purchases)
        is_had = is_had || (p.feature == f && p.begins <= t && t < p.ends);
    for (const held_add_on& held : life.add_ons()) {
        const add_on_purchase& p = s.add_ons[held.place];
        if (!held.contains(t) || p.units == quantity{}) continue;
        for (const add_on_gift& g : c.gifts) {
            if (g.of != p.add_on || g.gives != f) continue;
            is_had = true;
            if (g.value.kind() != value_kind::boolean)
                value = value ? combine(*value, g.value) : g.value;
        }
    }
    if (!is_had || gift.value.kind() == value_kind::boolean) return !is_had;
    return !value || combine(*value, gift.value) != *value;
}

/// Whether a limit that an add-on raises or sets is higher with it at `t`.
constexpr bool limit_is_more(const timeline_view& life, const add_on_gift& gift, instant t) {
    const catalog_view& c = life.catalog();
    const subscription& s = life.facts();
    const quota_id q = *gift.raises;
    for (const limit_override& o : s.limit_overrides)
        if (o.quota == q && o.is_in_force(t)) return false;
    limit most = has_edition_at(life, t) ? c.at(q, edition_at(life, t)).most : limit{};
    for (const held_add_on& held : life.add_ons()) {
        const add_on_purchase& p = s.add_ons[held.place];
        if (!held.contains(t) || p.units == quantity{}) continue;
        for (const add_on_gift& g : c.gifts)
            if (g.of == p.add_on && g.raises == q && g.sets && most < *g.sets) most = *g.sets;
    }
    if (most.is_unlimited()) return false;
    return gift.per_unit != quantity{} || (gift.sets && most < *gift.sets);
}

/// Whether more units of an add-on give anything at `t`. One without gifts gives what the catalog
/// does not know, such as support.
constexpr bool gives_more_at(const timeline_view& life, add_on_id a, instant t) {
    bool has_gifts = false;
    for (const add_on_gift& g : life.catalog().gifts) {
        if (g.of != a) continue;
        has_gifts = true;
        if (g.gives && feature_is_more(life, g, t)) return true;
        if (g.raises && limit_is_more(life, g, t)) return true;
    }
    return !has_gifts;
}

/// Whether more units of an add-on give anything at some instant from `from` up to, not including,
/// `until`. Tries each instant at which a fact begins or ends.
constexpr bool gives_more(const timeline_view& life, add_on_id a, instant from, instant until) {
    if (gives_more_at(life, a, from)) return true;
    const subscription& s = life.facts();
    const auto at = [&](instant t) { return from < t && t < until && gives_more_at(life, a, t); };
    for (const stretch& plan : life.stretches())
        if (at(plan.begin)) return true;
    for (const feature_override& o : s.feature_overrides)
        if (at(o.begins) || at(o.ends)) return true;
    for (const limit_override& o : s.limit_overrides)
        if (at(o.begins) || at(o.ends)) return true;
    for (const feature_purchase& p : s.purchases)
        if (at(p.ends)) return true;
    for (const held_add_on& held : life.add_ons())
        if (at(held.end)) return true;
    return false;
}

}  // namespace detail

}  // namespace ratecard::inline v0

#endif

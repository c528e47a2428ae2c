// SPDX-License-Identifier: MIT
#ifndef RATECARD_ENTITLEMENT_CHECK_HPP
#define RATECARD_ENTITLEMENT_CHECK_HPP

#include <ratecard/core/attributes.hpp>
#include <ratecard/core/condition.hpp>
#include <ratecard/core/id.hpp>
#include <ratecard/core/reason.hpp>
#include <ratecard/entitlement/decision.hpp>
#include <ratecard/entitlement/snapshot.hpp>

namespace ratecard::inline v0 {

/// May this subscription use this feature for this request? The first refusal in the catalog's order;
/// before them come an unknown feature, a stale snapshot and the lifecycle. Only the conditions of
/// the feature itself are looked at.
///
/// `rows` are the conditions of the catalog the snapshot was resolved from.
template <class Snapshot>
[[nodiscard]] constexpr decision check(const condition_table& rows, live<Snapshot> now,
                                       feature_id feature, const attributes& request) noexcept {
    if (feature.value >= rows.features) return decision{reason::unknown_feature};
    const Snapshot* s = now.get();
    if (s == nullptr) return decision{reason::stale};
    if (feature.value >= s->features) return decision{reason::unknown_feature};
    if (s->lifecycle != reason::allowed) return decision{s->lifecycle};
    const std::uint8_t rank = s->ranks[feature.value];
    for (const condition* c = rows.begin_of(feature); c != rows.end_of(feature); ++c) {
        if (c->rank > rank) break;
        if (!holds(*c, s->fixed, request)) return decision{refused_by(c->attribute)};
    }
    return decision{s->refusals[feature.value]};
}

}  // namespace ratecard::inline v0

#endif

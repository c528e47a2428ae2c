// SPDX-License-Identifier: MIT
#ifndef RATECARD_ENTITLEMENT_CHECK_HPP
#define RATECARD_ENTITLEMENT_CHECK_HPP

#include <cstdint>

#include <ratecard/core/attributes.hpp>
#include <ratecard/core/condition.hpp>
#include <ratecard/core/id.hpp>
#include <ratecard/core/reason.hpp>
#include <ratecard/entitlement/decision.hpp>
#include <ratecard/entitlement/snapshot.hpp>

namespace ratecard::inline v0 {

namespace detail {

/// The answer where the request decides.
template <class Snapshot>
constexpr decision check_request(const condition_table& rows, const Snapshot& s, feature_id feature,
                                 const attributes& request) noexcept {
    if (feature.value >= rows.features) return decision{reason::unknown_feature};
    const reason why = s.answers[feature.value].why();
    // A refusal by a fixed attribute is met among the conditions, at its place.
    const std::uint8_t rank = s.rank(why);
    for (const condition* c = rows.begin_of(feature); c != rows.end_of(feature); ++c) {
        if (c->rank > rank) break;
        if (!holds(*c, s.fixed, request)) return decision{refused_by(c->attribute)};
    }
    return decision{why};
}

}  // namespace detail

/// May this subscription use this feature for this request? The first refusal in the catalog's order;
/// before them come an unknown feature, a stale snapshot, the lifecycle and what is withheld. Only the
/// conditions of the feature itself are looked at, and only where they depend on the request.
///
/// `rows` are the conditions of the catalog the snapshot was resolved from.
template <class Snapshot>
[[nodiscard]] constexpr decision check(const condition_table& rows, live<Snapshot> now,
                                       feature_id feature, const attributes& request) noexcept {
    if (feature.value >= Snapshot::capacity) return decision{reason::unknown_feature};
    const feature_answer said = now.get().answers[feature.value];
    if (!said.depends_on_request()) [[likely]]
        return decision{said.why()};
    return detail::check_request(rows, now.get(), feature, request);
}

}  // namespace ratecard::inline v0

#endif

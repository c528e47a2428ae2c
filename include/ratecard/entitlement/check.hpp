// SPDX-License-Identifier: MIT
#ifndef RATECARD_ENTITLEMENT_CHECK_HPP
#define RATECARD_ENTITLEMENT_CHECK_HPP

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

#include <ratecard/core/attributes.hpp>
#include <ratecard/core/condition.hpp>
#include <ratecard/core/id.hpp>
#include <ratecard/core/reason.hpp>
#include <ratecard/entitlement/snapshot.hpp>

namespace ratecard::inline v0 {

/// The answer of a check: allowed, or the first reason why not. One byte.
class decision {
public:
    constexpr explicit decision(reason why) noexcept : why_{why} {}

    [[nodiscard]] constexpr bool allowed() const noexcept { return why_ == reason::allowed; }
    [[nodiscard]] constexpr reason why() const noexcept { return why_; }

    friend constexpr bool operator==(const decision&, const decision&) = default;

private:
    reason why_;
};

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

/// Which features are allowed, one bit each: for a menu, or to tell a client once. Bit f % 64 of word
/// f / 64 is feature f.
template <std::size_t Features>
struct feature_mask {
    std::array<std::uint64_t, (Features + 63) / 64> words{};

    [[nodiscard]] constexpr bool contains(feature_id f) const noexcept {
        return f.index() < Features && ((words[f.index() / 64] >> (f.index() % 64)) & 1u) != 0;
    }
    /// How many are allowed.
    [[nodiscard]] constexpr std::size_t count() const noexcept {
        std::size_t sum = 0;
        for (const std::uint64_t word : words) sum += static_cast<std::size_t>(std::popcount(word));
        return sum;
    }
    friend constexpr bool operator==(const feature_mask&, const feature_mask&) = default;
};

/// The features that `check` allows for a request; none when the snapshot is stale.
template <class Snapshot>
[[nodiscard]] constexpr feature_mask<Snapshot::capacity> mask_of(
    const condition_table& rows, live<Snapshot> now, const attributes& request) noexcept {
    feature_mask<Snapshot::capacity> mask;
    for (std::size_t f = 0; f < Snapshot::capacity; ++f)
        if (check(rows, now, feature_id{static_cast<std::uint16_t>(f)}, request).allowed())
            mask.words[f / 64] |= std::uint64_t{1} << (f % 64);
    return mask;
}

}  // namespace ratecard::inline v0

#endif

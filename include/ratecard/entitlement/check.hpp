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

/// Answers from a snapshot whether a feature may be used for one request.
namespace ratecard::inline v0 {

/// The answer of a check: allowed, or the first reason for the refusal. It takes one byte.
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

/// The answer for a feature whose conditions depend on the request.
template <class Snapshot>
constexpr decision check_request(const condition_table& rows, const Snapshot& s, feature_id feature,
                                 const attributes& request) noexcept {
    if (feature.value >= rows.features) return decision{reason::unknown_feature};
    const reason why = s.answers[feature.value].why();
    // A condition on a fixed attribute that fails is found by this loop too, at its own rank.
    const std::uint8_t rank = s.rank(why);
    for (const condition* c = rows.begin_of(feature); c != rows.end_of(feature); ++c) {
        if (c->rank > rank) break;
        if (!holds(*c, s.fixed, request)) return decision{refused_by(c->attribute)};
    }
    return decision{why};
}

}  // namespace detail

/// Whether the subscription may use a feature for this request. A refusal has the first reason that
/// applies: unknown feature, stale snapshot, lifecycle, withheld by an override, and then the
/// others in the order of the catalog. Only conditions of this feature are tested, and only if the
/// request can change them.
/// \pre `rows` are the conditions of the catalog from which the snapshot was resolved.
template <class Snapshot>
[[nodiscard]] constexpr decision check(const condition_table& rows, live<Snapshot> now,
                                       feature_id feature, const attributes& request) noexcept {
    if (feature.value >= Snapshot::capacity) return decision{reason::unknown_feature};
    const feature_answer answer = now.get().answers[feature.value];
    if (!answer.depends_on_request()) [[likely]]
        return decision{answer.why()};
    return detail::check_request(rows, now.get(), feature, request);
}

/// A set of allowed features with one bit for each, for example to send to a client. Bit f % 64 of
/// word f / 64 is feature f.
template <std::size_t Features>
struct feature_mask {
    std::array<std::uint64_t, (Features + 63) / 64> words{};

    [[nodiscard]] constexpr bool contains(feature_id f) const noexcept {
        return f.index() < Features && ((words[f.index() / 64] >> (f.index() % 64)) & 1u) != 0;
    }
    /// The number of allowed features.
    [[nodiscard]] constexpr std::size_t count() const noexcept {
        std::size_t sum = 0;
        for (const std::uint64_t word : words) sum += static_cast<std::size_t>(std::popcount(word));
        return sum;
    }
    friend constexpr bool operator==(const feature_mask&, const feature_mask&) = default;
};

/// The features that `check` allows for a request. The set is empty if the snapshot is stale.
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

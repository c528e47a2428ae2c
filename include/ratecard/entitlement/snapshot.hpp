// SPDX-License-Identifier: MIT
#ifndef RATECARD_ENTITLEMENT_SNAPSHOT_HPP
#define RATECARD_ENTITLEMENT_SNAPSHOT_HPP

#include <array>
#include <cstddef>
#include <cstdint>

#include <ratecard/core/attributes.hpp>
#include <ratecard/core/feature_value.hpp>
#include <ratecard/core/id.hpp>
#include <ratecard/core/instant.hpp>
#include <ratecard/core/limit.hpp>
#include <ratecard/core/reason.hpp>

/// Stores what a subscription may do for a stretch of time, in one trivially copyable object.
namespace ratecard::inline v0 {

/// What a snapshot stores for one feature, in one byte: an answer, and whether conditions on the
/// request must be tested first.
class feature_answer {
public:
    /// The answer `unknown_feature`.
    constexpr feature_answer() noexcept = default;
    constexpr explicit feature_answer(reason why, bool depends_on_request = false) noexcept
        : bits_{static_cast<std::uint8_t>(static_cast<unsigned>(why) |
                                          (depends_on_request ? further : 0u))} {}

    /// The answer, if no condition on the request refuses first.
    [[nodiscard]] constexpr reason why() const noexcept {
        return static_cast<reason>(bits_ & (further - 1u));
    }
    /// Whether `why()` is `reason::allowed`.
    [[nodiscard]] constexpr bool allowed() const noexcept { return why() == reason::allowed; }
    /// Whether conditions on the request must be tested before the answer.
    [[nodiscard]] constexpr bool depends_on_request() const noexcept {
        return (bits_ & further) != 0;
    }

    /// The stored byte: the number of the reason, plus 128 if it depends on the request.
    [[nodiscard]] constexpr std::uint8_t bits() const noexcept { return bits_; }

    friend constexpr bool operator==(const feature_answer&, const feature_answer&) = default;

private:
    static constexpr unsigned further = 0x80;

    std::uint8_t bits_ = static_cast<std::uint8_t>(reason::unknown_feature);
};

/// A feature and its value.
struct valued_feature {
    feature_value value{};
    feature_id of{};

    friend constexpr bool operator==(const valued_feature&, const valued_feature&) = default;
};

/// The capacities of a snapshot, other than for features and quotas.
struct snapshot_room {
    std::size_t fixed = 4;   ///< attributes that the subscription fixes
    std::size_t values = 8;  ///< features with a value
    std::size_t clocks = 4;  ///< kinds of windows that end, such as day and month
};

/// What a subscription may do from `valid_from` up to `valid_until`. `resolve` builds it when
/// something changes, and a `gate` reads it at every request. It is trivially copyable and has no
/// pointers.
template <std::size_t Features = 64, std::size_t Quotas = 32, snapshot_room Room = snapshot_room{}>
struct snapshot {
    /// The largest number of features.
    static constexpr std::size_t capacity = Features;
    /// The largest number of quotas.
    static constexpr std::size_t quota_capacity = Quotas;
    /// The largest number of kinds of windows that end.
    static constexpr std::size_t clocks = Room.clocks;

    instant valid_from{};
    instant valid_until{};  ///< not included: from then on it is stale
    /// The fingerprint of the catalog: only with its conditions is the snapshot asked.
    std::uint64_t resolved_from = 0;
    edition_id edition{};
    version_id version{};
    std::uint16_t features = 0;
    std::uint16_t quotas = 0;
    reason lifecycle = reason::allowed;  ///< refuses all features; `allowed` if any may be used
    /// The ranks of the reasons from `not_in_edition` on, except those about attributes.
    std::array<std::uint8_t, standing_reasons> ranks{};
    std::uint16_t valued = 0;  ///< the number of features with a value
    std::array<feature_answer, Features> answers{};
    /// By quota: its limit, or why nothing can be taken in this state of the subscription.
    std::array<packed_limit, Quotas> limits{};
    std::array<instant, Room.clocks> resets{};        ///< by clock: the end of its window
    std::array<std::int32_t, Room.clocks> windows{};  ///< by clock: the number of the window
    few_attributes<Room.fixed> fixed{};
    std::array<valued_feature, Room.values> values{};  ///< of allowed features, by feature id

    /// The rank of an answer: conditions with a lower or equal rank are tested before it. It is 0
    /// for reasons that come before every condition, such as `suspended`; `last_rank` for `allowed`
    /// and for a failed condition; and otherwise the rank in the catalog.
    [[nodiscard]] constexpr std::uint8_t rank(reason why) const noexcept {
        if (why == reason::allowed || why >= reason::first_attribute) return last_rank;
        const auto index =
            static_cast<unsigned>(why) - static_cast<unsigned>(reason::not_in_edition);
        return index < standing_reasons ? ranks[index] : std::uint8_t{0};
    }

    friend constexpr bool operator==(const snapshot&, const snapshot&) = default;
};

/// A snapshot that is never valid. Its answer for every feature and quota is `stale`.
template <class Snapshot>
inline constexpr Snapshot stale_snapshot = [] {
    Snapshot s{};
    for (feature_answer& answer : s.answers) answer = feature_answer{reason::stale, true};
    for (packed_limit& limit : s.limits) limit = packed_limit::refused(reason::stale);
    return s;
}();

}  // namespace ratecard::inline v0

#endif

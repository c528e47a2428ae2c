// SPDX-License-Identifier: MIT
#ifndef RATECARD_ENTITLEMENT_SNAPSHOT_HPP
#define RATECARD_ENTITLEMENT_SNAPSHOT_HPP

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include <ratecard/core/attributes.hpp>
#include <ratecard/core/contract.hpp>
#include <ratecard/core/feature_value.hpp>
#include <ratecard/core/id.hpp>
#include <ratecard/core/instant.hpp>
#include <ratecard/core/limit.hpp>
#include <ratecard/core/reason.hpp>
#include <ratecard/core/window.hpp>

namespace ratecard::inline v0 {

/// What a snapshot says of one feature, in one byte: the answer before any request, and whether a
/// request can change it.
class feature_answer {
public:
    /// Not a feature.
    constexpr feature_answer() noexcept = default;
    constexpr explicit feature_answer(reason why, bool depends_on_request = false) noexcept
        : bits_{static_cast<std::uint8_t>(static_cast<unsigned>(why) |
                                          (depends_on_request ? further : 0u))} {}

    /// The answer, where no condition on the request comes before it.
    [[nodiscard]] constexpr reason why() const noexcept {
        return static_cast<reason>(bits_ & (further - 1u));
    }
    /// Whether that answer is yes.
    [[nodiscard]] constexpr bool allowed() const noexcept { return why() == reason::allowed; }
    /// Whether conditions on the request come before the answer.
    [[nodiscard]] constexpr bool depends_on_request() const noexcept {
        return (bits_ & further) != 0;
    }

    /// Both in one byte: the number of the reason, and 128 where it depends on the request.
    [[nodiscard]] constexpr std::uint8_t bits() const noexcept { return bits_; }

    friend constexpr bool operator==(const feature_answer&, const feature_answer&) = default;

private:
    static constexpr unsigned further = 0x80;

    std::uint8_t bits_ = static_cast<std::uint8_t>(reason::unknown_feature);
};

/// The value of a feature that has one.
struct valued_feature {
    feature_value value{};
    feature_id of{};

    friend constexpr bool operator==(const valued_feature&, const valued_feature&) = default;
};

/// What a snapshot has room for, beside features and quotas.
struct snapshot_room {
    std::size_t fixed = 4;   ///< attributes stated with the subscription
    std::size_t values = 8;  ///< features that have a value
    std::size_t clocks = 4;  ///< kinds of windows that quotas are counted in
};

/// What a subscription may do, resolved for a stretch of time: trivially copyable, without pointers.
/// Built by `resolve` when something changes, asked by `check` at every request.
template <std::size_t Features = 64, std::size_t Quotas = 32, snapshot_room Room = snapshot_room{}>
struct snapshot {
    /// Features that it has room for.
    static constexpr std::size_t capacity = Features;

    instant valid_from{};
    instant valid_until{};  ///< from here on it answers nothing any more
    edition_id edition{};
    version_id version{};
    std::uint16_t features = 0;
    std::uint16_t quotas = 0;
    reason lifecycle = reason::allowed;  ///< the refusal that its state means for everything
    /// The places of the refusals that are no attribute's in the catalog's order, by their number.
    std::array<std::uint8_t, standing_reasons> ranks{};
    std::uint16_t valued = 0;  ///< how many features have a value
    std::array<feature_answer, Features> answers{};
    std::array<packed_limit, Quotas> limits{};
    std::array<instant, Room.clocks> resets{};        ///< by clock: when its window is over
    std::array<std::int32_t, Room.clocks> windows{};  ///< by clock: the number of the window
    few_attributes<Room.fixed> fixed{};
    std::array<valued_feature, Room.values> values{};  ///< of allowed features, in their order

    /// The limit of a quota. \pre the id is of the catalog it was resolved from.
    [[nodiscard]] constexpr quota_limit limit_of(quota_id q) const {
        if (q.value >= quotas) detail::id_must_be_of_this_catalog();
        return limits[q.value].limit();
    }

    /// The window of a quota that ran at `valid_from`. Once it is over, decisions are
    /// `window_closed`: resolve again, or ask `window_of` of the facts. That of an interned snapshot
    /// is over from the start.
    /// \pre the id is of the catalog it was resolved from.
    [[nodiscard]] constexpr window window_of(quota_id q) const {
        if (q.value >= quotas) detail::id_must_be_of_this_catalog();
        const std::size_t clock = limits[q.value].clock();
        if (clock >= Room.clocks) return standing_window;
        return {windows[clock], resets[clock]};
    }

    /// The place of a feature's own answer among the refusals of its conditions: before them, behind
    /// them (where they decide), or where the catalog puts it.
    [[nodiscard]] constexpr std::uint8_t rank(reason why) const noexcept {
        if (why == reason::allowed || why >= reason::first_attribute) return last_rank;
        const auto place =
            static_cast<unsigned>(why) - static_cast<unsigned>(reason::not_in_edition);
        return place < standing_reasons ? ranks[place] : std::uint8_t{0};
    }

    friend constexpr bool operator==(const snapshot&, const snapshot&) = default;
};

/// A snapshot that is valid at no instant, and answers `stale` to everything.
template <class Snapshot>
inline constexpr Snapshot stale_snapshot = [] {
    Snapshot s{};
    for (feature_answer& answer : s.answers) answer = feature_answer{reason::stale, true};
    return s;
}();

/// A snapshot that is valid now, or the one that is not and answers `stale`.
template <class Snapshot>
class live {
public:
    /// Nothing valid: every answer is `stale`.
    constexpr live() noexcept = default;
    constexpr explicit live(const Snapshot& valid) noexcept : snapshot_{&valid} {}

    [[nodiscard]] constexpr const Snapshot& get() const noexcept { return *snapshot_; }
    [[nodiscard]] constexpr bool is_stale() const noexcept {
        return snapshot_ == &stale_snapshot<Snapshot>;
    }

private:
    const Snapshot* snapshot_ = &stale_snapshot<Snapshot>;
};

/// The snapshot as it may be used at `now`: itself within its validity, nothing before or after.
template <std::size_t Features, std::size_t Quotas, snapshot_room Room>
[[nodiscard]] constexpr live<snapshot<Features, Quotas, Room>> at(
    const snapshot<Features, Quotas, Room>& s, instant now) noexcept {
    using answer = live<snapshot<Features, Quotas, Room>>;
    return s.valid_from <= now && now < s.valid_until ? answer{s} : answer{};
}

/// The value of a feature, where it has one and the subscription is entitled to it; absent means
/// denied. Where the answer depends on a request, `check` says whether it may be used.
template <class Snapshot>
[[nodiscard]] constexpr std::optional<feature_value> value_of(live<Snapshot> now,
                                                              feature_id f) noexcept {
    const Snapshot& s = now.get();
    for (std::size_t i = 0; i < s.valued && s.values[i].of <= f; ++i)
        if (s.values[i].of == f) return s.values[i].value;
    return std::nullopt;
}

}  // namespace ratecard::inline v0

#endif

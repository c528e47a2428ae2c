// SPDX-License-Identifier: MIT
#ifndef RATECARD_ENTITLEMENT_SNAPSHOT_HPP
#define RATECARD_ENTITLEMENT_SNAPSHOT_HPP

#include <array>
#include <cstddef>
#include <cstdint>

#include <ratecard/core/attributes.hpp>
#include <ratecard/core/contract.hpp>
#include <ratecard/core/id.hpp>
#include <ratecard/core/instant.hpp>
#include <ratecard/core/quota_limit.hpp>
#include <ratecard/core/reason.hpp>

namespace ratecard::inline v0 {

/// What a subscription may do, resolved for a stretch of time: trivially copyable, without pointers.
/// Built by `resolve` when something changes, asked by `check` at every request.
template <std::size_t Features = 64, std::size_t Quotas = 32>
struct snapshot {
    instant valid_from{};
    instant valid_until{};  ///< from here on it answers nothing any more
    edition_id edition{};
    version_id version{};
    reason lifecycle = reason::allowed;  ///< the refusal that its state means for everything
    std::uint16_t features = 0;
    std::uint16_t quotas = 0;
    attributes fixed{};
    std::array<reason, Features> refusals{};  ///< by feature: before any condition is looked at
    std::array<std::uint8_t, Features> ranks{};
    std::array<quota_limit, Quotas> limits{};

    /// The limit of a quota. \pre the id is of the catalog it was resolved from.
    [[nodiscard]] constexpr const quota_limit& limit_of(quota_id q) const {
        if (q.value >= quotas) detail::id_must_be_of_this_catalog();
        return limits[q.value];
    }

    friend constexpr bool operator==(const snapshot&, const snapshot&) = default;
};

/// A snapshot that is valid now, or none.
template <class Snapshot>
class live {
public:
    /// Nothing valid: every answer is `stale`.
    constexpr live() noexcept = default;
    constexpr explicit live(const Snapshot& valid) noexcept : snapshot_{&valid} {}

    [[nodiscard]] constexpr const Snapshot* get() const noexcept { return snapshot_; }

private:
    const Snapshot* snapshot_ = nullptr;
};

/// The snapshot as it may be used at `now`: itself within its validity, nothing before or after.
template <std::size_t Features, std::size_t Quotas>
[[nodiscard]] constexpr live<snapshot<Features, Quotas>> at(const snapshot<Features, Quotas>& s,
                                                            instant now) noexcept {
    using answer = live<snapshot<Features, Quotas>>;
    return s.valid_from <= now && now < s.valid_until ? answer{s} : answer{};
}

}  // namespace ratecard::inline v0

#endif

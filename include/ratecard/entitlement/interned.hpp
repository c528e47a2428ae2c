// SPDX-License-Identifier: MIT
#ifndef RATECARD_ENTITLEMENT_INTERNED_HPP
#define RATECARD_ENTITLEMENT_INTERNED_HPP

#include <cstddef>
#include <cstdint>
#include <span>

#include <ratecard/core/contract.hpp>
#include <ratecard/core/instant.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/core/window.hpp>
#include <ratecard/entitlement/snapshot.hpp>

namespace ratecard::inline v0 {

/// What a tenant holds of a snapshot that it shares with others: the place, and from when until when
/// the tenant may use it. A default one is valid at no instant.
struct tenancy {
    instant valid_from{};
    instant valid_until{};
    std::uint32_t place = 0;

    friend constexpr bool operator==(const tenancy&, const tenancy&) = default;
};

/// Snapshots that differ in nothing but their validity and their windows, kept once. There are as many as there are
/// ways to be entitled (edition, add-ons, overrides, fixed attributes), few beside the tenants; so
/// that those of all tenants stay in the cache.
template <class Snapshot>
class interned_snapshots {
public:
    constexpr interned_snapshots() noexcept = default;
    /// In room that the caller keeps.
    constexpr explicit interned_snapshots(std::span<Snapshot> room) noexcept : room_{room} {}

    /// Where the snapshot is kept, the same place for what an equal one got.
    /// `core_errc::capacity_exceeded` when it is a new one and there is no more room.
    constexpr result<tenancy> keep(const Snapshot& s) {
        Snapshot always = s;
        always.valid_from = instant{-instant::bound};
        always.valid_until = instant::never();
        // Windows are the tenant's too.
        always.resets.fill(closed_window.end);
        always.windows.fill(static_cast<std::int32_t>(closed_window.index));
        std::size_t place = 0;
        while (place < size_ && !(room_[place] == always)) ++place;
        if (place == room_.size()) return core_errc::capacity_exceeded;
        if (place == size_) room_[size_++] = always;
        return tenancy{s.valid_from, s.valid_until, static_cast<std::uint32_t>(place)};
    }

    [[nodiscard]] constexpr std::size_t size() const noexcept { return size_; }
    /// What is kept at a place, whoever uses it and whenever. \pre the place was given by `keep`.
    [[nodiscard]] constexpr const Snapshot& operator[](std::size_t place) const {
        if (place >= size_) detail::index_must_be_below_the_size();
        return room_[place];
    }

private:
    std::span<Snapshot> room_{};
    std::size_t size_ = 0;
};

/// What a tenant may use at `now`: nothing before or after its own time.
/// \pre the tenancy is one of these snapshots, or never valid.
template <class Snapshot>
[[nodiscard]] constexpr live<Snapshot> at(const interned_snapshots<Snapshot>& kept,
                                          const tenancy& held, instant now) {
    return held.valid_from <= now && now < held.valid_until ? live{kept[held.place]}
                                                            : live<Snapshot>{};
}

}  // namespace ratecard::inline v0

#endif

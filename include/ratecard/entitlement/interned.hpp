// SPDX-License-Identifier: MIT
#ifndef RATECARD_ENTITLEMENT_INTERNED_HPP
#define RATECARD_ENTITLEMENT_INTERNED_HPP

#include <cstddef>
#include <cstdint>
#include <span>

#include <ratecard/core/condition.hpp>
#include <ratecard/core/contract.hpp>
#include <ratecard/core/instant.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/core/window.hpp>
#include <ratecard/entitlement/check.hpp>
#include <ratecard/entitlement/snapshot.hpp>

/// Stores snapshots that many subscriptions (tenants) share.
namespace ratecard::inline v0 {

/// What a tenant keeps of a shared snapshot: its index, and the time in which the tenant may use
/// it. A default-constructed tenancy is never valid.
struct tenancy {
    instant valid_from{};
    instant valid_until{};    ///< not included
    std::uint32_t place = 0;  ///< the index in `interned_snapshots`

    friend constexpr bool operator==(const tenancy&, const tenancy&) = default;
};

/// A list of distinct snapshots. Two snapshots that differ only in validity and windows are stored
/// once. Many tenants have the same edition, add-ons, overrides and fixed attributes, so the list
/// is short and stays in the processor's cache.
template <class Snapshot>
class interned_snapshots {
public:
    constexpr interned_snapshots() noexcept = default;
    /// Stores the snapshots in `room`, which the caller owns and must keep alive.
    constexpr explicit interned_snapshots(std::span<Snapshot> room) noexcept : room_{room} {}

    /// Stores a snapshot, and returns its index and validity. A snapshot that is already stored
    /// keeps its index. `core_errc::capacity_exceeded` if it is new and the room is full. The cost
    /// is linear in the number of stored snapshots.
    constexpr result<tenancy> keep(const Snapshot& s) {
        Snapshot shared = s;
        shared.valid_from = instant{-instant::bound};
        shared.valid_until = instant::never();
        // Windows differ between tenants, like the validity.
        shared.resets.fill(closed_window.end);
        shared.windows.fill(static_cast<std::int32_t>(closed_window.index));
        std::size_t index = 0;
        while (index < size_ && !(room_[index] == shared)) ++index;
        if (index == room_.size()) return core_errc::capacity_exceeded;
        if (index == size_) room_[size_++] = shared;
        return tenancy{s.valid_from, s.valid_until, static_cast<std::uint32_t>(index)};
    }

    [[nodiscard]] constexpr std::size_t size() const noexcept { return size_; }
    /// The stored snapshot at an index. Its own validity has no bounds.
    /// \pre `index < size()`.
    [[nodiscard]] constexpr const Snapshot& operator[](std::size_t index) const {
        if (index >= size_) detail::index_must_be_below_the_size();
        return room_[index];
    }

private:
    std::span<Snapshot> room_{};
    std::size_t size_ = 0;
};

/// The gate of a tenant at `now`: the shared snapshot within the tenancy; else everything is
/// `stale`. Shared snapshots have no windows: pass them to the gate.
/// \pre the tenancy came from `keep` of the same list, or is default-constructed.
template <class Snapshot>
[[nodiscard]] constexpr gate<Snapshot> at(const condition_table& rows,
                                          const interned_snapshots<Snapshot>& shared,
                                          const tenancy& t, instant now) {
    if (t.valid_from == t.valid_until) return {};  // of an empty list, perhaps
    return {rows, shared[t.place], t.valid_from, t.valid_until, now};
}

}  // namespace ratecard::inline v0

#endif

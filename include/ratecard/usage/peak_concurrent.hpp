// SPDX-License-Identifier: MIT
#ifndef RATECARD_USAGE_PEAK_CONCURRENT_HPP
#define RATECARD_USAGE_PEAK_CONCURRENT_HPP

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>

#include <ratecard/core/instant.hpp>
#include <ratecard/core/quantity.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/time/period.hpp>

namespace ratecard::inline v0 {

/// A user's connection, from `begin` up to, not including, `end`; `instant::never()` while it lasts.
template <class User>
struct connection {
    User user{};
    instant begin{};
    instant end = instant::never();

    friend constexpr bool operator==(const connection&, const connection&) = default;
};

/// The most users that were connected at one instant of a period. A user with several connections at
/// once counts once; one who leaves at the second another comes does not overlap with them.
///
/// `connections` is any range whose elements have `user`, `begin` and `end`. `room` takes one entry a
/// connection that touches the period; `errc::too_small` when it is shorter,
/// `errc::ends_before_it_begins` for a connection that does.
template <class Connections, class User>
[[nodiscard]] constexpr result<quantity> peak_concurrent(const Connections& connections,
                                                         const period& within,
                                                         std::span<connection<User>> room) {
    std::size_t count = 0;
    for (const auto& c : connections) {
        if (c.end < c.begin) return errc::ends_before_it_begins;
        const instant begin = (std::max)(c.begin, within.begin());
        const instant end = (std::min)(c.end, within.end());
        if (!(begin < end)) continue;
        if (count == room.size()) return errc::too_small;
        room[count] = {c.user, begin, end};
        ++count;
    }
    // First the connections of one user become stretches that do not overlap.
    auto all = room.first(count);
    std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) {
        if (a.user < b.user) return true;
        return !(b.user < a.user) && a.begin < b.begin;
    });
    std::size_t merged = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const bool overlaps = merged > 0 && all[merged - 1].user == all[i].user &&
                              all[i].begin <= all[merged - 1].end;
        if (overlaps)
            all[merged - 1].end = (std::max)(all[merged - 1].end, all[i].end);
        else
            all[merged++] = all[i];
    }
    // Then a sweep by begin. The stretches that run stand in front as a heap by end: there are never
    // more of them than were read.
    all = room.first(merged);
    std::sort(all.begin(), all.end(),
              [](const auto& a, const auto& b) { return a.begin < b.begin; });
    const auto ends_later = [](const auto& a, const auto& b) { return b.end < a.end; };
    std::size_t running = 0;
    std::size_t peak = 0;
    for (std::size_t i = 0; i < merged; ++i) {
        const connection<User> next = all[i];
        while (running > 0 && all[0].end <= next.begin) {
            std::pop_heap(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(running),
                          ends_later);
            --running;
        }
        all[running] = next;
        ++running;
        std::push_heap(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(running), ends_later);
        peak = (std::max)(peak, running);
    }
    return quantity::from(static_cast<std::int64_t>(peak));
}

}  // namespace ratecard::inline v0

#endif

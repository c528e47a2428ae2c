// SPDX-License-Identifier: MIT
#ifndef RATECARD_USAGE_METERS_HPP
#define RATECARD_USAGE_METERS_HPP

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include <ratecard/account/order.hpp>
#include <ratecard/core/instant.hpp>
#include <ratecard/core/quantity.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/core/sort.hpp>
#include <ratecard/time/period.hpp>

namespace ratecard::inline v0 {

/// Events that contradict each other.
enum class usage_errc : std::uint16_t {
    created_twice = 0x501,    ///< something begins that has begun already
    disband_before_creation,  ///< something ends that never began
    delete_before_disable,    ///< an application is deleted only after it was disabled
};
/// Marks `usage_errc` as a list of errors.
constexpr bool is_error_list(usage_errc) noexcept { return true; }

/// How many different users appear in a period (monthly active users, when the period is a civil
/// month): repeated and reordered log-ins of one user count once.
///
/// `log_ins` is any range whose elements have a `user` and an instant `at`. `room` takes one user a
/// log-in of the period; `core_errc::capacity_exceeded` when it is shorter.
template <class LogIns, class User>
[[nodiscard]] constexpr result<quantity> unique_users(const LogIns& log_ins, const period& within,
                                                      std::span<User> room) {
    std::size_t count = 0;
    for (const auto& log_in : log_ins) {
        if (!within.contains(log_in.at)) continue;
        if (count == room.size()) return core_errc::capacity_exceeded;
        room[count] = log_in.user;
        ++count;
    }
    const auto users = room.first(count);
    detail::sort(users, [](const User& a, const User& b) { return a < b; });
    std::int64_t different = count == 0 ? 0 : 1;
    for (std::size_t i = 1; i < count; ++i) different += users[i] == users[i - 1] ? 0 : 1;
    return quantity::from(different);
}

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
/// connection that touches the period; `core_errc::capacity_exceeded` when it is shorter,
/// `account_errc::ends_before_it_begins` for a connection that does.
template <class Connections, class User>
[[nodiscard]] constexpr result<quantity> peak_concurrent(const Connections& connections,
                                                         const period& within,
                                                         std::span<connection<User>> room) {
    std::size_t count = 0;
    for (const auto& c : connections) {
        if (c.end < c.begin) return account_errc::ends_before_it_begins;
        const instant begin = detail::larger_of(c.begin, within.begin());
        const instant end = detail::smaller_of(c.end, within.end());
        if (!(begin < end)) continue;
        if (count == room.size()) return core_errc::capacity_exceeded;
        room[count] = {c.user, begin, end};
        ++count;
    }
    // First the connections of one user become stretches that do not overlap.
    auto all = room.first(count);
    detail::sort(all, [](const auto& a, const auto& b) {
        if (a.user < b.user) return true;
        return !(b.user < a.user) && a.begin < b.begin;
    });
    std::size_t merged = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const bool overlaps = merged > 0 && all[merged - 1].user == all[i].user &&
                              all[i].begin <= all[merged - 1].end;
        if (overlaps)
            all[merged - 1].end = detail::larger_of(all[merged - 1].end, all[i].end);
        else
            all[merged++] = all[i];
    }
    // Then a sweep by begin. The stretches that run stand in front as a heap by end: there are never
    // more of them than were read.
    all = room.first(merged);
    detail::sort(all, [](const auto& a, const auto& b) { return a.begin < b.begin; });
    const auto ends_later = [](const auto& a, const auto& b) { return b.end < a.end; };
    std::size_t running = 0;
    std::size_t peak = 0;
    for (std::size_t i = 0; i < merged; ++i) {
        const connection<User> next = all[i];
        while (running > 0 && all[0].end <= next.begin) {
            detail::remove_top(all.data(), running, ends_later);
            --running;
        }
        all[running] = next;
        ++running;
        detail::sift_up(all.data(), running, ends_later);
        peak = detail::larger_of(peak, running);
    }
    return quantity::from(static_cast<std::int64_t>(peak));
}

/// The time something exists that holds a place in a quota (a group, an application): from `begin`
/// up to, not including, `end`.
struct lifetime {
    instant begin{};
    instant end = instant::never();

    friend constexpr bool operator==(const lifetime&, const lifetime&) = default;
};

/// The lifetime of a place that is freed in two steps: disabled first, then deleted. Disabling alone
/// frees nothing. `usage_errc::delete_before_disable` when it was deleted without having been disabled,
/// `account_errc::ends_before_it_begins` when it was disabled before it was created.
[[nodiscard]] constexpr result<lifetime> place_held(instant created,
                                                    std::optional<instant> disabled,
                                                    std::optional<instant> deleted) noexcept {
    if (disabled && *disabled < created) return account_errc::ends_before_it_begins;
    if (deleted && (!disabled || *deleted < *disabled)) return usage_errc::delete_before_disable;
    return lifetime{created, deleted.value_or(instant::never())};
}

/// How many of a range of lifetimes exist at `now`. `account_errc::ends_before_it_begins` for one that does.
template <class Lifetimes>
[[nodiscard]] constexpr result<quantity> existing(const Lifetimes& lifetimes, instant now) {
    std::int64_t count = 0;
    for (const lifetime& l : lifetimes) {
        if (l.end < l.begin) return account_errc::ends_before_it_begins;
        if (l.begin <= now && now < l.end) ++count;
    }
    return quantity::from(count);
}

/// How many of a range of lifetimes began in a period and did not end in it. What ended of an earlier
/// time counts nothing. `account_errc::ends_before_it_begins` for one that does.
template <class Lifetimes>
[[nodiscard]] constexpr result<quantity> net_growth(const Lifetimes& lifetimes,
                                                    const period& within) {
    std::int64_t count = 0;
    for (const lifetime& l : lifetimes) {
        if (l.end < l.begin) return account_errc::ends_before_it_begins;
        if (within.contains(l.begin) && within.end() <= l.end) ++count;
    }
    return quantity::from(count);
}

}  // namespace ratecard::inline v0

#endif

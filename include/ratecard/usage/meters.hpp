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

/// Turns events into quantities, such as monthly active users or peak connections.
namespace ratecard::inline v0 {

/// Errors of events that contradict each other.
enum class usage_errc : std::uint16_t {
    created_twice = 0x501,    ///< something begins that has already begun
    disband_before_creation,  ///< something ends that never began
    delete_before_disable,    ///< an application is deleted before it was disabled
};
/// Marks `usage_errc` as an error list.
constexpr bool is_error_list(usage_errc) noexcept { return true; }

/// The number of different users in a period; for a civil month: the monthly active users. Several
/// log-ins of one user count once, in any order.
///
/// `log_ins` is a range whose elements have a `user` and an instant `at`. `room` is working memory:
/// one entry for each log-in in the period. `core_errc::capacity_exceeded` if it is shorter.
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

/// A user's connection, from `begin` up to, not including, `end`. While it lasts, `end` is
/// `instant::never()`.
template <class User>
struct connection {
    User user{};
    instant begin{};
    instant end = instant::never();

    friend constexpr bool operator==(const connection&, const connection&) = default;
};

/// The largest number of users that were connected at the same instant of a period. A user with
/// several connections at once counts once. If one user leaves at the second at which another
/// comes, the two do not overlap.
///
/// `connections` is a range whose elements have `user`, `begin` and `end`. `room` is working
/// memory: one entry for each connection in the period. `core_errc::capacity_exceeded` if it is
/// shorter, `account_errc::ends_before_it_begins` if a connection ends before it begins.
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
    // First, merge the connections of each user into spans that do not overlap.
    auto spans = room.first(count);
    detail::sort(spans, [](const auto& a, const auto& b) {
        if (a.user < b.user) return true;
        return !(b.user < a.user) && a.begin < b.begin;
    });
    std::size_t merged = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const bool overlaps = merged > 0 && spans[merged - 1].user == spans[i].user &&
                              spans[i].begin <= spans[merged - 1].end;
        if (overlaps)
            spans[merged - 1].end = detail::larger_of(spans[merged - 1].end, spans[i].end);
        else
            spans[merged++] = spans[i];
    }
    // Then sweep by begin. The spans that are open form a heap by end at the front of the list.
    // There are never more of them than were already read.
    spans = room.first(merged);
    detail::sort(spans, [](const auto& a, const auto& b) { return a.begin < b.begin; });
    const auto ends_later = [](const auto& a, const auto& b) { return b.end < a.end; };
    std::size_t running = 0;
    std::size_t peak = 0;
    for (std::size_t i = 0; i < merged; ++i) {
        const connection<User> next = spans[i];
        while (running > 0 && spans[0].end <= next.begin) {
            detail::remove_top(spans.data(), running, ends_later);
            --running;
        }
        spans[running] = next;
        ++running;
        detail::sift_up(spans.data(), running, ends_later);
        peak = detail::larger_of(peak, running);
    }
    return quantity::from(static_cast<std::int64_t>(peak));
}

/// The time from `begin` up to, not including, `end`, in which something (a group, an application)
/// exists and holds a place in a quota.
struct lifetime {
    instant begin{};
    instant end = instant::never();

    friend constexpr bool operator==(const lifetime&, const lifetime&) = default;
};

/// The lifetime of something that is first disabled and then deleted. Its place is free only after
/// the deletion. `usage_errc::delete_before_disable` if it was deleted without being disabled,
/// `account_errc::ends_before_it_begins` if it was disabled before it was created.
[[nodiscard]] constexpr result<lifetime> place_held(instant created,
                                                    std::optional<instant> disabled,
                                                    std::optional<instant> deleted) noexcept {
    if (disabled && *disabled < created) return account_errc::ends_before_it_begins;
    if (deleted && (!disabled || *deleted < *disabled)) return usage_errc::delete_before_disable;
    return lifetime{created, deleted.value_or(instant::never())};
}

/// How many of the lifetimes contain `now`. `account_errc::ends_before_it_begins` if one ends
/// before it begins.
template <class Lifetimes>
[[nodiscard]] constexpr result<quantity> existing(const Lifetimes& lifetimes, instant now) {
    std::int64_t count = 0;
    for (const lifetime& l : lifetimes) {
        if (l.end < l.begin) return account_errc::ends_before_it_begins;
        if (l.begin <= now && now < l.end) ++count;
    }
    return quantity::from(count);
}

/// How many of the lifetimes began in a period and did not end in it. An end of something that
/// began earlier does not count. `account_errc::ends_before_it_begins` if one ends before it
/// begins.
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

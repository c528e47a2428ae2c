// SPDX-License-Identifier: MIT
#ifndef RATECARD_USAGE_UNIQUE_USERS_HPP
#define RATECARD_USAGE_UNIQUE_USERS_HPP

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>

#include <ratecard/core/quantity.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/time/period.hpp>

namespace ratecard::inline v0 {

/// How many different users appear in a period (monthly active users, when the period is a civil
/// month): repeated and reordered log-ins of one user count once.
///
/// `log_ins` is any range whose elements have a `user` and an instant `at`. `room` takes one user a
/// log-in of the period; `errc::too_small` when it is shorter.
template <class LogIns, class User>
[[nodiscard]] constexpr result<quantity> unique_users(const LogIns& log_ins, const period& within,
                                                      std::span<User> room) {
    std::size_t count = 0;
    for (const auto& log_in : log_ins) {
        if (!within.contains(log_in.at)) continue;
        if (count == room.size()) return errc::too_small;
        room[count] = log_in.user;
        ++count;
    }
    const auto users = room.first(count);
    std::sort(users.begin(), users.end());
    const auto end = std::unique(users.begin(), users.end());
    return quantity::from(static_cast<std::int64_t>(end - users.begin()));
}

}  // namespace ratecard::inline v0

#endif

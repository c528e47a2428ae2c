// SPDX-License-Identifier: MIT
#ifndef QUOTA_GATEWAY_TRAFFIC_HPP
#define QUOTA_GATEWAY_TRAFFIC_HPP

#include <cstddef>
#include <cstdint>

#include <ratecard/ratecard.hpp>

namespace quota_gateway {

namespace chat = ratecard::tencent_chat;

enum class wish : std::uint8_t { log_in, register_user, create_group };
inline constexpr std::size_t wishes = 3;

/// How many threads ask. A user is always asked for by the same one.
inline constexpr std::size_t threads_asking = 2;
inline constexpr std::size_t applications = 12;
/// Users of an application, by number; those of a free one are fewer.
inline constexpr std::uint32_t users = 16'384, users_of_free = 90;

struct request {
    std::size_t application = 0;
    wish what{};
    std::uint32_t user = 0;
    chat::group_type group{};
    ratecard::attributes stated{};
    ratecard::instant at{};
};

/// The first of the simulated days.
ratecard::day first_day();
ratecard::period day_of_traffic(std::size_t day);

/// Request `number` of a day of so many: a function of its arguments.
request request_of(std::uint64_t seed, std::size_t day, std::size_t number, std::size_t requests);

}  // namespace quota_gateway

#endif

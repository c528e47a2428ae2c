// SPDX-License-Identifier: MIT
#include "traffic.hpp"

#include <array>

#include "gate.hpp"

namespace quota_gateway {

using namespace ratecard;

namespace {

/// splitmix64: one number out of another, evenly.
std::uint64_t mixed(std::uint64_t x) {
    x += 0x9e37'79b9'7f4a'7c15u;
    x = (x ^ (x >> 30)) * 0xbf58'476d'1ce4'e5b9u;
    x = (x ^ (x >> 27)) * 0x94d0'49bb'1331'11ebu;
    return x ^ (x >> 31);
}

class draws {
public:
    explicit draws(std::uint64_t from) : state_{from} {}
    std::uint64_t below(std::uint64_t n) { return (state_ = mixed(state_)) % n; }

private:
    std::uint64_t state_;
};

}  // namespace

day first_day() { return civil(2024, 3, 1); }

period day_of_traffic(std::size_t day) {
    const zone& z = chat::catalog.view().offering->billing_zone;
    const ratecard::day which = first_day() + static_cast<std::int32_t>(day);
    return {start_of(which, z), start_of(which + 1, z)};
}

request request_of(std::uint64_t seed, std::size_t day, std::size_t number, std::size_t requests) {
    draws random{mixed(seed) ^ mixed(day << 40 | number)};
    request r;
    r.application = random.below(applications);
    const std::uint64_t kind = random.below(10);
    r.what = kind < 8 ? wish::log_in : kind < 9 ? wish::register_user : wish::create_group;
    const std::uint32_t all = is_free(r.application) ? users_of_free : users;
    r.user = static_cast<std::uint32_t>(random.below(all / threads_asking) * threads_asking +
                                        number % threads_asking);

    // Free applications try out; broadcast groups are for those that pay.
    constexpr std::array groups{chat::group_type::work, chat::group_type::public_,
                                chat::group_type::meeting, chat::group_type::community};
    r.group = !is_free(r.application) && random.below(500) == 0 ? chat::group_type::live
                                                                : groups[random.below(4)];
    constexpr std::array platforms{chat::platform::android, chat::platform::ios,
                                   chat::platform::windows, chat::platform::web};
    const chat::platform on = platforms[random.below(4)];
    const bool is_old = random.below(20) == 0;
    const version_number sdk =
        on == chat::platform::web
            ? (is_old ? version_number{"2.16.1"} : version_number{"2.24.0"})
            : (is_old ? version_number{"5.1.62"} : version_number{"7.7.5282"});
    r.stated.set(chat::attribute::platform, static_cast<std::int64_t>(on))
        .set(chat::attribute::sdk, sdk)
        .set(chat::attribute::group_type, static_cast<std::int64_t>(r.group));

    const period of_day = day_of_traffic(day);
    const auto length = static_cast<std::size_t>((of_day.end() - of_day.begin()).seconds);
    r.at = of_day.begin() + seconds(static_cast<std::int64_t>(number * length / requests));
    return r;
}

}  // namespace quota_gateway

// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <cstdint>
#include <deque>
#include <numeric>
#include <random>
#include <set>
#include <span>
#include <string_view>
#include <vector>

#include <ratecard/usage/meters.hpp>

#include "edges.hpp"

using namespace ratecard;
using namespace ratecard_test;

namespace {

struct log_in {
    std::uint64_t user;
    instant at;
};
constexpr period month{instant{1'000}, instant{2'000}};

constexpr result<quantity> count(const auto& log_ins, std::size_t room_size = 8) {
    std::array<std::uint64_t, 8> room{};
    return unique_users(log_ins, month, std::span{room}.first(room_size));
}

}  // namespace

TEST_CASE("a user who logs in again counts once") {
    STATIC_REQUIRE(count(std::array{log_in{1, instant{1'000}}, log_in{2, instant{1'500}},
                                    log_in{1, instant{1'999}}}) == quantity{2});
    STATIC_REQUIRE(count(std::array<log_in, 0>{}) == quantity{0});
}

TEST_CASE("log-ins count from the period's first second up to, not including, its end") {
    STATIC_REQUIRE(count(std::array{log_in{1, instant{999}}}) == quantity{0});
    STATIC_REQUIRE(count(std::array{log_in{1, instant{1'000}}}) == quantity{1});
    STATIC_REQUIRE(count(std::array{log_in{1, instant{1'999}}}) == quantity{1});
    STATIC_REQUIRE(count(std::array{log_in{1, instant{2'000}}}) == quantity{0});
}

TEST_CASE("the room must hold every log-in of the period, and no other") {
    constexpr std::array log_ins{log_in{1, instant{1'000}}, log_in{1, instant{1'001}},
                                 log_in{2, instant{5}}};
    STATIC_REQUIRE(count(log_ins, 2) == quantity{1});
    STATIC_REQUIRE(count(log_ins, 1) == core_errc::capacity_exceeded);
    STATIC_REQUIRE(count(log_ins, 0) == core_errc::capacity_exceeded);
}

TEST_CASE("users can be of any ordered type, in any range") {
    struct visit {
        std::string_view user;
        instant at;
        int device;
    };
    const std::deque<visit> visits{
        {"ann", instant{1'000}, 1}, {"bob", instant{1'000}, 2}, {"ann", instant{1'000}, 3}};
    std::vector<std::string_view> room(3);
    CHECK(unique_users(visits, month, std::span{room}) == quantity{2});
}

TEST_CASE("active users do not depend on the order and the repetition of log-ins") {
    law("active users are the set of users who logged in during the period", [] {
        const auto size = *rc::gen::inRange(0, 60);
        std::vector<log_in> log_ins;
        std::set<std::uint64_t> users;
        for (int i = 0; i < size; ++i) {
            log_ins.push_back({static_cast<std::uint64_t>(*rc::gen::inRange(0, 12)),
                               instant{*rc::gen::inRange<std::int64_t>(900, 2'100)}});
            if (1'000 <= log_ins.back().at.seconds_since_1970() &&
                log_ins.back().at.seconds_since_1970() < 2'000)
                users.insert(log_ins.back().user);
        }
        const quantity expected{static_cast<std::int64_t>(users.size())};
        const auto counted = [](const std::vector<log_in>& all) {
            std::vector<std::uint64_t> room(all.size());
            return unique_users(all, month, std::span{room});
        };
        RC_ASSERT(counted(log_ins) == expected);

        auto shuffled = log_ins;
        std::mt19937 chance{static_cast<unsigned>(*rc::gen::inRange(0, 1'000'000))};
        std::shuffle(shuffled.begin(), shuffled.end(), chance);
        RC_ASSERT(counted(shuffled) == expected);

        auto repeated = shuffled;
        for (const log_in& l : log_ins)
            for (auto n = chance() % 3; n > 0; --n) repeated.push_back(l);
        std::shuffle(repeated.begin(), repeated.end(), chance);
        RC_ASSERT(counted(repeated) == expected);
    });
}

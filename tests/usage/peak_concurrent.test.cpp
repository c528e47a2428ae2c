// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <cstdint>
#include <set>
#include <span>
#include <vector>

#include <ratecard/usage/meters.hpp>

#include "edges.hpp"

using namespace ratecard;
using namespace ratecard_test;

namespace {

using presence = connection<std::uint32_t>;

constexpr period month{instant{100}, instant{200}};

constexpr presence from_to(std::uint32_t user, std::int64_t begin, std::int64_t end) {
    return {user, instant{begin}, instant{end}};
}
constexpr result<quantity> peak(const auto& connections, std::size_t room_size = 8) {
    std::array<presence, 8> room{};
    return peak_concurrent(connections, month, std::span{room}.first(room_size));
}

/// Second by second, who is connected.
std::int64_t peak_by_seconds(const std::vector<presence>& connections, const period& within) {
    std::size_t most = 0;
    for (instant t = within.begin(); t < within.end(); t = t + seconds(1)) {
        std::set<std::uint32_t> users;
        for (const presence& c : connections)
            if (c.begin <= t && t < c.end) users.insert(c.user);
        most = std::max(most, users.size());
    }
    return static_cast<std::int64_t>(most);
}

}  // namespace

TEST_CASE("users who overlap by a second are two, users who meet at a second are one") {
    STATIC_REQUIRE(peak(std::array{from_to(1, 110, 121), from_to(2, 120, 130)}) == quantity{2});
    STATIC_REQUIRE(peak(std::array{from_to(1, 110, 120), from_to(2, 120, 130)}) == quantity{1});
    STATIC_REQUIRE(peak(std::array{from_to(2, 120, 130), from_to(1, 110, 120)}) == quantity{1});
}

TEST_CASE("several connections of one user count once") {
    STATIC_REQUIRE(peak(std::array{from_to(1, 110, 190), from_to(1, 120, 130),
                                   from_to(1, 125, 150)}) == quantity{1});
    // The second ends within the first, after which another user comes: the first still runs.
    STATIC_REQUIRE(peak(std::array{from_to(1, 110, 190), from_to(1, 120, 130),
                                   from_to(2, 140, 150)}) == quantity{2});
    // One that leaves and comes back is still the same.
    STATIC_REQUIRE(peak(std::array{from_to(1, 110, 120), from_to(1, 120, 130),
                                   from_to(2, 115, 125)}) == quantity{2});
}

TEST_CASE("a connection counts if it overlaps the period") {
    STATIC_REQUIRE(peak(std::array{from_to(1, 0, 100), from_to(2, 200, 300)}) == quantity{0});
    STATIC_REQUIRE(peak(std::array{from_to(1, 0, 101), from_to(2, 100, 300)}) == quantity{2});
    STATIC_REQUIRE(peak(std::array{from_to(1, 0, 50), from_to(2, 10, 60), from_to(3, 199, 201)}) ==
                   quantity{1});
    STATIC_REQUIRE(peak(std::array<presence, 0>{}) == quantity{0});
}

TEST_CASE("a connection without an end counts, and one of zero length does not") {
    STATIC_REQUIRE(peak(std::array{presence{1, instant{120}}, presence{2, instant{130}},
                                   from_to(3, 110, 120)}) == quantity{2});
    STATIC_REQUIRE(peak(std::array{from_to(1, 120, 120)}) == quantity{0});
    STATIC_REQUIRE(peak(std::array{from_to(1, 110, 130), from_to(2, 120, 120)}) == quantity{1});
}

TEST_CASE("a connection that ends before it begins is a named error, wherever it lies") {
    STATIC_REQUIRE(peak(std::array{from_to(1, 120, 119)}) == account_errc::ends_before_it_begins);
    STATIC_REQUIRE(peak(std::array{from_to(1, 20, 19)}) == account_errc::ends_before_it_begins);
}

TEST_CASE("the room must hold every connection that overlaps the period, and no other") {
    constexpr std::array three{from_to(1, 110, 120), from_to(1, 112, 120), from_to(2, 0, 100)};
    STATIC_REQUIRE(peak(three, 2) == quantity{1});
    STATIC_REQUIRE(peak(three, 1) == core_errc::capacity_exceeded);
}

TEST_CASE("the sweep agrees with a count at every second: all sets of three short connections") {
    constexpr period all{instant{1}, instant{4}};
    std::vector<presence> possible;
    for (std::int64_t begin = 0; begin < 5; ++begin)
        for (std::int64_t end = begin; end <= 5; ++end)
            for (std::uint32_t user = 0; user < 2; ++user)
                possible.push_back(from_to(user, begin, end));
    std::int64_t wrong = 0;
    for (const presence& a : possible)
        for (const presence& b : possible)
            for (presence c : possible) {
                c.user *= 2;  // a third user at times
                const std::vector<presence> three{a, b, c};
                std::array<presence, 3> room{};
                wrong += peak_concurrent(three, all, std::span<presence>{room}) ==
                                 quantity{peak_by_seconds(three, all)}
                             ? 0
                             : 1;
            }
    CHECK(wrong == 0);
}

TEST_CASE("the sweep agrees with a count at every second, for any connections") {
    law("the peak agrees with the count, in any order of the connections", [] {
        const auto size = *rc::gen::inRange(0, 40);
        std::vector<presence> connections;
        for (int i = 0; i < size; ++i) {
            const std::int64_t begin = *rc::gen::inRange<std::int64_t>(80, 210);
            const std::int64_t length = *rc::gen::inRange<std::int64_t>(0, 40);
            connections.push_back(*rc::gen::inRange(0, 8) == 0
                                      ? presence{static_cast<std::uint32_t>(i), instant{begin}}
                                      : from_to(static_cast<std::uint32_t>(*rc::gen::inRange(0, 9)),
                                                begin, begin + length));
        }
        std::vector<presence> room(connections.size());
        const quantity expected{peak_by_seconds(connections, month)};
        RC_ASSERT(peak_concurrent(connections, month, std::span{room}) == expected);
        std::reverse(connections.begin(), connections.end());
        RC_ASSERT(peak_concurrent(connections, month, std::span{room}) == expected);
    });
}

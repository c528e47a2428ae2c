// SPDX-License-Identifier: MIT
#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include <ratecard/usage/meters.hpp>

#include "edges.hpp"

using namespace ratecard;
using namespace ratecard_test;

namespace {

constexpr lifetime from_to(std::int64_t begin, std::int64_t end) {
    return {instant{begin}, instant{end}};
}
constexpr period today{instant{100}, instant{200}};

}  // namespace

TEST_CASE("existing counts everything that has begun and not ended") {
    constexpr std::array lives{from_to(10, 20)};
    STATIC_REQUIRE(existing(lives, instant{9}) == quantity{0});
    STATIC_REQUIRE(existing(lives, instant{10}) == quantity{1});
    STATIC_REQUIRE(existing(lives, instant{19}) == quantity{1});
    STATIC_REQUIRE(existing(lives, instant{20}) == quantity{0});
    STATIC_REQUIRE(existing(std::array{lifetime{instant{10}}}, instant{instant::last_of_data}) ==
                   quantity{1});
    STATIC_REQUIRE(existing(std::array{from_to(10, 10)}, instant{10}) == quantity{0});
    STATIC_REQUIRE(existing(std::array{from_to(10, 9)}, instant{0}) ==
                   account_errc::ends_before_it_begins);
}

TEST_CASE("a place is held until it is deleted, and it must be disabled before") {
    constexpr instant made{10}, off{20}, gone{30};
    STATIC_REQUIRE(place_held(made, {}, {}) == lifetime{made, instant::never()});
    STATIC_REQUIRE(place_held(made, off, {}) == lifetime{made, instant::never()});
    STATIC_REQUIRE(place_held(made, off, gone) == lifetime{made, gone});
    STATIC_REQUIRE(place_held(made, off, off) == lifetime{made, off});
    STATIC_REQUIRE(place_held(made, made, made) == lifetime{made, made});
    STATIC_REQUIRE(place_held(made, {}, gone) == usage_errc::delete_before_disable);
    STATIC_REQUIRE(place_held(made, gone, off) == usage_errc::delete_before_disable);
    STATIC_REQUIRE(place_held(off, made, gone) == account_errc::ends_before_it_begins);
}

TEST_CASE("net growth counts what began in a period and did not end in it") {
    STATIC_REQUIRE(net_growth(std::array{from_to(100, 200)}, today) == quantity{1});
    STATIC_REQUIRE(net_growth(std::array{from_to(99, 500)}, today) == quantity{0});
    STATIC_REQUIRE(net_growth(std::array{from_to(100, 199)}, today) == quantity{0});
    STATIC_REQUIRE(net_growth(std::array{from_to(199, 200)}, today) == quantity{1});
    STATIC_REQUIRE(net_growth(std::array{from_to(200, 500)}, today) == quantity{0});
    STATIC_REQUIRE(net_growth(std::array{lifetime{instant{150}}}, today) == quantity{1});
    STATIC_REQUIRE(net_growth(std::array{from_to(20, 10)}, today) ==
                   account_errc::ends_before_it_begins);
}

TEST_CASE("an end of something that began earlier frees nothing") {
    STATIC_REQUIRE(net_growth(std::array{from_to(50, 150), from_to(60, 150), from_to(120, 300)},
                              today) == quantity{1});
}

TEST_CASE(
    "over consecutive periods growth adds up to what exists, if nothing ends in a later one") {
    law("growth adds up to what exists, if nothing ends in the period in which it began", [] {
        std::vector<lifetime> lives;
        const auto size = *rc::gen::inRange(0, 30);
        for (int i = 0; i < size; ++i) {
            const auto begin = *rc::gen::inRange<std::int64_t>(0, 1'000);
            lives.push_back(from_to(begin, (begin / 100 + 1) * 100 + *rc::gen::inRange(0, 900)));
        }
        std::int64_t sum = 0;
        for (std::int64_t n = 0; n < 10; ++n)
            sum += net_growth(lives, {instant{100 * n}, instant{100 * n + 100}}).value().count();
        RC_ASSERT(sum == size);
    });
}

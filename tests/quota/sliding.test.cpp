// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cstdint>
#include <type_traits>
#include <utility>
#include <vector>

#include <ratecard/quota/sliding.hpp>

#include "any_quota.hpp"

using namespace ratecard;
using namespace ratecard_test;

namespace {

constexpr sliding_decision ask(const sliding_state& s, std::int64_t now, std::int64_t amount,
                               quota_limit l = hard(5)) {
    return decide(s, l, 10, quantity{amount}, now);
}

}  // namespace

TEST_CASE("units of the last ten ticks count, exactly if they came at one tick") {
    constexpr auto first = ask({}, 3, 5);
    STATIC_REQUIRE(first.answer == quota_answer::admitted);
    STATIC_REQUIRE(first.taken == quantity{5});
    STATIC_REQUIRE(ask(first.next, 9, 1).answer == quota_answer::limit_reached);
    STATIC_REQUIRE(ask(first.next, 12, 1).answer == quota_answer::limit_reached);
    STATIC_REQUIRE(ask(first.next, 13, 5).answer == quota_answer::admitted);
    STATIC_REQUIRE(ask(first.next, 20, 5).answer == quota_answer::admitted);
    STATIC_REQUIRE(ask({}, 3, 6).answer == quota_answer::limit_reached);
    STATIC_REQUIRE(ask({}, 3, 6, soft(5)).answer == quota_answer::admitted_above);
    STATIC_REQUIRE(
        decide(first.next, hard(7), 10, quantity{9}, 12, taking::as_much_as_fits).taken ==
        quantity{2});
}

TEST_CASE("a late burst in a bucket can make it refuse more than an exact sliding window") {
    constexpr auto early = ask({}, 0, 1);
    constexpr auto late = ask(early.next, 9, 4);
    // A window that knows each instant would have room for one from tick 10 on.
    STATIC_REQUIRE(ask(late.next, 18, 1).answer == quota_answer::limit_reached);
    STATIC_REQUIRE(ask(late.next, 19, 5).answer == quota_answer::admitted);
}

TEST_CASE("ticks before zero count, and a clock that goes back frees nothing") {
    constexpr auto before = ask({}, -1, 3);
    STATIC_REQUIRE(before.next.bucket == -1);
    STATIC_REQUIRE(ask(before.next, 8, 3).answer == quota_answer::limit_reached);
    STATIC_REQUIRE(ask(before.next, 9, 3).answer == quota_answer::admitted);
    constexpr auto later = ask(before.next, 25, 2);
    STATIC_REQUIRE(ask(later.next, -7, 4).answer == quota_answer::limit_reached);
    STATIC_REQUIRE(ask(later.next, -7, 3).next.last == 25);
    STATIC_REQUIRE(ask({INT64_MAX, {}, {}, INT64_MIN, INT64_MAX, 10}, 5, 5).answer ==
                   quota_answer::admitted);
    STATIC_REQUIRE(ask({3, {}, quantity{5}, INT64_MIN, 100, 10}, 35, 1).answer ==
                   quota_answer::limit_reached);
    constexpr quantity full{quantity::max_count};
    STATIC_REQUIRE(ask({0, full, full, 5, -1, 10}, 6, 0, no_limit).answer ==
                   quota_answer::counter_full);
    STATIC_REQUIRE(std::is_trivially_copyable_v<sliding_decision>);
}

TEST_CASE("a sliding window whose length changed keeps what may lie in the new one") {
    constexpr auto five = ask({}, 3, 5);  // five at tick 3, in stretches of ten
    STATIC_REQUIRE(decide(five.next, hard(5), 20, quantity{1}, 4) ==
                   sliding_decision{quota_answer::other_length, five.next, {}});
    constexpr sliding_state longer = *carried(five.next, 20, 4);
    STATIC_REQUIRE_FALSE(decide(longer, hard(5), 20, quantity{1}, 22).allowed());
    STATIC_REQUIRE(decide(longer, hard(5), 20, quantity{5}, 23).allowed());
    constexpr sliding_state shorter = *carried(five.next, 3, 4);
    STATIC_REQUIRE_FALSE(decide(shorter, hard(5), 3, quantity{1}, 5).allowed());
    STATIC_REQUIRE(decide(shorter, hard(5), 3, quantity{5}, 6).allowed());
    STATIC_REQUIRE(carried(five.next, 10, 4) == five.next);
    STATIC_REQUIRE(carried(sliding_state{}, 7, 4) == sliding_state{});
    // Counts of no length are not taken for any.
    STATIC_REQUIRE(ask({0, quantity{5}, {}, 3}, 4, 1).answer == quota_answer::other_length);
    STATIC_REQUIRE(carried({0, quantity{5}, {}, 3}, 10, 4) == core_errc::policy_out_of_range);
    constexpr quantity full{quantity::max_count};
    STATIC_REQUIRE(carried({.bucket = 1,
                            .current = full,
                            .previous = full,
                            .last = 12,
                            .last_before = 8,
                            .length = 10},
                           100, 15) == core_errc::quantity_too_large);
}

TEST_CASE(
    "whatever the lengths become, no stretch that the state can know has more than the limit") {
    law("and what is refused had come, within the lengths there were", [] {
        const auto most = *rc::gen::inRange<std::int64_t>(0, 8);
        constexpr std::int64_t longest = 12;
        std::int64_t length = *rc::gen::inRange<std::int64_t>(1, longest + 1);
        sliding_state s;
        std::vector<std::pair<std::int64_t, std::int64_t>> came;  // tick, units
        std::int64_t now = *rc::gen::inRange<std::int64_t>(-40, 40);
        std::int64_t known_from = INT64_MIN;
        for (int i = 0; i < 80; ++i) {
            now += *rc::gen::element<std::int64_t>(0, 0, 1, 1, 2, 5, 13);
            if (*rc::gen::inRange(0, 5) == 0) {
                if (s.length != 0) known_from = std::max(known_from, (s.bucket - 1) * s.length);
                length = *rc::gen::inRange<std::int64_t>(1, longest + 1);
                const auto next = carried(s, length, now);
                RC_ASSERT(next.has_value());
                s = *next;
            }
            const auto amount = *rc::gen::inRange<std::int64_t>(1, 5);
            const auto d = decide(s, hard(most), length, quantity{amount}, now);
            const auto since = [&](std::int64_t ticks, std::int64_t from) {
                std::int64_t sum = 0;
                for (const auto& [tick, units] : came)
                    if (now - ticks < tick && from <= tick) sum += units;
                return sum;
            };
            if (is_admitted(d.answer)) {
                RC_ASSERT(since(length, known_from) + amount <= most);
                came.emplace_back(now, amount);
            } else {
                RC_ASSERT(d.answer == quota_answer::limit_reached);
                RC_ASSERT(since(3 * longest, INT64_MIN) + amount > most);
            }
            s = d.next;
        }
    });
}

TEST_CASE("two buckets never admit more than an exact sliding window") {
    law("two buckets admit at least what an exact window of twice the length admits", [] {
        const auto length = *rc::gen::inRange<std::int64_t>(1, 12);
        const auto most = *rc::gen::inRange<std::int64_t>(0, 8);
        sliding_state s;
        std::vector<std::pair<std::int64_t, std::int64_t>> came;  // tick, units
        std::int64_t clock = *rc::gen::inRange<std::int64_t>(-40, 40), latest = clock;
        for (int i = 0; i < 60; ++i) {
            clock += *rc::gen::element<std::int64_t>(0, 0, 1, 1, 2, 5, 13);
            const std::int64_t now = clock - *rc::gen::element<std::int64_t>(0, 0, 0, 1, 14);
            if (now > latest) latest = now;
            const auto amount = *rc::gen::inRange<std::int64_t>(1, 5);
            const auto d = decide(s, hard(most), length, quantity{amount}, now);
            const std::int64_t last = came.empty() ? now : std::max(now, came.back().first);
            const auto since = [&](std::int64_t at, std::int64_t ticks) {
                std::int64_t sum = 0;
                for (const auto& [tick, units] : came)
                    if (at - ticks < tick) sum += units;
                return sum;
            };
            if (is_admitted(d.answer)) {
                // The tick it counts at: not before it came, nor after all clocks.
                const std::int64_t at = d.next.last;
                RC_ASSERT(last <= at && at <= latest);
                RC_ASSERT(since(at, length) + amount <= most);
                came.emplace_back(at, amount);
            } else {
                RC_ASSERT(since(last, 2 * length) + amount > most);
            }
            s = d.next;
        }
    });
}

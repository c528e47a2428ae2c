// SPDX-License-Identifier: MIT
#include <array>
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>
#include <vector>

#include <ratecard/rim/atomic_quota.hpp>

#include "quota/any_quota.hpp"

using namespace ratecard;
using namespace ratecard_test;

namespace {

constexpr window first{0, instant{100}};
constexpr window second{1, instant{200}};
constexpr instant early{10};

}  // namespace

TEST_CASE("an atomic quota gives the same decisions as its state") {
    law("every step gives the same answer and the same state", [] {
        atomic_quota shared;
        quota_word alone;
        std::vector<ticket> held;
        const int steps = *rc::gen::inRange(0, 40);
        for (int i = 0; i < steps; ++i) {
            const auto w = *rc::gen::element(first, second, window{-1, instant{100}});
            if (!held.empty() && *rc::gen::inRange(0, 3) == 0) {
                const auto expected = release(alone, held.back(), w);
                RC_ASSERT(shared.release(held.back(), w) == expected.answer);
                alone = expected.next;
                held.pop_back();
            } else {
                const auto l = *any_limit();
                const auto amount = *any_amount();
                const auto how = *rc::gen::element(taking::all_or_nothing, taking::as_much_as_fits);
                const auto t = *any_moment();
                const auto d = shared.take(l, w, amount, t, how);
                RC_ASSERT(d == decide(alone, l, w, amount, t, how));
                alone = d.next;
                if (is_admitted(d.answer)) held.push_back(d.taken);
            }
            RC_ASSERT(shared.load() == alone);
        }
    });
}

TEST_CASE("what threads share cannot be copied, and its functions do not throw") {
    using reserving = atomic_reserving_quota<>;
    using sharded = sharded_quota<2>;
    STATIC_REQUIRE(noexcept(std::declval<atomic_quota&>().take({}, {}, {}, {})));
    STATIC_REQUIRE(noexcept(std::declval<atomic_quota&>().release({}, {})));
    STATIC_REQUIRE(noexcept(std::declval<reserving&>().reserve({}, {}, {}, {})));
    STATIC_REQUIRE(noexcept(std::declval<reserving&>().commit({}, {}, {})));
    STATIC_REQUIRE(noexcept(std::declval<sharded&>().take({}, {}, {}, {}, 0)));
    STATIC_REQUIRE_FALSE(std::is_copy_constructible_v<atomic_quota>);
    STATIC_REQUIRE_FALSE(std::is_copy_constructible_v<reserving>);
    STATIC_REQUIRE(sizeof(atomic_quota) == 8);
}

TEST_CASE("an atomic quota with reservations gives the same decisions as its state") {
    constexpr epochs by{seconds(10), 10};
    atomic_reserving_quota<> q{by};
    const auto r = q.reserve(hard(5), first, quantity{3}, early);
    CHECK(r.answer == quota_answer::admitted);
    CHECK(r.reserved == reservation{0, 1, quantity{3}});
    CHECK(q.take(hard(5), first, quantity{3}, early).answer == quota_answer::limit_reached);
    CHECK(q.commit(r.reserved, first, quantity{1}, early).answer == commit_answer::committed);
    CHECK(q.load().taken == quantity{1});
    CHECK(q.load().reserved == quantity{});
    const auto t = q.take(hard(5), first, quantity{4}, early);
    CHECK(t.taken == ticket{0, quantity{4}});
    q.release(t.taken, first, early);
    const auto again = q.reserve(hard(5), first, quantity{4}, early);
    q.release(again.reserved, first, early);
    CHECK(q.load().reserved == quantity{});
    CHECK(q.commit(again.reserved, first, instant{35}).answer == commit_answer::expired);
    CHECK(q.load().epoch == 3);
    CHECK(q.take(hard(5), second, quantity{5}, instant{150}).answer == quota_answer::admitted);
    CHECK(q.load().window == 1);
    CHECK(q.take(hard(5), second, quantity{0}, instant{200}).answer == quota_answer::window_closed);
}

TEST_CASE("an amount that a word with reservations cannot hold is refused, and nothing changes") {
    using quota = atomic_reserving_quota<20, 40>;  // three units reserved in an epoch
    quota q{epochs::standing(seconds(10))};
    CHECK(quota::word::max_reserved == 3);
    CHECK(q.reserve(no_limit, standing_window, quantity{3}, early).answer ==
          quota_answer::admitted);
    const auto more = q.reserve(no_limit, standing_window, quantity{1}, early);
    CHECK(more.answer == quota_answer::counter_full);
    CHECK(more.reserved == reservation{});
    CHECK(more.next == q.load());
    CHECK(q.load().reserved == quantity{3});
    CHECK(q.take(no_limit, standing_window, quantity{1}, early).answer == quota_answer::admitted);
    const auto too_many =
        q.take(no_limit, standing_window, quantity{quantity::max_count / 2}, early);
    CHECK(too_many.answer == quota_answer::counter_full);
    CHECK(too_many.taken == ticket{});
    // Epochs are numbered from the origin; those before it are not counted.
    CHECK(quota{epochs::standing(seconds(10), instant{20})}
              .take(no_limit, standing_window, quantity{1}, early)
              .answer == quota_answer::window_out_of_range);
    CHECK(quota{epochs::standing(seconds(10), instant{20})}
              .reserve(no_limit, standing_window, quantity{1}, early)
              .answer == quota_answer::window_out_of_range);
    CHECK(quota{epochs::standing(seconds(10), instant{20})}
              .commit({}, standing_window, early)
              .answer == commit_answer::epoch_out_of_range);
}

TEST_CASE("a whole reservation is committed, or refused by name where the word is full") {
    using quota = atomic_reserving_quota<40, 2>;  // three units taken in a window
    quota q{epochs::standing(seconds(10))};
    const auto two = q.reserve(no_limit, standing_window, quantity{2}, early);
    CHECK(q.commit(two.reserved, standing_window, early).answer == commit_answer::committed);
    CHECK(q.load().taken == quantity{2});
    const auto more = q.reserve(no_limit, standing_window, quantity{2}, early);
    const auto full = q.commit(more.reserved, standing_window, early);
    CHECK(full.answer == commit_answer::counter_full);
    CHECK(full.taken == ticket{});
    CHECK(q.load().taken == quantity{2});
    CHECK(q.load().reserved == quantity{2});
}

TEST_CASE("a shared warning is given once a window") {
    atomic_warned given;
    const threshold t = threshold::percent(80);
    CHECK_FALSE(given.warn(t, limit::finite(10), {0, quantity{7}}));
    CHECK(given.warn(t, limit::finite(10), {0, quantity{8}}));
    CHECK_FALSE(given.warn(t, limit::finite(10), {0, quantity{9}}));
    CHECK(given.load() == warned{0});
    CHECK(given.warn(t, limit::finite(10), {1, quantity{8}}));
    CHECK_FALSE(atomic_warned{given.load()}.warn(t, limit::finite(10), {1, quantity{8}}));
}

TEST_CASE("the shares of a limit add up to it, and none gets smaller when the limit grows") {
    law("the shares of any limit add up to it", [] {
        const auto most = *up_to(quantity::max_count - 1);
        std::int64_t sum = 0;
        for (std::size_t i = 0; i < 7; ++i) {
            const limit mine = sharded_quota<7>::share_of(limit::finite(most), i);
            sum += mine.most().count();
            RC_ASSERT(mine <= sharded_quota<7>::share_of(limit::finite(most + 1), i));
        }
        RC_ASSERT(sum == most);
    });
    STATIC_REQUIRE(sharded_quota<3>::share_of(limit::finite(5), 0) == limit::finite(2));
    STATIC_REQUIRE(sharded_quota<3>::share_of(limit::finite(5), 2) == limit::finite(1));
    STATIC_REQUIRE(sharded_quota<3>::share_of(limit::unlimited(), 2).is_unlimited());
    STATIC_REQUIRE(alignof(sharded_quota<3>) == 64);
    STATIC_REQUIRE(sizeof(sharded_quota<3>) == 192);
}

TEST_CASE(
    "the counters of a sharded quota admit as much as one counter, if only one thread uses them") {
    law("the answers and the sum do not depend on which counter is tried first", [] {
        sharded_quota<3> shared;
        quota_state alone;
        std::vector<sharded_ticket<3>> held;
        auto l = *any_limit();
        const int steps = *rc::gen::inRange(0, 40);
        for (int i = 0; i < steps; ++i) {
            const auto hint = *rc::gen::inRange<std::size_t>(0, 9);
            const window w = i < 25 ? first : second;
            const instant t = i < 25 ? early : instant{150};
            if (!held.empty() && *rc::gen::inRange(0, 3) == 0) {
                const auto expected = release(alone, {held.back().window, held.back().amount()}, w);
                RC_ASSERT(shared.release(held.back(), w) == expected.answer);
                alone = expected.next;
                held.pop_back();
            } else {
                const auto how = *rc::gen::element(taking::all_or_nothing, taking::as_much_as_fits);
                const quantity amount{*rc::gen::inRange<std::int64_t>(1, 12)};
                const auto d = shared.take(l, w, amount, t, hint, how);
                const auto expected = decide(alone, l, w, amount, t, how);
                RC_ASSERT(is_admitted(d.answer) == is_admitted(expected.answer));
                if (end_of_grace(l) == l.most && l.enforcement == enforcement::hard)
                    RC_ASSERT(d.answer == expected.answer);
                RC_ASSERT(d.taken.amount() == expected.taken.amount);
                if (is_admitted(d.answer)) RC_ASSERT(d.taken.window == expected.taken.window);
                alone = expected.next;
                if (is_admitted(d.answer)) held.push_back(d.taken);
            }
            if (alone.window == w.index) RC_ASSERT(shared.taken(w.index) == alone.taken.count());
        }
        RC_ASSERT(shared.take(l, first, quantity{1}, first.end, 0).answer ==
                  quota_answer::window_closed);
    });
}

TEST_CASE("a sharded quota never exceeds the limit of a window, even if clocks disagree") {
    law("the sum of each window is at most its limit", [] {
        sharded_quota<3> shared;
        const auto most = *rc::gen::inRange<std::int64_t>(0, 9);
        std::array<std::int64_t, 2> admitted{};
        const int steps = *rc::gen::inRange(0, 60);
        for (int i = 0; i < steps; ++i) {
            const bool ahead = *rc::gen::arbitrary<bool>();
            const auto d = shared.take(
                hard(most), ahead ? second : first, quantity{*rc::gen::inRange<std::int64_t>(1, 5)},
                early, *rc::gen::inRange<std::size_t>(0, 3), taking::as_much_as_fits);
            if (is_admitted(d.answer))
                admitted[static_cast<std::size_t>(d.taken.window)] += d.taken.amount().count();
            RC_ASSERT(admitted[0] <= most && admitted[1] <= most);
            RC_ASSERT(shared.taken(1) == admitted[1]);
        }
    });
}

// It used to be given back to whichever counter had something taken. While one thread went through
// the counters, another could empty those ahead and fill those behind, and the unit was lost.
TEST_CASE("a ticket is given back to the counters that it was taken from") {
    law("counters after taking and giving back are as if nothing had been taken", [] {
        sharded_quota<3> with, without;
        const auto take = [&](auto& from, std::int64_t amount, std::size_t hint) {
            return from.take(hard(30), first, quantity{amount}, early, hint).taken;
        };
        const auto amount = *rc::gen::inRange<std::int64_t>(1, 20);
        const auto mine = take(with, amount, *rc::gen::inRange<std::size_t>(0, 3));
        RC_ASSERT(mine.amount() == quantity{amount});
        const auto others = take(with, *rc::gen::inRange<std::int64_t>(1, 11), 1);
        with.release(mine, first);
        for (std::size_t i = 0; i < 3; ++i)
            if (others.parts[i] != quantity{}) take(without, others.parts[i].count(), i);
        for (std::size_t i = 0; i < 3; ++i)
            RC_ASSERT(take(with, 10 - others.parts[i].count(), i) ==
                      take(without, 10 - others.parts[i].count(), i));
    });
}

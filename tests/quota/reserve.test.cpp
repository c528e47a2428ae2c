// SPDX-License-Identifier: MIT
#include <cstdint>
#include <optional>
#include <type_traits>
#include <vector>

#include <ratecard/quota/reserve.hpp>

#include "any_quota.hpp"

using namespace ratecard;
using namespace ratecard_test;

namespace {

constexpr quota_limit five = hard(5);

/// Epoch n of ten seconds; ten are a window.
constexpr epoch at(std::int64_t n) {
    return {n, n >= 0 ? n / 10 : (n - 9) / 10, instant{10 * n + 10}};
}
constexpr instant during(std::int64_t n) { return instant{10 * n + 5}; }

constexpr reserve_decision reserve_at(std::int64_t n, const reserving_state& s, std::int64_t amount,
                                      quota_limit l = five) {
    return reserve(s, l, at(n), quantity{amount}, during(n));
}
constexpr commit_decision commit_at(std::int64_t n, const reserving_state& s,
                                    const reservation& r) {
    return commit(s, r, at(n), during(n));
}

constexpr reserving_state holding(std::int64_t n, std::int64_t taken, std::int64_t reserved,
                                  std::int64_t before) {
    return {at(n).window, n, quantity{taken}, quantity{reserved}, quantity{before}};
}

}  // namespace

TEST_CASE("a reserved amount is not available to others") {
    constexpr auto first = reserve_at(3, {}, 3);
    STATIC_REQUIRE(first.allowed());
    STATIC_REQUIRE(first.next == holding(3, 0, 3, 0));
    STATIC_REQUIRE(first.reserved == reservation{0, 3, quantity{3}});
    STATIC_REQUIRE(!reserve_at(3, first.next, 3).allowed());
    STATIC_REQUIRE(reserve_at(3, first.next, 3).why() == quota_answer::limit_reached);
    STATIC_REQUIRE(reserve_at(3, first.next, 3).reserved == reservation{});
    STATIC_REQUIRE(decide(first.next, five, at(3), quantity{3}, during(3)).answer ==
                   quota_answer::limit_reached);
    constexpr auto taken = decide(first.next, five, at(3), quantity{2}, during(3));
    STATIC_REQUIRE(taken.next == holding(3, 2, 3, 0));
    STATIC_REQUIRE(taken.taken == ticket{0, quantity{2}});
    STATIC_REQUIRE(reserve(first.next, five, at(3), quantity{9}, during(3), taking::as_much_as_fits)
                       .reserved.amount == quantity{2});
}

TEST_CASE("a commit takes the used part, and frees the rest") {
    constexpr reserving_state s = holding(3, 1, 4, 0);
    constexpr reservation r{0, 3, quantity{4}};
    STATIC_REQUIRE(commit_at(3, s, r) == commit_decision{commit_answer::committed,
                                                         holding(3, 5, 0, 0),
                                                         {0, quantity{4}}});
    constexpr auto some = commit(s, r, at(3), quantity{1}, during(3));
    STATIC_REQUIRE(some.next == holding(3, 2, 0, 0));
    STATIC_REQUIRE(some.taken.amount == quantity{1});
    STATIC_REQUIRE(commit(s, r, at(3), quantity{5}, during(3)) ==
                   commit_decision{commit_answer::more_than_reserved, s, {}});
    // Used twice, it finds that nothing is reserved.
    STATIC_REQUIRE(some.allowed());
    STATIC_REQUIRE(!commit_at(3, some.next, r).allowed());
    STATIC_REQUIRE(commit_at(3, some.next, r).why() == commit_answer::not_reserved);
    STATIC_REQUIRE(commit_at(3, some.next, r).next == some.next);
}

TEST_CASE("a reservation expires after two epochs, and cannot be committed after that") {
    constexpr auto r = reserve_at(3, {}, 5);
    STATIC_REQUIRE(expire(r.next, at(4)) == holding(4, 0, 0, 5));
    STATIC_REQUIRE(reserve_at(4, r.next, 1).answer == quota_answer::limit_reached);
    STATIC_REQUIRE(commit_at(4, r.next, r.reserved).next == holding(4, 5, 0, 0));
    STATIC_REQUIRE(expire(r.next, at(5)) == holding(5, 0, 0, 0));
    STATIC_REQUIRE(expire(expire(r.next, at(4)), at(5)) == holding(5, 0, 0, 0));
    STATIC_REQUIRE(reserve_at(5, r.next, 5).answer == quota_answer::admitted);
    STATIC_REQUIRE(commit_at(5, r.next, r.reserved) ==
                   commit_decision{commit_answer::expired, holding(5, 0, 0, 0), {}});
    STATIC_REQUIRE(commit_at(9, r.next, r.reserved).answer == commit_answer::expired);
}

TEST_CASE("a released reservation is free within the same epoch") {
    constexpr auto r = reserve_at(3, {}, 2);
    STATIC_REQUIRE(release(r.next, r.reserved, at(3)).next == holding(3, 0, 0, 0));
    STATIC_REQUIRE(release(r.next, r.reserved, at(4)).next == holding(4, 0, 0, 0));
    STATIC_REQUIRE(release(r.next, r.reserved, at(5)).next == holding(5, 0, 0, 0));
    STATIC_REQUIRE(release(r.next, r.reserved, at(4)).why() == release_answer::released);
    STATIC_REQUIRE(release(r.next, r.reserved, at(5)).why() == release_answer::free_already);
    // Released twice it frees nothing of others, as far as a count can tell.
    STATIC_REQUIRE(release(holding(3, 0, 1, 0), r.reserved, at(3)).why() ==
                   release_answer::not_taken);
    STATIC_REQUIRE(release(holding(3, 0, 1, 0), r.reserved, at(3)).next == holding(3, 0, 1, 0));
    STATIC_REQUIRE(release(holding(5, 0, 2, 2), r.reserved, at(5)).next == holding(5, 0, 2, 2));
}

TEST_CASE("a ticket is given back in its own window") {
    STATIC_REQUIRE(release(holding(3, 4, 0, 0), ticket{0, quantity{3}}, at(5)).next ==
                   holding(5, 1, 0, 0));
    STATIC_REQUIRE(release(holding(12, 4, 0, 0), ticket{0, quantity{3}}, at(12)).next ==
                   holding(12, 4, 0, 0));
    STATIC_REQUIRE(
        release(holding(3, 4, 0, 0), ticket{0, quantity{9}}, at(3)) ==
        release_decision<reserving_state>{release_answer::not_taken, holding(3, 4, 0, 0)});
}

TEST_CASE("a window starts with nothing held, and older reservations count in their own window") {
    constexpr auto r = reserve_at(9, holding(9, 2, 0, 1), 2);
    STATIC_REQUIRE(r.next == holding(9, 2, 2, 1));
    STATIC_REQUIRE(expire(r.next, at(10)) == holding(10, 0, 0, 0));
    STATIC_REQUIRE(
        commit_at(10, r.next, r.reserved) ==
        commit_decision{commit_answer::committed_before, holding(10, 0, 0, 0), {0, quantity{2}}});
    STATIC_REQUIRE(commit_at(11, r.next, r.reserved).answer == commit_answer::expired);
    STATIC_REQUIRE(release(holding(10, 0, 3, 3), r.reserved, at(10)).next == holding(10, 0, 3, 3));
}

TEST_CASE("a clock that lags behind reopens neither an epoch nor a window") {
    constexpr reserving_state s = holding(11, 1, 1, 1);
    STATIC_REQUIRE(expire(s, at(10)) == s);
    STATIC_REQUIRE(expire(s, at(3)) == s);
    constexpr auto late = reserve_at(9, s, 1);
    STATIC_REQUIRE(late.reserved == reservation{1, 11, quantity{1}});
    STATIC_REQUIRE(late.next == holding(11, 1, 2, 1));
    STATIC_REQUIRE(commit_at(9, s, {0, 9, quantity{1}}).answer == commit_answer::expired);
    STATIC_REQUIRE(commit_at(9, s, {1, 10, quantity{1}}).next == holding(11, 2, 1, 0));
}

TEST_CASE("after the end of the epoch nothing is reserved, taken or committed") {
    constexpr reserving_state s = holding(3, 1, 1, 1);
    STATIC_REQUIRE(reserve(s, five, at(3), quantity{1}, at(3).end) ==
                   reserve_decision{quota_answer::window_closed, s, {}});
    STATIC_REQUIRE(decide(s, five, at(3), quantity{1}, at(3).end) ==
                   take_decision{quota_answer::window_closed, s, {}});
    STATIC_REQUIRE(commit(s, {0, 3, quantity{1}}, at(3), at(3).end) ==
                   commit_decision{commit_answer::epoch_closed, s, {}});
}

TEST_CASE("a reservation that the state does not hold is not committed") {
    constexpr reserving_state s = holding(13, 1, 5, 0);
    STATIC_REQUIRE(commit_at(13, s, {1, 14, quantity{1}}).answer == commit_answer::not_reserved);
    STATIC_REQUIRE(commit_at(13, s, {2, 13, quantity{1}}).answer == commit_answer::not_reserved);
    STATIC_REQUIRE(commit_at(13, s, {0, 13, quantity{1}}).answer == commit_answer::not_reserved);
    STATIC_REQUIRE(commit_at(13, s, {1, INT64_MAX, quantity{1}}).answer ==
                   commit_answer::not_reserved);
    STATIC_REQUIRE(commit_at(13, s, reservation{}).answer == commit_answer::expired);
    STATIC_REQUIRE(is_committed(commit_answer::committed_before));
    STATIC_REQUIRE_FALSE(is_committed(commit_answer::expired));
}

TEST_CASE("states that no decision can produce have an answer, too") {
    constexpr std::int64_t full = quantity::max_count;
    constexpr reserving_state s{0, 3, quantity{full}, quantity{full}, quantity{full}};
    STATIC_REQUIRE(reserve_at(3, s, 1, no_limit).answer == quota_answer::counter_full);
    STATIC_REQUIRE(decide(s, no_limit, at(3), quantity{}, during(3)).answer ==
                   quota_answer::counter_full);
    STATIC_REQUIRE(commit_at(3, s, {0, 3, quantity{1}}).answer == commit_answer::counter_full);
    STATIC_REQUIRE(noexcept(reserve({}, {}, {}, {}, {})));
    STATIC_REQUIRE(noexcept(commit({}, {}, {}, {}, {})));
    STATIC_REQUIRE(std::is_trivially_copyable_v<reserve_decision>);
}

TEST_CASE("reserving and committing equals taking") {
    law("committing in the same epoch or in the next takes what decide takes", [] {
        const std::int64_t n = *rc::gen::inRange<std::int64_t>(-25, 25);
        const std::int64_t later = n + *rc::gen::inRange<std::int64_t>(0, 2);
        const auto amounts =
            *rc::gen::container<std::vector<std::int64_t>>(3, rc::gen::inRange<std::int64_t>(0, 4));
        const reserving_state s = holding(n, amounts[0], amounts[1], amounts[2]);
        const auto l = *any_limit();
        const auto amount = *any_amount();
        const auto r = reserve(s, l, at(n), amount, during(n));
        const auto direct = decide(s, l, at(n), amount, during(n));
        RC_ASSERT(r.answer == direct.answer);
        const auto c = commit_at(later, r.next, r.reserved);
        if (!is_admitted(r.answer)) {
            RC_ASSERT(r.next == s);
            return;
        }
        RC_ASSERT(is_committed(c.answer));
        RC_ASSERT(c.taken.amount == direct.taken.amount);
        RC_ASSERT(c.next == expire(direct.next, at(later)));
        RC_ASSERT(release(r.next, r.reserved, at(later)).next == expire(s, at(later)));
    });
}

TEST_CASE("whatever holders and clocks do, no hard limit is exceeded and no amount is lost") {
    law("no limit is exceeded when holders return, lose or delay their tickets", [] {
        const auto most = *rc::gen::inRange<std::int64_t>(0, 7);
        const int steps = *rc::gen::inRange(0, 80);
        struct held {
            std::int64_t window;
            std::optional<reservation> reserved{};
            std::optional<ticket> taken{};
        };
        std::vector<held> holders;
        reserving_state s;
        std::int64_t clock = 0;
        // What holders know that they took of the running window.
        const auto known = [&] {
            std::int64_t sum = 0;
            for (const held& h : holders)
                if (h.taken && h.window == s.window) sum += h.taken->amount.count();
            return sum;
        };
        for (int i = 0; i < steps; ++i) {
            clock += *rc::gen::element(0, 0, 0, 1, 1, 2, 5);
            const std::int64_t n = clock - *rc::gen::element(0, 0, 0, 1, 3);
            const quantity amount{*rc::gen::inRange<std::int64_t>(0, 4)};
            const reserving_state before = s;
            switch (*rc::gen::inRange(0, 4)) {
                case 0: {
                    const auto d = reserve(s, hard(most), at(n), amount, during(n));
                    s = d.next;
                    if (is_admitted(d.answer)) holders.push_back({s.window, d.reserved, {}});
                    break;
                }
                case 1: {
                    const auto d = decide(s, hard(most), at(n), amount, during(n));
                    s = d.next;
                    if (is_admitted(d.answer)) holders.push_back({s.window, {}, d.taken});
                    break;
                }
                default: {
                    if (holders.empty()) break;
                    const auto which = *rc::gen::inRange<std::size_t>(0, holders.size());
                    held& h = holders[which];
                    if (h.reserved && *rc::gen::arbitrary<bool>()) {
                        const auto d = commit_at(n, s, *h.reserved);
                        s = d.next;
                        RC_ASSERT((d.answer == commit_answer::expired) ==
                                  (h.reserved->epoch + 1 < s.epoch));
                        if (d.answer == commit_answer::committed)
                            h.taken = d.taken;
                        else
                            RC_ASSERT(d.answer != commit_answer::not_reserved);
                        h.reserved.reset();
                    } else if (h.reserved) {
                        s = release(s, *h.reserved, at(n)).next;
                        h.reserved.reset();
                    } else if (h.taken) {
                        s = release(s, *h.taken, at(n)).next;
                        h.taken.reset();
                    }
                }
            }
            RC_ASSERT(s.taken.count() + s.reserved.count() + s.reserved_before.count() <= most);
            RC_ASSERT(before.window <= s.window && before.epoch <= s.epoch);
            RC_ASSERT(s.taken.count() == known());
        }
        // All holders are gone: two epochs later only what they took is missing.
        const reserving_state later = expire(s, {s.epoch + 2, s.window, instant::never()});
        RC_ASSERT(later.reserved == quantity{} && later.reserved_before == quantity{});
        RC_ASSERT(later.taken.count() == known());
    });
}

TEST_CASE("reservations are kept where epochs are numbered anew") {
    // Epochs of a tenth of the window become epochs of a third.
    constexpr epoch from = at(13), to{4, 1, at(13).end};
    constexpr auto older = reserve_at(12, {}, 2);
    constexpr auto newer = reserve_at(13, older.next, 3);
    constexpr reserving_state moved = renumbered(newer.next, from, to);
    STATIC_REQUIRE(moved == reserving_state{1, 4, {}, quantity{3}, quantity{2}});
    constexpr reservation of_older = renumbered(older.reserved, from, to);
    constexpr reservation of_newer = renumbered(newer.reserved, from, to);
    STATIC_REQUIRE(of_older == reservation{1, 3, quantity{2}});
    STATIC_REQUIRE(of_newer == reservation{1, 4, quantity{3}});
    STATIC_REQUIRE(commit(moved, of_older, to, during(13)).answer == commit_answer::committed);
    STATIC_REQUIRE(commit(moved, of_newer, to, during(13)).answer == commit_answer::committed);
    constexpr reservation lost = renumbered(reservation{1, 11, quantity{2}}, from, to);
    STATIC_REQUIRE(commit(moved, lost, to, during(13)).answer == commit_answer::expired);
    STATIC_REQUIRE(release(moved, lost, to).answer == release_answer::free_already);
}

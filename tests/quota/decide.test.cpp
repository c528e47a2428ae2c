// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <type_traits>
#include <vector>

#include <ratecard/quota/decide.hpp>

#include "any_quota.hpp"

using namespace ratecard;
using namespace ratecard_test;

namespace {

constexpr quota_limit five = hard(5);
constexpr window first{0, instant{100}};
constexpr window second{1, instant{200}};
constexpr instant early{10};

constexpr quota_decision take(std::int64_t taken, std::int64_t amount, quota_limit l = five) {
    return decide({0, quantity{taken}}, l, first, quantity{amount}, early);
}

}  // namespace

TEST_CASE("the fifth of five is admitted, the sixth refused") {
    STATIC_REQUIRE(take(4, 1).answer == quota_answer::admitted);
    STATIC_REQUIRE(take(4, 1).next == quota_state{0, quantity{5}});
    STATIC_REQUIRE(take(4, 1).taken == ticket{0, quantity{1}});
    STATIC_REQUIRE(take(5, 1).answer == quota_answer::limit_reached);
    STATIC_REQUIRE(take(5, 1).next == quota_state{0, quantity{5}});
    STATIC_REQUIRE(take(5, 1).taken == ticket{});
}

TEST_CASE("a decision is allowed if it admits, and gives its reason if it does not") {
    STATIC_REQUIRE(take(4, 1).allowed());
    STATIC_REQUIRE(take(4, 2, soft(5)).allowed());
    STATIC_REQUIRE(!take(5, 1).allowed());
    STATIC_REQUIRE(take(5, 1).why() == quota_answer::limit_reached);
    STATIC_REQUIRE(!decide({}, five, first, quantity{1}, first.end).allowed());
    STATIC_REQUIRE(decide({}, five, first, quantity{1}, first.end).why() ==
                   quota_answer::window_closed);
}

TEST_CASE("an amount is taken as a whole, or not at all") {
    STATIC_REQUIRE(take(2, 3).answer == quota_answer::admitted);
    STATIC_REQUIRE(take(2, 4).answer == quota_answer::limit_reached);
    STATIC_REQUIRE(take(2, 4).next.taken == quantity{2});
    STATIC_REQUIRE(take(0, 6).answer == quota_answer::limit_reached);
}

TEST_CASE("an amount of zero is admitted at the limit, and refused above it") {
    STATIC_REQUIRE(take(5, 0).answer == quota_answer::admitted);
    // More is taken than the limit, as after a move to a smaller plan.
    STATIC_REQUIRE(take(6, 0).answer == quota_answer::limit_reached);
    STATIC_REQUIRE(take(6, 1).answer == quota_answer::limit_reached);
}

TEST_CASE("a soft limit admits usage above it, and reports that") {
    STATIC_REQUIRE(take(4, 1, soft(5)).answer == quota_answer::admitted);
    STATIC_REQUIRE(take(4, 2, soft(5)).answer == quota_answer::admitted_above);
    STATIC_REQUIRE(take(4, 2, soft(5)).next.taken == quantity{6});
    STATIC_REQUIRE(take(6, 0, soft(5)).answer == quota_answer::admitted_above);
    STATIC_REQUIRE(is_admitted(quota_answer::admitted));
    STATIC_REQUIRE(is_admitted(quota_answer::admitted_above));
    STATIC_REQUIRE(is_admitted(quota_answer::admitted_in_part));
    STATIC_REQUIRE(is_admitted(quota_answer::admitted_in_grace));
    for (const quota_answer refused :
         {quota_answer::limit_reached, quota_answer::counter_full, quota_answer::window_closed})
        CHECK_FALSE(is_admitted(refused));
}

TEST_CASE("usage within the grace is admitted, and reported differently from overage") {
    constexpr quota_limit lenient = with_grace(hard(10), 20);
    STATIC_REQUIRE(take(9, 1, lenient).answer == quota_answer::admitted);
    STATIC_REQUIRE(take(9, 2, lenient).answer == quota_answer::admitted_in_grace);
    STATIC_REQUIRE(take(9, 3, lenient).next.taken == quantity{12});
    STATIC_REQUIRE(take(9, 4, lenient).answer == quota_answer::limit_reached);
    STATIC_REQUIRE(take(9, 3, with_grace(soft(10), 20)).answer == quota_answer::admitted_in_grace);
    STATIC_REQUIRE(take(9, 4, with_grace(soft(10), 20)).answer == quota_answer::admitted_above);
}

TEST_CASE("as much as fits is taken if the caller asks for that") {
    constexpr auto part = [](std::int64_t taken, std::int64_t amount, quota_limit l) {
        return decide({0, quantity{taken}}, l, first, quantity{amount}, early,
                      taking::as_much_as_fits);
    };
    STATIC_REQUIRE(part(2, 3, five).answer == quota_answer::admitted);
    STATIC_REQUIRE(part(2, 4, five) == quota_decision{quota_answer::admitted_in_part,
                                                      {0, quantity{5}},
                                                      {0, quantity{3}}});
    STATIC_REQUIRE(part(4, 9, five).taken.amount == quantity{1});
    STATIC_REQUIRE(part(5, 1, five).answer == quota_answer::limit_reached);
    STATIC_REQUIRE(part(6, 1, five).answer == quota_answer::limit_reached);
    // Grace is room like any other; a soft limit has room as far as the counter goes.
    STATIC_REQUIRE(part(9, 9, with_grace(hard(10), 20)).taken.amount == quantity{3});
    STATIC_REQUIRE(part(9, 9, soft(10)).answer == quota_answer::admitted_above);
    constexpr std::int64_t full = quantity::max_count;
    STATIC_REQUIRE(part(full - 1, 9, soft(10)).taken.amount == quantity{1});
    STATIC_REQUIRE(part(full - 1, 9, no_limit).taken.amount == quantity{1});
    STATIC_REQUIRE(part(full, 9, no_limit).answer == quota_answer::counter_full);
    STATIC_REQUIRE(
        decide({0, quantity{}}, five, first, quantity{9}, first.end, taking::as_much_as_fits)
            .answer == quota_answer::window_closed);
}

TEST_CASE("a limit without a stated enforcement is hard") {
    STATIC_REQUIRE(take(0, 1, quota_limit{}).answer == quota_answer::limit_reached);
    STATIC_REQUIRE(take(5, 1, {limit::finite(5), enforcement::unstated}).answer ==
                   quota_answer::limit_reached);
}

TEST_CASE("an amount that cannot be counted is refused as counter_full, not as limit_reached") {
    constexpr std::int64_t full = quantity::max_count;
    STATIC_REQUIRE(take(full, 1, no_limit).answer == quota_answer::counter_full);
    STATIC_REQUIRE(take(full, full, soft(5)).answer == quota_answer::counter_full);
    STATIC_REQUIRE(take(full - 1, 1, no_limit).answer == quota_answer::admitted);
    STATIC_REQUIRE(take(full, 1, no_limit).next.taken == quantity{full});
    STATIC_REQUIRE(take(full, full, five).answer == quota_answer::limit_reached);
}

TEST_CASE("a later window starts at zero") {
    constexpr auto d = decide({0, quantity{5}}, five, second, quantity{2}, instant{150});
    STATIC_REQUIRE(d.answer == quota_answer::admitted);
    STATIC_REQUIRE(d.next == quota_state{1, quantity{2}});
    STATIC_REQUIRE(d.taken == ticket{1, quantity{2}});
    // Also when the first wish in it is refused.
    constexpr auto refused = decide({0, quantity{5}}, five, second, quantity{6}, instant{150});
    STATIC_REQUIRE(refused.answer == quota_answer::limit_reached);
    STATIC_REQUIRE(refused.next == quota_state{1, quantity{}});
    // A state that has taken nothing yet starts in the window that runs, whichever it is.
    constexpr auto fresh = decide({}, five, {-5, instant{0}}, quantity{1}, instant{-1});
    STATIC_REQUIRE(fresh.next == quota_state{-5, quantity{1}});
}

TEST_CASE("a clock that lags behind does not reopen a window") {
    // The state is of window 1 already; this caller still sees window 0.
    constexpr auto late = decide({1, quantity{4}}, five, first, quantity{1}, instant{99});
    STATIC_REQUIRE(late.answer == quota_answer::admitted);
    STATIC_REQUIRE(late.next == quota_state{1, quantity{5}});
    STATIC_REQUIRE(late.taken == ticket{1, quantity{1}});
    STATIC_REQUIRE(decide({1, quantity{5}}, five, first, quantity{1}, instant{99}).answer ==
                   quota_answer::limit_reached);
}

TEST_CASE("after the end of the window nothing is admitted, and nothing changes") {
    constexpr quota_state before{0, quantity{3}};
    STATIC_REQUIRE(decide(before, five, first, quantity{1}, instant{99}).answer ==
                   quota_answer::admitted);
    STATIC_REQUIRE(decide(before, five, first, quantity{1}, instant{100}) ==
                   quota_decision{quota_answer::window_closed, before, {}});
    STATIC_REQUIRE(decide(before, no_limit, first, quantity{}, instant{5'000}).answer ==
                   quota_answer::window_closed);
    STATIC_REQUIRE(decide(quota_state{}, five, first, quantity{1}, instant{100}).next ==
                   quota_state{});
}

TEST_CASE("a ticket gives back what it took, in its own window") {
    constexpr quota_state three{0, quantity{3}};
    STATIC_REQUIRE(release(three, {0, quantity{1}}, first).next == quota_state{0, quantity{2}});
    STATIC_REQUIRE(release(three, {0, quantity{3}}, first).next == quota_state{0, quantity{0}});
    // of an earlier window, of a later one, of none
    STATIC_REQUIRE(release(three, {-1, quantity{1}}, first).next == three);
    STATIC_REQUIRE(release(three, {1, quantity{1}}, first).next == three);
    STATIC_REQUIRE(release(three, ticket{}, first).next == three);
    // The window it was taken in is over: the new one starts with nothing taken.
    STATIC_REQUIRE(release(three, {0, quantity{1}}, second).next == quota_state{1, quantity{}});
    // A clock that lags behind frees in the state's window.
    STATIC_REQUIRE(release({1, quantity{3}}, {1, quantity{1}}, first).next ==
                   quota_state{1, quantity{2}});
    STATIC_REQUIRE(release({1, quantity{3}}, {0, quantity{1}}, first).next ==
                   quota_state{1, quantity{3}});
}

TEST_CASE("a ticket for more than is taken is refused, and frees nothing of others") {
    constexpr quota_state three{0, quantity{3}};
    STATIC_REQUIRE(release(three, {0, quantity{4}}, first) ==
                   release_decision<quota_state>{release_answer::not_taken, three});
    STATIC_REQUIRE_FALSE(release(three, {0, quantity{4}}, first).allowed());
    // Given back twice where nobody else has taken anything.
    constexpr auto once = release(three, {0, quantity{3}}, first);
    STATIC_REQUIRE(once.allowed());
    STATIC_REQUIRE(release(once.next, {0, quantity{3}}, first).why() == release_answer::not_taken);
    // A window that the state has not come to has no tickets.
    STATIC_REQUIRE(release(three, {1, quantity{1}}, first).why() == release_answer::not_taken);
    STATIC_REQUIRE(release(three, {-1, quantity{9}}, first) ==
                   release_decision<quota_state>{release_answer::free_already, three});
}

TEST_CASE("a decision is a small trivially copyable value") {
    STATIC_REQUIRE(std::is_trivially_copyable_v<quota_decision>);
    STATIC_REQUIRE(std::is_trivially_copyable_v<ticket>);
    STATIC_REQUIRE(noexcept(decide(quota_state{}, {}, {}, {}, {})));
    STATIC_REQUIRE(noexcept(release(quota_state{}, ticket{}, {})));
}

TEST_CASE("decide agrees with its definition on every small case") {
    for (std::int64_t window = -1; window <= 2; ++window)
        for (std::int64_t taken = 0; taken <= 4; ++taken)
            for (std::int64_t running = 0; running <= 1; ++running)
                for (std::int64_t now : {0, 99, 100, 199, 200})
                    for (std::int64_t most = -1; most <= 4; ++most)
                        for (std::int64_t amount = 0; amount <= 5; ++amount)
                            for (const bool is_soft : {false, true}) {
                                const quota_limit l{
                                    most < 0 ? limit::unlimited() : limit::finite(most),
                                    is_soft ? enforcement::soft : enforcement::hard};
                                const quota_state s{window, quantity{taken}};
                                const auto d = decide(s, l, {running, instant{100 * running + 100}},
                                                      quantity{amount}, instant{now});
                                if (now >= 100 * running + 100) {
                                    CHECK(d == quota_decision{quota_answer::window_closed, s, {}});
                                    continue;
                                }
                                const std::int64_t counted = window < running ? 0 : taken;
                                const std::int64_t in = std::max(window, running);
                                const bool fits = most < 0 || counted + amount <= most;
                                if (!fits && !is_soft)
                                    CHECK(d == quota_decision{quota_answer::limit_reached,
                                                              {in, quantity{counted}},
                                                              {}});
                                else
                                    CHECK(d == quota_decision{fits ? quota_answer::admitted
                                                                   : quota_answer::admitted_above,
                                                              {in, quantity{counted + amount}},
                                                              {in, quantity{amount}}});
                            }
}

TEST_CASE("decisions follow the limit and the amount") {
    law("what a limit admits, a higher limit admits, and within it stays within", [] {
        const auto s = *any_state();
        const auto w = *any_window();
        const auto t = *any_moment();
        const auto amount = *any_amount();
        quota_limit low = *any_limit(), high = *any_limit();
        high.enforcement = low.enforcement;
        high.grace_percent = low.grace_percent;
        if (high.most < low.most) std::swap(low, high);
        const auto of_low = decide(s, low, w, amount, t), of_high = decide(s, high, w, amount, t);
        if (is_admitted(of_low.answer)) {
            RC_ASSERT(is_admitted(of_high.answer));
            RC_ASSERT(of_high.next == of_low.next);
            RC_ASSERT(of_high.answer <= of_low.answer);
        }
    });
    law("if an amount is admitted, a smaller amount is, too", [] {
        const auto s = *any_state();
        const auto w = *any_window();
        const auto t = *any_moment();
        const auto l = *any_limit();
        auto more = *any_amount(), less = *any_amount();
        if (more < less) std::swap(more, less);
        if (is_admitted(decide(s, l, w, more, t).answer)) {
            RC_ASSERT(is_admitted(decide(s, l, w, less, t).answer));
            RC_ASSERT(decide(s, l, w, less, t).answer <= decide(s, l, w, more, t).answer);
        }
    });
    law("a soft limit admits every amount that can be counted", [] {
        const auto s = *any_state();
        auto l = *any_limit();
        l.enforcement = enforcement::soft;
        const auto d = decide(s, l, *any_window(), *any_amount(), *any_moment());
        RC_ASSERT(d.answer != quota_answer::limit_reached);
    });
}

TEST_CASE("a refusal changes nothing, except that a new window begins") {
    law("after a refusal the state is unchanged, or an empty state of the new window", [] {
        const auto s = *any_state();
        const auto w = *any_window();
        auto l = *any_limit();
        if (*rc::gen::inRange(0, 4) != 0) l = hard(*rc::gen::inRange<std::int64_t>(0, 8));
        const auto d = decide(s, l, w, *any_amount(), *any_moment());
        if (is_admitted(d.answer)) return;
        RC_ASSERT(d.taken == ticket{});
        if (d.answer == quota_answer::window_closed)
            RC_ASSERT(d.next == s);
        else if (s.window < w.index)
            RC_ASSERT(d.next == (quota_state{w.index, quantity{}}));
        else
            RC_ASSERT(d.next == s);
    });
}

TEST_CASE("taking an amount in parts equals taking it whole") {
    law("taking n and then m equals taking n + m, if both fit below a hard limit", [] {
        const auto s = *any_state();
        const auto w = *any_window();
        const instant t = w.end - seconds(*rc::gen::inRange(1, 101));
        auto l = *any_limit();
        l.enforcement = enforcement::hard;
        const auto n = *any_amount(), m = *any_amount();
        const auto both = checked_add(n, m);
        const auto one = decide(s, l, w, n, t);
        const auto two = decide(one.next, l, w, m, t);
        if (!both || !is_admitted(one.answer) || !is_admitted(two.answer)) return;
        const auto together = decide(s, l, w, *both, t);
        RC_ASSERT(is_admitted(together.answer));
        RC_ASSERT(together.next == two.next);
        // and the other way round: what fits together fits in parts
        RC_ASSERT(decide(decide(s, l, w, m, t).next, l, w, n, t).next == together.next);
    });
    law("taking an amount and giving it back in its window changes nothing", [] {
        const auto s = *any_state();
        const auto w = *any_window();
        const auto d = decide(s, *any_limit(), w, *any_amount(), w.end - seconds(1));
        if (!is_admitted(d.answer)) return;
        const quota_state rolled = s.window < w.index ? quota_state{w.index, quantity{}} : s;
        RC_ASSERT(release(d.next, d.taken, w).next == rolled);
    });
}

TEST_CASE("as much as fits is the largest amount that is admitted whole") {
    law("as_much_as_fits takes all, or an amount above which one unit more is refused", [] {
        const auto s = *any_state();
        const auto w = *any_window();
        const auto t = *any_moment();
        const auto l = *any_limit();
        const auto amount = *any_amount();
        const auto whole = decide(s, l, w, amount, t);
        const auto part = decide(s, l, w, amount, t, taking::as_much_as_fits);
        if (is_admitted(whole.answer)) {
            RC_ASSERT(part == whole);
        } else if (part.answer == quota_answer::admitted_in_part) {
            const quantity fits = part.taken.amount;
            RC_ASSERT(quantity{} < fits && fits < amount);
            RC_ASSERT(part.next == decide(s, l, w, fits, t).next);
            RC_ASSERT(!is_admitted(decide(s, l, w, quantity{fits.count() + 1}, t).answer));
        } else {
            RC_ASSERT(part == whole);
            if (amount != quantity{})
                RC_ASSERT(!is_admitted(decide(s, l, w, quantity{1}, t).answer));
        }
    });
}

TEST_CASE("windows never go back") {
    law("for any clocks, an earlier window is not counted again, and no hard limit is exceeded",
        [] {
            const auto most = *rc::gen::inRange<std::int64_t>(0, 6);
            const int steps = *rc::gen::inRange(0, 60);
            quota_state state;
            std::vector<ticket> held;
            // What is held of each window, by the tickets alone.
            std::array<std::int64_t, 8> taken_in{};
            for (int i = 0; i < steps; ++i) {
                const auto w = *any_window();
                const quota_state before = state;
                if (!held.empty() && *rc::gen::inRange(0, 3) == 0) {
                    const auto which = *rc::gen::inRange<std::size_t>(0, held.size());
                    const ticket back = held[which];
                    held.erase(held.begin() + static_cast<std::ptrdiff_t>(which));
                    state = release(state, back, w).next;
                    taken_in[static_cast<std::size_t>(back.window + 3)] -= back.amount.count();
                    if (back.window != state.window) {
                        RC_ASSERT(state.window > back.window);
                    }
                } else {
                    const auto d =
                        decide(state, hard(most), w,
                               quantity{*rc::gen::inRange<std::int64_t>(0, 3)}, *any_moment());
                    state = d.next;
                    if (is_admitted(d.answer)) {
                        held.push_back(d.taken);
                        RC_ASSERT(d.taken.window == state.window);
                        taken_in[static_cast<std::size_t>(state.window + 3)] +=
                            d.taken.amount.count();
                    }
                }
                RC_ASSERT(before.window <= state.window);
                if (state.window >= -3) {
                    const auto held_now = taken_in[static_cast<std::size_t>(state.window + 3)];
                    RC_ASSERT(state.taken.count() == held_now);
                    RC_ASSERT(held_now <= most);
                }
            }
        });
}

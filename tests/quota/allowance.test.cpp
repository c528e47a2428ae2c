// SPDX-License-Identifier: MIT
// All that is admitted in one window is at most the limit, and its grace: over random requests,
// releases, reservations, commits, changes of the limit and of the window, clocks that lag, and
// messages that come twice. What is in use is counted beside the state, by whoever has it.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include <ratecard/quota/limit_change.hpp>
#include <ratecard/quota/open_tickets.hpp>
#include <ratecard/quota/reserve.hpp>

#include "any_quota.hpp"

using namespace ratecard;
using namespace ratecard_test;

namespace {

bool one_in(int n) { return *rc::gen::inRange(0, n) == 0; }
std::int64_t drawn(std::int64_t from, std::int64_t to) { return *rc::gen::inRange(from, to + 1); }

quota_limit small_limit() {
    const std::int64_t most = drawn(0, 9);
    return one_in(3) ? with_grace(hard(most), *rc::gen::element<std::uint16_t>(10, 34, 100))
                     : hard(most);
}
/// The most that a limit admits.
std::int64_t end_of(const quota_limit& l) { return end_of_grace(l).most().count(); }

constexpr window nth(std::int64_t n) { return {n, instant{100 * n + 100}}; }

}  // namespace

TEST_CASE("all that is in use in a window is at most the limit, though tickets come back twice") {
    law("counted by the holders, after each admission and for good", [] {
        std::vector<ticket_place<ticket>> room(static_cast<std::size_t>(drawn(0, 12)));
        open_tickets<ticket> tickets{room};
        quota_state s;
        limit_change change{small_limit(), small_limit(), above_policy::block_new, instant{}};
        std::map<std::int64_t, std::int64_t> in_use, most;  // by window
        struct use {
            ticket_id id;
            ticket took;
            bool ended = false;
        };
        std::vector<use> uses;
        std::int64_t clock = 0;
        const int steps = *rc::gen::inRange(0, 120);
        for (int i = 0; i < steps; ++i) {
            clock += *rc::gen::element<std::int64_t>(0, 0, 0, 20, 60);
            const instant now{clock};
            const window w = nth(clock / 100 - (one_in(4) ? 1 : 0));  // some clocks lag
            if (one_in(8))
                change = {change.after, small_limit(),
                          *rc::gen::element(above_policy::block_new, above_policy::grace_until),
                          instant{clock + drawn(0, 80)}};
            if (!uses.empty() && one_in(2)) {
                // Ended for the first time, or told again.
                use& u = uses[*rc::gen::inRange<std::size_t>(0, uses.size())];
                const auto closed = tickets.close(u.id);
                RC_ASSERT(closed.allowed() == !u.ended);
                if (!closed.allowed()) continue;
                const auto d = release(s, *closed, w);
                RC_ASSERT(d.answer == (u.took.window == d.next.window
                                           ? release_answer::released
                                           : release_answer::free_already));
                s = d.next;
                if (d.answer == release_answer::released)
                    in_use[u.took.window] -= u.took.amount.count();
                u.ended = true;
            } else {
                const limit_in_force l = limit_at(change, s, w, now);
                const auto d =
                    decide(s, l.limit, w, quantity{drawn(0, 4)}, now,
                           *rc::gen::element(taking::all_or_nothing, taking::as_much_as_fits));
                s = d.next;
                if (!d.allowed()) continue;
                const auto id = tickets.open(d.taken);
                if (!id) {  // no room for another ticket
                    s = release(s, d.taken, w).next;
                    continue;
                }
                uses.push_back({*id, d.taken});
                std::int64_t& used = in_use[d.taken.window];
                used += d.taken.amount.count();
                RC_ASSERT(used <= end_of(l.limit));
                std::int64_t& largest = most[d.taken.window];
                largest = std::max(largest, end_of(l.limit));
            }
            for (const auto& [n, used] : in_use) RC_ASSERT(used <= most[n]);
            if (s.window >= -1) RC_ASSERT(s.taken.count() == in_use[s.window]);
        }
    });
}

TEST_CASE("all that is taken or reserved is at most the limit, though commits come twice") {
    law("counted by the holders, in each window", [] {
        const epochs by{seconds(10), 10};
        std::vector<ticket_place<reservation>> places(40);
        std::vector<ticket_place<ticket>> taken_places(40);
        open_tickets<reservation> reservations{places};
        open_tickets<ticket> tickets{taken_places};
        reserving_state s;
        quota_limit l = small_limit();
        struct work {
            std::optional<ticket_id> reserved{};
            std::optional<ticket_id> took{};
            reservation r{};
            ticket t{};
        };
        std::vector<work> works;
        std::map<std::int64_t, std::int64_t> committed, most;  // by window
        std::int64_t clock = 0;
        const int steps = *rc::gen::inRange(0, 120);
        for (int i = 0; i < steps; ++i) {
            clock += *rc::gen::element<std::int64_t>(0, 0, 0, 3, 10, 40);
            const instant now{clock};
            const epoch e = by.at(nth(clock / 100), now);
            if (one_in(8)) l = small_limit();
            const int what = *rc::gen::inRange(0, 5);
            if (what == 0) {
                const auto d = reserve(s, l, e, quantity{drawn(0, 4)}, now);
                s = d.next;
                if (!d.allowed()) continue;
                const auto id = reservations.open(d.reserved);
                if (!id) {
                    s = release(s, d.reserved, e).next;
                    continue;
                }
                works.push_back({.reserved = *id, .r = d.reserved});
                most[s.window] = std::max(most[s.window], end_of(l));
            } else if (what == 1) {
                const auto d = decide(s, l, e, quantity{drawn(0, 4)}, now);
                s = d.next;
                if (!d.allowed()) continue;
                const auto id = tickets.open(d.taken);
                if (!id) {
                    s = release(s, d.taken, e).next;
                    continue;
                }
                works.push_back({.took = *id, .t = d.taken});
                committed[s.window] += d.taken.amount.count();
                most[s.window] = std::max(most[s.window], end_of(l));
            } else if (!works.empty()) {
                work& one = works[*rc::gen::inRange<std::size_t>(0, works.size())];
                if (one.reserved && what < 4) {  // committed, perhaps again
                    const auto r = reservations.close(*one.reserved);
                    if (!r.allowed()) continue;
                    const quantity used{drawn(0, r->amount.count())};
                    const auto d = commit(s, *r, e, used, now);
                    s = d.next;
                    RC_ASSERT(d.answer != commit_answer::not_reserved);
                    if (!d.allowed()) continue;
                    committed[d.taken.window] += used.count();
                    if (d.answer != commit_answer::committed) continue;
                    if (const auto id = tickets.open(d.taken)) {
                        one.took = *id;
                        one.t = d.taken;
                    }
                } else if (one.reserved) {  // freed, perhaps again or after its commit
                    const auto r = reservations.close(*one.reserved);
                    if (!r.allowed()) continue;
                    const auto d = release(s, *r, e);
                    RC_ASSERT(d.allowed());
                    s = d.next;
                } else if (one.took) {  // given back, perhaps again
                    const auto t = tickets.close(*one.took);
                    if (!t.allowed()) continue;
                    const auto d = release(s, *t, e);
                    RC_ASSERT(d.allowed());
                    s = d.next;
                    if (d.answer == release_answer::released)
                        committed[t->window] -= t->amount.count();
                }
            }
            // What can still be committed in the state's window.
            std::int64_t open = 0;
            for (const work& one : works)
                if (one.reserved && reservations.is_open(*one.reserved) &&
                    one.r.window == s.window && s.epoch <= one.r.epoch + 1)
                    open += one.r.amount.count();
            if (s.window >= 0) {
                RC_ASSERT(s.taken.count() == committed[s.window]);
                RC_ASSERT(s.reserved.count() + s.reserved_before.count() == open);
                RC_ASSERT(committed[s.window] + open <= most[s.window]);
            }
            for (const auto& [n, used] : committed) RC_ASSERT(used <= most[n]);
        }
    });
}

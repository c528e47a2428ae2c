// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include <ratecard/quota/audit.hpp>

#include "any_quota.hpp"

using namespace ratecard;
using namespace ratecard_test;

namespace {

constexpr window today{0, instant{100}};
constexpr instant now{10};

constexpr logged asked(const quota_state& s, quota_limit l, std::int64_t amount, window w = today,
                       instant t = now, taking how = taking::all_or_nothing) {
    return {logged::kind::asked,
            l,
            w,
            t,
            quantity{amount},
            how,
            decide(s, l, w, quantity{amount}, t, how)};
}
constexpr logged named(logged e, std::uint64_t id) {
    e.id = id;
    return e;
}
constexpr logged gave_back(const quota_state& s, const ticket& t, std::uint64_t id,
                           window w = today) {
    const auto d = release(s, t, w);
    logged e{.what = logged::kind::gave_back, .running = w, .id = id, .returned = d.answer};
    e.decision.next = d.next;
    e.decision.taken = t;
    return e;
}
/// The audit, with room for every entry.
audit_report audited(std::span<const logged> log, const quota_state& first = {}) {
    std::vector<std::size_t> room(log.size());
    return *audit(log, first, room);
}

/// A day of random requests, as they were answered.
std::vector<logged> any_log() {
    std::vector<logged> log;
    std::vector<std::pair<ticket, std::uint64_t>> held;
    quota_state s;
    const int steps = *rc::gen::inRange(0, 40);
    auto l = *any_limit();
    for (int i = 0; i < steps; ++i) {
        const auto w = *any_window();
        if (!held.empty() && *rc::gen::inRange(0, 3) == 0) {
            const auto which = held.begin() + *rc::gen::inRange<std::ptrdiff_t>(
                                                  0, static_cast<std::ptrdiff_t>(held.size()));
            log.push_back(gave_back(s, which->first, which->second, w));
            held.erase(which);
        } else {
            if (*rc::gen::inRange(0, 8) == 0) l = *any_limit();
            log.push_back(
                asked(s, l, (*any_amount()).count(), w, *any_moment(),
                      *rc::gen::element(taking::all_or_nothing, taking::as_much_as_fits)));
            log.back().id = 1'000 - static_cast<std::uint64_t>(i);
            if (is_admitted(log.back().decision.answer))
                held.emplace_back(log.back().decision.taken, log.back().id);
        }
        s = log.back().decision.next;
    }
    return log;
}

}  // namespace

TEST_CASE("a log of decisions is sound") {
    law("every log of decisions is sound", [] {
        const auto log = any_log();
        const audit_report report = audited(log);
        RC_ASSERT(report.allowed());
        RC_ASSERT(report.entry == log.size());
        RC_ASSERT(report.last == (log.empty() ? quota_state{} : log.back().decision.next));
    });
    constexpr std::span<const logged> none;
    STATIC_REQUIRE(audit(none, {3, quantity{1}}, {}) ==
                   audit_report{audit_verdict::sound, 0, {3, quantity{1}}});
    STATIC_REQUIRE(noexcept(audit(none)));
}

TEST_CASE("a log with a changed entry is not sound from there on") {
    law("a changed answer, amount, state or window is found at its entry", [] {
        auto log = any_log();
        if (log.empty()) return;
        const auto at = *rc::gen::inRange<std::size_t>(0, log.size());
        const logged before = log[at];
        quota_decision& d = log[at].decision;
        switch (*rc::gen::inRange(0, 4)) {
            case 0:
                d.answer =
                    is_admitted(d.answer) ? quota_answer::limit_reached : quota_answer::admitted;
                break;
            case 1: d.taken.amount = quantity{d.taken.amount.count() == 7 ? 8 : 7}; break;
            case 2: d.next.taken = quantity{d.next.taken.count() == 7 ? 8 : 7}; break;
            case 3: d.next.window += *rc::gen::element(-1, 1); break;
        }
        const audit_report report = audited(log);
        // What is given back says nothing by the answer of a request, and a ticket of another window
        // or of a refusal says nothing at all.
        if (before.what == logged::kind::gave_back && d.next == before.decision.next &&
            (d.taken == before.decision.taken || before.returned != release_answer::released))
            return;
        RC_ASSERT(!report.allowed());
        RC_ASSERT(report.why() != audit_verdict::sound);
        RC_ASSERT(report.entry == at);
    });
}

TEST_CASE("an audit finds an admission above the limit, whatever the states are") {
    constexpr quota_limit two = hard(2);
    std::vector<logged> log{asked({}, two, 1), asked({0, quantity{1}}, two, 1)};
    CHECK(audited(log).verdict == audit_verdict::sound);
    // Two threads that both saw one taken, and both wrote two: an update was lost.
    log.push_back(log.back());
    CHECK(audited(log) == audit_report{audit_verdict::limit_passed, 2, {0, quantity{2}}});
    // Grace is admitted, what is above a soft limit too; a limit raised since then counts.
    log[2] = asked({0, quantity{2}}, with_grace(two, 50), 1);
    CHECK(audited(log).verdict == audit_verdict::sound);
    log[2] = asked({0, quantity{2}}, soft(2), 5);
    CHECK(audited(log).verdict == audit_verdict::sound);
    log[2] = asked({0, quantity{2}}, hard(3), 1);
    CHECK(audited(log).verdict == audit_verdict::sound);
    log[2].limit = two;
    CHECK(audited(log) == audit_report{audit_verdict::limit_passed, 2, {0, quantity{2}}});
}

TEST_CASE("an audit finds a ticket that was given back twice, also beside another's") {
    // Three and three are taken of six; the first three come back twice, and six more are taken:
    // nine are in use.
    std::vector<logged> log{named(asked({}, hard(6), 3), 7)};
    log.push_back(named(asked(log[0].decision.next, hard(6), 3), 8));
    log.push_back(gave_back(log[1].decision.next, log[0].decision.taken, 7));
    CHECK(audited(log).verdict == audit_verdict::sound);
    log.push_back(gave_back(log[2].decision.next, log[0].decision.taken, 7));
    log.push_back(asked(log[3].decision.next, hard(6), 6));
    CHECK(log[4].decision.allowed());
    CHECK(audited(log) == audit_report{audit_verdict::given_back_twice, 3, {0, quantity{3}}});
    // A repetition that was refused is sound, whoever refused it.
    log.resize(3);
    log.push_back(gave_back(log[2].decision.next, log[0].decision.taken, 7));
    log[3].returned = release_answer::not_taken;
    log[3].decision.next = log[2].decision.next;
    log.push_back(gave_back(log[3].decision.next, log[1].decision.taken, 8));
    log.push_back(gave_back(log[4].decision.next, log[1].decision.taken, 8));
    CHECK(log[5].returned == release_answer::not_taken);
    CHECK(audited(log).verdict == audit_verdict::sound);
    // Late, it is of no window that runs.
    log.push_back(gave_back(log[5].decision.next, log[0].decision.taken, 7, {1, instant{200}}));
    CHECK(audited(log).verdict == audit_verdict::sound);
}

TEST_CASE("an audit finds tickets of nobody, other tickets, and names used twice") {
    const std::vector<logged> one{named(asked({}, hard(6), 3), 7)};
    const auto then = [&](const logged& e) {
        auto log = one;
        log.push_back(e);
        return audited(log).verdict;
    };
    const quota_state s = one[0].decision.next;
    CHECK(then(gave_back(s, {0, quantity{3}}, 0)) == audit_verdict::unknown_ticket);
    CHECK(then(gave_back(s, {0, quantity{3}}, 9)) == audit_verdict::unknown_ticket);
    CHECK(then(gave_back(s, {0, quantity{2}}, 7)) == audit_verdict::sound);  // a part
    logged more = gave_back(s, {0, quantity{3}}, 7);
    more.decision.taken.amount = quantity{4};
    CHECK(then(more) == audit_verdict::other_ticket);
    CHECK(then(named(asked(s, hard(6), 1), 7)) == audit_verdict::name_used_twice);
    // From before the log, as long as the first state can hold it.
    constexpr quota_state four{0, quantity{4}};
    std::vector<logged> late{gave_back(four, {0, quantity{3}}, 1)};
    CHECK(audited(late, four).verdict == audit_verdict::sound);
    late.push_back(named(asked(late[0].decision.next, hard(9), 5), 3));
    late.push_back(gave_back(late[1].decision.next, {0, quantity{2}}, 2));
    CHECK(audited(late, four) == audit_report{audit_verdict::unknown_ticket, 2, {0, quantity{6}}});
    late[2] = gave_back(late[1].decision.next, {0, quantity{1}}, 2);
    CHECK(audited(late, four).verdict == audit_verdict::sound);
}

TEST_CASE("an audit needs room for the tickets that are named, if any was given back") {
    std::vector<logged> log{named(asked({}, hard(6), 3), 7)};
    CHECK(audit(log).has_value());
    log.push_back(gave_back(log[0].decision.next, log[0].decision.taken, 7));
    std::vector<std::size_t> room(1);
    CHECK(audit(log) == core_errc::capacity_exceeded);
    CHECK(audit(log, room) == core_errc::capacity_exceeded);
    room.resize(2);
    CHECK(audit(log, room)->allowed());
}

TEST_CASE("a repeated entry of any log is found, or was refused") {
    law("what is in use by the tickets alone is what the state says, or the audit names the entry",
        [] {
            std::vector<logged> log;
            std::vector<std::pair<ticket, std::uint64_t>> taken;  // every ticket, given back or not
            std::vector<int> returned;                            // how often each was freed
            quota_state s;
            bool repeated = false;
            std::size_t first_repetition = 0;
            const int steps = *rc::gen::inRange(0, 50);
            for (int i = 0; i < steps; ++i) {
                const window w = i < 30 ? today : window{1, instant{200}};
                if (!taken.empty() && *rc::gen::inRange(0, 2) == 0) {
                    const auto which = *rc::gen::inRange<std::size_t>(0, taken.size());
                    log.push_back(gave_back(s, taken[which].first, taken[which].second, w));
                    if (log.back().returned == release_answer::released && ++returned[which] == 2 &&
                        !repeated) {
                        repeated = true;
                        first_repetition = log.size() - 1;
                    }
                } else {
                    log.push_back(named(asked(s, hard(8), *rc::gen::inRange<std::int64_t>(1, 4), w),
                                        static_cast<std::uint64_t>(i) + 1));
                    if (log.back().decision.allowed()) {
                        taken.emplace_back(log.back().decision.taken, log.back().id);
                        returned.push_back(0);
                    }
                }
                s = log.back().decision.next;
            }
            const audit_report report = audited(log);
            if (repeated) {
                RC_ASSERT(report.why() == audit_verdict::given_back_twice);
                RC_ASSERT(report.entry == first_repetition);
            } else {
                RC_ASSERT(report.allowed());
                std::int64_t in_use = 0;
                for (std::size_t i = 0; i < taken.size(); ++i)
                    if (returned[i] == 0 && taken[i].first.window == s.window)
                        in_use += taken[i].first.amount.count();
                RC_ASSERT(in_use == s.taken.count());
            }
        });
}

namespace {

constexpr epoch in_epoch(std::int64_t n) { return {n, n / 10, instant{100 * (n / 10) + 100}}; }

/// What happens to a quota with reservations, as it is recorded.
struct reserving_day {
    std::vector<reserving_logged> log;
    reserving_state state{};

    reserving_logged& add(reserving_logged e, const auto& d) {
        e.next = state = d.next;
        return log.emplace_back(e);
    }
    void reserves(std::uint64_t id, std::int64_t amount, quota_limit l, std::int64_t n) {
        const auto d = reserve(state, l, in_epoch(n), quantity{amount}, now);
        add({.limit = l,
             .running = in_epoch(n),
             .at = now,
             .amount = quantity{amount},
             .id = id,
             .reserved = d.reserved,
             .answer = d.answer},
            d);
    }
    void takes(std::uint64_t id, std::int64_t amount, quota_limit l, std::int64_t n) {
        const auto d = decide(state, l, in_epoch(n), quantity{amount}, now);
        add({.what = reserving_logged::kind::took,
             .limit = l,
             .running = in_epoch(n),
             .at = now,
             .amount = quantity{amount},
             .id = id,
             .taken = d.taken,
             .answer = d.answer},
            d);
    }
    void commits(std::uint64_t id, const reservation& r, std::int64_t used, std::int64_t n) {
        const auto d = commit(state, r, in_epoch(n), quantity{used}, now);
        add({.what = reserving_logged::kind::committed,
             .running = in_epoch(n),
             .at = now,
             .amount = quantity{used},
             .id = id,
             .reserved = r,
             .taken = d.taken,
             .committed = d.answer},
            d);
    }
    void frees(std::uint64_t id, const reservation& r, std::int64_t n) {
        const auto d = release(state, r, in_epoch(n));
        add({.what = reserving_logged::kind::freed,
             .running = in_epoch(n),
             .id = id,
             .reserved = r,
             .returned = d.answer},
            d);
    }
    void gives_back(std::uint64_t id, const ticket& t, std::int64_t n) {
        const auto d = release(state, t, in_epoch(n));
        add({.what = reserving_logged::kind::gave_back,
             .running = in_epoch(n),
             .id = id,
             .taken = t,
             .returned = d.answer},
            d);
    }
    [[nodiscard]] reserving_audit_report audited(const reserving_state& first = {}) const {
        std::vector<std::size_t> room(log.size());
        return *audit(log, first, room);
    }
};

}  // namespace

TEST_CASE("an audit finds a reservation that was committed twice, also beside another's") {
    reserving_day day;
    day.reserves(1, 60, hard(200), 0);
    day.reserves(2, 60, hard(200), 0);
    const reservation first = day.log[0].reserved, second = day.log[1].reserved;
    day.commits(1, first, 60, 0);
    CHECK(day.audited().allowed());
    reserving_day twice = day;
    twice.commits(1, first, 60, 1);
    CHECK(twice.log.back().committed == commit_answer::committed);
    CHECK(twice.audited().why() == audit_verdict::committed_twice);
    CHECK(twice.audited().entry == 3);
    reserving_day freed = day;
    freed.frees(1, first, 1);
    CHECK(freed.audited().why() == audit_verdict::given_back_twice);
    // By its own name, the second is committed, and its ticket given back once.
    day.commits(2, second, 50, 1);
    day.gives_back(2, day.log.back().taken, 1);
    CHECK(day.audited().allowed());
    reserving_day again = day;
    again.gives_back(2, day.log[3].taken, 1);
    CHECK(again.audited().why() == audit_verdict::given_back_twice);
    // Refused by what knows the names, or by the state.
    day.commits(1, first, 60, 1);
    CHECK(day.log.back().committed == commit_answer::not_reserved);
    CHECK(day.audited().allowed());
}

TEST_CASE("an audit finds a reservation of nobody, and another than was named") {
    reserving_day day;
    day.reserves(1, 6, hard(20), 0);
    day.takes(2, 6, hard(20), 0);
    reserving_day other = day;
    other.commits(2, day.log[0].reserved, 6, 0);
    CHECK(other.audited().why() == audit_verdict::committed_twice);
    other = day;
    other.gives_back(1, day.log[1].taken, 0);
    CHECK(other.audited().why() == audit_verdict::other_ticket);
    other = day;
    other.frees(3, day.log[0].reserved, 0);
    CHECK(other.audited().why() == audit_verdict::unknown_ticket);
    other = day;
    other.commits(1, {0, 0, quantity{5}}, 5, 0);
    CHECK(other.audited().why() == audit_verdict::other_ticket);
    other = day;
    other.log.back().next.taken = quantity{1};
    CHECK(other.audited().why() == audit_verdict::other_state);
    other = day;
    other.log[0].answer = quota_answer::limit_reached;
    CHECK(other.audited().why() == audit_verdict::other_answer);
    // What was reserved before the log began.
    reserving_day later{.log = {}, .state = day.state};
    later.commits(9, day.log[0].reserved, 6, 1);
    later.gives_back(8, day.log[1].taken, 1);
    CHECK(later.audited(day.state).allowed());
    later.takes(7, 3, hard(20), 1);
    later.gives_back(6, {0, quantity{3}}, 1);
    CHECK(later.audited(day.state).why() == audit_verdict::unknown_ticket);
}

TEST_CASE("unordered admissions can be sorted by the amount taken after each") {
    law("admissions sorted by window and by amount taken are sound", [] {
        std::vector<logged> log;
        quota_state s;
        for (int i = 0; i < 20; ++i) {
            const auto e = asked(s, hard(30), *rc::gen::inRange<std::int64_t>(1, 5),
                                 i < 10 ? today : window{1, instant{200}});
            if (is_admitted(e.decision.answer)) log.push_back(e);
            s = e.decision.next;
        }
        const auto shuffled =
            *rc::gen::container<std::vector<int>>(log.size(), rc::gen::inRange(0, 100));
        std::vector<logged> lost;
        for (int key = 0; key < 100; ++key)
            for (std::size_t i = 0; i < log.size(); ++i)
                if (shuffled[i] == key) lost.push_back(log[i]);
        std::sort(lost.begin(), lost.end(), [](const logged& a, const logged& b) {
            return std::pair(a.decision.next.window, a.decision.next.taken) <
                   std::pair(b.decision.next.window, b.decision.next.taken);
        });
        RC_ASSERT(audited(lost).verdict == audit_verdict::sound);
        RC_ASSERT(lost == log);
    });
}

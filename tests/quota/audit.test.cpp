// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cstddef>
#include <cstdint>
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
constexpr logged gave_back(const quota_state& s, const ticket& t, window w = today) {
    logged e{.what = logged::kind::gave_back, .running = w};
    e.decision.next = release(s, t, w);
    e.decision.taken = t;
    return e;
}

/// A day of random requests, as they were answered.
std::vector<logged> any_log() {
    std::vector<logged> log;
    std::vector<ticket> held;
    quota_state s;
    const int steps = *rc::gen::inRange(0, 40);
    auto l = *any_limit();
    for (int i = 0; i < steps; ++i) {
        const auto w = *any_window();
        if (!held.empty() && *rc::gen::inRange(0, 3) == 0) {
            log.push_back(gave_back(s, held.back(), w));
            held.pop_back();
        } else {
            if (*rc::gen::inRange(0, 8) == 0) l = *any_limit();
            log.push_back(
                asked(s, l, (*any_amount()).count(), w, *any_moment(),
                      *rc::gen::element(taking::all_or_nothing, taking::as_much_as_fits)));
            if (is_admitted(log.back().decision.answer)) held.push_back(log.back().decision.taken);
        }
        s = log.back().decision.next;
    }
    return log;
}

}  // namespace

TEST_CASE("a log of decisions is sound") {
    law("every log of decisions is sound", [] {
        const auto log = any_log();
        const audit_report report = audit(log);
        RC_ASSERT(report.allowed());
        RC_ASSERT(report.entry == log.size());
        RC_ASSERT(report.last == (log.empty() ? quota_state{} : log.back().decision.next));
    });
    STATIC_REQUIRE(audit({}, {3, quantity{1}}) ==
                   audit_report{audit_verdict::sound, 0, {3, quantity{1}}});
    STATIC_REQUIRE(noexcept(audit({})));
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
        const audit_report report = audit(log);
        // What is given back says nothing by its answer, and nothing by a ticket of another window.
        if (before.what == logged::kind::gave_back && d.next == before.decision.next) return;
        RC_ASSERT(!report.allowed());
        RC_ASSERT(report.why() != audit_verdict::sound);
        RC_ASSERT(report.entry == at);
    });
}

TEST_CASE("an audit finds an admission above the limit, whatever the states are") {
    constexpr quota_limit two = hard(2);
    std::vector<logged> log{asked({}, two, 1), asked({0, quantity{1}}, two, 1)};
    CHECK(audit(log).verdict == audit_verdict::sound);
    // Two threads that both saw one taken, and both wrote two: an update was lost.
    log.push_back(log.back());
    CHECK(audit(log) == audit_report{audit_verdict::limit_passed, 2, {0, quantity{2}}});
    // Grace is admitted, what is above a soft limit too; a limit raised since then counts.
    log[2] = asked({0, quantity{2}}, with_grace(two, 50), 1);
    CHECK(audit(log).verdict == audit_verdict::sound);
    log[2] = asked({0, quantity{2}}, soft(2), 5);
    CHECK(audit(log).verdict == audit_verdict::sound);
    log[2] = asked({0, quantity{2}}, hard(3), 1);
    CHECK(audit(log).verdict == audit_verdict::sound);
    log[2].limit = two;
    CHECK(audit(log) == audit_report{audit_verdict::limit_passed, 2, {0, quantity{2}}});
}

TEST_CASE("an audit finds that more was given back than taken") {
    std::vector<logged> log{asked({}, hard(5), 2)};
    log.push_back(gave_back(log[0].decision.next, log[0].decision.taken));
    CHECK(audit(log).verdict == audit_verdict::sound);
    log.push_back(gave_back(log[1].decision.next, log[0].decision.taken));
    CHECK(audit(log) == audit_report{audit_verdict::given_back_twice, 2, {0, quantity{}}});
    // Late, it is of no window that runs.
    log[2] = gave_back(log[1].decision.next, log[0].decision.taken, {1, instant{200}});
    CHECK(audit(log).verdict == audit_verdict::sound);
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
        RC_ASSERT(audit(lost).verdict == audit_verdict::sound);
        RC_ASSERT(lost == log);
    });
}

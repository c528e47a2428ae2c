// SPDX-License-Identifier: MIT
#include <ratecard/rim/atomic_quota.hpp>
#include <ratecard/rim/current.hpp>

#include "notes.hpp"

using namespace notes;

// [reserve]
struct exports {
    epochs by{seconds(600), 144};  // an export takes ten minutes at most
    reserving_state state{};

    reserve_decision begin(const quota_limit& most, quantity pages, const window& day,
                           instant now) {
        const reserve_decision d = reserve(state, most, by.at(day, now), pages, now);
        state = d.next;
        return d;
    }
    commit_answer finish(const reservation& r, quantity pages, const window& day, instant now) {
        const commit_decision d = commit(state, r, by.at(day, now), pages, now);
        state = d.next;
        return d.answer;
    }
};
// [/reserve]

// [limiter]
constexpr rate_limit bursts = *rate_limit::from(quantity{10}, 60'000, quantity{3});  // 10 a minute

bool may_post(rate_state& state, std::int64_t milliseconds) {
    const rate_decision d = decide(state, bursts, quantity{1}, milliseconds);
    state = d.next;
    return is_admitted(d.answer);  // if not: d.admitted_at is when
}
// [/limiter]

int main() {
    const instant now = start_of(civil(2024, 5, 1), sold.billing_zone) + hours(12);
    const window today = window_at(quota_window::calendar_day, sold.billing_zone, now);

    exports pages;
    // [commit]
    const reserve_decision mine = pages.begin(hard(100), quantity{80}, today, now);
    const reserve_decision other = pages.begin(hard(100), quantity{30}, today, now);  // no room
    // 55 pages it was: 25 are free again.
    const commit_answer done = pages.finish(mine.reserved, quantity{55}, today, now + seconds(300));
    // [/commit]
    if (!is_admitted(mine.answer) || is_admitted(other.answer) || !is_committed(done)) return 1;
    if (pages.state.taken != quantity{55}) return 1;
    // [lost]
    const reserve_decision lost = pages.begin(hard(100), quantity{45}, today, now);
    const instant later = now + seconds(2 * 600);
    const reserve_decision again = pages.begin(hard(100), quantity{45}, today, later);  // admitted
    const commit_answer too_late = pages.finish(lost.reserved, quantity{45}, today, later);
    // too_late is commit_answer::expired
    // [/lost]
    if (!is_admitted(lost.answer) || !is_admitted(again.answer)) return 1;
    if (too_late != commit_answer::expired) return 1;

    // [once]
    std::array<ticket_place<ticket>, 100> places{};  // for 100 tickets at once
    open_tickets<ticket> open{places};

    const quota_decision joined = decide({}, hard(6), standing_window, quantity{3}, now);
    const quota_decision others = decide(joined.next, hard(6), standing_window, quantity{3}, now);
    quota_state seats = others.next;
    const ticket_id id = *open.open(joined.taken);
    for (int message = 0; message < 2; ++message)  // "they left" comes twice
        if (const auto t = open.close(id); t.allowed())
            seats = release(seats, *t, standing_window).next;
    // seats.taken is 3: those of the others
    // [/once]
    if (seats.taken != quantity{3}) return 1;

    // [threads]
    atomic_quota shared;  // one object, used by every thread
    const word_decision d = shared.take(hard(50), today, quantity{1}, now);
    if (is_admitted(d.answer)) shared.release(d.taken, today);
    // [/threads]
    if (!is_admitted(d.answer) || shared.load().state().taken != quantity{}) return 1;

    // [sharded]
    sharded_quota<8> hot;
    const std::size_t thread = 3;  // any number that differs from thread to thread
    const auto counted = hot.take(hard(1'000'000), today, quantity{1}, now, thread);
    // [/sharded]
    if (!is_admitted(counted.answer)) return 1;

    // [current]
    current<quota_limit> limit{hard(50)};
    const quota_limit& seen = limit.load();  // any thread: one load
    const auto mark = limit.replace(hard(80));
    // `seen` is still hard(50), until every thread has finished what it was at:
    limit.free_until(mark);
    // [/current]
    static_cast<void>(seen);
    if (limit.load() != hard(80)) return 1;

    // [lender]
    quota_state lender{};
    loan to_berlin{}, to_tokyo{};
    const lend_decision b =
        lend(lender, to_berlin, hard(100), today, quantity{60}, now, taking::as_much_as_fits);
    lender = b.next, to_berlin = b.record;
    const lend_decision t =
        lend(lender, to_tokyo, hard(100), today, quantity{60}, now, taking::as_much_as_fits);
    lender = t.next, to_tokyo = t.record;  // 40: no more is left
    // [/lender]
    if (to_tokyo.given.amount != quantity{40}) return 1;
    // [holder]
    leased berlin = accept(leased{}, to_berlin.given);  // the message, however often it comes
    const spend_decision spent = spend(berlin, today, quantity{25}, now);
    berlin = closed(spent.next);
    const settlement message = settlement_of(berlin);  // sent until it is answered
    // [/holder]
    // [settle]
    const settle_decision settled = settle(lender, to_berlin, message, today);
    lender = settled.next, to_berlin = settled.record;  // 35 are free again
    // [/settle]
    if (!is_admitted(spent.answer) || lender.taken != quantity{65}) return 1;

    rate_state posts;
    for (int i = 0; i < 3; ++i)
        if (!may_post(posts, 0)) return 1;
    if (may_post(posts, 5'999) || !may_post(posts, 6'000)) return 1;

    // [carried]
    constexpr rate_limit faster = *rate_limit::from(quantity{60}, 60'000, quantity{5});
    posts = *carried(posts, faster, 6'000);
    const rate_decision next = decide(posts, faster, quantity{1}, 6'000);
    // too_soon: the bucket was empty; next.admitted_at is 7'000
    // [/carried]
    if (next.answer != rate_answer::too_soon || next.admitted_at != 7'000) return 1;

    // [warn]
    const quota_decision before = decide({}, hard(100), today, quantity{70}, now);
    const quota_decision after = decide(before.next, hard(100), today, quantity{15}, now);
    warned given;  // kept with the state
    const warning w = warn(given, threshold::percent(80), limit::finite(100), after.next);
    given = w.next;  // and if w.is_due, the customer is told
    // [/warn]
    if (!w.is_due || warn(given, threshold::percent(80), limit::finite(100), after.next).is_due)
        return 1;

    // [fell]
    const limit_change fell{hard(100), hard(50), above_policy::grace_until, now + days(7)};
    const limit_in_force holds = limit_at(fell, after.next, today, now);
    // holds.where is standing::above_in_grace, holds.limit is hard(100)
    // [/fell]
    if (holds.where != standing::above_in_grace || holds.limit != hard(100)) return 1;

    // [stored]
    const auto stored = to_bytes(after.next);
    const result<quota_state> read = from_bytes<quota_state>(stored);
    // [/stored]
    if (read != after.next) return 1;

    // [audit]
    const std::array log{
        logged{.limit = hard(100),
               .running = today,
               .at = now,
               .amount = quantity{70},
               .decision = before},
        logged{.limit = hard(100),
               .running = today,
               .at = now,
               .amount = quantity{15},
               .decision = after,
               .id = 42},
    };
    std::array<std::size_t, 2> room{};
    const audit_report report = *audit(log, room);  // report.verdict is audit_verdict::sound
    // [/audit]
    return report.verdict == audit_verdict::sound ? 0 : 1;
}

// SPDX-License-Identifier: MIT
#include "notes.hpp"

using namespace notes;

// [counter]
struct counter {
    quota_state state{};
    window running{.index = 0, .end = instant{-instant::bound}};  // over: asked anew at first

    quota_decision take(const quota_limit& most, quantity amount, instant now) {
        if (running.end <= now)
            running = window_at(quota_window::calendar_day, sold.billing_zone, now);
        const quota_decision d = decide(state, most, running, amount, now);
        if (is_admitted(d.answer)) state = d.next;
        return d;
    }
    void give_back(const ticket& t, instant now) {
        if (running.end <= now)
            running = window_at(quota_window::calendar_day, sold.billing_zone, now);
        state = release(state, t, running).next;
    }
};
// [/counter]

struct session {
    snapshot<8, 8> granted{};
};

// [gate]
quota_decision send(const session& s, quota_state& sent, std::int64_t messages, instant now) {
    const auto open = at(product.view().condition_rows(), s.granted, now);
    const quota_decision d = open.decide(bound::shares_a_day, sent, quantity{messages});
    sent = d.next;
    return d;
}
// [/gate]

// [joint]
struct upload {
    quota_state user{};
    quota_state team{};
};

joint_answer take_one(upload& counters, const quota_limit& of_user, const quota_limit& of_team,
                      const window& today, instant now) {
    const std::array demands{
        quota_demand{counters.user, of_user, today, quantity{1}},
        quota_demand{counters.team, of_team, today, quantity{1}},
    };
    std::array<quota_decision, 2> decisions{};
    const joint_answer joint = decide_all(demands, now, decisions);
    counters = {decisions[0].next, decisions[1].next};
    return joint;
}
// [/joint]

int main() {
    const instant now = start_of(civil(2024, 5, 1), sold.billing_zone) + hours(23);
    const subscription customer{.created_at = now};
    const session s{resolve<8, 8>(examine(product, customer).value(), now).value()};
    quota_state sent;
    if (send(s, sent, 1, s.granted.valid_until).answer != quota_answer::stale) return 1;
    if (send(s, sent, 1, now).answer == quota_answer::stale) return 1;
    const auto open = at(product.view().condition_rows(), s.granted, now);
    // [remaining]
    const auto left = open.remaining(bound::shares_a_day, sent);
    if (left.allowed()) {
        // RateLimit: limit=left->most, remaining=left->left, reset=left->resets_at
    }
    // [/remaining]
    if (!left.allowed() || left->resets_at <= now) return 1;

    // [day]
    counter shares;
    const quota_limit most = hard(3);
    const quota_decision first = shares.take(most, quantity{3}, now);
    const quota_decision second = shares.take(most, quantity{1}, now);  // limit_reached
    shares.give_back(first.taken, now);
    const quota_decision third = shares.take(most, quantity{1}, now);                // admitted
    const quota_decision next_day = shares.take(most, quantity{3}, now + hours(1));  // admitted
    // [/day]
    if (first.answer != quota_answer::admitted) return 1;
    if (second.answer != quota_answer::limit_reached) return 1;
    if (third.answer != quota_answer::admitted) return 1;
    if (next_day.answer != quota_answer::admitted) return 1;

    // [late]
    shares.give_back(third.taken, now + hours(1));  // of yesterday: frees nothing today
    // [/late]
    if (shares.state.taken != quantity{3}) return 1;

    // [soft]
    const window month = window_at(quota_window::calendar_month, sold.billing_zone, now);
    const quota_decision above = decide(quota_state{}, soft(10), month, quantity{11}, now);
    // above.answer is admitted_above: let in, and charged as overage
    // [/soft]
    if (above.answer != quota_answer::admitted_above || above.next.taken != quantity{11}) return 1;

    upload counters;
    const window today = window_at(quota_window::calendar_day, sold.billing_zone, now);
    if (take_one(counters, hard(2), hard(1), today, now).answer != quota_answer::admitted) return 1;
    const joint_answer full = take_one(counters, hard(2), hard(1), today, now);
    if (full.answer != quota_answer::limit_reached || full.refused_by != 1) return 1;
    if (counters.user.taken != quantity{1}) return 1;

    // [age]
    const bool kept =
        is_kept(now - days(7), limit::finite(7), now);  // false: 7 days old is dropped
    // [/age]
    return kept ? 1 : 0;
}

// SPDX-License-Identifier: MIT
#ifndef RATECARD_QUOTA_AUDIT_HPP
#define RATECARD_QUOTA_AUDIT_HPP

#include <cstddef>
#include <cstdint>
#include <span>

#include <ratecard/core/instant.hpp>
#include <ratecard/core/limit.hpp>
#include <ratecard/core/quantity.hpp>
#include <ratecard/core/window.hpp>
#include <ratecard/quota/decide.hpp>
#include <ratecard/quota/state.hpp>

namespace ratecard::inline v0 {

/// What happened to one quota once: an amount was asked for and answered, or a ticket given back.
struct logged {
    enum class kind : std::uint8_t { asked, gave_back };

    kind what = kind::asked;
    quota_limit limit{};  ///< of what was asked
    window running{};     ///< as handed in
    instant at{};         ///< of what was asked
    quantity amount{};    ///< asked for
    taking how = taking::all_or_nothing;
    quota_decision said{};  ///< the answer; of what was given back, its ticket and the next state

    friend constexpr bool operator==(const logged&, const logged&) = default;
};

/// What an audit found.
enum class audit_verdict : std::uint8_t {
    sound,             ///< every entry follows from those before it, and no limit was passed
    other_answer,      ///< the answer, or what was taken, is not what follows
    other_state,       ///< the next state is not what follows
    limit_passed,      ///< more was taken in a window than a hard limit and its grace admit
    given_back_twice,  ///< more was given back in a window than was taken
};

/// The verdict, and the first entry it is about; the number of entries when all are sound.
struct audit_report {
    audit_verdict verdict = audit_verdict::sound;
    std::size_t entry = 0;
    quota_state last{};  ///< the state after the last sound entry

    friend constexpr bool operator==(const audit_report&, const audit_report&) = default;
};

/// Replays a log of one quota, in the order in which its states followed each other, from the state
/// it began with. Two things are shown: each entry is what the rules say of the state before it;
/// and, counted from the tickets alone, no admission within a hard limit left more in its window
/// than limit and grace together.
///
/// Where threads shared the state, the order is that of the exchanges. Admissions alone, of more
/// than nothing, are in order when sorted by window and by what is taken after them.
[[nodiscard]] constexpr audit_report audit(std::span<const logged> log,
                                           const quota_state& first = {}) noexcept {
    quota_state state = first;
    // What is taken in the window of the state, counted without looking at states.
    std::int64_t in_window = first.taken.count();
    for (std::size_t i = 0; i < log.size(); ++i) {
        const logged& e = log[i];
        const auto found = [&](audit_verdict v) { return audit_report{v, i, state}; };
        const ticket& t = e.said.taken;
        if (state.window < e.said.next.window) in_window = 0;
        if (e.what == logged::kind::gave_back) {
            if (t.window == e.said.next.window) in_window -= t.amount.count();
            if (in_window < 0) return found(audit_verdict::given_back_twice);
            if (release(state, t, e.running) != e.said.next)
                return found(audit_verdict::other_state);
        } else {
            const limit most = end_of_grace(e.limit);
            if (is_admitted(e.said.answer)) in_window += t.amount.count();
            if (is_admitted(e.said.answer) && e.limit.enforcement != enforcement::soft &&
                !most.is_unlimited() && most.most().count() < in_window)
                return found(audit_verdict::limit_passed);
            const quota_decision d = decide(state, e.limit, e.running, e.at, e.amount, e.how);
            if (d.answer != e.said.answer || d.taken != t)
                return found(audit_verdict::other_answer);
            if (d.next != e.said.next) return found(audit_verdict::other_state);
        }
        state = e.said.next;
    }
    return {audit_verdict::sound, log.size(), state};
}

}  // namespace ratecard::inline v0

#endif

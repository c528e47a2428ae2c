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

/// Replays a log of quota decisions and checks that each follows from the rules.
namespace ratecard::inline v0 {

/// One entry of a quota's log: a request and its decision, or a ticket given back.
struct logged {
    /// What the entry records.
    enum class kind : std::uint8_t { asked, gave_back };

    kind what = kind::asked;
    quota_limit limit{};  ///< the limit at a request
    window running{};     ///< the window that the caller passed
    instant at{};         ///< the time of a request
    quantity amount{};    ///< the amount of a request
    taking mode = taking::all_or_nothing;
    quota_decision decision{};  ///< for a ticket given back: the ticket, and the state after it

    friend constexpr bool operator==(const logged&, const logged&) = default;
};

/// The result of an audit.
enum class audit_verdict : std::uint8_t {
    sound,             ///< every entry follows from those before it, and no limit was exceeded
    other_answer,      ///< the answer, or the amount taken, does not follow
    other_state,       ///< the next state does not follow
    limit_passed,      ///< more was taken in a window than a hard limit plus its grace
    given_back_twice,  ///< more was given back in a window than was taken
};

/// The verdict, and the entry it is about: the first faulty one, or the number of entries if all
/// are sound.
struct audit_report {
    audit_verdict verdict = audit_verdict::sound;
    std::size_t entry = 0;
    quota_state last{};  ///< the state after the last sound entry

    /// Whether the log is sound.
    [[nodiscard]] constexpr bool allowed() const noexcept {
        return verdict == audit_verdict::sound;
    }
    /// The verdict itself: what is wrong, when the log is not sound.
    [[nodiscard]] constexpr audit_verdict why() const noexcept { return verdict; }
    friend constexpr bool operator==(const audit_report&, const audit_report&) = default;
};

/// Replays the log of one quota from the state `first`. The entries must be in the order in which
/// their states followed each other. Two properties are checked. First, each entry is what the
/// rules give for the state before it. Second, counted from the tickets alone, an admission under a
/// hard limit never leaves more taken in its window than the limit plus its grace.
///
/// If threads shared the state, the order is that of their atomic exchanges. If the log has only
/// admissions of amounts above zero, sort it by window and by the amount taken after each.
[[nodiscard]] constexpr audit_report audit(std::span<const logged> log,
                                           const quota_state& first = {}) noexcept {
    quota_state state = first;
    // The amount taken in the state's window, counted from the tickets only.
    std::int64_t in_window = first.taken.count();
    for (std::size_t i = 0; i < log.size(); ++i) {
        const logged& e = log[i];
        const auto found = [&](audit_verdict v) { return audit_report{v, i, state}; };
        const ticket& t = e.decision.taken;
        if (state.window < e.decision.next.window) in_window = 0;
        if (e.what == logged::kind::gave_back) {
            if (t.window == e.decision.next.window) in_window -= t.amount.count();
            if (in_window < 0) return found(audit_verdict::given_back_twice);
            if (release(state, t, e.running) != e.decision.next)
                return found(audit_verdict::other_state);
        } else {
            const limit most = end_of_grace(e.limit);
            if (is_admitted(e.decision.answer)) in_window += t.amount.count();
            if (is_admitted(e.decision.answer) && e.limit.enforcement != enforcement::soft &&
                !most.is_unlimited() && most.most().count() < in_window)
                return found(audit_verdict::limit_passed);
            const quota_decision d = decide(state, e.limit, e.running, e.amount, e.at, e.mode);
            if (d.answer != e.decision.answer || d.taken != t)
                return found(audit_verdict::other_answer);
            if (d.next != e.decision.next) return found(audit_verdict::other_state);
        }
        state = e.decision.next;
    }
    return {audit_verdict::sound, log.size(), state};
}

}  // namespace ratecard::inline v0

#endif

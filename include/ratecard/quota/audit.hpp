// SPDX-License-Identifier: MIT
#ifndef RATECARD_QUOTA_AUDIT_HPP
#define RATECARD_QUOTA_AUDIT_HPP

#include <cstddef>
#include <cstdint>
#include <span>

#include <ratecard/core/instant.hpp>
#include <ratecard/core/limit.hpp>
#include <ratecard/core/quantity.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/core/sort.hpp>
#include <ratecard/core/window.hpp>
#include <ratecard/quota/decide.hpp>
#include <ratecard/quota/epoch.hpp>
#include <ratecard/quota/reserve.hpp>
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
    /// Names the ticket: the number with which it is given back, if it ever is. The caller chooses
    /// it, such as the number of the request; no two tickets have the same. 0 is no name.
    std::uint64_t id = 0;
    release_answer returned{};  ///< the answer to a ticket given back

    friend constexpr bool operator==(const logged&, const logged&) = default;
};

/// One entry of the log of a quota with reservations.
struct reserving_logged {
    /// What the entry records.
    enum class kind : std::uint8_t {
        reserved,   ///< a request for a reservation
        took,       ///< a request without one
        committed,  ///< a commit of a reservation
        freed,      ///< a reservation released
        gave_back,  ///< a ticket released
    };

    kind what = kind::reserved;
    quota_limit limit{};  ///< the limit at a request
    epoch running{};      ///< the epoch that the caller passed
    instant at{};         ///< the time of a request or commit
    quantity amount{};    ///< the amount of a request; what was used, of a commit
    taking mode = taking::all_or_nothing;
    std::uint64_t id = 0;       ///< names the reservation, and the ticket it becomes; 0 is no name
    reservation reserved{};     ///< what was reserved, committed or freed
    ticket taken{};             ///< what was taken or given back
    quota_answer answer{};      ///< the answer to a request
    commit_answer committed{};  ///< the answer to a commit
    release_answer returned{};  ///< the answer to a release
    reserving_state next{};     ///< the state after the entry

    friend constexpr bool operator==(const reserving_logged&, const reserving_logged&) = default;
};

/// The result of an audit.
enum class audit_verdict : std::uint8_t {
    sound,             ///< every entry follows from those before it, and no limit was exceeded
    other_answer,      ///< the answer, or the amount taken, does not follow
    other_state,       ///< the next state does not follow
    limit_passed,      ///< more was taken in a window than a hard limit plus its grace
    given_back_twice,  ///< a ticket or reservation was given back a second time, or after its commit
    committed_twice,   ///< a reservation was committed a second time, or after it was given back
    other_ticket,      ///< what was given back or committed is not what the name was given to
    unknown_ticket,    ///< a ticket without a name, or of nobody: neither in the log nor before it
    name_used_twice,   ///< two tickets have the same name
};

/// The verdict, and the entry it is about: the first faulty one, or the number of entries if all
/// are sound.
template <class State>
struct report_of_audit {
    audit_verdict verdict = audit_verdict::sound;
    std::size_t entry = 0;
    State last{};  ///< the state after the last sound entry

    /// Whether the log is sound.
    [[nodiscard]] constexpr bool allowed() const noexcept {
        return verdict == audit_verdict::sound;
    }
    /// The verdict itself: what is wrong, when the log is not sound.
    [[nodiscard]] constexpr audit_verdict why() const noexcept { return verdict; }
    friend constexpr bool operator==(const report_of_audit&, const report_of_audit&) = default;
};

/// The result of the audit of a quota.
using audit_report = report_of_audit<quota_state>;
/// The result of the audit of a quota with reservations.
using reserving_audit_report = report_of_audit<reserving_state>;

namespace detail {

/// What an entry does to the ticket that it names.
enum class ticket_step : std::uint8_t { none, takes, reserves, commits, frees, gives_back };

constexpr ticket_step step_of(const logged& e) noexcept {
    if (e.what == logged::kind::gave_back)
        return e.returned == release_answer::released ? ticket_step::gives_back : ticket_step::none;
    return e.id != 0 && is_admitted(e.decision.answer) ? ticket_step::takes : ticket_step::none;
}
constexpr ticket_step step_of(const reserving_logged& e) noexcept {
    using kind = reserving_logged::kind;
    switch (e.what) {
        case kind::reserved:
        case kind::took:
            if (e.id == 0 || !is_admitted(e.answer)) return ticket_step::none;
            return e.what == kind::took ? ticket_step::takes : ticket_step::reserves;
        case kind::committed:
            return is_committed(e.committed) ? ticket_step::commits : ticket_step::none;
        case kind::freed:
        case kind::gave_back:
            if (e.returned != release_answer::released) return ticket_step::none;
            return e.what == kind::freed ? ticket_step::frees : ticket_step::gives_back;
    }
    return ticket_step::none;
}

constexpr const ticket& ticket_in(const logged& e) noexcept { return e.decision.taken; }
constexpr const ticket& ticket_in(const reserving_logged& e) noexcept { return e.taken; }
/// Whether an entry commits or frees what an earlier one reserved.
constexpr bool is_same_reservation(const reserving_logged& a, const reserving_logged& b) noexcept {
    return a.reserved == b.reserved;
}
constexpr bool is_same_reservation(const logged&, const logged&) noexcept { return false; }

/// How far the entries that name one ticket have come.
template <class Entry>
struct ticket_life {
    const Entry* last = nullptr;  // null: not in the log
    ticket_step at = ticket_step::none;

    /// What is wrong with the next entry of that name.
    [[nodiscard]] constexpr audit_verdict next(const Entry& e) noexcept {
        const ticket_step step = step_of(e);
        const ticket_step before = at;
        const Entry* const earlier = last;
        at = step;
        last = &e;
        const bool begins = step == ticket_step::takes || step == ticket_step::reserves;
        if (before == ticket_step::none) return audit_verdict::sound;
        if (begins) return audit_verdict::name_used_twice;
        const bool is_over = before == ticket_step::frees || before == ticket_step::gives_back;
        const bool is_taken = before == ticket_step::takes || before == ticket_step::commits;
        if (step == ticket_step::commits && (is_over || is_taken))
            return audit_verdict::committed_twice;
        if (is_over || (step == ticket_step::frees && is_taken))
            return audit_verdict::given_back_twice;
        const bool follows = step == ticket_step::gives_back
                                 ? is_taken && ticket_in(e).window == ticket_in(*earlier).window &&
                                       ticket_in(e).amount <= ticket_in(*earlier).amount
                                 : is_same_reservation(*earlier, e);
        return follows ? audit_verdict::sound : audit_verdict::other_ticket;
    }
};

/// What is wrong with the names of tickets, and at which entry first. The first `unknown` places of
/// the room then have the entries about tickets from before the log, in order.
struct ticket_faults {
    audit_verdict verdict = audit_verdict::sound;
    std::size_t entry = 0;
    std::size_t unknown = 0;
};

/// Follows each ticket through the log by its name.
template <class Entry>
constexpr result<ticket_faults> follow_tickets(std::span<const Entry> log,
                                               std::span<std::size_t> room) noexcept {
    ticket_faults found{audit_verdict::sound, log.size(), 0};
    const auto report = [&](audit_verdict v, std::size_t entry) {
        if (entry < found.entry) found.verdict = v, found.entry = entry;
    };
    std::size_t count = 0, released = 0;
    for (std::size_t i = 0; i < log.size(); ++i) {
        const ticket_step step = step_of(log[i]);
        if (step == ticket_step::none) continue;
        if (log[i].id == 0) {
            report(audit_verdict::unknown_ticket, i);
            continue;
        }
        if (step != ticket_step::takes && step != ticket_step::reserves) ++released;
        if (count < room.size()) room[count] = i;
        ++count;
    }
    if (released == 0 && room.empty()) return found;
    if (count > room.size()) return core_errc::capacity_exceeded;
    const auto entries = room.first(count);
    sort(entries, [&](std::size_t a, std::size_t b) {
        const std::uint64_t one = log[a].id, other = log[b].id;
        return one != other ? one < other : a < b;
    });
    ticket_life<Entry> life;
    for (std::size_t i = 0; i < count; ++i) {
        const Entry& e = log[entries[i]];
        if (life.last == nullptr || life.last->id != e.id) life = {};
        const ticket_step step = step_of(e);
        const bool is_unknown =
            life.last == nullptr && step != ticket_step::takes && step != ticket_step::reserves;
        const audit_verdict v = life.next(e);
        if (v != audit_verdict::sound) report(v, entries[i]);
        if (is_unknown) entries[found.unknown++] = entries[i];
    }
    sort(entries.first(found.unknown), [](std::size_t a, std::size_t b) { return a < b; });
    return found;
}

/// What was held before a log began, and may be given back or committed in it.
struct held_before {
    std::span<const std::size_t> unknown;  // the entries about it that are left
    std::int64_t window = 0;
    std::int64_t amount = 0;

    /// Whether entry `i` is about a ticket from before the log, of which nothing is left.
    [[nodiscard]] constexpr bool lacks(std::size_t i, std::int64_t of, quantity wanted) noexcept {
        if (unknown.empty() || unknown.front() != i) return false;
        unknown = unknown.subspan(1);
        amount -= wanted.count();
        return of != window || amount < 0;
    }
};

}  // namespace detail

/// Replays the log of one quota from the state `first`. The entries must be in the order in which
/// their states followed each other. Three properties are checked. First, each entry is what the
/// rules give for the state before it. Second, counted from the tickets alone, an admission under a
/// hard limit never leaves more taken in its window than the limit plus its grace. Third, each
/// ticket is given back once, by its name; a repetition that was refused is sound. A ticket from
/// before the log must be one that `first` can hold.
///
/// `room` is working memory: one place for each entry that names a ticket, and none is needed if
/// nothing was given back. `core_errc::capacity_exceeded` if it is too small.
///
/// If threads shared the state, the order is that of their atomic exchanges. If the log has only
/// admissions of amounts above zero, sort it by window and by the amount taken after each.
[[nodiscard]] constexpr result<audit_report> audit(std::span<const logged> log,
                                                   const quota_state& first,
                                                   std::span<std::size_t> room) noexcept {
    const auto names = detail::follow_tickets(log, room);
    if (!names) return names.error();
    detail::held_before earlier{room.first(names->unknown), first.window, first.taken.count()};
    quota_state state = first;
    // The amount taken in the state's window, counted from the tickets only.
    std::int64_t in_window = first.taken.count();
    for (std::size_t i = 0; i < log.size(); ++i) {
        const logged& e = log[i];
        const auto found = [&](audit_verdict v) { return audit_report{v, i, state}; };
        const ticket& t = e.decision.taken;
        if (names->entry == i) return found(names->verdict);
        if (earlier.lacks(i, t.window, t.amount)) return found(audit_verdict::unknown_ticket);
        if (state.window < e.decision.next.window) in_window = 0;
        if (e.what == logged::kind::gave_back) {
            const auto d = release(state, t, e.running);
            if (e.returned == release_answer::not_taken) {
                // Refused, by the state or by what knows the names.
                if (e.decision.next != state && e.decision.next != rolled(state, e.running.index))
                    return found(audit_verdict::other_state);
            } else {
                if (d.answer != e.returned) return found(audit_verdict::other_answer);
                if (d.next != e.decision.next) return found(audit_verdict::other_state);
                if (d.answer == release_answer::released) in_window -= t.amount.count();
            }
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
    return audit_report{audit_verdict::sound, log.size(), state};
}

/// The same from a state that holds nothing.
[[nodiscard]] constexpr result<audit_report> audit(std::span<const logged> log,
                                                   std::span<std::size_t> room = {}) noexcept {
    return audit(log, quota_state{}, room);
}

/// Replays the log of one quota with reservations from the state `first`, as `audit` does for a
/// quota without. A reservation is committed or freed once, and the ticket of its commit is given
/// back once. Limits are checked by the replay: what a state holds never exceeds one that admitted.
[[nodiscard]] constexpr result<reserving_audit_report> audit(std::span<const reserving_logged> log,
                                                             const reserving_state& first,
                                                             std::span<std::size_t> room) noexcept {
    using kind = reserving_logged::kind;
    const auto names = detail::follow_tickets(log, room);
    if (!names) return names.error();
    detail::held_before earlier{
        room.first(names->unknown), first.window,
        first.taken.count() + first.reserved.count() + first.reserved_before.count()};
    reserving_state state = first;
    for (std::size_t i = 0; i < log.size(); ++i) {
        const reserving_logged& e = log[i];
        const auto found = [&](audit_verdict v) { return reserving_audit_report{v, i, state}; };
        if (names->entry == i) return found(names->verdict);
        const bool of_ticket = e.what == kind::gave_back;
        if (earlier.lacks(i, of_ticket ? e.taken.window : e.reserved.window,
                          of_ticket ? e.taken.amount : e.reserved.amount))
            return found(audit_verdict::unknown_ticket);
        bool same_answer = false;
        reserving_state next;
        switch (e.what) {
            case kind::reserved: {
                const auto d = reserve(state, e.limit, e.running, e.amount, e.at, e.mode);
                same_answer = d.answer == e.answer && d.reserved == e.reserved;
                next = d.next;
                break;
            }
            case kind::took: {
                const auto d = decide(state, e.limit, e.running, e.amount, e.at, e.mode);
                same_answer = d.answer == e.answer && d.taken == e.taken;
                next = d.next;
                break;
            }
            case kind::committed: {
                // Not reserved can also be the answer of what knows the names.
                const auto d = commit(state, e.reserved, e.running, e.amount, e.at);
                const bool refused = e.committed == commit_answer::not_reserved;
                same_answer = refused || (d.answer == e.committed && d.taken == e.taken);
                next = refused ? expire(state, e.running) : d.next;
                break;
            }
            case kind::freed:
            case kind::gave_back: {
                const auto d = of_ticket ? release(state, e.taken, e.running)
                                         : release(state, e.reserved, e.running);
                const bool refused = e.returned == release_answer::not_taken;
                same_answer = refused || d.answer == e.returned;
                next = refused ? expire(state, e.running) : d.next;
                break;
            }
        }
        if (!same_answer) return found(audit_verdict::other_answer);
        if (next != e.next) return found(audit_verdict::other_state);
        state = e.next;
    }
    return reserving_audit_report{audit_verdict::sound, log.size(), state};
}

/// The same from a state that holds nothing.
[[nodiscard]] constexpr result<reserving_audit_report> audit(
    std::span<const reserving_logged> log, std::span<std::size_t> room = {}) noexcept {
    return audit(log, reserving_state{}, room);
}

}  // namespace ratecard::inline v0

#endif

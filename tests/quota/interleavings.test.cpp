// SPDX-License-Identifier: MIT
// Every interleaving of threads that share one state: the test visits every world that some order
// of their steps leads to. A thread reads the clock, loads the word, and exchanges it for the next
// word. If another thread was faster, it loads again. Between any two steps the clock may advance,
// and a ticket may be lost.
//
// An exchange succeeds only on the word that was loaded, and the word is the whole state: it does
// not matter when it was loaded. With two threads this is tested. With more threads a load and its
// exchange are one step, and threads differ only by how old their clock is.
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <unordered_set>
#include <vector>

#include <ratecard/quota/reserve.hpp>
#include <ratecard/quota/word.hpp>

#include "catch.hpp"

using namespace ratecard;

namespace {

/// What is explored: so many threads, each with so many operations of its amount, on one limit.
struct setting {
    int threads = 2;
    int operations = 2;
    bool loads_apart = false;
    int last_epoch = 3;
    std::int64_t limit = 1;
    std::int64_t epochs_in_a_window = 100;
    std::array<std::int64_t, 4> amounts{1, 1, 1, 1};
};

enum class phase : std::uint8_t { idle, clock_read, loaded };
enum class operation : std::uint8_t { reserve, take, expire, commit, release, give_back };
enum class holding : std::uint8_t { nothing, reservation, taken };

/// A thread between two steps.
struct thread {
    phase at = phase::idle;
    operation doing{};
    holding holds = holding::nothing;
    std::uint8_t left = 0;  ///< operations
    std::uint8_t amount = 0;
    std::uint8_t clock = 0;    ///< as read before the operation
    std::uint8_t held_in = 0;  ///< the epoch of a reservation, the window of what is taken
    std::uint32_t seen = 0;    ///< the word loaded

    friend auto operator<=>(const thread&, const thread&) = default;
};

/// All there is. `spent` is what was taken in the running window by those who forgot their tickets.
struct world {
    std::uint8_t clock = 0;
    std::uint8_t spent = 0;
    std::uint32_t word = 0;
    std::array<thread, 4> threads{};

    friend bool operator==(const world&, const world&) = default;
};

struct world_hash {
    std::size_t operator()(const world& w) const noexcept {
        std::uint64_t h = w.clock | std::uint64_t{w.spent} << 8 | std::uint64_t{w.word} << 16;
        for (const thread& t : w.threads)
            for (const std::uint64_t part :
                 {std::uint64_t{t.seen} | std::uint64_t{t.clock} << 32 |
                      std::uint64_t{t.held_in} << 40 | std::uint64_t{t.left} << 48,
                  static_cast<std::uint64_t>(t.at) | static_cast<std::uint64_t>(t.doing) << 8 |
                      static_cast<std::uint64_t>(t.holds) << 16 | std::uint64_t{t.amount} << 24})
                h = (h ^ part ^ h >> 29) * 0x9e37'79b9'7f4a'7c15u;
        return static_cast<std::size_t>(h ^ h >> 32);
    }
};

class exploration {
public:
    explicit exploration(const setting& s) : set_{s} {
        world first;
        for (int i = 0; i < s.threads; ++i) {
            thread& t = first.threads[static_cast<std::size_t>(i)];
            t.left = static_cast<std::uint8_t>(s.operations);
            t.amount = static_cast<std::uint8_t>(s.amounts[static_cast<std::size_t>(i)]);
        }
        visit(first);
        while (!open_.empty() && fault_ == nullptr) {
            const world w = open_.back();
            open_.pop_back();
            go_on(w);
        }
    }

    /// What went wrong, or null; and how much was seen.
    [[nodiscard]] const char* fault() const { return fault_; }
    [[nodiscard]] std::size_t worlds() const { return seen_.size(); }
    /// The worlds, as they look to one who does not see what threads have loaded.
    [[nodiscard]] std::unordered_set<world, world_hash> from_outside() const {
        std::unordered_set<world, world_hash> all;
        for (world w : seen_) {
            for (thread& t : w.threads) {
                if (t.at == phase::loaded) t.at = phase::clock_read;
                t.seen = 0;
            }
            std::sort(w.threads.begin(), w.threads.begin() + set_.threads);
            all.insert(w);
        }
        return all;
    }
    [[nodiscard]] bool was_full() const { return was_full_; }
    [[nodiscard]] bool lost_a_race() const { return lost_a_race_; }
    [[nodiscard]] bool expired() const { return expired_; }
    [[nodiscard]] bool committed() const { return committed_; }

private:
    using word = reserving_word<8, 24>;  // 8 + 24 + 16 + 16 bits

    // ---- the word, in 32 bits: a byte a field ----
    static reserving_state state_of(std::uint32_t bits, const setting& s) {
        if (bits == 0) return {};
        const std::int64_t epoch = static_cast<std::int64_t>(bits >> 24) - 1;
        return {epoch / s.epochs_in_a_window, epoch, quantity{bits >> 16 & 0xff},
                quantity{bits >> 8 & 0xff}, quantity{bits & 0xff}};
    }
    static std::uint32_t bits_of(const reserving_state& s) {
        if (s == reserving_state{}) return 0;
        return static_cast<std::uint32_t>((s.epoch + 1) << 24 | s.taken.count() << 16 |
                                          s.reserved.count() << 8 | s.reserved_before.count());
    }
    [[nodiscard]] epoch epoch_of(std::int64_t n) const {
        return {n, n / set_.epochs_in_a_window, instant{n + 1}};
    }

    void fail(const char* what) { fault_ = what; }

    /// What must hold in every world.
    void examine(const world& w) {
        const reserving_state s = state_of(w.word, set_);
        const std::int64_t held = s.taken.count() + s.reserved.count() + s.reserved_before.count();
        if (held > set_.limit) fail("more is held than the limit");
        if (held == set_.limit) was_full_ = true;
        std::int64_t taken = w.spent, now = 0, before = 0;
        for (const thread& t : w.threads) {
            if (t.holds == holding::taken && t.held_in == s.window) taken += t.amount;
            if (t.holds != holding::reservation || t.held_in / set_.epochs_in_a_window != s.window)
                continue;
            if (t.held_in == s.epoch) now += t.amount;
            if (t.held_in + 1 == s.epoch) before += t.amount;
        }
        if (s.taken.count() != taken) fail("what is taken is not what threads took");
        if (s.reserved.count() < now || s.reserved_before.count() < before)
            fail("a reservation that is held is not counted");
        // Whatever was reserved and never returned: two epochs later all but what is taken is free.
        if (w.word == 0) return;
        const epoch later{s.epoch + 2, s.window, instant::never()};
        const quota_limit most = hard(set_.limit);
        const quantity room{set_.limit - taken};
        if (!is_admitted(decide(s, most, later, room, instant{}).answer))
            fail("a unit is lost for good");
        if (is_admitted(decide(s, most, later, quantity{room.count() + 1}, instant{}).answer))
            fail("a unit too many is free");
    }

    void visit(world w) {
        // Threads are alike: their order does not matter.
        std::sort(w.threads.begin(), w.threads.begin() + set_.threads);
        if (!seen_.insert(w).second) return;
        examine(w);
        open_.push_back(w);
    }

    void go_on(const world& w) {
        if (w.clock < set_.last_epoch) {
            world next = w;
            ++next.clock;
            visit(next);
        }
        for (std::size_t i = 0; i < static_cast<std::size_t>(set_.threads); ++i) {
            switch (w.threads[i].at) {
                case phase::idle: begin(w, i); break;
                case phase::clock_read: {
                    if (!set_.loads_apart) {
                        exchange(w, i);
                        break;
                    }
                    world next = w;
                    next.threads[i].seen = w.word;
                    next.threads[i].at = phase::loaded;
                    visit(next);
                    break;
                }
                case phase::loaded: exchange(w, i); break;
            }
        }
    }

    void begin(const world& w, std::size_t i) {
        const thread& mine = w.threads[i];
        const auto start = [&](operation what) {
            world next = w;
            thread& t = next.threads[i];
            t.at = phase::clock_read;
            t.doing = what;
            t.clock = w.clock;
            --t.left;
            visit(next);
        };
        if (mine.holds != holding::nothing) {  // the ticket gets lost
            world next = w;
            thread& t = next.threads[i];
            if (mine.holds == holding::taken && mine.held_in == state_of(w.word, set_).window)
                next.spent = static_cast<std::uint8_t>(w.spent + mine.amount);
            t.holds = holding::nothing;
            t.held_in = 0;
            visit(next);
        }
        if (mine.left == 0) return;
        switch (mine.holds) {
            case holding::nothing:
                for (const operation what :
                     {operation::reserve, operation::take, operation::expire})
                    start(what);
                break;
            case holding::reservation:
                start(operation::commit);
                start(operation::release);
                break;
            case holding::taken: start(operation::give_back); break;
        }
    }

    void exchange(const world& w, std::size_t i) {
        world next = w;
        thread& t = next.threads[i];
        if (t.at == phase::loaded && w.word != t.seen) {  // another was faster
            lost_a_race_ = true;
            t.seen = w.word;
            visit(next);
            return;
        }
        const reserving_state s = state_of(w.word, set_);
        const epoch e = epoch_of(t.clock);
        const instant now{t.clock};
        const quota_limit most = hard(set_.limit);
        const quantity amount{t.amount};
        const reservation r{t.held_in / set_.epochs_in_a_window, t.held_in, amount};
        reserving_state after = s;
        holding holds = holding::nothing;
        std::int64_t held_in = 0;
        switch (t.doing) {
            case operation::reserve: {
                const auto d = ratecard::reserve(s, most, e, amount, now);
                after = d.next;
                if (!is_admitted(d.answer)) break;
                holds = holding::reservation;
                held_in = d.reserved.epoch;
                break;
            }
            case operation::take: {
                const auto d = decide(s, most, e, amount, now);
                after = d.next;
                if (!is_admitted(d.answer)) break;
                holds = holding::taken;
                held_in = d.taken.window;
                break;
            }
            case operation::expire: after = ratecard::expire(s, e); break;
            case operation::commit: {
                const auto d = ratecard::commit(s, r, e, now);
                after = d.next;
                if (d.answer == commit_answer::not_reserved) fail("a reservation was not kept");
                if ((d.answer == commit_answer::expired) != (r.epoch + 1 < after.epoch))
                    fail("expired is not what is two epochs old");
                expired_ = expired_ || d.answer == commit_answer::expired;
                if (d.answer != commit_answer::committed) break;
                committed_ = true;
                holds = holding::taken;
                held_in = d.taken.window;
                break;
            }
            case operation::release: after = ratecard::release(s, r, e).next; break;
            case operation::give_back:
                after = ratecard::release(s, ticket{t.held_in, amount}, e).next;
                break;
        }
        if (!word::from(after, set_.epochs_in_a_window == 100 ? always_ : by_))
            fail("the word cannot hold the state");
        if (after.window != s.window) next.spent = 0;
        next.word = bits_of(after);
        t = {.holds = holds,
             .left = t.left,
             .amount = t.amount,
             .held_in = static_cast<std::uint8_t>(held_in)};
        visit(next);
    }

    setting set_;
    epochs always_ = epochs::standing(seconds(1));
    epochs by_{seconds(1), 2};
    const char* fault_ = nullptr;
    bool was_full_ = false, lost_a_race_ = false, expired_ = false, committed_ = false;
    std::unordered_set<world, world_hash> seen_;
    std::vector<world> open_;
};

/// Explores one setting for all limits from 0 to 4.
void explore(setting s) {
    for (s.limit = 0; s.limit <= 4; ++s.limit) {
        CAPTURE(s.threads, s.operations, s.limit, s.epochs_in_a_window);
        const exploration all{s};
        CAPTURE(all.worlds());
        CHECK(std::string_view{all.fault() == nullptr ? "" : all.fault()} == "");
        // What is interesting did happen.
        CHECK(all.was_full() == (s.limit <= s.threads * s.operations));
        CHECK(all.lost_a_race() == s.loads_apart);
        if (s.limit > 0 && s.operations > 1) {
            CHECK(all.committed());
            CHECK(all.expired());
        }
        if (s.loads_apart) {
            setting at_once = s;
            at_once.loads_apart = false;
            CHECK((all.from_outside() == exploration{at_once}.from_outside()));
        }
    }
}

}  // namespace

TEST_CASE("two threads admit no more than the limit in any order, and lose no amount") {
    explore({.threads = 2, .operations = 2, .loads_apart = true});
    explore({.threads = 2, .operations = 2, .loads_apart = true, .epochs_in_a_window = 2});
    explore({.threads = 2, .operations = 4});
    explore({.threads = 2, .operations = 3, .amounts = {1, 2}});
    explore({.threads = 2, .operations = 3, .epochs_in_a_window = 2});
}

TEST_CASE("three threads admit no more than the limit in any order") {
    explore({.threads = 3, .operations = 2});
    explore({.threads = 3, .operations = 2, .epochs_in_a_window = 2});
}

TEST_CASE("four threads admit no more than the limit in any order") {
    explore({.threads = 4, .operations = 2, .last_epoch = 2});
}

// SPDX-License-Identifier: MIT
// Threads that share quotas and a value in force: what the exploration of interleavings shows for a
// few steps is tried here with many, on real threads, and under thread sanitizer. Returns the number
// of what went wrong.
#include <algorithm>
#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <thread>
#include <vector>

#include <ratecard/quota/audit.hpp>
#include <ratecard/rim/atomic_open_tickets.hpp>
#include <ratecard/rim/atomic_quota.hpp>
#include <ratecard/rim/current.hpp>
#include <ratecard/rim/wide_atomic_quota.hpp>

namespace {

using namespace ratecard;

constexpr std::size_t threads = 4;
constexpr int rounds = 40'000;

std::atomic<int> faults{0};

void expect(bool holds, const char* what) {
    if (holds) return;
    std::printf("NOT AS IT SHOULD BE: %s\n", what);
    ++faults;
}

/// Runs `work(thread)` on each thread, begun together.
template <class Work>
void together(const Work& work) {
    std::atomic<bool> begin{false};
    std::vector<std::thread> all;
    for (std::size_t i = 0; i < threads; ++i)
        all.emplace_back([&, i] {
            while (!begin.load()) std::this_thread::yield();
            work(i);
        });
    begin.store(true);
    for (std::thread& t : all) t.join();
}

/// Random numbers of a thread.
class dice {
public:
    explicit dice(std::size_t seed) : state_{seed * 2 + 1} {}
    std::int64_t below(std::int64_t bound) {
        state_ = state_ * 6'364'136'223'846'793'005u + 1'442'695'040'888'963'407u;
        return static_cast<std::int64_t>((state_ >> 33) % static_cast<std::uint64_t>(bound));
    }

private:
    std::uint64_t state_;
};

/// What is held at this moment, counted beside the quota: after it was admitted, until before it is
/// given back. So it is never more than what the quota counts.
class witness {
public:
    explicit witness(std::int64_t most) : most_{most} {}
    void enters(quantity amount) {
        expect(held_.fetch_add(amount.count()) + amount.count() <= most_,
               "more is held than the limit");
    }
    void leaves(quantity amount) { held_.fetch_sub(amount.count()); }
    [[nodiscard]] std::int64_t held() const { return held_.load(); }

private:
    std::int64_t most_;
    std::atomic<std::int64_t> held_{0};
};

quantity taken_of(const atomic_quota& q) { return q.load().state().taken; }
#ifdef __GCC_HAVE_SYNC_COMPARE_AND_SWAP_16
quantity taken_of(const wide_atomic_quota& q) { return q.load().taken; }

/// What the word of 64 bits cannot hold.
void wide_windows() {
    constexpr window far{-5'000'000'000, instant{100}};
    wide_atomic_quota quota{{far.index - 1, quantity{7}}};
    const auto d = quota.take(no_limit, far, quantity{quantity::max_count}, instant{});
    expect(d == decide({far.index - 1, quantity{7}}, no_limit, far, quantity{quantity::max_count},
                       instant{}),
           "a wide quota decides otherwise than its state");
    expect(quota.load() == d.next, "a wide quota keeps another state");
    expect(quota.take(no_limit, far, quantity{1}, instant{}).answer == quota_answer::counter_full,
           "a wide quota counts beyond 10^15");
    quota.release(d.taken, far);
    expect(quota.load() == quota_state{far.index, quantity{}}, "a wide quota frees nothing");
    expect(wide_atomic_quota{}.load() == quota_state{}, "a new wide quota has taken something");
}
#endif

template <class Quota>
void one_quota() {
    constexpr std::int64_t most = 5;
    Quota quota;
    witness beside{most};
    std::array<std::vector<ticket>, threads> held;
    together([&](std::size_t me) {
        dice random{me};
        for (int i = 0; i < rounds; ++i) {
            if (!held[me].empty() && random.below(2) == 0) {
                beside.leaves(held[me].back().amount);
                quota.release(held[me].back(), standing_window);
                held[me].pop_back();
                continue;
            }
            const auto d = quota.take(hard(most), standing_window, quantity{1 + random.below(2)},
                                      instant{}, taking::as_much_as_fits);
            if (!is_admitted(d.answer)) continue;
            beside.enters(d.taken.amount);
            held[me].push_back(d.taken);
        }
    });
    expect(taken_of(quota).count() == beside.held(), "a unit was lost, or made");
    for (const auto& tickets : held)
        for (const ticket& t : tickets) quota.release(t, standing_window);
    expect(taken_of(quota) == quantity{}, "not all was given back");
}

/// Every thread gives back every ticket: each frees its amount once.
void tickets_given_back_by_all() {
    constexpr std::int64_t most = 40;
    static atomic_open_tickets<2 * most> tickets;
    atomic_quota quota;
    static std::array<std::atomic<std::uint64_t>, 16> names;  // place and round of a ticket
    std::atomic<std::int64_t> opened{0}, closed{0};
    together([&](std::size_t me) {
        dice random{me + 99};
        for (int i = 0; i < rounds; ++i) {
            auto& name = names[static_cast<std::size_t>(random.below(16))];
            const std::uint64_t seen = name.load();
            // All who see this name close it, and many see it.
            const ticket_id id{static_cast<std::uint32_t>(seen >> 48), seen & 0xffff'ffff'ffffu};
            if (const auto t = tickets.close(id); t.allowed()) {
                closed.fetch_add(1);
                expect(quota.release(*t, standing_window) == release_answer::released,
                       "a ticket closed once is not taken");
            }
            const auto d =
                quota.take(hard(most), standing_window, quantity{1 + random.below(2)}, instant{});
            if (!is_admitted(d.answer)) continue;
            if (const auto fresh = tickets.open(d.taken)) {
                opened.fetch_add(1);
                const std::uint64_t before =
                    name.exchange(std::uint64_t{fresh->place} << 48 | fresh->round);
                // A name that was overwritten is closed by whoever overwrote it.
                const auto lost = tickets.close(
                    {static_cast<std::uint32_t>(before >> 48), before & 0xffff'ffff'ffffu});
                if (lost.allowed()) {
                    closed.fetch_add(1);
                    quota.release(*lost, standing_window);
                }
            } else {
                quota.release(d.taken, standing_window);
            }
        }
    });
    for (const auto& name : names) {
        const std::uint64_t seen = name.load();
        if (const auto t =
                tickets.close({static_cast<std::uint32_t>(seen >> 48), seen & 0xffff'ffff'ffffu});
            t.allowed()) {
            closed.fetch_add(1);
            quota.release(*t, standing_window);
        }
    }
    expect(opened.load() == closed.load(), "a ticket was closed twice, or never");
    expect(taken_of(quota) == quantity{}, "a ticket given back twice freed twice");
}

/// All threads pass the threshold to and fro, in one window and then in the next.
void one_warning_a_window() {
    atomic_warned given;
    std::atomic<int> warnings{0};
    together([&](std::size_t me) {
        dice random{me + 5};
        for (int i = 0; i < rounds; ++i)
            if (given.warn(threshold::percent(80), limit::finite(10),
                           {i < rounds / 2 ? 0 : 1, quantity{7 + random.below(2)}}))
                warnings.fetch_add(1);
    });
    expect(warnings.load() == 2, "a warning was given twice in a window, or never");
}

/// The log of all threads, put in order, is audited.
void one_word_audited() {
    constexpr std::int64_t most = threads * rounds / 3;
    constexpr window running{1, instant{100}};
    atomic_quota quota;
    std::array<std::vector<logged>, threads> logs;
    together([&](std::size_t me) {
        dice random{me + 17};
        for (int i = 0; i < rounds; ++i) {
            const quantity amount{1 + random.below(3)};
            const auto d = quota.take(hard(most), running, amount, instant{});
            if (!is_admitted(d.answer)) continue;
            logs[me].push_back({.limit = hard(most),
                                .running = running,
                                .amount = amount,
                                .decision = {d.answer, d.next.state(), d.taken}});
        }
    });
    std::vector<logged> log;
    for (const auto& mine : logs) log.insert(log.end(), mine.begin(), mine.end());
    std::sort(log.begin(), log.end(), [](const logged& a, const logged& b) {
        return a.decision.next.taken < b.decision.next.taken;
    });
    const audit_report report = *audit(log);
    expect(report.verdict == audit_verdict::sound, "the audit finds the log not sound");
    expect(report.last == quota.load().state(), "the log does not lead to the state");
    expect(report.last.taken == quantity{most}, "the limit was not reached");
}

void with_reservations() {
    constexpr std::int64_t most = 7;
    const epochs by = epochs::standing(seconds(1));
    atomic_reserving_quota<> quota{by};
    witness beside{most};
    std::atomic<std::int64_t> clock{0};
    std::atomic<int> expired{0};
    std::array<std::vector<ticket>, threads> held;
    together([&](std::size_t me) {
        dice random{me + 5};
        const auto now = [&] { return instant{clock.load()}; };
        for (int i = 0; i < rounds; ++i) {
            if (random.below(40) == 0) clock.fetch_add(1);
            if (!held[me].empty() && random.below(2) == 0) {
                beside.leaves(held[me].back().amount);
                quota.release(held[me].back(), standing_window, now());
                held[me].pop_back();
                continue;
            }
            const auto r =
                quota.reserve(hard(most), standing_window, quantity{1 + random.below(3)}, now());
            if (!is_admitted(r.answer)) continue;
            const std::int64_t fate = random.below(4);
            if (fate == 0) continue;  // lost
            if (fate == 1) {
                quota.release(r.reserved, standing_window, now());
                continue;
            }
            const quantity used{random.below(r.reserved.amount.count() + 1)};
            const auto c = quota.commit(r.reserved, standing_window, used, now());
            expect(c.answer != commit_answer::not_reserved, "a reservation was not kept");
            if (c.answer == commit_answer::expired) ++expired;
            if (!is_committed(c.answer)) continue;
            beside.enters(used);
            held[me].push_back(c.taken);
        }
    });
    const auto later = quota.take(hard(most), standing_window, quantity{most - beside.held()},
                                  instant{clock.load() + 2});
    expect(is_admitted(later.answer), "a unit was lost for good");
    expect(later.next.taken == quantity{most}, "a unit was made");
}

void many_words() {
    constexpr std::int64_t most = 10;
    sharded_quota<3> quota;
    witness beside{most};
    std::array<std::vector<sharded_ticket<3>>, threads> held;
    together([&](std::size_t me) {
        dice random{me + 11};
        for (int i = 0; i < rounds; ++i) {
            if (!held[me].empty() && random.below(2) == 0) {
                beside.leaves(held[me].back().amount());
                quota.release(held[me].back(), standing_window);
                held[me].pop_back();
                continue;
            }
            const auto how =
                random.below(2) == 0 ? taking::all_or_nothing : taking::as_much_as_fits;
            const auto d = quota.take(hard(most), standing_window, quantity{1 + random.below(4)},
                                      instant{}, me, how);
            if (!is_admitted(d.answer)) continue;
            beside.enters(d.taken.amount());
            held[me].push_back(d.taken);
        }
    });
    expect(quota.taken(standing_window.index) == beside.held(), "a unit was lost, or made");
    // Alone, the last unit is always found.
    for (std::int64_t left = most - beside.held(); left > 0; --left)
        expect(
            is_admitted(quota.take(hard(most), standing_window, quantity{1}, instant{}, 0).answer),
            "a unit that is free was refused");
    expect(!is_admitted(quota.take(hard(most), standing_window, quantity{1}, instant{}, 0).answer),
           "a unit too many was admitted");
}

/// A value whose parts belong together.
struct pair_of_numbers {
    std::int64_t a = 0;
    std::int64_t b = 0;
};

void value_in_force() {
    current<pair_of_numbers> value{{0, 0}};
    // The number of the round that each reader is in; the caller's way of knowing who has finished.
    std::array<std::atomic<std::int64_t>, threads> round{};
    std::atomic<bool> done{false};
    together([&](std::size_t me) {
        if (me == 0) {
            for (std::int64_t i = 1; i <= rounds / 100; ++i) {
                const auto mark = value.replace({i, -i});
                std::array<std::int64_t, threads> then{};
                for (std::size_t r = 1; r < threads; ++r) then[r] = round[r].load();
                for (std::size_t r = 1; r < threads; ++r)
                    while (round[r].load() == then[r] && then[r] % 2 == 1)
                        std::this_thread::yield();
                expect(value.free_until(mark) == 1, "what was replaced is not freed");
            }
            done.store(true);
            return;
        }
        while (!done.load()) {
            round[me].fetch_add(1);  // odd: reads
            const pair_of_numbers& p = value.load();
            expect(p.a == -p.b, "a value was read in parts, or after it was freed");
            round[me].fetch_add(1);
        }
    });
    expect(value.kept() == 0, "replaced values are kept");
}

}  // namespace

int main() {
    one_quota<atomic_quota>();
#ifdef __GCC_HAVE_SYNC_COMPARE_AND_SWAP_16
    one_quota<wide_atomic_quota>();
    wide_windows();
#endif
    tickets_given_back_by_all();
    one_warning_a_window();
    one_word_audited();
    with_reservations();
    many_words();
    value_in_force();
    return faults.load() == 0 ? 0 : 1;
}

// SPDX-License-Identifier: MIT
// What counting against a limit costs, beside the bare instructions it stands for.
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include <ratecard/quota/decide.hpp>
#include <ratecard/rim/atomic_quota.hpp>
#include <ratecard/rim/current.hpp>

#include "question.hpp"

namespace {

using namespace ratecard;
using ratecard_benchmark::answer;

constexpr instant now{1'710'000'000};
constexpr window today{19'791, instant{1'710'028'800}};
constexpr std::size_t tenants = 10'000;

/// 65,536 random choices below a bound, the same for each who asks.
std::vector<std::uint16_t> choices(std::uint64_t bound) {
    std::vector<std::uint16_t> random(65'536);
    std::uint64_t seed = 7;
    for (std::uint16_t& c : random) {
        seed = seed * 6'364'136'223'846'793'005u + 1'442'695'040'888'963'407u;
        c = static_cast<std::uint16_t>((seed >> 33) % bound);
    }
    return random;
}

// ---- 10,000 counters, asked in random order: what the request path of a service does ----

constexpr std::int64_t many = 1'000'000'000'000;

/// A value that the compiler knows nothing about, and that may stay in registers.
template <class T>
[[gnu::noinline]] T unknown(T value) {
    benchmark::DoNotOptimize(value);
    return value;
}

const answer decide_ours{
    "does one more fit? (10,000 counters)", "ours", [](benchmark::State& state) {
        const auto which = choices(tenants);
        std::vector<quota_state> counters(tenants, quota_state{today.index, quantity{}});
        const quota_limit most = unknown(hard(many));
        const window running = unknown(today);
        const instant at = unknown(now);
        std::size_t i = 0;
        for (auto _ : state) {
            quota_state& mine = counters[which[i++ % 65'536]];
            auto d = decide(mine, most, running, quantity{1}, at);
            mine = d.next;
            benchmark::DoNotOptimize(d.answer);
        }
    }};
struct counter {
    std::int64_t window = today.index;
    std::int64_t taken = 0;
};
const answer decide_bare{"does one more fit? (10,000 counters)", "compare and add",
                         [](benchmark::State& state) {
                             const auto which = choices(tenants);
                             std::vector<counter> counters(tenants);
                             const std::int64_t most = unknown(many);
                             std::size_t i = 0;
                             for (auto _ : state) {
                                 counter& mine = counters[which[i++ % 65'536]];
                                 const bool fits = mine.taken + 1 <= most;
                                 if (fits) ++mine.taken;
                                 benchmark::DoNotOptimize(fits);
                             }
                         }};
const answer decide_windowed{"does one more fit? (10,000 counters)", "compare and add in a window",
                             [](benchmark::State& state) {
                                 const auto which = choices(tenants);
                                 std::vector<counter> counters(tenants);
                                 const std::int64_t most = unknown(many),
                                                    running = unknown(today.index);
                                 std::size_t i = 0;
                                 for (auto _ : state) {
                                     counter& mine = counters[which[i++ % 65'536]];
                                     if (mine.window != running) mine = {running, 0};
                                     const bool fits = mine.taken + 1 <= most;
                                     if (fits) ++mine.taken;
                                     benchmark::DoNotOptimize(fits);
                                 }
                             }};

const answer chain_ours{"does one more fit? (one counter)", "ours", [](benchmark::State& state) {
                            const quota_limit most = unknown(hard(many));
                            const window running = unknown(today);
                            const instant at = unknown(now);
                            quota_state taken{today.index, quantity{}};
                            for (auto _ : state) {
                                auto d = decide(taken, most, running, quantity{1}, at);
                                taken = d.next;
                                benchmark::DoNotOptimize(taken);
                            }
                        }};
const answer chain_bare{"does one more fit? (one counter)", "compare and add",
                        [](benchmark::State& state) {
                            const std::int64_t most = unknown(many);
                            counter c;
                            for (auto _ : state) {
                                if (c.taken + 1 <= most) ++c.taken;
                                benchmark::DoNotOptimize(c);
                            }
                        }};

// ---- one counter that threads share ----

/// A thread that does the same beside the one that is measured, as long as this lives.
class beside {
public:
    template <class Work>
    explicit beside(Work work)
        : thread_{[this, work]() mutable {
              while (!done_.load(std::memory_order_relaxed)) work();
          }} {}
    beside(const beside&) = delete;
    beside& operator=(const beside&) = delete;
    ~beside() {
        done_.store(true);
        thread_.join();
    }

private:
    std::atomic<bool> done_{false};
    std::thread thread_;
};

constexpr std::int64_t most_counted = 1'000'000'000'000;

/// Ours, on a quota that lives as long as all threads.
struct shared_quota {
    atomic_quota quota;
    quota_limit most = hard(most_counted);
    window running = today;

    bool take() {
        auto d = quota.take(most, running, quantity{1}, now);
        return is_admitted(d.answer);
    }
};
struct shared_shards {
    sharded_quota<2> quota;
    quota_limit most = hard(most_counted);
    window running = today;

    bool take(std::size_t thread) {
        auto d = quota.take(most, running, quantity{1}, now, thread);
        return is_admitted(d.answer);
    }
};
struct shared_reservations {
    atomic_reserving_quota<> quota{epochs{hours(1), 24}};
    quota_limit most = hard(1'000);
    window running = today;

    bool take() {
        auto r = quota.reserve(most, running, quantity{1}, now);
        auto c = quota.commit(r.reserved, running, now);
        quota.release(c.taken, running, now);
        return is_committed(c.answer);
    }
};
/// What is written by hand: compare, add, exchange.
struct shared_word {
    std::atomic<std::uint64_t> taken{0};
    std::uint64_t most = most_counted;

    bool take() {
        std::uint64_t seen = taken.load(std::memory_order_acquire);
        do {
            if (seen + 1 > most) return false;
        } while (!taken.compare_exchange_weak(seen, seen + 1, std::memory_order_acq_rel,
                                              std::memory_order_acquire));
        return true;
    }
};
struct shared_mutex_and_count {
    std::mutex guard;
    std::int64_t taken = 0;
    std::int64_t most = most_counted;

    bool take() {
        const std::lock_guard lock{guard};
        if (taken + 1 > most) return false;
        ++taken;
        return true;
    }
};

template <class Shared>
void alone(benchmark::State& state) {
    auto shared = std::make_unique<Shared>();
    benchmark::DoNotOptimize(shared.get());
    for (auto _ : state) benchmark::DoNotOptimize(shared->take());
}
template <class Shared>
void with_another(benchmark::State& state) {
    auto shared = std::make_unique<Shared>();
    benchmark::DoNotOptimize(shared.get());
    const beside other{[s = shared.get()] { benchmark::DoNotOptimize(s->take()); }};
    for (auto _ : state) benchmark::DoNotOptimize(shared->take());
}

const answer one_ours{"does one more fit a shared counter?", "ours", alone<shared_quota>};
const answer one_bare{"does one more fit a shared counter?", "bare CAS loop", alone<shared_word>};
const answer one_mutex{"does one more fit a shared counter?", "mutex",
                       alone<shared_mutex_and_count>};
const answer two_ours{"does one more fit? (another thread asks too)", "ours",
                      with_another<shared_quota>};
const answer two_bare{"does one more fit? (another thread asks too)", "bare CAS loop",
                      with_another<shared_word>};
const answer two_mutex{"does one more fit? (another thread asks too)", "mutex",
                       with_another<shared_mutex_and_count>};
const answer shards_ours{
    "does one more fit two counters? (another thread)", "ours", [](benchmark::State& state) {
        auto shared = std::make_unique<shared_shards>();
        benchmark::DoNotOptimize(shared.get());
        const beside other{[s = shared.get()] { benchmark::DoNotOptimize(s->take(1)); }};
        for (auto _ : state) benchmark::DoNotOptimize(shared->take(0));
    }};
const answer shards_bare{"does one more fit two counters? (another thread)", "one bare CAS loop",
                         with_another<shared_word>};
const answer reserved_ours{"reserve, commit, give back", "ours", alone<shared_reservations>};
const answer reserved_mutex{"reserve, commit, give back", "three CAS", [](benchmark::State& state) {
                                auto shared = std::make_unique<shared_word>();
                                benchmark::DoNotOptimize(shared.get());
                                for (auto _ : state)
                                    for (int i = 0; i < 3; ++i)
                                        benchmark::DoNotOptimize(shared->take());
                            }};

// ---- the value in force ----

struct in_force {
    std::int64_t numbers[8]{};
};

const answer current_ours{"which value is in force? (beside a writer)", "ours",
                          [](benchmark::State& state) {
                              current<in_force> value{in_force{}};
                              benchmark::DoNotOptimize(&value);
                              const beside writer{[&] {
                                  // Kept until the end: the reader does not say when it is done.
                                  static_cast<void>(value.replace(in_force{}));
                                  std::this_thread::sleep_for(std::chrono::microseconds{50});
                              }};
                              for (auto _ : state)
                                  benchmark::DoNotOptimize(value.load().numbers[0]);
                          }};
const answer current_bare{
    "which value is in force? (beside a writer)", "acquire load", [](benchmark::State& state) {
        in_force values[2]{};
        std::atomic<const in_force*> value{&values[0]};
        benchmark::DoNotOptimize(&value);
        const beside writer{[&, i = 0]() mutable {
            value.exchange(&values[++i % 2], std::memory_order_acq_rel);
            std::this_thread::sleep_for(std::chrono::microseconds{50});
        }};
        for (auto _ : state)
            benchmark::DoNotOptimize(value.load(std::memory_order_acquire)->numbers[0]);
    }};

}  // namespace

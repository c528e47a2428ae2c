// SPDX-License-Identifier: MIT
// What counting against a limit costs, beside the bare instructions it stands for.
#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

#include <ratecard/quota/decide.hpp>

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

const answer decide_ours{
    "does one more fit? (10,000 counters)", "ours", [](benchmark::State& state) {
        const auto which = choices(tenants);
        std::vector<quota_state> counters(tenants, quota_state{today.index, quantity{}});
        quota_limit most = hard(many);
        window running = today;
        benchmark::DoNotOptimize(most);
        benchmark::DoNotOptimize(running);
        std::size_t i = 0;
        for (auto _ : state) {
            quota_state& mine = counters[which[i++ % 65'536]];
            auto d = decide(mine, most, running, now, quantity{1});
            mine = d.next;
            benchmark::DoNotOptimize(d.answer);
        }
    }};
const answer decide_bare{"does one more fit? (10,000 counters)", "compare and add",
                         [](benchmark::State& state) {
                             const auto which = choices(tenants);
                             struct counter {
                                 std::int64_t window = 0;
                                 std::int64_t taken = 0;
                             };
                             std::vector<counter> counters(tenants);
                             std::int64_t most = many;
                             benchmark::DoNotOptimize(most);
                             std::size_t i = 0;
                             for (auto _ : state) {
                                 counter& mine = counters[which[i++ % 65'536]];
                                 const bool fits = mine.taken + 1 <= most;
                                 if (fits) ++mine.taken;
                                 benchmark::DoNotOptimize(fits);
                             }
                         }};

const answer chain_ours{"does one more fit? (one counter)", "ours", [](benchmark::State& state) {
                            quota_limit most = hard(many);
                            window running = today;
                            quota_state taken{today.index, quantity{}};
                            benchmark::DoNotOptimize(most);
                            benchmark::DoNotOptimize(running);
                            for (auto _ : state) {
                                auto d = decide(taken, most, running, now, quantity{1});
                                taken = d.next;
                                benchmark::DoNotOptimize(taken);
                            }
                        }};
const answer chain_bare{"does one more fit? (one counter)", "compare and add",
                        [](benchmark::State& state) {
                            std::int64_t most = many;
                            quota_state taken{today.index, quantity{}};
                            benchmark::DoNotOptimize(most);
                            for (auto _ : state) {
                                const std::int64_t sum = taken.taken.count() + 1;
                                if (sum <= most) taken.taken = quantity{sum};
                                benchmark::DoNotOptimize(taken);
                            }
                        }};

}  // namespace

// SPDX-License-Identifier: MIT
// What a decision about one quota costs, beside what is commonly written instead.
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include <ratecard/entitlement/check.hpp>
#include <ratecard/quota/decide.hpp>
#include <ratecard/reference/tencent_chat.hpp>

#include "question.hpp"

namespace {

using namespace ratecard;
using ratecard_benchmark::answer;

constexpr catalog_view chat = tencent_chat::catalog;
constexpr instant now{1'710'000'000};

const answer decide_ours{"does one more fit the quota?", "ours", [](benchmark::State& state) {
                             const quota_limit limit = hard(1'000'000'000'000);
                             quota_state taken;
                             window running{1, instant::never()};
                             benchmark::DoNotOptimize(running);
                             for (auto _ : state) {
                                 auto d = decide(taken, limit, running, quantity{1}, now);
                                 taken = d.next;
                                 benchmark::DoNotOptimize(d.answer);
                             }
                         }};
/// What a program without a library does.
void compare_and_add(benchmark::State& state) {
    std::int64_t taken = 0;
    std::int64_t limit = 1'000'000'000'000;
    benchmark::DoNotOptimize(limit);
    for (auto _ : state) {
        const bool fits = taken + 1 <= limit;
        taken += fits ? 1 : 0;
        benchmark::DoNotOptimize(fits);
    }
}
const answer decide_reference{"does one more fit the quota?", "compare and add", compare_and_add};
/// A snapshot with a standing quota, as a gate asks it. The compiler knows nothing about it.
using one_quota = snapshot<1, 4>;
const one_quota& granted() {
    static one_quota s = [] {
        one_quota made{.valid_from = now, .valid_until = instant::never(), .quotas = 4};
        for (packed_limit& l : made.limits) l = *packed_limit::from(hard(1'000'000'000'000), 0);
        made.resets[0] = instant::never();
        made.windows[0] = 1;
        return made;
    }();
    benchmark::DoNotOptimize(&s);
    return s;
}

const answer gate_ours{"does one more fit, and does the life allow it?", "ours",
                       [](benchmark::State& state) {
                           const one_quota& s = granted();
                           const auto open = at(condition_table{}, s, now);
                           quota_state taken{.window = 1};
                           for (auto _ : state) {
                               auto d = open.decide(quota_id{2}, taken, quantity{1});
                               taken = d.next;
                               benchmark::DoNotOptimize(d.answer);
                           }
                       }};
const answer gate_each{
    "does one more fit, and does the life allow it?", "ours, a gate for each",
    [](benchmark::State& state) {
        const one_quota& s = granted();
        instant t = now;
        benchmark::DoNotOptimize(t);
        quota_state taken{.window = 1};
        for (auto _ : state) {
            benchmark::ClobberMemory();
            auto d = at(condition_table{}, s, t).decide(quota_id{2}, taken, quantity{1});
            taken = d.next;
            benchmark::DoNotOptimize(d.answer);
        }
    }};
const answer gate_reference{"does one more fit, and does the life allow it?", "compare and add",
                            compare_and_add};
const answer decide_map{"does one more fit the quota?", "map by name", [](benchmark::State& state) {
                            std::map<std::string, std::int64_t, std::less<>> taken;
                            for (const quota& q : chat.quotas) taken.emplace(q.key.view(), 0);
                            for (auto _ : state) {
                                const auto at_key = taken.find(std::string_view{"daily_groups"});
                                const bool fits = at_key->second + 1 <= 1'000'000'000'000;
                                if (fits) ++at_key->second;
                                benchmark::DoNotOptimize(fits);
                            }
                        }};

}  // namespace

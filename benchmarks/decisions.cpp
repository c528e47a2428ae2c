// SPDX-License-Identifier: MIT
// What a decision about one quota costs, beside what is commonly written instead.
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

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
const answer decide_reference{"does one more fit the quota?", "compare and add",
                              [](benchmark::State& state) {
                                  std::int64_t taken = 0;
                                  std::int64_t limit = 1'000'000'000'000;
                                  benchmark::DoNotOptimize(limit);
                                  for (auto _ : state) {
                                      const bool fits = taken + 1 <= limit;
                                      taken += fits ? 1 : 0;
                                      benchmark::DoNotOptimize(fits);
                                  }
                              }};
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

// SPDX-License-Identifier: MIT
// What a decision in the request path costs, beside what is commonly written instead.
#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <ratecard/entitlement/check.hpp>
#include <ratecard/entitlement/resolve.hpp>
#include <ratecard/quota/decide.hpp>
#include <ratecard/reference/tencent_chat.hpp>

#include "question.hpp"

namespace {

using namespace ratecard;
using ratecard_benchmark::answer;

constexpr catalog_view chat = tencent_chat::catalog;
constexpr instant now{1'710'000'000};

/// 4,096 random choices below a bound.
template <std::uint64_t Bound>
const std::array<std::uint16_t, 4096>& choices() {
    static const auto made = [] {
        std::array<std::uint16_t, 4096> random{};
        std::uint64_t seed = 7;
        for (std::uint16_t& c : random) {
            seed = seed * 6'364'136'223'846'793'005u + 1'442'695'040'888'963'407u;
            c = static_cast<std::uint16_t>((seed >> 33) % Bound);
        }
        return random;
    }();
    return made;
}

const subscription developer{.created_at = now};
const auto resolved = *resolve(chat, developer, now);
constexpr std::uint64_t feature_count = tencent_chat::catalog.view().features.size();

const answer check_ours{
    "may this feature be used?", "ours", [](benchmark::State& state) {
        const auto rows = chat.condition_rows();
        attributes request;
        request.set(tencent_chat::key::id(tencent_chat::attribute::platform), 0);
        std::size_t i = 0;
        for (auto _ : state) {
            const feature_id f{choices<feature_count>()[i++ % 4096]};
            benchmark::DoNotOptimize(check(rows, at(resolved, now), f, request));
        }
    }};
const answer check_bits{"may this feature be used?", "bit test, no reason",
                        [](benchmark::State& state) {
                            std::uint64_t bits = 0x5555'5555'5555'5555u;
                            benchmark::DoNotOptimize(bits);
                            std::size_t i = 0;
                            for (auto _ : state) {
                                const auto f = choices<feature_count>()[i++ % 4096];
                                benchmark::DoNotOptimize((bits >> f) & 1u);
                            }
                        }};
const answer check_set{"may this feature be used?", "std::set of strings",
                       [](benchmark::State& state) {
                           std::set<std::string, std::less<>> granted;
                           for (const feature& f : chat.features) granted.emplace(f.key.view());
                           std::size_t i = 0;
                           for (auto _ : state) {
                               const feature_id f{choices<feature_count>()[i++ % 4096]};
                               benchmark::DoNotOptimize(granted.contains(chat[f].key.view()));
                           }
                       }};

const answer decide_ours{"does one more fit the quota?", "ours", [](benchmark::State& state) {
                             const quota_limit limit = hard(1'000'000'000'000);
                             quota_state taken;
                             window running{1, instant::never()};
                             benchmark::DoNotOptimize(running);
                             for (auto _ : state) {
                                 auto d = decide(taken, limit, running, now, quantity{1});
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

const answer resolve_ours{"what may this customer do? (31 features)", "ours",
                          [](benchmark::State& state) {
                              for (auto _ : state)
                                  benchmark::DoNotOptimize(resolve(chat, developer, now));
                          }};
const answer resolve_copy{"what may this customer do? (31 features)", "copy of the answer",
                          [](benchmark::State& state) {
                              auto answer_made = std::make_unique<decltype(resolved)>(resolved);
                              for (auto _ : state) {
                                  auto copy = *answer_made;
                                  benchmark::DoNotOptimize(copy);
                              }
                          }};

}  // namespace

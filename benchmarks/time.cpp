// SPDX-License-Identifier: MIT
// What periods and parts of them cost, beside counting from boundary to boundary and beside the
// calendar of the standard library.
#include <array>
#include <chrono>
#include <cstdint>
#include <vector>

#include <ratecard/time/fraction.hpp>
#include <ratecard/time/period.hpp>

#include "question.hpp"

namespace {

using namespace ratecard;
using ratecard_benchmark::answer;

constexpr zone fixed = zone::fixed(hours(8));
/// New York from 1970 on: two changes a year for 60 years, about where they are.
const std::vector<clock_change>& changes() {
    static const auto made = [] {
        std::vector<clock_change> all;
        for (std::int64_t year = 0; year < 60; ++year) {
            const std::int64_t begin = year * 31'556'952;
            all.push_back({instant{begin + 6'000'000}, hours(-4)});
            all.push_back({instant{begin + 26'000'000}, hours(-5)});
        }
        return all;
    }();
    return made;
}
const zone changing = *zone::from(hours(-5), changes());
// Not a constant, as no customer's is.
anchor bought{civil(2000, 1, 31), time_of_day{10, 0, 0}};

/// 4,096 random instants of the years 2000 to 2030, and the numbers of their months.
struct asked {
    std::array<instant, 4096> at{};
    std::array<std::int64_t, 4096> month{};
};
const asked& questions() {
    static const auto made = [] {
        asked all;
        std::uint64_t seed = 11;
        for (std::size_t i = 0; i < all.at.size(); ++i) {
            seed = seed * 6'364'136'223'846'793'005u + 1'442'695'040'888'963'407u;
            all.at[i] =
                instant{static_cast<std::int64_t>(950'000'000 + (seed >> 33) % 950'000'000)};
            all.month[i] = index_of(bought, monthly, all.at[i], fixed);
        }
        return all;
    }();
    return made;
}

template <class Ask>
auto asking(Ask ask) {
    return [ask](benchmark::State& state) {
        const asked& all = questions();
        std::size_t i = 0;
        for (auto _ : state) {
            benchmark::DoNotOptimize(ask(all, i % 4096));
            ++i;
        }
    };
}

/// The end of month `n` by the standard library, in UTC+8.
std::int64_t end_by_chrono(std::int64_t n) {
    using namespace std::chrono;
    const year_month m = year{2000} / January + months{n + 1};
    const sys_days end = (m / 31).ok() ? sys_days{m / 31} : sys_days{m / last};
    return (end.time_since_epoch() + std::chrono::hours{2}) / std::chrono::seconds{1};
}

const answer period_ours{"begin and end of month n", "ours",
                         asking([](const asked& all, std::size_t i) {
                             return period_at(bought, monthly, all.month[i], fixed);
                         })};
const answer period_chrono{"begin and end of month n", "std::chrono",
                           asking([](const asked& all, std::size_t i) {
                               return end_by_chrono(all.month[i] - 1) + end_by_chrono(all.month[i]);
                           })};
const answer zone_ours{"a month where clocks change", "ours",
                       asking([](const asked& all, std::size_t i) {
                           return period_at(bought, monthly, all.month[i], changing);
                       })};

const answer index_ours{"the number of an anchor's month", "ours",
                        asking([](const asked& all, std::size_t i) {
                            return index_of(bought, monthly, all.at[i], fixed);
                        })};
const answer index_steps{"the number of an anchor's month", "step by step",
                         asking([](const asked& all, std::size_t i) {
                             std::int64_t n = 0;
                             while (end_by_chrono(n) <= all.at[i].seconds_since_1970()) ++n;
                             return n;
                         })};
const answer index_changing{"the number of a month where clocks change", "ours",
                            asking([](const asked& all, std::size_t i) {
                                return index_of(bought, monthly, all.at[i], changing);
                            })};

constexpr period month = period_of({2024, 2}, fixed);
template <class Policy>
auto parts(const Policy& policy) {
    return asking([&policy](const asked& all, std::size_t i) {
        const std::int64_t second = all.at[i].seconds_since_1970() % month.length().seconds;
        return used_part(policy, month, month.begin() + seconds(second), fixed);
    });
}
const answer by_second{"what part is used, by the second?", "ours",
                       parts(presets::prorations::stripe)};
const answer by_second_float{"what part is used, by the second?", "a division of doubles",
                             asking([](const asked& all, std::size_t i) {
                                 return double(all.at[i].seconds_since_1970() % 2'505'600) /
                                        2'505'600.0;
                             })};
const answer by_day{"what part is used, by civil days?", "ours",
                    parts(presets::prorations::kill_bill)};
const answer by_begun_day{"what part is used, by days begun?", "ours",
                          parts(presets::prorations::tencent_chat)};
const answer by_360{"what part is used, by 30/360?", "ours",
                    parts(presets::prorations::kill_bill_fixed_30)};

}  // namespace

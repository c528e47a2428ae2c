// SPDX-License-Identifier: MIT
#ifndef RATECARD_BENCHMARKS_QUESTION_HPP
#define RATECARD_BENCHMARKS_QUESTION_HPP

#include <cstdlib>
#include <string>

#include <benchmark/benchmark.h>

namespace ratecard_benchmark {

/// Which time counts: that of the thread that asks, or that of the clock on the wall, where others
/// work too.
enum clock { own_time, wall_clock };

/// One way to answer a question: ours, or a reference that answers the same one. The table has a
/// row for each reference of a question. Defined at namespace scope, it registers itself:
///
///     const answer ours{"overage of 12,500 users", "ours", [](benchmark::State& state) {
///         for (auto _ : state) benchmark::DoNotOptimize(...);
///     }};
///
/// RATECARD_ITERATIONS fixes the number of iterations, by which benchmarks/run counts instructions.
class answer {
public:
    template <typename Function>
    answer(const std::string& question, const std::string& whose, Function function,
           clock counted = own_time) {
        auto* registered = benchmark::RegisterBenchmark((question + "/" + whose).c_str(), function);
        if (counted == wall_clock) registered->UseRealTime();
        if (const char* iterations = std::getenv("RATECARD_ITERATIONS")) {
            registered->Iterations(std::atoll(iterations));
        }
    }
};

}  // namespace ratecard_benchmark

#endif

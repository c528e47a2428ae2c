// SPDX-License-Identifier: MIT
// The gate of a chat server on simulated traffic: two threads ask, one replaces the rules meanwhile.
#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <string>
#include <thread>
#include <vector>

#include <CLI/CLI.hpp>
#include <unistd.h>

#include <ratecard/rim/fmt.hpp>

#include "gate.hpp"
#include "report.hpp"
#include "traffic.hpp"

namespace quota_gateway {
namespace {

using namespace ratecard;

constexpr std::size_t days_of_traffic = 2;

/// How often a reader has said that it holds nothing; on a line of its own.
struct alignas(64) rest {
    std::atomic<std::uint64_t> times{0};
};

/// What a reader says that is done.
constexpr std::uint64_t for_good = UINT64_MAX;

/// Replaces the rules as long as readers run, and frees those that nobody can hold any more.
class writer {
public:
    explicit writer(current<rules>& in_force) : in_force_{in_force} {}

    void replace(std::size_t day, const std::array<rest, threads_asking>& rests) {
        const std::uint64_t mark = in_force_.replace(rules::of(day));
        ++replaced_;
        waiting_.push_back({mark, {}});
        for (std::size_t r = 0; r < threads_asking; ++r)
            waiting_.back().rested[r] = rests[r].times.load(std::memory_order_acquire);
    }
    /// Frees what was replaced before each reader's latest rest.
    void free(const std::array<rest, threads_asking>& rests) {
        while (!waiting_.empty()) {
            for (std::size_t r = 0; r < threads_asking; ++r)
                if (!has_rested_since(rests[r], waiting_.front().rested[r])) return;
            freed_ += in_force_.free_until(waiting_.front().mark);
            waiting_.pop_front();
        }
    }
    [[nodiscard]] std::size_t replaced() const { return replaced_; }
    [[nodiscard]] std::size_t freed() const { return freed_; }

private:
    struct replaced_rules {
        std::uint64_t mark = 0;
        std::array<std::uint64_t, threads_asking> rested{};
    };

    static bool has_rested_since(const rest& r, std::uint64_t then) {
        const std::uint64_t times = r.times.load(std::memory_order_acquire);
        return times > then || times == for_good;
    }

    current<rules>& in_force_;
    std::deque<replaced_rules> waiting_{};
    std::size_t replaced_ = 0;
    std::size_t freed_ = 0;
};

int run(std::size_t requests, std::uint64_t seed, bool colours) {
    const std::size_t a_day = requests / days_of_traffic;
    current<rules> in_force{rules::of(0)};
    counters shared;
    std::vector<reader> asking;
    for (std::size_t r = 0; r < threads_asking; ++r) asking.emplace_back(in_force, shared);
    writer replacing{in_force};

    std::chrono::duration<double> took{};
    for (std::size_t day = 0; day < days_of_traffic; ++day) {
        std::array<rest, threads_asking> rests{};
        if (day > 0) replacing.replace(day, rests);
        std::atomic<std::size_t> running{threads_asking};
        std::vector<std::thread> threads;
        const auto started = std::chrono::steady_clock::now();
        for (std::size_t r = 0; r < threads_asking; ++r)
            threads.emplace_back([&, r] {
                constexpr std::size_t batch = 256;
                for (std::size_t i = r, n = 0; i < a_day; i += threads_asking) {
                    asking[r].answer(request_of(seed, day, i, a_day));
                    if (++n % batch == 0) rests[r].times.fetch_add(1, std::memory_order_release);
                }
                rests[r].times.store(for_good, std::memory_order_release);
                running.fetch_sub(1);
            });
        while (running.load() != 0) {
            replacing.replace(day, rests);
            std::this_thread::sleep_for(std::chrono::milliseconds{2});
            replacing.free(rests);
        }
        for (std::thread& t : threads) t.join();
        took += std::chrono::steady_clock::now() - started;
        replacing.free(rests);
    }

    bool sound = false;
    fmt::print("{}", report(asking, a_day * days_of_traffic, page::painter{colours}, sound));
    std::fflush(stdout);
    fmt::print(stderr,
               "{} requests in {:.2f} s by {} threads: {:.1f} million a second, each with its "
               "traffic made up;\nrules replaced {} times meanwhile, {} freed, {} kept\n",
               quantity{static_cast<std::int64_t>(a_day * days_of_traffic)}, took.count(),
               threads_asking, static_cast<double>(a_day * days_of_traffic) / took.count() / 1e6,
               quantity{static_cast<std::int64_t>(replacing.replaced())},
               quantity{static_cast<std::int64_t>(replacing.freed())}, in_force.kept());
    return sound ? EXIT_SUCCESS : EXIT_FAILURE;
}

}  // namespace
}  // namespace quota_gateway

int main(int argc, char** argv) {
    std::size_t requests = 1'000'000;
    std::uint64_t seed = 1;
    std::string colour = "auto";
    CLI::App app{"Lets simulated traffic through the gate of a chat server."};
    app.add_option("--requests", requests, "how many requests, over two days")
        ->check(CLI::Range(2, 100'000'000))
        ->capture_default_str();
    app.add_option("--seed", seed, "of the traffic")->capture_default_str();
    app.add_option("--color", colour, "auto, always or never")
        ->check(CLI::IsMember({"auto", "always", "never"}))
        ->capture_default_str();
    CLI11_PARSE(app, argc, argv);
    return quota_gateway::run(
        requests, seed, colour == "always" || (colour == "auto" && isatty(STDOUT_FILENO) != 0));
}

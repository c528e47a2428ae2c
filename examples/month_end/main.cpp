// SPDX-License-Identifier: MIT
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <optional>
#include <string>
#include <variant>

#include <CLI/CLI.hpp>
#include <unistd.h>

#include <ratecard/ratecard.hpp>
#include <ratecard/rim/fmt.hpp>

#include "cells.hpp"
#include "closing.hpp"
#include "generated.hpp"
#include "input.hpp"
#include "report.hpp"

// Closes a month for a portfolio of applications.
// Exit status: 0 when everything was closed, 2 when rows were left out, 1 when nothing could be.

namespace month_end {
namespace {

using namespace ratecard;

struct arguments {
    std::string data = "examples/data";
    std::string month = "2024-02";
    std::string catalog = "built-in";
    std::string colour = "auto";
    std::size_t applications = 0;
    std::uint64_t seed = 1;
};

/// The catalog, whoever owns it.
class chosen_catalog {
public:
    chosen_catalog(bool run_time, instant promotion_end)
        : owner_{tencent_chat::tables::with_promotion_until(promotion_end)} {
        if (!run_time) return;
        auto built = catalog_builder{view()}.build();
        if (!built) throw unusable_input{fmt::format("catalog: {}", built.error())};
        owner_ = std::move(built).value();
    }
    [[nodiscard]] catalog_view view() const {
        return std::visit([](const auto& owner) { return owner.view(); }, owner_);
    }

private:
    using written = decltype(tencent_chat::tables::with_promotion_until(instant{}));
    std::variant<written, owned_catalog> owner_;
};

/// A bar on standard error, where that is a terminal.
class progress {
public:
    /// \pre `whole > 0`.
    explicit progress(std::size_t whole) : whole_{whole}, shown_{isatty(STDERR_FILENO) != 0} {}
    ~progress() {
        if (shown_) fmt::print(stderr, "\r\x1b[K");
    }
    progress(const progress&) = delete;
    progress& operator=(const progress&) = delete;

    void at(std::size_t done) {
        const std::size_t percent = std::min(done, whole_) * 100 / whole_;
        if (!shown_ || percent == percent_) return;
        percent_ = percent;
        constexpr std::size_t width = 50;
        std::string bar;
        for (std::size_t i = 0; i < width; ++i) bar += i * 100 < percent_ * width ? "█" : "░";
        fmt::print(stderr, "\r{} {:3} %", bar, percent_);
        std::fflush(stderr);
    }

private:
    std::size_t whole_;
    std::size_t percent_ = 101;
    bool shown_;
};

int run(const arguments& asked) {
    const bool colours =
        asked.colour == "always" || (asked.colour == "auto" && isatty(STDOUT_FILENO) != 0);
    const painter paint{colours};
    const auto month = month_from(asked.month);
    if (!month) throw unusable_input{fmt::format("--month {}: {}", asked.month, month.error())};

    complaints wrong;
    const bool generated = asked.applications > 0;
    const instant promotion_end =
        generated ? instant::never() : read_promotion_end(asked.data, wrong);
    const chosen_catalog catalog{asked.catalog == "run-time", promotion_end};
    const catalog_view c = catalog.view();
    const month_to_close m{*month, c.offering->billing_zone};

    if (generated) {
        // Part by part, so that a million applications need no more room than some hundred.
        constexpr std::size_t part = 256;
        generator source{c, m, asked.seed};
        totals sums;
        std::size_t log_ins = 0;
        std::chrono::duration<double> took{};
        {
            progress bar{asked.applications};
            for (std::size_t done = 0; done < asked.applications; done += part) {
                portfolio p = source.next(std::min(part, asked.applications - done));
                for (const application& a : p.applications) log_ins += a.log_ins.size();
                const auto started = std::chrono::steady_clock::now();
                take_out_contradictions(c, p, wrong);
                index_accounts(p);
                sums.add(close_portfolio(c, p, m, wrong));
                took += std::chrono::steady_clock::now() - started;
                bar.at(done + part);
            }
        }
        fmt::print("{}", sums.text(c, m, paint));
        std::fflush(stdout);
        fmt::print(stderr,
                   "{} applications with {} log-ins closed in {:.2f} s: {:.0f} applications/s\n",
                   quantity{static_cast<std::int64_t>(sums.applications())},
                   quantity{static_cast<std::int64_t>(log_ins)}, took.count(),
                   static_cast<double>(sums.applications()) / took.count());
    } else {
        portfolio p = read_portfolio(asked.data, c, wrong);
        const closed_portfolio closed = close_portfolio(c, p, m, wrong);
        std::string out = editions_text(c, m, paint) + "\n";
        for (std::size_t i = 0; i < closed.applications.size(); ++i)
            out += application_text(c, p, closed, i, m, paint) + "\n";
        fmt::print("{}{}", out, portfolio_text(c, p, closed, m, paint));
    }
    std::fflush(stdout);
    if (wrong.empty()) return EXIT_SUCCESS;
    const auto lines = wrong.lines();
    for (const std::string& line : lines) fmt::print(stderr, "{}\n", line);
    fmt::print(stderr, "{} left out\n",
               lines.size() == 1 ? "1 row was" : fmt::format("{} rows were", lines.size()));
    return 2;
}

}  // namespace
}  // namespace month_end

int main(int argc, char** argv) {
    month_end::arguments asked;
    CLI::App app{"Closes a month for a portfolio of applications of a chat product."};
    app.add_option("--data", asked.data, "folder of CSV files (see its README)")
        ->take_last()
        ->capture_default_str();
    app.add_option("--month", asked.month, "the month to close")->capture_default_str();
    app.add_option("--catalog", asked.catalog, "who owns the catalog")
        ->check(CLI::IsMember({"built-in", "run-time"}))
        ->capture_default_str();
    app.add_option("--applications", asked.applications,
                   "close a generated portfolio of so many applications, and print its totals")
        ->check(CLI::Range(std::size_t{1}, std::size_t{1'000'000}));
    app.add_option("--seed", asked.seed, "of the generated portfolio")->capture_default_str();
    app.add_option("--color", asked.colour, "colours")
        ->check(CLI::IsMember({"auto", "always", "never"}))
        ->capture_default_str();
    app.footer(
        "Exit status: 0 when everything was closed, 2 when rows of the input were left out\n"
        "(each is named on standard error), 1 when nothing could be done.");
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& e) {
        return app.exit(e) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
    }
    try {
        return month_end::run(asked);
    } catch (const std::exception& e) {
        fmt::print(stderr, "month_end: {}\n", e.what());
        return EXIT_FAILURE;
    }
}

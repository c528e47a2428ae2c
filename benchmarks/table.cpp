// SPDX-License-Identifier: MIT
// benchmark_table plan FILE.json...   for each benchmark a line: program, iterations, filter, name
// benchmark_table print COUNTS FILE.json...   the table; COUNTS has lines: name, instructions
//
// The files are Google Benchmark's, with aggregates; fields of a line are parted by a tab.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <fstream>
#include <iterator>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace {

struct measurement {
    std::string program;
    std::string name;  // question/whose
    double nanoseconds = 0;

    [[nodiscard]] std::string question() const { return name.substr(0, name.rfind('/')); }
    [[nodiscard]] std::string whose() const { return name.substr(name.rfind('/') + 1); }
};

double nanoseconds_in(std::string_view unit) {
    if (unit == "ns") return 1;
    if (unit == "us") return 1e3;
    if (unit == "ms") return 1e6;
    if (unit == "s") return 1e9;
    throw std::runtime_error{fmt::format("unknown unit of time: {}", unit)};
}

/// What the name of a benchmark ends in that was timed by the clock on the wall.
constexpr std::string_view real_time = "/real_time";

std::vector<measurement> read(const std::string& path) {
    std::ifstream file{path};
    if (!file) throw std::runtime_error{fmt::format("cannot read {}", path)};
    const auto json = nlohmann::json::parse(file);
    std::vector<measurement> found;
    for (const auto& entry : json.at("benchmarks")) {
        auto name = entry.at("run_name").get<std::string>();
        const bool on_the_wall = name.ends_with(real_time);
        if (on_the_wall) name.resize(name.size() - real_time.size());
        if (entry.value("error_occurred", false)) {
            throw std::runtime_error{fmt::format("{}: {}", name, entry.value("error_message", ""))};
        }
        if (entry.value("aggregate_name", "") != "median") continue;
        if (name.find('/') == std::string::npos) {
            throw std::runtime_error{fmt::format("{}: is not named question/whose", name)};
        }
        found.push_back({json.at("context").at("executable").get<std::string>(), name,
                         entry.at(on_the_wall ? "real_time" : "cpu_time").get<double>() *
                             nanoseconds_in(entry.at("time_unit").get<std::string>())});
    }
    return found;
}

/// The name as a regular expression that matches nothing else, with the suffix a fixed number of
/// iterations adds to it.
std::string filter(const measurement& of) {
    std::string pattern{"^"};
    for (const char c : of.name) {
        if (std::string_view{".[]{}()*+?|^$\\"}.find(c) != std::string_view::npos) pattern += '\\';
        pattern += c;
    }
    return pattern + "/iterations:[0-9]+(" + std::string{real_time} + ")?$";
}

/// About 10 ms of them, for an instruction counter is some 50 times slower.
std::int64_t iterations(const measurement& of) {
    return std::clamp<std::int64_t>(std::llround(1e7 / std::max(of.nanoseconds, 1e-3)), 1, 100'000);
}

std::string grouped(double value, int decimals) {
    auto text = fmt::format("{:.{}f}", value, decimals);
    const auto point = std::min(text.find('.'), text.size());
    for (auto at = static_cast<std::ptrdiff_t>(point) - 3; at > 0; at -= 3) {
        text.insert(static_cast<std::size_t>(at), ",");
    }
    return text;
}

std::string time(double nanoseconds) {
    if (nanoseconds < 100) return grouped(nanoseconds, 2) + " ns";
    if (nanoseconds < 1e5) return grouped(nanoseconds, 0) + " ns";
    return grouped(nanoseconds / 1e3, 0) + " us";
}

using counts = std::map<std::string, double>;

counts read_counts(const std::string& path) {
    counts found;
    std::ifstream file{path};
    for (std::string line; std::getline(file, line);) {
        const auto tab = line.find('\t');
        found[line.substr(0, tab)] = std::stod(line.substr(tab + 1));
    }
    return found;
}

std::string instructions(const counts& counted, const std::string& name) {
    const auto at = counted.find(name);
    return at == counted.end() ? "-" : grouped(at->second, 0);
}

void print(const std::vector<measurement>& all, const counts& counted) {
    std::vector<std::vector<std::string>> rows{
        {"question", "ours", "reference", "", "ratio", "instructions", "reference's"}};
    for (const auto& ours : all) {
        if (ours.whose() != "ours") {
            const bool asked = std::ranges::any_of(all, [&](const measurement& other) {
                return other.name == ours.question() + "/ours";
            });
            if (!asked) throw std::runtime_error{fmt::format("{}: ours is missing", ours.name)};
            continue;
        }
        bool compared = false;
        for (const auto& other : all) {
            if (other.question() != ours.question() || other.whose() == "ours") continue;
            compared = true;
            rows.push_back({ours.question(), time(ours.nanoseconds), time(other.nanoseconds),
                            other.whose(), grouped(other.nanoseconds / ours.nanoseconds, 2),
                            instructions(counted, ours.name), instructions(counted, other.name)});
        }
        if (!compared) {
            rows.push_back({ours.question(), time(ours.nanoseconds), "-", "", "-",
                            instructions(counted, ours.name), "-"});
        }
    }
    std::vector<std::size_t> width(rows.front().size());
    for (const auto& row : rows) {
        for (std::size_t i = 0; i < row.size(); ++i) width[i] = std::max(width[i], row[i].size());
    }
    for (const auto& row : rows) {
        std::string line;
        for (std::size_t i = 0; i < row.size(); ++i) {
            const bool is_text = i == 0 || i == 3;
            line += is_text ? fmt::format("{:<{}}  ", row[i], width[i])
                            : fmt::format("{:>{}}  ", row[i], width[i]);
        }
        line.erase(line.find_last_not_of(' ') + 1);
        fmt::print("{}\n", line);
    }
    fmt::print("ratio: time of the reference / time of ours; above 1, ours is faster\n");
}

}  // namespace

int main(int argc, char** argv) try {
    const std::vector<std::string> arguments(argv + 1, argv + argc);
    const std::string command = arguments.empty() ? "" : arguments.front();
    const std::ptrdiff_t files = command == "plan" ? 1 : command == "print" ? 2 : 0;
    if (files == 0 || std::ssize(arguments) <= files) {
        throw std::runtime_error{"usage: benchmark_table plan FILE... | print COUNTS FILE..."};
    }
    std::vector<measurement> all;
    for (auto path = arguments.begin() + files; path != arguments.end(); ++path) {
        std::ranges::copy(read(*path), std::back_inserter(all));
    }
    if (all.empty()) throw std::runtime_error{"no benchmark was run"};
    if (command == "print") {
        print(all, read_counts(arguments[1]));
        return 0;
    }
    for (const auto& one : all) {
        fmt::print("{}\t{}\t{}\t{}\n", one.program, iterations(one), filter(one), one.name);
    }
    return 0;
} catch (const std::exception& error) {
    fmt::print(stderr, "benchmark_table: {}\n", error.what());
    return 2;
}

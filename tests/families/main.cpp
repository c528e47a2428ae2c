// SPDX-License-Identifier: MIT
// conformance [--failures] FILE...: runs the cases of JSON Lines files through the library, and says
// of each file how many passed, and why the others did not. Fails if one failed.
#include <array>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <fstream>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/color.h>
#include <fmt/format.h>
#include <unistd.h>

#include "case.hpp"
#include "reading.hpp"

namespace conformance {
namespace {

std::map<std::string_view, family>& families() {
    static std::map<std::string_view, family> all;
    return all;
}

constexpr std::array<std::string_view, 4> words{"passed", "failed", "deliberate",
                                                "not expressible"};

/// 1,234,567
std::string grouped(std::size_t n) {
    std::string digits = fmt::format("{}", n);
    for (std::size_t at = digits.size(); at > 3;) digits.insert(at -= 3, 1, ',');
    return digits;
}

std::string colored(bool on, fmt::terminal_color c, const std::string& text) {
    return on ? fmt::format(fmt::fg(c), "{}", text) : text;
}

/// What became of the cases of one file.
class tally {
public:
    explicit tally(std::string file) : file_{std::move(file)} {}

    void add(std::size_t line, const std::string& id, const verdict& v) {
        ++counts_[static_cast<std::size_t>(v.kind)];
        if (v.kind == outcome::passed) return;
        reason& why = reasons_[{v.kind, v.reason}];
        if (++why.count == 1) why.first = line;
        if (v.kind == outcome::failed)
            failures_.push_back(fmt::format("{}:{}: {}: {}\n      expected {}\n      ours     {}\n",
                                            file_, line, id, v.reason, v.expected, v.ours));
    }
    void add_malformed(std::size_t line, std::string_view what) {
        ++counts_[static_cast<std::size_t>(outcome::failed)];
        reason& why = reasons_[{outcome::failed, "malformed"}];
        if (++why.count == 1) why.first = line;
        malformed_.push_back(fmt::format("{}:{}: malformed: {}\n", file_, line, what));
    }

    [[nodiscard]] std::size_t failed() const {
        return counts_[static_cast<std::size_t>(outcome::failed)];
    }

    void print(bool with_failures, bool in_color) const {
        std::string counts;
        for (std::size_t i = 0; i < words.size(); ++i) {
            const std::string part = fmt::format("{} {}", words[i], grouped(counts_[i]));
            const bool bad = static_cast<outcome>(i) == outcome::failed && failed() != 0;
            const bool good = static_cast<outcome>(i) == outcome::passed && failed() == 0;
            counts += i == 0 ? "" : ", ";
            counts += colored(in_color && (bad || good),
                              bad ? fmt::terminal_color::red : fmt::terminal_color::green, part);
        }
        fmt::print("{}: {}\n", file_, counts);
        for (const auto& [what, why] : reasons_)
            fmt::print("  {:>7} {}: {} (first in line {})\n", grouped(why.count),
                       words[static_cast<std::size_t>(what.first)], what.second, why.first);
        for (const std::string& one : malformed_) fmt::print("    {}", one);
        if (with_failures)
            for (const std::string& one : failures_) fmt::print("    {}", one);
        std::fflush(stdout);
    }

private:
    struct reason {
        std::size_t count = 0;
        std::size_t first = 0;
    };
    std::string file_;
    std::array<std::size_t, 4> counts_{};
    std::map<std::pair<outcome, std::string>, reason> reasons_{};
    std::vector<std::string> malformed_{};
    std::vector<std::string> failures_{};
};

/// The family a case is of. A case that states a model instead is one of rating.
std::string family_of(fields& one_case) {
    if (one_case.optional("family") == nullptr && one_case.optional("model") != nullptr)
        return "rating";
    return text_from(one_case["family"]);
}

void run_line(tally& into, std::size_t line, const std::string& text) {
    try {
        const json one_case = json::parse(text);
        fields of{one_case, "the case"};
        const std::string id = text_from(of["id"]);
        const std::string name = family_of(of);
        const auto judge = families().find(name);
        into.add(line, id,
                 judge == families().end()
                     ? verdict{outcome::not_expressible,
                               fmt::format("family {} is not learned yet", name),
                               {},
                               {}}
                     : judge->second(one_case));
    } catch (const malformed& wrong) {
        into.add_malformed(line, wrong.what());
    } catch (const json::parse_error&) {
        into.add_malformed(line, "it is not JSON");
    } catch (const json::exception& wrong) {
        into.add_malformed(line, wrong.what());
    }
}

}  // namespace

learned::learned(std::string_view name, family judge) { families()[name] = judge; }

}  // namespace conformance

int main(int argc, char** argv) {
    CLI::App app{"Runs cases in JSON Lines files through ratecard."};
    std::vector<std::string> files;
    bool with_failures = false;
    app.add_flag("--failures", with_failures, "Name the failed cases, with both answers");
    app.add_option("FILE", files, "JSON Lines, one case a line")
        ->required()
        ->check(CLI::ExistingFile);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& e) {
        return app.exit(e) == 0 ? 0 : 2;
    }

    const bool in_color = isatty(STDOUT_FILENO) == 1 && std::getenv("NO_COLOR") == nullptr;
    std::size_t failed = 0;
    for (const std::string& file : files) {
        conformance::tally counted{file};
        std::ifstream in{file};
        std::string text;
        for (std::size_t line = 1; std::getline(in, text); ++line)
            if (text.find_first_not_of(" \t\r") != std::string::npos)
                conformance::run_line(counted, line, text);
        if (in.bad() || !in.eof()) counted.add_malformed(0, "it cannot be read");
        counted.print(with_failures, in_color);
        failed += counted.failed();
    }
    return failed == 0 ? 0 : 1;
}

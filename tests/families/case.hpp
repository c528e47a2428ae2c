// SPDX-License-Identifier: MIT
#ifndef RATECARD_TESTS_CONFORMANCE_CASE_HPP
#define RATECARD_TESTS_CONFORMANCE_CASE_HPP

#include <stdexcept>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

// What a family of cases and the program that runs them say to each other. A family is a file of its
// own: a function from a case to a verdict, and one line that makes it known,
//     const learned rating{"rating", judged};
namespace conformance {

using json = nlohmann::json;

enum class outcome {
    passed,
    failed,
    deliberate,       ///< the peer's rule is one this library refuses to copy
    not_expressible,  ///< not a question this library answers
};

struct verdict {
    outcome kind{};
    /// Why it did not pass. Cases of one reason are counted together.
    std::string reason{};
    std::string expected{};
    std::string ours{};
};

/// The line is not a case of its family: a field is missing, unknown, or means nothing.
struct malformed : std::runtime_error {
    using std::runtime_error::runtime_error;
};

using family = verdict (*)(const json& one_case);

/// Makes a family known to the program, for as long as it runs.
struct learned {
    learned(std::string_view name, family judge);
};

}  // namespace conformance

#endif

// SPDX-License-Identifier: MIT
#ifndef PLAN_CHANGE_OPTIONS_HPP
#define PLAN_CHANGE_OPTIONS_HPP

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "boards.hpp"

// What a customer can do on a day, and what each of it costs until the year ends.
namespace plan_change {

using namespace ratecard;

/// A customer of the team edition since January, and the calls of each month of the year: those that
/// were made, and those that are expected.
struct customer {
    std::int32_t year = 2024;
    std::vector<std::int64_t> calls{};  ///< by month
    instant now{};
};

/// One way to go on.
struct option {
    std::string name{};
    std::optional<instant> at{};          ///< when something changes
    money credited{};                     ///< on that day
    money charged{};                      ///< on that day
    money net{};                          ///< charged - credited
    std::optional<money> to_end{};        ///< from the running month to the end of the year
    std::vector<money> months{};          ///< the same month by month
    std::optional<instant> break_even{};  ///< from here on it has cost no more than staying
};

/// What changing on a day costs from the running month to the end of the year.
struct cost_on_a_day {
    instant at{};
    money cost{};
};

/// A way to cover the months to come with prepaid terms.
struct prepaid_terms {
    std::string text{};
    money cost{};
};

struct answers {
    period running;                         ///< the running month
    instant end{};                          ///< of the year
    std::vector<option> options{};          ///< staying first
    std::vector<cost_on_a_day> curve{};     ///< of each day from now on
    std::vector<prepaid_terms> cheapest{};  ///< the cheapest one, and the runner-up
    change_quote upgrade_now{};
};

/// Throws `unusable` when a question has no answer, such as a day outside the year.
answers answers_for(const customer& who);

struct unusable {
    std::string what;
};

}  // namespace plan_change

#endif

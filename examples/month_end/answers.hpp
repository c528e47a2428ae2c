// SPDX-License-Identifier: MIT
#ifndef MONTH_END_ANSWERS_HPP
#define MONTH_END_ANSWERS_HPP

#include <string>
#include <vector>

#include <ratecard/ratecard.hpp>

#include "complaints.hpp"
#include "groups.hpp"
#include "page/text.hpp"
#include "portfolio.hpp"

namespace month_end {

using namespace page;

/// A question of requests.csv as people would put it, and the library's answer.
struct answered {
    request::kind ask{};
    ratecard::instant at{};
    std::string question;
    std::string answer;
    std::string derivation;  ///< of an amount, in lines
    tone how = tone::plain;
};

/// How many users logged in within a period.
ratecard::quantity active_users(const application& a, const ratecard::period& within);
/// How many users were connected at once within a period, at most.
ratecard::quantity most_connected(const application& a, const ratecard::period& within);

/// Answers the requests of one application. A request that contradicts the facts (from before the
/// application was created) is reported and left out.
std::vector<answered> answers_of(const portfolio& p, const application& a,
                                 const ratecard::timeline_view& one, const group_history& groups,
                                 complaints& wrong);

}  // namespace month_end

#endif

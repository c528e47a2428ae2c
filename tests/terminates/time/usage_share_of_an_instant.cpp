// SPDX-License-Identifier: MIT
// terminates: proration_by_usage_has_no_instant
#include <ratecard/time/fraction.hpp>

#include "terminates.hpp"

using namespace ratecard;
using terminates::unknown;

int main() {
    const proration by_usage{.basis = proration_basis::usage_share};
    const period term{instant{10}, instant{20}};
    return used_part(by_usage, term, instant{unknown<std::int64_t>(15)}, utc) == ratio{};
}

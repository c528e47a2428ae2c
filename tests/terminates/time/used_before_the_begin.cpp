// SPDX-License-Identifier: MIT
// terminates: instant_must_be_inside_the_period
#include <ratecard/time/fraction.hpp>

#include "terminates.hpp"

using namespace ratecard;
using terminates::unknown;

int main() {
    const period term{instant{10}, instant{20}};
    return used_part(proration{}, term, instant{unknown<std::int64_t>(9)}, utc) == ratio{};
}

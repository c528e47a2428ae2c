// SPDX-License-Identifier: MIT
// terminates: every_part_must_have_a_place
#include <ratecard/time/zone.hpp>

#include "terminates.hpp"

using namespace ratecard;
using terminates::unknown;

int main() {
    const clock_change table[] = {{instant{10}, hours(2)}, {instant{20}, hours(1)}};
    const zone z = *zone::from(hours(1), table);
    return z.reading(std::span{table, unknown<std::size_t>(1)}).changes().empty();
}

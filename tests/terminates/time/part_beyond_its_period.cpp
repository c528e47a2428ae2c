// SPDX-License-Identifier: MIT
// terminates: part_must_lie_inside_the_period
#include <ratecard/time/period.hpp>

#include "terminates.hpp"

using namespace ratecard;
using terminates::unknown;

int main() {
    const period whole{instant{10}, instant{20}};
    const period_part p{whole, {instant{15}, instant{unknown<std::int64_t>(21)}}};
    return p.ends_inside();
}

// SPDX-License-Identifier: MIT
// terminates: schedule_has_no_period_before_its_start
#include <ratecard/time/period.hpp>

#include "terminates.hpp"

using namespace ratecard;
using terminates::unknown;

int main() {
    const schedule s{instant{10}, {}, daily, utc};
    return index_of(s, instant{unknown<std::int64_t>(9)}) == 0;
}

// SPDX-License-Identifier: MIT
// terminates: schedule_has_no_period_before_its_start
#include <ratecard/time/period.hpp>

#include "terminates.hpp"

using namespace ratecard;
using terminates::unknown;

int main() {
    const schedule s{instant{10}, {}, daily, utc};
    return period_at(s, unknown<std::int64_t>(-1)).contains(instant{});
}

// SPDX-License-Identifier: MIT
#include <cstdlib>

#include <ratecard/ratecard.hpp>
#include <ratecard/rim/tz.hpp>

int main() {
    using namespace ratecard;
    const auto shanghai = zone_table::named("Asia/Shanghai");
    if (!shanghai) return EXIT_FAILURE;
    const instant t = start_of(civil(2024, 2, 29), utc);
    return shanghai->in().offset_at(t) == hours(8) ? EXIT_SUCCESS : EXIT_FAILURE;
}

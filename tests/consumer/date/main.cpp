// SPDX-License-Identifier: MIT
#include <cstdlib>

#include <ratecard/ratecard.hpp>
#include <ratecard/rim/date.hpp>

int main() {
    using namespace ratecard;
    const auto leap_day = day_from(date::year{2024} / 2 / 29);
    if (!leap_day) return EXIT_FAILURE;
    const auto year_later = year_month_day_of(plus_months(*leap_day, 12));
    return year_later && *year_later == date::year{2025} / 2 / 28 ? EXIT_SUCCESS : EXIT_FAILURE;
}

// SPDX-License-Identifier: MIT
// refused: date_must_exist
#include <ratecard/time/calendar.hpp>

#ifdef ACCEPTED
constexpr auto leap_day = ratecard::civil(2024, 2, 29);
#else
constexpr auto leap_day = ratecard::civil(2024, 2, 30);
#endif

int main() { return leap_day == ratecard::day{} ? 1 : 0; }

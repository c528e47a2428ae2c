// SPDX-License-Identifier: MIT
// refused: no match for | invalid operands
// An instant has no months to add: they are of an anchor's schedule.
#include <ratecard/time/period.hpp>

#ifdef ACCEPTED
constexpr auto later = ratecard::instant{} + ratecard::days(31);
#else
constexpr auto later = ratecard::instant{} + ratecard::monthly;
#endif

int main() { return later == ratecard::instant{} ? 1 : 0; }

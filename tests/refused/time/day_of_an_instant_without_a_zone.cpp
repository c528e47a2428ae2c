// SPDX-License-Identifier: MIT
// refused: too few arguments | no matching function
// An instant has no day but in a zone.
#include <ratecard/time/calendar.hpp>

#ifdef ACCEPTED
constexpr auto today = day_of(ratecard::instant{}, ratecard::utc);
#else
constexpr auto today = day_of(ratecard::instant{});
#endif

int main() { return today.since_1970; }

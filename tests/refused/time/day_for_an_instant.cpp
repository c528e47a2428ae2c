// SPDX-License-Identifier: MIT
// refused: no matching function
// A change is an instant: its day is found in the zone of the period's days, not by the caller.
#include <ratecard/time/fraction.hpp>

using namespace ratecard;

constexpr period february{instant{0}, instant{28 * 86'400}};

#ifdef ACCEPTED
constexpr auto used = used_part(presets::prorations::lago, february, instant{86'400}, utc);
#else
constexpr auto used = used_part(presets::prorations::lago, february, civil(1970, 1, 2), utc);
#endif

int main() { return *used == ratio{1, 28} ? 0 : 1; }

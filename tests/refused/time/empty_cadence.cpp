// SPDX-License-Identifier: MIT
// refused: cadence_must_count_at_least_one
#include <ratecard/time/cadence.hpp>

#ifdef ACCEPTED
constexpr ratecard::cadence every{ratecard::calendar_unit::month, 1};
#else
constexpr ratecard::cadence every{ratecard::calendar_unit::month, 0};
#endif

int main() { return every.count() - 1; }

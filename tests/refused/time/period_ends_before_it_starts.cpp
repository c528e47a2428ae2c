// SPDX-License-Identifier: MIT
// refused: period_must_end_after_it_starts
#include <ratecard/time/period.hpp>

using ratecard::instant;

#ifdef ACCEPTED
constexpr ratecard::period p{instant{1}, instant{2}};
#else
constexpr ratecard::period p{instant{2}, instant{2}};
#endif

int main() { return p.contains(instant{}) ? 1 : 0; }

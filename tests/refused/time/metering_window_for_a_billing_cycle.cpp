// SPDX-License-Identifier: MIT
// refused: invalid initialization | no matching function
// What is metered over is not what is billed as one.
#include <ratecard/time/period.hpp>

using namespace ratecard;

constexpr period february{instant{0}, instant{29 * 86'400}};
constexpr bool is_billed(const billing_cycle& p) { return p.contains(instant{0}); }

#ifdef ACCEPTED
constexpr bool billed = is_billed(billing_cycle{february});
#else
constexpr bool billed = is_billed(metering_window{february});
#endif

int main() { return billed ? 0 : 1; }

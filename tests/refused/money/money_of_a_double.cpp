// SPDX-License-Identifier: MIT
// refused: narrowing | cannot be narrowed
// No amount comes from a floating-point number.
#include <ratecard/money/money.hpp>

#ifdef ACCEPTED
constexpr ratecard::money fee{1'995, ratecard::usd};
#else
constexpr ratecard::money fee{19.95, ratecard::usd};
#endif

int main() { return fee.is_zero() ? 1 : 0; }

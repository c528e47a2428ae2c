// SPDX-License-Identifier: MIT
// refused: no match for | invalid operands
// Amounts have no plus: their sum may not fit.
#include <ratecard/money/money.hpp>

using ratecard::money;

constexpr money a{1, ratecard::usd}, b{2, ratecard::usd};
#ifdef ACCEPTED
constexpr auto total = checked_add(a, b);
#else
constexpr auto total = a + b;
#endif

int main() { return total == money{3, ratecard::usd} ? 0 : 1; }

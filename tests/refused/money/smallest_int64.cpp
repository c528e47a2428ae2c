// SPDX-License-Identifier: MIT
// refused: money_must_not_be_int64_min
#include <ratecard/money/money.hpp>

#ifdef ACCEPTED
constexpr ratecard::money least{-INT64_MAX, ratecard::usd};
#else
constexpr ratecard::money least{INT64_MIN, ratecard::usd};
#endif

int main() { return least.is_zero() ? 1 : 0; }

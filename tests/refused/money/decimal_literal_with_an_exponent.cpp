// SPDX-License-Identifier: MIT
// refused: decimal_literal_must_fit_18_digits
#include <ratecard/money/decimal.hpp>

using namespace ratecard::literals;

#ifdef ACCEPTED
constexpr auto thousand = 1'000_dec;
#else
constexpr auto thousand = 1e3_dec;
#endif

int main() { return thousand.is_negative() ? 1 : 0; }

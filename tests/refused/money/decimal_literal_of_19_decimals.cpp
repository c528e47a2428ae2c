// SPDX-License-Identifier: MIT
// refused: decimal_literal_must_fit_18_digits
#include <ratecard/money/decimal.hpp>

using namespace ratecard::literals;

#ifdef ACCEPTED
constexpr auto crumb = 0.000000000000000001_dec;
#else
constexpr auto crumb = 0.0000000000000000001_dec;
#endif

int main() { return crumb.is_negative() ? 1 : 0; }

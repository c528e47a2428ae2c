// SPDX-License-Identifier: MIT
// refused: has no member named | no member named
// A price has no rounding; only its product with a quantity has.
#include <ratecard/money/exact.hpp>

using namespace ratecard;
using namespace ratecard::literals;

#ifdef ACCEPTED
constexpr auto fee = exact::product(0.015_dec, quantity{1}, usd).round(rounding::ceiling);
#else
constexpr auto fee = (0.015_dec).round(rounding::ceiling);
#endif

int main() { return fee == money{2, usd} ? 0 : 1; }

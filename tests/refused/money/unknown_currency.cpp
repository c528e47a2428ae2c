// SPDX-License-Identifier: MIT
// refused: currency_must_be_of_iso_4217
#include <ratecard/money/currency.hpp>

#ifdef ACCEPTED
constexpr ratecard::currency coin{"EUR"};
#else
constexpr ratecard::currency coin{"BTC"};
#endif

int main() { return coin.digits() - 2; }

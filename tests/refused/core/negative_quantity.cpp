// SPDX-License-Identifier: MIT
// refused: quantity_must_be_within_0_and_10_to_the_15
#include <ratecard/core/quantity.hpp>

#ifdef ACCEPTED
constexpr ratecard::quantity none{0};
#else
constexpr ratecard::quantity none{-1};
#endif

int main() { return static_cast<int>(none.count()); }

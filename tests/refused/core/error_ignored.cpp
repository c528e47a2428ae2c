// SPDX-License-Identifier: MIT
// refused: result_must_hold_a_value
// The value of a result that holds an error.
#include <ratecard/core/quantity.hpp>

#ifdef ACCEPTED
constexpr auto count = ratecard::quantity::from(1).value();
#else
constexpr auto count = ratecard::quantity::from(-1).value();
#endif

int main() { return static_cast<int>(count.count()) - 1; }

// SPDX-License-Identifier: MIT
// refused: version_literal_must_be_up_to_three_numbers
#include <ratecard/core/version_number.hpp>

#ifdef ACCEPTED
constexpr ratecard::version_number since{"5.8.1668"};
#else
constexpr ratecard::version_number since{"5.8.1668.1"};
#endif

int main() { return since == ratecard::version_number{} ? 1 : 0; }

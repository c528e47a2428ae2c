// SPDX-License-Identifier: MIT
// refused: name_must_have_1_to_47_bytes
#include <ratecard/core/name.hpp>

#ifdef ACCEPTED
constexpr ratecard::name shortest{"a"};
#else
constexpr ratecard::name shortest{""};
#endif

int main() { return shortest.empty() ? 1 : 0; }

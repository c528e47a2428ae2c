// SPDX-License-Identifier: MIT
// refused: name_must_have_1_to_47_bytes
#include <ratecard/core/name.hpp>

#ifdef ACCEPTED
constexpr ratecard::name longest{"12345678901234567890123456789012345678901234567"};
#else
constexpr ratecard::name longest{"123456789012345678901234567890123456789012345678"};
#endif

int main() { return longest.empty() ? 1 : 0; }

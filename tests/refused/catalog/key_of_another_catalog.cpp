// SPDX-License-Identifier: MIT
// refused: no matching function for call to
// A key of another enumeration.
#include "../small_catalog.hpp"

using namespace small;

enum class other : std::uint8_t { thing };
#ifdef ACCEPTED
constexpr auto found = key::id(small::quota::users);
#else
constexpr auto found = key::id(other::thing);
#endif

int main() { return found.value; }

// SPDX-License-Identifier: MIT
// refused: could not convert | cannot convert | no viable conversion | conversion from
// A key of an enumeration that was not declared to name quotas.
#include "../small_catalog.hpp"

using namespace small;

enum class other : std::uint8_t { thing };
#ifdef ACCEPTED
constexpr quota_id found = small::quota::users;
#else
constexpr quota_id found = other::thing;
#endif

int main() { return found.value; }

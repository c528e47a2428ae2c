// SPDX-License-Identifier: MIT
// refused: could not convert | no viable conversion | cannot convert | conversion from
// A number where an id belongs.
#include <ratecard/core/id.hpp>

#ifdef ACCEPTED
constexpr ratecard::edition_id in{1};
#else
constexpr ratecard::edition_id in = 1;
#endif

int main() { return in.value; }

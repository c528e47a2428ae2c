// SPDX-License-Identifier: MIT
// refused: could not convert | no viable conversion | conversion from | cannot convert
// A number does not become an instant unasked.
#include <ratecard/core/instant.hpp>

#ifdef ACCEPTED
constexpr ratecard::instant now{7};
#else
constexpr ratecard::instant now = 7;
#endif

int main() { return now == ratecard::instant{7} ? 0 : 1; }

// SPDX-License-Identifier: MIT
// refused: could not convert | no viable conversion | no match for | invalid operands | no matching | conversion from
// The id of a feature where that of an edition belongs.
#include <ratecard/core/id.hpp>

#ifdef ACCEPTED
constexpr ratecard::edition_id in = ratecard::edition_id{1};
#else
constexpr ratecard::edition_id in = ratecard::feature_id{1};
#endif

int main() { return in.value; }

// SPDX-License-Identifier: MIT
// refused: could not convert | cannot convert | no viable conversion
// The key of a quota where that of a feature belongs.
#include "../small_catalog.hpp"

using namespace small;

constexpr auto made = tables{}.compiled();
#ifdef ACCEPTED
constexpr feature_id what = small::feature::write;
#else
constexpr feature_id what = small::quota::users;
#endif

int main() { return made.view().at(what, pro) == availability::included ? 0 : 1; }

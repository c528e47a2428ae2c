// SPDX-License-Identifier: MIT
// refused: rows_must_stand_in_the_order_of_their_keys
// Two features that change places in the table, and so would answer for each other.
#include "../small_catalog.hpp"

using namespace small;

constexpr auto made = spoiled([]([[maybe_unused]] tables& t) {
#ifndef ACCEPTED
    const auto first = t.features[0];
    t.features[0] = t.features[1];
    t.features[1] = first;
#endif
});

int main() { return made.view().features.size() == 2 ? 0 : 1; }

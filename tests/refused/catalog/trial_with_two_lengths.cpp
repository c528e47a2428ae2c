// SPDX-License-Identifier: MIT
// refused: trial_with_two_lengths
#include "../small_catalog.hpp"

using namespace small;

constexpr auto made = spoiled([]([[maybe_unused]] tables& t) {
#ifndef ACCEPTED
    t.trials[0].what.lasts = monthly;
#endif
});
static_assert(validate(made));

int main() {}

// SPDX-License-Identifier: MIT
// refused: trial_without_a_length
#include "../small_catalog.hpp"

using namespace small;

constexpr auto made = spoiled([]([[maybe_unused]] tables& t) {
#ifndef ACCEPTED
    t.trials[0].what.length = days(0);
#endif
});
static_assert(validate(made));

int main() {}

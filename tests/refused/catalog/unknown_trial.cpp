// SPDX-License-Identifier: MIT
// refused: unknown_trial
#include "../small_catalog.hpp"

using namespace small;

constexpr auto made = spoiled([]([[maybe_unused]] tables& t) {
#ifndef ACCEPTED
    t.features[1].what.trial = nowhere<trial_id>;
#endif
});
static_assert(validate(made));

int main() {}

// SPDX-License-Identifier: MIT
// refused: feature_on_trial_without_a_trial
#include "../small_catalog.hpp"

using namespace small;

constexpr auto made = spoiled([]([[maybe_unused]] tables& t) {
#ifndef ACCEPTED
    t.features[1].what.trial.reset();
#endif
});
static_assert(validate(made));

int main() {}

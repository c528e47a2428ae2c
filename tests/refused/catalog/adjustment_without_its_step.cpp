// SPDX-License-Identifier: MIT
// refused: adjustment_without_its_step
#include "../small_catalog.hpp"

using namespace small;

constexpr auto made = spoiled([]([[maybe_unused]] tables& t) {
#ifndef ACCEPTED
    t.offering.rating.steps = 0;
#endif
});
static_assert(validate(made));

int main() {}

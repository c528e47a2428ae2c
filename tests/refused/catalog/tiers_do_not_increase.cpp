// SPDX-License-Identifier: MIT
// refused: tiers_do_not_increase
#include "../small_catalog.hpp"

using namespace small;

constexpr auto made = spoiled([]([[maybe_unused]] tables& t) {
#ifndef ACCEPTED
    t.charge_prices[1].step.up_to = limit::finite(100);
#endif
});
static_assert(validate(made));

int main() {}

// SPDX-License-Identifier: MIT
// refused: tiers_without_an_open_end
#include "../small_catalog.hpp"

using namespace small;

constexpr auto made = spoiled([]([[maybe_unused]] tables& t) {
#ifndef ACCEPTED
    t.charge_prices[2].step.up_to = limit::finite(2'000);
#endif
});
static_assert(validate(made));

int main() {}

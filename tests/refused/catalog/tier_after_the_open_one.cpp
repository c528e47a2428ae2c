// SPDX-License-Identifier: MIT
// refused: tier_after_the_open_one
#include "../small_catalog.hpp"

using namespace small;

constexpr auto made = spoiled([]([[maybe_unused]] tables& t) {
#ifndef ACCEPTED
    t.charge_prices[1].step.up_to = limit::unlimited();
#endif
});
static_assert(validate(made));

int main() {}

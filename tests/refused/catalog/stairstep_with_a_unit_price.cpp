// SPDX-License-Identifier: MIT
// refused: stairstep_with_a_unit_price
#include "../small_catalog.hpp"

using namespace small;

constexpr auto made = spoiled([]([[maybe_unused]] tables& t) {
#ifndef ACCEPTED
    t.charges[1].what.pricing.tiers = tiering::stairstep;
#endif
});
static_assert(validate(made));

int main() {}

// SPDX-License-Identifier: MIT
// refused: unknown_charge
#include "../small_catalog.hpp"

using namespace small;

constexpr auto made = spoiled([]([[maybe_unused]] tables& t) {
#ifndef ACCEPTED
    t.charge_prices[3].charge = nowhere<charge_id>;
#endif
});
static_assert(validate(made));

int main() {}

// SPDX-License-Identifier: MIT
// refused: ratio_overflow
#include "../small_catalog.hpp"

using namespace small;

constexpr auto made = spoiled([]([[maybe_unused]] tables& t) {
#ifndef ACCEPTED
    t.price_adjustments[0].percentage_off = decimal::from(1, 17).value();
#endif
});
static_assert(validate(made));

int main() {}

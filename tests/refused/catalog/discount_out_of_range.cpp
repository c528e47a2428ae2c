// SPDX-License-Identifier: MIT
// refused: discount_out_of_range
#include "../small_catalog.hpp"

using namespace small;

constexpr auto made = spoiled([]([[maybe_unused]] tables& t) {
#ifndef ACCEPTED
    t.price_adjustments[0].percentage_off = 100.5_dec;
#endif
});
static_assert(validate(made));

int main() {}

// SPDX-License-Identifier: MIT
// refused: inexact
#include "../small_catalog.hpp"

using namespace small;

constexpr auto made = spoiled([]([[maybe_unused]] tables& t) {
#ifndef ACCEPTED
    t.price_adjustments[1].minimum = 5.005_dec;
#endif
});
static_assert(validate(made));

int main() {}

// SPDX-License-Identifier: MIT
// refused: overflow
#include "../small_catalog.hpp"

using namespace small;

constexpr auto made = spoiled([]([[maybe_unused]] tables& t) {
#ifndef ACCEPTED
    t.price_adjustments[1].maximum = decimal::from(INT64_MAX, 0).value();
#endif
});
static_assert(validate(made));

int main() {}

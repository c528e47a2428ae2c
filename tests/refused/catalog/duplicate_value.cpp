// SPDX-License-Identifier: MIT
// refused: duplicate_value
#include "../small_catalog.hpp"

using namespace small;

constexpr auto made = spoiled([]([[maybe_unused]] tables& t) {
#ifndef ACCEPTED
    t.plan_prices[1].version = first;
#endif
});
static_assert(validate(made));

int main() {}

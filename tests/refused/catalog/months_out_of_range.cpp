// SPDX-License-Identifier: MIT
// refused: months_out_of_range
#include "../small_catalog.hpp"

using namespace small;

constexpr auto made = spoiled([]([[maybe_unused]] tables& t) {
#ifndef ACCEPTED
    t.term_prices[0].months = 13;
#endif
});
static_assert(validate(made));

int main() {}

// SPDX-License-Identifier: MIT
// refused: not_one_of_amount_and_percentage
#include "../small_catalog.hpp"

using namespace small;

constexpr auto made = spoiled([]([[maybe_unused]] tables& t) {
#ifndef ACCEPTED
    t.term_prices[0].percentage_off = 10_dec;
#endif
});
static_assert(validate(made));

int main() {}

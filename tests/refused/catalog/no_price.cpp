// SPDX-License-Identifier: MIT
// refused: no_price
#include "../small_catalog.hpp"

using namespace small;

constexpr auto made = spoiled([]([[maybe_unused]] tables& t) {
#ifndef ACCEPTED
    t.term_prices[0].edition = basic;
#endif
});
static_assert(validate(made));

int main() {}

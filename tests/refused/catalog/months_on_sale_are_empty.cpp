// SPDX-License-Identifier: MIT
// refused: months_on_sale_are_empty
#include "../small_catalog.hpp"

using namespace small;

constexpr auto made = spoiled([]([[maybe_unused]] tables& t) {
#ifndef ACCEPTED
    t.offering.terms = {.min_months = 3, .max_months = 2};
#endif
});
static_assert(validate(made));

int main() {}

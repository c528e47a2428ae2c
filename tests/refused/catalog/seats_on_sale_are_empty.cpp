// SPDX-License-Identifier: MIT
// refused: seats_on_sale_are_empty
#include "../small_catalog.hpp"

using namespace small;

constexpr auto made = spoiled([]([[maybe_unused]] tables& t) {
#ifndef ACCEPTED
    t.plan_prices[0].seats = seat_terms{.least = quantity{3}, .most = limit::finite(2)};
#endif
});
static_assert(validate(made));

int main() {}

// SPDX-License-Identifier: MIT
// refused: negative_price
#include "../small_catalog.hpp"

using namespace small;

constexpr auto made = spoiled([]([[maybe_unused]] tables& t) {
#ifndef ACCEPTED
    t.plan_prices[0].amount = decimal::from("-1").value();
#endif
});
static_assert(validate(made));

int main() {}

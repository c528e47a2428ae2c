// SPDX-License-Identifier: MIT
// refused: on_request_with_an_amount
#include "../small_catalog.hpp"

using namespace small;

constexpr auto made = spoiled([]([[maybe_unused]] tables& t) {
#ifndef ACCEPTED
    t.plan_prices[0].on_request = true;
#endif
});
static_assert(validate(made));

int main() {}

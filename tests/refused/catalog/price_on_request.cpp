// SPDX-License-Identifier: MIT
// refused: price_on_request
#include "../small_catalog.hpp"

using namespace small;

constexpr auto made = spoiled([]([[maybe_unused]] tables& t) {
#ifndef ACCEPTED
    t.plan_prices[0] = {.version = first, .edition = pro, .on_request = true};
#endif
});
static_assert(validate(made));

int main() {}

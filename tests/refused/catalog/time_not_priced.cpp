// SPDX-License-Identifier: MIT
// refused: time_not_priced
#include "../small_catalog.hpp"

using namespace small;

constexpr auto made = spoiled([]([[maybe_unused]] tables& t) {
#ifndef ACCEPTED
    t.offering.billing.every = weekly;
#endif
});
static_assert(validate(made));

int main() {}

// SPDX-License-Identifier: MIT
// refused: reason_order_incomplete
#include "../small_catalog.hpp"

using namespace small;

constexpr auto made = spoiled([]([[maybe_unused]] tables& t) {
#ifndef ACCEPTED
    t.reasons[0] = reason::not_applied;
#endif
});
static_assert(validate(made));

int main() {}

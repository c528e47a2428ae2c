// SPDX-License-Identifier: MIT
// refused: sets_without_a_quota
#include "../small_catalog.hpp"

using namespace small;

constexpr auto made = spoiled([]([[maybe_unused]] tables& t) {
#ifndef ACCEPTED
    t.gifts[1].sets = limit::finite(3);
#endif
});
static_assert(validate(made));

int main() {}

// SPDX-License-Identifier: MIT
// refused: unknown_add_on
#include "../small_catalog.hpp"

using namespace small;

constexpr auto made = spoiled([]([[maybe_unused]] tables& t) {
#ifndef ACCEPTED
    t.gifts[0].of = nowhere<add_on_id>;
#endif
});
static_assert(validate(made));

int main() {}

// SPDX-License-Identifier: MIT
// refused: add_on_needs_itself
#include "../small_catalog.hpp"

using namespace small;

constexpr auto made = spoiled([]([[maybe_unused]] tables& t) {
#ifndef ACCEPTED
    t.add_on_rules[1].other = add_on::rooms;
#endif
});
static_assert(validate(made));

int main() {}

// SPDX-License-Identifier: MIT
// refused: upgrade_rules_without_a_default
#include "../small_catalog.hpp"

using namespace small;

constexpr auto made = spoiled([]([[maybe_unused]] tables& t) {
#ifndef ACCEPTED
    t.changes[0].from = basic;
#endif
});
static_assert(validate(made));

int main() {}

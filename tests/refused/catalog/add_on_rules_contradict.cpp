// SPDX-License-Identifier: MIT
// refused: add_on_rules_contradict
#include "../small_catalog.hpp"

using namespace small;

constexpr auto made = spoiled([]([[maybe_unused]] tables& t) {
#ifndef ACCEPTED
    t.add_on_rules[0] = {
        .of = add_on::seats, .relation = add_on_relation::excludes, .other = add_on::rooms};
#endif
});
static_assert(validate(made));

int main() {}

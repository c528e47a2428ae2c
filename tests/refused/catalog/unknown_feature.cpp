// SPDX-License-Identifier: MIT
// refused: unknown_feature
#include "../small_catalog.hpp"

using namespace small;

constexpr auto made = spoiled([]([[maybe_unused]] tables& t) {
#ifndef ACCEPTED
    t.rules[0].of = nowhere<feature_id>;
#endif
});
static_assert(validate(made));

int main() {}

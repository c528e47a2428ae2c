// SPDX-License-Identifier: MIT
// refused: duplicate_name
#include "../small_catalog.hpp"

using namespace small;

constexpr auto made = spoiled([]([[maybe_unused]] tables& t) {
#ifndef ACCEPTED
    t.features[1].what.key = "write";
#endif
});
static_assert(validate(made));

int main() {}

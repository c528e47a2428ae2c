// SPDX-License-Identifier: MIT
// refused: unknown_attribute
#include "../small_catalog.hpp"

using namespace small;

constexpr auto made = spoiled([]([[maybe_unused]] tables& t) {
#ifndef ACCEPTED
    t.values[2].of = nowhere<attribute_id>;
#endif
});
static_assert(validate(made));

int main() {}

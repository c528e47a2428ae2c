// SPDX-License-Identifier: MIT
// refused: condition_on_unknown_attribute
#include "../small_catalog.hpp"

using namespace small;

constexpr auto made = spoiled([]([[maybe_unused]] tables& t) {
#ifndef ACCEPTED
    t.rules[0].must.attribute = nowhere<attribute_id>;
#endif
});
static_assert(validate(made));

int main() {}

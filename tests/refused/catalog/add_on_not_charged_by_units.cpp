// SPDX-License-Identifier: MIT
// refused: add_on_not_charged_by_units
#include "../small_catalog.hpp"

using namespace small;

constexpr auto made = spoiled([]([[maybe_unused]] tables& t) {
#ifndef ACCEPTED
    t.add_ons[0].what.charged = minute;
#endif
});
static_assert(validate(made));

int main() {}

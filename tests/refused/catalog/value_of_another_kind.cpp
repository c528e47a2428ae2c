// SPDX-License-Identifier: MIT
// refused: value_of_another_kind
#include "../small_catalog.hpp"

using namespace small;

constexpr auto made = spoiled([]([[maybe_unused]] tables& t) {
#ifndef ACCEPTED
    t.edition_values[0].value = feature_value::integer(3);
#endif
});
static_assert(validate(made));

int main() {}

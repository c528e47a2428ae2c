// SPDX-License-Identifier: MIT
// refused: feature_without_value_in_an_edition
#include "../small_catalog.hpp"

using namespace small;

constexpr auto made = spoiled([]([[maybe_unused]] tables& t) {
#ifndef ACCEPTED
    t.features[0].in[1] = availability::unstated;
#endif
});
static_assert(validate(made));

int main() {}

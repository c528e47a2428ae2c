// SPDX-License-Identifier: MIT
// refused: empty_package
#include "../small_catalog.hpp"

using namespace small;

constexpr auto made = spoiled([]([[maybe_unused]] tables& t) {
#ifndef ACCEPTED
    t.charge_prices[2].step.package = quantity{};
#endif
});
static_assert(validate(made));

int main() {}

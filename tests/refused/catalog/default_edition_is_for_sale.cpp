// SPDX-License-Identifier: MIT
// refused: default_edition_is_for_sale
#include "../small_catalog.hpp"

using namespace small;

constexpr auto made = spoiled([]([[maybe_unused]] tables& t) {
#ifndef ACCEPTED
    t.plan_prices[1].edition = basic;
#endif
});
static_assert(validate(made));

int main() {}

// SPDX-License-Identifier: MIT
// refused: condition_of_the_wrong_kind
#include "../small_catalog.hpp"

using namespace small;

constexpr auto made = spoiled([]([[maybe_unused]] tables& t) {
#ifndef ACCEPTED
    t.rules[1].must.test = ratecard::test::at_most;
#endif
});
static_assert(validate(made));

int main() {}

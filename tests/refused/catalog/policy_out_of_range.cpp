// SPDX-License-Identifier: MIT
// refused: policy_out_of_range
#include "../small_catalog.hpp"

using namespace small;

constexpr auto made = spoiled([]([[maybe_unused]] tables& t) {
#ifndef ACCEPTED
    t.offering.billing.issue_until = 29;
#endif
});
static_assert(validate(made));

int main() {}

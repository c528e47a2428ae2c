// SPDX-License-Identifier: MIT
// refused: charge_includes_unknown_quota
#include "../small_catalog.hpp"

using namespace small;

constexpr auto made = spoiled([]([[maybe_unused]] tables& t) {
#ifndef ACCEPTED
    t.charges[0].what.included = nowhere<quota_id>;
#endif
});
static_assert(validate(made));

int main() {}

// SPDX-License-Identifier: MIT
// refused: unknown_quota
#include "../small_catalog.hpp"

using namespace small;

constexpr auto made = spoiled([]([[maybe_unused]] tables& t) {
#ifndef ACCEPTED
    t.quotas[1].what.part_of = nowhere<quota_id>;
#endif
});
static_assert(validate(made));

int main() {}

// SPDX-License-Identifier: MIT
// refused: included_quota_does_not_fit
#include "../small_catalog.hpp"

using namespace small;

constexpr auto made = spoiled([]([[maybe_unused]] tables& t) {
#ifndef ACCEPTED
    t.quotas[0].what.scope = quota_scope::user;
#endif
});
static_assert(validate(made));

int main() {}

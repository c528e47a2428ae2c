// SPDX-License-Identifier: MIT
// refused: quota_without_limit_in_an_edition
#include "../small_catalog.hpp"

using namespace small;

constexpr auto made = spoiled([]([[maybe_unused]] tables& t) {
#ifndef ACCEPTED
    t.quotas[1].in[0] = quota_limit{};
#endif
});
static_assert(validate(made));

int main() {}

// SPDX-License-Identifier: MIT
// refused: migration_not_offered
#include "../small_catalog.hpp"

using namespace small;

constexpr auto made = spoiled([]([[maybe_unused]] tables& t) {
#ifndef ACCEPTED
    t.versions[1].what.ends_at = instant{2'000'000'000};
#endif
});
static_assert(validate(made));

int main() {}

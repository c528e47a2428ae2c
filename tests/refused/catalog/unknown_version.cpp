// SPDX-License-Identifier: MIT
// refused: unknown_version
#include "../small_catalog.hpp"

using namespace small;

constexpr auto made = spoiled([]([[maybe_unused]] tables& t) {
#ifndef ACCEPTED
    t.versions[0].what.migrates_to = nowhere<version_id>;
#endif
});
static_assert(validate(made));

int main() {}

// SPDX-License-Identifier: MIT
// refused: version_migrates_backwards
#include "../small_catalog.hpp"

using namespace small;

constexpr auto made = spoiled([]([[maybe_unused]] tables& t) {
#ifndef ACCEPTED
    t.versions[1].what.migrates_to = first;
#endif
});
static_assert(validate(made));

int main() {}

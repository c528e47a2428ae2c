// SPDX-License-Identifier: MIT
// refused: version_dates_do_not_increase
#include "../small_catalog.hpp"

using namespace small;

constexpr auto made = spoiled([]([[maybe_unused]] tables& t) {
#ifndef ACCEPTED
    t.versions[1].what.effective_from = instant{1'000};
#endif
});
static_assert(validate(made));

int main() {}

// SPDX-License-Identifier: MIT
// refused: unknown_edition
#include "../small_catalog.hpp"

using namespace small;

constexpr auto made = spoiled([]([[maybe_unused]] tables& t) {
#ifndef ACCEPTED
    t.offering.default_edition = nowhere<edition_id>;
#endif
});
static_assert(validate(made));

int main() {}

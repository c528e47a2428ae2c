// SPDX-License-Identifier: MIT
// refused: empty_catalog
#include "../small_catalog.hpp"

using namespace small;

// A catalog without a version of its price book.
constexpr tables t;
#ifdef ACCEPTED
constexpr auto made = compile(t.offering, t.editions, t.changes, t.versions);
#else
constexpr auto made = compile(t.offering, t.editions, t.changes);
#endif
static_assert(validate(made));

int main() {}

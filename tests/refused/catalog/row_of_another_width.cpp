// SPDX-License-Identifier: MIT
// refused: with one column an edition
// A feature with values for three editions in a catalog of two.
#include "../small_catalog.hpp"

using namespace small;

#ifdef ACCEPTED
constexpr std::size_t columns = 2;
#else
constexpr std::size_t columns = 3;
#endif
constexpr std::array rows{feature_row<columns>{{.key = "write"}, {availability::included}}};
constexpr tables t;
constexpr auto made = compile<key>(t.offering, t.editions, t.versions, t.changes, rows);

int main() { return static_cast<int>(made.view().features.size()); }

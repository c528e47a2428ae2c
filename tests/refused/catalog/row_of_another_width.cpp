// SPDX-License-Identifier: MIT
// refused: with one column for each edition
// A feature with values for three editions in a catalog of two.
#include "../small_catalog.hpp"

using namespace small;

using enum availability;
#ifdef ACCEPTED
constexpr std::array rows{feature_row{feature_id{0}, "write", {included, included}}};
#else
constexpr std::array rows{feature_row{feature_id{0}, "write", {included, included, included}}};
#endif
constexpr tables t;
constexpr auto made = compile(t.offering, t.editions, t.versions, t.changes, rows);

int main() { return static_cast<int>(made.view().features.size()); }

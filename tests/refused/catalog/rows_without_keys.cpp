// SPDX-License-Identifier: MIT
// refused: rows that have ids state their keys
#include <array>

#include <ratecard/catalog/catalog.hpp>

using namespace ratecard;

#ifdef ACCEPTED
constexpr std::array editions{edition_row{edition_id{0}, "basic"},
                              edition_row{edition_id{1}, "pro"}};
#else
constexpr std::array editions{edition{"basic"}, edition{"pro"}};
#endif
constexpr auto made = compile(offering{}, editions);

int main() { return made.view().editions.size() == 2 ? 0 : 1; }

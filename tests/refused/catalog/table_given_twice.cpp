// SPDX-License-Identifier: MIT
// refused: each kind of table is given at most once
#include <ratecard/catalog/catalog.hpp>

using namespace ratecard;

constexpr std::array changes{change_rule{}};

constexpr auto made = compile(offering{}, edition{"basic"}, price_version{"2024"},
#ifndef ACCEPTED
                              changes,
#endif
                              changes);

int main() { return made.view().changes.size() == 1 ? 0 : 1; }
